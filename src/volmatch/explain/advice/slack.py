"""Where there are people to spare: seats for which more are free and able than are wanted."""

import datetime as dt
from collections.abc import Iterator

import attrs

from volmatch.explain.advice.agendas import Agendas
from volmatch.explain.advice.what_if import Bench
from volmatch.explain.explanation import Explanation, not_examined
from volmatch.problem.session import Role, Session
from volmatch.schedule import Placement, Schedule
from volmatch.text import Fact, Text

#: Share of the time for counting who is free.
_SHARE = 0.2


@attrs.frozen(kw_only=True)
class Spare(Explanation):
    """People to spare for one role of a session.

    Parameters
    ----------
    session, role
        Id of the session, and name of the role.
    name, start
        The session's name for print, and when it takes place.
    free
        Ids of those who could take the role besides what else they do; somebody may be free for several sessions at once.
    empty
        Seats of the role up to its target that nobody has.
    """

    session: str
    role: str
    name: str
    start: dt.datetime
    free: tuple[str, ...]
    empty: int

    @property
    def spare(self) -> int:
        """How many more are free than are wanted."""
        return len(self.free) - self.empty

    def texts(self) -> Iterator[Text]:
        """Yield the one sentence."""
        facts: dict[str, Fact] = {"session": self.name, "role": self.role, "start": self.start, "n": self.spare}
        yield Text.counted(
            "{session} ({start}): {n} person to spare as {role}",
            "{session} ({start}): {n} people to spare as {role}",
            facts,
        )


@attrs.frozen(kw_only=True)
class Slack(Explanation):
    """Where there are most people to spare.

    Parameters
    ----------
    seats
        Those with most people to spare, first the one with most.
    others
        How many more roles have people to spare.
    unexamined
        How many roles were not examined, since the time was over.
    """

    seats: tuple[Spare, ...] = ()
    others: int = 0
    unexamined: int = 0

    def texts(self) -> Iterator[Text]:
        """Yield a sentence a role, and how many were not examined."""
        for one in self.seats:
            yield from one.texts()
        yield from not_examined(self.unexamined)


def slack(bench: Bench, most: int) -> Slack:
    """Count, for each role of each session that takes place, who else could take it."""
    bench = bench.for_share(_SHARE)
    problem, made = bench.problem, bench.schedule
    agendas = Agendas.of(problem, made)
    found, unexamined = [], 0
    for session in problem.sessions:
        placement = made.placement_of.get(session.id)
        for role in session.roles if placement is not None else ():
            if bench.is_over or placement is None:
                unexamined += 1
                continue
            free = tuple(
                id_ for id_ in agendas.able[session.id, role.name] if agendas.allow(id_, session.id, role.name)
            )
            spare = _spare(session, role, placement, free, made)
            if spare.spare > 0:
                found.append(spare)
    found.sort(key=lambda one: -one.spare)
    return Slack(seats=tuple(found[:most]), others=len(found[most:]), unexamined=unexamined)


def _spare(session: Session, role: Role, placement: Placement, free: tuple[str, ...], made: Schedule) -> Spare:
    return Spare(
        session=session.id,
        role=role.name,
        name=session.label,
        start=placement.start,
        free=free,
        empty=max(0, role.target - made.heads(session.id, role.name)),
    )
