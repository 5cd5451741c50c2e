"""Problems and schedules as JSON files, spreadsheets and data frames, read strictly and written in one stroke.

Names load on first use: who reads JSON needs no tables.
"""

from volmatch.plugs import on_demand

TYPE_CHECKING = False

if TYPE_CHECKING:
    from volmatch.io.anonymous import anonymous as anonymous
    from volmatch.io.difference import Change as Change
    from volmatch.io.difference import Difference as Difference
    from volmatch.io.difference import difference as difference
    from volmatch.io.fingerprints import fingerprint as fingerprint
    from volmatch.io.formats import MOST_BYTES as MOST_BYTES
    from volmatch.io.formats import check_belongs as check_belongs
    from volmatch.io.formats import dumps as dumps
    from volmatch.io.formats import loads as loads
    from volmatch.io.formats import read as read
    from volmatch.io.formats import read_outcome as read_outcome
    from volmatch.io.formats import read_problem as read_problem
    from volmatch.io.formats import read_schedule as read_schedule
    from volmatch.io.formats import write as write
    from volmatch.io.programmes import read_programme as read_programme
    from volmatch.io.programmes import write_programme as write_programme
    from volmatch.io.schemas import schema as schema
    from volmatch.io.tables import USUAL_ANSWERS as USUAL_ANSWERS
    from volmatch.io.tables import Answer as Answer
    from volmatch.io.tables import Answers as Answers
    from volmatch.io.tables import ExtraError as ExtraError
    from volmatch.io.tables import SignUps as SignUps
    from volmatch.io.tables import TablesWarning as TablesWarning
    from volmatch.io.tables import frames as frames
    from volmatch.io.tables import read_schedule_tables as read_schedule_tables
    from volmatch.io.tables import read_tables as read_tables
    from volmatch.io.tables import signups as signups
    from volmatch.io.tables import simple_template as simple_template
    from volmatch.io.tables import template as template
    from volmatch.io.tables import write_schedule_tables as write_schedule_tables
    from volmatch.io.tables import write_tables as write_tables

_HOMES = {
    "volmatch.io.anonymous": ("anonymous",),
    "volmatch.io.difference": ("Change", "Difference", "difference"),
    "volmatch.io.fingerprints": ("fingerprint",),
    "volmatch.io.formats": (
        "MOST_BYTES",
        "check_belongs",
        "dumps",
        "loads",
        "read",
        "read_outcome",
        "read_problem",
        "read_schedule",
        "write",
    ),
    "volmatch.io.programmes": ("read_programme", "write_programme"),
    "volmatch.io.schemas": ("schema",),
    "volmatch.io.tables": (
        "USUAL_ANSWERS",
        "Answer",
        "Answers",
        "ExtraError",
        "SignUps",
        "TablesWarning",
        "frames",
        "read_schedule_tables",
        "read_tables",
        "signups",
        "simple_template",
        "template",
        "write_schedule_tables",
        "write_tables",
    ),
}

__all__ = on_demand(__name__, _HOMES)  # noqa: PLE0605 - a list of strings, computed once
