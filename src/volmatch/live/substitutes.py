"""Whom to ask for a seat: everybody who could take it, at once or by leaving another one, and what that costs everybody."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import attrs

from volmatch.check import CheckReport, check
from volmatch.columns.sessions import minutes_of
from volmatch.doors import door
from volmatch.errors import EncodingError, OptionError, quoted
from volmatch.explain.change import LevelChange
from volmatch.explain.subject import role_of, session_of, volunteer_of
from volmatch.live.change_reading import moment_of
from volmatch.live.compiled import Compiled
from volmatch.live.pins import released
from volmatch.live.repair import controls_of
from volmatch.live.seat_changes import SeatChanges
from volmatch.live.substitute import SeatLeft, Substitute, Substitutes
from volmatch.live.substitute_search import SeatChain, SubstituteSearch
from volmatch.live.unable import Vacancy
from volmatch.outcome import Outcome, schedule_given
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.rules import Pin
from volmatch.schedule import Assignment, Schedule
from volmatch.search.state.controls import CancelFlag, Controls
from volmatch.search.state.options import refuse_nonsense
from volmatch.text import Text

#: So many seats may be left one after the other: more take too long to be looked through.
_MOST_LINKS = 2
_MOST_REASONS = 10_000


@door
def substitutes(  # noqa: PLR0913 - each is an option of the question
    problem: Problem,
    schedule: Schedule | Outcome,
    session: str,
    role: str | None = None,
    *,
    leaving: str | None = None,
    asked: Mapping[str, dt.datetime | str] | None = None,
    refused: Iterable[str] = (),
    now: dt.datetime | str | None = None,
    links: int = _MOST_LINKS,
    reasons: int = 5,
    time_limit: float | None = 60.0,
    cancel: CancelFlag | None = None,
) -> Substitutes:
    """Return everybody who could take a seat, with what each level of the whole schedule costs then, exactly.

    Whoever can take it while nothing else changes does just that. Others leave one other seat for it, which somebody takes who
    leaves nothing, or leaves a seat in turn, and so on; as few leave one as will do, and of these ways the best counts: what
    costs least at the first levels (those of `volmatch.repair`), then asks the fewest people, then costs least at the
    other levels. That the last seat stays empty counts only if the schedule is better so than with the seat asked about empty. All else
    stays as it is.

    Parameters
    ----------
    problem, schedule
        What was published.
    session, role
        Where somebody is missing; the role may be left out where that is clear.
    leaving
        Who gives the seat up. They are not asked for anything.
    asked
        When people were asked last, by id: of equals those come first who were not asked at all, or longest ago.
    refused
        Ids of people who said no: they are not asked for anything.
    now
        Nobody leaves a seat in a session that began before.
    links
        How many seats may be left for it one after the other: 0 for those alone who can take it at once, 1 for a swap, 2 for a
        chain.
    reasons
        Of so many who cannot, the reasons are told.
    time_limit, cancel
        As for `volmatch.solve`.

    Raises
    ------
    OptionError
        If there is no such session, role, person or empty seat, if the schedule breaks what must hold elsewhere, or for an
        option that makes no sense.
    NoScheduleError
        If the time was up before the problem was read.
    """
    published = schedule_given(schedule)
    refuse_nonsense(
        problem=problem, time_limit=time_limit, seed=0, workers=None, on_progress=None, cancel=cancel, start=published
    )
    _refuse_counts(links, reasons)
    event = session_of(problem, session)
    before = published.settled(problem)
    seat = _seat(problem, before, event, role, leaving)
    if leaving is not None:
        own = Assignment(leaving, session, seat.name)
        before = attrs.evolve(before, assignments=[one for one in before.assignments if one != own])
        problem = released(problem, [Pin(volunteer=leaving, session=session, role=seat.name)])
    if before.heads(session, seat.name) >= seat.max:
        facts = {"session": event.label, "role": seat.name}
        raise OptionError(Text("{session} has no empty seat for {role}: say who leaves", facts))
    question = _SeatQuestion(
        vacancy=Vacancy(problem, before, event, seat),
        leaving=leaving,
        refused=frozenset(volunteer_of(problem, one).id for one in refused),
        asked={volunteer_of(problem, one).id: moment_of(problem, at, "asked") for one, at in (asked or {}).items()},
        now=moment_of(problem, now),
        controls=controls_of(time_limit, 0, cancel),
    )
    return question.run(links, reasons)


def _refuse_counts(links: int, reasons: int) -> None:
    for name, given, most in (("links", links, _MOST_LINKS), ("reasons", reasons, _MOST_REASONS)):
        if not isinstance(given, int) or isinstance(given, bool) or not 0 <= given <= most:
            facts = {"name": name, "most": most, "given": quoted(given)}
            raise OptionError(Text("{name}: wanted a whole number from 0 to {most}, not {given}", facts))


def _seat(problem: Problem, schedule: Schedule, event: Session, role: str | None, leaving: str | None) -> Role:
    """Return the role that lacks somebody, or refuse what is none, or not clear."""
    facts = {"session": event.label}
    if event.id not in schedule.placement_of:
        raise OptionError(Text("{session} does not take place", facts))
    if leaving is not None:
        facts["volunteer"] = volunteer_of(problem, leaving).label
        held = [one.role for one in schedule.crews.get(event.id, ()) if one.volunteer == leaving]
        if not held or role not in (None, *held):
            raise OptionError(Text("{volunteer} has no such seat in {session} to leave", facts))
        return role_of(event, held[0])
    if role is not None:
        return role_of(event, role)
    free = [one for one in event.roles if schedule.heads(event.id, one.name) < one.max] or [*event.roles]
    short = [one for one in free if schedule.heads(event.id, one.name) < one.min] or free
    if len(short) != 1:
        names = tuple(one.name for one in short)
        raise OptionError(Text("{session}: say which role: {roles}", {**facts, "roles": names}))
    return short[0]


@attrs.frozen
class _SeatQuestion:
    """One question under way."""

    vacancy: Vacancy
    leaving: str | None
    refused: frozenset[str]
    asked: Mapping[str, dt.datetime | None]
    now: dt.datetime | None
    controls: Controls

    def run(self, most: int, reasons: int) -> Substitutes:
        """Find everybody, judge, and say what came of it."""
        problem, before = self.vacancy.problem, self.vacancy.schedule
        session, seat = self.vacancy.session, self.vacancy.role
        report = check(problem, before)
        compiled = Compiled.of(problem, self.controls)
        board = SeatChanges(compiled, compiled.interpreter.decisions(before))
        self._refuse_broken(report, compiled, board)
        search = SubstituteSearch(
            board, self._role_row(compiled), self._barred(compiled), self._firm(board), most, self.controls
        )
        found, blocked = list[tuple[SeatChain, Substitute]](), list[str]()
        for column, chain in search.run():
            if chain is None:
                blocked.append(self._volunteer(board, column))
            else:
                found.append((chain, self._substitute(board, chain, report)))
        found.sort(key=lambda one: (one[0].key, *self._last(one[1].volunteer)))
        able = tuple(one for _, one in found)
        _judge(problem, able[:1])
        holders = {one.volunteer for one in before.crews.get(session.id, ()) if one.role == seat.name}
        gone = {one.volunteer for one in able} | holders | {self.leaving}
        rest = [one for one in problem.volunteers if one.id not in gone]
        rest.sort(key=lambda one: (one.id not in self.refused, one.id not in blocked))
        return Substitutes(
            session=session.id,
            role=seat.name,
            label=session.label,
            start=before.placement_of[session.id].start,
            people=able,
            unable=tuple(self.vacancy.unable(rest[:reasons], self.refused)),
            others=len(rest[reasons:]),
            is_complete=self.controls.stopped_by() is None,
        )

    def _last(self, volunteer: str) -> tuple[bool, float]:
        """Return when somebody was asked, as it sorts: those who never were come first."""
        when = self.asked.get(volunteer)
        return when is not None, when.timestamp() if when is not None else 0.0

    def _refuse_broken(self, report: CheckReport, compiled: Compiled, board: SeatChanges) -> None:
        """Refuse a schedule that breaks what must hold, but for what may be broken because the seat is empty."""
        read = compiled.interpreter.schedule(board.decisions)
        is_read = set(read.assignments) == set(self.vacancy.schedule.assignments)
        about = self.vacancy.session.id
        breaches = [one for one in report.breaches if not is_read or about not in one.sessions]
        if breaches:
            facts = {"breach": breaches[0].message}
            raise OptionError(Text("the schedule breaks what must hold: {breach}", facts))

    def _role_row(self, compiled: Compiled) -> int:
        t = compiled.f.tables
        wanted = (t.session_row[self.vacancy.session.id], self.vacancy.role.name)
        return list(zip(t.role_session.tolist(), t.role_names, strict=True)).index(wanted)

    def _barred(self, compiled: Compiled) -> frozenset[int]:
        leaving = [] if self.leaving is None else [self.leaving]
        return frozenset(compiled.f.tables.volunteer_row[one] for one in (*self.refused, *leaving))

    def _firm(self, board: SeatChanges) -> frozenset[int]:
        """Return the duties that nobody leaves any more."""
        if self.now is None:
            return frozenset()
        t = board.compiled.f.tables
        begun = t.candidate_start < minutes_of(self.now)
        return frozenset((begun & (board.decisions[: begun.size] > 0)).nonzero()[0].tolist())

    def _volunteer(self, board: SeatChanges, column: int) -> str:
        return self.vacancy.problem.volunteers[int(board.compiled.f.tables.candidate_volunteer[column])].id

    def _substitute(self, board: SeatChanges, chain: SeatChain, report: CheckReport) -> Substitute:
        taken = [self._assignment(board, column) for column in chain.seatings.begins]
        left = [self._assignment(board, column) for column in chain.seatings.ends]
        names = [volunteer_of(self.vacancy.problem, one.volunteer).label for one in taken]
        levels = tuple(
            LevelChange(level=level.level, rules=tuple(level.rules), before=level.value, after=after, least=after)
            for level, after in zip(report.levels, chain.key[2], strict=True)
        )
        return Substitute(
            volunteer=taken[0].volunteer,
            label=names[0],
            takes=tuple(taken),
            leaves=tuple(self._left(one) for one in left),
            names=tuple(names),
            levels=levels,
            asked=self.asked.get(taken[0].volunteer),
            before=self.vacancy.schedule,
        )

    def _assignment(self, board: SeatChanges, column: int) -> Assignment:
        t, problem = board.compiled.f.tables, self.vacancy.problem
        role = int(t.candidate_role[column])
        session = problem.sessions[int(t.role_session[role])].id
        return Assignment(self._volunteer(board, column), session, t.role_names[role])

    def _left(self, duty: Assignment) -> SeatLeft:
        problem = self.vacancy.problem
        return SeatLeft(
            volunteer=duty.volunteer,
            session=duty.session,
            role=duty.role,
            label=volunteer_of(problem, duty.volunteer).label,
            session_label=session_of(problem, duty.session).label,
            start=self.vacancy.schedule.placement_of[duty.session].start,
        )


def _judge(problem: Problem, found: Sequence[Substitute]) -> None:
    """Let the check confirm what columns say of each of some people."""
    for one in found:
        report = check(problem, one.schedule)
        if not report.ok or report.values != one.costs:
            raise EncodingError(Text("a substitute costs something else than the check says; please report this"))
