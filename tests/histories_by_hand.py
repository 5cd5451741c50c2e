"""Rules about days where somebody worked before the problem begins, by hand."""

from collections.abc import Sequence

import volmatch as vm
from by_hand import TO_COME, at, schedule, session, told
from volmatch.rule import name_of
from volmatch.rules import only

#: Days of July 2026 with a session each.
DAYS = tuple(range(20, 28))


def after(past: Sequence[int], rule: vm.Rule, *days: int) -> list[tuple[int, str]]:
    """Return what a rule says when li worked on some days before the 20th, and works on others from then on."""
    history = [vm.PastDuty("li", at("10:00", day), at("11:00", day)) for day in past]
    sessions = [session(f"d-{day}", "12:00", "13:00", day=day) for day in DAYS]
    problem = vm.Problem([vm.Volunteer("li", name="Li")], sessions, history=history, rules=only([rule]), words=TO_COME)
    made = schedule(problem, *(("li", f"d-{day}") for day in days))
    return [one[2:] for one in told(problem, made, name_of(type(rule)))]
