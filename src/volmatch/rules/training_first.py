"""Some roles are held only by people who have attended a training before."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from volmatch.problem.shapes import Id
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.words import RoleName, Series, Skilled
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.session import Session
    from volmatch.schedule import Duty, Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class TrainingFirst(Rule):
    """Whoever holds such a role has attended the training before.

    They are in `done`, or have a duty in the training, in whatever role, that is over when the role's session starts. Duties in the training itself are not judged. The filters say whose duties are judged, and in which sessions; the
    training counts wherever it is.

    Excess: 1 for each duty without the training.

    Parameters
    ----------
    role, skill
        Judged are the roles of this name, and those that ask for this skill; where both are given, those that are both.
    session, series
        The training: one session, or any one session of a series.
    over
        Whether there is no training any more, as after it was cancelled: only `done` counts. It stands in place of `session`
        and `series`.
    done
        Ids of the volunteers who attended the training earlier.
    """

    splits = FrozenMap({"volunteers": template("{volunteer} attends the training before roles that ask for it")})
    role: RoleName | None = None
    skill: Skilled | None = None
    session: Id | None = None
    series: Series | None = None
    over: bool = False
    done: Sequence[Id] = ()

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.role is None and self.skill is None:
            yield "role", Text("wanted a role, or a skill that roles ask for")
        if [self.session is not None, self.series is not None, self.over].count(True) != 1:
            yield "session", Text("wanted the training: either a session or a series")

    def without_session(self, session: str, problem: "Problem") -> "TrainingFirst":  # noqa: ARG002
        """Return the rule under which only those who attended earlier count, where the session was the training."""
        return attrs.evolve(self, session=None, over=True) if self.session == session else self

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:
        """Yield what the problem does not know of the roles, the training, and those who attended it."""
        roles = [role for session in problem.sessions for role in session.roles]
        is_held = any(self.skill in volunteer.skills for volunteer in problem.volunteers)
        if is_held and self.skill not in problem.words.skills and all(role.skill != self.skill for role in roles):
            yield "skill", Text("no role asks for this skill")
        if self.session is not None and problem.session(self.session) is None:
            yield "session", Text("no session has this id")
        for index, volunteer in enumerate(self.done):
            if problem.volunteer(volunteer) is None:
                yield f"done[{index}]", Text("no volunteer has this id")

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each duty of somebody who has not been to the training."""
        duties = schedule.duties(problem)
        trained = {
            (duty.volunteer.id, duty.end)
            for duty in duties
            if self._is_training(duty.session) and not duty.role.standby
        }
        for duty in duties:
            who = duty.volunteer
            concerned = self.where.takes_duty(duty, problem)
            if not concerned or who.id in self.done or self._is_training(duty.session) or not self._asks(duty):
                continue
            if not any(volunteer == who.id and end <= duty.start for volunteer, end in trained):
                facts = {"volunteer": who.label, "role": duty.role.name, "session": duty.session.label}
                yield Violation(self._message(problem, facts), volunteers=(who.id,), sessions=(duty.session.id,))

    def encode(self, f: "Encoder") -> None:
        """Candidate <= sum over the person's candidates in the training that are over when it starts."""
        import numpy as np

        from volmatch.columns.clashes import follow_ups

        t = f.tables
        in_training = t.options_of(session=self.session, series=self.series)[t.candidate_option] & (not self.over)
        asks = np.ones(t.role_session.size, dtype=bool)
        if self.role is not None:
            asks &= t.codes.names.has(self.role)
        if self.skill is not None:
            asks &= t.codes.asked_skills.has(self.skill)
        judged = t.concerned(self.where) & asks[t.candidate_role] & ~in_training
        judged &= ~np.isin(t.candidate_volunteer, [t.volunteer_row[volunteer] for volunteer in self.done])
        candidate, training = judged.nonzero()[0], (in_training & t.candidate_serves).nonzero()[0]
        before = t.candidate_start + 1
        pairs = follow_ups(t, candidate, training, np.zeros_like(before), before, t.candidate_end)
        rows = f.rows(np.arange(candidate.size), candidate, 1)
        f.keep(rows + f.rows(np.searchsorted(candidate, pairs[:, 0]), pairs[:, 1], -1), most=0)

    def _is_training(self, session: "Session") -> bool:
        if self.session is not None:
            return session.id == self.session
        return self.series is not None and session.series == self.series

    def _asks(self, duty: "Duty") -> bool:
        return self.role in (None, duty.role.name) and self.skill in (None, duty.role.skill)

    def _message(self, problem: "Problem", facts: dict[str, str]) -> Text:
        if self.over:
            return Text("{volunteer} is {role} of {session} without having attended the training, which is over", facts)
        session = None if self.session is None else problem.session(self.session)
        training = session.label if session else self.session or self.series or ""
        return Text(
            "{volunteer} is {role} of {session} without having attended {training} before",
            {**facts, "training": training},
        )
