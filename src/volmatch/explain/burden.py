"""Who could fill a seat, and what keeps them from it: the rules that the data of volunteers demand, asked in words."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import attrs

from volmatch.explain.obstacles import about_one_candidate, placements_of
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.problem.volunteer import Volunteer
from volmatch.rule import Rule, Violation, known_rules
from volmatch.rules import musts
from volmatch.schedule import Assignment, Placement, Schedule

#: The field of a volunteer after which the rule that heeds it is named.
_LIMITS = "limits"


@attrs.frozen(eq=False, slots=False)
class Burden:
    """What the data of volunteers demand of any schedule of a problem.

    These rules judge each person by themselves, and no further duty ever mends a breach. So what they forbid somebody with
    few duties, they forbid with more, and a count made from them holds for every schedule.
    """

    problem: Problem

    @cached_property
    def _must(self) -> frozenset[type[Rule]]:
        return frozenset(type(rule) for rule in musts())

    @cached_property
    def about_one_duty(self) -> tuple[Rule, ...]:
        """The rules of level 0 that look at one duty at a time, those that the data demand first.

        Of these the last of the standard list come first: to look up who is free takes longest.
        """
        rules = reversed(about_one_candidate(self.problem))
        return tuple(sorted(rules, key=lambda rule: type(rule) not in self._must))

    @cached_property
    def about_all_duties(self) -> tuple[Rule, ...]:
        """The rules of level 0 that the data demand and that look at all duties of a person together."""
        others = {type(rule) for rule in self.about_one_duty}
        return tuple(
            rule
            for rule in self.problem.rules
            if rule.level == 0 and type(rule) in self._must and type(rule) not in others
        )

    @cached_property
    def of_limits(self) -> tuple[Rule, ...]:
        """Those of them that heed the limits of volunteers."""
        return tuple(rule for rule in self.about_all_duties if type(rule) is known_rules()[_LIMITS])

    @cached_property
    def of_pairs(self) -> tuple[Rule, ...]:
        """Those of them that say which two sessions one person cannot do both; of the person, only filters matter."""
        return tuple(rule for rule in self.about_all_duties if rule not in self.of_limits)

    def is_own_fact(self, rule: type[Rule]) -> bool:
        """Whether a rule judges nothing but what the volunteer said of themselves."""
        return rule in self._must

    def able(self, session: Session, role: Role) -> tuple[Volunteer, ...]:
        """Return all who could hold a role if nobody had any other duty, at some time and in some room of the session."""
        found: set[str] = set()
        for placement in placements_of(self.problem, session):
            rest = [one.id for one in self.problem.volunteers if one.id not in found]
            for rule in self.about_one_duty:
                rest = list(self._allowed(rule, rest, role, placement))
            found.update(rest)
        return tuple(one for one in self.problem.volunteers if one.id in found)

    def _allowed(self, rule: Rule, people: Sequence[str], role: Role, placement: Placement) -> Iterator[str]:
        """Yield those of some people whom a rule allows a role; a rule that the data do not demand is asked one by one."""
        groups = [people] if type(rule) in self._must else [[one] for one in people]
        for group in groups:
            crew = [Assignment(one, placement.session, role.name) for one in group]
            refused = {one for told in rule.check(self.problem, Schedule(crew, [placement])) for one in told.volunteers}
            yield from (one for one in group if one not in refused)

    def in_the_way(
        self, duties: Schedule, seat: Assignment, placement: Placement
    ) -> tuple[tuple[Rule, Violation], ...]:
        """Return what keeps somebody with some duties from one more: each breach with its rule.

        Parameters
        ----------
        duties
            The duties of this person and nobody else.
        seat, placement
            The duty asked about, and where and when its session takes place.
        """
        placements = {placement.session: placement, **duties.placement_of}
        own = [placements[one.session] for one in (*duties.assignments, seat) if one.session in placements]
        more = Schedule([*duties.assignments, seat], dict.fromkeys(own))
        return tuple(
            (rule, told)
            for rule in self.about_all_duties
            for told in rule.check(self.problem, more)
            if seat.session in told.sessions
        )
