"""What a caller may ask of a solve; nonsense is refused before anything is done."""

import os
from collections.abc import Callable
from typing import Any, Literal, get_args

from volmatch.doors import wanted_by
from volmatch.engines.answer import Isolation
from volmatch.errors import OptionError, quoted
from volmatch.problem.problem import Problem
from volmatch.schedule import Schedule
from volmatch.search.state.controls import CancelFlag
from volmatch.text import Text

#: Longest time limit, in seconds: thirty years; whoever wants no limit says ``None``.
MOST_SECONDS = 1_000_000_000
#: More threads than this no engine here can use.
MOST_WORKERS = 256
#: Stands for the memory that the machine, or the container around this process, has.
MACHINE: Literal["machine"] = "machine"
#: Largest seed that CP-SAT takes.
MOST_SEED = 2**31 - 1
#: Stands for a problem that was looked at before.
_KNOWN = object()


def refuse_nonsense(  # noqa: PLR0913 - each is an option of a solve
    *,
    problem: object = _KNOWN,
    time_limit: object,
    seed: object,
    workers: object = None,
    on_progress: object = None,
    cancel: object = None,
    start: object = None,
    deterministic: object = False,
    memory_limit: object = None,
    checkpoint: object = None,
    resume: object = False,
    isolation: object = "auto",
) -> None:
    """Raise an `OptionError` for the first option of `solve` that makes no sense."""
    if problem is not _KNOWN and not _is_a(Problem, problem):
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
    if on_progress is not None and not _is_a(Callable, on_progress):
        facts = {"given": quoted(on_progress)}
        raise OptionError(Text("on_progress: wanted a function or None, not {given}", facts))
    if cancel is not None and not _is_a(CancelFlag, cancel):
        facts = {"given": quoted(cancel)}
        raise OptionError(Text("cancel: wanted a threading.Event or the like, or None, not {given}", facts))
    if start is not None and not _is_a(Schedule, start):
        raise OptionError(Text("start: wanted a Schedule or None, not {given}", {"given": quoted(start)}))
    _refuse_no_flag("deterministic", deterministic)
    _refuse_no_memory(memory_limit)
    _refuse_no_flag("resume", resume)
    _refuse_no_place(checkpoint, resume)
    _refuse_no_isolation(isolation)


def _refuse_no_isolation(given: object) -> None:
    if not (type(given) is str and given in get_args(Isolation)):
        facts = {"words": get_args(Isolation), "given": quoted(given)}
        raise OptionError(Text("isolation: wanted one of {words}, not {given}", facts))


def _refuse_no_memory(limit: object) -> None:
    if limit is not None and not _is_machine(limit) and not _is_time(limit):
        facts = {"given": quoted(limit), "most": MOST_SECONDS, "machine": MACHINE}
        raise OptionError(
            Text('memory_limit: wanted megabytes from 0 to {most}, "{machine}" or None, not {given}', facts)
        )


def _refuse_no_place(checkpoint: object, resume: object) -> None:
    if checkpoint is not None and not _is_a(str | os.PathLike[str], checkpoint):
        facts = {"given": quoted(checkpoint)}
        raise OptionError(Text("checkpoint: wanted the path of a file or None, not {given}", facts))
    if resume and checkpoint is None:
        raise OptionError(Text("resume: wanted a checkpoint to go on from"))


def _refuse_no_flag(name: str, given: object) -> None:
    if not _is_a(bool, given):
        facts = {"name": name, "wanted": Text("true or false"), "given": quoted(given)}
        raise OptionError(Text("{name}: wanted {wanted}, not {given}", facts))


def _is_a(kind: object, given: object) -> bool:
    """Whether something is of a kind; what breaks when it is asked is not."""
    return wanted_by(kind).accepts(given)


def _is_machine(given: object) -> bool:
    return type(given) is str and given == MACHINE


def _is_time(given: Any) -> bool:
    if not _is_a(float, given):
        return False
    plain = int.__int__(given) if isinstance(given, int) else float.__float__(given)
    return 0 <= plain <= MOST_SECONDS


def _is_whole(given: Any, least: int, most: int) -> bool:
    return _is_a(int, given) and least <= int.__int__(given) <= most
