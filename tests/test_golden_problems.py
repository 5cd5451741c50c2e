"""Two programmes as coordinators have them, whole: a festival of three nights and a month on a ward, each proved best.

The least costs were found once and are recorded here. A schedule that is handed out is judged by the oracle and by a few plain
questions as well, which ask nothing of the rules' own code.
"""

import datetime as dt
from collections import Counter, defaultdict
from functools import cache
from itertools import pairwise

import pytest

import oracle
import volmatch as vm
from sample_problems import GOLDEN

#: What each level costs at least. Festival: seats, seats beyond the least, friends, wishes, turns.
FESTIVAL = (0, 5, 0, 3, 0)
#: Month: seats, whole weekends, nights shared evenly, nights of those who would rather not.
MONTH = (0, 0, 0, 15)
_HOUR = dt.timedelta(hours=1)
_FIVE = 5 * _HOUR


def problem_of(name: str) -> vm.Problem:
    """Return a golden problem."""
    problem = vm.io.read(GOLDEN / f"{name}.problem.json")
    assert isinstance(problem, vm.Problem)
    return problem


@cache
def best(problem: vm.Problem) -> vm.Schedule:
    """Return a schedule that is proved best."""
    outcome = vm.solve(problem, time_limit=300)
    assert (outcome.status, outcome.stopped_by) == ("optimal", "proof")
    assert outcome.schedule is not None
    return outcome.schedule


def agendas(problem: vm.Problem) -> dict[str, list[vm.Session]]:
    """Return the sessions in which each person serves, from first to last."""
    found: dict[str, list[vm.Session]] = defaultdict(list)
    for duty in best(problem).duties(problem):
        found[duty.volunteer.id].append(duty.session)
    return found


@pytest.mark.parametrize(("name", "least"), [("festival", FESTIVAL), ("nurses_month", MONTH)])
def test_the_least_costs_are_those_recorded(name: str, least: tuple[int, ...]) -> None:
    """A rule came to mean something else, a bound is wrong, or the twin of the rules counts otherwise than they do."""
    problem = problem_of(name)
    assert vm.score(problem, best(problem)) == least
    assert oracle.costs(problem, best(problem)) == least
    assert vm.check(problem, best(problem)).ok


def test_the_festival_keeps_what_people_were_told() -> None:
    """Somebody young works at night or too much, a night counts as two, nobody has a break, or friends are parted."""
    problem = problem_of("festival")
    served = agendas(problem)
    for who, sessions in served.items():
        person = problem.volunteer(who)
        assert person is not None
        is_adult = "adult" in person.traits
        spans = [span(one) for one in sessions]
        nights = Counter((start - _FIVE).date() for start, _ in spans)
        assert max(nights.values()) <= (1 if "child" in person.traits else 2)
        assert sum((end - start for start, end in spans), dt.timedelta()) <= 12 * _HOUR
        assert is_adult or all(8 <= start.hour < (end - _HOUR).hour for start, end in spans)
        assert is_adult or not any(one.kind == "bar" for one in sessions)
        for (start, end), (then, until) in pairwise(spans):
            assert then - end >= (1 if is_adult else 12) * _HOUR or until - start <= 6 * _HOUR
            assert then - end >= 8 * _HOUR or start.hour >= 5, "a rest after the night"
    assert served["chen"] == served["kofi"]
    assert not {one.id for one in served["bo"]} & {one.id for one in served["emil"]}


def span(session: vm.Session) -> tuple[dt.datetime, dt.datetime]:
    """Return when a session starts and ends."""
    assert session.start is not None
    assert session.end is not None
    return session.start, session.end


def test_nights_of_the_month_before_are_made_up_for() -> None:
    """The history of August is not seen: nights are even in September alone, or a rest or a run ends with the month."""
    problem = problem_of("nurses_month")
    served = agendas(problem)
    nights = Counter(who for who, sessions in served.items() for one in sessions if one.kind == "night")
    before = Counter(duty.volunteer for duty in problem.history if duty.kind == "night")
    assert {who: nights[who] + before[who] for who in nights} == dict.fromkeys(nights, 5)
    assert (len(nights), before["dina"]) == (7, 3)
    first = {who: sessions[0].id for who, sessions in served.items()}
    assert first["ada"] > "09-03", "two days off after five in a row"
    assert first["ben"] == "09-01-night" or first["ben"] > "09-03", "after a night another one, or two days off"
    for who in {duty.volunteer for duty in problem.history if duty.start.day == 30}:
        assert not any("09-05" <= one.id < "09-07" for one in served[who]), "every second weekend"
