"""A small app in the hands of a strict type checker: every public verb is called once, and nothing is cast.

`test_typed_client.py` checks its types and runs it.
"""

import asyncio
import io
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs

import volmatch as vm


@attrs.frozen(kw_only=True)
class NoMondays(vm.Rule):
    """Nobody serves on a Monday."""

    def check(self, problem: vm.Problem, schedule: vm.Schedule) -> Iterator[vm.Violation]:
        """Yield a violation for each duty on a Monday."""
        for duty in schedule.duties(problem):
            if duty.start.weekday() == 0:
                message = vm.Text("{who} serves on a Monday", {"who": duty.volunteer.label})
                yield vm.Violation(message, (duty.volunteer.id,), (duty.session.id,))


def planned() -> tuple[vm.Problem, vm.Outcome]:
    """Return a morning of two sessions and three people, and its best schedule."""
    morning = [vm.Window("2026-08-01T09:00", "2026-08-01T13:00")]
    people = [
        vm.Volunteer("li", name="Li Na", skills={"drawing": 2}, available=morning),
        vm.Volunteer("wu", skills={"drawing": vm.Skill(level=1)}, wishes=[vm.Wish(session="tea", score=2)]),
        vm.Volunteer("he", limits=[vm.Limit("day", max_sessions=1)]),
    ]
    drawing = vm.Role("teacher", skill="drawing", min=1)
    sessions = [
        vm.Session("art", start="2026-08-01T10:00", end="2026-08-01T11:00", roles=[drawing]),
        vm.Session("tea", start="2026-08-01T11:00", end="2026-08-01T12:00", roles=[vm.Role("host", target=2, max=3)]),
    ]
    problem = vm.Problem(people, sessions, timezone="Asia/Shanghai")
    return problem, vm.solve(problem, time_limit=10, workers=1)


def beside(problem: vm.Problem) -> list[str]:
    """Return what a solve beside the program came to, and the name of the schema that its files keep to."""
    with ThreadPoolExecutor(1) as thread:  # the caller may be in a loop already
        found: vm.Outcome = thread.submit(asyncio.run, vm.solve_async(problem, time_limit=10)).result()
    return [found.status, str(vm.io.schema("problem")["$id"])]


def explained(problem: vm.Problem, outcome: vm.Outcome, schedule: vm.Schedule) -> list[str]:
    """Return what volmatch says about a schedule."""
    duty = schedule.assignments[0]
    impossible = attrs.evolve(problem, rules=vm.rules.only([*problem.rules, *_promises(problem)]))
    profiles = vm.explain.profiles_from(problem, most=3)
    prices = dict.fromkeys(("pinned", "available"), 1)
    texts = [
        vm.explain.preflight(problem).sentence(),
        vm.explain.why(problem, outcome, volunteer=duty.volunteer, session=duty.session).sentence(),
        vm.explain.why_not(problem, outcome, volunteer="he", session="art", role="teacher").sentence(),
        vm.explain.why_empty(problem, outcome, session="tea", role="host").sentence() if _is_short(schedule) else "",
        vm.explain.shortage(problem, outcome).sentence(),
        vm.explain.letter(problem, outcome, volunteer="li").sentence("zh"),
        vm.explain.compare(problem, schedule, outcome).sentence(),
        vm.explain.advise(problem, outcome, vm.explain.Catalogue(profiles=profiles), time_limit=5).sentence(),
        vm.explain.trade_off(problem, 1, 2, time_limit=5).sentence(),
        vm.explain.cheapest_repair(impossible, prices, time_limit=5).sentence(),
        *(move.sentence() for move in vm.explain.moves(problem, schedule, schedule)),
    ]
    clash = vm.explain.clash(impossible, time_limit=5)
    return [*texts, clash.sentence() if clash is not None else ""]


def _promises(problem: vm.Problem) -> list[vm.Rule]:
    pin = vm.rules.Pin(volunteer=problem.volunteers[0].id, session="tea")
    return [vm.rules.Pinned(stay=[pin], never=[pin])]


def _is_short(schedule: vm.Schedule) -> bool:
    return schedule.heads("tea", "host") < 2


def kept(problem: vm.Problem, outcome: vm.Outcome, folder: Path) -> None:
    """Write all there is and read it again."""
    vm.save(problem, outcome, folder, "week", lang="zh")
    vm.io.write(folder / "problem.json", problem)
    vm.io.write(folder / "schedule.json", outcome, problem=problem)
    again = vm.io.read_problem(folder / "problem.json")
    known = vm.io.read_outcome(folder / "schedule.json")
    schedule: vm.Schedule = vm.io.read_schedule(folder / "schedule.json")
    vm.io.check_belongs(again, known)
    either: vm.Problem | vm.Outcome = vm.io.read(folder / "problem.json")
    same: vm.Problem | vm.Outcome = vm.io.loads(vm.io.dumps(problem))
    vm.io.write_tables(problem, folder / "week.xlsx")
    sheets: vm.Problem = vm.io.read_tables(folder / "week.xlsx")
    vm.io.write_schedule_tables(problem, schedule, folder / "plan.xlsx", lang="zh")
    plan: vm.Schedule = vm.io.read_schedule_tables(problem, folder / "plan.xlsx")
    vm.io.check_belongs(problem, vm.solve(problem, time_limit=5, start=plan))
    vm.io.template(folder / "empty.xlsx")
    vm.io.simple_template(folder / "short.xlsx")
    vm.io.write_programme(problem, outcome, folder / "programme.json")
    programme: vm.Problem = vm.io.read_programme(folder / "programme.json")
    tables = sorted(vm.io.frames(problem))
    (folder / "form.csv").write_text("Name,art\nLi Na,yes\n", encoding="utf-8")
    answers: vm.io.SignUps = vm.io.signups(folder / "form.csv", sessions=problem.sessions)
    difference: vm.io.Difference = vm.io.difference(problem, sheets)
    told = f"{either == same} {len(programme.sessions)} {tables} {len(answers.availability)} {len(difference.changes)}"
    (folder / "told.txt").write_text(told + vm.io.anonymous(problem), encoding="utf-8")


def main(folder: Path) -> str:
    """Plan, judge, show, explain and keep a morning; return what was said."""
    vm.register("morning.no_mondays", NoMondays)
    problem, outcome = planned()
    schedule = outcome.schedule
    if schedule is None:
        return outcome.sentence()
    assert vm.size_of(problem) is not None
    report: vm.CheckReport = vm.check(problem, schedule)
    costs: tuple[int, ...] = vm.score(problem, schedule)
    printed = io.StringIO()
    vm.show(problem, outcome, file=printed, lang="zh", by="volunteer")
    watched: vm.Outcome = vm.watch(problem, time_limit=5, start=schedule)
    kept(problem, outcome, folder)
    same = outcome.problem_fingerprint == vm.io.fingerprint(problem)
    repaired: str = vm.repair(problem, schedule, [], time_limit=5).sentence()
    said = [report.sentence(), str(costs), repaired, printed.getvalue(), watched.sentence("zh"), str(same)]
    return "\n".join([*said, *beside(problem), *explained(problem, outcome, schedule)])


if __name__ == "__main__":
    sys.stdout.write(main(Path(sys.argv[1])))
