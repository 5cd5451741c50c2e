"""What wishes are about: which sessions they mean, and how people call it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias

import attrs

from volmatch.problem.past_duty import PastDuty
from volmatch.problem.session import Session
from volmatch.problem.volunteer import Volunteer, Wish
from volmatch.problem.where import Where

if TYPE_CHECKING:
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty

#: What a wish, or a duty of the history, names: session, kind, series, place.
_Words: TypeAlias = tuple[str | None, ...]


@attrs.frozen
class WishTopic:
    """The sessions that a wish means.

    Parameters
    ----------
    sessions
        Their ids.
    number
        Where each stands among them.
    """

    sessions: tuple[str, ...]
    number: Mapping[str, int]


class WishTopics:
    """The sessions that wishes mean, of those that a filter takes; many people wish for the same, so each is looked up once."""

    def __init__(self, problem: "Problem", where: Where) -> None:
        self._problem, self._where = problem, where
        self._known: dict[_Words, WishTopic] = {}

    def topic(self, wish: Wish) -> WishTopic:
        """Return what a wish means."""
        words = _words(wish)
        if words not in self._known:
            sessions = tuple(one.id for one in self._possible(wish) if self._means(wish, one))
            self._known[words] = WishTopic(sessions, {own: number for number, own in enumerate(sessions)})
        return self._known[words]

    def _possible(self, wish: Wish) -> tuple[Session, ...]:
        named = None if wish.session is None else self._problem.session(wish.session)
        return tuple(self._problem.sessions) if named is None else (named,)

    def _means(self, wish: Wish, session: Session) -> bool:
        return is_about(wish, session, self._problem) and self._where.takes_session(session, self._problem)


class Wishers:
    """How many of some people wish for a session, or for one like a duty of the history; many wish for the same, and count at once."""

    def __init__(self, people: Iterable[Volunteer], problem: "Problem", where: Where) -> None:
        self._problem = problem
        alike: Counter[frozenset[_Words]] = Counter()
        wish_of: dict[_Words, Wish] = {}
        for one in people:
            liked = {_words(wish): wish for wish in one.wishes if wish.score > 0}
            alike[frozenset(liked)] += 1
            wish_of |= liked
        self._groups = [([wish_of[words] for words in liked], count) for liked, count in alike.items()]
        topics = WishTopics(problem, where)
        self._of_session: Counter[str] = Counter()
        for wishes, count in self._groups:
            for own in {own for wish in wishes for own in topics.topic(wish).sessions}:
                self._of_session[own] += count
        self._of_past: dict[_Words, int] = {}

    def of_session(self, session: str) -> int:
        """Return how many wish for a session that the filter takes, by its id."""
        return self._of_session[session]

    def of_past(self, duty: PastDuty) -> int:
        """Return how many wish for what a duty of the history was."""
        words = (duty.session, duty.kind, duty.series, duty.place)
        if words not in self._of_past:
            self._of_past[words] = sum(
                count
                for wishes, count in self._groups
                if any(_is_about_past(wish, duty, self._problem) for wish in wishes)
            )
        return self._of_past[words]


def _words(wish: Wish) -> _Words:
    return (wish.session, wish.kind, wish.series, wish.place)


def _is_about_past(wish: Wish, duty: PastDuty, problem: "Problem") -> bool:
    if wish.place is not None:
        return duty.place is not None and wish.place in problem.enclosing_places(duty.place)
    if wish.session is not None:
        return wish.session == duty.session
    return duty.kind == wish.kind if wish.kind is not None else duty.series == wish.series


def sessions_served(duties: Iterable["Duty"]) -> dict[str, set[str]]:
    """Return the sessions in which each person serves, by id; of anybody else none."""
    serves: dict[str, set[str]] = defaultdict(set)
    for duty in duties:
        serves[duty.volunteer.id].add(duty.session.id)
    return serves


def is_about(wish: Wish, session: Session, problem: "Problem") -> bool:
    """Whether a wish means a session; one that may be held at several places is at a place if all of them lie inside."""
    if wish.place is not None:
        places = problem.possible_places(session)
        return bool(places) and all(wish.place in problem.enclosing_places(place) for place in places)
    if wish.session is not None:
        return wish.session == session.id
    return session.kind == wish.kind if wish.kind is not None else session.series == wish.series


def called(wish: Wish, problem: "Problem") -> str:
    """Return what people call that which a wish is about."""
    if wish.session is not None:
        session = problem.session(wish.session)
        return session.label if session else wish.session
    if wish.place is not None:
        place = problem.place(wish.place)
        return place.label if place else wish.place
    return wish.kind or wish.series or ""
