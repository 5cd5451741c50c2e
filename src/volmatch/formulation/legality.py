"""What makes a schedule one, as rows: sessions placed once, rooms free, crews that fit, nobody twice in a session."""

import numpy as np

from volmatch.arrays.ragged import Ints, cliques_of_intervals, expand, indptr_of
from volmatch.columns.tables import Tables
from volmatch.formulation.builder import Builder
from volmatch.formulation.formulation import INFINITE, Rows


def formulate(tables: Tables) -> Builder:
    """Begin the formulation: all legal schedules, without any rule but those about single candidates."""
    f = Builder(tables)
    f.add_variables(0, np.zeros(tables.candidate_volunteer.size), 1)
    f.held = _held_variables(f)
    f.placed = _placed_variables(f)
    f.decisions = f.size
    _place_sessions(f)
    _free_rooms(f)
    _fit_crews(f)
    _one_role_each(f)
    return f


def _held_variables(f: Builder) -> Ints:
    """Return a variable for each option whose session has a choice, -1 for the others."""
    t = f.tables
    options = np.bincount(t.option_session, minlength=t.session_droppable.size)
    has_choice = (t.session_droppable | (options != 1))[t.option_session]
    held = np.full(t.option_session.size, -1, dtype=np.int64)
    held[has_choice] = f.add_variables(0, np.zeros(np.count_nonzero(has_choice)), 1)
    return held


def _placed_variables(f: Builder) -> Ints:
    """Return a variable for each room an option may get; where there is but one, the option's own."""
    t = f.tables
    rooms = np.bincount(t.placement_option, minlength=t.option_session.size)
    placed = f.held[t.placement_option]
    has_choice = rooms[t.placement_option] > 1
    placed[has_choice] = f.add_variables(0, np.zeros(np.count_nonzero(has_choice)), 1)
    of_option, column = t.placement_option[has_choice], placed[has_choice]
    options, row = np.unique(of_option, return_inverse=True)
    rows = Rows(row, column, np.ones_like(column), options.size)
    rows += Rows(np.arange(options.size), f.held[options], np.full(options.size, -1), options.size)
    f.add_rows(0, rows, 0, 0)
    return placed


def _place_sessions(f: Builder) -> None:
    """Sum of the options of a session = 1, or <= 1 where it may be dropped."""
    t = f.tables
    chosen = f.held >= 0
    sessions, row = np.unique(t.option_session[chosen], return_inverse=True)
    rows = Rows(row, f.held[chosen], np.ones(row.size, np.int64), sessions.size)
    f.add_rows(0, rows, np.where(t.session_droppable[sessions], 0, 1), 1)


def _free_rooms(f: Builder) -> None:
    """At most one of the placements that need a room at the same moment, turnaround included."""
    t = f.tables
    option = t.placement_option
    order = np.lexsort((t.option_start[option], t.placement_room))
    option, room = option[order], t.placement_room[order]
    indptr, member = cliques_of_intervals(room, t.option_start[option], t.option_end[option] + t.room_turnaround[room])
    f.add_cliques(0, indptr, f.placed[order][member])


def _fit_crews(f: Builder) -> None:
    """Heads of a role at an option <= max, times whether the option is held."""
    t = f.tables
    first = indptr_of(t.option_session, t.session_droppable.size)
    role, option = expand(first[t.role_session], first[t.role_session + 1])
    before = indptr_of(role, t.role_session.size)[:-1] - first[t.role_session]
    row = before[t.candidate_role] + t.candidate_option
    crowded = np.bincount(row, minlength=role.size) > t.role_max[role]
    candidate = crowded[row].nonzero()[0]
    rows = Rows(row[candidate], candidate, np.ones_like(candidate), role.size)
    held = f.held[option]
    open_ = (crowded & (held >= 0)).nonzero()[0]
    rows += Rows(open_, held[open_], -t.role_max[role[open_]], role.size)
    f.add_rows(0, rows.chosen(crowded), -INFINITE, np.where(held < 0, t.role_max[role], 0)[crowded])


def _one_role_each(f: Builder) -> None:
    """One person holds at most one role of an option, times whether it is held; and of a session without a choice."""
    t = f.tables
    is_new = (np.diff(t.candidate_volunteer, prepend=-1) != 0) | (np.diff(t.candidate_option, prepend=-1) != 0)
    row = np.cumsum(is_new) - 1  # candidates for one option stand side by side
    held = f.held[t.candidate_option[is_new]]
    binding = (held >= 0) | (np.bincount(row, minlength=held.size) > 1)
    candidate = binding[row].nonzero()[0]
    rows = Rows(row[candidate], candidate, np.ones_like(candidate), held.size)
    open_ = (held >= 0).nonzero()[0]
    rows += Rows(open_, held[open_], np.full(open_.size, -1), held.size)
    f.add_rows(0, rows.chosen(binding), -INFINITE, np.where(held < 0, 1, 0)[binding])
