"""Sets of volunteers that a rule names: a family, two rivals, the people who hold a key."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from volmatch.problem.shapes import SAYS_NOTHING, Id
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.problem.problem import Problem

Sets = Sequence[Sequence[Id]]
_FEWEST = 2


def faults_of_sets(sets: Sets) -> Iterator[tuple[str, Text]]:
    """Yield ``(path, Text)`` if there are none, and for each set of fewer than two people, or that names somebody twice."""
    if not sets:
        yield "sets", SAYS_NOTHING
    for index, people in enumerate(sets):
        if len(people) < _FEWEST:
            yield f"sets[{index}]", Text("a set needs at least two people")
        elif len(set(people)) < len(people):
            yield f"sets[{index}]", Text("somebody stands twice in this set; keep one")


def unknown_in_sets(sets: Sets, problem: "Problem") -> Iterator[tuple[str, Text]]:
    """Yield ``(path, Text)`` for each id that is no volunteer's."""
    for index, people in enumerate(sets):
        for number, person in enumerate(people):
            if problem.volunteer(person) is None:
                yield f"sets[{index}][{number}]", Text("no volunteer has this id")
