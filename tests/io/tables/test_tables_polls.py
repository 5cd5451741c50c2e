"""Polls of other programs, ranks and companions are understood: Doodle, When2Meet, first and second choice, with whom."""

import csv
import datetime as dt
import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import volmatch as vm
from volmatch.cli import main
from volmatch.cli.signed_up import signed_up
from volmatch.io import SignUps, signups
from volmatch.io.tables.sheet import sheet_of
from volmatch.rules import Together

PROBLEM = vm.Problem(
    [vm.Volunteer("ann", name="Ann"), vm.Volunteer("bo", name="Bo")],
    [
        vm.Session("tea", name="Tea for all", kind="Bar", start="2026-08-01T10:00", end="2026-08-01T12:00"),
        vm.Session("art", name="Art", kind="Kitchen", start="2026-08-02T10:00", end="2026-08-02T12:00"),
    ],
)
Rows = Sequence[Sequence[Any]]
SHEETS = ("csv", "xlsx", "merged.xlsx")


def save(folder: Path, kind: str, rows: Rows) -> Path:
    """Write a poll as a program exports it; as a workbook, with what stands over several columns in one merged cell."""
    path = folder / f"poll.{kind}"
    if kind == "csv":
        with path.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened).writerows(rows)
        return path
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for number, row in enumerate(rows if kind.startswith("merged") else (), start=1):
        ends = [at for at, cell in enumerate(row, start=1) if cell not in (None, "") and at > 1]
        for at, after in pairwise((*ends, len(row) + 1)):
            if not row[0] and after - at > 1:
                book.active.merge_cells(start_row=number, end_row=number, start_column=at, end_column=after - 1)
    book.save(path)
    return path


def read(*rows: Sequence[Any], **how: Any) -> SignUps:
    """Return what a form of the little problem says."""
    return signups(sheet_of("form", rows), sessions=PROBLEM.sessions, **how)


def hours(told: SignUps, person: str) -> list[str]:
    """Return when somebody is free."""
    return [
        f"{window.from_:%a %d %R}-{window.to:%R}{' perhaps' if window.if_needed else ''}"
        if isinstance(window, vm.Window) and isinstance(window.from_, dt.datetime)
        else f"{getattr(window, 'weekly', ('',))[0]} {window.from_} {window.to}"
        for window in vm.Problem(told.applied(), PROBLEM.sessions).volunteer(person).available or ()  # type: ignore[union-attr]
    ]


DOODLE: Rows = [
    ['Poll "Summer fair"'], ["https://example.org/poll/abc"], [],
    ["", "July 2026", "", "August 2026", ""], ["", "Fri 31", "", "Sat 1", ""],
    ["", "9:00 AM - 11:00 AM", "2:00 PM - 4:00 PM", "9:00 AM - 11:00 AM", "10:00 PM - 2:00 AM"],
    ["Ann", "OK", "(OK)", "", "OK"], ["Bo", "", "OK", "OK", ""], ["Count", 1, 2, 1, 1],
]  # fmt: skip


@pytest.mark.parametrize("kind", SHEETS)
def test_a_poll_of_doodle(tmp_path: Path, kind: str) -> None:
    """Three rows of headers are three people, or a count at the end is one."""
    told = signups(save(tmp_path, kind, DOODLE))
    assert list(told.availability) == ["Ann", "Bo"]
    assert hours(told, "Ann") == ["Fri 31 09:00-11:00", "Fri 31 14:00-16:00 perhaps", "Sat 01 22:00-02:00"]
    assert hours(told, "Bo") == ["Fri 31 14:00-16:00", "Sat 01 09:00-11:00"]
    places = [note.path.rpartition("!")[2] for note in told.told]
    assert sorted(places) == ["1:1", "2:2", "4:4", "9:9"]


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.parametrize(
    ("rows", "free"),
    [
        ([["", "August 2026", ""], ["", "Sat 1", "Sun 2"], ["Ann", "OK", ""], ["Count", "1", "0"]], ["Sat 01 00:00-00:00"]),
        ([["", "Sat 1 Aug 2026", "", "Sun 2 Aug 2026"], ["Name", "9-11am", "14:00-16:00", "9-11am"], ["Ann", "yes", "no", "yes"]], ["Sat 01 09:00-11:00", "Sun 02 09:00-11:00"]),
        ([["", "2026年8月1日", ""], ["姓名", "上午", "下午"], ["Ann", "", "有空"]], ["Sat 01 12:00-18:00"]),
    ],
)  # fmt: skip
def test_headers_in_two_rows(tmp_path: Path, kind: str, rows: Rows, free: list[str]) -> None:
    """Days over hours are refused, or the hours of the second day are those of the first."""
    told = signups(save(tmp_path, kind, rows))
    assert list(told.availability) == ["Ann"]
    assert hours(told, "Ann") == free


