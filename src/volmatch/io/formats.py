"""Reading and writing problems and schedules: as text, or as files."""

from collections.abc import Mapping

import attrs

from volmatch.check import check
from volmatch.doors import door
from volmatch.errors import Fault, InputError, OptionError, ProblemError, ScheduleError
from volmatch.io.files import AnyPath, contents, replace, too_large
from volmatch.io.fingerprints import fingerprint
from volmatch.io.layout import laid_out
from volmatch.io.outcomes import SCHEDULE_FORMAT, outcome_data, outcome_of
from volmatch.io.plain import PROBLEM_FORMAT, demand_names, problem_data
from volmatch.io.programmes import ENDINGS, is_programme, programme_of, read_programme
from volmatch.io.strict import parsed
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.schedule import Schedule
from volmatch.text import Text

#: Largest file read unless the caller says otherwise.
MOST_BYTES = 256 * 2**20


@door
def read(path: AnyPath, *, most_bytes: int = MOST_BYTES) -> Problem | Outcome:
    """Read a problem or a schedule from a JSON file; its field ``format`` says which it is.

    A programme of another system (see `volmatch.io.programmes`), also as .xml or .ics, is read as a problem.

    Parameters
    ----------
    path
        The file.
    most_bytes
        A larger file is refused unread.

    Raises
    ------
    FileError
        If the file cannot be read.
    ProblemError, ScheduleError
        If it holds no problem or schedule, with every fault found.
    """
    if str(path).lower().endswith(ENDINGS):
        return read_programme(path)
    return loads(contents(path, most_bytes), most_bytes=most_bytes)


@door
def read_problem(path: AnyPath, *, most_bytes: int = MOST_BYTES) -> Problem:
    """Read a problem from a JSON file; as `read`, and a file that holds something else is refused.

    Raises
    ------
    FileError, ProblemError, ScheduleError
        As `read`.
    """
    value = read(path, most_bytes=most_bytes)
    if not isinstance(value, Problem):
        raise ProblemError([Fault.of("format", Text("wanted {wanted}", {"wanted": PROBLEM_FORMAT}), SCHEDULE_FORMAT)])
    return value


@door
def read_outcome(path: AnyPath, *, most_bytes: int = MOST_BYTES) -> Outcome:
    """Read a schedule and what is known about it from a JSON file; as `read`, and a file that holds something else is refused.

    Raises
    ------
    FileError, ProblemError, ScheduleError
        As `read`.
    """
    value = read(path, most_bytes=most_bytes)
    if not isinstance(value, Outcome):
        raise ScheduleError([Fault.of("format", Text("wanted {wanted}", {"wanted": SCHEDULE_FORMAT}), PROBLEM_FORMAT)])
    return value


@door
def read_schedule(path: AnyPath, *, most_bytes: int = MOST_BYTES) -> Schedule:
    """Read the schedule alone from a JSON file; one that says that no schedule is possible is refused.

    Raises
    ------
    FileError, ProblemError, ScheduleError
        As `read`.
    """
    schedule = read_outcome(path, most_bytes=most_bytes).schedule
    if schedule is None:
        raise ScheduleError([Fault.of("status", Text("there is no schedule in it: nothing is possible"), "infeasible")])
    return schedule


@door
def loads(text: str | bytes, *, most_bytes: int = MOST_BYTES) -> Problem | Outcome:
    """Read a problem or a schedule from JSON text; bytes are UTF-8.

    Raises
    ------
    ProblemError, ScheduleError
        If it holds no problem or schedule, with every fault found.
    """
    raw = text.encode(errors="surrogatepass") if isinstance(text, str) else bytes(text)
    if len(raw) > most_bytes:
        raise too_large(most_bytes)
    data, faults = parsed(raw)
    kind = _error_of(data)
    try:
        value = _value(data)
    except InputError as error:
        raise kind([*faults, *error.faults]) from None
    if faults:
        raise kind(faults)
    return value


@door
def write(path: AnyPath, value: Problem | Outcome | Schedule, *, problem: Problem | None = None) -> None:
    """Write a problem or a schedule to a JSON file, in one stroke: a crash leaves the old file or the new one.

    Parameters
    ----------
    path
        The file; one that exists is replaced.
    value
        A problem; or an outcome of `solve`; or a bare schedule, which is checked and written with its costs.
    problem
        The problem of the outcome or schedule. A bare schedule needs it.

    Raises
    ------
    FileError
        If the file cannot be written.
    ProblemError
        If the problem has a rule that no file can name.
    ScheduleError
        If the schedule belongs to another problem, or breaks what must hold.
    """
    replace(path, dumps(value, problem=problem).encode())


@door
def dumps(value: Problem | Outcome | Schedule, *, problem: Problem | None = None) -> str:
    """Return as JSON text what `write` puts into a file."""
    if isinstance(value, Problem):
        demand_names(value)
        return laid_out(problem_data(value))
    if isinstance(value, Schedule):
        value = _outcome_of_schedule(value, problem)
    if problem is not None:
        check_belongs(problem, value)
        schedule = None if value.schedule is None else value.schedule.settled(problem)
        value = attrs.evolve(value, schedule=schedule, problem_fingerprint=fingerprint(problem))
    return laid_out(outcome_data(value))


@door
def check_belongs(problem: Problem, outcome: Outcome) -> None:
    """Refuse an outcome that says it was made for another problem; one that does not say is let pass.

    Raises
    ------
    ScheduleError
        If the fingerprints differ.
    """
    if outcome.problem_fingerprint and outcome.problem_fingerprint != fingerprint(problem):
        wanted = Text("this schedule was made for another problem, or for an earlier version of this one")
        raise ScheduleError([Fault.of("problem", wanted, outcome.problem_fingerprint)])


def _error_of(data: object) -> type[InputError]:
    is_schedule = isinstance(data, Mapping) and data.get("format") == SCHEDULE_FORMAT
    return ScheduleError if is_schedule else ProblemError


def _value(data: object) -> Problem | Outcome:
    formats = {"words": (PROBLEM_FORMAT, SCHEDULE_FORMAT)}
    if is_programme(data):
        return programme_of(data)
    if not isinstance(data, Mapping):
        raise ProblemError([Fault.of("", Text("wanted a record whose field format is one of {words}", formats), data)])
    if "format" not in data:
        raise ProblemError([Fault("format", Text("this field is required: one of {words}", formats))])
    if data["format"] == SCHEDULE_FORMAT:
        return outcome_of(data)
    if data["format"] != PROBLEM_FORMAT:
        raise ProblemError([Fault.of("format", Text("wanted one of {words}", formats), data["format"])])
    return Problem.from_data({name: value for name, value in data.items() if name != "format"})


def _outcome_of_schedule(schedule: Schedule, problem: Problem | None) -> Outcome:
    """Return a schedule of unknown origin with its costs; it is never called more than feasible."""
    if problem is None:
        raise OptionError(Text("a bare schedule is written with its problem: write(path, schedule, problem=problem)"))
    report = check(problem, schedule)
    if not report.ok:
        raise ScheduleError([Fault("", breach.message) for breach in report.breaches])
    return Outcome(schedule=schedule, status="feasible", stopped_by="cancel", levels=report.levels)
