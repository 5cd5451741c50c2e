"""Changes to tiny problems, drawn at random, and a schedule that was published before them."""

import datetime as dt
from itertools import islice

from hypothesis import strategies as st

import volmatch as vm
from oracle.possible import every_schedule
from volmatch.live import Absence, Added, Cancelled, Change, Closed, Joined, Moved, Needs, NoShow, Withdrawn
from volmatch.testing import problems

#: More legal schedules than this are not looked through.
MOST = 300


@st.composite
def published(draw: st.DrawFn) -> tuple[vm.Problem, vm.Schedule]:
    """Draw a tiny problem with a schedule that keeps what must hold."""
    problem = draw(problems(rules=None if draw(st.booleans()) else vm.testing.rule_lists))
    legal = [*islice((one for one in every_schedule(problem) if vm.check(problem, one).ok), MOST)]
    if not legal:
        return draw(published())
    best = sorted(legal, key=lambda one: vm.score(problem, one))
    return problem, draw(st.sampled_from(best[:20]))


@st.composite
def changes(draw: st.DrawFn, problem: vm.Problem, schedule: vm.Schedule, *, most: int = 3) -> list[Change]:
    """Draw changes that fit one after the other."""
    found: list[Change] = []
    for _ in range(draw(st.integers(1, most))):
        change = draw(_change(problem, schedule))
        try:
            problem = vm.live.apply(problem, [change])
        except vm.ChangeError:
            continue
        found.append(change)
    return found


@st.composite
def _change(draw: st.DrawFn, problem: vm.Problem, schedule: vm.Schedule) -> Change:
    """Draw a change; most take somebody out of what they do."""
    serving = [one for one in schedule.assignments if problem.session(one.session) is not None]
    kinds = [
        "absent",
        "absent",
        "absent",
        "withdrawn",
        "no_show",
        "moved",
        "needs",
        "cancelled",
        "closed",
        "joined",
        "added",
    ]
    kind = draw(st.sampled_from(kinds))
    person = draw(st.sampled_from(problem.volunteers)).id
    if not problem.sessions:
        return Joined(vm.Volunteer("new"))
    session = draw(st.sampled_from(problem.sessions))
    role = draw(st.sampled_from(session.roles)).name if session.roles else "none"
    if serving and kind in ("absent", "withdrawn", "no_show") and draw(st.booleans()):
        duty = draw(st.sampled_from(serving))
        person, known = duty.volunteer, problem.session(duty.session)
        assert known is not None
        session, role = known, duty.role
    begin = draw(st.sampled_from(session.candidate_starts)) + dt.timedelta(
        minutes=draw(st.sampled_from((0, 0, -30, 30)))
    )
    end = begin + dt.timedelta(minutes=draw(st.sampled_from((30, 120, 2880))))
    made: dict[str, Change] = {
        "absent": Absence(person, begin, end),
        "withdrawn": Withdrawn(person, session.id, draw(st.sampled_from((None, role)))),
        "no_show": NoShow(person, session.id),
        "moved": Moved(session.id, begin + dt.timedelta(days=draw(st.sampled_from((0, 1))))),
        "needs": Needs(session.id, role, min=draw(st.integers(0, 2))) if draw(st.booleans()) else Needs(session.id, role, max=1),
        "cancelled": Cancelled(session.id),
        "closed": Closed(draw(st.sampled_from(problem.rooms)).id, begin, end) if problem.rooms else Cancelled(session.id),
        "joined": Joined(vm.Volunteer("new")),
        "added": Added(vm.Session("added", start=begin, end=end, roles=[vm.Role("helper")])),
    }  # fmt: skip
    return made[kind]
