"""What a spreadsheet or form brings along besides its table is understood, or refused with its place; never lost in silence."""

import datetime as dt
import itertools
import random
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

import volmatch as vm
from volmatch.errors import Fault
from volmatch.io import TablesWarning, read_tables, signups
from volmatch.io.tables.folder import csv_sheet
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.sheet import Sheet, sheet_of

MORNING = vm.Weekly(["sat"], dt.time(10), dt.time(12))
AFTERNOON = vm.Weekly(["sat"], dt.time(14), dt.time(16))
ASKED = ["Name", "Sat 10:00-12:00", "Sat 14:00-16:00"]


def form(*rows: Sequence[str | None]) -> Sheet:
    """Return a form as a sheet."""
    return sheet_of("form", rows)


def refused(source: object, **how: object) -> dict[str, str]:
    """Return with what a form is refused, by place."""
    with pytest.raises(vm.ProblemError) as caught:
        signups(source, **how)  # type: ignore[arg-type]
    return {fault.path: fault.wanted.sentence() for fault in caught.value.faults}


def told_by(sheets: list[Sheet]) -> tuple[vm.Problem, dict[str, str]]:
    """Return a problem and what was told about its sheets, by place."""
    notes: list[Fault] = []
    problem = problem_of(sheets, notes.append)
    return problem, {note.path: note.wanted.sentence() for note in notes}


@pytest.mark.parametrize(
    "title", [["Spring fair: who can help?"], ["Spring fair", "", "printed 3 May"], ["春季游园会"]]
)
def test_a_title_over_a_form_is_passed_over_and_told(title: list[str]) -> None:
    """The row of headers becomes a volunteer called Name, and nobody is ever free."""
    told = signups(form(title, ASKED, ["Ann", "yes", "no"], ["Bo", "no", "yes"]))
    assert told.availability == {"Ann": (MORNING,), "Bo": (AFTERNOON,)}
    assert [(one.path, one.wanted.sentence()) for one in told.told] == [
        ("form!1:1", "this row stands above the headers and was passed over")
    ]


def test_a_title_of_a_csv_file_does_not_hide_what_stands_between_its_cells(tmp_path: Path) -> None:
    """A title without semicolons, or with a comma, makes one column of the whole form."""
    for title in ("Spring fair", "Spring fair, who can help", "Fair, 1, 2, 3", "Fair;;"):
        (tmp_path / "form.csv").write_text(f"{title}\nName;Sat 10:00-12:00\nJürgen;yes\n", encoding="utf-8")
        assert signups(tmp_path / "form.csv").availability == {"Jürgen": (MORNING,)}


def test_answers_without_a_header_are_told() -> None:
    """Answers under a column that has no header, or right of all headers, are left out in silence."""
    wanted = "this column has no header; add one, or empty it"
    assert refused(form(["Name", "Sat 10:00-12:00", None], ["Ann", "yes", "no"])) == {"form!C2": wanted}
    assert refused(form(["Name", "Sat 10:00-12:00"], ["Ann", "yes", None, "no"])) == {"form!D2": wanted}
    frame = pd.DataFrame({"Name": ["Ann"], "Sat 10:00-12:00": ["yes"], "Unnamed: 2": ["no"]})
    assert refused(frame) == {"sign-up!C2": wanted}
    with pytest.raises(vm.ProblemError, match="no header"):
        problem_of([sheet_of("volunteers", [["id"], ["Ann", "x"]])])


def test_a_column_that_stands_twice_is_told() -> None:
    """Two columns about the same hours are read as one, and a no in the second changes nothing."""
    for again in ("Sat 10:00-12:00", "saturday 10:00 - 12:00", "周六 10:00-12:00"):
        sheet = form(["Name", "Sat 10:00-12:00", again], ["Ann", "yes", "no"])
        assert refused(sheet) == {"form!C1": "this is the same column as B; keep one"}


