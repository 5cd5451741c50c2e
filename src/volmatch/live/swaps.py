"""Swaps: from what people would give and take, the largest set of swaps that breaks no rule and leaves nobody worse off."""

import datetime as dt
from collections.abc import Mapping

from volmatch.check import verdict
from volmatch.doors import door_but
from volmatch.engines.answer import Isolation
from volmatch.errors import OptionError, quoted
from volmatch.live.change_reading import moment_of
from volmatch.live.compiled import Compiled
from volmatch.live.repair import controls_of
from volmatch.live.swap_graph import SwapGraph
from volmatch.live.swap_model import SwapModel
from volmatch.live.swap_offers import GivenOffers, settled_offers
from volmatch.live.swap_past import begun
from volmatch.live.swap_search import SwapSearch
from volmatch.live.swapped import Swaps
from volmatch.live.swapping import Swapping
from volmatch.outcome import Outcome, schedule_given
from volmatch.problem.problem import Problem
from volmatch.problem.values import FrozenMap
from volmatch.run.contradictions import problem_kept
from volmatch.schedule import Schedule
from volmatch.search.state.controls import CancelFlag
from volmatch.search.state.options import refuse_nonsense
from volmatch.text import Fact, Text

_LEAST_LONG, _MOST_LONG = 2, 10


@door_but("offers")
def swaps(  # noqa: PLR0913 - each is an option
    problem: Problem,
    schedule: Schedule | Outcome,
    offers: GivenOffers,
    *,
    longest: int = 3,
    chains: bool = True,
    allowed: Mapping[int, int] | None = None,
    now: dt.datetime | str | None = None,
    time_limit: float | None = 60.0,
    seed: int = 0,
    cancel: CancelFlag | None = None,
    isolation: Isolation = "auto",
) -> Swaps:
    """Return the largest set of swaps among people who offered to, with the proof that no larger one is possible.

    A cycle is some people of whom each takes what the next one gives. A chain begins with an empty seat that somebody takes, or
    with somebody who only gives; whoever follows takes what the one before gave, and what the last one gives is left empty.
    In all of them together every rule holds, nobody gets what they did not name, whoever made no offer keeps all their
    duties, and no goal level costs more than before.

    As many offers as can be are served, that is, get something better. Among the sets that serve as many, the one is taken
    that serves the earliest offers in the list: the first, if any of these sets does; then the second, and so on; then one
    in which the fewest people change. Whoever makes one offer, and names nothing as good, gains nothing by naming other duties than
    those they would really rather have, whatever others say.

    Parameters
    ----------
    problem, schedule
        The problem and what was published; it must keep every rule.
    offers
        Values, or mappings as files hold them; who comes first in line is named first.
    longest
        Most people in a cycle or chain, 2 to 10. If one of them does not turn up, so many are hurt.
    chains
        Whether chains are looked for.
    allowed
        By how much levels may lose: ``{5: 3}`` lets level 5 cost 3 more.
    now
        What began before this moment is not given and not taken; ``past`` of the answer tells of it. By default nothing is past.
    time_limit, seed, cancel, isolation
        As for `volmatch.solve`.

    Returns
    -------
    Swaps
        The new schedule, each cycle and chain, and what is proved.

    Raises
    ------
    OfferError
        If an offer cannot be read or does not fit the schedule.
    OptionError
        For an option that makes no sense, or a schedule that breaks a rule.
    NoScheduleError
        If the time was up before the problem was read.
    """
    published = schedule_given(schedule)
    _refuse(problem, published, longest, allowed, time_limit, seed, cancel, isolation)
    loss = FrozenMap(dict(allowed or {}))
    published = published.settled(problem)
    told, moment = settled_offers(problem, published, offers), moment_of(problem, now)
    controls = controls_of(time_limit, seed, cancel, isolation)
    before = verdict(problem, published)
    if before.breach is not None:
        facts = {"breach": before.breach.message}
        raise OptionError(Text("schedule: it breaks a rule: {breach}; mend it first, as repair does", facts))
    with problem_kept(problem):
        compiled = Compiled.of(problem, controls)
        decisions = compiled.interpreter.decisions(published)
        graph = SwapGraph.of(compiled, decisions, told)
        if moment is not None:
            graph = graph.since(begun(compiled, published, moment))
        program = SwapModel(compiled, decisions, graph, longest, chains, loss)
        answer = SwapSearch.of(program, controls).run()
        return Swapping(compiled, published, told, program.graph, answer, before.levels, moment).told(controls, loss)


def _refuse(
    problem: object,
    published: object,
    longest: object,
    allowed: object,
    time_limit: object,
    seed: object,
    cancel: object,
    isolation: object,
) -> None:
    """Refuse options that make no sense."""
    refuse_nonsense(
        problem=problem, time_limit=time_limit, seed=seed, workers=None, on_progress=None, cancel=cancel, start=published,
        isolation=isolation,
    )  # fmt: skip
    if not isinstance(longest, int) or isinstance(longest, bool) or not _LEAST_LONG <= longest <= _MOST_LONG:
        facts: dict[str, Fact] = {"most": _MOST_LONG, "given": quoted(longest)}
        raise OptionError(Text("longest: wanted a whole number from 2 to {most}, not {given}", facts))
    is_map = allowed is None or isinstance(allowed, Mapping)
    numbers = [*allowed.keys(), *allowed.values()] if isinstance(allowed, Mapping) else []
    if not is_map or any(not isinstance(one, int) or isinstance(one, bool) or one < 0 for one in numbers):
        facts = {"example": "{5: 3}", "given": quoted(allowed)}
        raise OptionError(
            Text("allowed: wanted by how much each level may lose, such as {example}, not {given}", facts)
        )