@pytest.mark.parametrize("kind", SHEETS[:2])
@pytest.mark.parametrize("day", ["Mon", "2026-08-03", "Mon 3 August 2026"])
def test_a_poll_of_when2meet(tmp_path: Path, kind: str, day: str) -> None:
    """Quarters of an hour down the side are people, or somebody loses the last one, or gets a hundred windows."""
    luck = random.Random(day)
    free = {"Ann": [luck.random() < 0.7 for _ in range(16)], "Bo": [True] * 16, "Cy": [False] * 16}
    clocks = [f"{9 + quarter // 4:02}:{quarter % 4 * 15:02}" for quarter in range(16)]
    rows: list[list[Any]] = [["Time", *free], *([f"{day} {clock} AM" if clock < "12" else f"{day} {clock} PM", *(int(told[index]) for told in free.values())] for index, clock in enumerate(clocks))]  # fmt: skip
    told = signups(save(tmp_path, kind, rows))
    assert list(told.availability) == list(free)
    for person, quarters in free.items():
        windows = told.availability[person]
        assert windows is not None
        for index, clock in enumerate(clocks):
            start = dt.time.fromisoformat(clock)
            inside = [one for one in windows if _clock(one.from_) <= start < _clock(one.to)]
            assert len(inside) == quarters[index]
        assert len(windows) == sum(
            now and not before for before, now in zip([False, *quarters], quarters, strict=False)
        )
    assert [note.path.rpartition("!")[2] for note in told.told] == ["1:1"]


def _clock(moment: Any) -> dt.time:
    return moment if isinstance(moment, dt.time) else dt.datetime.fromisoformat(str(moment)).time()


def test_faults_of_a_turned_poll_stand_where_they_were_typed() -> None:
    """An answer that means nothing is told of another person's hour."""
    rows = [["Time", "Ann", "Bo"], ["Mon 10:00-12:00", "yes", "no"], ["Mon 14:00-16:00", "no", "dunno"]]
    with pytest.raises(vm.ProblemError) as caught:
        read(*rows)
    assert [fault.path for fault in caught.value.faults] == ["form!C3 (Mon 14:00-16:00)"]


@pytest.mark.parametrize(
    "headers", [("1st choice", "2nd choice"), ("First preference", "Second preference"), ("第一志愿", "第二志愿"), ("Choice 1", "Choice 2")]
)  # fmt: skip
def test_choices_in_order(headers: tuple[str, str]) -> None:
    """What somebody likes best is as dear as what comes second, or a third column stops the form."""
    told = read(["Name", *headers], ["Ann", "Tea for all", "Art"], ["Bo", "art", ""])
    assert told.wishes == {
        "Ann": (vm.Wish(session="tea", score=2), vm.Wish(session="art", score=1)),
        "Bo": (vm.Wish(session="art", score=2),),
    }
    assert hours(told, "Bo") == ["Sun 02 10:00-12:00"]


def test_kinds_in_order_leave_free_times_as_they_are() -> None:
    """Who says only what they like is never free any more."""
    told = read(["Name", "1st choice", "2nd choice"], ["ann", "Bar", "Kitchen"], ["bo", "Kitchen", None])
    assert told.availability == {"ann": None, "bo": None}
    assert told.wishes["ann"] == (vm.Wish(kind="Bar", score=2), vm.Wish(kind="Kitchen", score=1))
    free = vm.Weekly(["mon"], dt.time(9), dt.time(12))
    (ann, *_) = told.applied([vm.Volunteer("ann", available=[free])])
    assert ann.available == (free,)


def test_a_grid_of_ranks() -> None:
    """The rank 1 is the answer yes, and 2 is none."""
    told = read(["Name", "Please rank [Tea for all]", "Please rank [Art]"], ["Ann", 2, 1.0], ["Bo", "1st", ""])
    assert told.wishes == {
        "Ann": (vm.Wish(session="tea", score=1), vm.Wish(session="art", score=2)),
        "Bo": (vm.Wish(session="tea", score=2),),
    }
    assert len(told.told) == 1
    with pytest.raises(vm.ProblemError, match="wanted a rank from 1 to 2"):
        read(["Name", "Rank [Tea for all]", "Rank [Art]"], ["Ann", 3, 1])


