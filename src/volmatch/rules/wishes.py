"""People get what they wish for and are spared what they would rather not do."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Literal

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


#: What all wishes of one person are worth together.
_WHOLE = 1000


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Wishes(Rule):
    """Each volunteer serves in every session wished for, and in none wished against.

    A wish about a kind, series or place stands for one wish about each of its sessions; a place includes the places in it,
    and a session that may get rooms of several places counts when all of them lie inside.

    `scale` says what a wish is worth. With ``shares``, the standard, all wishes of a person together are worth 1000, shared out among them by
    score (whether for or against), and what falls to a wish is shared out equally among its sessions; each rounded to a
    whole number, and at least 1 for a score that is not 0. With ``scores``, a wish is worth its score in each session.
    Wishes about no session that counts have no share.

    Excess: the worth of each session wished for and not got, and of each one wished against and got.
    """

    claims = Claims(apart_by="people", never_dearer=True)
    splits = FrozenMap({"volunteers": template("{volunteer} gets every wish")})
    level: Count = 1
    scale: Literal["shares", "scores"] = "shares"

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each wish that is not wholly met."""
        serves: dict[str, set[str]] = defaultdict(set)
        for duty in schedule.duties(problem):
            serves[duty.volunteer.id].add(duty.session.id)
        meant_by: dict[tuple[str | None, ...], tuple[tuple[str, ...], Mapping[str, int]]] = {}
        for volunteer in problem.volunteers:
            if self.where.takes_volunteer(volunteer, problem):
                about = []
                for wish in volunteer.wishes:
                    topic = (wish.session, wish.kind, wish.series, wish.place)
                    if topic not in meant_by:
                        meant = tuple(self._meant(wish, problem))
                        meant_by[topic] = meant, {own: number for number, own in enumerate(meant)}
                    about.append((wish, *meant_by[topic]))
                loudness = sum(abs(wish.score) for wish, meant, _ in about if meant)
                for wish, meant, number in about:
                    worth = self._worth(wish, len(meant), loudness)
                    yield from _unmet(volunteer, wish, worth, meant, number, serves[volunteer.id], problem)

    def is_never_dearer(self, newcomers: Sequence["Volunteer"] = ()) -> bool:
        """Say no where somebody may come who wishes for something: a wish that is not met costs."""
        return not any(wish.score > 0 for one in newcomers for wish in one.wishes)

    def encode(self, f: "Encoder") -> None:
        """Cost: worth x (1 - serves) for each session wished for, worth x serves for each one wished against."""
        import numpy as np

        from volmatch.columns.wished import wished

        t = f.tables
        wish, candidate, sessions = wished(t, self.where)
        worth, score = t.wishes.score, t.wishes.score
        if self.scale == "shares":
            loudness = np.zeros_like(t.volunteer_home)
            np.add.at(loudness, t.wishes.volunteer, np.abs(score) * (sessions > 0))
            parts = np.maximum(loudness[t.wishes.volunteer] * sessions, 1)
            rounded = (2 * _WHOLE * np.abs(score) + parts) // (2 * parts)
            worth = np.sign(score) * np.maximum(rounded, 1)
        f.price(candidate, -worth[wish], constant=int((worth * sessions)[score > 0].sum()))

    def _worth(self, wish: Wish, sessions: int, loudness: int) -> int:
        """Return what one of the sessions of a wish is worth, to somebody whose scores add up to `loudness`."""
        if self.scale == "scores" or not wish.score or not sessions:
            return abs(wish.score)
        return max(1, floor(Fraction(_WHOLE * abs(wish.score), loudness * sessions) + Fraction(1, 2)))

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
    worth: int,
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
        yield Violation(message, (volunteer.id,), missed, worth * len(missed))
    if wish.score < 0 and got:
        message = Text("{volunteer} would rather not do {about}: {got} of {n} sessions", facts)
        yield Violation(message, (volunteer.id,), tuple(meant[one] for one in got), worth * len(got))


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
