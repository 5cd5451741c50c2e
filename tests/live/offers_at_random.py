"""Small published schedules, and offers to swap what is in them, drawn at random."""

import attrs
from hypothesis import assume
from hypothesis import strategies as st

import volmatch as vm
from volmatch.live import SwapOffer, SwapSeat
from volmatch.rules import Cover, only
from volmatch.testing import problems

#: More offers are not looked through.
MOST = 5


@st.composite
def easy(draw: st.DrawFn) -> vm.Problem:
    """Draw a few people and sessions of which most go together, so that many swaps are possible."""
    pools = st.sampled_from((None, None, None, "drive"))
    skills = st.sampled_from(({"drive": 1}, {"drive": 1}, {}))
    wishes = st.lists(st.tuples(st.integers(0, 4), st.integers(-2, 2)), max_size=2, unique_by=lambda one: one[0])
    days = draw(st.lists(st.integers(1, 5), min_size=4, max_size=5))
    sessions = [
        vm.Session(
            f"s{number}",
            start=f"2026-08-0{day}T09:00",
            end=f"2026-08-0{day}T1{draw(st.integers(0, 2))}:00",
            roles=[vm.Role("host", skill=draw(pools), min=1, max=draw(st.sampled_from((1, 1, 2))))],
        )
        for number, day in enumerate(days)
    ]
    people = [
        vm.Volunteer(
            name,
            skills=draw(skills),
            wishes=[
                vm.Wish(session=sessions[row].id, score=score)
                for row, score in draw(wishes)
                if score and row < len(sessions)
            ],
        )
        for name in ("wang", "li", "zhao", "an")[: draw(st.integers(2, 4))]
    ]
    return vm.Problem(people, sessions, words=vm.Words(skills=["drive"]))


@st.composite
def staffed(draw: st.DrawFn) -> tuple[vm.Problem, vm.Schedule]:
    """Draw a problem and a schedule that keeps every rule, fills seats, and often is the best at no other level."""
    kind = draw(st.sampled_from(("easy", "easy", "easy", "standard", "rules")))
    problem = draw(
        easy() if kind == "easy" else problems("small", None if kind == "standard" else vm.testing.rule_lists)
    )
    if kind == "easy" and draw(st.booleans()):
        problem = attrs.evolve(
            problem, rules=only([rule for rule in problem.rules if rule.level <= draw(st.integers(0, 3))])
        )
    musts = [rule for rule in problem.rules if not rule.level]
    outcome = vm.solve(attrs.evolve(problem, rules=only([*musts, Cover(level=1)])), time_limit=10)
    assume(outcome.schedule is not None and len(outcome.schedule.assignments) > 1)
    assert outcome.schedule is not None
    return problem, outcome.schedule


@st.composite
def offers(draw: st.DrawFn, problem: vm.Problem, schedule: vm.Schedule, *, plain: bool = False) -> list[SwapOffer]:
    """Draw offers about what is in a schedule; plain ones give one duty a person and name nothing as good."""
    given = draw(st.lists(st.sampled_from(schedule.assignments), min_size=2, max_size=MOST, unique=True))
    known = [SwapSeat(one.session, one.role) for one in given] * 6
    known += [SwapSeat(session.id) for session in problem.sessions]
    known += [SwapSeat(session.id, role.name) for session in problem.sessions for role in session.roles]
    found, seen = list[SwapOffer](), set[str]()
    for duty in given:
        kind = draw(st.sampled_from(("swap", "swap", "swap", "swap", "swap", "leave", "take")))
        wanted = draw(st.lists(st.sampled_from(known), min_size=1, max_size=4, unique=True))
        some = draw(st.integers(1, len(wanted)))
        if plain and duty.volunteer in seen:
            continue
        seen.add(duty.volunteer)
        seat = SwapSeat(duty.session, duty.role)
        if kind == "leave":
            found.append(SwapOffer(duty.volunteer, seat))
        elif kind == "take":
            found.append(
                SwapOffer(draw(st.sampled_from(problem.volunteers)).id if not plain else duty.volunteer, better=wanted)
            )
        else:
            found.append(SwapOffer(duty.volunteer, seat, better=wanted[:some], as_good=() if plain else wanted[some:]))
    return found
