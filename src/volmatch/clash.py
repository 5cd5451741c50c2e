"""Why nothing is possible: rules of level 0 that cannot hold together, and what gives way without each."""

from collections.abc import Sequence

from volmatch.build import build
from volmatch.columns.ragged import Ints
from volmatch.decode import Interpreter
from volmatch.legal import illegalities
from volmatch.model import model_of
from volmatch.problem.problem import Problem
from volmatch.rule import Rule, Violation, title_of
from volmatch.schedule import Schedule
from volmatch.search.atlas import Atlas
from volmatch.search.controls import Controls, Stopped
from volmatch.search.exact import Ascent
from volmatch.search.incumbent import Incumbent, Judged
from volmatch.text import Text

#: No more breaches than this are told.
MOST_BREACHES = 5


def clash_of(problem: Problem, controls: Controls) -> tuple[Text, ...]:
    """Return why no schedule keeps all rules of level 0.

    Takes rules away one at a time for as long as nothing becomes possible; every rule that is left is needed for the
    clash, as a schedule found without it shows. What that schedule breaks of the rule is told too.

    Returns
    -------
    tuple of Text
        First the rules that clash, then breaches of one of them. When time runs out, more rules than needed may be named.
        Nothing, if not even a schedule without any rule is found possible: then the engine is at fault.
    """
    clashing = [rule for rule in problem.rules if rule.level == 0]
    ways_out: list[tuple[Rule, Schedule]] = []
    for rule in tuple(clashing):
        if controls.stopped_by():
            break
        rest = [other for other in clashing if other is not rule]
        schedule, is_impossible = _possible(problem, rest, controls)
        if is_impossible:
            clashing = rest
        elif schedule is not None:
            ways_out.append((rule, schedule))
    if not clashing:
        return ()
    titles = tuple(dict.fromkeys(title_of(type(rule)) for rule in clashing))
    told = [Text("these rules cannot all hold together: {rules}", {"rules": titles})]
    breaches = [list(rule.check(problem, schedule)) for rule, schedule in ways_out if rule in clashing]
    fewest = min(breaches, key=len, default=[])[:MOST_BREACHES]
    return (*told, *(Text("one way out would be: {breach}", {"breach": breach.message}) for breach in fewest))


def _possible(problem: Problem, rules: Sequence[Rule], controls: Controls) -> tuple[Schedule | None, bool]:
    """Return a schedule that keeps these rules, if one was found in time, and whether there is proof that none does."""

    def alive() -> None:
        reason = controls.stopped_by()
        if reason is not None:
            raise Stopped(reason)

    def judge(decisions: Ints) -> Judged:
        schedule = interpreter.schedule(decisions)
        return Judged(decisions, schedule, (), not any(_breaches(problem, rules, schedule)))

    incumbent = Incumbent()
    try:
        f = build(problem, rules, alive=alive)
        interpreter = Interpreter.of(f)
        ascent = Ascent(0, -1, model_of(f, 0), incumbent, judge, controls, Atlas.of(f))
        reached = ascent.run(None, controls.seconds_left())
    except Stopped:
        return None, False
    return (None if incumbent.best is None else incumbent.best.schedule), reached.is_impossible


def _breaches(problem: Problem, rules: Sequence[Rule], schedule: Schedule) -> "list[Violation]":
    return [*illegalities(problem, schedule), *(found for rule in rules for found in rule.check(problem, schedule))]
