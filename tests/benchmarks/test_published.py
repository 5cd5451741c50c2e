"""Published instances are judged by the words of their sets, and the table tells what was found beside what is known."""

import json
import zipfile
from pathlib import Path

import attrs
import pytest
from benchmarks.judges import nrp24_judge, smptsp_judge
from benchmarks.readers import nrp24, smptsp

import volmatch as vm
from benchmarks import published

TASKS = "Jobs = 3\n0 60\n30 90\n60 120\nQualifications = 3\n2: 0 2\n1: 1\n3: 0 1 2\n"
WEEK = """SECTION_HORIZON
7
SECTION_SHIFTS
E,480,
L,450,E
SECTION_STAFF
A,E=7|L=2,2400,960,3,2,2,1
B,E=7|L=7,2400,960,5,2,2,1
SECTION_DAYS_OFF
A,0
SECTION_SHIFT_ON_REQUESTS
A,1,L,3
SECTION_SHIFT_OFF_REQUESTS
B,2,E,2
SECTION_COVER
2,E,1,100,1
3,L,1,50,7
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a folder with one small instance of each set, and what would be known about it."""
    for name, file, text, listed in (
        ("smptsp", "made.dat", TASKS, ("bounds.csv", "instance,lower,upper\nmade,2,2\n")),
        ("nrp24", "Made.txt", WEEK, (nrp24.BEST, "instance,best_known\nMade,0\n")),
    ):
        (tmp_path / name).mkdir()
        with zipfile.ZipFile(tmp_path / name / nrp24.ARCHIVE, "w") as archive:
            archive.writestr(file, text)
        (tmp_path / name / listed[0]).write_text(listed[1], encoding="utf-8")
    return tmp_path


def made(problem: vm.Problem, role: str, *duties: tuple[str, str]) -> vm.Schedule:
    """Return the schedule in which these people are in these sessions."""
    assigned = [vm.Assignment(who, where, role) for who, where in duties]
    return vm.Schedule(assigned, [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions])


@pytest.mark.parametrize(
    ("who", "cost"),
    [((0, 1, 0), 2), ((0, 2, 0), 2), ((0, 1, 2), 3), ((1, 1, 0), None), ((2, 2, 0), None), ((0, 1), None)],
)
def test_tasks_are_judged(data: Path, who: tuple[int, ...], cost: int | None) -> None:
    """People are counted wrongly, or one who cannot do a task, two tasks at a time or a task left out is let pass."""
    folder = data / "smptsp"
    schedule = made(
        smptsp.read(folder, "made"), "worker", *((f"worker-{one}", f"task-{n}") for n, one in enumerate(who))
    )
    if cost is not None:
        assert smptsp_judge.cost(folder, "made", schedule) == cost
    else:
        with pytest.raises(ValueError, match="made"):
            smptsp_judge.cost(folder, "made", schedule)


GOOD = {"A": "..EEE..", "B": ".EEL..."}


def judged(data: Path, roster: dict[str, str]) -> int:
    """Return what the judge says of a week, told by a letter a day."""
    folder = data / "nrp24"
    duties = [(who, f"{day}-{kind}") for who, own in roster.items() for day, kind in enumerate(own) if kind != "."]
    return nrp24_judge.cost(folder, "Made", made(nrp24.read(folder, "Made"), nrp24.ROLE, *duties))


def test_a_week_is_judged(data: Path) -> None:
    """A request that is missed, a head too few or too many costs nothing, or something else than the file says."""
    assert judged(data, GOOD) == 3 + 2 + 1  # the wished L, the E not wished for, one head too many
    assert judged(data, {"A": "....EEE", "B": "....EE."}) == 3 + 100 + 50


@pytest.mark.parametrize(
    ("who", "own", "what"),
    [
        ("A", "..E....", "minutes"), ("A", "..LLL..", "kinds"), ("A", "EEE....", "days off"), ("A", ".EEEE..", "long runs"),
        ("B", ".LE....", "order"), ("B", ".E.EE..", "short"),
    ],
)  # fmt: skip
def test_a_broken_contract_is_seen(data: Path, who: str, own: str, what: str) -> None:
    """A contract is broken and the judge lets it pass."""
    with pytest.raises(ValueError, match=what):
        judged(data, {**GOOD, who: own})


def test_the_table_is_printed_and_written(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An instance is left out, solved worse than its judge allows, or not written down."""
    file = data / "results" / "found.json"
    published.main(["--data", str(data), "--time-limit", "10", "--results", str(file)])
    told = {one["of_set"]: one for one in json.loads(file.read_text(encoding="utf-8"))["instances"]}
    assert [told["smptsp"][key] for key in ("value", "bound", "known_bound", "best_known")] == [2, 2, 2, 2]
    assert told["nrp24"]["value"] == told["nrp24"]["bound"]
    printed = capsys.readouterr().out
    assert "smptsp" in printed
    assert "2 instances" in printed


def test_what_is_not_as_claimed_is_told(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A judge that says otherwise, or that finds the schedule broken, is not heard."""
    folder = data / "smptsp"

    def refuse(*_: object) -> int:
        message = "no"
        raise ValueError(message)

    its = published.SETS["smptsp"]
    monkeypatch.setattr(published, "SETS", {"smptsp": attrs.evolve(its, cost=lambda *_: 3)})
    assert published.found("smptsp", "made", folder, 5).told.startswith("JUDGED OTHERWISE")
    monkeypatch.setattr(published, "SETS", {"smptsp": attrs.evolve(its, cost=refuse)})
    assert published.found("smptsp", "made", folder, 5).told.startswith("BROKEN")
