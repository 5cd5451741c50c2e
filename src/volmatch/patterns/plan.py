"""What a pattern makes: sessions and the rules that go with them, ready to be joined and made a problem."""

import datetime as dt
from collections.abc import Iterable, Sequence

import attrs

from volmatch.problem.place import Place, Room, Travel
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.problem.settle import Unsaid
from volmatch.problem.volunteer import Volunteer
from volmatch.problem.words import Words, remember
from volmatch.rule import Rule
from volmatch.rules import only

_NO_WORDS = Words()


def _sessions(given: Iterable[Session]) -> tuple[Session, ...]:
    return tuple(given)


def _rules(given: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(given)


def _both(words: Words, more: Words) -> Words:
    """Return the words of both, each once; what an earlier problem knew stays known."""
    if more == _NO_WORDS:
        return words
    names = [field.name for field in attrs.fields(Words)]
    both = attrs.evolve(
        words, **{name: tuple(dict.fromkeys((*getattr(words, name), *getattr(more, name)))) for name in names}
    )
    remember(both, words)
    return both


@attrs.frozen
class Plan:
    """Sessions and rules; plans are joined with ``+``.

    Parameters
    ----------
    sessions
        What is to be staffed.
    rules
        What holds, or is wanted, beyond the standard rules.
    words
        Words that these rules use though perhaps nobody bears them.
    """

    sessions: tuple[Session, ...] = attrs.field(default=(), converter=_sessions)
    rules: tuple[Rule, ...] = attrs.field(default=(), converter=_rules)
    words: Words = _NO_WORDS

    def __add__(self, other: "Plan") -> "Plan":
        if not isinstance(other, Plan):
            return NotImplemented
        return Plan(self.sessions + other.sessions, self.rules + other.rules, _both(self.words, other.words))

    def problem(
        self,
        volunteers: Iterable[Volunteer],
        *,
        places: Sequence[Place] = (),
        rooms: Sequence[Room] = (),
        travel: Travel | None = None,
        timezone: str = Unsaid("UTC"),
        day_starts: dt.time | str = dt.time(),
        words: Words = _NO_WORDS,
        rules: Iterable[Rule] | None = None,
    ) -> Problem:
        """Return the problem of this plan.

        Parameters
        ----------
        volunteers, places, rooms, travel, timezone, day_starts, words
            As in `Problem`; the plan's own words come on top.
        rules
            As in `Problem`: added to the standard ones, unless they are ``only([...])``. The plan's own come on top, at the
            levels at which they stand.

        Raises
        ------
        ProblemError
            With every fault found.
        """
        volunteers = tuple(volunteers)
        bare = Problem(
            volunteers,
            self.sessions,
            places=places,
            rooms=rooms,
            travel=travel,
            timezone=timezone,
            day_starts=day_starts,
            words=_both(words, self.words),
            rules=rules,
        )
        return attrs.evolve(bare, rules=only((*bare.rules, *self.rules))) if self.rules else bare
