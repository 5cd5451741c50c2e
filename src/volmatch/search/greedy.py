"""A first schedule in a moment: rooms and times first, then the scarcest seats, each to the least busy person who may."""

from collections.abc import Callable, Iterable

import attrs
import numpy as np

from volmatch.columns.ragged import Ints, by_group, expand, whole
from volmatch.formulation import Formulation
from volmatch.tables import Tables


def greedy(f: Formulation, *, start: Ints | None = None, alive: Callable[[], None] = lambda: None) -> Ints:
    """Build a schedule that keeps every upper bound of the rows that must hold.

    Parameters
    ----------
    f
        The formulation.
    start
        Decisions to keep as far as the rows allow, taken first; shape (decisions,).
    alive
        Called now and then; an exception it raises ends the work.

    Returns
    -------
    decisions
        int64, shape (f.decisions,). Rows with a lower bound are served as well as one pass can; whoever uses the result
        checks it.
    """
    board = _Board.of(f)
    if start is not None:
        for column in start[: f.decisions].nonzero()[0][::-1].tolist():  # placements stand behind candidates
            board.take_if_free(column)
    _place_sessions(f, board)
    _serve_demands(board)
    _fill_seats(f.tables, f, board, alive)
    return board.values


@attrs.define(eq=False)
class _Board:
    """Values taken so far and what each row still allows.

    Only rows over decisions alone count. Column c stands in the rows ``row[indptr[c]:indptr[c + 1]]`` with its coefficients.
    """

    values: Ints
    indptr: Ints
    row: Ints
    coefficient: Ints
    room: Ints
    demands: list[tuple[Ints, int]]

    @classmethod
    def of(cls, f: Formulation) -> "_Board":
        rows, columns, coefficients, rooms, demands = [], [], [], [], []
        count = 0
        for block in f.blocks:
            if block.level or not block.count:
                continue
            owner, _ = expand(np.zeros(block.count, np.int64), np.diff(block.indptr))
            foreign = np.bincount(owner[block.column >= f.decisions], minlength=block.count) > 0
            rows.append(owner + count)
            columns.append(block.column)
            coefficients.append(block.coefficient)
            rooms.append(np.where(foreign, np.iinfo(np.int64).max // 2, block.upper))
            demands += [
                (block.column[block.indptr[row] : block.indptr[row + 1]], int(block.lower[row]))
                for row in ((block.lower > 0) & ~foreign).nonzero()[0].tolist()
            ]
            count += block.count
        column = np.concatenate([whole([]), *columns])
        indptr, order = by_group(column, f.size)
        return cls(
            values=np.zeros(f.decisions, dtype=np.int64),
            indptr=indptr,
            row=np.concatenate([whole([]), *rows])[order],
            coefficient=np.concatenate([whole([]), *coefficients])[order],
            room=np.concatenate([whole([]), *rooms]),
            demands=demands,
        )

    def take_if_free(self, *columns: int) -> bool:
        """Set columns to 1 if every row still allows all of them together; return whether."""
        entries = np.concatenate([np.arange(self.indptr[column], self.indptr[column + 1]) for column in columns])
        row, coefficient = self.row[entries], self.coefficient[entries]
        if self.values[list(columns)].any():
            return False
        np.subtract.at(self.room, row, coefficient)
        if ((self.room[row] < 0) & (coefficient > 0)).any():
            np.add.at(self.room, row, coefficient)
            return False
        self.values[list(columns)] = 1
        return True


def _place_sessions(f: Formulation, board: _Board) -> None:
    """Choose a time and room for each session that has a choice, those with the fewest ways first."""
    t = f.tables
    crowd = np.bincount(t.candidate_option, minlength=t.option_session.size)
    indptr, placements = by_group(t.placement_option, t.option_session.size)
    ways: dict[int, list[tuple[int, ...]]] = {}
    for option in np.argsort(-crowd, kind="stable").tolist():
        held = int(f.held[option])
        if held < 0:
            continue
        rooms = f.placed[placements[indptr[option] : indptr[option + 1]]].tolist()
        found = [(held, room) if room != held else (held,) for room in rooms] or [(held,)]
        ways.setdefault(int(t.option_session[option]), []).extend(found)
    for session in sorted(ways, key=lambda row: (bool(t.session_optional[row]), len(ways[row]), row)):
        if not any(board.values[list(way)].all() for way in ways[session]):
            any(board.take_if_free(*way) for way in ways[session])


def _serve_demands(board: _Board) -> None:
    """Take columns of rows that ask for a minimum, such as promises."""
    for columns, least in board.demands:
        for column in columns.tolist():
            if column >= board.values.size or int(board.values[columns[columns < board.values.size]].sum()) >= least:
                break
            board.take_if_free(column)


def _fill_seats(t: Tables, f: Formulation, board: _Board, alive: Callable[[], None]) -> None:
    """Fill each role to its min, then to its target; in each round the roles with the fewest people per seat first."""
    indptr, by_role = by_group(t.candidate_role, t.role_session.size)
    load = np.zeros(len(t.problem.volunteers), dtype=np.int64)
    np.add.at(load, t.candidate_volunteer, t.candidate_minutes * board.values[: t.candidate_volunteer.size])
    heads = np.bincount(t.candidate_role, board.values[: t.candidate_volunteer.size], t.role_session.size).astype(
        np.int64
    )
    is_open = f.chosen_options(board.values)[t.candidate_option]
    supply = np.bincount(t.candidate_role[is_open], minlength=t.role_session.size)
    for wanted in (t.role_min, t.role_target):
        for role in _scarcest_first(t, supply, wanted):
            alive()
            candidates = by_role[indptr[role] : indptr[role + 1]]
            candidates = candidates[is_open[candidates]]
            for candidate in candidates[np.argsort(load[t.candidate_volunteer[candidates]], kind="stable")].tolist():
                if heads[role] >= wanted[role]:
                    break
                if board.take_if_free(candidate):
                    heads[role] += 1
                    load[t.candidate_volunteer[candidate]] += t.candidate_minutes[candidate]


def _scarcest_first(t: Tables, supply: Ints, wanted: Ints) -> Iterable[int]:
    seats = wanted > 0
    priority = np.array([session.priority for session in t.problem.sessions], dtype=np.int64)[t.role_session]
    ratio = supply / np.maximum(wanted, 1)
    order: Iterable[int] = np.lexsort((ratio, priority))
    return [int(role) for role in order if seats[role]]
