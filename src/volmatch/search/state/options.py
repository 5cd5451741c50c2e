"""What a caller may ask of a solve; nonsense is refused before anything is done."""

from volmatch.errors import OptionError, quoted
from volmatch.problem.problem import Problem
from volmatch.schedule import Schedule
from volmatch.text import Text

#: Longest time limit, in seconds: thirty years; whoever wants no limit says ``None``.
MOST_SECONDS = 1_000_000_000
#: More threads than this no engine here can use.
MOST_WORKERS = 256
#: Largest seed that CP-SAT takes.
MOST_SEED = 2**31 - 1


def refuse_nonsense(
    *,
    problem: object,
    time_limit: object,
    seed: object,
    workers: object,
    on_progress: object,
    cancel: object,
    start: object,
) -> None:
    """Raise an `OptionError` for the first option of `solve` that makes no sense."""
    if not isinstance(problem, Problem):
        raise OptionError(Text("problem: wanted a Problem, not {given}", {"given": quoted(problem)}))
    if time_limit is not None and not _is_time(time_limit):
        facts = {"given": quoted(time_limit), "most": MOST_SECONDS}
        raise OptionError(Text("time_limit: wanted seconds from 0 to {most}, or None, not {given}", facts))
    if not _is_whole(seed, 0, MOST_SEED):
        facts = {"given": quoted(seed), "most": MOST_SEED}
        raise OptionError(Text("seed: wanted a whole number from 0 to {most}, not {given}", facts))
    if workers is not None and not _is_whole(workers, 1, MOST_WORKERS):
        facts = {"given": quoted(workers), "most": MOST_WORKERS}
        raise OptionError(Text("workers: wanted a whole number from 1 to {most}, or None, not {given}", facts))
    if on_progress is not None and not callable(on_progress):
        facts = {"given": quoted(on_progress)}
        raise OptionError(Text("on_progress: wanted a function or None, not {given}", facts))
    if cancel is not None and not callable(getattr(cancel, "is_set", None)):
        facts = {"given": quoted(cancel)}
        raise OptionError(Text("cancel: wanted a threading.Event or the like, or None, not {given}", facts))
    if start is not None and not isinstance(start, Schedule):
        raise OptionError(Text("start: wanted a Schedule or None, not {given}", {"given": quoted(start)}))


def _is_time(given: object) -> bool:
    return isinstance(given, (int, float)) and not isinstance(given, bool) and 0 <= given <= MOST_SECONDS


def _is_whole(given: object, least: int, most: int) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and least <= given <= most
