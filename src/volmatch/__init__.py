"""Match volunteers to sessions: schedules that are proved best, or say how far from best they can be.

Everything a user needs is here, and in `volmatch.rules`, `volmatch.patterns`, `volmatch.live`, `volmatch.explain`, `volmatch.scale`, `volmatch.io` and `volmatch.testing`. Names load on first use:
importing volmatch loads neither numpy nor OR-Tools.
"""

from volmatch.plugs import on_demand, plug

#: Type checkers take this for true. `typing` itself is not loaded, it would be most of what an import of volmatch costs.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from volmatch import explain as explain
    from volmatch import io as io
    from volmatch import live as live
    from volmatch import patterns as patterns
    from volmatch import rules as rules
    from volmatch import scale as scale
    from volmatch import testing as testing
    from volmatch.check import CheckReport as CheckReport
    from volmatch.check import check as check
    from volmatch.check import score as score
    from volmatch.errors import CallbackError as CallbackError
    from volmatch.errors import ChangeError as ChangeError
    from volmatch.errors import DeskError as DeskError
    from volmatch.errors import EncodingError as EncodingError
    from volmatch.errors import EngineError as EngineError
    from volmatch.errors import Fault as Fault
    from volmatch.errors import FileError as FileError
    from volmatch.errors import LimitError as LimitError
    from volmatch.errors import NoScheduleError as NoScheduleError
    from volmatch.errors import OfferError as OfferError
    from volmatch.errors import OptionError as OptionError
    from volmatch.errors import ProblemError as ProblemError
    from volmatch.errors import ScheduleError as ScheduleError
    from volmatch.errors import SeatError as SeatError
    from volmatch.errors import VolmatchError as VolmatchError
    from volmatch.formulation.size import Size as Size
    from volmatch.formulation.size import size_of as size_of
    from volmatch.live.repair import repair as repair
    from volmatch.outcome import Outcome as Outcome
    from volmatch.problem.past_duty import PastDuty as PastDuty
    from volmatch.problem.place import Place as Place
    from volmatch.problem.place import Room as Room
    from volmatch.problem.place import Travel as Travel
    from volmatch.problem.place import Way as Way
    from volmatch.problem.problem import Problem as Problem
    from volmatch.problem.session import AlternativeSkill as AlternativeSkill
    from volmatch.problem.session import Role as Role
    from volmatch.problem.session import RoomNeed as RoomNeed
    from volmatch.problem.session import Session as Session
    from volmatch.problem.volunteer import Days as Days
    from volmatch.problem.volunteer import Limit as Limit
    from volmatch.problem.volunteer import Season as Season
    from volmatch.problem.volunteer import Skill as Skill
    from volmatch.problem.volunteer import TraitDays as TraitDays
    from volmatch.problem.volunteer import Volunteer as Volunteer
    from volmatch.problem.volunteer import Wish as Wish
    from volmatch.problem.window import Weekly as Weekly
    from volmatch.problem.window import Window as Window
    from volmatch.problem.words import Words as Words
    from volmatch.report.annex import Annex as Annex
    from volmatch.report.board import show as show
    from volmatch.report.save import save as save
    from volmatch.rule import Rule as Rule
    from volmatch.rule import SessionFilter as SessionFilter
    from volmatch.rule import Violation as Violation
    from volmatch.rule import VolunteerFilter as VolunteerFilter
    from volmatch.rule import Where as Where
    from volmatch.rule import register as register
    from volmatch.running import Run as Run
    from volmatch.running import solve_async as solve_async
    from volmatch.running import start as start
    from volmatch.schedule import Assignment as Assignment
    from volmatch.schedule import Duty as Duty
    from volmatch.schedule import LevelReport as LevelReport
    from volmatch.schedule import Placement as Placement
    from volmatch.schedule import Schedule as Schedule
    from volmatch.search.state.controls import Progress as Progress
    from volmatch.solve import solve as solve
    from volmatch.text import Text as Text
    from volmatch.watch import watch as watch

__version__ = "0.1.0"

_HOMES = {
    "volmatch.check": ("CheckReport", "check", "score"),
    "volmatch.errors": (
        "CallbackError", "ChangeError", "DeskError", "EncodingError", "EngineError", "Fault", "FileError", "LimitError",
        "NoScheduleError", "OfferError", "OptionError", "ProblemError",
        "ScheduleError", "SeatError", "VolmatchError",
    ),
    "volmatch.formulation.size": ("Size", "size_of"),
    "volmatch.live.repair": ("repair",),
    "volmatch.outcome": ("Outcome",),
    "volmatch.problem.past_duty": ("PastDuty",),
    "volmatch.problem.place": ("Place", "Room", "Travel", "Way"),
    "volmatch.problem.problem": ("Problem",),
    "volmatch.problem.session": ("AlternativeSkill", "Role", "RoomNeed", "Session"),
    "volmatch.problem.volunteer": ("Days", "Limit", "Season", "Skill", "TraitDays", "Volunteer", "Wish"),
    "volmatch.problem.window": ("Weekly", "Window"),
    "volmatch.problem.words": ("Words",),
    "volmatch.report.annex": ("Annex",),
    "volmatch.report.board": ("show",),
    "volmatch.report.save": ("save",),
    "volmatch.rule": ("Rule", "SessionFilter", "Violation", "VolunteerFilter", "Where", "register"),
    "volmatch.running": ("Run", "solve_async", "start"),
    "volmatch.schedule": ("Assignment", "Duty", "LevelReport", "Placement", "Schedule"),
    "volmatch.search.state.controls": ("Progress",),
    "volmatch.solve": ("solve",),
    "volmatch.text": ("Text",),
    "volmatch.watch": ("watch",),
}  # fmt: skip
#: What the lower floors load when it is asked for: the rules that come with volmatch, what binds the parts of a
#: session, keeps people where they are named or beside their guardians, and roles that go together and who does which of them, cards for notebooks, pages.
plug(
    rules="volmatch.rules",
    sharing="volmatch.patterns.sharing",
    staying="volmatch.patterns.staying",
    accompanying="volmatch.patterns.accompanying",
    one_desk="volmatch.patterns.one_desk",
    desks="volmatch.patterns.desk_list",
    cards="volmatch.report.html.card",
    pages="volmatch.report.html.page",
)

_PARTS = ("explain", "io", "live", "patterns", "rules", "scale", "testing")
__all__ = ["__version__", *on_demand(__name__, _HOMES, _PARTS)]  # noqa: PLE0604 - the names are strings, computed once