def test_a_title_over_any_sheet_is_passed_over_and_told() -> None:
    """A sheet with a title is refused column by column, or its headers become a person."""
    people = sheet_of("volunteers", [["Our people", None], [], ["id", "name"], ["li", "Li"]])
    problem, told = told_by([people])
    assert problem.volunteers == (vm.Volunteer("li", name="Li"),)
    assert told == {"volunteers!1:1": "this row stands above the headers and was passed over"}
    with pytest.warns(TablesWarning, match="volunteers!1:1"):
        problem_of([people])


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_line_that_names_the_separator_is_obeyed(line: str, tmp_path: Path) -> None:
    """The line that tells spreadsheets what stands between cells is taken for the headers."""
    (tmp_path / "form.csv").write_text(f"{line}\r\nName;Sat 10:00-12:00\r\nJürgen;yes\r\n", encoding="utf-8-sig")
    assert signups(tmp_path / "form.csv").availability == {"Jürgen": (MORNING,)}
    sheet = csv_sheet("volunteers", b"sep=|\nid|name|oops\nli|Li, A; B|x\n")
    assert (sheet.header, sheet.header_row) == (("id", "name", "oops"), 2)
    assert sheet.place(3, 1) == "volunteers!B3 (name)"


FOREIGN = {
    "cp1250": ["Łukasz Wójcik", "Żaneta Śmigły"],
    "cp1251": ["Иванов Пётр", "Сидорова Анна"],
    "cp1252": ["Jürgen Müller", "Björn Größl", "Zoé Lefèvre"],
    "cp1253": ["Νίκος Παππάς"],
    "cp1254": ["Çağlar Şahin"],
    "cp932": ["山田太郎", "鈴木花子"],
    "cp949": ["김철수", "이영희"],
    "big5": ["陳大文", "黃小明"],
    "mac-roman": ["Jürgen Müller"],
}


