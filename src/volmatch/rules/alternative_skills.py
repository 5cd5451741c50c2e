"""A role goes to whoever has the skill it asks for first; those who have one that serves instead come after them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Fact, Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class AlternativeSkills(Rule):
    """Whoever holds a role with ``alternatives`` has its skill, rather than one that serves instead, and an earlier one rather than a later.

    Who may hold it at all is said by ``qualified``. A skill counts on the day the session starts, without days of grace.

    Excess: for each duty the number of skills, in the role's order, before the first that the person has; all of them for
    whoever has none.
    """

    claims = Claims(apart_by="people", never_dearer=True, only_forbids=True)
    splits = FrozenMap(
        {
            "volunteers": template("{volunteer} has the skills that their roles ask for first"),
            "sessions": template("whoever serves in {session} has the skill it asks for first"),
        }
    )
    level: Count = 1

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each duty of somebody who has not the skill asked for first."""
        for duty in schedule.duties(problem):
            if duty.role.alternatives and self.where.takes_duty(duty, problem):
                before = _skills_before(duty)
                if before:
                    yield Violation(_told(duty, before), (duty.volunteer.id,), (duty.session.id,), before)

    def encode(self, f: "Encoder") -> None:
        """Cost: the number of skills before the first that the person has, x (the duty is held)."""
        from volmatch.columns.role_skills import skills_before

        t = f.tables
        concerned = (t.concerned(self.where) & (t.role_alternatives >= 0)[t.candidate_role]).nonzero()[0]
        day = t.option_day[t.candidate_option[concerned]]
        before = skills_before(t, t.candidate_volunteer[concerned], t.candidate_role[concerned], day)
        f.price(concerned[before > 0], before[before > 0])


def _told(duty: "Duty", before: int) -> Text:
    order = duty.role.skills_in_order
    skills = tuple(dict.fromkeys(skill for skill, _ in order[:before]))
    facts: dict[str, Fact] = {
        "volunteer": duty.volunteer.label,
        "session": duty.session.label,
        "role": duty.role.name,
        "skills": skills,
    }
    if before == len(order):
        return Text("{volunteer} serves as {role} of {session} without any of {skills}", facts)
    facts["skill"] = order[before][0]
    return Text("{volunteer} serves as {role} of {session} with {skill}; asked for before that: {skills}", facts)


def _skills_before(duty: "Duty") -> int:
    """Return how many skills of the role's order come before the first that the volunteer has."""
    order = duty.role.skills_in_order
    return next(
        (at for at, (skill, level) in enumerate(order) if duty.volunteer.holds(skill, level, duty.day)), len(order)
    )
