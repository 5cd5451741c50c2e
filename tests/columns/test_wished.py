"""What people wished for is what comparing every wish with everything they could do finds."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

import volmatch as vm
from volmatch.columns.compile import compile_problem
from volmatch.columns.wished import wished
from volmatch.rule import Where
from volmatch.testing import problems
from volmatch.testing.rule_lists import wheres


@st.composite
def filtered(draw: st.DrawFn) -> tuple[vm.Problem, Where]:
    """Draw a problem and a filter, settled."""
    problem = draw(problems("small"))
    rule = vm.Problem(
        problem.volunteers,
        problem.sessions,
        places=problem.places,
        rooms=problem.rooms,
        travel=problem.travel,
        rules=vm.rules.only([vm.rules.Wishes(where=draw(wheres(problem)))]),
        timezone=problem.timezone,
        words=problem.words,
    ).rules[-1]
    return problem, rule.where


@given(filtered())
def test_wishes_find_their_duties(drawn: tuple[vm.Problem, Where]) -> None:
    """A duty that somebody wished for is missed, told twice, or told where nobody wished for it."""
    problem, where = drawn
    t = compile_problem(problem)
    wish, candidate, sessions = wished(t, where)
    meant = [
        {row for row in t.wishes.topics[about].tolist() if t.takes_sessions(where)[row]}
        if t.takes_volunteers(where)[person]
        else set()
        for about, person in zip(t.wishes.about.tolist(), t.wishes.volunteer.tolist(), strict=True)
    ]
    expected = [
        (number, own)
        for number, about in enumerate(meant)
        for own in range(t.candidate_volunteer.size)
        if t.candidate_volunteer[own] == t.wishes.volunteer[number] and t.candidate_session[own] in about
    ]
    assert sessions.tolist() == [len(about) for about in meant]
    assert Counter(zip(wish.tolist(), candidate.tolist(), strict=True)) == Counter(expected)