@pytest.mark.parametrize("answer", [True, "TRUE", 1, 1.0, "1", "ok"])
def test_boxes_that_were_ticked(answer: object) -> None:
    """A ticked box of a spreadsheet means nothing."""
    told = read(["Name", "tea"], ["Ann", answer], ["Bo", False], ["Cy", 0])
    assert [bool(windows) for windows in told.availability.values()] == [True, False, False]


@pytest.mark.parametrize(
    "header", ["With whom?", "With whom would you like to serve?", "Friends", "想和谁一起？", "希望同组的人", "Who would you like to work with?"]  # noqa: RUF001
)  # fmt: skip
def test_with_whom_people_want_to_serve(header: str) -> None:
    """Friends are a remark that no rule reads, or a name that nobody has is passed over."""
    told = read(["Name", "tea", header], ["Ann", "yes", "Bo, Cy"], ["Bo", "yes", "ann and my sister"], ["Cy", "no", "无"], own_columns=True)  # fmt: skip
    assert told.together == (("Ann", "Bo"), ("Ann", "Cy"))
    assert [(note.path, note.given) for note in told.told] == [(f"form!C3 ({header})", "'my sister'")]
    assert told.data["Bo"] == {header: "ann and my sister"}
    with pytest.raises(vm.ProblemError, match="nobody is called so"):
        read(["Name", "tea", header], ["Ann", "yes", "my sister"])


def test_with_whom_nobody_wants_to_serve_is_not_together() -> None:
    """Who is to be kept apart is put together."""
    told = read(["Name", "tea", "With whom would you rather not work?"], ["Ann", "yes", "Bo"], own_columns=True)
    assert told.together == ()
    assert len(told.told) == 1


def test_friends_of_a_form_serve_together(tmp_path: Path, capsys: Any) -> None:
    """The command loses the friends, or the plan parts them without need."""
    form = save(tmp_path, "csv", [["Name", "tea", "art", "With whom?"], ["Ann", "yes", "yes", "Bo"], ["Bo", "yes", "yes", ""]])  # fmt: skip
    vm.io.write(tmp_path / "p.json", PROBLEM)
    found = signed_up(PROBLEM, form)
    (rule,) = [rule for rule in found.problem.rules if isinstance(rule, Together)]
    assert (rule.sets, rule.level > 0) == ((("ann", "bo"),), True)
    assert main(["signups", str(form), "--into", str(tmp_path / "p.json"), "-o", str(tmp_path / "new.json")]) == 0
    assert "2 people answered" in capsys.readouterr().out
    assert vm.io.read(tmp_path / "new.json") == found.problem


def test_friends_of_a_form_serve_together_so_often(tmp_path: Path, capsys: Any) -> None:
    """How often friends want to meet is not heeded, no number is taken, or where nobody named a friend nothing is said."""
    form = save(tmp_path, "csv", [["Name", "tea", "With whom?"], ["Ann", "yes", "Bo"], ["Bo", "yes", ""]])
    vm.io.write(tmp_path / "p.json", PROBLEM)
    new = tmp_path / "new.json"
    command = ["signups", str(form), "--into", str(tmp_path / "p.json"), "-o", str(new), "--force"]
    assert main([*command, "--together", "2"]) == 0
    (rule,) = [rule for rule in vm.io.read_problem(new).rules if isinstance(rule, Together)]
    assert (rule.sets, rule.at_least) == ((("ann", "bo"),), 2)
    capsys.readouterr()
    for slip in ("0", "-1", "often"):
        assert main([*command, "--together", slip]) == 2
        assert "--together" in capsys.readouterr().err
    save(tmp_path, "csv", [["Name", "tea"], ["Ann", "yes"]])
    assert main([*command, "--together", "2"]) == 0
    assert "--together: nobody said" in capsys.readouterr().err
    assert not [rule for rule in vm.io.read_problem(new).rules if isinstance(rule, Together)]


