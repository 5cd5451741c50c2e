"""From rules that cannot hold together to a smallest set of small facts that cannot."""

from collections.abc import Sequence

import attrs

from volmatch.explain.parts import Part, assembled, loosened, ways_of
from volmatch.problem.problem import Problem
from volmatch.run.conflict import possible
from volmatch.schedule import Schedule
from volmatch.search.state.controls import Controls, Stopped

#: A rule of which more parts than this are needed is told as a whole.
_MOST_PARTS = 10
#: A rule that falls apart in several ways is told in the first of which no more parts than this are needed.
_FEW_PARTS = 2
#: So many times more parts of a rule are taken in, those that the last schedule breaks; then the way is given up.
_ROUNDS = 12


@attrs.define(eq=False)
class ConflictSearch:
    """The search for a smallest clash.

    Parameters
    ----------
    facts
        Proved impossible together with the given, smaller and smaller.
    given
        The sessions that are taken to be held, until it is asked which of them matter.
    pool
        Schedules found so far, the last one last: what one of them keeps needs no engine.
    is_finished
        Whether the facts are as few and as small as this search makes them.
    """

    problem: Problem
    controls: Controls
    facts: list[Part]
    given: list[Part]
    pool: list[Schedule] = attrs.field(factory=list)
    is_finished: bool = False

    def is_impossible(self, facts: Sequence[Part]) -> bool:
        """Whether no schedule keeps some facts; `Stopped` where that is not found out."""
        if self.kept_by(facts) is not None:
            return False
        schedule, is_impossible = possible(self._problem(facts), assembled(facts), self.controls, sparing=True)
        if schedule is None and not is_impossible:
            raise Stopped
        self.pool += [] if schedule is None else [schedule]
        return is_impossible

    def kept_by(self, facts: Sequence[Part]) -> Schedule | None:
        """Return a known schedule that keeps some facts, the last one found first."""
        held = self._held(facts)
        rules = assembled(facts)
        for schedule in reversed(self.pool):
            breaches = (found for rule in rules for found in rule.check(self.problem, schedule))
            if held <= schedule.placement_of.keys() and not any(True for _ in breaches):
                return schedule
        return None

    def disproof(self) -> Schedule | None:
        """Return a schedule that keeps the facts after all, looked for once more and in another way; they have none."""
        return possible(self._problem(self.facts), assembled(self.facts), self.controls)[0]

    def _held(self, facts: Sequence[Part]) -> set[str | None]:
        """Return the sessions that must take place: those given, and those named among the facts."""
        return {part.session for part in (*facts, *self.given) if part.rule is None}

    def _problem(self, facts: Sequence[Part]) -> Problem:
        """Return the problem in which all sessions may be left out that need not take place."""
        return loosened(self.problem, self._held(facts))

    def narrow(self) -> None:
        """Leave out the rules that are not needed; then tell the parts of the others; then the sessions that matter.

        Rules that ask for something to be done come first: fewer of them leave fewer ways to break the others.
        """
        taken_in = self._taken_in([], self.facts) or self.facts
        self.facts = self._needed([], taken_in, len(taken_in)) or taken_in
        idle = self.pool[0]  # keeps no rule in particular, so nobody serves
        for fact in sorted(self.facts, key=lambda fact: not fact.breaches(self.problem, idle)):
            self._split(fact)
        self._name_sessions()
        self.facts.sort(key=lambda fact: not fact.breaches(self.problem, idle))
        self.is_finished = True

    def _concerned(self, facts: Sequence[Part]) -> set[str]:
        """Return the people and sessions that some of the facts name, or their breaches do in schedules without them."""
        named = {own for fact in facts for own in fact.ids}
        for fact in facts:
            without = self.kept_by([other for other in self.facts if other is not fact])
            for found in () if without is None else fact.breaches(self.problem, without):
                named.update(found.volunteers, found.sessions)
        return named

    def _needed(self, known: list[Part], items: Sequence[Part], most: int) -> list[Part] | None:
        """Return the first smallest choice of items that is impossible with what is known; ``None`` if it has too many.

        All items together are. Each needed one is the last of the shortest impossible row of items: found by doubling, then
        by halving. Items about people and sessions that seem to be concerned come first, those of items needed already before
        all.
        """
        needed: list[Part] = []
        concerned = self._concerned(known)
        rest = list(items)
        while not self.is_impossible([*known, *needed]):
            if not rest:
                raise Stopped  # the engine contradicts itself: what it said of all items it takes back
            named = {own for part in (*known, *needed) for own in part.ids}
            rest.sort(key=lambda part: (named.isdisjoint(part.ids), concerned.isdisjoint(part.ids)))
            low, high = 0, 1
            while high < len(rest) and not self.is_impossible([*known, *needed, *rest[:high]]):
                low, high = high, min(2 * high, len(rest))
            while high - low > 1:
                middle = (low + high) // 2
                if self.is_impossible([*known, *needed, *rest[:middle]]):
                    high = middle
                else:
                    low = middle
            needed.append(rest[high - 1])
            rest = rest[: high - 1]
            if len(needed) > most:
                return None
        return needed

    def _split(self, fact: Part) -> None:
        """Put small parts of a rule in its place, in the way that needs the fewest, unless it takes too many.

        Ways that speak of people or sessions whom the other facts name are tried first.
        """
        place = self.facts.index(fact)
        known = [*self.facts[:place], *self.facts[place + 1 :]]
        best: list[Part] | None = None
        named = {own for part in known for own in part.ids}
        ways = ways_of(self.problem, fact)
        for way in sorted(ways, key=lambda way: all(named.isdisjoint(part.ids) for part in way)):
            taken_in = self._taken_in(known, way)
            needed = None if taken_in is None else self._needed(known, taken_in, _MOST_PARTS)
            if needed is not None and (best is None or len(needed) < len(best)):
                best = needed
                self.facts = [*self.facts[:place], *best, *known[place:]]
            if best is not None and len(best) <= _FEW_PARTS:
                return

    def _taken_in(self, known: list[Part], parts: Sequence[Part]) -> list[Part] | None:
        """Return some parts of a rule that are impossible with what is known: those that schedules without them break."""
        found: list[Part] = []
        for _ in range(_ROUNDS):
            if self.is_impossible([*known, *found]):
                return found
            schedule = self.kept_by([*known, *found])
            others = [part for part in parts if part not in found]
            broken = [] if schedule is None else self._broken(others, schedule)
            if not broken:
                return None  # the rule does not fall apart as it says
            found += broken
        return None

    def _broken(self, parts: Sequence[Part], schedule: Schedule) -> list[Part]:
        """Return the parts that a schedule breaks, among those whose people and sessions the whole breach names."""
        if not parts:
            return []
        breaches = [found for rule in assembled(parts) for found in rule.check(self.problem, schedule)]
        people = {own for found in breaches for own in found.volunteers}
        sessions = {own for found in breaches for own in found.sessions}
        by_name = {"volunteers": people, "sessions": sessions}
        named = [part for part in parts if part.way not in by_name or not by_name[part.way].isdisjoint(part.ids)]
        return [part for part in named if part.breaches(self.problem, schedule)]

    def _name_sessions(self) -> None:
        """Find out which sessions have to take place for the clash; where too many have to, all of them stay given."""
        given, self.given = self.given, []
        try:
            matter = self._needed(self.facts, given, _MOST_PARTS)
        except Stopped:
            self.given = given
            raise
        if matter is None:
            self.given = given
        else:
            self.facts = [*self.facts, *matter]
