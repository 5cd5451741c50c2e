"""From words to columns: the one place where names and dates become rows and minutes."""

from collections.abc import Callable, Iterable

from volmatch.arrays.ragged import whole
from volmatch.columns.coding import amount_columns, word_columns
from volmatch.columns.eligibility import with_candidates
from volmatch.columns.history_coding import past_columns
from volmatch.columns.masks import masks_that_hold
from volmatch.columns.people import limit_columns, people_columns, wish_columns
from volmatch.columns.sessions import programme_columns, role_columns
from volmatch.columns.tables import Tables
from volmatch.columns.times import free_time
from volmatch.problem.problem import Problem
from volmatch.rule import Rule


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
    skill_column = {name: column for column, name in enumerate(skills_asked(problem))}
    trait_sets = {frozenset(role.traits) for session in problem.sessions for role in session.roles}
    trait_column = {traits: column for column, traits in enumerate(sorted(trait_sets, key=sorted))}
    borne = {one.kind for listed in (problem.sessions, problem.history) for one in listed}
    kinds = {kind: code for code, kind in enumerate(sorted(kind for kind in borne if kind is not None))}
    free, gladly = free_time(problem)
    nobody = whole([])
    tables = Tables(
        free=free,
        gladly=gladly,
        limits=limit_columns(problem, kinds),
        wishes=wish_columns(problem),
        past=past_columns(problem, kinds),
        candidate_volunteer=nobody,
        candidate_role=nobody,
        candidate_option=nobody,
        **word_columns(problem),
        **amount_columns(problem),
        **programme_columns(problem, kinds),
        **role_columns(problem, skill_column, trait_column),
        **people_columns(problem, skill_column, trait_column),
    )
    return with_candidates(tables, masks_that_hold(problem.rules if rules is None else rules), alive)


def skills_asked(problem: Problem) -> list[str]:
    """Return the skills that roles ask for, or take instead, in the order of their columns."""
    return sorted({skill for one in problem.sessions for role in one.roles for skill, _ in role.skills_in_order})
