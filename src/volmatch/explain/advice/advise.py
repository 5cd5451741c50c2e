"""What would help most: whom to recruit, whom to train, whom to ask, what to move; who is indispensable, who is to spare."""

import time
from collections.abc import Iterator

import attrs

from volmatch.doors import door
from volmatch.engines.answer import Isolation
from volmatch.errors import OptionError, quoted
from volmatch.explain.advice.criticality import Fragility, fragility
from volmatch.explain.advice.group_testing import Trial
from volmatch.explain.advice.possible_changes import Catalogue, Change, Recruit
from volmatch.explain.advice.profiles import profiles_from
from volmatch.explain.advice.recruits import FewestRecruits, fewest_recruits
from volmatch.explain.advice.slack import Slack, slack
from volmatch.explain.advice.suggestion import Ranking
from volmatch.explain.advice.what_if import Bench
from volmatch.explain.explanation import Explanation
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.schedule import LevelReport
from volmatch.search.state.options import refuse_nonsense
from volmatch.text import Text

#: Share of the time left that each step gets, in the order of the steps; what one leaves the next may use.
_SHARES = {"recruits": 0.4, "fewest": 0.3, "trainings": 0.35, "openings": 0.4, "starts": 0.4, "fragile": 1.0}


@attrs.frozen(kw_only=True)
class Advice(Explanation):
    """What would help, where a schedule is fragile and where it has people to spare.

    Parameters
    ----------
    levels
        How the levels looked at stand before any change.
    recruits, trainings, openings, starts
        The changes of each kind in the catalogue that would help, ranked.
    fewest_recruits
        The fewest people to recruit; ``None`` where there is nothing to recruit for, or where nothing is known (see
        `volmatch.explain.advice.fewest_recruits`).
    fragile
        Who is indispensable for the first level.
    slack
        Where there are people to spare.
    """

    levels: tuple[LevelReport, ...]
    recruits: Ranking
    fewest_recruits: FewestRecruits | None
    trainings: Ranking
    openings: Ranking
    starts: Ranking
    fragile: Fragility
    slack: Slack

    @property
    def is_complete(self) -> bool:
        """Whether everything was examined within the time."""
        rankings = (self.recruits, self.trainings, self.openings, self.starts)
        return not any(one.unexamined for one in (*rankings, self.fragile, self.slack))

    def texts(self) -> Iterator[Text]:
        """Yield all there is to say, part after part."""
        fewest = [] if self.fewest_recruits is None else [self.fewest_recruits]
        for part in (self.recruits, *fewest, self.trainings, self.openings, self.starts, self.fragile, self.slack):
            yield from part.texts()


@door
def advise(
    problem: Problem,
    outcome: Outcome,
    catalogue: Catalogue | None = None,
    *,
    levels: int = 2,
    most: int = 10,
    time_limit: float | None = 60.0,
    seed: int = 0,
    isolation: Isolation = "auto",
) -> Advice:
    """Say what would help a schedule most.

    Each gain is what the best schedule of the changed problem saves against the best one before, at the first levels; where
    that is not proved in time, it is told as a range.

    Parameters
    ----------
    problem, outcome
        A problem, and what a solve made of it.
    catalogue
        What could be done; by default, all kinds of people that `profiles_from` finds may be recruited.
    levels
        How many of the first levels count.
    most
        How many suggestions of each kind are listed.
    time_limit
        Seconds; ``None`` for as long as it takes. What was not examined in time is counted.
    seed
        Of all random choices.
    isolation
        Where engines work, as for `volmatch.solve`.

    Raises
    ------
    OptionError
        For an option or an item of the catalogue that makes no sense, and for an outcome without a schedule that keeps what
        must hold in this problem.
    """
    began = time.monotonic()
    _refuse(problem, outcome, catalogue, levels, most, time_limit, seed, isolation)
    deadline = None if time_limit is None else began + time_limit
    chosen = catalogue or Catalogue(profiles=profiles_from(problem))
    settled = chosen.settled(problem)
    bench = Bench.of(problem, outcome, levels, deadline, seed, isolation)
    spare = slack(bench, most)

    def ranking(step: str, changes: tuple[Change, ...]) -> Ranking:
        return Trial(bench.for_share(_SHARES[step]), changes).run(most) if changes else Ranking()

    return Advice(
        levels=bench.before.levels,
        recruits=ranking("recruits", tuple(Recruit(profile) for profile in settled.profiles)),
        fewest_recruits=fewest_recruits(bench.for_share(_SHARES["fewest"]), settled.profiles),
        trainings=ranking("trainings", settled.trainings),
        openings=ranking("openings", settled.openings),
        starts=ranking("starts", settled.starts),
        fragile=fragility(bench.for_share(_SHARES["fragile"])),
        slack=spare,
    )


def _refuse(
    problem: Problem,
    outcome: Outcome,
    catalogue: Catalogue | None,
    levels: int,
    most: int,
    time_limit: float | None,
    seed: int,
    isolation: Isolation,
) -> None:
    refuse_nonsense(problem=problem, time_limit=time_limit, seed=seed, isolation=isolation)
    if not isinstance(outcome, Outcome):
        raise OptionError(Text("outcome: wanted an Outcome, not {given}", {"given": quoted(outcome)}))
    if catalogue is not None and not isinstance(catalogue, Catalogue):
        raise OptionError(Text("catalogue: wanted a Catalogue, not {given}", {"given": quoted(catalogue)}))
    for name, given in (("levels", levels), ("most", most)):
        if not isinstance(given, int) or isinstance(given, bool) or given < 1:
            facts = {"name": name, "given": quoted(given)}
            raise OptionError(Text("{name}: wanted a whole number from 1, not {given}", facts))
