"""Whoever holds a role can do it: the skill, its level, a certificate still valid, and every trait asked for."""

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from volmatch.columns.tables import Tables
    from volmatch.problem.problem import Problem
    from volmatch.problem.volunteer import Skill
    from volmatch.schedule import Duty, Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Qualified(Rule):
    """Each duty's volunteer has the role's skill at its level, or one of its alternatives, and all its traits on the day the session starts.

    Excess: 1 a duty.

    Parameters
    ----------
    grace_days
        For so many days after its last one a skill still counts here; traits have no grace.
    """

    claims = Claims(
        apart_by="people",
        never_dearer=True,
        only_forbids=True,
        keeps_out=Text.counted("{n} person lacks {needs}", "{n} people lack {needs}", {}),
        takes_away=Text.counted("{n} asks for what they do not have", "{n} ask for what they do not have", {}),
    )

    reads = ("role_skill", "role_level", "role_alternatives", "role_traits", "option_day")
    splits = FrozenMap(
        {
            "volunteers": template("{volunteer} serves only in roles they qualify for"),
            "sessions": template("whoever serves in {session} qualifies for it"),
        }
    )
    grace_days: Count = 0

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each duty held by someone who does not qualify."""
        for duty in schedule.duties(problem):
            concerned = self.where.takes_duty(duty, problem)
            lack = _lack(duty, self.grace_days) if concerned else None
            if lack is not None:
                facts = {"volunteer": duty.volunteer.label, "session": duty.session.label, "role": duty.role.name}
                message = Text("{volunteer} does not qualify as {role} of {session}: {lack}", {**facts, "lack": lack})
                yield Violation(message, volunteers=(duty.volunteer.id,), sessions=(duty.session.id,))

    def mask(self, tables: "Tables") -> "npt.NDArray[np.bool_]":
        """Allow the candidates with skill, level, validity and traits."""
        from volmatch.columns.role_skills import have_skills
        from volmatch.columns.role_traits import have_traits

        volunteer, role = tables.candidate_volunteer, tables.candidate_role
        day = tables.option_day[tables.candidate_option]
        is_able = have_skills(tables, volunteer, role, day, grace_days=self.grace_days)
        return (have_traits(tables, volunteer, role, day) & is_able) | ~tables.concerned(self.where)


def _lack(duty: "Duty", grace_days: int) -> Text | None:
    """Return what the volunteer lacks for the role, or ``None``."""
    role = duty.role
    missing = tuple(sorted(one for one in set(role.traits) if not duty.volunteer.bears(one, duty.day)))
    if missing:
        return Text("lacks {traits}", {"traits": missing})
    lacks = [_lacks_skill(duty, name, level, grace_days) for name, level in role.skills_in_order]
    if not lacks or None in lacks:
        return None
    if len(lacks) == 1:
        return lacks[0]
    return Text("has none of {skills}", {"skills": tuple(dict.fromkeys(name for name, _ in role.skills_in_order))})


def _lacks_skill(duty: "Duty", name: str, level: int, grace_days: int) -> Text | None:
    """Return what the volunteer lacks of a skill at a level, or ``None``."""
    skill = duty.volunteer.skills.get(name)
    if skill is None:
        return Text("lacks {skill}", {"skill": name})
    if skill.level < level:
        return Text("{skill} at level {has}, wanted {level}", {"skill": name, "has": skill.level, "level": level})
    return _out_of_date(name, skill, duty.day, grace_days)


def _out_of_date(name: str, skill: "Skill", day: dt.date, grace_days: int) -> Text | None:
    if skill.valid_from is not None and day < skill.valid_from:
        return Text("{skill} is valid from {since} only", {"skill": name, "since": skill.valid_from})
    if skill.until is not None and (day - skill.until).days > grace_days:
        return Text("{skill} was valid until {until}", {"skill": name, "until": skill.until})
    return None
