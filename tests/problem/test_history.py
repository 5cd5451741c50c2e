"""The history: how it is read, written and told apart, what is refused, and that it counts for what it should and no more."""

import json

import attrs
import pytest

import volmatch as vm
from by_hand import schedule, session
from volmatch.rules import Cover, MinRest, only

LI = vm.Volunteer("li")


def with_history(*history: object, **more: object) -> vm.Problem:
    """Return a problem of one session on the 20th of July with a history; Shanghai unless something else is told."""
    fields = {"volunteers": [{"id": "li"}], "sessions": [MORNING], "timezone": "Asia/Shanghai", **more}
    return vm.Problem.from_data({**fields, "history": list(history)})


MORNING = {"id": "m", "start": "2026-07-20T08:00", "end": "2026-07-20T09:00", "roles": [{"name": "helper"}]}
NIGHT = {"volunteer": "li", "start": "2026-07-19T22:00", "end": "2026-07-20T06:00", "kind": "night", "session": "watch"}


def test_times_are_those_of_the_zone_of_the_problem() -> None:
    """A history is read by the clock of Greenwich, so that rest is counted from the wrong hour."""
    duty = with_history(NIGHT).history[0]
    assert duty.start.isoformat() == "2026-07-19T22:00:00+08:00"
    with pytest.raises(vm.ProblemError, match=r"history\[0\].start: the clocks skip this time"):
        with_history({**NIGHT, "start": "2026-03-29T02:30"}, timezone="Europe/Berlin")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"end": "2026-07-19T22:00"}, r"history\[0\].end: a duty must end after it begins"),
        ({"place": "moon"}, r"history\[0\].place: no place has this id"),
        ({"volunteer": 7}, r"history\[0\].volunteer"),
        ({"hours": 8}, r"history\[0\].hours: no such field"),
        (
            {"session": "m", "start": "2026-07-20T08:00", "end": "2026-07-20T09:00"},
            r"history\[0\].session: this session",
        ),
    ],
)
def test_faults_are_told_with_their_place(change: dict[str, object], told: str) -> None:
    """A slip in the history is taken in silently, or told without saying where."""
    with pytest.raises(vm.ProblemError, match=told):
        with_history({**NIGHT, **change})


def test_a_session_of_the_same_id_at_another_time_is_another() -> None:
    """Who calls each week's sessions alike cannot tell of the week before."""
    assert with_history({**NIGHT, "session": "m"}).history[0].session == "m"


def test_somebody_who_left_says_nothing() -> None:
    """A leaver in the history is a fault, so that old sheets must be cleaned; or lends a duty to somebody else."""
    problem = with_history({**NIGHT, "volunteer": "gone"}, rules=[{"rule": "min_rest", "hours": 11}])
    assert vm.check(problem, schedule(problem, ("li", "m"))).ok


def test_words_of_the_history_are_known() -> None:
    """A rule about a kind that only the last plan had is refused."""
    rules = [{"rule": "min_rest", "hours": 11, "where": {"sessions": {"kind": "night"}}}]
    problem = with_history(NIGHT, rules=rules)
    assert not vm.check(problem, schedule(problem, ("li", "m"))).ok
    with pytest.raises(vm.ProblemError, match="nothing here has this kind of session"):
        with_history(rules=rules)


def test_it_is_written_and_read_and_belongs_to_the_fingerprint() -> None:
    """A history is lost on the way through a file, or two problems that differ in it count as the same."""
    problem = with_history(NIGHT)
    assert vm.io.loads(vm.io.dumps(problem)) == problem
    bare = attrs.evolve(problem, history=())
    assert vm.io.fingerprint(bare) != vm.io.fingerprint(problem)
    assert "history" not in json.loads(vm.io.dumps(bare))
    assert [(one.kind, one.path) for one in vm.io.difference(bare, problem).changes] == [("added", "history")]


def test_nobody_is_named_when_the_problem_is_shown_to_others() -> None:
    """The ids of people, also of those who left, stand in what is sent with a report of a bug."""
    told = vm.io.anonymous(with_history(NIGHT, {**NIGHT, "volunteer": "somebody-gone"}))
    assert "li" not in json.loads(told)["history"][0].values()
    assert "somebody-gone" not in told
    assert "watch" not in told


def test_a_schedule_becomes_the_history_of_the_next_problem() -> None:
    """The duties of a plan come out with another time, place, kind or role than they had."""
    place = vm.Place("hall")
    night = attrs.evolve(
        session("night", "20:00", "23:00", kind="night", place="hall"), series="s", tags=["t"], priority=2
    )
    before = vm.Problem([LI], [night], places=[place], rules=only([]))
    history = schedule(before, ("li", "night")).as_history(before)
    told = {"session": "night", "role": "helper", "kind": "night", "series": "s", "tags": ("t",), "priority": 2}
    assert history == (vm.PastDuty("li", night.start, night.end, place="hall", **told),)  # type: ignore[arg-type]


def test_a_plan_keeps_the_rest_after_the_plan_before() -> None:
    """The solver gives somebody a morning after the night that only the history tells of."""
    problem = attrs.evolve(
        with_history(NIGHT), volunteers=[LI, vm.Volunteer("wu")], rules=only([MinRest(hours=11), Cover(level=1)])
    )
    made = vm.solve(problem).schedule
    assert made is not None
    assert [one.volunteer for one in made.assignments] == ["wu"]


def test_a_breach_of_the_past_makes_nothing_impossible() -> None:
    """Two duties of the history that were too near to each other make every schedule break a must."""
    early = {**NIGHT, "start": "2026-07-19T12:00", "end": "2026-07-19T21:00"}
    problem = attrs.evolve(with_history(early, NIGHT), rules=only([MinRest(hours=11)]))
    assert vm.check(problem, schedule(problem)).ok
    assert vm.solve(problem).schedule is not None
