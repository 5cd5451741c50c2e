"""The template is an example that can be solved, tells people what to type, and offers what they may choose."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

import volmatch as vm
from volmatch.io.tables.columns import ABOUT, COLUMNS
from volmatch.io.tables.example import example
from volmatch.io.tables.table_words import HEADERS, SHEETS, VALUES, plain, understood
from volmatch.rule import known_rules

LANGUAGES = ("en", "zh")


def book(tmp_path: Path, lang: str) -> Any:
    """Return the template as a workbook of openpyxl."""
    vm.io.template(tmp_path / "form.xlsx", lang=lang)
    return openpyxl.load_workbook(tmp_path / "form.xlsx")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_template_is_the_example(tmp_path: Path, lang: str) -> None:
    """The example in the form is no problem, or another one."""
    vm.io.template(tmp_path / "form.xlsx", lang=lang)
    vm.io.template(tmp_path / "form", lang=lang)
    assert vm.io.read_tables(tmp_path / "form.xlsx") == example(lang)
    assert vm.io.read_tables(tmp_path / "form") == example(lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_can_be_solved(lang: str) -> None:
    """The first thing people try ends with empty seats."""
    outcome = vm.solve(example(lang), time_limit=20)
    assert outcome.status == "optimal"
    assert [level.value for level in outcome.levels][:2] == [0, 0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sheet_and_column_is_there_in_the_language(tmp_path: Path, lang: str) -> None:
    """People cannot find a column that they may fill in, or find it in another language."""
    form = book(tmp_path, lang)
    assert [title for title in form.sheetnames if title[0] != "_"] == [SHEETS[key][lang][0] for key in COLUMNS]
    for key, columns in COLUMNS.items():
        headers = [cell.value for cell in form[SHEETS[key][lang][0]][1]]
        assert headers == [HEADERS[column.name][lang][0] for column in columns if not column.is_rare]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_header_says_what_to_type(tmp_path: Path, lang: str) -> None:
    """People have to guess how several skills stand in one cell."""
    form = book(tmp_path, lang)
    notes = [cell.comment for page in form for cell in page[1] if not page.title.startswith("_")]
    assert all(note is not None and note.text for note in notes)
    assert form.sheetnames[0] == {"en": "_help", "zh": "_说明"}[lang]
    assert len(list(form.worksheets[0].rows)) == len(ABOUT) + 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_cells_offer_what_may_be_chosen(tmp_path: Path, lang: str) -> None:
    """A list is missing, or offers rows or words that mean nothing."""
    form = book(tmp_path, lang)
    lists = {
        page.title: {str(offer.sqref): offer.formula1 for offer in page.data_validations.dataValidation}
        for page in form
    }
    titles = {key: SHEETS[key][lang][0] for key in SHEETS}
    assert lists[titles["wishes"]] == {
        "A2:A2000": f"'{titles['volunteers']}'!$A$2:$A$2000",
        "C2:C2000": f"'{titles['sessions']}'!$A$2:$A$2000",
        "F2:F2000": f"'{titles['places']}'!$A$2:$A$2000",
    }
    assert (
        lists[titles["limits"]]["B2:B2000"]
        == {"en": '"day,week,month,quarter,year,horizon"', "zh": '"天,周,月,季度,年,全程"'}[lang]
    )
    assert lists[titles["rules"]] == {"A2:A2000": f"'_lists'!$A$1:$A${len(known_rules())}"}
    assert [row[0].value for row in form["_lists"].rows] == sorted(known_rules())
    assert form["_lists"].sheet_state == "hidden"


def test_dates_and_times_are_cells_of_their_kind(tmp_path: Path) -> None:
    """A spreadsheet cannot sort or fill down the dates, because they are texts."""
    page = book(tmp_path, "en")["sessions"]
    row = dict(zip([cell.value for cell in page[1]], page[2], strict=True))
    assert row["date"].is_date
    assert row["date"].number_format == "yyyy-mm-dd"
    assert row["start"].number_format == "hh:mm"


@pytest.mark.parametrize("key", sorted(COLUMNS))
def test_no_header_of_a_sheet_means_two_columns(key: str) -> None:
    """What is written for one column is read as another."""
    names = tuple(column.name for column in COLUMNS[key])
    meaning = understood(HEADERS, names)
    for name in names:
        for lang in LANGUAGES:
            assert meaning[plain(HEADERS[name][lang][0])] == name


def test_every_word_is_there_in_both_languages() -> None:
    """A header, sheet or value has no word in a language."""
    for things in (SHEETS, HEADERS, VALUES):
        assert all(set(words) == set(LANGUAGES) and all(words.values()) for words in things.values())
    assert HEADERS.keys() == {column.name for columns in COLUMNS.values() for column in columns}
    assert SHEETS.keys() == COLUMNS.keys() == ABOUT.keys()
    assert len({words[lang][0] for words in SHEETS.values() for lang in LANGUAGES}) == 2 * len(SHEETS)


@pytest.mark.parametrize(
    "text",
    [
        "name|Sat 10:00-12:00\nAnn|yes\n",
        "name:Sat 10:00-12:00\nAnn:yes\n",
        "sep=,\nname;Sat 10:00-12:00\nAnn;yes\n",
        "name\nAnn\nBo\n",
    ],
)
@pytest.mark.parametrize("own_columns", [False, True])
def test_a_form_that_asks_nothing_is_refused(tmp_path: Path, text: str, own_columns: bool) -> None:  # noqa: FBT001
    """A form whose columns were not told apart makes people of whole rows, who answered nothing."""
    path = tmp_path / "f.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(vm.ProblemError, match="asks"):
        vm.io.signups(path, own_columns=own_columns)
