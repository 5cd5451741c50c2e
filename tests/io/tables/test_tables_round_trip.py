"""A problem written as tables comes back equal: as CSV files, as a workbook and as data frames, in both languages."""

import datetime as dt
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from sample_problems import every_field
from volmatch.io.tables.filled import filled_sheets
from volmatch.io.tables.items import ANY, EMPTY
from volmatch.io.tables.pages import write_workbook
from volmatch.rules import Pin, Pinned, only
from volmatch.testing import problems, rule_lists

#: Words that a cell, a list or a spreadsheet might take for something else.
ODD_WORDS = (
    "a; b", "a;b", "\uff1b", "a\uff0cb", "a, b", "a:2", "a: 2", "a\uff1a2", "x until 2026-01-01", "x 至 2026-01-01", " a", "a ", "　a",
    '"a"', '"', '"a" b', "'a", "'", "'=a", "''", "[]", "*", "yes", "no", "007", "1e5", "3", "3.0", "TRUE", "2026-08-01",
    "8:30", "=1+1", "+1", "-1", "@SUM(A1)", "\uff1d1", " =1", "_x0041_", "_x005F_x0041_", "#REF!", "nan", "None", "null",
    "volunteers", "a\\b", "{}", "{braces}", "岗位", "😀", "mon-fri", "2026-08-01 10:00", '\\"', "a/b", "<b>&amp;</b>",
)  # fmt: skip
WORDS = st.one_of(
    st.sampled_from(ODD_WORDS),
    st.text(st.sampled_from("ab ;,:\"'=+-@[]*\\：；，、_x0041{}<&"), min_size=1, max_size=12).filter(str.strip),  # noqa: RUF001 - what separates
)


def comes_back(problem: vm.Problem, folder: Path, lang: str = "en") -> None:
    """Make sure that a problem comes back equal from a folder of CSV files and from data frames."""
    vm.io.write_tables(problem, folder, lang=lang)
    assert vm.io.read_tables(folder) == problem
    assert vm.io.read_tables(vm.io.frames(problem)) == problem


