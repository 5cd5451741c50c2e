"""What changes leave of a published schedule before anybody is asked: who still stands where, and what may be touched."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

import attrs

from volmatch.live.changes import Absence, Added, Cancelled, Change, Closed, Joined, Moved, Needs, NoShow, Withdrawn
from volmatch.problem.problem import Problem
from volmatch.schedule import Assignment, Placement, Schedule

#: (session, role, start, place): what somebody was told.
Told = tuple[str, str, dt.datetime, str | None]


@attrs.frozen(eq=False)
class Aftermath:
    """The next problem and what of the published schedule still stands in it.

    Parameters
    ----------
    problem
        The next problem.
    changes
        The changes, settled.
    published
        The schedule as it was published, less the sessions that are gone, moved sessions at their new time.
    standing
        What of it is still possible; nothing else was touched.
    past
        Ids of the sessions that began already: nobody joins or leaves them any more.
    near
        Ids of the sessions that begin within notice.
    """

    problem: Problem
    changes: tuple[Change, ...]
    published: Schedule
    standing: Schedule
    past: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()

    @property
    def lost(self) -> tuple[Assignment, ...]:
        """The duties that the changes themselves take from people."""
        there = set(self.standing.assignments)
        return tuple(one for one in self.published.assignments if one not in there)

    @property
    def open_sessions(self) -> frozenset[str]:
        """Ids of the sessions whose time, place and crew the changes are about: these alone may move or be dropped."""
        told = {change.session for change in self.changes if isinstance(change, (Moved, Needs))}
        told |= {change.session.id for change in self.changes if isinstance(change, Added)}
        told |= {one.session for one in self.lost}
        now = self.standing.placement_of
        told |= {one.session for one in self.published.placements if now.get(one.session) != one}
        return frozenset(told - self.past)

    @property
    def newcomers(self) -> frozenset[str]:
        """Ids of the people who joined: whatever they get disturbs nobody."""
        return frozenset(change.volunteer.id for change in self.changes if isinstance(change, Joined))

    def days_ahead(self, session: str) -> int:
        """Return how many days before the last day of the problem a session takes place: the later, the fewer."""
        start = self.start_of(session)
        days = self.problem.days
        return max(0, (days[-1] - start.date()).days) if days and start is not None else 0

    def start_of(self, session: str) -> dt.datetime | None:
        """Return when a session was to begin, or, of one that was never published, when it may begin first."""
        placed = self.published.placement_of.get(session)
        known = self.problem.session(session)
        return placed.start if placed else min(known.candidate_starts) if known and known.candidate_starts else None


def told(schedule: Schedule, problem: Problem) -> Mapping[str, frozenset[Told]]:
    """Return what each person who serves was told."""
    found: dict[str, set[Told]] = {}
    for duty in schedule.duties(problem):
        found.setdefault(duty.volunteer.id, set()).add((duty.session.id, duty.role.name, duty.start, duty.place))
    return {person: frozenset(duties) for person, duties in found.items()}


def costs(aftermath: Aftermath, after: Schedule) -> tuple[int, int, int]:
    """Return what a schedule costs those who know the old one: people disturbed, duties changed, how early these are.

    Whoever joined is not disturbed, and neither is anybody by what the changes themselves took from them. People and
    duties count twice where the change lies within notice. A session that gives up its time or place counts as a duty that
    changes, and so does one that gives up its room: its guests know both.
    """
    problem = aftermath.problem
    before, now = told(aftermath.standing, problem), told(after, problem)
    people, duties, early = 0, _given_up(aftermath, after), 0
    for person in before.keys() | now.keys():
        changed = before.get(person, frozenset()) ^ now.get(person, frozenset())
        if changed and person not in aftermath.newcomers:
            people += 2 if any(session in aftermath.near for session, *_ in changed) else 1
        for session, *_ in changed:
            duties += 2 if session in aftermath.near else 1
            early += aftermath.days_ahead(session)
    return people, duties, early


def _given_up(aftermath: Aftermath, after: Schedule) -> int:
    """Return how many times or places, and how many rooms, sessions that still stand give up."""
    now, given_up = after.settled(aftermath.problem).placement_of, 0
    for one in aftermath.standing.settled(aftermath.problem).placements:
        new = now.get(one.session)
        is_there = new is not None and (new.start, _place(aftermath, new)) == (one.start, _place(aftermath, one))
        given_up += not is_there
        given_up += one.room is not None and (new is None or new.room != one.room or not is_there)
    return given_up


def _place(aftermath: Aftermath, placement: Placement) -> str | None:
    room = None if placement.room is None else aftermath.problem.room(placement.room)
    return None if room is None else room.place


def carried(problem: Problem, published: Schedule, changes: Iterable[Change]) -> Schedule:
    """Return a published schedule as far as the next problem can say it: without whom and what is gone, moves made."""
    moved = {change.session for change in changes if isinstance(change, Moved)}
    placements = [*_carried(problem, published, moved)]
    held = {one.session for one in placements}
    assignments = [
        one
        for one in published.assignments
        if one.session in held
        and problem.volunteer(one.volunteer) is not None
        and (session := problem.session(one.session)) is not None
        and session.role(one.role) is not None
    ]
    dropped = [session.id for session in problem.sessions if session.id not in held]
    return Schedule(assignments, placements, dropped).settled(problem)


def _carried(problem: Problem, published: Schedule, moved: set[str]) -> Iterator[Placement]:
    for one in published.placements:
        session = problem.session(one.session)
        if session is None:
            continue
        start = session.start if one.session in moved and session.start is not None else one.start
        rooms = [room.id for room in problem.fitting_rooms(session)]
        room = one.room if one.room in rooms else rooms[0] if one.session in moved and len(rooms) == 1 else None
        yield Placement(one.session, start, room if session.room is not None else None)


def gone_from(change: Change) -> tuple[str, str | None] | None:
    """Return whom a change takes duties from, and in which session alone; ``None`` for other changes."""
    if isinstance(change, Absence):
        return change.volunteer, None
    if isinstance(change, (Withdrawn, NoShow)):
        return change.volunteer, change.session
    return None


def about(change: Change) -> tuple[str | None, str | None]:
    """Return whom, and which session, a change is about."""
    if isinstance(change, (Absence, Joined)):
        return (change.volunteer if isinstance(change, Absence) else change.volunteer.id), None
    if isinstance(change, (Added, Cancelled, Moved, Needs)):
        return None, change.session.id if isinstance(change, Added) else change.session
    if isinstance(change, Closed):
        return None, None
    return change.volunteer, change.session
