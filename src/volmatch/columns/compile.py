"""From words to columns: the one place where names and dates become rows and minutes."""

import copy
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from volmatch.columns.people import limit_columns, people_columns, wish_columns
from volmatch.columns.programme import programme_columns, role_columns
from volmatch.columns.ragged import Ints, by_group, expand, whole
from volmatch.columns.times import free_time
from volmatch.errors import LimitError
from volmatch.problem.problem import Problem
from volmatch.rule import Rule
from volmatch.tables import Tables
from volmatch.text import Text

#: Pairs of volunteer and seat looked at in one stride; bounds the memory that compiling takes.
STRIDE = 1_000_000
#: More pairs than this take longer to look at than anybody waits.
MOST_PAIRS = 10_000_000_000
#: More candidates than this do not fit into an ordinary machine's memory.
MOST_CANDIDATES = 20_000_000


def compile_problem(
    problem: Problem, rules: Iterable[Rule] | None = None, *, alive: Callable[[], None] = lambda: None
) -> Tables:
    """Turn a problem into columns and find all candidates.

    Parameters
    ----------
    problem
        The problem in words.
    rules
        Rules to go by instead of the problem's own.
    alive
        Called now and then; an exception it raises ends the work.

    Raises
    ------
    LimitError
        If the problem is too large for an ordinary machine.
    """
    skills = sorted({role.skill for session in problem.sessions for role in session.roles if role.skill is not None})
    skill_column = {name: column for column, name in enumerate(skills)}
    trait_sets = {frozenset(role.traits) for session in problem.sessions for role in session.roles}
    trait_column = {traits: column for column, traits in enumerate(sorted(trait_sets, key=sorted))}
    kinds = {
        kind: code
        for code, kind in enumerate(sorted({session.kind for session in problem.sessions if session.kind is not None}))
    }
    free, gladly = free_time(problem)
    nobody = whole([])
    tables = Tables(
        problem=problem,
        free=free,
        gladly=gladly,
        limits=limit_columns(problem, kinds),
        wishes=wish_columns(problem),
        candidate_volunteer=nobody,
        candidate_role=nobody,
        candidate_option=nobody,
        **programme_columns(problem, kinds),
        **role_columns(problem, skill_column, trait_column),
        **people_columns(problem, skill_column, trait_column),
    )
    masks = [rule for rule in (problem.rules if rules is None else rules) if rule.level == 0]
    return _with_candidates(tables, [rule for rule in masks if type(rule).mask is not Rule.mask], alive)


def _with_candidates(tables: Tables, masks: list[Rule], alive: Callable[[], None]) -> Tables:
    """Return the tables with all (volunteer, role, option) that every mask allows, sorted by volunteer and start."""
    role, option = _seats(tables)
    people = len(tables.problem.volunteers)
    if people * role.size > MOST_PAIRS:
        facts = {"volunteers": people, "seats": int(role.size), "most": MOST_PAIRS}
        raise LimitError(
            Text("{volunteers} volunteers x {seats} seats are more than the {most} pairs that can be looked at", facts)
        )
    found: list[tuple[Ints, Ints, Ints]] = []
    total = 0
    for stride in _strides(people, role, option):
        alive()
        found.append(_allowed(tables, masks, *stride))
        total += found[-1][0].size
        if total > MOST_CANDIDATES:
            raise LimitError(Text("more than {most} candidates do not fit into memory", {"most": MOST_CANDIDATES}))
    columns = [np.concatenate(parts) for parts in zip(*found, strict=True)] if found else [whole([])] * 3
    return _looking_at(tables, *columns)


def _seats(tables: Tables) -> tuple[Ints, Ints]:
    """Return all (role, option) of one session, sorted by start; roles that nobody may hold left out."""
    indptr, options = by_group(tables.option_session, len(tables.problem.sessions))
    open_roles = (tables.role_max > 0).nonzero()[0]
    session = tables.role_session[open_roles]
    entry, position = expand(indptr[session], indptr[session + 1])
    role, option = open_roles[entry], options[position]
    order = np.lexsort((role, option, tables.option_start[option]))
    return role[order], option[order]


def _strides(people: int, role: Ints, option: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Yield (volunteer, role, option) for all pairs of volunteer and seat, some whole volunteers at a time."""
    at_once = max(1, STRIDE // max(1, role.size))
    for first in range(0, people, at_once):
        volunteers = np.arange(first, min(people, first + at_once))
        yield np.repeat(volunteers, role.size), np.tile(role, volunteers.size), np.tile(option, volunteers.size)


def _allowed(tables: Tables, masks: list[Rule], volunteer: Ints, role: Ints, option: Ints) -> tuple[Ints, Ints, Ints]:
    for rule in masks:
        allowed = rule.mask(_looking_at(tables, volunteer, role, option))
        if allowed is not None and not allowed.all():
            volunteer, role, option = volunteer[allowed], role[allowed], option[allowed]
    return volunteer, role, option


def _looking_at(tables: Tables, volunteer: Ints, role: Ints, option: Ints) -> Tables:
    """Return the same tables with other candidates."""
    view = copy.copy(tables)
    for name in ("_by_role", "_by_volunteer", "_by_pair"):
        view.__dict__.pop(name, None)
    view.candidate_volunteer, view.candidate_role, view.candidate_option = volunteer, role, option
    return view
