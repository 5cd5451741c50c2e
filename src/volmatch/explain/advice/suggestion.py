"""One thing that would help, how much, and what is proved about it."""

from collections.abc import Iterator

import attrs

from volmatch.explain.advice.possible_changes import Change
from volmatch.explain.change import LevelChange
from volmatch.explain.explanation import Explanation, not_examined
from volmatch.text import Fact, Text


@attrs.frozen(kw_only=True)
class Suggestion(Explanation):
    """A change that would help.

    Parameters
    ----------
    change
        What would be done.
    about
        The same in words.
    levels
        What each of the levels looked at costs before and after, the first level first; a level after one that got better
        may get dearer.
    before_is_proved
        Whether what the levels cost before is the least there is without the change.
    counts_seats
        Whether the first level that changes counts empty seats.
    """

    change: Change
    about: Text
    levels: tuple[LevelChange, ...]
    before_is_proved: bool
    counts_seats: bool = False

    @property
    def gain(self) -> tuple[int, ...]:
        """What each level saves, the first level first; suggestions are ranked by it."""
        return tuple(-level.loss for level in self.levels)

    @property
    def is_proved(self) -> bool:
        """Whether the gain is exact at every level looked at."""
        return self.before_is_proved and all(level.is_proved for level in self.levels)

    @property
    def most_gain(self) -> tuple[int | None, ...]:
        """The most that each level may save, given the levels before; ``None`` where unknown."""
        return tuple(None if level.least is None else level.before - level.least for level in self.levels)

    def texts(self) -> Iterator[Text]:
        """Yield the one sentence."""
        changed = [level for level in self.levels if level.loss or not level.is_proved]
        told = tuple(text for level in changed for text in level.texts())
        facts: dict[str, Fact] = {"what": self.about, "levels": told, "n": -changed[0].loss if changed else 0}
        if not any(self.gain) or self.gain < (0,) * len(self.gain):
            yield Text("{what} may help or not: the time was over ({levels})", facts)
        elif self.counts_seats:
            yield Text.counted(
                "{what} would fill {n} more seat ({levels})", "{what} would fill {n} more seats ({levels})", facts
            )
        else:
            yield Text("{what} would help ({levels})", facts)
        if not self.before_is_proved:
            yield Text("perhaps as much can be gained without it: what there is before is not proved to be the best")


@attrs.frozen(kw_only=True)
class Ranking(Explanation):
    """What was found about all changes of one kind.

    Parameters
    ----------
    best
        The suggestions with the greatest gains, best first.
    others
        How many more would help, but less than these or just as much.
    useless
        How many gain nothing, which is proved.
    unexamined
        How many were not examined, since the time was over.
    """

    best: tuple[Suggestion, ...] = ()
    others: int = 0
    useless: int = 0
    unexamined: int = 0

    def texts(self) -> Iterator[Text]:
        """Yield the suggestions, and what else there is to know."""
        for suggestion in self.best:
            yield from suggestion.texts()
        if self.others:
            yield Text("{n} more would help too", {"n": self.others})
        yield from not_examined(self.unexamined)
