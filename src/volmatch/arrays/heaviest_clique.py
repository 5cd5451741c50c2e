"""The heaviest set whose members all fit together: a maximum-weight clique, by local search.

The search adds what fits to all, or takes in what fits to all but one instead of that one, and prefers what it has seldom ended
with (Pullan and Hoos, Dynamic local search for the maximum clique problem, Journal of Artificial Intelligence Research 25, 2006).
"""

import attrs
import numpy as np

from volmatch.arrays.ragged import Bools, Ints, whole

#: Steps of the search, and steps times members. Of fifteen published graphs of 71 to 437 members, whose largest cliques have 29
#: to 110, twelve reach theirs within 30,000 steps of 10 to 15 microseconds with each of three seeds, the others with one or two.
MOST_STEPS, MOST_WORK = 60_000, 30_000_000
#: Steps for each two members: of few members, all is soon tried.
STEPS_EACH = 20
#: Steps after which it is asked whether anybody of the beginning is left.
_ASKS = 8


def heaviest_clique(graph: Bools, weight: Ints, start: Ints, *, share: float = 1.0, seed: int = 0) -> Ints:
    """Return a clique that weighs at least as much as the one to begin with.

    Parameters
    ----------
    graph
        bool (n, n): which two fit together; symmetric.
    weight
        int64 (n,): positive.
    start
        int64 (m,): a clique.
    share
        Of the steps: for several graphs in turn.
    seed
        Of the choice among equals.

    Returns
    -------
    int64 (m',): sorted.
    """
    search = _CliqueClimb(graph, weight, np.random.default_rng(seed))
    search.offer(start)
    steps = min(MOST_STEPS, MOST_WORK // max(1, weight.size), STEPS_EACH * weight.size**2)
    search.run(int(share * steps), enough=heaviest_at_most(graph, weight))
    return search.best


def heaviest_at_most(graph: Bools, weight: Ints) -> int:
    """Return what no clique outweighs: greedily, members are put into classes of which no two fit together."""
    barred: list[Bools] = []
    heaviest: list[int] = []
    for one in np.argsort(-weight, kind="stable").tolist():
        free = next((number for number, bars in enumerate(barred) if not bars[one]), len(barred))
        if free == len(barred):
            barred.append(np.zeros(weight.size, dtype=bool))
            heaviest.append(int(weight[one]))
        barred[free] |= graph[one]
    return sum(heaviest)


@attrs.define(eq=False)
class _CliqueClimb:
    """A clique that changes.

    Parameters
    ----------
    inside
        bool (n,): the clique.
    against
        int64 (n,): how many of its members each one does not fit to.
    penalty
        int64 (n,): how often the search ended with each one inside.
    """

    graph: Bools
    weight: Ints
    dice: np.random.Generator
    best: Ints = attrs.field(init=False, factory=lambda: whole([]))
    inside: Bools = attrs.field(init=False)
    against: Ints = attrs.field(init=False)
    penalty: Ints = attrs.field(init=False)
    _unfit: Bools = attrs.field(init=False)
    _best_weight: int = attrs.field(init=False, default=0)

    def __attrs_post_init__(self) -> None:
        self._unfit = ~self.graph
        np.fill_diagonal(self._unfit, val=False)
        self.inside = np.zeros(self.weight.size, dtype=bool)
        self.against = np.zeros(self.weight.size, dtype=np.int64)
        self.penalty = np.zeros(self.weight.size, dtype=np.int64)

    def offer(self, clique: Ints) -> None:
        """Keep a clique if it is heavier than the best so far."""
        weight = int(self.weight[clique].sum())
        if weight > self._best_weight:
            self.best, self._best_weight = np.sort(clique), weight

    def run(self, steps: int, enough: int) -> None:
        """Climb again and again until it is enough, each time from somebody new and those of the last clique who fit to them."""
        while steps > 0 and self._best_weight < enough:
            self._restart(int(self.dice.integers(self.weight.size)))
            steps -= self._climb(steps)
            self.penalty[self.inside] += 1

    def _restart(self, newcomer: int) -> None:
        for other in (self._unfit[newcomer] & self.inside).nonzero()[0].tolist():
            self._leave(other)
        if not self.inside[newcomer]:
            self._join(newcomer)

    def _climb(self, steps: int) -> int:
        """Add all that fits, exchanging one for one where nothing does, nobody twice; return the steps.

        It ends where nothing is left to exchange, or, asked now and then, nobody who was there at the beginning.
        """
        used, began = np.zeros(self.weight.size, dtype=bool), self.inside.copy()
        for step in range(1, steps + 1):
            near = (self.against <= 1) & ~self.inside & ~used
            fits = near & (self.against == 0)
            if not fits.any():
                self.offer(whole(self.inside.nonzero()[0]))
                fits = near
                if not fits.any() or (step % _ASKS == 0 and not (began & self.inside).any()):
                    return step
            new = self._preferred(whole(fits.nonzero()[0]))
            used[new] = True
            if self.against[new]:
                self._leave(int((self._unfit[new] & self.inside).argmax()))
            self._join(new)
        self.offer(whole(self.inside.nonzero()[0]))
        return steps

    def _preferred(self, those: Ints) -> int:
        """Return one of the least penalty, and of those one of the heaviest."""
        penalty = self.penalty[those]
        those = those[penalty == penalty.min()]
        weight = self.weight[those]
        those = those[weight == weight.max()]
        return int(those[self.dice.integers(those.size)])

    def _join(self, one: int) -> None:
        self.inside[one] = True
        self.against += self._unfit[one]

    def _leave(self, one: int) -> None:
        self.inside[one] = False
        self.against -= self._unfit[one]
