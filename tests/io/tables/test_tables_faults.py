"""Whatever is wrong in a table is told with its sheet, row and column, all of it at once, in both languages."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

import volmatch as vm
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import letters, sheet_of

Grid = Sequence[Sequence[Cell]]
PEOPLE: Grid = [["id"], ["li"], ["wang"]]
TEA: Grid = [["id", "date", "start", "end"], ["tea", "2026-08-01", "10:00", "11:00"]]


def faults(sheets: Mapping[str, Grid]) -> dict[str, str]:
    """Return what is wrong with some sheets, by place."""
    with pytest.raises(vm.ProblemError) as caught:
        problem_of([sheet_of(name, grid) for name, grid in sheets.items()])
    assert len({fault.path for fault in caught.value.faults}) == len(caught.value.faults)
    return {fault.path: fault.wanted.sentence("en") for fault in caught.value.faults}


@pytest.mark.parametrize(
    ("header", "cell", "wanted"),
    [
        ("date", "8/1/2026", "this may be Sat 2026-08-01 or Thu 2026-01-08; write the year first, as in 2026-08-01"),
        ("date", "2026-02-30", "wanted a day such as 2026-08-01"),
        ("from", "25:00", "wanted a time of day such as 09:30"),
        ("from", "10", "wanted a time of day such as 09:30"),
        ("from", "8:30:15", "wanted a time of day such as 09:30"),
        ("from", "13:00 PM", "wanted a time of day such as 09:30"),
        ("if needed", "perhaps", "wanted yes or no"),
        ("weekdays", "mon-tue-wed", "wanted days of the week, such as mon; wed or mon-fri"),
        ("weekdays", "someday", "wanted days of the week, such as mon; wed or mon-fri"),
        ("volunteer", "nobody", "no volunteer has this id"),
    ],
)
def test_a_cell_that_says_something_else_is_named(header: str, cell: str, wanted: str) -> None:
    """A slip in a cell is passed over, or told of another cell."""
    row = {"volunteer": "li", "date": "2026-08-01", header: cell}
    if header == "weekdays":
        del row["date"]
    grid: Grid = [list(row), list(row.values())]
    column = letters(list(row).index(header))
    assert faults({"volunteers": PEOPLE, "availability": grid}) == {f"availability!{column}2 ({header})": wanted}


@pytest.mark.parametrize(
    ("sheets", "place", "wanted"),
    [
        ({"volunteers": [["id", "show rate"], ["li", 2]]}, "volunteers!B2 (show rate)", "wanted a number from 0 to 1"),
        ({"volunteers": [["id", "show rate"], ["li", "often"]]}, "volunteers!B2 (show rate)", "wanted a number from 0 to 1"),
        ({"volunteers": [["id", "住处"], ["li", "moon"]]}, "volunteers!B2 (住处)", "no place has this id"),
        ({"volunteers": [["id", "name", "home"], ["li", "", None], [None, None, "x"]]}, "volunteers!A3 (id)", "this field is required"),
        ({"volunteers": PEOPLE, "wishes": [["volunteer", "score", "session"], ["li", 1, "tea"], ["li", 1, "nap"]], "sessions": TEA},
         "wishes!C3 (session)", "no session has this id"),
        ({"volunteers": PEOPLE, "limits": [["volunteer", "per", "min hours", "max hours"], ["li", "day", 3, 2]]},
         "limits!C2 (min hours)", "min_hours must not exceed max_hours"),
        ({"sessions": [*TEA, ["nap", "2026-08-01", "11:00", "10:00"]]}, "sessions!D3 (end)", "this is not after the time it begins; if it ends on a later day, write that day into the column end date"),
        ({"sessions": [["id"], ["tea"]]}, "sessions!2:2", "wanted either start and end, or minutes and starts"),
        ({"sessions": [[*TEA[0], "min", "target"], [*TEA[1], 2, 1]]}, "sessions!F2 (target)", "target must not lie below min (2)"),
        ({"sessions": [[*TEA[0], "skill level"], [*TEA[1], 0]]}, "sessions!E2 (skill level)", "wanted a whole number from 1 to 1000000"),
        ({"sessions": TEA, "roles": [["session", "role", "level"], ["tea", "host", 0]]},
         "roles!C2 (level)", "wanted a whole number from 1 to 1000000"),
        ({"rooms": [["id", "place"], ["hall", "centre"]]}, "rooms!B2 (place)", "no place has this id"),
        ({"places": [["id"], ["a"], ["b"]], "travel": [["place", "other place", "minutes"], ["a", "b", 1], ["b", "a", 2]]},
         "travel!C3 (minutes)", "the way between these places takes 1 minutes further up; keep one"),
        ({"problem": [["time zone"], ["Moon"]]}, "problem!A2 (time zone)", None),
        ({"problem": [["time zone"], ["UTC"], ["UTC"]]}, "problem!3:3", "wanted one row in this sheet"),
        ({"rules": [["rule"], ["covr"]]}, "rules!A2 (rule)", None),
        ({"rules": [["rule", "level"], ["cover", -1]]}, "rules!B2 (level)", "wanted a whole number from 0 to 1000000"),
        ({"rules": [["rule", "settings"], ["min_rest", '{"hours": -1}']]}, "rules!B2 (settings).hours", None),
        ({"rules": [["rule", "settings"], ["min_rest", '{"hours": 1, "hour": 1}']]}, "rules!B2 (settings).hour", None),
        ({"rules": [["rule", "settings"], ["min_rest", "{hours=1"]]}, "rules!B2 (settings)", "wanted JSON; it goes wrong at line 1, column 2"),
        ({"rules": [["rule", "settings"], ["min_rest", "[]"]]}, "rules!B2 (settings)", 'wanted settings in braces, such as {"hours": 11}'),
        ({"rules": [["rule", "level", "settings"], ["cover", 1, '{"level": 2}']]},
         "rules!C2 (settings)", "level has a column of its own; leave it out here"),
        ({"rules": [["rule", "level"], ["cover", 1], [None, 2]]}, "rules!A3 (rule)", "this field is required"),
        ({"volunteers": [["id", "available"], ["li", "never"]], "availability": [["volunteer", "date"], ["li", "2026-08-01"]]},
         "availability!A2 (volunteer)", "this person is never free, says the sheet of volunteers; keep one"),
        ({"volunteers": [["id", "available"], ["li", "always"]]}, "volunteers!B2 (available)",
         "leave this empty, or write never for somebody who is not free at all"),
        ({"volunteers": [["id", "skills"], ["li", "tea; tea: 2"]]}, "volunteers!B2 (skills)", "tea stands twice in this cell; keep one"),
        ({"volunteers": [["id", "skills"], ["li", "tea"]], "skills": [["volunteer", "skill"], ["li", "tea"]]},
         "skills!B2 (skill)", "this person has this skill already; keep one"),
        ({"volunteers": PEOPLE, "availability": [["volunteer", "from"], ["li", "9:00"]]}, "availability!2:2", "wanted a day such as 2026-08-01"),
        ({"volunteers": PEOPLE, "availability": [["volunteer", "date", "weekdays", "from", "to"], ["li", "2026-08-01", "mon", "9:00", "10:00"]]},
         "availability!B2 (date)", "wanted a date or days of the week, not both"),
        ({"volunteers": PEOPLE, "availability": [["volunteer", "date", "until"], ["li", "2026-08-01", "2026-08-02"]]},
         "availability!C2 (until)", "this goes with days of the week; for a date, leave it empty"),
        ({"volunteers": PEOPLE, "away": [["volunteer", "date", "from"], ["li", "2026-08-01", "2026-08-01 9:00"]]},
         "away!C2 (from)", "the date stands here already; leave the column of dates empty"),
        ({"volunteers": PEOPLE, "availability": [["volunteer", "weekdays", "from"], ["li", "mon", "9:00"]]}, "availability!2:2", "this field is required"),
        ({"sessions": [["id", "date", "start"], ["tea", "2026-08-01", "10:00"]]}, "sessions!C2 (start)", "wanted an end, or minutes"),
        ({"sessions": [["id", "minutes", "starts"], ["tea", 5, "10:00"]]}, "sessions!C2 (starts)", "wanted a date and time such as 2026-08-01T10:00"),
    ],
)  # fmt: skip
def test_faults_of_the_problem_are_told_where_they_were_typed(
    sheets: Mapping[str, Grid], place: str, wanted: str | None
) -> None:
    """People have to find out which row ``volunteers[17].available[3].to`` is."""
    told = faults(sheets)
    assert list(told) == [place]
    assert wanted is None or told[place] == wanted


def test_an_id_that_stands_twice_is_told_with_both_rows() -> None:
    """The row of the first is told as a position in a list that nobody sees."""
    told = faults({"volunteers": [["name", "id"], ["A", "li"], ["B", "wang"], ["C", "li"]]})
    assert told == {"volunteers!B4 (id)": "this id stands at volunteers!B2 (id) already; ids are unique"}


@pytest.mark.parametrize(
    ("sheets", "place", "wanted"),
    [
        ({"volunteers": [["id", "trait"], ["li", "x"]]}, "volunteers!B1", "this sheet has no such column; did you mean traits?"),
        ({"travel": [["place", "other place", "minutes", "shoe size"], ["a", "b", 5, "x"]]}, "travel!D1",
         "this sheet has no such column; rename it, or keep it in a sheet whose name begins with _"),
        ({"voluntears": PEOPLE}, "voluntears", "there is no such sheet; did you mean volunteers?"),
        ({"phone numbers": PEOPLE}, "phone numbers",
         "there is no such sheet; rename it, or begin its name with _ to keep it for yourself"),
        ({"volunteers": [["id", "编号"], ["li", "li"]]}, "volunteers!B1", "this is the same column as id; keep one"),
        ({"volunteers": PEOPLE, "志愿者": PEOPLE}, "志愿者", "this is the same sheet as volunteers; keep one"),
        ({"volunteers": [["skills"], ["x"]]}, "volunteers!1:1", "this sheet needs one of the columns id / 编号 / name / 姓名"),
        ({"volunteers": [["id", None], ["li", None], ["wang", "x"]]}, "volunteers!B3", "this column has no header; add one, or empty it"),
    ],
)  # fmt: skip
def test_headers_and_sheets_that_are_not_known_are_told_with_the_nearest(
    sheets: Mapping[str, Grid], place: str, wanted: str
) -> None:
    """A misspelt column means the default for everybody, and nobody is told."""
    assert faults(sheets)[place] == wanted


def test_all_faults_are_told_at_once() -> None:
    """People mend one cell, read again, and find the next."""
    told = faults(
        {
            "volunteers": [["id", "show rate", "skils"], ["li", 3, "x"]],
            "availability": [["volunteer", "date"], ["li", "never"], ["nobody", "2026-08-01"]],
            "sessions": [["id", "date", "start", "end", "place"], ["tea", "2026-08-01", "10:00", "9:00", "moon"]],
        }
    )
    assert list(told) == [
        "volunteers!C1",
        "sessions!D2 (end)",
        "availability!B2 (date)",
        "availability!A3 (volunteer)",
        "volunteers!B2 (show rate)",
    ]


def test_one_slip_is_one_fault() -> None:
    """A cell that cannot be read is told again as a field that is missing, or as an id that nobody has."""
    told = faults(
        {
            "volunteers": [["id", "skills"], ["li", "a; a"]],
            "wishes": [["volunteer", "score", "kind"], ["li", "much", "a"], ["li", 1, "b"]],
            "sessions": [["id", "date", "start", "end"], ["tea", "soon", "10:00", "11:00"]],
        }
    )
    assert list(told) == ["volunteers!B2 (skills)", "sessions!B2 (date)", "wishes!B2 (score)"]


def test_no_more_faults_than_anybody_reads() -> None:
    """A sheet that is wrong throughout is told row by row without end."""
    rows = [["li", "never"] for _ in range(5_000)]
    with pytest.raises(vm.ProblemError) as caught:
        problem_of([sheet_of("volunteers", PEOPLE), sheet_of("away", [["volunteer", "date"], *rows])])
    assert len(caught.value.faults) == 100


def test_faults_are_told_in_both_languages(tmp_path: Path) -> None:
    """A sentence holds a fact it cannot show, in a language or both; or the error does not say which file it means."""
    (tmp_path / "volunteers.csv").write_text("id,住处,trait\nli,moon,x\n", encoding="utf-8")
    with pytest.raises(vm.ProblemError) as caught:
        vm.io.read_tables(tmp_path)
    assert caught.value.__notes__ == [str(tmp_path)]
    for lang in ("en", "zh"):
        told = caught.value.sentence(lang)
        assert "volunteers!B2 (住处)" in told
        assert "traits" in told


def test_wrong_kinds_of_sources_are_refused() -> None:
    """A slip in the call ends in a foreign traceback."""
    for source in (3, {"volunteers": 3}, {"volunteers": None}):
        with pytest.raises(vm.OptionError, match="wanted"):
            vm.io.read_tables(source)  # type: ignore[arg-type]


def test_names_of_columns_as_spreadsheets_count() -> None:
    """A fault in a wide sheet names another column."""
    assert [letters(column) for column in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
