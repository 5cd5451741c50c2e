"""The shift scheduling benchmark of Curtois and Qu: the best known costs are reached and proved, and are what the files say."""

import io
import random
import re
import zipfile
from collections import Counter, defaultdict
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from benchmarks.readers import nrp24

import volmatch as vm

pytestmark = pytest.mark.data

BEST = {"Instance1": 607, "Instance2": 828, "Instance3": 1001}
SECONDS = 60
#: What a person does on each day: the shift's kind, or "" on a day off.
Plan = dict[str, list[str]]


def rows(text: str) -> dict[str, list[list[str]]]:
    """Return the lines of each section of a file, split at commas."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    section = ""
    for line in io.StringIO(text.replace("\r", "")):
        if line.startswith("SECTION_"):
            section = line.strip()[8:]
        elif line.strip() and not line.startswith("#"):
            found[section].append(line.strip().split(","))
    return found


def cost(parts: dict[str, list[list[str]]], plan: Plan) -> int:
    """Return what the benchmark says a plan costs."""
    heads = Counter((day, kind) for shifts in plan.values() for day, kind in enumerate(shifts))
    total = 0
    for day, kind, wanted, under, over in parts["COVER"]:
        short = int(wanted) - heads[int(day), kind]
        total += int(under) * short if short > 0 else int(over) * -short
    for who, day, kind, weight in parts["SHIFT_ON_REQUESTS"]:
        total += int(weight) * (plan[who][int(day)] != kind)
    for who, day, kind, weight in parts["SHIFT_OFF_REQUESTS"]:
        total += int(weight) * (plan[who][int(day)] == kind)
    return total


def breaches(parts: dict[str, list[list[str]]], plan: Plan) -> set[tuple[str, str]]:
    """Return whose part of a plan the benchmark forbids, and by which of our rules."""
    minutes = {kind: int(length) for kind, length, _ in parts["SHIFTS"]}
    barred = {kind: set(never.split("|")) for kind, _, never in parts["SHIFTS"]}
    off = {row[0]: {int(day) for day in row[1:]} for row in parts["DAYS_OFF"]}
    found = set()
    for who, most, longest, least, max_run, min_run, min_break, weekends in parts["STAFF"]:
        shifts = plan[who]
        worked = Counter(kind for kind in shifts if kind)
        most_of = dict(pair.split("=") for pair in most.split("|"))
        time = sum(minutes[kind] * times for kind, times in worked.items())
        runs = [(is_work, len(list(days))) for is_work, days in groupby(shifts, bool)]
        inner = runs[1:-1]
        broken = {
            "limits": time > int(longest) or any(worked[kind] > int(times) for kind, times in most_of.items()),
            "min_load": time < int(least),
            "consecutive_days": any(is_work and days > int(max_run) for is_work, days in runs)
            or any(is_work and days < int(min_run) for is_work, days in inner),
            "days_off": any(not is_work and days < int(min_break) for is_work, days in inner),
            "weekends": sum(any(shifts[day : day + 2]) for day in range(5, len(shifts), 7)) > int(weekends),
            "succession": any(one and two in barred[one] for one, two in pairwise(shifts) if two),
            "available": any(shifts[day] for day in off.get(who, ())),
        }
        found |= {(who, rule) for rule, is_broken in broken.items() if is_broken}
    return found


def planned(problem: vm.Problem, schedule: vm.Schedule) -> Plan:
    """Return a schedule as a plan; a day with two shifts fails."""
    plan = {volunteer.id: [""] * len(problem.days) for volunteer in problem.volunteers}
    for one in schedule.assignments:
        day, kind = re.fullmatch(r"(\d+)-(\w+)", one.session).groups()  # type: ignore[union-attr] # else it fails
        assert not plan[one.volunteer][int(day)]
        plan[one.volunteer][int(day)] = kind
    return plan


@pytest.mark.parametrize("name", BEST)
def test_the_best_known_cost_is_proved(shared_data: Path, name: str) -> None:
    """An instance is not solved to the end, to another cost than the best published, or to a plan the benchmark refuses."""
    folder = shared_data / "nrp24"
    problem = nrp24.read(folder, name)
    outcome = vm.solve(problem, time_limit=SECONDS)
    (level,) = outcome.levels
    assert (level.value, level.bound) == (BEST[name], BEST[name])
    assert nrp24.best(folder, name) == BEST[name]
    assert outcome.schedule is not None
    plan = planned(problem, outcome.schedule)
    parts = rows(zipfile.ZipFile(folder / nrp24.ARCHIVE).read(f"{name}.txt").decode())
    assert breaches(parts, plan) == set()
    assert cost(parts, plan) == level.value


def test_all_instances_are_read(shared_data: Path) -> None:
    """A file of the benchmark is refused, or a part of it is forgotten."""
    folder = shared_data / "nrp24"
    with zipfile.ZipFile(folder / nrp24.ARCHIVE) as archive:
        names = [name.removesuffix(".txt") for name in archive.namelist() if name.endswith(".txt")]
        texts = {name: rows(archive.read(f"{name}.txt").decode()) for name in names}
    assert set(BEST) < set(names)
    for name in names:
        problem, parts = nrp24.read(folder, name), texts[name]
        days = int(parts["HORIZON"][0][0])
        assert len(problem.days) == days
        assert len(problem.sessions) == days * len(parts["SHIFTS"])
        assert len(problem.volunteers) == len(parts["STAFF"])
        wishes = sum(len(volunteer.wishes) for volunteer in problem.volunteers)
        assert wishes == len(parts["SHIFT_ON_REQUESTS"]) + len(parts["SHIFT_OFF_REQUESTS"])
        assert sum(len(volunteer.away) for volunteer in problem.volunteers) == sum(
            len(row) - 1 for row in parts["DAYS_OFF"]
        )


@pytest.mark.parametrize("name", BEST)
def test_any_plan_costs_and_breaks_here_what_it_does_there(shared_data: Path, name: str) -> None:
    """The rules are not exactly the benchmark's: a plan that only one of both allows, or one that costs another sum."""
    folder = shared_data / "nrp24"
    problem = nrp24.read(folder, name)
    parts = rows(zipfile.ZipFile(folder / nrp24.ARCHIVE).read(f"{name}.txt").decode())
    for seed in range(40):
        plan = at_random(parts, random.Random(seed))
        report = vm.check(problem, as_schedule(problem, plan))
        assert report.values == (cost(parts, plan),)
        assert {(one.volunteers[0], one.rule) for one in report.breaches} == breaches(parts, plan)


def at_random(parts: dict[str, list[list[str]]], chance: random.Random) -> Plan:
    """Return a plan in which everybody works in runs of some days, now and then with another kind of shift."""
    days = int(parts["HORIZON"][0][0])
    kinds = [kind for kind, *_ in parts["SHIFTS"]]
    plan: Plan = {}
    for who, *_ in parts["STAFF"]:
        shifts: list[str] = [""] * chance.randint(0, 3)
        while len(shifts) < days:
            kind = chance.choice(kinds)
            shifts += [kind if chance.random() < 0.9 else chance.choice(kinds) for _ in range(chance.randint(1, 6))]
            shifts += [""] * chance.randint(1, 4)
        plan[who] = shifts[:days]
    return plan


def as_schedule(problem: vm.Problem, plan: Plan) -> vm.Schedule:
    """Return a plan as a schedule."""
    return vm.Schedule(
        [
            vm.Assignment(who, f"{day}-{kind}", nrp24.ROLE)
            for who, shifts in plan.items()
            for day, kind in enumerate(shifts)
            if kind
        ],
        [vm.Placement(session.id, session.candidate_starts[0]) for session in problem.sessions],
    )