@pytest.mark.parametrize("encoding", FOREIGN)
def test_no_name_becomes_another_name(encoding: str, tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are taken for Chinese, and Björn goes out on the rota as Bj鰎n."""
    rows = ["Name,Mon 10:00-12:00", *(f"{name},yes" for name in FOREIGN[encoding])]
    path = tmp_path / "form.csv"
    path.write_bytes("\r\n".join(rows).encode(encoding))
    assert "UTF-8" in refused(path)["form"]
    assert list(signups(path, encoding=encoding).availability) == FOREIGN[encoding]
    people = tmp_path / "week"
    people.mkdir()
    (people / "volunteers.csv").write_bytes("\n".join(["id", *FOREIGN[encoding]]).encode(encoding))
    with pytest.raises(vm.ProblemError, match="save it as CSV UTF-8"):
        read_tables(people)
    assert [one.id for one in read_tables(people, encoding=encoding).volunteers] == FOREIGN[encoding]


def test_chinese_files_of_windows_are_read_where_a_word_proves_it(tmp_path: Path) -> None:
    """A sheet as Excel in China saves it is refused, though its headers tell what it is."""
    path = tmp_path / "form.csv"
    path.write_bytes("姓名,周六 10:00-12:00\n张伟,有空\n".encode("gb18030"))
    assert signups(path).availability == {"张伟": (MORNING,)}
    path.write_bytes("序号,1、您的姓名：,周六 10:00-12:00\n1,张伟,1\n".encode("gb18030"))  # noqa: RUF001 - forms write it
    assert signups(path, own_columns=True).availability == {"张伟": (MORNING,)}
    with pytest.raises(vm.OptionError, match="no encoding"):
        signups(path, encoding="klingon")


def test_sessions_that_are_not_settled_are_refused() -> None:
    """Sessions as a person writes them end in a foreign traceback."""
    sheet = form(["Name", "bar"], ["Ann", "yes"])
    for session in (
        vm.Session("bar", start="2027-05-01T10:00", end="2027-05-01T12:00"),
        vm.Session(
            "bar",
            start=dt.datetime.fromisoformat("2027-05-01T10:00"),
            end=dt.datetime.fromisoformat("2027-05-01T12:00"),
        ),
        vm.Session("bar", minutes=60, starts=["2027-05-01T10:00"]),
        vm.Session("bar", minutes=60),
    ):
        with pytest.raises(vm.OptionError, match=r"problem\.sessions"):
            signups(sheet, sessions=[session])
    with pytest.raises(vm.OptionError, match="wanted a Session"):
        signups(sheet, sessions=["bar"])  # type: ignore[list-item]


@pytest.mark.parametrize("name", ["form.tsv", "form.txt", "form.TAB"])
def test_forms_with_tabs_are_read(name: str, tmp_path: Path) -> None:
    """A form saved with tabs is no form because of its name."""
    (tmp_path / name).write_text("Name\tSat 10:00-12:00\nAnn\tyes\n", encoding="utf-8")
    assert signups(tmp_path / name).availability == {"Ann": (MORNING,)}


@pytest.mark.parametrize(
    ("name", "raw", "wanted"),
    [
        ("people.ods", b"PK\x03\x04", "save it as a workbook (.xlsx)"),
        ("old.xls", b"\xd0\xcf\x11\xe0", "save it as a workbook (.xlsx)"),
        ("people.numbers", b"PK", "save it as a workbook (.xlsx)"),
        ("people.pdf", b"%PDF", "copy the table in it"),
        ("old.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1", "an old kind (.xls), or one locked with a password"),
        ("ods.xlsx", b"PK\x03\x04" + b"0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "(.ods)"),
        ("page.xlsx", b"<html><table>", "a web page"),
    ],
)  # fmt: skip
def test_other_kinds_of_files_are_refused_with_what_to_do(name: str, raw: bytes, wanted: str, tmp_path: Path) -> None:
    """Somebody with a workbook of another program is told that JSON goes wrong at line 1."""
    (tmp_path / name).write_bytes(raw)
    for read in (read_tables, signups):
        with pytest.raises(vm.ProblemError) as caught:
            read(tmp_path / name)
        assert wanted in caught.value.sentence()


def test_a_folder_without_any_sheet_is_refused(tmp_path: Path) -> None:
    """A folder of workbooks counts as a problem of nobody and nothing."""
    (tmp_path / "people.ods").write_bytes(b"PK")
    with pytest.raises(vm.ProblemError, match=r"people\.ods: .*save it as a workbook"):
        read_tables(tmp_path)
    (tmp_path / "people.ods").rename(tmp_path / "people.backup")
    with pytest.raises(vm.ProblemError, match="this one has none"):
        read_tables(tmp_path)


@pytest.mark.parametrize("name", ["علی‌رضا احمدی", "ශ්‍රී", "ക്‍"])
def test_names_with_letters_that_only_join_are_ids(name: str) -> None:
    """A Persian, Sinhala or Malayalam name is taken from a form and refused by the problem."""
    told = signups(form(["Name", "Sat 10:00-12:00"], [name, "yes"]))
    assert [one.id for one in vm.Problem(told.applied(), []).volunteers] == [name]


@pytest.mark.parametrize(
    "name", ["An\u200cn", "Ann\u200d", "\u200cعلی", "علی\u200c", "Ann\u202e", "李\u200c伟", "\u0639\u0644\u200d\u06cc"]
)
def test_names_that_no_problem_takes_are_told_in_the_form(name: str) -> None:
    """A name with an invisible letter is refused far from the form, in letters nobody can read."""
    with pytest.raises(vm.ProblemError) as caught:
        signups(form(["Name", "Sat 10:00-12:00"], [name, "yes"]))
    (fault,) = caught.value.faults
    assert fault.path == "form!A2 (Name)"
    assert "invisible" in fault.wanted.sentence()
    assert fault.given is not None
    assert all(letter in fault.given for letter in name if letter.isprintable())


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [("22:00", "02:00", 4), ("23:30", "0:30", 1), ("18:00", "6:00", 12), ("18:00", "24:00", 6)],
)
def test_an_end_early_in_the_day_is_of_the_next_day(start: str, end: str, hours: int) -> None:
    """A bar that closes at two is refused, or closes before it opens."""
    rows = [["id", "date", "start", "end"], ["bar", "2027-05-01", start, end]]
    problem, told = told_by([sheet_of("sessions", rows)])
    assert problem.sessions[0].length == dt.timedelta(hours=hours)
    assert list(told) == ([] if end == "24:00" else ["sessions!D2 (end)"])
    assert all("2027-05-02" in sentence for sentence in told.values())
    for sheet, owner in (("availability", "volunteer"), ("away", "volunteer")):
        when = [[owner, "date", "from", "to"], ["li", "2027-05-01", start, end]]
        problem, again = told_by([sheet_of("volunteers", [["id"], ["li"]]), sheet_of(sheet, when)])
        (window,) = problem.volunteers[0].away if sheet == "away" else problem.volunteers[0].available or ()
        assert window.to - window.from_ == dt.timedelta(hours=hours)  # type: ignore[operator]
        assert len(again) == len(told)


@pytest.mark.parametrize(("start", "end"), [("14:00", "12:00"), ("10:00", "10:00"), ("09:00", "05:00")])
def test_an_end_that_is_more_likely_a_slip_is_refused_with_what_to_do(start: str, end: str) -> None:
    """A slip makes a session of twenty-two hours, or the sentence does not say how to write one."""
    with pytest.raises(vm.ProblemError, match="column end date") as caught:
        problem_of([sheet_of("sessions", [["id", "date", "start", "end"], ["bar", "2027-05-01", start, end]])])
    assert [fault.path for fault in caught.value.faults] == ["sessions!D2 (end)"]


def cells(rows: list[list[str]]) -> int:
    """Return how many cells have something in them."""
    return sum(bool(cell.strip()) for row in rows for cell in row)


ABOVE: tuple[list[list[str]], ...] = (
    [],
    [["Spring fair"]],
    [["Fair", "", "2027"]],
    [["Fair"], [], ["All welcome"]],
    [["sep"]],
)
BELOW = (
    [["Ann", "yes", "no"], ["Bo", "", "yes"]],
    [["Ann", "yes"], [], ["Bo", "no", "yes", "extra"]],
    [["Ann", "", ""]],
)
HEADERS = (
    ["Name", "Sat 10:00-12:00", "Sat 14:00-16:00"],
    ["Name", "Sat 10:00-12:00", "Sat 10:00-12:00"],
    ["Name", "Sat 10:00-12:00", ""],
    ["Name", "", "Sat 14:00-16:00"],
    ["Name", "Sat 10:00-12:00"],
    ["Sat 10:00-12:00", "Name", "Sat 14:00-16:00"],
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030", "cp1252")


@pytest.mark.parametrize(("above", "headers", "below"), list(itertools.product(ABOVE, HEADERS, BELOW)))
def test_every_filled_cell_of_a_form_is_read_or_told(
    above: list[list[str]], headers: list[str], below: list[list[str]], tmp_path: Path
) -> None:
    """Some mixture of titles, headers that are blank or stand twice, separators and encodings loses answers in silence."""
    luck = random.Random(str((above, headers, below)))
    rows = [*above, headers, *below]
    for separator, encoding, has_line in itertools.product(",;\t", ENCODINGS, (False, True)):
        lines = [separator.join(row) for row in rows]
        if luck.random() < 0.5:  # spreadsheets fill up short rows, other programs do not
            lines = [separator.join((*row, *[""] * (4 - len(row)))) for row in rows]
        text = (f"sep={separator}\n" if has_line else "") + "\n".join(lines)
        path = tmp_path / "form.csv"
        path.write_bytes(text.encode(encoding))
        try:
            told = signups(path)
        except vm.ProblemError as error:
            assert error.faults[0].path.startswith("form")  # noqa: PT017 - refused with its place is as good as read
            continue
        assert headers[0] == "Name"
        passed = {int(note.path.rpartition(":")[2]) - has_line for note in told.told}
        read = sum(len(row) and 1 + sum(bool(cell) for cell in row[1:]) for row in below)
        skipped = cells([row for number, row in enumerate(rows, start=1) if number in passed])
        assert cells([headers]) + read + skipped == cells(rows)
        for row in filter(None, below):
            free = [window for cell, window in zip(row[1:], (MORNING, AFTERNOON), strict=False) if cell == "yes"]
            assert told.availability[row[0]] == tuple(free)
