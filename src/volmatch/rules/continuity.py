"""A series meets the same faces: few different people, who stay without a break, or one lead throughout."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import attrs

from volmatch.problem.shapes import Count, Id, Positive
from volmatch.problem.values import tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    import datetime as dt

    from volmatch.columns.ragged import Bools, Ints
    from volmatch.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.session import Session
    from volmatch.schedule import Duty, Schedule
    from volmatch.tables import Tables


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Continuity(Rule):
    """In each series, the people stay the same, as `want` says.

    Judged are the sessions with a series that the filter takes, and the duties there of the people it takes.

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

    Excess: with ``few`` 1 for each person above `most`, in each role of each series; with ``runs`` 1 for each time somebody
    comes back after a break; with ``lead`` 1 for each session without the lead.
    """

    level: Count = 1
    want: Literal["few", "runs", "lead"] = "few"
    role: Id | None = None
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
        """Yield a lead whom nobody knows, and a role that no session has."""
        if self.lead is not None and problem.volunteer(self.lead) is None:
            yield "lead", Text("no volunteer has this id")
        if self.role is not None and all(session.role(self.role) is None for session in problem.sessions):
            yield "role", Text("no session has a role of this name")

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each role with too many people, each person who comes back, or each session without the lead."""
        if self.want == "lead":
            yield from self._without_lead(problem, schedule)
            return
        duties: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            concerned = self.where.takes_volunteer(duty.volunteer) and self._judges(duty.session, problem)
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
            arrivals = sum(now and not before for before, now in zip([False, *served], served, strict=False))
            if arrivals > 1:
                facts = {"volunteer": agenda[0].volunteer.label, "series": series, "n": arrivals - 1}
                message = Text.counted(
                    "{volunteer} leaves {series} and comes back {n} time",
                    "{volunteer} leaves {series} and comes back {n} times",
                    facts,
                )
                yield Violation(message, (own,), tuple(duty.session.id for duty in agenda), arrivals - 1)

    def _without_lead(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        lead = problem.volunteer(self.lead or "")
        if lead is None or not self.where.takes_volunteer(lead):
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

        t = f.tables
        role = np.ones(t.role_session.size, dtype=bool) if self.role is None else t.has_name(self.role)
        role &= (t.takes_sessions(self.where) & (t.session_series >= 0))[t.role_session]
        candidate = (t.takes_volunteers(self.where)[t.candidate_volunteer] & role[t.candidate_role]).nonzero()[0]
        if self.want == "few":
            self._encode_few(f, candidate)
        elif self.want == "runs":
            session = np.zeros(t.session_kind.size, dtype=bool)
            session[t.role_session[role]] = True
            session |= (self.role is None) & t.takes_sessions(self.where) & (t.session_series >= 0)
            _encode_runs(f, candidate, session)
        elif self.lead is not None and t.takes_volunteers(self.where)[t.volunteer_row[self.lead]]:
            seats = role.nonzero()[0]
            entry, holder = t.candidates_of_roles(seats)
            own = t.candidate_volunteer[holder] == t.volunteer_row[self.lead]
            held_of, held, always = f.held(t.role_session[seats])
            f.keep(f.rows(entry[own], holder[own], 1) + f.rows(held_of, held, -1), least=always)

    def _encode_few(self, f: "Encoder", candidate: "Ints") -> None:
        """For each role name of each series: sum over people of "holds it at all" <= most."""
        import numpy as np

        t = f.tables
        name = t.codes(t.role_names)[t.candidate_role[candidate]]
        series = t.session_series[t.candidate_session[candidate]]
        keys = np.column_stack([series, name, t.candidate_volunteer[candidate]])
        people, row = np.unique(keys, axis=0, return_inverse=True)
        _, group = np.unique(people[:, :2], axis=0, return_inverse=True)
        f.keep(f.rows(group.ravel(), f.any_of(row.ravel(), candidate, len(people)), 1), most=self.most)


def _encode_runs(f: "Encoder", candidate: "Ints", session: "Bools") -> None:
    """For each person and series, over the steps from the first to the last that the person may serve at.

    z: serves at this step; h: something takes place at it; s: served at the last step so far at which something took place.
    Then s <= z + 1 - h and s <= s' + h, where s' is the s of the step before (0 at the first); arrives >= z - s'; and the
    sum of "arrives" is at most 1.
    """
    import numpy as np

    t = f.tables
    series, step = _steps(t, session)
    candidate = candidate[step[t.candidate_option[candidate]] >= 0]
    at = step[t.candidate_option[candidate]]
    keys = np.column_stack([t.candidate_volunteer[candidate], series[at]])
    pairs, pair = np.unique(keys, axis=0, return_inverse=True)
    pair = pair.ravel()
    first, last = np.full(len(pairs), series.size), np.full(len(pairs), -1)
    np.minimum.at(first, pair, at)
    np.maximum.at(last, pair, at)
    length = np.where(last - first > 1, last - first + 1, 0)  # two steps in a row have no gap between
    offset = np.cumsum(length) - length
    owner = np.repeat(np.arange(len(pairs)), length)
    own_step = np.arange(owner.size) - offset[owner] + first[owner]
    may_gap = length[pair] > 0
    serves = f.any_of((offset[pair] + at - first[pair])[may_gap], candidate[may_gap], owner.size)
    arrives = _arrivals(f, serves, own_step, own_step == first[owner], step)
    f.keep(f.rows(owner, arrives, 1), most=1)


def _steps(t: "Tables", session: "Bools") -> "tuple[Ints, Ints]":
    """Return the series of each step, steps in order of series and start, and the step of each option or -1."""
    import numpy as np

    is_fixed = np.bincount(t.start_session, minlength=session.size) == 1
    option = (session & is_fixed)[t.option_session].nonzero()[0]
    keys = np.column_stack([t.session_series[t.option_session[option]], t.option_start[option]])
    steps, number = np.unique(keys, axis=0, return_inverse=True)
    step = np.full(t.option_session.size, -1, dtype=np.int64)
    step[option] = number.ravel()
    return steps[:, 0], step


def _arrivals(f: "Encoder", serves: "Ints", step: "Ints", is_first: "Bools", step_of_option: "Ints") -> "Ints":
    """Return a Boolean for each entry: the person serves there, and did not when something last took place."""
    import numpy as np

    always, happens = _happening(f, step_of_option)
    stays, arrives = f.booleans(step.size), f.booleans(step.size)
    entry, is_open = np.arange(step.size), ~always[step]
    rows = f.rows(entry, stays, 1) + f.rows(entry, serves, -1)
    f.define(rows + f.rows(entry[is_open], happens[step[is_open]], 1, count=entry.size), most=is_open.astype(np.int64))
    number, again, later = np.arange(is_open.sum()), ~is_first[is_open], entry[~is_first]
    rows = f.rows(number, stays[is_open], 1) + f.rows(number, happens[step[is_open]], -1)
    f.define(rows + f.rows(number[again], stays[entry[is_open][again] - 1], -1), most=np.zeros(number.size))
    rows = f.rows(entry, arrives, 1) + f.rows(entry, serves, -1)
    f.define(rows + f.rows(later, stays[later - 1], 1), least=np.zeros(entry.size))

    def fill(values: "Ints") -> None:
        there, held = values[serves] > 0, always[step] | (values[happens][step] > 0)
        begin = np.maximum.accumulate(np.where(is_first, entry, 0))
        last = np.maximum.accumulate(np.where(held, entry, -1))
        stay = (last >= begin) & there[last]
        values[stays] = stay
        values[arrives] = there & ~(np.concatenate([[False], stay])[:-1] & ~is_first)

    f.fill(fill)
    return arrives


def _happening(f: "Encoder", step_of_option: "Ints") -> "tuple[Bools, Ints]":
    """Return for each step whether something takes place at it in any case, and a Boolean that says so if it is open."""
    import numpy as np

    option = (step_of_option >= 0).nonzero()[0]
    column, step = f.options[option], step_of_option[option]
    always = np.zeros(step_of_option.max(initial=-1) + 1, dtype=bool)
    always[step[column < 0]] = True
    may = (column >= 0) & ~always[step]
    return always, f.any_of(step[may], column[may], always.size)
