"""Where everybody stands after some changes, in columns: what is gone, what is firm, and what each duty weighs."""

import datetime as dt
from collections.abc import Iterable

import numpy as np

from volmatch.arrays.ragged import Bools, Ints, whole
from volmatch.columns.sessions import minutes_of
from volmatch.live.aftermath import Aftermath
from volmatch.live.changes import Absence, Change, NoShow, Withdrawn
from volmatch.live.compiled import Compiled
from volmatch.live.question import Stand
from volmatch.schedule import Assignment, Schedule

#: What a duty within notice counts.
DEAR = 2


def gone(compiled: Compiled, changes: Iterable[Change]) -> Bools:
    """Return which decisions absences and withdrawals rule out; bool (decisions,)."""
    t = compiled.f.tables
    found = np.zeros(compiled.f.decisions, dtype=bool)
    own = found[: t.candidate_volunteer.size]
    start = t.option_start[t.candidate_option]
    end = t.option_end[t.candidate_option]
    for change in changes:
        if isinstance(change, (Withdrawn, NoShow)) and change.session not in t.session_row:
            continue
        if isinstance(change, Absence):
            there = (start < minutes_of(change.to)) & (minutes_of(change.from_) < end)
        elif isinstance(change, (Withdrawn, NoShow)):
            there = t.candidate_session == t.session_row[change.session]
            if change.role is not None:
                names = np.array([name == change.role for name in t.role_names], dtype=bool)
                there &= names[t.candidate_role]
        else:
            continue
        own |= there & (t.candidate_volunteer == t.volunteer_row[change.volunteer])
    return found


def standing(compiled: Compiled, published: Schedule, is_gone: Bools) -> tuple[Ints, Schedule]:
    """Return what of a published schedule is still possible, in columns and in words."""
    decisions = compiled.interpreter.decisions(published)
    decisions[is_gone] = 0
    return decisions, compiled.interpreter.schedule(decisions)


def stand_of(compiled: Compiled, aftermath: Aftermath, decisions: Ints, is_gone: Bools) -> Stand:
    """Return the aftermath of some changes in columns."""
    t, size = compiled.f.tables, compiled.f.decisions
    sessions = list(t.session_row)
    opened, past = aftermath.open_sessions, aftermath.past
    is_open = np.array([id_ in opened for id_ in sessions], dtype=bool)
    is_past = np.array([id_ in past for id_ in sessions], dtype=bool)
    is_near = np.array([id_ in aftermath.near for id_ in sessions], dtype=bool)
    days = whole([aftermath.days_ahead(id_) for id_ in sessions])
    session, volunteer = owners(compiled)
    newcomers = [t.volunteer_row[id_] for id_ in aftermath.newcomers]
    is_duty = volunteer >= 0
    firm = np.where(is_duty, is_past[session], ~is_open[session])
    near = is_near[session] & is_duty
    return Stand(
        decisions=decisions[:size],
        is_gone=is_gone,
        is_firm=firm,
        volunteer=volunteer,
        role=np.append(t.candidate_role, np.full(size - t.candidate_role.size, -1)),
        weight=whole(np.where(is_duty, np.where(near, DEAR, 1), decisions[:size] * _told_by(compiled))),
        early=whole(np.where(is_duty, days[session], 0)),
        is_near=near,
        is_newcomer=is_duty & np.isin(volunteer, newcomers),
    )


def _told_by(compiled: Compiled) -> Ints:
    """Return whether each decision says when and where a session is held, in which room, or both, as it does where there is one room."""
    numbers = np.arange(compiled.f.decisions)
    return whole(np.isin(numbers, compiled.f.held).astype(np.int64) + np.isin(numbers, compiled.f.placed))


def roles_of(compiled: Compiled, lost: Iterable[Assignment]) -> Ints:
    """Return the rows of the roles that some duties are of, as far as the problem still has them."""
    t = compiled.f.tables
    wanted = {(t.session_row[one.session], one.role) for one in lost if one.session in t.session_row}
    roles = zip(t.role_session.tolist(), t.role_names, strict=True)
    return whole([row for row, (session, name) in enumerate(roles) if (session, name) in wanted])


def owners(compiled: Compiled) -> tuple[Ints, Ints]:
    """Return (session, volunteer) of each decision; no volunteer is -1; shapes (decisions,)."""
    keys = compiled.narrow.model.keys
    size = compiled.f.decisions
    return keys.session[:size], keys.volunteer[:size]


def begun(published: Schedule, first: dt.datetime | None, until: dt.datetime | None) -> frozenset[str]:
    """Return the sessions that begin from one moment on and before another."""
    if until is None:
        return frozenset()
    return frozenset(
        one.session for one in published.placements if one.start < until and (first is None or one.start >= first)
    )
