"""A solve to look at: the levels with their costs and bounds, moving as they get better."""

from collections.abc import Sequence
from typing import Literal

import attrs
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.text import Text as Line

from volmatch.doors import door
from volmatch.engines.answer import Isolation
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.report.board import verdict
from volmatch.report.board_tables import ladder
from volmatch.report.summary import closing
from volmatch.rule import goal_levels, name_of
from volmatch.schedule import LevelReport, Schedule
from volmatch.search.state.controls import CancelFlag, Progress
from volmatch.search.state.options import MACHINE
from volmatch.solve import solve
from volmatch.text import Text


@door
def watch(  # noqa: PLR0913 - those of `volmatch.solve`, and where to show it
    problem: Problem,
    *,
    time_limit: float | None = 60.0,
    seed: int = 0,
    cancel: CancelFlag | None = None,
    start: Schedule | None = None,
    deterministic: bool = False,
    memory_limit: float | Literal["machine"] | None = MACHINE,
    isolation: Isolation = "auto",
    lang: str = "en",
    console: Console | None = None,
) -> Outcome:
    """Solve a problem and show how it goes, on a terminal or in a notebook.

    Where the output is neither, only the end is shown.

    Parameters
    ----------
    problem, time_limit, seed, cancel, start, deterministic, memory_limit, isolation
        As in `volmatch.solve`.
    lang
        ``en`` or ``zh``.
    console
        Where to show it; standard output by default.

    Returns
    -------
    Outcome
        As from `volmatch.solve`, with the same errors.
    """
    screen = console or Console(highlight=False)
    news = News.of(problem)
    with Live(news.shown(lang), console=screen, auto_refresh=False, transient=True) as live:

        def tell(progress: Progress) -> None:
            news.take(progress)
            live.update(news.shown(lang), refresh=True)

        outcome = solve(
            problem,
            time_limit=time_limit,
            seed=seed,
            on_progress=tell,
            cancel=cancel,
            start=start,
            deterministic=deterministic,
            memory_limit=memory_limit,
            isolation=isolation,
        )
    levels = [ladder(outcome.levels, lang)] if outcome.levels else []
    screen.print(Group(*verdict(outcome, lang), *levels, Line(closing(outcome, lang))))
    return outcome


@attrs.define(eq=False)
class News:
    """What is known so far about each level.

    Parameters
    ----------
    rules
        Names of the rules of each level.
    """

    rules: dict[int, tuple[str, ...]]
    _last: dict[int, Progress] = attrs.field(factory=dict)
    _doing: Text | None = None

    @classmethod
    def of(cls, problem: Problem) -> "News":
        """Return that nothing is known."""
        goals = goal_levels(problem.rules)
        named = {level: [name_of(type(rule)) for rule in problem.rules if rule.level == level] for level in goals}
        return cls({level: tuple(dict.fromkeys(names)) for level, names in named.items()})

    def take(self, progress: Progress) -> None:
        """Take note of how far the solve is."""
        self._last[progress.level] = progress
        self._doing = progress.doing

    def levels(self) -> list[LevelReport]:
        """Return the levels about which something is known; what each rule costs is known only at the end."""
        return [
            LevelReport(level=level, value=known.value, bound=known.bound, rules=dict.fromkeys(names, 0))
            for level, names in self.rules.items()
            if (known := self._last.get(level)) is not None and known.value is not None
        ]

    def shown(self, lang: str) -> RenderableType:
        """Return how it stands, for the screen."""
        seconds = max((one.seconds for one in self._last.values()), default=0.0)
        told = Line(Text("solving: {seconds} s", {"seconds": f"{seconds:.1f}"}).sentence(lang), "dim")
        if self._doing is not None:
            told.append(f"\n{self._doing.sentence(lang)}")
        levels: Sequence[LevelReport] = [
            attrs.evolve(one, rules=dict(list(one.rules.items())[:1])) for one in self.levels()
        ]
        return Group(ladder(levels, lang), told) if levels else told
