"""Single points of failure: the people without whom the first level would cost more."""

from collections.abc import Iterator, Sequence

import attrs

from volmatch.check import check
from volmatch.explain.advice import kinds
from volmatch.explain.advice.agendas import Agendas
from volmatch.explain.advice.what_if import Bench
from volmatch.explain.change import LevelChange
from volmatch.explain.explanation import Explanation, not_examined
from volmatch.problem.problem import Problem
from volmatch.schedule import Schedule
from volmatch.text import Text

#: Share of the time left, and seconds where there is no end, for one attempt to do with fewer of those in doubt.
_SPARING, _MOST_SPARING = 0.3, 10.0


@attrs.frozen(kw_only=True)
class AbsenceLoss(Explanation):
    """What the absence of one volunteer would cost.

    Parameters
    ----------
    volunteer, name
        Id, and name for print.
    level
        The first level with them and without; ``None`` where what must hold cannot be kept without them.
    before_is_proved
        Whether the cost with them is proved to be the least.
    """

    volunteer: str
    name: str
    level: LevelChange | None
    before_is_proved: bool = True

    @property
    def loss(self) -> int | None:
        """By how much the first level rises; ``None`` where what must hold cannot be kept."""
        return None if self.level is None else self.level.loss

    @property
    def is_proved(self) -> bool:
        """Whether the loss is exact."""
        return self.level is None or (self.before_is_proved and self.level.is_proved)

    def texts(self) -> Iterator[Text]:
        """Yield the one sentence."""
        if self.level is None:
            yield Text("without {volunteer}, what must hold cannot be kept", {"volunteer": self.name})
        else:
            facts = {"volunteer": self.name, "level": next(self.level.texts())}
            yield Text("without {volunteer}, {level}", facts)


@attrs.frozen(kw_only=True)
class Fragility(Explanation):
    """Who is indispensable for the first level.

    Parameters
    ----------
    people
        Everybody found whose absence costs something, the greatest loss first.
    harmless
        How many who serve can be missed without loss, which is proved.
    unexamined
        How many could not be examined in time.
    """

    people: tuple[AbsenceLoss, ...] = ()
    harmless: int = 0
    unexamined: int = 0

    def texts(self) -> Iterator[Text]:
        """Yield a sentence a person, and how many were not examined."""
        for one in self.people:
            yield from one.texts()
        yield from not_examined(self.unexamined)


def fragility(bench: Bench) -> Fragility:
    """Return whose absence would raise the first level, and by how much."""
    bench = bench.with_one_level()
    serving = sorted({one.volunteer for one in bench.schedule.assignments})
    if bench.first is None:
        return Fragility(harmless=len(serving))
    steady = kinds.is_steady(bench.problem)
    doubtful = _perhaps_missed(bench, serving) if steady and bench.before.status == "optimal" else serving
    losses, unexamined = [], 0
    for id_ in doubtful:
        found = None if bench.is_over else _loss(bench, id_, steady=steady)
        if found is None:
            unexamined += 1
        elif found.loss is None or found.loss > 0 or not found.is_proved:
            losses.append(found)
    losses.sort(key=lambda loss: (loss.level is not None, -(loss.loss or 0)))
    return Fragility(people=tuple(losses), harmless=len(serving) - len(losses) - unexamined, unexamined=unexamined)


def without(problem: Problem, id_: str) -> Problem:
    """Return a problem in which a volunteer is there but never free."""
    people = [attrs.evolve(one, available=()) if one.id == id_ else one for one in problem.volunteers]
    return attrs.evolve(problem, volunteers=people)


def _perhaps_missed(bench: Bench, serving: Sequence[str]) -> Sequence[str]:
    """Return those of the people who serve for whom no schedule without them was found that is as good at the first level.

    Who has no duty in a schedule that is best at the first level can be missed: it stays as it is without them. First their
    duties are handed to people who are free; then we ask for best schedules in which few of those still in doubt serve,
    until that clears nobody any more.
    """
    level, value = bench.before.levels[0].level, bench.before.levels[0].value
    matters = kinds.concerned(bench.problem, level)
    agendas = Agendas.of(bench.problem, bench.schedule)
    doubtful = [id_ for id_ in serving if bench.is_over or not _can_be_replaced(bench, agendas, id_, matters)]
    while doubtful and not bench.is_over:
        left = bench.seconds_left
        seconds = _MOST_SPARING if left is None else _SPARING * left
        sparing = kinds.with_fewest(bench.problem, level + 1, ids=tuple(doubtful))
        outcome = bench.outcome_of(sparing, seconds=seconds)
        if outcome is None or outcome.schedule is None or outcome.levels[0].value != value:
            break
        needed = {one.volunteer for one in outcome.schedule.assignments if one.session in matters}
        if needed.issuperset(doubtful):
            break
        doubtful = [id_ for id_ in doubtful if id_ in needed]
    return doubtful


def _can_be_replaced(bench: Bench, agendas: Agendas, id_: str, matters: frozenset[str]) -> bool:
    """Whether free people can take over all that matters of what somebody does; the check has the last word."""
    handed = agendas.handed_over(id_, matters)
    if handed is None:
        return False
    report = check(bench.problem, handed)
    return report.ok and report.values[0] == bench.before.levels[0].value


def _loss(bench: Bench, id_: str, *, steady: bool) -> AbsenceLoss | None:
    narrower = without(bench.problem, id_)
    if steady:
        made = bench.schedule
        rest = Schedule([one for one in made.assignments if one.volunteer != id_], made.placements, made.dropped)
        outcome = bench.outcome_of_narrower(narrower, [rest])
    else:
        outcome = bench.outcome_of(narrower)
    if outcome is None:
        return None
    known = bench.problem.volunteer(id_)
    return AbsenceLoss(
        volunteer=id_,
        name=known.label if known else id_,
        level=bench.gains(outcome)[0] if outcome.schedule is not None else None,
        before_is_proved=bench.before.status == "optimal",
    )
