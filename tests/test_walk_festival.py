"""A festival's crew lead: a form of 150 people and a workbook of 268 shifts over three days and nights become plan and page."""

import csv
import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import volmatch as vm
from volmatch.cli import main
from volmatch.rules import Experience, Limits, MinRest, Qualified, Together

FIRST = (
    "Ada",
    "Bruno",
    "Cleo",
    "Dario",
    "Edda",
    "Falk",
    "Gina",
    "Hugo",
    "Ines",
    "Jona",
    "Kaja",
    "Levi",
    "Mona",
    "Nils",
    "Oda",
)
LAST = ("Abel", "Brandt", "Conti", "Duval", "Ekman", "Faber", "Gomes", "Haas", "Ivers", "Jansen")
NAMES = [f"{first} {last}" for first, last in product(FIRST, LAST)]
STALLS = ("Bar", "Gate", "Camp", "Stage", "Kitchen", "Water", "Parking", "First aid tent", "Info", "Cloakroom")
FRIDAY = dt.datetime.fromisoformat("2027-07-02T14:00")
SLOTS = [FRIDAY + dt.timedelta(hours=4 * step) for step in range(14)]
CHOICES = (
    "Fri 14:00-22:00",
    "Fri 22:00-06:00",
    "Sat 06:00-14:00",
    "Sat 14:00-22:00",
    "Sat 22:00-06:00",
    "Sun 06:00-14:00",
    "Sun 14:00-22:00",
)
FRIENDS = [list(pair) for pair in zip(NAMES[:20:2], NAMES[1:20:2], strict=True)]
YOUNG, OLD_HANDS = frozenset(NAMES[::7]), frozenset(NAMES[::3])


def is_night(start: dt.datetime) -> bool:
    """Whether a shift is one for adults."""
    return start.hour in (22, 2)


def shifts() -> Iterator[list[Any]]:
    """Yield 268 shifts of four hours: each stall twice in each slot, but fewer in the first night and at the very end."""
    places = [(stall, turn) for stall in STALLS for turn in (1, 2)]
    listed = [(start, stall, turn) for start in SLOTS for stall, turn in places]
    dropped = {listed.index((SLOTS[2], stall, 2)) for stall in STALLS} | {len(listed) - 1, len(listed) - 3}
    for index, (start, stall, turn) in enumerate(listed):
        if index not in dropped:
            end = start + dt.timedelta(hours=4)
            hours = f"{start:%H:%M}-{end:%H:%M}"
            yield [
                f"{stall} {turn} {start:%a %H}h",
                start.date(),
                hours,
                stall,
                1,
                "adult" if is_night(start) else None,
            ]


def workbook(path: Path) -> None:
    """Write the workbook of the crew lead: people, shifts, a limit and rules in her words."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheets: dict[str, list[list[Any]]] = {
        "people": [["name", "phone"], *([name, "555-0100"] for name in NAMES)],
        "activities": [["name", "date", "time", "kind", "people", "traits"], *shifts()],
        "problem": [["time zone", "words"], ["Europe/Berlin", '{"traits": ["old hand"]}']],
        "limits": [["person", "per", "max sessions"], ["*", "day", 2]],
        "rules": [
            ["rule", "level", "settings"],
            ["minimum rest", 0, "8 hours"],
            ["experience", 1, '{"traits": ["old hand"], "where": {"sessions": {"kind": "Bar"}}}'],
            ["together", 3, f'{{"sets": {FRIENDS}, "same": "day"}}'.replace("'", '"')],
        ],
    }
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    book.save(path)


def _said(name: str) -> list[str]:
    return ["No" if name in YOUNG else "Yes", "Yes" if name in OLD_HANDS else "No"]


def form(path: Path) -> dict[str, list[str]]:
    """Write the answers as a web form exports them, one of them twice; return what each person chose."""
    draw = random.Random(7)
    chosen = {name: sorted(draw.sample(CHOICES, draw.randint(3, 6)), key=CHOICES.index) for name in NAMES}
    order = draw.sample(NAMES, len(NAMES))
    lines = [[name, ", ".join(chosen[name]), *_said(name)] for name in order]
    lines.insert(0, [order[-1].upper(), CHOICES[0], *_said(order[-1])])
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(
            [
                "Timestamp",
                "Your name",
                "When can you help?",
                "Are you over 18?",
                "Were you here before?",
                "Anything else?",
            ]
        )
        writer.writerows([f"2027/05/01 10:{index % 60:02}:00", *line, None] for index, line in enumerate(lines))
    return chosen


def offered(choice: str) -> tuple[dt.datetime, dt.datetime]:
    """Return the hours of a choice, by hand."""
    day = FRIDAY.date() + dt.timedelta(days=("Fri", "Sat", "Sun").index(choice[:3]))
    start, end = (dt.datetime.combine(day, dt.time(int(choice[at : at + 2]))) for at in (4, 10))
    return start, end if end > start else end + dt.timedelta(days=1)


def test_from_form_and_workbook_to_plan_and_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """She needs Python or more than four commands, or somebody serves when they did not say, too young, or without their rest."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLMATCH_LANG", "en")
    workbook(tmp_path / "festival.xlsx")
    chosen = form(tmp_path / "form.csv")
    traits = ["--trait", "Are you over 18?", "adult", "--trait", "Were you here before?", "old hand"]
    assert main(["signups", "form.csv", "--into", "festival.xlsx", "-o", "ready.xlsx", *traits]) == 0
    said = capsys.readouterr()
    assert "150 people answered" in said.out
    assert "new to the problem" not in said.out
    assert said.err.count("answered twice") == 1
    assert main(["solve", "ready.xlsx", "--time-limit", "4", "-o", "plan.json", "-o", "plan.html"]) == 0
    assert main(["check", "ready.xlsx", "plan.json"]) == 0
    assert NAMES[-1] in (tmp_path / "plan.html").read_text("utf-8")

    problem, plan = vm.io.read_tables("ready.xlsx", told=lambda _: None), vm.io.read_schedule("plan.json")
    assert (len(problem.volunteers), len(problem.sessions)) == (150, 268)
    assert {MinRest, Limits, Experience, Together, Qualified} <= {type(rule) for rule in problem.rules}
    duties: dict[str, list[dt.datetime]] = defaultdict(list)
    for duty in plan.duties(problem):
        duties[duty.volunteer.id].append(duty.start.replace(tzinfo=None))
    assert sum(map(len, duties.values())) >= 260  # nearly all seats are filled
    for name, starts in duties.items():
        starts.sort()
        free = [offered(choice) for choice in chosen[name]]
        assert all(any(a <= start < start + dt.timedelta(hours=4) <= b for a, b in free) for start in starts)
        assert all(later - start >= dt.timedelta(hours=12) for start, later in pairwise(starts))
        assert all(sum(one.date() == start.date() for one in starts) <= 2 for start in starts)
        assert name not in YOUNG or not any(map(is_night, starts))
