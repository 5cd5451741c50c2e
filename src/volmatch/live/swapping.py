"""An answer of the search for swaps on its way into words: the new schedule, judged, and who takes what from whom."""

import datetime as dt
from collections.abc import Mapping, Sequence

import attrs
import numpy as np

from volmatch.check import verdict
from volmatch.errors import EncodingError
from volmatch.live.compiled import Compiled
from volmatch.live.swap_graph import SwapGraph
from volmatch.live.swap_offers import SwapOffer, SwapSeat
from volmatch.live.swap_past import past_of
from volmatch.live.swap_search import SwapAnswer
from volmatch.live.swapped import Swap, SwapMove, Swaps
from volmatch.problem.problem import Problem
from volmatch.schedule import Assignment, LevelReport, Schedule
from volmatch.search.state.controls import Controls
from volmatch.text import Fact, Text

#: (offer, take, giver): -1 where an offer takes nothing, or nobody gives what it takes.
Step = tuple[int, int, int]


@attrs.frozen(eq=False)
class Swapping:
    """One answer.

    Parameters
    ----------
    compiled, published
        The problem in columns, and its schedule before.
    offers
        Settled.
    graph, answer
        What was asked, and what came of it.
    before
        What each level cost.
    now
        What began before is not swapped; ``None`` where nothing is past.
    """

    compiled: Compiled
    published: Schedule
    offers: tuple[SwapOffer, ...]
    graph: SwapGraph
    answer: SwapAnswer
    before: Sequence[LevelReport]
    now: dt.datetime | None = None

    @property
    def problem(self) -> Problem:
        """The problem in words."""
        return self.compiled.problem

    def told(self, controls: Controls, allowed: Mapping[int, int]) -> Swaps:
        """Say what came of it."""
        rings = [(steps, False) for steps in map(self._cycle, self.answer.cycles)]
        rings += [(self._chain(*chain), True) for chain in self.answer.chains]
        rings.sort(key=lambda ring: min(offer for offer, _, _ in ring[0]))
        found = tuple(self._swap(steps, is_chain=is_chain) for steps, is_chain in rings)
        after = self._after([move for swap in found for move in swap.moves])
        levels = self._judged(after, allowed)
        served = sorted(offer for steps, _ in rings for offer, take, _ in steps if self._is_better(take))
        is_sure = self.answer.is_first and self.answer.bound <= len(served)
        return Swaps(
            problem=self.problem,
            schedule=after,
            offers=self.offers,
            swaps=found,
            served=tuple(served),
            bound=self.answer.bound,
            is_first=is_sure,
            stopped_by="proof" if is_sure else controls.stopped_by() or "time",
            before=tuple(self.before),
            levels=levels,
            seconds=controls.seconds,
            past=past_of(self.problem, self.published, self.offers, self.now),
            earlier=self.published,
        )

    def _is_better(self, take: int) -> bool:
        return take < 0 or bool(self.graph.is_better[take])

    def _cycle(self, takes: Sequence[int]) -> list[Step]:
        """Return the steps of a cycle, from its first offer in line on."""
        offers = self.graph.offer[[*takes]].tolist()
        first = int(np.argmin(offers))
        steps = list(zip(offers, takes, [*offers[1:], offers[0]], strict=True))
        return [*steps[first:], *steps[:first]]

    def _chain(self, begin: int, takes: Sequence[int]) -> list[Step]:
        offers = self.graph.offer[[*takes]].tolist()
        steps = [] if begin < 0 else [(begin, -1, -1)]
        return [*steps, *zip(offers, takes, [begin, *offers][: len(offers)], strict=True)]

    def _swap(self, steps: Sequence[Step], *, is_chain: bool) -> Swap:
        last = steps[-1][0] if is_chain else None
        return Swap(moves=tuple(self._move(*step, is_last=step[0] == last) for step in steps), is_chain=is_chain)

    def _move(self, offer: int, take: int, giver: int, *, is_last: bool) -> SwapMove:
        own = self.offers[offer]
        assert not isinstance(own.gives, str)
        taken = None if take < 0 else self._seat(take)
        source = None if giver < 0 else self.offers[giver].volunteer
        lines = [*self._line(own, taken, source, is_better=self._is_better(take))]
        if is_last and own.gives is not None:
            lines.append(
                Text("{session}, {day}, as {role}: left empty by {volunteer}", self._facts(own.volunteer, own.gives))
            )
        return SwapMove(
            offer=offer,
            volunteer=own.volunteer,
            gives=own.gives,
            takes=taken,
            giver=source,
            is_better=self._is_better(take),
            lines=tuple(lines),
        )

    def _line(self, own: SwapOffer, taken: SwapSeat | None, giver: str | None, *, is_better: bool) -> list[Text]:
        """Return what somebody takes, from whom; nothing where they only give."""
        if taken is None:
            return []
        facts = self._facts(own.volunteer, taken)
        if giver is not None:
            facts |= {"giver": self._person(giver)}
            good = Text("{volunteer} takes {session}, {day}, as {role} from {giver}", facts)
            same = Text("{volunteer} takes {session}, {day}, as {role} from {giver}, which is as good", facts)
        else:
            good = Text("{volunteer} takes the empty seat at {session}, {day}, as {role}", facts)
            same = Text("{volunteer} takes the empty seat at {session}, {day}, as {role}, which is as good", facts)
        return [good if is_better else same]

    def _seat(self, take: int) -> SwapSeat:
        t = self.compiled.f.tables
        session, role = t.candidate_session[self.graph.takes[take]], self.graph.role[take]
        return SwapSeat(self.problem.sessions[session].id, t.role_names[role])

    def _facts(self, volunteer: str, seat: SwapSeat) -> dict[str, Fact]:
        session = self.problem.session(seat.session)
        assert session is not None
        return {
            "volunteer": self._person(volunteer),
            "session": session.label,
            "day": self.published.settled(self.problem).placement_of[seat.session].start.date(),
            "role": seat.role or "",
        }

    def _person(self, id_: str) -> str:
        found = self.problem.volunteer(id_)
        return id_ if found is None else found.label

    def _after(self, moves: Sequence[SwapMove]) -> Schedule:
        """Return the schedule once everybody gave and took."""

        def duties(seats: Sequence[tuple[str, SwapSeat | None]]) -> set[Assignment]:
            return {Assignment(person, seat.session, seat.role or "") for person, seat in seats if seat is not None}

        given = duties([(move.volunteer, move.gives) for move in moves])
        taken = duties([(move.volunteer, move.takes) for move in moves])
        return attrs.evolve(self.published, assignments=[*({*self.published.assignments} - given | taken)])

    def _judged(self, after: Schedule, allowed: Mapping[int, int]) -> tuple[LevelReport, ...]:
        """Return what the levels cost after the swaps; a broken rule or a loss is our fault."""
        report = verdict(self.problem, after)
        if report.breach is not None:
            facts: dict[str, Fact] = {"breach": report.breach.message}
            raise EncodingError(Text("the swaps break a rule: {breach}; please report this", facts))
        for old, new in zip(self.before, report.levels, strict=True):
            if new.value > old.value + allowed.get(new.level, 0):
                facts = {"level": new.level, "before": old.value, "value": new.value}
                raise EncodingError(
                    Text("the swaps cost level {level} {value}, and it cost {before}; please report this", facts)
                )
        return report.levels