def test_only_friends_who_named_each_other(tmp_path: Path, capsys: Any) -> None:
    """Somebody is tied to one who did not ask for it, or is not told that their wish was left out."""
    rows = [["Ann", "yes", "Bo, Cy"], ["Bo", "yes", "Ann"], ["Cy", "yes", ""], ["Di", "yes", "Ann"]]
    form = save(tmp_path, "csv", [["Name", "tea", "With whom?"], *rows])
    vm.io.write(tmp_path / "p.json", PROBLEM)
    new = tmp_path / "new.json"
    command = ["signups", str(form), "--into", str(tmp_path / "p.json"), "-o", str(new), "--force"]
    assert main([*command, "--mutual"]) == 0
    (rule,) = [rule for rule in vm.io.read_problem(new).rules if isinstance(rule, Together)]
    assert rule.sets == (("ann", "bo"),)
    told = capsys.readouterr().err.lower()
    assert "ann named cy, who did not name them" in told
    assert "di named ann, who did not name them" in told
    assert told.count("--mutual") == 2
    save(tmp_path, "csv", [["Name", "tea", "With whom?"], ["Ann", "yes", "Bo"], ["Bo", "yes", ""]])
    assert main([*command, "--mutual"]) == 0
    assert not [rule for rule in vm.io.read_problem(new).rules if isinstance(rule, Together)]
    save(tmp_path, "csv", [["Name", "tea"], ["Ann", "yes"]])
    assert main([*command, "--mutual"]) == 0
    assert "--mutual: nobody said" in capsys.readouterr().err


def test_choices_with_the_bar_of_chinese_forms() -> None:
    """Choices with the bar between them, as a Chinese form writes them, are refused."""
    told = read(["姓名", "请选择时段"], ["Ann", "周五晚上┋周六上午"], ["Bo", "周六上午"])
    assert [len(windows or ()) for windows in told.availability.values()] == [2, 1]


POLLS = {
    "de": (["", "Dezember 2026", "", ""], ["", "Sa 5", "", "So 6"], ["OK", "Ja", "ja"], ["(OK)", "(Ja)", "Wenn es sein muss"], ["", "Nein"], "Anzahl"),
    "de with dots": (["", "Dezember 2026", "", ""], ["", "Sa 5.", "", "So 6."], ["OK", "Ja"], ["(Ja)"], ["Nein"], "Teilnehmer"),
    "fr": (["", "décembre 2026", "", ""], ["", "sam. 5", "", "dim. 6"], ["OK", "Oui"], ["(Oui)", "Si nécessaire"], ["Non", ""], "Nombre"),
    "es": (["", "diciembre 2026", "", ""], ["", "sáb 5", "", "dom 6"], ["Sí", "OK"], ["(Sí)"], ["No"], "Conteo"),
    "it": (["", "dicembre 2026", "", ""], ["", "sab 5", "", "dom 6"], ["Sì", "OK"], ["(Sì)", "Forse"], ["No"], "Conteggio"),
    "nl": (["", "december 2026", "", ""], ["", "za 5", "", "zo 6"], ["Ja", "OK"], ["(Ja)", "misschien"], ["Nee"], "Aantal"),
    "fi": (["", "December 2026", "", ""], ["", "Sat 5", "", "Sun 6"], ["OK"], ["(OK)"], [""], "Lukumäärä"),
}  # fmt: skip


@pytest.mark.parametrize("language", POLLS)
@pytest.mark.parametrize("kind", SHEETS)
def test_doodle_in_other_languages(tmp_path: Path, kind: str, language: str) -> None:
    """A poll exported in another language is refused, its count is a person, or a yes is lost."""
    months, days, yes, perhaps, no, count = POLLS[language]
    times = ["", "09:00 – 11:00", "14:00 – 16:00", "09:00 – 11:00"]  # noqa: RUF001 - the export has it
    people = [[f"p{at}", yes[at % len(yes)], no[at % len(no)], perhaps[at % len(perhaps)]] for at in range(3)]
    told = signups(
        save(tmp_path, kind, [['Umfrage "Fest"'], ["https://poll"], [], months, days, times, *people, [count, 3, 0, 3]])
    )
    assert list(told.availability) == ["p0", "p1", "p2"]
    assert {person: hours(told, person) for person in told.availability} == {
        person: ["Sat 05 09:00-11:00", "Sun 06 09:00-11:00 perhaps"] for person in told.availability
    }
    assert "this row sums up the answers above it and was passed over" in {note.wanted.sentence() for note in told.told}


def test_numbers_that_people_answered_are_no_count() -> None:
    """The last of several people is taken for the count because all have the numbers that would be one."""
    rows = [["Ann", "1", "1"], ["Bo", "1", "1"]]
    told = read(["", "December 2026", ""], ["", "Sat 5", "Sun 6"], ["", "9:00-11:00", "9:00-11:00"], *rows)
    assert list(told.availability) == ["Ann", "Bo"]


def test_when2meet_with_german_days() -> None:
    """Times down the side are refused for the name of their day."""
    told = read(["", "Ann", "Bo"], ["Mo 09:00", "1", "0"], ["Mo 09:15", "1", "1"])
    assert [(window.weekly, f"{window.from_:%R}") for window in told.availability["Bo"] or ()] == [(("mon",), "09:15")]  # type: ignore[union-attr]
