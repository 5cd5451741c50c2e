"""The conflict behind an impossible problem: rules that cannot hold together, and what gives way without each."""

from collections.abc import Iterator, Sequence
from itertools import product

from volmatch.arrays.ragged import Ints
from volmatch.formulation.build import build
from volmatch.formulation.interpreter import Interpreter
from volmatch.formulation.model import model_of
from volmatch.legal import illegalities
from volmatch.problem.problem import Problem
from volmatch.rule import Rule, Violation, title_of
from volmatch.schedule import Placement, Schedule
from volmatch.search.exact.presolve import Presolved
from volmatch.search.level import LevelSearch
from volmatch.search.start.greedy import greedy
from volmatch.search.state import thresholds
from volmatch.search.state.controls import Controls, Stopped
from volmatch.search.state.incumbent import Incumbent, Judged
from volmatch.text import Text

#: No more breaches than this are told.
MOST_BREACHES = 5


def conflict_of(problem: Problem, controls: Controls) -> tuple[Text, ...]:
    """Return why no schedule keeps all rules of level 0.

    Takes rules away one at a time for as long as nothing becomes possible; every rule that is left is needed for the
    clash, as a schedule found without it shows. What that schedule breaks of the rule is told too.

    Returns
    -------
    tuple of Text
        First the rules that clash, then breaches of one of them. When time runs out, more rules than needed may be named.
        Nothing, if not even a schedule without any rule is found possible, or one is found that keeps all rules: then the
        engine is at fault.
    """
    clashing = [rule for rule in problem.rules if rule.level == 0]
    ways_out: list[tuple[Rule, Schedule]] = []
    for rule in tuple(clashing):
        if controls.stopped_by():
            break
        rest = [other for other in clashing if other is not rule]
        schedule, is_impossible = possible(problem, rest, controls)
        if is_impossible:
            clashing = rest
        elif schedule is not None:
            if not any(rule.check(problem, schedule)):
                return ()
            ways_out.append((rule, schedule))
    if not clashing:
        return ()
    titles = tuple(dict.fromkeys(title_of(type(rule)) for rule in clashing))
    told = [Text("these rules cannot all hold together: {rules}", {"rules": titles})]
    ways = [(schedule, list(rule.check(problem, schedule))) for rule, schedule in ways_out if rule in clashing]
    for schedule, breaches in sorted(ways, key=lambda way: len(way[1]))[:1]:
        told += [_way_out(problem, schedule, breach) for breach in breaches[:MOST_BREACHES]]
    return tuple(told)


def possible(
    problem: Problem, rules: Sequence[Rule], controls: Controls, *, sparing: bool = False
) -> tuple[Schedule | None, bool]:
    """Return a schedule that keeps some rules, if one was found in time, and whether there is proof that none does.

    Parameters
    ----------
    problem
        The problem; its own rules do not matter.
    rules
        What has to hold.
    controls
        Time, cancel, seed.
    sparing
        Whether to leave seats empty that the rules do not ask to be filled, as far as that is found out in a moment.
    """

    def judge(decisions: Ints) -> Judged:
        schedule = interpreter.schedule(decisions)
        return Judged(decisions, schedule, (), not any(_breaches(problem, rules, schedule)))

    incumbent = Incumbent()
    try:
        f = build(problem, rules, alive=controls.go_on)
        interpreter = Interpreter.of(f, problem)
        presolved = Presolved.of(model_of(f, 0))
        if sparing and not presolved.is_open:
            incumbent.consider(judge(presolved.least))
        elif not sparing or presolved.model.size > thresholds.SMALL:
            incumbent.consider(judge(greedy(f, alive=controls.go_on, enough=lambda: sparing)))
        if incumbent.best is not None:
            return incumbent.best.schedule, False
        search = LevelSearch(0, -1, presolved.model, incumbent, judge, controls, presolved.complete)
        reached = search.run(None, controls.seconds_left())
    except Stopped:
        return None, False
    return (None if incumbent.best is None else incumbent.best.schedule), reached.is_impossible


def hindrances(problem: Problem, schedule: Schedule, id_: str) -> tuple[Violation, ...]:
    """Return what keeps a session that a schedule leaves out from taking place as well: rooms taken, or closed.

    Of all its times and rooms, those count at which the least is in the way. Nothing, where nothing is, or where the session
    has no fitting room at all.
    """
    session = problem.session(id_)
    if session is None or id_ in schedule.placement_of:
        return ()
    rooms = [None] if session.room is None else [room.id for room in problem.fitting_rooms(session)]
    dropped = [other for other in schedule.dropped if other != id_]
    found: list[tuple[Violation, ...]] = []
    for start, room in product(session.candidate_starts, rooms):
        placed = Schedule((), [*schedule.placements, Placement(id_, start, room)], dropped)
        found.append(tuple(one for one in illegalities(problem, placed) if id_ in one.sessions))
    return min(found, key=len, default=())


def _way_out(problem: Problem, schedule: Schedule, breach: Violation) -> Text:
    """Say what a schedule breaks, and why, where a session had no room left."""
    reasons = tuple(one.message for own in breach.sessions for one in hindrances(problem, schedule, own))
    if not reasons:
        return Text("one way out would be: {breach}", {"breach": breach.message})
    facts = {"breach": breach.message, "reasons": reasons}
    return Text("one way out would be: {breach}, because {reasons}", facts)


def _breaches(problem: Problem, rules: Sequence[Rule], schedule: Schedule) -> Iterator[Violation]:
    yield from illegalities(problem, schedule)
    for rule in rules:
        yield from rule.check(problem, schedule)
