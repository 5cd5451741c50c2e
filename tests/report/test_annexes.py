"""Tables of one's own go with a schedule: on the board and on the page, in both languages, and without names where asked."""

import io
from pathlib import Path

import pytest

import volmatch as vm
from report_pages import PAYLOADS, parsed
from small_hall import at, outcome, problem, schedule
from volmatch.report.board_tables import MOST_ROWS
from volmatch.report.html.page import page

KEYS = vm.Annex(vm.Text("contacts"), ["key", vm.Text("person")], [("K1", ("陈雨桐", "smith")), (at(24, 9), 2)])


def printed(*annexes: vm.Annex, lang: str = "en") -> str:
    """Return what `show` prints."""
    file = io.StringIO()
    vm.show(problem(), schedule(), lang=lang, annexes=annexes, file=file)
    return file.getvalue()


def listed(*annexes: vm.Annex, lang: str = "en", pseudonyms: bool = False) -> str:
    """Return what the section of lists on the page says."""
    made = page(problem(), schedule(), annexes=annexes, pseudonyms=pseudonyms)
    return " ".join(parsed(made, lang).inside["lists"].split())


def test_every_cell_is_shown_in_both_languages() -> None:
    """A cell is lost, or a word that has a translation stays English."""
    assert listed(KEYS) == "lists contacts key person K1 陈雨桐 and smith Mon 2023-07-24 09:00 2"
    assert listed(KEYS, lang="zh").endswith("联系方式 key 姓名 K1 陈雨桐和smith 2023-07-24 周一 09:00 2")
    board = printed(KEYS)
    assert all(word in board for word in ("contacts", "key", "person", "陈雨桐 and smith", "Mon 2023-07-24 09:00"))
    assert "lists" not in parsed(page(problem(), schedule())).inside


def test_pseudonyms_reach_into_the_lists() -> None:
    """A page without names names somebody in a list."""
    told = listed(KEYS, pseudonyms=True)
    assert "陈雨桐" not in told
    assert "smith" not in told
    assert "V1 and V3" in told


def test_a_terminal_says_how_much_it_leaves_out() -> None:
    """Rows are lost in silence where a list is long."""
    long = vm.Annex("numbers", ["number"], [(f"row {n}.",) for n in range(MOST_ROWS + 5)])
    board = printed(long)
    assert f"row {MOST_ROWS - 1}." in board
    assert f"row {MOST_ROWS}." not in board
    assert "and 5 more" in board
    assert f"row {MOST_ROWS + 4}." in listed(long)


def test_a_wide_table_fits_into_a_terminal() -> None:
    """Ten narrow columns side by side are torn into letters."""
    wide = vm.Annex(
        "guests", ["place", "day", *(f"{hour}:00" for hour in range(10, 20))], [("Hall", "Mon", *range(50, 60))]
    )
    board = printed(wide)
    assert "Hall" in board
    assert all(f"{hour}:00 {hour + 40}" in board.replace("\n", "") for hour in range(10, 14))


def test_a_row_with_a_cell_too_many_is_told() -> None:
    """A cell without a header vanishes, or the table is pushed to one side."""
    with pytest.raises(vm.OptionError, match=r"rows\[1\]: wanted 1 cells, one a header, not 2"):
        vm.Annex("numbers", ["number"], [(1,), (1, 2)])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_cell_is_only_words(payload: str) -> None:
    """What a stranger wrote into a list becomes markup."""
    made = page(problem(), schedule(), annexes=[vm.Annex(payload, [payload], [(payload,)])])
    seen = parsed(made)
    assert seen.unclosed == []
    assert seen.inside["lists"].count(payload) == 3
    assert seen.elements.count("script") == 2


def test_the_lists_are_saved_with_the_page(tmp_path: Path) -> None:
    """The files of a solve lack the lists that the board had."""
    *_, html = vm.save(problem(), outcome(), tmp_path, "week", annexes=[KEYS])
    assert "K1" in html.read_text(encoding="utf-8")
