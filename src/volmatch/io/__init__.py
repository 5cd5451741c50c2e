"""Problems and schedules as JSON files, spreadsheets and data frames, read strictly and written in one stroke."""

from volmatch.io.anonymous import anonymous
from volmatch.io.difference import Change, Difference, difference
from volmatch.io.formats import (
    MOST_BYTES,
    check_belongs,
    dumps,
    fingerprint,
    loads,
    read,
    read_outcome,
    read_problem,
    read_schedule,
    write,
)
from volmatch.io.programmes import read_programme, write_programme
from volmatch.io.tables import (
    USUAL_ANSWERS,
    Answer,
    Answers,
    ExtraError,
    SignUps,
    TablesWarning,
    frames,
    read_schedule_tables,
    read_tables,
    signups,
    template,
    write_schedule_tables,
    write_tables,
)

__all__ = [
    "MOST_BYTES",
    "USUAL_ANSWERS",
    "Answer",
    "Answers",
    "Change",
    "Difference",
    "ExtraError",
    "SignUps",
    "TablesWarning",
    "anonymous",
    "check_belongs",
    "difference",
    "dumps",
    "fingerprint",
    "frames",
    "loads",
    "read",
    "read_outcome",
    "read_problem",
    "read_programme",
    "read_schedule",
    "read_schedule_tables",
    "read_tables",
    "signups",
    "template",
    "write",
    "write_programme",
    "write_schedule_tables",
    "write_tables",
]
