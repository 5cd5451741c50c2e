"""People get what they wish for and are spared what they would rather not do."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.session import Session
from volmatch.problem.shapes import Count
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.volunteer import Volunteer, Wish
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Wishes(Rule):
    """Each volunteer serves in every session wished for, and in none wished against.

    A wish about a kind, series or place stands for one wish about each of its sessions; a place includes the places in it,
    and a session that may get rooms of several places counts when all of them lie inside.

    Excess: the score for each session wished for and not got, minus the score for each one wished against and got.
    """

    claims = Claims(never_dearer=True)
    splits = FrozenMap({"volunteers": template("{volunteer} gets every wish")})
    level: Count = 1

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each wish that is not wholly met."""
        serves: dict[str, set[str]] = defaultdict(set)
        for duty in schedule.duties(problem):
            serves[duty.volunteer.id].add(duty.session.id)
        meant_by: dict[tuple[str | None, ...], tuple[tuple[str, ...], Mapping[str, int]]] = {}
        for volunteer in problem.volunteers:
            if self.where.takes_volunteer(volunteer):
                for wish in volunteer.wishes:
                    topic = (wish.session, wish.kind, wish.series, wish.place)
                    if topic not in meant_by:
                        meant = tuple(self._meant(wish, problem))
                        meant_by[topic] = meant, {own: number for number, own in enumerate(meant)}
                    yield from _unmet(volunteer, wish, *meant_by[topic], serves[volunteer.id], problem)

    def is_never_dearer(self, newcomers: Sequence["Volunteer"] = ()) -> bool:
        """Say no where somebody may come who wishes for something: a wish that is not met costs."""
        return not any(wish.score > 0 for one in newcomers for wish in one.wishes)

    def encode(self, f: "Encoder") -> None:
        """Cost: score x (1 - serves) for each session wished for, -score x serves for each one wished against."""
        from volmatch.columns.wished import wished

        t = f.tables
        wish, candidate, sessions = wished(t, self.where)
        score = t.wishes.score
        f.price(candidate, -score[wish], constant=int((score * sessions)[score > 0].sum()))

    def _meant(self, wish: Wish, problem: "Problem") -> Iterator[str]:
        """Yield the ids of the sessions a wish is about."""
        named = None if wish.session is None else problem.session(wish.session)
        sessions = problem.sessions if named is None else (named,)
        for session in sessions:
            if _is_about(wish, session, problem) and self.where.takes_session(session, problem):
                yield session.id


def _unmet(
    volunteer: Volunteer,
    wish: Wish,
    meant: tuple[str, ...],
    number: Mapping[str, int],
    serves: set[str],
    problem: "Problem",
) -> Iterator[Violation]:
    got = sorted(number[own] for own in serves if own in number)
    facts = {"volunteer": volunteer.label, "about": _about(wish, problem), "n": len(meant), "got": len(got)}
    if wish.score > 0 and len(got) < len(meant):
        message = Text("{volunteer} wished for {about}: {got} of {n} sessions", facts)
        missed = _without(meant, got)
        yield Violation(message, (volunteer.id,), missed, wish.score * len(missed))
    if wish.score < 0 and got:
        message = Text("{volunteer} would rather not do {about}: {got} of {n} sessions", facts)
        yield Violation(message, (volunteer.id,), tuple(meant[one] for one in got), -wish.score * len(got))


def _without(listed: tuple[str, ...], places: Sequence[int]) -> tuple[str, ...]:
    """Return a tuple without what stands at some places, in order; there are few of them, but long tuples and many."""
    kept: tuple[str, ...] = ()
    begin = 0
    for place in places:
        kept += listed[begin:place]
        begin = place + 1
    return kept + listed[begin:]


def _is_about(wish: Wish, session: Session, problem: "Problem") -> bool:
    if wish.place is not None:
        places = problem.possible_places(session)
        return bool(places) and all(wish.place in problem.enclosing_places(place) for place in places)
    if wish.session is not None:
        return wish.session == session.id
    return session.kind == wish.kind if wish.kind is not None else session.series == wish.series


def _about(wish: Wish, problem: "Problem") -> str:
    if wish.session is not None:
        session = problem.session(wish.session)
        return session.label if session else wish.session
    if wish.place is not None:
        place = problem.place(wish.place)
        return place.label if place else wish.place
    return wish.kind or wish.series or ""
