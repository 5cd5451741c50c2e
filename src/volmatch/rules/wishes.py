"""People get what they wish for and are spared what they would rather not do."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING, Literal

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.volunteer import Volunteer, Wish
from volmatch.problem.wish_topics import WishTopic, WishTopics, called, sessions_served
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
        serves = sessions_served(schedule.duties(problem))
        topics = WishTopics(problem, self.where)
        for volunteer in problem.volunteers:
            if self.where.takes_volunteer(volunteer, problem):
                about = [(wish, topics.topic(wish)) for wish in volunteer.wishes]
                loudness = sum(abs(wish.score) for wish, topic in about if topic.sessions)
                for wish, topic in about:
                    worth = self._worth(wish, len(topic.sessions), loudness)
                    yield from _unmet(volunteer, wish, worth, topic, serves[volunteer.id], problem)

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


def _unmet(
    volunteer: Volunteer,
    wish: Wish,
    worth: int,
    topic: WishTopic,
    serves: set[str],
    problem: "Problem",
) -> Iterator[Violation]:
    meant, number = topic.sessions, topic.number
    got = sorted(number[own] for own in serves if own in number)
    facts = {"volunteer": volunteer.label, "about": called(wish, problem), "n": len(meant), "got": len(got)}
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
