"""Random sets of a problem's volunteers, for rules that name some."""

from hypothesis import strategies as st

import volmatch as vm


def sets_of_people(problem: vm.Problem) -> st.SearchStrategy[list[list[str]]]:
    """Draw one or two sets of two people or more; nothing, and another problem is drawn, where there are fewer people."""
    ids = [volunteer.id for volunteer in problem.volunteers]
    if len(ids) < 2:
        return st.nothing()
    return st.lists(st.lists(st.sampled_from(ids), min_size=2, unique=True), min_size=1, max_size=2)