def comes_back_as_workbook(problem: vm.Problem, path: Path, lang: str = "en") -> None:
    """Make sure that a problem comes back equal from a workbook."""
    vm.io.write_tables(problem, path, lang=lang)
    assert vm.io.read_tables(path) == problem


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that is written over again and again, so that what an earlier problem left there shows."""
    return tmp_path_factory.mktemp("tables")


@pytest.mark.filterwarnings("ignore:.*read by no rule")
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_field_comes_back(tmp_path: Path, lang: str) -> None:
    """A field is not written, or read as another, or its header is missing in a language."""
    comes_back(every_field(), tmp_path / "folder", lang)
    comes_back_as_workbook(every_field(), tmp_path / "book.xlsx", lang)


@given(problem=problems("small"))
def test_random_problems_come_back(folder: Path, problem: vm.Problem) -> None:
    """A problem changes on its way through CSV files or data frames; or what an earlier one left there is read."""
    comes_back(problem, folder / "csv")


@settings(max_examples=15)
@given(problem=problems("tiny", rule_lists))
def test_random_rules_come_back(folder: Path, problem: vm.Problem) -> None:
    """A rule changes on its way through tables, or its filter does."""
    comes_back(problem, folder / "rules")
    comes_back_as_workbook(problem, folder / "rules.xlsx", "zh")


def worded(words: list[str], *, names: bool = True) -> vm.Problem:
    """Return a problem that uses some words wherever people choose words."""
    one, two, three = words
    return vm.Problem(
        [
            vm.Volunteer(
                one,
                name=two if names else "",
                home=three,
                skills={two: vm.Skill(2), three: vm.Skill(), one: vm.Skill(1, until=dt.date(2026, 1, 1))},
                traits=words,
                teams=[one],
                available=[],
                limits=[vm.Limit("day", max_sessions=1, kind=two)],
                wishes=[vm.Wish(session=one, score=-1), vm.Wish(kind=two, score=1), vm.Wish(series=three, score=2)],
            )
        ],
        [
            vm.Session(
                one,
                name=three,
                kind=two,
                series=three,
                start="2026-08-01T10:00",
                end="2026-08-01T11:00",
                room=vm.RoomNeed(any_of=[two], features=words, wants=[one]),
                roles=[vm.Role(two, skill=three, traits=words)],
                tags=words,
                equipment=dict.fromkeys(words, 3) | {one: 1},
                audiences=[three],
            )
        ],
        places=[vm.Place(three, name=one)],
        rooms=[vm.Room(two, three, name=one, features=words)],
        rules=only([Pinned(stay=[Pin(volunteer=one, session=one, role=two)])]),
    )


@pytest.mark.parametrize("word", ODD_WORDS)
def test_odd_words_come_back(word: str, tmp_path: Path) -> None:
    """A word is taken for a list, a formula, a number, a mark or nothing."""
    comes_back(worded([word, f"{word}{word}", "z"]), tmp_path / "folder")


@pytest.mark.filterwarnings("ignore:.*only in how it is written")  # as a wide colon and a narrow one do
def test_odd_words_come_back_from_a_workbook(tmp_path: Path) -> None:
    """A workbook turns a word into something else."""
    problem = vm.Problem([vm.Volunteer(word, name=word, traits=[word]) for word in ODD_WORDS], [])
    comes_back_as_workbook(problem, tmp_path / "book.xlsx")


@pytest.mark.filterwarnings("ignore:.*only in how it is written")
@given(words=st.lists(WORDS, min_size=3, max_size=3, unique=True))
def test_random_words_come_back(folder: Path, words: list[str]) -> None:
    """Some mixture of marks, quotes and spaces is read as another word."""
    comes_back(worded(words), folder / "words")


def test_numbers_come_back_to_the_last_figure(tmp_path: Path) -> None:
    """A workbook rounds a number."""
    amounts = (0.1 + 0.2, 1 / 3, 1e-9, 999_999.999999, 1_000_000, 12.5, 1e-300)
    problem = vm.Problem([vm.Volunteer(f"v{index}", served_hours=one) for index, one in enumerate(amounts)], [])
    comes_back(problem, tmp_path / "folder")
    comes_back_as_workbook(problem, tmp_path / "book.xlsx")


def test_times_that_a_clock_shows_twice_come_back(tmp_path: Path) -> None:
    """The hour that comes twice in autumn is read as the other one, or the end of a day as its beginning."""
    windows = [
        vm.Window("2026-10-25T01:30+01:00", "2026-10-25T01:30+00:00"),
        vm.Window("2026-10-25T00:30", "2026-10-25T01:10+00:00"),
        vm.Window("2026-03-29T00:00", "2026-03-30T00:00"),
        vm.Window("2026-08-01T00:00", "2026-08-04T00:00"),
        vm.Window("2026-08-01T22:00", "2026-08-02T00:00"),
        vm.Window("2026-08-01T22:00", "2026-08-03T00:00"),
        vm.Window("2026-08-01T22:00", "2026-08-02T06:00"),
        vm.Window("2026-08-01T00:00", "2026-08-02T06:00", if_needed=True),
    ]
    sessions = [
        vm.Session(f"s{index}", start=window.from_, end=window.to, roles=[vm.Role("r")])
        for index, window in enumerate(windows)
    ]
    starts = ["2026-10-25T01:30+01:00", "2026-10-25T01:30+00:00", "2026-10-25T03:30"]
    sessions.append(vm.Session("open", minutes=30, starts=starts))
    weekly = vm.Weekly(["sun"], dt.time(22), dt.time(0))
    place = vm.Place("p")
    problem = vm.Problem(
        [vm.Volunteer("v", available=[*windows, weekly], away=windows)],
        sessions,
        places=[place],
        rooms=[vm.Room("r", "p", closed=windows)],
        timezone="Europe/London",
    )
    comes_back(problem, tmp_path / "folder")
    comes_back_as_workbook(problem, tmp_path / "book.xlsx")


@pytest.mark.parametrize("travel", [None, vm.Travel(), vm.Travel(default_minutes=5)])
def test_no_travel_and_travel_without_ways_stay_apart(travel: vm.Travel | None, tmp_path: Path) -> None:
    """A problem in which no way takes time becomes one in which ways are not known, or the other way round."""
    comes_back(vm.Problem([], [], travel=travel), tmp_path / "folder")


@pytest.mark.parametrize("need", [vm.RoomNeed(), vm.RoomNeed(any_of=[]), vm.RoomNeed(any_of=[ANY, EMPTY])])
def test_any_room_no_room_and_rooms_of_these_names_stay_apart(need: vm.RoomNeed, tmp_path: Path) -> None:
    """A session that takes any room takes none, or one that happens to be called like that."""
    rooms = [vm.Room(own, "p") for own in (ANY, EMPTY)]
    session = vm.Session("s", minutes=5, starts=["2026-08-01T10:00"], room=need)
    comes_back(vm.Problem([], [session], places=[vm.Place("p")], rooms=rooms), tmp_path / "folder")


def test_rules_longer_than_a_cell_come_back(tmp_path: Path) -> None:
    """A workbook cuts a text off after 32,767 letters, and we do not see it."""
    people = [vm.Volunteer(f"volunteer number {number}") for number in range(600)]
    session = vm.Session("s", start="2026-08-01T10:00", end="2026-08-01T11:00", roles=[vm.Role("r", max=600)])
    never = [Pin(volunteer=one.id, session="s") for one in people]
    problem = vm.Problem(people, [session], rules=only([Pinned(never=never), Pinned(never=never[:1])]))
    comes_back(problem, tmp_path / "folder")
    comes_back_as_workbook(problem, tmp_path / "book.xlsx")


def test_other_cells_that_are_too_long_are_refused(tmp_path: Path) -> None:
    """A workbook cuts a text off after 32,767 letters, and we do not see it."""
    problem = vm.Problem([vm.Volunteer("v", traits=[f"trait number {number}" for number in range(3_000)])], [])
    with pytest.raises(vm.ProblemError) as caught:
        vm.io.write_tables(problem, tmp_path / "book.xlsx")
    assert [fault.path for fault in caught.value.faults] == ["volunteers!C2 (traits)"]
    assert not (tmp_path / "book.xlsx").exists()


def test_sheets_left_by_an_earlier_problem_are_emptied(tmp_path: Path) -> None:
    """A folder holds the wishes of people who are no longer there, and nobody can read it."""
    for lang in ("en", "zh"):
        vm.io.write_tables(every_field(), tmp_path / "folder", lang=lang)
    small = vm.Problem([vm.Volunteer("new")], [])
    vm.io.write_tables(small, tmp_path / "folder")
    assert vm.io.read_tables(tmp_path / "folder") == small


def test_one_role_each_stands_beside_its_session() -> None:
    """The simple case needs a second sheet, or the other one has none."""
    art = every_field().session("art-1")
    assert art is not None
    roles = [attrs.evolve(art.roles[0], data={})]
    simple = attrs.evolve(every_field(), sessions=[attrs.evolve(art, roles=roles)], volunteers=[], rules=None)
    headers = {sheet.name: sheet.header for sheet in filled_sheets(simple, "en")}
    assert "roles" not in headers
    assert "role" in headers["sessions"]
    told = attrs.evolve(simple, sessions=[attrs.evolve(art, roles=art.roles[:1])])
    assert "roles" in {
        sheet.name for sheet in filled_sheets(told, "en")
    }  # what is known of a role needs a row of its own
    assert "roles" in {sheet.name for sheet in filled_sheets(every_field(), "en")}


def test_a_path_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder in a folder that does not exist ends in a traceback."""
    for name in ("no/folder", "no/book.xlsx"):
        with pytest.raises(vm.FileError, match="cannot write"):
            vm.io.write_tables(vm.Problem([], []), tmp_path / name)
    for name in ("no", "no.xlsx", "no.csv"):
        with pytest.raises(vm.FileError, match="cannot read"):
            vm.io.read_tables(tmp_path / name)


def test_a_workbook_without_the_unneeded_sheets_is_written_in_one_stroke(tmp_path: Path) -> None:
    """Something of the attempt is left beside the workbook."""
    write_workbook(tmp_path / "book.xlsx", filled_sheets(every_field(), "en"))
    assert [path.name for path in tmp_path.iterdir()] == ["book.xlsx"]
