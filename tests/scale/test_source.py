"""A data set in parts on disk: solved as the whole would be, with its bad parts told by part, sheet and row, or left out."""

import csv
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import volmatch as vm
from scale.sure_problems import hall
from volmatch.scale.source import Source

FEW = settings(
    max_examples=max(1, settings.default.max_examples // 10),  # type: ignore[union-attr]
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def laid(problem: vm.Problem, folder: Path, parts: dict[str, set[str]]) -> Source:
    """Write a problem as a data set: people by their homes, sessions by their places, each part with all places."""
    words = {name: list(told) for name, told in attrs.asdict(problem.words).items()}
    for name, homes in parts.items():
        people = [one for one in problem.volunteers if one.home in homes]
        sessions = [one for one in problem.sessions if one.place in homes]
        part = attrs.evolve(problem, volunteers=people, sessions=sessions, rules=None)
        folder.mkdir(exist_ok=True)
        vm.io.write_tables(part, folder / name)
        for sheet in ("problem.csv", "rules.csv"):
            (folder / name / sheet).unlink(missing_ok=True)
    travel = problem.travel.default_minutes if problem.travel else 0
    with (folder / "problem.csv").open("w", newline="") as file:
        csv.writer(file).writerows(
            [["timezone", "default travel minutes", "words"], [problem.timezone, travel, json.dumps(words)]]
        )
    return Source(folder)


TWO = {"east": {"east"}, "west": {"west", "hall"}}


def unwishing(problem: vm.Problem) -> vm.Problem:
    """Return a problem in which nobody wishes for anything: in parts, what a wish is worth is counted by part."""
    return attrs.evolve(problem, volunteers=[attrs.evolve(one, wishes=[]) for one in problem.volunteers])


@st.composite
def valleys(draw: st.DrawFn) -> vm.Problem:
    """Draw a few people and sessions of three places, of which the hall is shared by the others."""
    places = st.sampled_from(["east", "hall", "west"])
    people = [
        vm.Volunteer(f"v{number}", home=home, max_travel_minutes=draw(st.sampled_from([0, 20, 60])),
                     limits=[vm.Limit(per="week", max_sessions=draw(st.integers(1, 2)), min_sessions=draw(st.integers(0, 1)))])
        for number, home in enumerate(draw(st.lists(places, min_size=2, max_size=4)))
    ]  # fmt: skip
    sessions = [
        vm.Session(f"s{number}", start=f"2026-08-{day:02}T10:00", end=f"2026-08-{day:02}T{end}:00", place=place, priority=priority,
                   roles=[vm.Role("host", min=least, target=least + 1)])
        for number, (place, day, end, least, priority) in enumerate(draw(st.lists(
            st.tuples(places, st.integers(3, 12), st.integers(11, 12), st.integers(0, 2), st.integers(1, 2)), min_size=2, max_size=4,
        )))
    ]  # fmt: skip
    return attrs.evolve(hall(), volunteers=people, sessions=sessions, rules=None)


@FEW
@given(valleys())
def test_a_data_set_is_solved_as_the_whole_is(folders: Iterator[Path], problem: vm.Problem) -> None:
    """Somebody is planned twice or against a rule, a level is told wrong, or a bound is beaten by the best schedule there is."""
    source = laid(problem, next(folders), TWO)
    found = vm.scale.solve(source, output=next(folders), workers=0, time_limit=None)
    report = vm.check(problem, found.schedule())
    assert report.ok
    assert [one.level for one in report.levels] == [one.level for one in found.levels]
    assert report.values == tuple(one.value for one in found.levels)
    best = [one.value for one in vm.solve(problem, time_limit=None).levels]
    for position, level in enumerate(found.levels):
        is_kept = all(one <= other.value for one, other in zip(best[:position], found.levels, strict=False))
        assert level.bound is not None
        assert level.bound <= level.value
        assert not is_kept or level.bound <= best[position]


def test_sessions_of_another_part_are_offered(folders: Iterator[Path]) -> None:
    """Nobody serves beyond their own part, or seats stay empty that the whole would fill."""
    problem = unwishing(hall())
    found = vm.scale.solve(laid(problem, next(folders), TWO), output=next(folders), workers=0)
    whole = vm.solve(problem)
    assert [one.value for one in found.levels][:4] == [one.value for one in whole.levels][:4]
    visits = {one.session for one in found.schedule().assignments if one.volunteer in {"li", "wu", "sun"}}
    assert any(session.startswith("hall") for session in visits)
    read = vm.scale.read(found.folder)
    assert read.part_of("zhou") == "west"
    assert {one.id for one in read.problem("east").volunteers} == {"li", "wu", "sun"}


def test_wishes_count_by_part(folders: Iterator[Path]) -> None:
    """A wish is told to be about sessions that the part cannot serve in, or what a part costs is not what its schedule costs."""
    found = vm.scale.solve(laid(hall(), next(folders), TWO), output=next(folders), workers=0)
    for part in found.parts:
        told = {one.level: one.value for one in found.part(part).levels}
        problem, schedule = found.problem(part), found.part(part).schedule
        assert schedule is not None
        (wishes,) = [rule for rule in problem.rules if isinstance(rule, vm.rules.Wishes)]
        assert told[wishes.level] == {one.level: one.value for one in vm.check(problem, schedule).levels}[wishes.level]


def test_parquet_says_what_csv_says(folders: Iterator[Path]) -> None:
    """The same rows as Parquet make another problem."""
    source = laid(hall(), next(folders), TWO)
    other = laid(hall(), next(folders), TWO)
    for part in other.parts:
        for file in (other.path / part).glob("*.csv"):
            file.unlink()
        for name, frame in vm.io.frames(attrs.evolve(source.problem(part), rules=vm.rules.only([]))).items():
            if name not in {"problem", "rules"}:
                frame.astype("string").to_parquet(other.path / part / f"{name}.parquet")
        assert other.problem(part) == source.problem(part)
    (other.path / "east" / "volunteers.parquet").write_bytes(b"PAR1 or not")
    with pytest.raises(vm.ProblemError, match="east/volunteers: wanted a Parquet file"):
        other.problem("east")


def test_only_the_part_asked_for_is_read(folders: Iterator[Path]) -> None:
    """A part is read that nobody asked for, or one that is not there."""
    source = laid(hall(), next(folders), TWO)
    (source.path / "west" / "volunteers.csv").write_text("id,what is this,id\n")
    assert {one.id for one in source.problem("east").volunteers} == {"li", "wu", "sun"}
    with pytest.raises(vm.ProblemError, match="west/"):
        source.problem("west")
    with pytest.raises(vm.OptionError, match="no part north"):
        source.problem("north")


def damaged(source: Source, part: str) -> None:
    """Let somebody in a part live where nothing is."""
    file = source.path / part / "volunteers.csv"
    file.write_text(file.read_text(encoding="utf-8-sig").replace(f",{part}", ",nowhere"), encoding="utf-8")


def test_a_bad_part_is_refused_by_sheet_and_row(folders: Iterator[Path]) -> None:
    """A fault is told without its part or row, one ends the reading of others, or something is written before all is read."""
    source = laid(hall(), next(folders), TWO)
    damaged(source, "east")
    damaged(source, "west")
    output = next(folders)
    with pytest.raises(vm.ProblemError) as error:
        vm.scale.solve(source, output=output, workers=0)
    places = [fault.path for fault in error.value.faults]
    assert any(place.startswith("east/volunteers!") for place in places)
    assert any(place.startswith("west/volunteers!") for place in places)
    assert not (output / "index.json").exists()


@pytest.mark.filterwarnings("ignore::volmatch.io.TablesWarning")
def test_a_bad_part_is_left_out_where_that_is_asked(folders: Iterator[Path]) -> None:
    """The others are not solved, or nobody is told which part is missing, also when the run is read later."""
    source = laid(hall(), next(folders), TWO)
    damaged(source, "east")
    found = vm.scale.solve(source, output=next(folders), workers=0, on_fault="leave out")
    assert found.parts == ("west",)
    assert [*found.left_out] == ["east"]
    assert "east/volunteers!" in found.left_out["east"][0]
    assert vm.scale.read(found.folder) == found
    assert "left out: the part east" in found.sentence()
    assert "east" in found.sentence("zh")
    again = vm.scale.solve(source, output=found.folder, workers=0, on_fault="leave out")
    assert again.parts == found.parts
    damaged(source, "west")
    with pytest.raises(vm.ProblemError):
        vm.scale.solve(source, output=next(folders), workers=0, on_fault="leave out")


def test_ids_are_unique_in_all_parts(folders: Iterator[Path]) -> None:
    """Two people of two parts are taken for one."""
    source = laid(hall(), next(folders), TWO)
    file = source.path / "west" / "volunteers.csv"
    file.write_text(file.read_text(encoding="utf-8-sig").replace("zhou", "li"), encoding="utf-8")
    for sheet in (source.path / "west").glob("*.csv"):
        sheet.write_text(sheet.read_text(encoding="utf-8-sig").replace("zhou", "li"), encoding="utf-8")
    with pytest.raises(vm.ProblemError, match="west/people: this id stands in the part east too"):
        vm.scale.solve(source, output=next(folders), workers=0)


def test_rules_stand_beside_the_parts(folders: Iterator[Path]) -> None:
    """Rules of one part are taken or lost, or those beside all parts are not kept."""
    source = laid(unwishing(hall()), next(folders), TWO)
    (source.path / "rules.csv").write_text("rule,settings\nmin rest,hours=200\n", encoding="utf-8")
    found = vm.scale.solve(Source(source.path), output=next(folders), workers=0)
    duties = found.schedule().assignments
    assert len({one.volunteer for one in duties}) == len(duties) > 0
    (source.path / "east" / "rules.csv").write_text("rule,settings\nmin rest,hours=1\n", encoding="utf-8")
    with pytest.raises(vm.ProblemError, match=r"east/rules: this sheet holds for all parts"):
        vm.scale.solve(Source(source.path), output=next(folders), workers=0)
    (source.path / "east" / "rules.csv").unlink()
    (source.path / "rules.csv").write_text("rule,level\nno such rule,1\n", encoding="utf-8")
    with pytest.raises(vm.ProblemError, match=r"rules!A2 \(rule\): wanted one of"):
        vm.scale.solve(Source(source.path), output=next(folders), workers=0)


def test_a_run_of_other_data_is_not_gone_on_with(folders: Iterator[Path]) -> None:
    """Data that changed meanwhile are mixed with what was found for those before."""
    source, output = laid(hall(), next(folders), TWO), next(folders)
    first = vm.scale.solve(source, output=output, workers=0, deterministic=True, time_limit=None)
    again = vm.scale.solve(source, output=output, workers=0, deterministic=True, time_limit=None)
    assert again.levels == first.levels
    assert again.schedule() == first.schedule()
    file = source.path / "west" / "volunteers.csv"
    file.write_text(file.read_text(encoding="utf-8-sig").replace("20", "21"), encoding="utf-8")
    with pytest.raises(vm.OptionError, match="holds another run"):
        vm.scale.solve(source, output=output, workers=0)


def test_what_is_no_data_set_is_refused(folders: Iterator[Path]) -> None:
    """A folder that is none, or has no parts, or one by a name that is taken, is read as a data set."""
    folder = next(folders)
    with pytest.raises(vm.FileError, match="cannot read"):
        Source(folder)
    folder.mkdir()
    with pytest.raises(vm.OptionError, match="wanted a folder for each part"):
        Source(folder)
    (folder / "people").mkdir()
    with pytest.raises(vm.OptionError, match="no part may be called people"):
        Source(folder)


@pytest.mark.parametrize("how", [{"time_limit": 0.0}, {"cancel": threading.Event()}], ids=["time", "cancel"])
def test_a_run_stopped_while_it_reads_says_so(folders: Iterator[Path], how: dict[str, Any]) -> None:
    """A signal of ours comes out instead of an error, or the limit is not heard before all is read."""
    source, output = laid(hall(), next(folders), TWO), next(folders)
    if "cancel" in how:
        how["cancel"].set()
    with pytest.raises(vm.NoScheduleError, match="stopped before all parts were read"):
        vm.scale.solve(source, output=output, workers=0, **how)
    assert vm.scale.solve(source, output=output, workers=0).parts == ("east", "west")


def test_the_reading_of_parts_is_told(folders: Iterator[Path]) -> None:
    """Nobody hears anything until all parts are read."""
    heard = list[str]()

    def hear(news: vm.Progress) -> None:
        heard.append("" if news.doing is None else news.doing.sentence("en"))

    vm.scale.solve(laid(hall(), next(folders), TWO), output=next(folders), workers=0, on_progress=hear)
    assert heard[:3] == ["reading all parts", "reading all parts: 1 of 2 done", "reading all parts: 2 of 2 done"]
