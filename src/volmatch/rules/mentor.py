"""Whoever is in training serves beside a mentor, and comes on top of the people a session needs."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from volmatch.problem.session import Role, Session
from volmatch.problem.shapes import Positive
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.words import Skilled, Trait
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Mentor(Rule):
    """In each session serve at most `most` trainees for each mentor, and trainees fill no seat that a role needs filled.

    A trainee has the trait `trainee` on the day of the session. A mentor has the trait `mentor` if one is named, and the skill `skill` at `skill_level`
    or higher on the day if one is named, and is no trainee. A role takes trainees only beside ``min`` people who are none;
    a role that asks for the trait `trainee` is meant for them and asks nothing. Of the trainees, only those whom the filter
    takes are judged.

    Excess: in each session, 1 for each trainee too many for its mentors; and in each role, for each trainee, 1 for each
    person who is none that the role lacks to its ``min``.
    """

    splits = FrozenMap({"sessions": template("whoever is in training at {session} serves beside a mentor")})
    trainee: Trait
    mentor: Trait | None = None
    skill: Skilled | None = None
    skill_level: Positive = 1
    most: Positive = 1

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.mentor is None and self.skill is None:
            yield "mentor", Text("say who is a mentor: name a trait, a skill, or both")
        elif self.mentor == self.trainee:
            yield "mentor", Text("a trainee is no mentor; name another trait")
        if self.skill is None and self.skill_level > 1:
            yield "skill_level", Text("a level is said of a skill; name one")

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each session short of mentors and each role that counts on trainees."""
        crews: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            crews[duty.session.id].append(duty)
        for session in problem.sessions:
            if session.id in crews and self.where.takes_session(session, problem):
                yield from self._too_many(session, crews[session.id])
                for role in session.roles:
                    yield from self._in_needed_seats(session, role, crews[session.id])

    def encode(self, f: "Encoder") -> None:
        """Trainees - most x mentors <= 0 in each session; min x trainee - people who are none <= 0 in each role."""
        import numpy as np

        t = f.tables
        learns = t.bearing(self.trainee)
        guides = ~learns if self.mentor is None else ~learns & t.bearing(self.mentor)
        if self.skill is not None:
            guides &= t.holding(self.skill, self.skill_level)
        judged = (learns & t.concerned(self.where)).nonzero()[0]
        mentors = guides.nonzero()[0]
        session = t.candidate_session
        rows = f.rows(session[judged], judged, 1) + f.rows(session[mentors], mentors, -self.most)
        f.keep(rows, most=0)
        needed = t.role_min * ~t.codes.asked_traits.has(self.trainee)
        trainee = judged[needed[t.candidate_role[judged]] > 0]
        role = t.candidate_role[trainee]
        entry, beside = t.candidates_of_roles(role)
        entry, beside = entry[~learns[beside]], beside[~learns[beside]]
        f.keep(f.rows(np.arange(trainee.size), trainee, needed[role]) + f.rows(entry, beside, -1), most=0)

    def _learns(self, duty: "Duty") -> bool:
        return duty.volunteer.bears(self.trainee, duty.day)

    def _guides(self, duty: "Duty") -> bool:
        if self._learns(duty) or (self.mentor is not None and not duty.volunteer.bears(self.mentor, duty.day)):
            return False
        if self.skill is None:
            return True
        skill = duty.volunteer.skills.get(self.skill)
        return skill is not None and skill.level >= self.skill_level and skill.counts_on(duty.day)

    def _judged(self, crew: "Sequence[Duty]") -> "list[Duty]":
        return [duty for duty in crew if self._learns(duty) and self.where.takes_on(duty.volunteer, duty.day)]

    def _too_many(self, session: Session, crew: "Sequence[Duty]") -> Iterator[Violation]:
        trainees, mentors = self._judged(crew), [duty for duty in crew if self._guides(duty)]
        over = len(trainees) - self.most * len(mentors)
        if over > 0:
            facts = {"session": session.label, "trainees": tuple(duty.volunteer.label for duty in trainees)}
            message = Text(
                "{session} has {trainees} in training, and mentors for {most}",
                {**facts, "most": self.most * len(mentors)},
            )
            yield Violation(message, tuple(duty.volunteer.id for duty in trainees), (session.id,), over)

    def _in_needed_seats(self, session: Session, role: Role, crew: "Sequence[Duty]") -> Iterator[Violation]:
        held = [duty for duty in crew if duty.role.name == role.name]
        trainees = self._judged(held)
        lacking = role.min - sum(not self._learns(duty) for duty in held)
        if trainees and lacking > 0 and self.trainee not in role.traits:
            facts = {
                "session": session.label,
                "role": role.name,
                "trainees": tuple(duty.volunteer.label for duty in trainees),
                "n": lacking,
            }
            message = Text("{session} has {trainees} in training as {role}, and still lacks {n} who are not", facts)
            yield Violation(
                message, tuple(duty.volunteer.id for duty in trainees), (session.id,), len(trainees) * lacking
            )
