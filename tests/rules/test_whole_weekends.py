"""`WholeWeekends`: weekends worked wholly, by half and not at all, and those that a horizon cuts in two."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

import laws
import volmatch as vm
from by_hand import TO_COME, at, schedule, session, told
from days_at_random import week_cases
from rules_at_random import Case, at_random
from volmatch.rules import Cover, WholeWeekends, only

#: From a Friday of July 2026 to a Sunday: the second weekend is whole, and so is the first unless days are left out.
DAYS = (10, 11, 12, 13, 17, 18, 19)


def working(
    *days: int, of: Sequence[int] = DAYS, past: Sequence[int] = (), where: vm.Where | None = None
) -> list[tuple[tuple[str, ...], tuple[str, ...], int, str]]:
    """Return what the rule says when li works on these days of July 2026, and has worked on others."""
    history = [vm.PastDuty("li", at("08:00", day), at("09:00", day)) for day in past]
    sessions = [session(f"d-{day}", "10:00", "11:00", day=day, kind="art" if day % 2 else "visit") for day in of]
    rule = WholeWeekends(where=where or vm.Where())
    people = [vm.Volunteer("li", name="Li")]
    problem = vm.Problem(people, sessions, history=history, rules=only([rule]), words=TO_COME)
    laws.same_set(problem)
    return told(problem, schedule(problem, *(("li", f"d-{day}") for day in days)), "whole_weekends")


def test_kept() -> None:
    """Both days, neither, or a Friday with a Monday are a breach."""
    assert working(11, 12, 10, 13) == []
    assert working() == []


def test_broken() -> None:
    """Half a weekend passes, or two halves count as one."""
    said = "Li works on {}, and not on {} of the same weekend"
    assert working(11) == [(("li",), ("d-11",), 1, said.format("Sat 2026-07-11", "Sun 2026-07-12"))]
    assert [one[1:3] for one in working(12, 18)] == [(("d-12",), 1), (("d-18",), 1)]
    assert working(12)[0][3] == said.format("Sun 2026-07-12", "Sat 2026-07-11")


def test_on_the_boundary() -> None:
    """A weekend of which the problem does not know one day is judged, or one whose other day is its very last is not."""
    assert working(12, of=(12, 13, 17)) == []
    assert working(18, of=(17, 18)) == []
    assert len(working(18, of=(17, 18, 19))) == 1
    assert len(working(18, of=(17, 18, 20))) == 1, "a day without sessions is known to be off"


def test_a_weekend_that_the_history_began() -> None:
    """Who worked on the Saturday before the plan is told to come on Sunday, or to stay away."""
    assert working(12, of=(12, 13), past=[11]) == []
    assert working(of=(12, 13), past=[11]) == []
    assert len(working(12, of=(12, 13), past=[10])) == 1, "the history tells that Saturday was off"
    assert working(11, past=[11]) == [], "what is worked already is not begun anew"


def test_where_says_whose_and_which_sessions_count() -> None:
    """A filter is not heeded: one day is worked by half because the other does not count."""
    art = vm.Where(sessions=vm.SessionFilter(kind="art"))
    adults = vm.Where(volunteers=vm.VolunteerFilter(trait="adult"))
    assert len(working(11, 12, where=art)) == 1
    assert working(12, where=art) == []
    assert working(11, where=adults) == []


def test_weekends_are_shared_out_whole() -> None:
    """Two people who may each work two days share both weekends day by day."""
    days = [session(f"d-{day}", "10:00", "11:00", day=day) for day in (11, 12, 18, 19)]
    people = [vm.Volunteer(id_, limits=[vm.Limit(per="horizon", max_sessions=2)]) for id_ in ("li", "wu")]
    rules = only([WholeWeekends(), Cover(level=1), vm.rules.Limits()])
    outcome = vm.solve(vm.Problem(people, days, rules=rules))
    assert outcome.schedule is not None
    who = {one.session: one.volunteer for one in outcome.schedule.assignments}
    assert (len(who), who["d-11"], who["d-18"]) == (4, who["d-12"], who["d-19"])


def drawn(problem: vm.Problem) -> st.SearchStrategy[vm.Rule]:
    """Draw the rule for a problem."""
    return at_random(WholeWeekends, problem)


@settings(max_examples=25)
@given(week_cases(drawn))
def test_laws(case: Case) -> None:
    """What the rule says in words and what it says in columns are not the same."""
    laws.hold(*case)
