"""A problem's formulation: columns, structure, and what each rule adds."""

from collections.abc import Callable, Sequence

from volmatch.columns.compile import compile_problem
from volmatch.columns.masks import Masks, allowed_by
from volmatch.formulation.builder import Builder
from volmatch.formulation.encoder import Encoder, Encodes
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.legality import formulate
from volmatch.formulation.redundant_rows import without_implied
from volmatch.formulation.size import Size, size_in_columns
from volmatch.problem.problem import Problem
from volmatch.rule import Rule, name_of


def build(
    problem: Problem,
    rules: Sequence[Rule] | None = None,
    *,
    alive: Callable[[], None] = lambda: None,
    sized: Callable[[Size], None] | None = None,
) -> Formulation:
    """Return the formulation of a problem under its rules, or under others.

    Parameters
    ----------
    problem
        The problem in words.
    rules
        Rules to go by instead of the problem's own.
    alive
        Called between steps; an exception it raises ends the work.
    sized
        Called with how large it will be, before anything large is built; an exception it raises ends the work.
    """
    rules = problem.rules if rules is None else rules
    tables = compile_problem(problem, rules, alive=alive)
    if sized is not None:
        sized(size_in_columns(problem, rules, tables))
    builder = formulate(tables)
    for rule in rules:
        alive()
        encode(builder, rule)
    alive()
    return builder.complete(without_implied)


def encode(builder: Builder, rule: Rule) -> None:
    """Let a rule add its rows."""
    encoder = Encoder(builder, rule.level, rule.weight, name_of(type(rule)))
    if rule.level and isinstance(rule, Masks):
        allowed = allowed_by(rule, builder.tables)
        if allowed is not None:
            encoder.price((~allowed).nonzero()[0], 1)
    if isinstance(rule, Encodes):
        rule.encode(encoder)
