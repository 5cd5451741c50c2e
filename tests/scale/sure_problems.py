"""Random problems whose sessions are sure to take place at one time, so that they can be solved in parts."""

import attrs
from hypothesis import strategies as st

import volmatch as vm
from claims import sure
from volmatch.testing import problems


@st.composite
def sure_problems(draw: st.DrawFn) -> vm.Problem:
    """Draw a small problem under the standard rules, whose people have homes and seats are shared by many."""
    drawn = draw(problems("small"))
    sessions = [sure(one) for one in drawn.sessions]
    people = [attrs.evolve(one, limits=one.limits[:1]) for one in drawn.volunteers]
    return attrs.evolve(drawn, volunteers=people, sessions=sessions, history=(), rules=None)


def hall() -> vm.Problem:
    """Return two villages that share a hall: five people, six sessions, more seats than people can fill."""
    homes = {"li": "east", "wu": "east", "sun": "east", "qian": "west", "zhou": "west"}
    people = [
        vm.Volunteer(name, home=home, max_travel_minutes=20, limits=[vm.Limit(per="week", max_sessions=2)],
                     wishes=[vm.Wish(kind="tea", score=1)])
        for name, home in homes.items()
    ]  # fmt: skip
    sessions = [
        vm.Session(
            f"{place} {day}", start=f"2026-08-{day:02}T10:00", end=f"2026-08-{day:02}T12:00", place=place,
            kind="tea" if day == 3 else "choir", roles=[vm.Role("host", min=1 if place != "hall" else 2, max=3)],
        )
        for place in ("east", "hall", "west")
        for day in (3, 4)
    ]  # fmt: skip
    ways = [vm.Way("east", "hall", 15), vm.Way("west", "hall", 15), vm.Way("east", "west", 30)]
    places = [vm.Place(name) for name in ("east", "hall", "west")]
    return vm.Problem(people, sessions, places=places, travel=vm.Travel(minutes=ways, default_minutes=60))
