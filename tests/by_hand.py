"""Short words for examples written by hand: moments of one week, sessions, schedules, and what one rule says of them."""

import datetime as dt
from collections.abc import Sequence

import volmatch as vm

#: Filters and rules of the examples may ask for these, whether anybody bears them or not.
TO_COME = vm.Words(
    traits=["adult", "minor"],
    teams=["club"],
    skills=["cook"],
    kinds=["art", "day", "early", "late", "lesson", "night", "opening", "talk", "visit", "walk"],
    series=["term"],
    tags=["outdoors"],
    things=["chairs", "ladder", "piano", "projector", "van"],
    roles=["driver", "lead"],
)


def at(clock: str, day: int = 20) -> dt.datetime:
    """Return a moment of July 2026, UTC; the 20th is a Monday."""
    return dt.datetime.combine(dt.date(2026, 7, day), dt.time.fromisoformat(clock), dt.UTC)


def span(from_: str, to: str, day: int = 20, *, if_needed: bool = False) -> vm.Window:
    """Return a window within one day."""
    return vm.Window(at(from_, day), at(to, day), if_needed=if_needed)


def session(
    id_: str, from_: str, to: str, day: int = 20, *, kind: str | None = None, place: str | None = None
) -> vm.Session:
    """Return a session that needs one helper."""
    return vm.Session(id_, start=at(from_, day), end=at(to, day), kind=kind, place=place, roles=[vm.Role("helper")])


def schedule(problem: vm.Problem, *who_what: tuple[str, str], dropped: Sequence[str] = ()) -> vm.Schedule:
    """Return a schedule: (volunteer, session) pairs in the first role, each session at its first start in no room."""
    first_role = {one.id: one.roles[0].name for one in problem.sessions if one.roles}
    return vm.Schedule(
        [vm.Assignment(who, what, first_role[what]) for who, what in who_what],
        [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions if one.id not in dropped],
        dropped,
    )


def breaches(problem: vm.Problem, made: vm.Schedule, rule: str) -> list[vm.Violation]:
    """Return what the check has to say about one rule."""
    return [violation for violation in vm.check(problem, made).violations if violation.rule == rule]


def told(problem: vm.Problem, made: vm.Schedule, rule: str) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return the same as plain values: people, sessions, excess and the sentence in English."""
    return [(one.volunteers, one.sessions, one.excess, one.sentence("en")) for one in breaches(problem, made, rule)]
