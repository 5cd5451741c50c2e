"""Whatever an app hands to a sign-up: an answer comes out, or an error of ours in words."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

import volmatch as vm
from live.tea_hall import hall
from odd_objects import ODD
from volmatch.live import SignUp

NOW = "2026-07-01T12:00"
SEAT = {"volunteer": "v1", "session": "s1", "role": "helper"}


def plan() -> tuple[vm.Problem, vm.Schedule]:
    """Return two tea rounds, of which one has somebody."""
    problem, empty = hall(people=3, sessions=2)
    return problem, empty.with_duty("v0", "s0", "helper")


@cache
def book() -> SignUp:
    """Return a sign-up that is asked again and again."""
    return SignUp(*plan())


WHOLE: dict[str, Any] = dict(zip(("problem", "schedule"), plan(), strict=True))
OPTIONS: dict[str, Any] = {"guard": 1, "releases": (), "keep": None, "waiting": None, "time_limit": 5.0}
CALLS: dict[str, tuple[Callable[..., object], dict[str, Any]]] = {
    "SignUp": (SignUp, {**WHOLE, **OPTIONS}),
    "open_seats": (vm.live.open_seats, {**WHOLE, "volunteer": "v1", "now": NOW}),
    "stamp_of": (vm.live.stamp_of, WHOLE),
    "look": (lambda **call: book().open_seats(**call), {"volunteer": "v1", "now": NOW}),
    "why_not": (lambda **call: book().why_not(**call), {**SEAT, "now": NOW}),
    "take": (lambda **call: book().take(**call), {**SEAT, "stamp": None, "now": NOW}),
    "give_back": (lambda **call: book().give_back(**call), {**SEAT, "stamp": None, "now": NOW}),
    "accept": (lambda **call: book().accept(**call), {**SEAT, "stamp": None, "now": NOW}),
    "wait": (lambda **call: book().wait(**call), {**SEAT, "now": NOW}),
    "decline": (lambda **call: book().decline(**call), {**SEAT, "now": NOW}),
    "waiting": (lambda **call: book().waiting(**call), {"now": NOW}),
    "with_duty": (plan()[1].with_duty, SEAT),
    "without_duty": (plan()[1].without_duty, SEAT),
}


@pytest.mark.parametrize("name", CALLS)
def test_odd_objects_in_each_argument(name: str) -> None:
    """An odd object in an argument ends in somebody else's traceback."""
    function, good = CALLS[name]
    for argument in good:
        for make in ODD:
            try:
                function(**{**good, argument: make()})
            except vm.VolmatchError as error:
                told = [error.sentence(lang) for lang in ("en", "zh")]
                assert all(2 <= len(one) < 10_000 for one in told)
