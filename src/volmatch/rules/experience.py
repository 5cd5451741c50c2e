"""No session is left to first-timers: among its people are some who have experience."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from volmatch.problem.shapes import Id, Positive
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.words import AnyTraits, Skilled
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Experience(Rule):
    """Among the people of each session that has any are at least `least` experienced ones.

    Experienced is whoever is listed in `ids`, has one of the `traits`, or holds `skill` at `skill_level` or higher on the
    local day on which the session starts. People are those whom the filter on volunteers takes, in any role; others are not
    there for this rule.

    Excess: 1 for each experienced person missing.
    """

    splits = FrozenMap({"sessions": template("{session} has enough experienced people")})
    least: Positive = 1
    ids: Sequence[Id] = ()
    traits: AnyTraits = ()
    skill: Skilled | None = None
    skill_level: Positive = 1

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if not self.ids and not self.traits and self.skill is None:
            yield "ids", Text("wanted ids, traits or a skill that say who is experienced")
        if self.skill is None and self.skill_level > 1:
            yield "skill_level", Text("a level is said of a skill; name one")

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:
        """Yield the ids that no volunteer has."""
        for index, own in enumerate(self.ids):
            if problem.volunteer(own) is None:
                yield f"ids[{index}]", Text("no volunteer has this id")

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each session whose people lack experience."""
        crews: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                crews[duty.session.id].append(duty)
        for own, crew in sorted(crews.items()):
            has = len({duty.volunteer.id for duty in crew if self._is_experienced(duty)})
            if has < self.least:
                facts = {"session": crew[0].session.label, "n": has, "least": self.least}
                message = Text("{session} has {n} experienced people, wanted at least {least}", facts)
                people = tuple(sorted({duty.volunteer.id for duty in crew}))
                yield Violation(message, people, (own,), self.least - has)

    def encode(self, f: "Encoder") -> None:
        """Experienced >= least times whether anybody is there."""
        import numpy as np

        t = f.tables
        crew = t.concerned(self.where).nonzero()[0]
        sessions, row = np.unique(t.candidate_session[crew], return_inverse=True)
        person = np.zeros(t.volunteer_served_minutes.size, dtype=bool)
        person[[t.volunteer_row[own] for own in self.ids]] = True
        is_experienced = person[t.candidate_volunteer]
        for trait in self.traits:
            is_experienced |= t.bearing(trait)
        if self.skill is not None:
            is_experienced |= t.holding(self.skill, self.skill_level)
        experienced = is_experienced[crew]
        anybody = f.any_of(row, crew, sessions.size)
        f.keep(
            f.rows(row[experienced], crew[experienced], 1) + f.rows(np.arange(sessions.size), anybody, -self.least),
            least=0,
        )

    def _is_experienced(self, duty: "Duty") -> bool:
        person = duty.volunteer
        return (
            person.id in self.ids
            or any(person.bears(trait, duty.day) for trait in self.traits)
            or (self.skill is not None and person.holds(self.skill, self.skill_level, duty.day))
        )
