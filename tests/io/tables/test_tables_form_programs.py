"""Sign-up forms as programs export them: numbered questions, grids of ticked boxes, crosses beside ticks, first and last names."""

# ruff: noqa: RUF001 - people type the wide ones
from pathlib import Path

import pytest

import volmatch as vm
from volmatch.io import SignUps, signups


def session(own: str, start: str, end: str) -> vm.Session:
    """Return a session of a problem."""
    return vm.Session(own, start=f"{start}+00:00", end=f"{end}+00:00")


TEA = session("Tea", "2026-12-05T09:00", "2026-12-05T11:00")
DANCE = session("Dance", "2026-12-05T14:00", "2026-12-05T16:00")


def read(folder: Path, text: str) -> SignUps:
    """Return what a form says of a tea and a dance."""
    (folder / "form.csv").write_text(text, encoding="utf-8")
    problem = vm.Problem([], [TEA, DANCE])
    return signups(folder / "form.csv", sessions=problem.sessions, own_columns=True)


def hours(told: SignUps, person: str) -> str:
    """Return when somebody is free, in short."""
    moments = [(str(one.from_), str(one.to)) for one in told.availability[person] or ()]
    return " ".join(f"{start[8:10]}.{start[11:13]}-{end[11:13]}" for start, end in moments)


@pytest.mark.parametrize(("cross", "tick"), [("x", "✓"), ("X", "√"), ("×", "√"), ("✗", "✔"), ("❌", "✅")])
def test_a_cross_beside_ticks_is_a_no(tmp_path: Path, cross: str, tick: str) -> None:
    """Who crossed out a session is sent to it."""
    told = read(tmp_path, f"Name,Tea,Dance\nAna,{tick},{cross}\nBen,{cross},{tick}\n")
    assert (hours(told, "Ana"), hours(told, "Ben")) == ("05.09-11", "05.14-16")
    assert told.never == (("Ana", "Dance"), ("Ben", "Tea"))
    assert ("x was taken for no here" in " ".join(note.sentence() for note in told.told)) == (cross in "xX")


def test_an_x_alone_is_a_tick(tmp_path: Path) -> None:
    """Who marked a session with an x is not sent to it."""
    assert hours(read(tmp_path, "Name,Tea,Dance\nAna,x,\nBen,,x\n"), "Ana") == "05.09-11"


@pytest.mark.parametrize(
    "form",
    [
        'Name,When can you come? [Sat 5 Dec],When can you come? [Sun 6 Dec]\nAna,"Morning, Afternoon",Evening\n',
        "Name,Availability [Morning],Availability [Afternoon],Availability [Evening]\nAna,Sat 5 Dec,Sat 5 Dec,Sun 6 Dec\n",
        "姓名,12月5日,12月6日\nAna,上午┋下午,晚上\n",
        '姓名,12月5日（周六）,12月6日（周日）\nAna,"上午、下午",晚\n',
    ],
)  # fmt: skip
def test_a_grid_of_days_and_hours(tmp_path: Path, form: str) -> None:
    """The grid that every form program offers is refused, or its hours are those of every day."""
    told = read(tmp_path, form)
    assert hours(told, "Ana") == "05.08-12 05.12-18 06.18-22"
    assert told.told


def test_a_grid_cell_that_says_neither_is_refused(tmp_path: Path) -> None:
    """Words in a grid that nobody understands are thrown away."""
    with pytest.raises(vm.ProblemError, match="form!B2"):
        read(tmp_path, 'Name,Sat 5 Dec\nAna,"Morning, perhaps"\n')


def test_questions_with_numbers(tmp_path: Path) -> None:
    """A form of 问卷星 is refused, or its first column is taken for the names."""
    told = read(
        tmp_path,
        "序号,提交答卷时间,1、您的姓名：,2、您哪天有空？(12月5日上午),2、您哪天有空？(12月5日下午),3、您的电话：\n"
        "1,2026/11/20 10:00:00,安安,1,0,138\n2,2026/11/20 10:01:00,小本,0,1,139\n",
    )  # fmt: skip
    assert list(told.availability) == ["安安", "小本"]
    assert (hours(told, "安安"), hours(told, "小本")) == ("05.08-12", "05.12-18")
    assert told.data["安安"]["3、您的电话："] == "138"


def test_a_session_with_a_remark_is_the_session(tmp_path: Path) -> None:
    """The header Tea (Sat 9-11) is refused though a session is called Tea."""
    told = read(tmp_path, "Name,Tea (bring cake),Dance (Sat 14:00-16:00)\nAna,yes,no\n")
    assert hours(told, "Ana") == "05.09-11"
    assert told.never == (("Ana", "Dance"),)


def test_a_remark_about_something_else_asks_nothing(tmp_path: Path) -> None:
    """A telephone number for the evening is taken for the answer whether somebody is free in the evening."""
    told = read(tmp_path, "Name,Tea,Phone (evening)\nAna,yes,555\n")
    assert told.data["Ana"] == {"Phone (evening)": "555"}


def test_two_people_with_one_first_name(tmp_path: Path) -> None:
    """The answers of Ana Smith are lost, since Ana Jones answered after her."""
    told = read(tmp_path, "First name,Last name,Tea\nAna,Smith,yes\nAna,Jones,no\n")
    assert list(told.availability) == ["Ana Smith", "Ana Jones"]
    assert hours(told, "Ana Smith") == "05.09-11"


def test_totals_below_a_form_are_nobody(tmp_path: Path) -> None:
    """Somebody called Total answers."""
    told = read(tmp_path, "Name,Tea,Dance\nAna,yes,no\nTotal,1,0\n")
    assert list(told.availability) == ["Ana"]
    assert "sums up others" in " ".join(note.sentence() for note in told.told)
