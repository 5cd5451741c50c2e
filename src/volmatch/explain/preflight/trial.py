"""Somebody put into an empty seat, everybody else staying where they are: what breaks, and what gets dearer."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

import attrs

from volmatch.check import LEGALITY
from volmatch.columns.masks import Masks
from volmatch.explain.change import LevelChange
from volmatch.explain.obstacles import obstacles_at
from volmatch.explain.preflight.phrases import named
from volmatch.formulation.encoder import Encodes
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.problem.volunteer import Volunteer
from volmatch.rule import Rule, Violation, name_of
from volmatch.rules import musts
from volmatch.schedule import Assignment, LevelReport, Schedule
from volmatch.text import Text


@attrs.frozen(eq=False, slots=False)
class BoundTrial:
    """An empty seat of a schedule that keeps what must hold.

    Parameters
    ----------
    problem, schedule
        What was solved, and what came of it.
    levels
        What the schedule costs.
    session, role
        The seat.
    """

    problem: Problem
    schedule: Schedule
    levels: Sequence[LevelReport]
    session: Session
    role: Role

    @cached_property
    def _about_many(self) -> Sequence[tuple[Rule, bool]]:
        """The rules of level 0 about more than single candidates, and whether each looks at one person at a time.

        That do those which the data of volunteers themselves demand.
        """
        personal = {type(rule) for rule in musts()}
        return [
            (rule, type(rule) in personal)
            for rule in self.problem.rules
            if rule.level == 0 and (isinstance(rule, Encodes) or not isinstance(rule, Masks))
        ]

    def seen_alone(self, volunteer: Volunteer) -> tuple[Violation, ...]:
        """Return what keeps a volunteer out without a look at anybody else."""
        placement = self.schedule.placement_of.get(self.session.id)
        return obstacles_at(self.problem, volunteer, self.session, self.role, placement)

    def out_of_order(self, volunteer: Volunteer) -> tuple[Violation, ...]:
        """Return what would make it no schedule at all: the session is not held, or they hold a role of it already."""
        facts = {"volunteer": volunteer.label, "session": named(self.session)}
        crew = self.schedule.crews.get(self.session.id, ())
        role = next((one.role for one in crew if one.volunteer == volunteer.id), None)
        if self.session.id not in self.schedule.placement_of:
            message = Text("{session} does not take place", facts)
        elif role is not None:
            message = Text("{volunteer} serves in {session} already, as {role}", {**facts, "role": role})
        else:
            return ()
        return (Violation(message, (volunteer.id,), (self.session.id,), rule=LEGALITY),)

    def has_role(self, volunteer: str) -> bool:
        """Whether a volunteer holds this very role already."""
        return any(
            one.volunteer == volunteer and one.role == self.role.name
            for one in self.schedule.crews.get(self.session.id, ())
        )

    def broken(self, volunteer: Volunteer) -> tuple[Violation, ...]:
        """Return what the rules about more than single candidates would say to a volunteer in the seat."""
        own, all_ = self._with(volunteer, alone=True), self._with(volunteer)
        return tuple(
            attrs.evolve(found, rule=name_of(type(rule)), weight=rule.weight)
            for rule, is_personal in self._about_many
            for found in rule.check(self.problem, own if is_personal else all_)
        )

    def dearer(self, volunteer: Volunteer) -> tuple[tuple[LevelChange, ...], LevelChange | None]:
        """Return the levels that become dearer before one becomes cheaper, and that one, if there is any."""
        found: list[LevelChange] = []
        for change in self._changes(self._with(volunteer)):
            if change.loss < 0:
                return tuple(found), change
            if change.loss > 0:
                found.append(change)
        return tuple(found), None

    def _changes(self, tried: Schedule) -> Iterator[LevelChange]:
        for level in self.levels:
            after = sum(
                found.excess * rule.weight
                for rule in self.problem.rules
                if rule.level == level.level
                for found in rule.check(self.problem, tried)
            )
            yield LevelChange(level=level.level, rules=tuple(level.rules), before=level.value, after=after)

    @cached_property
    def _duties(self) -> Mapping[str, Sequence[Assignment]]:
        duties: dict[str, list[Assignment]] = defaultdict(list)
        for assignment in self.schedule.assignments:
            duties[assignment.volunteer].append(assignment)
        return duties

    def _with(self, volunteer: Volunteer, *, alone: bool = False) -> Schedule:
        """Return the schedule with a volunteer in the seat; with `alone` only their own part of it."""
        extra = Assignment(volunteer.id, self.session.id, self.role.name)
        if not alone:
            return attrs.evolve(self.schedule, assignments=(*self.schedule.assignments, extra))
        duties = [*self._duties.get(volunteer.id, ()), extra]
        placements = self.schedule.placement_of
        return Schedule(duties, [placements[duty.session] for duty in duties if duty.session in placements])
