"""What keeps somebody from one more duty, in words: rules that must hold are asked about the schedule with it."""

from collections import Counter
from functools import cached_property

import attrs

from volmatch.legal import illegalities
from volmatch.problem.problem import Problem
from volmatch.rule import Rule
from volmatch.schedule import Assignment, Schedule
from volmatch.text import Text


@attrs.frozen(eq=False, slots=False)
class SeatReasons:
    """The reasons of one schedule that keeps what must hold.

    Parameters
    ----------
    problem, schedule
        The schedule is settled.
    """

    problem: Problem
    schedule: Schedule

    @cached_property
    def _musts(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.problem.rules if not rule.level)

    @cached_property
    def _personal(self) -> tuple[Rule, ...]:
        """Those that judge each person by their own duties, whoever else serves."""
        return tuple(rule for rule in self._musts if rule.claims.own_duties)

    def of(self, seat: Assignment) -> tuple[Text, ...]:
        """Return what one more duty would break; nothing if it breaks nothing.

        What rules about the person alone say is told by itself, which is found among few duties; other rules have to look at
        the whole schedule.
        """
        return self._of_person(seat) or self.of_all(self.schedule.with_duty(*attrs.astuple(seat)))

    def of_all(self, after: Schedule) -> tuple[Text, ...]:
        """Return everything that another schedule breaks."""
        found = [*illegalities(self.problem, after)]
        for rule in self._musts:
            found += rule.check(self.problem, after)
        return tuple(dict.fromkeys(one.message for one in found))

    def _of_person(self, seat: Assignment) -> tuple[Text, ...]:
        placement = self.schedule.placement_of.get(seat.session)
        if placement is None:
            return ()
        own = [one for one in self._duties.get(seat.volunteer, ()) if one != seat]
        placed = [self.schedule.placement_of[one.session] for one in own]
        before = Schedule(own, dict.fromkeys(placed))
        after = Schedule([*own, seat], dict.fromkeys([*placed, placement]))
        found = list[Text]()
        for rule in self._personal:
            known = Counter(one.message for one in rule.check(self.problem, before))
            found += Counter(one.message for one in rule.check(self.problem, after)) - known
        return tuple(dict.fromkeys(found))

    @cached_property
    def _duties(self) -> dict[str, list[Assignment]]:
        found: dict[str, list[Assignment]] = {}
        for one in self.schedule.assignments:
            found.setdefault(one.volunteer, []).append(one)
        return found
