"""The same repairs by Timefold, from the schedule that was published: how near it comes in so many seconds."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import attrs

import volmatch as vm
from benchmarks.contest import talked
from benchmarks.peers import peers
from benchmarks.record import Answer
from benchmarks.tell import schedule_of
from volmatch.live import Absence, Repaired

PEER = "timefold"
#: Seconds in which the peer may take a problem of a city in, and give its answer out: they are not counted.
_HANDING_OVER = 120.0


@attrs.frozen
class Beside:
    """A repair, and what a peer made of the same: first-class seats left empty, and people disturbed besides who is away."""

    empty: tuple[int, int]
    disturbed: tuple[int, int]


def beside(
    problem: vm.Problem,
    schedule: vm.Schedule,
    repairs: Sequence[tuple[list[Absence], Repaired]],
    seconds: float,
) -> str:
    """Return what a peer made of the same absences, in a sentence or two.

    Parameters
    ----------
    problem, schedule
        What was published.
    repairs
        The absences, and what volmatch made of them.
    seconds
        For the peer, each time; starting, reading and handing the problem over are not counted.
    """
    if not peers()[PEER].is_here:
        return f"{PEER}: not installed"
    found = list[Beside]()
    for changes, repaired in repairs:
        answer = _answer(problem, repaired.problem, schedule, seconds)
        if isinstance(answer, str):
            return f"{PEER}: {answer}"
        found.append(_compared(problem, schedule, changes, repaired, answer))
    return _told(found, seconds)


def _answer(problem: vm.Problem, after: vm.Problem, published: vm.Schedule, seconds: float) -> vm.Schedule | str:
    """Return the schedule of the peer, or why there is none."""
    with tempfile.TemporaryDirectory() as folder:
        path, start = Path(folder) / "problem.json", Path(folder) / "schedule.json"
        vm.io.write(path, after)
        vm.io.write(start, published, problem=problem)
        blank = Answer(family="", seed=1, peer=PEER, seconds=seconds, state="nothing")
        talk, answer = talked(path, peers()[PEER], blank, start=start, grace=_HANDING_OVER)
    cannot = [line["cannot"] for line in talk.lines if "cannot" in line]
    told = talk.schedules()
    if cannot or not told:
        return cannot[-1] if cannot else answer.note or "nothing"
    schedule = schedule_of(told[-1])
    report = vm.check(after, schedule)
    return schedule if report.ok else report.breaches[0].sentence()


def _compared(
    problem: vm.Problem, published: vm.Schedule, changes: list[Absence], ours: Repaired, theirs: vm.Schedule
) -> Beside:
    assert ours.schedule is not None
    away = {one.volunteer for one in changes}
    first = next(index for index, step in enumerate(ours.steps) if step.goal == "people")
    empty = [sum(vm.check(ours.problem, one).values[:first]) for one in (ours.schedule, theirs)]
    moved = [_moved(problem, published, one) - away for one in (ours.schedule, theirs)]
    return Beside((empty[0], empty[1]), (len(moved[0]), len(moved[1])))


def _moved(problem: vm.Problem, before: vm.Schedule, after: vm.Schedule) -> set[str]:
    """Return whose duties are others than before."""
    then, now = ({(duty.volunteer, duty.session, duty.role) for duty in one.assignments} for one in (before, after))
    known = {one.id for one in problem.volunteers}
    return {volunteer for volunteer, _, _ in then ^ now} & known


def _told(found: list[Beside], seconds: float) -> str:
    as_good = sum(one.empty[1] <= one.empty[0] and one.disturbed[1] <= one.disturbed[0] for one in found)
    empty, disturbed = (
        [sum(getattr(one, what)[who] for one in found) for who in (0, 1)] for what in ("empty", "disturbed")
    )
    return (
        f"{PEER}, {seconds:g} s each from the same schedule: as good in {as_good} of {len(found)}; "
        f"first-class seats empty {empty[1]} (volmatch {empty[0]}), people disturbed {disturbed[1]} (volmatch {disturbed[0]})"
    )
