"""Whoever has a name only, and no id, is understood by every command that asks for a person or a session."""

from collections.abc import Sequence
from pathlib import Path

import pytest

import volmatch as vm
from cli_calls import Captured
from volmatch.cli import main

PEOPLE = [vm.Volunteer("v1", name="Li Siqi"), vm.Volunteer("v2", name="Bo"), vm.Volunteer("v3", name="An"), vm.Volunteer("v4", name="An")]  # fmt: skip
SESSIONS = [
    vm.Session(f"s{day}", name=name, start=f"2026-08-0{day}T09:00", end=f"2026-08-0{day}T12:00", roles=[vm.Role("host")])
    for day, name in ((3, "Reading"), (4, "Chess"), (5, "Chess"))
]  # fmt: skip
PROBLEM = vm.Problem(PEOPLE, SESSIONS, timezone="Asia/Shanghai")
DUTIES = [vm.Assignment("v1", "s3", "host"), vm.Assignment("v2", "s4", "host"), vm.Assignment("v3", "s5", "host")]


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """Return a problem and its schedule as files."""
    problem, schedule = tmp_path / "problem.json", tmp_path / "schedule.json"
    vm.io.write(problem, PROBLEM)
    placed = [vm.Placement(one.id, one.candidate_starts[0]) for one in PROBLEM.sessions]
    outcome = vm.Outcome(schedule=vm.Schedule(DUTIES, placed), status="feasible", stopped_by="time")
    vm.io.write(schedule, outcome, problem=PROBLEM)
    return str(problem), str(schedule)


ABOUT = [
    ["open", "Bo"],
    ["ask", "Reading", "--leaving", "li siqi", "--refused", "Bo", "--asked", "Bo", "2026-08-01T10:00"],
    ["repair", "--absent", "Li Siqi", "2026-08-03", "2026-08-04"],
    ["explain", "--why", "Li Siqi", "Reading"],
    ["explain", "--why-not", "Bo", "Reading"],
    ["explain", "--letter", "Li Siqi"],
]


@pytest.mark.parametrize("call", ABOUT, ids=lambda call: " ".join(call[:2]))
def test_a_name_serves(files: tuple[str, str], call: Sequence[str], capsys: Captured) -> None:
    """What is said for the name is what is said for the id."""
    ids = {"Li Siqi": "v1", "li siqi": "v1", "Bo": "v2", "Reading": "s3"}
    told = []
    for words in (call[1:], [ids.get(word, word) for word in call[1:]]):
        assert main([call[0], *files, *words]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1] != ""


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    ("call", "ids"),
    [
        (["open", "An"], "v3"),
        (["ask", "Chess"], "s4"),
        (["repair", "--absent", "An", "2026-08-03", "2026-08-04"], "v4"),
        (["explain", "--letter", "An"], "v3"),
    ],
)
def test_a_name_of_several_is_told(
    files: tuple[str, str], call: Sequence[str], ids: str, lang: str, capsys: Captured
) -> None:
    """Nobody is guessed."""
    assert main(["--lang", lang, call[0], *files, *call[1:]]) == 2
    assert ids in capsys.readouterr().err


def test_a_sheet_of_changes_tells_names(files: tuple[str, str], tmp_path: Path, capsys: Captured) -> None:
    """A sheet with names says the same as one with ids; a name of several is told with its row."""
    rows = {
        "names": "change,volunteer,session,from,to\nabsent,Li Siqi,,2026-08-03,2026-08-03\ncancelled,,Reading,,\n",
        "ids": "change,volunteer,session,from,to\nabsent,v1,,2026-08-03,2026-08-03\ncancelled,,s3,,\n",
        "several": "change,volunteer,session,from,to\n\nabsent,An,,2026-08-03,2026-08-03\ncancelled,,Chess,,\n",
    }
    told = {}
    for name, text in rows.items():
        (tmp_path / f"{name}.csv").write_text(text)
        code = main(["repair", *files, "--changes", str(tmp_path / f"{name}.csv")])
        told[name] = (code, *capsys.readouterr())
    assert told["names"] == told["ids"]
    assert told["names"][0] == 0
    assert told["several"][0] == 2
    assert "several.csv:3.volunteer: this may be any of v3 and v4; write the id (given: 'An')" in told["several"][2]
    assert "several.csv:4.session: this may be any of s4 and s5" in told["several"][2]
