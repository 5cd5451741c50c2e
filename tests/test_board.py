"""Boards: every fact is on them, in both languages, and Chinese names do not push the lines apart."""

import datetime as dt
import io
from pathlib import Path

import attrs
import pytest
from rich.cells import cell_len

import volmatch as vm
from small_hall import at, impossible, outcome, problem, schedule
from volmatch.report.board_words import hours, rule_title, share, stretch
from volmatch.report.summary import summary

LANGUAGES = ("en", "zh")
GOLDEN = Path(__file__).with_name("golden") / "board.zh.txt"
BORDERS = {"╭": "╮", "│": "│", "├": "┤", "╰": "╯"}


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")


def printed(
    found: vm.Outcome | vm.Schedule, lang: str = "en", by: str = "session", of: vm.Problem | None = None
) -> str:
    """Return what `show` prints."""
    file = io.StringIO()
    vm.show(of or problem(), found, lang=lang, by="volunteer" if by == "volunteer" else "session", file=file)
    return file.getvalue()


def row(text: str, *words: str) -> list[str]:
    """Return the cells of the first table row that holds the words."""
    line = next(line for line in text.splitlines() if line.startswith("│") and all(word in line for word in words))
    return [cell.strip() for cell in line.strip("│").split("│")]


@pytest.mark.parametrize("width", ["50", "80", "120"])
@pytest.mark.parametrize("by", ["session", "volunteer"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_of_a_table_is_equally_wide(lang: str, by: str, width: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Chinese name, which takes two cells a letter, pushes the border of its row to the right."""
    monkeypatch.setenv("COLUMNS", width)
    tables: list[list[str]] = []
    for line in printed(outcome(), lang, by).splitlines():
        if line.startswith("╭"):
            tables.append([])
        if line[:1] in BORDERS:
            assert line.endswith(BORDERS[line[0]])
            tables[-1].append(line)
    assert len(tables) >= 3
    for table in tables:
        assert len({cell_len(line) for line in table}) == 1, "\n".join(table)
        assert cell_len(table[0]) <= int(width)


def test_a_session_is_on_the_board_with_time_place_room_seats_and_people() -> None:
    """Somebody who reads the board cannot tell where to be, when, or with whom."""
    text = printed(outcome())
    assert row(text, "作业辅导") == ["10:00-11:30", "作业辅导", "Yueling / 教室", "辅导员", "! 1/1/2", "陈雨桐"]
    assert row(text, "helper") == ["", "", "", "helper", "! 0/0/1", "-"]
    assert row(text, "Night watch") == ["22:00-01:00 +1", "Night watch", "-", "guard", "!! 1/2/2", "王[red]"]
    assert (
        text.index("Mon 2023-07-24") < text.index("作业辅导") < text.index("Tue 2023-07-25") < text.index("Night watch")
    )
    assert "not held: walk" in text


def test_markup_in_a_name_is_printed_as_it_is() -> None:
    """A name with brackets disappears, or colours the board."""
    assert "王[red]" in printed(schedule())
    assert "王[red]" in printed(schedule(), by="volunteer")


def test_everybody_is_on_the_board_with_their_load() -> None:
    """Somebody without a duty is missing, or hours are counted wrong."""
    text = printed(outcome())
    assert row(text, "陈雨桐", "2.5") == ["陈雨桐", "1", "1", "1.5", "2.5"]
    assert row(text, "smith") == ["smith", "0", "0", "0", "0"]


def test_duties_by_person_tell_day_time_and_place() -> None:
    """What a person reads about themselves is not what the schedule says."""
    text = printed(outcome(), by="volunteer", lang="zh")
    assert row(text, "作业辅导") == ["陈雨桐", "2023-07-24 周一", "10:00-11:30", "作业辅导", "辅导员", "Yueling / 教室"]
    assert row(text, "smith") == ["smith", "-", "-", "-", "-", "-"]


def test_the_ladder_tells_value_bound_gap_and_proof() -> None:
    """A level that is not proved looks proved, or the other way round."""
    text = printed(outcome())
    assert row(text, "cover") == ["1", "cover", "1", "1", "0 %", "yes"]
    assert row(text, "target") == ["2", "target", "3", "1", "66.7 %", "no"]
    assert "stopped when the time was up" in text


def test_a_bare_schedule_claims_no_proof() -> None:
    """A schedule of unknown origin is shown with bounds or a verdict."""
    text = printed(schedule())
    assert row(text, "cover") == ["1", "cover", "1"]
    assert "proved" not in text
    assert "bound" not in text


def test_proofs_about_other_costs_are_not_shown() -> None:
    """The problem was edited after the solve, and the board still says that its schedule is proved best."""
    claims = attrs.evolve(outcome(), levels=tuple(attrs.evolve(one, value=one.value + 1) for one in outcome().levels))
    text = printed(claims)
    assert row(text, "cover") == ["1", "cover", "1"]
    assert "nothing is proved here" in text


def test_breaches_are_on_the_board() -> None:
    """A schedule that breaks what must hold looks like any other."""
    broken = attrs.evolve(schedule(), assignments=[*schedule().assignments, vm.Assignment("smith", "watch", "guard")])
    text = printed(attrs.evolve(outcome(), schedule=broken))
    assert "1 breach of what must hold" in text
    assert "available: smith is not available for Night watch at Tue 2023-07-25 22:00" in text
    assert "nothing is proved here" in text
    assert "空闲时间: smith在 2023-07-25 周二 22:00 没有空参加Night watch" in printed(broken, "zh")


def test_a_clash_is_told_instead_of_a_board() -> None:
    """Where nothing is possible, the reader gets an empty board and no reason."""
    clash = vm.Text("these rules cannot all hold together: {rules}", {"rules": ("available", "pinned")})
    none = vm.Outcome(schedule=None, status="infeasible", stopped_by="proof", clash=(clash,))
    text = printed(none, of=impossible())
    assert text.splitlines() == [
        "infeasible: what must hold contradicts itself",
        "  these rules cannot all hold together: available and pinned",
    ]
    assert summary(none).splitlines() == [*text.splitlines(), "0.00 s"]


def test_the_clock_of_the_problem_counts() -> None:
    """A schedule written down in another zone moves its sessions to another hour, or day."""
    placements = [attrs.evolve(one, start=one.start.astimezone(dt.UTC)) for one in schedule().placements]
    assert printed(attrs.evolve(schedule(), placements=placements)) == printed(schedule())


def test_the_summary_names_levels_and_proofs_but_no_people() -> None:
    """A log that keeps summaries learns names, or not what is proved."""
    assert summary(outcome()).splitlines() == [
        "feasible: what must hold does; not every level is proved best (stopped when the time was up)",
        "  level 1 (cover): 1, proved",
        "  level 2 (target): 3, bound 1, gap 66.7 %",
        "duties: 2; sessions held: 2; dropped: 1; 1.25 s",
    ]


def test_the_chinese_board_reads_as_it_did(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word of the board or summary changed in Chinese, or stayed English, and nobody looked at it."""
    monkeypatch.setenv("COLUMNS", "80")
    boards = [printed(outcome(), "zh", by) for by in ("session", "volunteer")]
    lines = [line.rstrip() for line in "\n".join([*boards, summary(outcome(), "zh")]).splitlines()]
    assert lines == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_small_words() -> None:
    """A share, a time or a rule of the user's own is said wrongly."""
    assert [share(part) for part in (None, 0.0, 0.00001, 0.298, 1.0)] == ["-", "0 %", "< 0.1 %", "29.8 %", "100.0 %"]
    assert [hours(minutes) for minutes in (0, 60, 90, 100, 6000)] == ["0", "1", "1.5", "1.67", "100"]
    assert stretch(at(24, 22), at(26, 0, 15)) == "22:00-00:15 +2"
    assert rule_title("clinic.quiet_{hours}", "zh") == "clinic.quiet {hours}"
