"""A series meets the same faces: few different people, who stay without a break, or one lead throughout."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import attrs

from volmatch.problem.shapes import Count, Id, Positive
from volmatch.problem.values import tidy
from volmatch.problem.words import RoleName
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    import datetime as dt

    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.session import Session
    from volmatch.schedule import Duty, Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Continuity(Rule):
    """In each series, the people stay the same, as `want` says.

    Judged are the sessions with a series that the filter takes, and the duties there of the people it takes.

    Excess: with ``few`` 1 for each person above `most`, in each role of each series; with ``runs`` 1 for each time somebody
    comes back after a break; with ``lead`` 1 for each session without the lead.

    Parameters
    ----------
    want
        ``few``: each role of the series is held by at most `most` different people.
        ``runs``: each person serves without a break, from their first session of the series to their last. Sessions in the
        order of their start; those that start together are one step, and they count only if they have one candidate start.
        A step at which nothing takes place is no break.
        ``lead``: the volunteer `lead` holds the role `role` in each session of the series that takes place and has it.
    role
        Look at the role of this name only, and at the sessions that have it.
    most
        With ``few``: how many people cost nothing.
    lead
        With ``lead``: who.
    """

    level: Count = 1
    want: Literal["few", "runs", "lead"] = "few"
    role: RoleName | None = None
    most: Positive = 1
    lead: Id | None = None

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.want == "lead" and (self.lead is None or self.role is None):
            yield "lead", Text("wanted a lead and a role: who holds which role throughout")
        if self.want != "lead" and self.lead is not None:
            yield "lead", Text('a lead is named only where want is "lead"')
        if self.want != "few" and self.most > 1:
            yield "most", Text('most is said only where want is "few"')

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:
        """Yield a lead whom nobody knows."""
        if self.lead is not None and problem.volunteer(self.lead) is None:
            yield "lead", Text("no volunteer has this id")

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each role with too many people, each person who comes back, or each session without the lead."""
        if self.want == "lead":
            yield from self._without_lead(problem, schedule)
            return
        duties: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            concerned = self.where.takes_on(duty.volunteer, duty.day) and self._judges(duty.session, problem)
            if concerned and self.role in (None, duty.role.name):
                duties[duty.session.series or ""].append(duty)
        for series in sorted(duties):
            if self.want == "few":
                yield from self._too_many(series, duties[series])
            else:
                yield from self._comebacks(series, duties[series], problem, schedule)

    def _judges(self, session: "Session", problem: "Problem") -> bool:
        has_role = self.role is None or session.role(self.role) is not None
        return session.series is not None and has_role and self.where.takes_session(session, problem)

    def _too_many(self, series: str, duties: "list[Duty]") -> Iterator[Violation]:
        for role in sorted({duty.role.name for duty in duties}):
            own = [duty for duty in duties if duty.role.name == role]
            people = tuple(sorted({duty.volunteer.id for duty in own}))
            if len(people) > self.most:
                facts = {"series": series, "role": role, "n": len(people), "most": self.most}
                message = Text("{series} has {n} different people as {role}, wanted at most {most}", facts)
                sessions = tuple(sorted({duty.session.id for duty in own}))
                yield Violation(message, people, sessions, len(people) - self.most)

    def _comebacks(
        self, series: str, duties: "list[Duty]", problem: "Problem", schedule: "Schedule"
    ) -> Iterator[Violation]:
        steps: set[dt.datetime] = {
            schedule.placement_of[session.id].start
            for session in problem.sessions
            if session.series == series and self._judges(session, problem)
            if len(session.candidate_starts) == 1 and session.id in schedule.placement_of
        }
        agendas: dict[str, list[Duty]] = defaultdict(list)
        for duty in duties:
            if len(duty.session.candidate_starts) == 1:
                agendas[duty.volunteer.id].append(duty)
        for own, agenda in sorted(agendas.items()):
            served = [step in {duty.start for duty in agenda} for step in sorted(steps)]
            returns = sum(now and not before for before, now in zip([False, *served], served, strict=False))
            if returns > 1:
                facts = {"volunteer": agenda[0].volunteer.label, "series": series, "n": returns - 1}
                message = Text.counted(
                    "{volunteer} leaves {series} and comes back {n} time",
                    "{volunteer} leaves {series} and comes back {n} times",
                    facts,
                )
                yield Violation(message, (own,), tuple(duty.session.id for duty in agenda), returns - 1)

    def _without_lead(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        lead = problem.volunteer(self.lead or "")
        if lead is None or not self.where.takes_volunteer(lead, problem):
            return
        for session in problem.sessions:
            if session.id in schedule.placement_of and self._judges(session, problem):
                crew = {(one.volunteer, one.role) for one in schedule.crews.get(session.id, ())}
                if (lead.id, self.role) not in crew:
                    facts = {"volunteer": lead.label, "session": session.label, "role": self.role}
                    message = Text("{session} takes place without {volunteer} as {role}", facts)
                    yield Violation(message, (lead.id,), (session.id,))

    def encode(self, f: "Encoder") -> None:
        """People of a role <= most; arrivals of a person <= 1; the lead's seat >= held."""
        import numpy as np

        from volmatch.formulation.vocabulary.runs import arrivals

        t = f.tables
        role = np.ones(t.role_session.size, dtype=bool) if self.role is None else t.codes.names.has(self.role)
        role &= (t.takes_sessions(self.where) & (t.session_series >= 0))[t.role_session]
        candidate = (t.takes_people(self.where) & role[t.candidate_role]).nonzero()[0]
        if self.want == "few":
            name, series = t.role_name[t.candidate_role], t.session_series[t.candidate_session]
            keys = np.column_stack([series, name, t.candidate_volunteer])[candidate]
            people, row = np.unique(keys, axis=0, return_inverse=True)
            _, group = np.unique(people[:, :2], axis=0, return_inverse=True)
            f.keep(f.rows(group.ravel(), f.any_of(row.ravel(), candidate, len(people)), 1), most=self.most)
        elif self.want == "runs":
            judged = t.takes_sessions(self.where) & (t.session_series >= 0)
            judged &= (np.bincount(t.role_session[role], minlength=judged.size) > 0) | (self.role is None)
            row, arrives = arrivals(f, candidate, judged)
            f.keep(f.rows(row, arrives, 1), most=1)
        elif self.lead is not None and t.takes_volunteers(self.where)[t.volunteer_row[self.lead]]:
            seats = role.nonzero()[0]
            entry, holder = t.candidates_of_roles(seats)
            own = t.candidate_volunteer[holder] == t.volunteer_row[self.lead]
            held_of, held, always = f.held(t.role_session[seats])
            f.keep(f.rows(entry[own], holder[own], 1) + f.rows(held_of, held, -1), least=always)
