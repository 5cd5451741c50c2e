"""Pictures, sheets, Markdown and cards of a schedule say what the schedule says."""

import re
import subprocess
import sys

import pytest

import volmatch as vm
from report_pages import parsed
from small_hall import at, outcome, problem, schedule
from volmatch.report.html.card import card
from volmatch.report.html.charts import png, svg
from volmatch.report.html.markdown import markdown
from volmatch.report.html.sheets import sheets


def words(drawn: str) -> list[str]:
    """Return the texts of a drawing."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", drawn)


def test_the_coverage_has_each_role_of_each_session() -> None:
    """A seat is missing from the picture, or its figures are wrong."""
    told = words(svg(problem(), outcome(), board="coverage"))
    assert {"! 1/1/2", "! 0/0/1", "!! 1/2/2", "辅导员", "helper", "guard", "below the minimum"} <= set(told)
    assert any("Night watch" in word for word in told)


def test_rooms_show_what_takes_place_where() -> None:
    """A session is missing from the picture of the rooms."""
    assert {"作业辅导", "Yueling / 教室", "2023-07-24"} <= set(words(svg(problem(), schedule(), board="rooms")))


def test_the_load_names_everybody_once() -> None:
    """Somebody is missing, or two people of one name share a bar."""
    hall = vm.Problem([vm.Volunteer("a", name="Li"), vm.Volunteer("b", name="Li")], [])
    assert {"Li", "Li (2)", "served before"} <= set(words(svg(hall, vm.Schedule(), board="load")))
    assert {"V1", "V2"} <= set(words(svg(hall, vm.Schedule(), board="load", pseudonyms=True)))


def test_many_people_and_sessions_are_summed_up() -> None:
    """A picture of a large programme has a line for each of hundreds."""
    sessions = [
        vm.Session(
            f"s{number}", start=at(24 + number % 3, 8 + number % 9), end=at(24 + number % 3, 20), roles=[vm.Role("r")]
        )
        for number in range(70)
    ]
    large = vm.Problem([vm.Volunteer(f"v{number}") for number in range(70)], sessions, timezone="Asia/Shanghai")
    plan = vm.Schedule([], [vm.Placement(one.id, one.candidate_starts[0]) for one in sessions])
    assert {"Mon 2023-07-24", "empty seats below the minimum"} <= set(words(svg(large, plan, board="coverage")))
    told = words(svg(large, plan, board="load"))
    assert "people" in told
    assert "v3" not in told


def test_a_picture_is_the_same_each_time() -> None:
    """Two pages of one schedule differ, though nothing changed."""
    assert svg(problem(), schedule(), board="rooms") == svg(problem(), schedule(), board="rooms")


@pytest.mark.parametrize("board", ["coverage", "rooms", "load"])
def test_png_is_a_picture(board: str) -> None:
    """What is written as PNG is none, or empty."""
    made = png(problem(), outcome(), board=board, lang="zh", scale=1)  # type: ignore[arg-type]
    assert made.startswith(b"\x89PNG\r\n")
    width, height = int.from_bytes(made[16:20]), int.from_bytes(made[20:24])
    assert width > 200
    assert height > 50


def test_slips_with_pictures_are_told() -> None:
    """A wrong board, or a schedule that does not exist, ends in a foreign traceback."""
    with pytest.raises(vm.OptionError, match="wanted one of coverage, rooms and load"):
        svg(problem(), outcome(), board="people")  # type: ignore[arg-type]
    none = vm.Outcome(schedule=None, status="infeasible", stopped_by="proof")
    with pytest.raises(vm.OptionError, match="no schedule to draw"):
        png(problem(), none)


def test_a_sheet_names_one_person() -> None:
    """Somebody reads on their own sheet who else serves, or finds a duty of another."""
    parts = sheets(problem(), outcome()).split('<section class="sheet"')[1:]
    assert len(parts) == 3
    labels = [one.label for one in problem().volunteers]
    for label, part in zip(labels, parts, strict=True):
        told = parsed(part).text
        assert [one for one in labels if one in told] == [label]
    assert "Mon 2023-07-24" in parts[0]
    assert "作业辅导" in parts[0]
    assert "Yueling / 教室" in parts[0]
    assert "作业辅导" not in parts[1]
    assert "22:00-01:00 +1" in parts[1]
    assert "no duty in this schedule" in parts[2]


def test_markdown_is_the_board() -> None:
    """A line of the board is missing from the Markdown, or a cell is in the wrong column."""
    lines = markdown(problem(), outcome()).splitlines()
    assert lines[0] == "# Schedule: Mon 2023-07-24 to Tue 2023-07-25"
    assert "| 10:00-11:30 | 作业辅导 | Yueling / 教室 | 辅导员 | ! 1/1/2 | 陈雨桐 |" in lines
    assert "|  |  |  | helper | ! 0/0/1 | \\- |" in lines
    assert r"| 22:00-01:00 +1 | Night watch | \- | guard | !! 1/2/2 | 王\[red\] |" in lines
    assert "not held: walk" in lines
    assert "| 2 | target | 3 | 1 | 66.7 % |" in lines
    assert "| smith | 0 | 0 | 0 |" in lines


def test_cards_tell_what_a_notebook_shows() -> None:
    """A card leaves out the status, the levels, or how many duties there are."""
    told = " ".join(parsed(card(outcome())).text.split())
    assert "stopped when the time was up" in told
    assert "2 target 3 1 66.7 %" in told
    assert "volunteers 3" in " ".join(parsed(card(problem())).text.split())
    assert "chen lesson 辅导员" in " ".join(parsed(card(schedule())).text.split())
    many = vm.Schedule([vm.Assignment(f"v{number}", "s", "r") for number in range(30)])
    assert "and 10 more" in card(many)


def test_cards_need_no_other_package() -> None:
    """A notebook without the extra cannot show a schedule."""
    code = (
        "import sys, volmatch.report.html.card\n"
        "assert not {'jinja2', 'altair', 'vl_convert', 'markupsafe', 'rich'} & set(sys.modules), sorted(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
