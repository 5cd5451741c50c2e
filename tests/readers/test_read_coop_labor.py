"""The reader of the co-op's week says what is wrong with files it does not understand."""

from pathlib import Path

import pytest
from benchmarks.readers import coop_labor

COOK = "Monday [Cook [10:00AM-12:00PM]]"
CLEAN = "Sunday [Clean [8:00-10:00PM]]"
FLEX = "Flex Positions [Garage]"
HEAD = "Timestamp,What is your first and last name?,Required hours of labor"
SHIFTS = {COOK: (2, 2), CLEAN: (0, 2), FLEX: (1, 1)}


def write(
    folder: Path, shifts: dict[str, tuple[object, object]] | None = None, answers: str = "Prefer,,Major Conflict"
) -> Path:
    """Write a small week with one member."""
    shifts = {**SHIFTS, **(shifts or {})}
    rows = [
        ["Shift Name", *shifts],
        ["Required number of people", *(str(people) for people, _ in shifts.values())],
        ["Shift Length", *(str(hours) for _, hours in shifts.values())],
    ]
    (folder / "shift_requirements.csv").write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    form = f"{HEAD},{','.join(SHIFTS)}\n1/1/2023,An,4,{answers}\n"
    (folder / "form_responses.csv").write_text(form, encoding="utf-8")
    return folder


def test_a_week_is_read(tmp_path: Path) -> None:
    """A time, a wish or a refusal is read wrongly."""
    problem = coop_labor.read(write(tmp_path))
    cook, flex = problem.sessions
    assert cook.start is not None
    assert (cook.id, cook.kind, cook.start.isoformat()) == (COOK, "Cook", "2023-01-23T10:00:00+00:00")
    assert (cook.length_minutes, cook.roles[0].min) == (120, 2)
    assert flex.start is not None
    assert (flex.id, flex.kind, flex.start.isoformat()) == (FLEX, "Flex Positions", "2023-01-30T00:00:00+00:00")
    (an,) = problem.volunteers
    assert [(wish.session, wish.score) for wish in an.wishes] == [(COOK, 2)]
    assert "'Flex Positions [Garage]'" in repr(problem.rules[-1])


def test_a_first_time_without_am_or_pm_is_read(tmp_path: Path) -> None:
    """A shift from 8:00 to 10:00PM begins in the morning."""
    problem = coop_labor.read(write(tmp_path, {CLEAN: (1, 2)}))
    start = problem.sessions[1].start
    assert start is not None
    assert start.isoformat() == "2023-01-29T20:00:00+00:00"


@pytest.mark.parametrize("name", ["shift_requirements.csv", "form_responses.csv"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    """Whoever lacks a file is not told which."""
    (write(tmp_path) / name).unlink()
    with pytest.raises(FileNotFoundError, match=name):
        coop_labor.read(tmp_path)


@pytest.mark.parametrize(
    ("shifts", "told"),
    [
        ({"Monday Cook": (1, 1)}, "'Monday Cook' is no name of a shift"),
        ({"Monday [Cook]": (1, 1)}, "is no name of a shift"),
        ({"Mondag [Cook [1:00PM-2:00PM]]": (1, 1)}, "has no day and times"),
        ({"Monday [Cook [noon]]": (1, 1)}, "has no day and times"),
        ({COOK: (1, 3)}, "does not last the 3.0 hours"),
        ({COOK: ("two", 2)}, "the people wanted for .*: wanted a number, not 'two'"),
        ({COOK: (1, "nan")}, "the hours of .*: wanted a number, not 'nan'"),
        ({"Monday [Bake [1:00PM-2:00PM]]": (1, 1)}, "the columns .*Bake.* are missing"),
    ],
)
def test_shifts_that_make_no_sense_are_named(
    tmp_path: Path, shifts: dict[str, tuple[object, object]], told: str
) -> None:
    """A shift is misread in silence, or the error does not say which."""
    with pytest.raises(ValueError, match=told):
        coop_labor.read(write(tmp_path, shifts))


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ("Maybe,,", r"wanted one of .* not \['Maybe'\]"),
        ("Prefer", r"wanted 6 columns in the rows \[2\]"),
    ],
)
def test_answers_that_make_no_sense_are_named(tmp_path: Path, answers: str, told: str) -> None:
    """An answer nobody foresaw counts as neutral."""
    with pytest.raises(ValueError, match=told):
        coop_labor.read(write(tmp_path, answers=answers))


def test_empty_files_are_named(tmp_path: Path) -> None:
    """An empty file ends in a foreign traceback."""
    write(tmp_path)
    (tmp_path / "form_responses.csv").write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match=r"form_responses\.csv: the columns .* are missing"):
        coop_labor.read(tmp_path)
    (tmp_path / "shift_requirements.csv").write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match=r"shift_requirements\.csv: wanted a row of shift names"):
        coop_labor.read(tmp_path)
