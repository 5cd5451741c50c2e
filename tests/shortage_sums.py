"""What the sums say of a schedule, and a check of a proof by its fields alone."""

from collections.abc import Sequence

import volmatch as vm
from volmatch.columns.masks import Masks
from volmatch.explain.hall_violators import Shortage, Shortages, WantedSeats
from volmatch.explain.shortage import shortage


def told(
    problem: vm.Problem, made: vm.Schedule, *, levels: Sequence[vm.LevelReport] = (), status: str = "feasible"
) -> Shortages:
    """Return what the sums say of a schedule."""
    is_best = status == "optimal"
    return shortage(
        problem,
        vm.Outcome(
            schedule=made,
            status="optimal" if is_best else "feasible",
            stopped_by="proof" if is_best else "time",
            levels=tuple(levels),
        ),
    )


def adds_up(problem: vm.Problem, proof: Shortage) -> None:
    """Check a proof by its fields alone, and that its people are all who could fill a seat."""
    assert proof.missing > 0
    assert sum(seats.need for seats in proof.seats) - sum(person.most for person in proof.people) == proof.missing
    assert len({(seats.session, seats.role) for seats in proof.seats}) == len(proof.seats)
    assert len({person.volunteer for person in proof.people}) == len(proof.people)
    could = {(one.id, seats.session) for seats in proof.seats for one in problem.volunteers if can(problem, one, seats)}
    listed = [(person.volunteer, own) for person in proof.people for share in person.shares for own in share.sessions]
    assert len(set(listed)) == len(listed)
    assert could <= set(listed)
    for person in proof.people:
        for share in person.shares:
            assert 0 <= share.most <= len(share.sessions)
            assert (share.reason is None) == (share.most == len(share.sessions))


def can(problem: vm.Problem, volunteer: vm.Volunteer, seats: WantedSeats) -> bool:
    """Whether somebody could serve there if the problem had nothing else: asked of the check, placement by placement."""
    found = problem.session(seats.session)
    assert found is not None
    rooms = [None] if found.room is None else [room.id for room in problem.fitting_rooms(found)]
    duty = vm.Assignment(volunteer.id, found.id, seats.role)
    unary = [rule for rule in problem.rules if rule.level == 0 and isinstance(rule, Masks)]
    ways = [vm.Placement(found.id, start, room) for start in found.candidate_starts for room in rooms]
    return any(not any(any(rule.check(problem, vm.Schedule([duty], [way]))) for rule in unary) for way in ways)
