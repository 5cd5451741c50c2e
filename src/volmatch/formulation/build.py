"""A problem's formulation: columns, structure, and what each rule adds."""

from collections.abc import Callable, Iterable, Sequence

from volmatch.columns.compile import compile_problem
from volmatch.columns.masks import Masks
from volmatch.formulation.encoder import Encoder, Encodes
from volmatch.formulation.formulation import Formulation
from volmatch.formulation.legality import formulate
from volmatch.formulation.redundant_rows import without_implied
from volmatch.problem.problem import Problem
from volmatch.rule import Rule


def build(
    problem: Problem, rules: Sequence[Rule] | None = None, *, alive: Callable[[], None] = lambda: None
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
    """
    rules = problem.rules if rules is None else rules
    f = formulate(compile_problem(problem, rules, alive=alive))
    for rule in rules:
        alive()
        encode(f, [rule])
    f.end()
    alive()
    f.blocks = without_implied(f.blocks, f.bounds[0])
    return f


def encode(f: Formulation, rules: Iterable[Rule]) -> Formulation:
    """Let each rule add its rows; return the formulation."""
    for rule in rules:
        encoder = Encoder(f, rule.level, rule.weight)
        if rule.level and isinstance(rule, Masks):
            allowed = rule.mask(f.tables)
            if allowed is not None:
                encoder.price((~allowed).nonzero()[0], 1)
        if isinstance(rule, Encodes):
            rule.encode(encoder)
    return f
