"""The cheapest way to give in: which rules to relax, by how much, where each unit of each rule has its price."""

import time
from collections.abc import Iterator, Mapping

import attrs

from volmatch.doors import door
from volmatch.engines.answer import Isolation
from volmatch.errors import OptionError, quoted
from volmatch.explain.clash import Clash, clash_among, contradiction
from volmatch.explain.explanation import Explanation
from volmatch.explain.parts import wholes_of
from volmatch.gap import Gap
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.rule import Rule, Violation, complete, name_of
from volmatch.rules import only
from volmatch.schedule import Schedule
from volmatch.search.state.controls import Controls
from volmatch.search.state.options import refuse_nonsense
from volmatch.solve import solve
from volmatch.text import Text

#: A price by the name of a rule, or by its place among the rules.
Prices = Mapping[str, int] | Mapping[int, int] | Mapping[str | int, int]

#: What a rule may weigh at most, and so cost.
_MOST = 1_000_000
#: Goals of rules that a problem has anyway stand behind the prices: left out, they would have to hold.
_PRICED, _BEHIND = 1, 2


@attrs.frozen(kw_only=True)
class Relaxation(Explanation):
    """One breach that has to be allowed.

    Parameters
    ----------
    violation
        The breach: the rule by name, people, sessions, and how far it goes (`excess`).
    price
        What one unit of excess costs.
    """

    violation: Violation
    price: int

    @property
    def cost(self) -> int:
        """What the breach costs: excess times price."""
        return self.violation.excess * self.price

    def texts(self) -> Iterator[Text]:
        """Yield the one sentence."""
        yield Text("allow for {cost}: {breach}", {"breach": self.violation.message, "cost": self.cost})


@attrs.frozen(kw_only=True)
class Repair(Explanation):
    """What to give up so that a schedule becomes possible.

    Parameters
    ----------
    relaxations
        The breaches to allow; none where everything can hold.
    schedule
        The schedule in which they stand; ``None`` where the rules without a price cannot hold together.
    cost
        What the breaches cost together; ``None`` without a schedule.
    bound
        No schedule costs less; ``None`` where unknown.
    clash
        Why the rules without a price cannot hold, where there is no schedule.
    """

    relaxations: tuple[Relaxation, ...] = ()
    schedule: Schedule | None = attrs.field(default=None, repr=False)
    cost: int | None = None
    bound: int | None = None
    clash: Clash | None = None

    @property
    def is_proved(self) -> bool:
        """Whether nothing cheaper is possible."""
        return Gap(self.cost, self.bound).is_closed

    def texts(self) -> Iterator[Text]:
        """Yield what it costs in all, then each breach; or why no price helps."""
        facts = {"cost": self.cost or 0, "bound": self.bound or 0}
        if self.schedule is None:
            yield Text("no price helps: the rules without one cannot hold together")
        elif not self.relaxations:
            yield Text("nothing has to be given up")
        elif self.is_proved:
            yield Text("the cheapest way to give in costs {cost}, proved", facts)
        else:
            yield Text("a way to give in costs {cost}; none costs less than {bound}", facts)
        for relaxation in self.relaxations:
            yield from relaxation.texts()
        if self.clash is not None:
            yield from self.clash.texts()


@door
def cheapest_repair(
    problem: Problem,
    prices: Prices,
    *,
    time_limit: float | None = 60.0,
    seed: int = 0,
    isolation: Isolation = "auto",
) -> Repair:
    """Find what to give up of some rules of level 0 so that all others can hold, for the least price.

    Parameters
    ----------
    problem
        The problem. Its goals play no part.
    prices
        Price of one unit of excess, a whole number from 1 to 1,000,000, by the name of a rule (as in problem files), or by its
        place in ``problem.rules``, from 0. A name stands for all rules of level 0 of that name that have no price by place. Rules without
        a price stay as they are.
    time_limit
        Seconds; ``None`` for as long as the proof needs.
    seed
        Of all random choices.
    isolation
        Where engines work, as for `volmatch.solve`.

    Returns
    -------
    Repair
        The cheapest schedule found, with what it breaks; or, where the rules without a price cannot hold, their clash.

    Raises
    ------
    OptionError
        For a price that makes no sense, a rule that the problem does not have at level 0, or another option.
    NoScheduleError
        If the time was up before it was known whether the rules without a price can hold.
    EngineError
        If the engine failed before it was known.
    """
    refuse_nonsense(problem=problem, time_limit=time_limit, seed=seed, isolation=isolation)
    began = time.monotonic()
    price_of = _prices_by_place(problem, prices)
    outcome = solve(_priced(problem, price_of), time_limit=time_limit, seed=seed, isolation=isolation)
    if outcome.schedule is None:
        rest = [fact for fact in wholes_of(problem) if fact.position not in price_of]
        found = clash_among(problem, rest, Controls.of(time_limit, began=began, seed=seed, isolation=isolation))
        if found is None:
            raise contradiction()
        return Repair(clash=found)
    return _repair(problem, price_of, outcome, outcome.schedule)


def _prices_by_place(problem: Problem, prices: Prices) -> dict[int, int]:
    """Return the price of each rule that has one, by its place among the rules; raise for nonsense."""
    if not isinstance(prices, Mapping):
        raise OptionError(Text("prices: wanted a price by rule, not {given}", {"given": quoted(prices)}))
    must = {place: name_of(type(rule)) for place, rule in enumerate(problem.rules) if rule.level == 0}
    found: dict[int, int] = {}
    for key, price in sorted(prices.items(), key=lambda one: isinstance(one[0], int)):  # places last, so that they win
        if isinstance(price, bool) or not isinstance(price, int) or not 1 <= price <= _MOST:
            facts = {"rule": quoted(key), "most": _MOST, "given": quoted(price)}
            raise OptionError(Text("prices: wanted a whole number from 1 to {most} for {rule}, not {given}", facts))
        places = [place for place, name in must.items() if type(key) in (int, str) and key in (place, name)]
        if not places:
            facts = {"rule": quoted(key), "known": tuple(dict.fromkeys(must.values()))}
            raise OptionError(
                Text("prices: no rule of level 0 is {rule}; wanted a place among the rules or one of {known}", facts)
            )
        found |= dict.fromkeys(places, price)
    return found


def _priced(problem: Problem, price_of: Mapping[int, int]) -> Problem:
    """Return the problem with priced rules as its one goal, and the others of level 0 as they are."""
    rules: list[Rule] = [
        attrs.evolve(rule, level=_PRICED, weight=price_of[place]) if place in price_of else rule
        for place, rule in enumerate(problem.rules)
        if rule.level == 0
    ]
    added = {type(rule) for rule in complete(rules, problem, exactly=True)} - {type(rule) for rule in rules}
    goals = [attrs.evolve(rule, level=_BEHIND) for rule in problem.rules if rule.level and type(rule) in added]
    return attrs.evolve(problem, rules=only([*rules, *goals]))


def _repair(problem: Problem, price_of: Mapping[int, int], outcome: Outcome, schedule: Schedule) -> Repair:
    """Say what the best schedule breaks of the rules that have a price."""
    relaxations = [
        Relaxation(violation=attrs.evolve(found, rule=name_of(type(rule)), weight=rule.weight), price=price_of[place])
        for place, rule in enumerate(problem.rules)
        if place in price_of
        for found in rule.check(problem, schedule)
    ]
    bound = outcome.levels[0].bound if price_of else 0
    cost = sum(one.cost for one in relaxations)
    return Repair(relaxations=tuple(relaxations), schedule=schedule, cost=cost, bound=bound)
