"""Every move of a repair under the change that caused it: who takes whose duty, and what stays empty."""

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from volmatch.explain.explanation import Explanation
from volmatch.explain.moves import Move, moves
from volmatch.live.aftermath import Aftermath, about
from volmatch.live.change_words import said
from volmatch.live.changes import Absence, Change, NoShow, Withdrawn
from volmatch.problem.problem import Problem
from volmatch.schedule import Assignment, Schedule
from volmatch.text import Fact, Text


@attrs.frozen(kw_only=True)
class CauseMoves(Explanation):
    """What one change leads to.

    Parameters
    ----------
    change
        The change; ``None`` for moves that no single change explains.
    moves
        What follows from it.
    lines
        The same as people say it.
    said
        The change in words.
    """

    change: Change | None
    moves: tuple[Move, ...]
    lines: tuple[Text, ...]
    said: Text

    def texts(self) -> Iterator[Text]:
        """Yield the change, and a line for each thing that follows."""
        yield Text("{change}:", {"change": self.said}) if self.lines else Text("{change}.", {"change": self.said})
        for line in self.lines:
            yield Text("- {line}", {"line": line})


def moves_by_cause(aftermath: Aftermath, earlier: tuple[Problem, Schedule], after: Schedule) -> tuple[CauseMoves, ...]:
    """Return what each change leads to, in the order of the changes; what no change explains comes last."""
    return tuple(_Chains(aftermath, earlier, after.settled(aftermath.problem)).all())


@attrs.define(eq=False)
class _Chains:
    """Duties that were left and duties that were taken, to be strung together."""

    _aftermath: Aftermath
    _earlier: tuple[Problem, Schedule]
    _after: Schedule
    _taken: dict[tuple[str, str], list[str]] = attrs.field(factory=dict)
    _left: dict[str, list[Assignment]] = attrs.field(factory=dict)

    def all(self) -> Iterator[CauseMoves]:
        before, now = set(self._aftermath.standing.assignments), set(self._after.assignments)
        for one in sorted(now - before):
            self._taken.setdefault((one.session, one.role), []).append(one.volunteer)
        for one in sorted(before - now):
            self._left.setdefault(one.volunteer, []).append(one)
        lost = [*self._aftermath.lost]
        moved = {*self._left, *(one.volunteer for one in now - before)}
        told = []
        for change in self._aftermath.changes:
            own = [one for one in lost if _is_of(change, one)]
            lost = [one for one in lost if one not in own]
            told.append((change, own))
        sessions = self._session_moves()
        for change, own in told:
            _, session = about(change)
            mine = [move for move in sessions if move.session in {session, *(one.session for one in own)}]
            sessions = [move for move in sessions if move not in mine]
            seats = [line for one in own for line in self._filled(one)]
            more = [*self._refilled(session)] if session is not None else []
            lines = [*(move.text for move in mine), *seats, *more]
            if isinstance(change, (Absence, Withdrawn, NoShow)) and own and change.volunteer not in moved:
                lines.append(
                    Text("for {volunteer} nothing else changes", {"volunteer": self._person(change.volunteer)})
                )
            yield CauseMoves(
                change=change,
                moves=(*mine, *self._moves_of(own)),
                lines=tuple(lines),
                said=said(change, self._earlier[0]),
            )
        rest = [
            *(move.text for move in sessions),
            *(line for one in lost for line in self._filled(one)),
            *self._others(),
        ]
        if rest:
            yield CauseMoves(change=None, moves=tuple(sessions), lines=tuple(rest), said=Text("besides"))

    def _session_moves(self) -> list[Move]:
        return [
            move
            for move in moves(self._aftermath.problem, self._aftermath.published, self._after)
            if move.volunteer is None
        ]

    def _moves_of(self, own: Iterable[Assignment]) -> tuple[Move, ...]:
        sessions = {one.session for one in own}
        found = moves(self._aftermath.problem, self._aftermath.published, self._after)
        return tuple(move for move in found if move.volunteer is not None and move.session in sessions)

    def _filled(self, left: Assignment) -> Iterator[Text]:
        """Yield who takes a duty that somebody left, who takes theirs, and so on."""
        takers = self._taken.get((left.session, left.role), [])
        facts = self._facts(left)
        if not takers:
            if self._is_short(left):
                yield Text("nobody takes over {session}, {day}, as {role} from {volunteer}: a seat stays empty", facts)
            else:
                yield Text("nobody needs to take over {session}, {day}, as {role} from {volunteer}", facts)
            return
        taker = takers.pop(0)
        yield Text(
            "{taker} takes over {session}, {day}, as {role} from {volunteer}", {**facts, "taker": self._person(taker)}
        )
        while self._left.get(taker):
            yield from self._filled(self._left[taker].pop(0))

    def _refilled(self, session: str) -> Iterator[Text]:
        """Yield who newly serves in a session that a change is about."""
        for (own, role), takers in self._taken.items():
            while own == session and takers:
                yield from self._joined(takers.pop(0), own, role)

    def _others(self) -> Iterator[Text]:
        """Yield what was not told yet."""
        for duties in self._left.values():
            while duties:
                yield from self._filled(duties.pop(0))
        for (session, role), takers in self._taken.items():
            while takers:
                yield from self._joined(takers.pop(0), session, role)

    def _joined(self, taker: str, session: str, role: str) -> Iterator[Text]:
        facts = {**self._facts(Assignment(taker, session, role)), "taker": self._person(taker)}
        yield Text("{taker} joins {session}, {day}, as {role}", facts)
        while self._left.get(taker):
            yield from self._filled(self._left[taker].pop(0))

    def _is_short(self, left: Assignment) -> bool:
        session = self._aftermath.problem.session(left.session)
        role = None if session is None else session.role(left.role)
        is_held = left.session in self._after.placement_of
        return role is not None and is_held and self._after.heads(left.session, left.role) < role.target

    def _facts(self, one: Assignment) -> dict[str, Fact]:
        problem, schedule = self._aftermath.problem, self._after
        session = problem.session(one.session) or self._earlier[0].session(one.session)
        start = self._start(one.session, schedule)
        return {
            "volunteer": self._person(one.volunteer),
            "session": one.session if session is None else session.label,
            "day": "-" if start is None else start.date(),
            "role": one.role,
        }

    def _start(self, session: str, schedule: Schedule) -> dt.datetime | None:
        published = self._aftermath.published.settled(self._aftermath.problem)
        placed = schedule.placement_of.get(session) or published.placement_of.get(session)
        return None if placed is None else placed.start

    def _person(self, id_: str) -> str:
        found = self._aftermath.problem.volunteer(id_) or self._earlier[0].volunteer(id_)
        return id_ if found is None else found.label


def _is_of(change: Change, lost: Assignment) -> bool:
    """Whether a change took a duty from somebody."""
    person, session = about(change)
    return (
        (person is not None or session is not None)
        and person in (None, lost.volunteer)
        and session in (None, lost.session)
    )
