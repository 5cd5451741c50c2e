"""The day that the example of the service orders lives at its desk, read from the log it leaves."""

import datetime as dt
from collections.abc import Sequence
from functools import cache, reduce
from typing import Any

import attrs
from examples import service_orders as example

import volmatch as vm
from example_runs import run, without
from volmatch.live import Desk, DeskState, Offered
from volmatch.live.dispatch.batch import batch_of
from volmatch.live.dispatch.desk_steps import after
from volmatch.rules import FewestChanges, Pinned, only

NAME = "service_orders"
ELDERS, DONE, VISITS, BATCHES = 168, 2_100, 2, (40, 20)
CALENDAR, EVENING, NINE, NOON = (now for now, _ in example.LOOKS)
MONTH = dt.timedelta(days=35)


@cache
def log() -> tuple[DeskState, Sequence[tuple[dt.datetime, Any]]]:
    """Return what the desk of the example knew when it was opened, and all that happened then."""
    done, folder = run(NAME, "en")
    assert (done.returncode, done.stderr) == (0, "")
    with Desk(store=folder / "out" / "service_orders.sqlite") as desk:
        return DeskState.opened(desk.state.problem, CALENDAR), desk.history


@cache
def known(now: dt.datetime, *, is_asked: bool) -> DeskState:
    """Return what the desk knew when somebody looked at it, before or after people were asked."""
    opened, history = log()
    told = [(at, event) for at, event in history if at <= now]
    if not is_asked:
        told = [(at, event) for at, event in told if at < now or not isinstance(event, Offered)]
    return reduce(lambda state, one: after(one[1], state, one[0]), told, opened)


@cache
def looked(now: dt.datetime) -> tuple[vm.Problem, vm.Schedule]:
    """Return the problem of a look at the desk, and what came of it."""
    problem = batch_of(known(now, is_asked=False), now, memory=MONTH)
    return problem, known(now, is_asked=True).schedule.settled(problem)


def happened(*kinds: type) -> list[tuple[dt.datetime, Any]]:
    """Return what happened of some kinds, with its moment, in order."""
    return [(at, event) for at, event in log()[1] if isinstance(event, kinds)]


def last() -> DeskState:
    """Return what the desk knew when the day was over."""
    opened, history = log()
    return reduce(lambda state, one: after(one[1], state, one[0]), history, opened)


def orders(problem: vm.Problem, made: vm.Schedule) -> list[vm.Duty]:
    """Return who serves in which order."""
    return [one for one in made.duties(problem) if one.session.id.startswith("order")]


def pinned(problem: vm.Problem) -> Pinned:
    """Return what was promised and what was refused."""
    (found,) = [rule for rule in problem.rules if isinstance(rule, Pinned)]
    return found


def free_again(problem: vm.Problem) -> vm.Problem:
    """Return a problem in which no order was promised or refused, and each may take place when it could at first."""
    ordered = last().orders
    visits = Pinned(stay=[pin for pin in pinned(problem).stay if not pin.session.startswith("order")])
    bare = without(problem, Pinned, FewestChanges)
    sessions = [ordered[one.id].session if one.id.startswith("order") else one for one in problem.sessions]
    return attrs.evolve(bare, sessions=sessions, rules=only([*bare.rules, visits]))
