"""How the cost of a level changes when something else does."""

from collections.abc import Iterable, Iterator, Sequence

import attrs

from volmatch.explain.explanation import Explanation
from volmatch.gap import Gap
from volmatch.rule import known_rules, title_of
from volmatch.schedule import LevelReport
from volmatch.text import Fact, Text


@attrs.frozen(kw_only=True)
class LevelChange(Explanation):
    """What a level costs before and after something changed.

    Parameters
    ----------
    level
        The level.
    rules
        Names of the rules of this level.
    before, after
        Its cost.
    least
        No schedule costs less at this level after the change, given the levels before; ``None`` where unknown.
    """

    level: int
    rules: tuple[str, ...] = ()
    before: int
    after: int
    least: int | None = None

    @property
    def loss(self) -> int:
        """How much dearer the level became; below 0 where it became cheaper."""
        return self.after - self.before

    @property
    def is_proved(self) -> bool:
        """Whether nothing cheaper is possible after the change."""
        return Gap(self.after, self.least).is_closed

    @property
    def titles(self) -> tuple[Text | str, ...]:
        """The rules of this level as people say them."""
        return titles_of(self.rules)

    def texts(self) -> Iterator[Text]:
        """Yield the one sentence."""
        facts: dict[str, Fact] = {
            "level": self.level,
            "rules": self.titles,
            "before": self.before,
            "after": self.after,
            "least": "-" if self.least is None else self.least,
        }
        if self.is_proved:
            yield Text("level {level} ({rules}): {before} becomes {after}, proved", facts)
        else:
            yield Text("level {level} ({rules}): {before} becomes {after}, at least {least}", facts)


def changes(before: Sequence[LevelReport], after: Sequence[LevelReport]) -> tuple[LevelChange, ...]:
    """Return how each level changes from one outcome or report to another, the first level first.

    Levels that only one of them has are left out.
    """
    old = {level.level: level for level in before}
    return tuple(
        LevelChange(
            level=new.level,
            rules=tuple(new.rules),
            before=old[new.level].value,
            after=new.value,
            least=new.bound,
        )
        for new in after
        if new.level in old
    )


def titles_of(names: Iterable[str]) -> tuple[Text | str, ...]:
    """Return rules as people say them, from their names."""
    known = known_rules()
    return tuple(title_of(known[name]) if name in known else name for name in names)
