"""Each example runs as its page says: it prints the board, proves every level, and writes files that others can read."""

import re

import attrs
import pytest

import oracle
import volmatch as vm
from example_runs import EXAMPLES, run
from file_judges import validate_problem, validate_schedule
from report_pages import parsed
from volmatch.rule import unknown_references
from volmatch.text import LANGUAGES

#: What each example's best schedule costs, level by level.
GOLDEN = {
    "centre_classes": (0, 0, 12000, 0),
    "haircut_mondays": (0, 0, 4, 0, 917280),
    "holiday_courses": (0, 0, 10, 0, 105, 212288),
    "service_orders": (0, 0, 0, 0, 19, 117, 353824),
    "skill_teams": (60, 5, 3, 192, 0, 40128),
    "study_halls": (0, 3, 18, 4108, 72468),
    "town_courses": (48, 0, 246000, 0, 23256),
}
#: Examples that write other things than a problem and a schedule; see test_example_apps and browser/test_sign_up_app.
APPS = ("embed_webapp", "from_a_spreadsheet", "sign_up_webapp")
#: People and sessions of the twin of an example that is small enough for brute force.
TWIN = (3, 3)
LONGEST = 185
PUBLIC = tuple(f"from volmatch.{name} " for name in ("rules", "patterns", "explain", "live"))


def test_every_example_is_tested() -> None:
    """A new example is run by nobody but its readers."""
    assert {path.stem for path in EXAMPLES.glob("*.py")} == {*GOLDEN, *APPS}


@pytest.mark.parametrize("name", [*GOLDEN, *APPS])
def test_an_example_is_short_and_uses_what_users_use(name: str) -> None:
    """An example is too long to read at once, or shows its readers the inside of the package."""
    lines = (EXAMPLES / f"{name}.py").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LONGEST
    imports = [line for line in lines if line.startswith(("import volmatch", "from volmatch"))]
    assert all(line == "import volmatch as vm" or line.startswith(PUBLIC) for line in imports)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", GOLDEN)
def test_an_example_proves_every_level_and_writes_its_files(name: str, lang: str) -> None:
    """The first thing a newcomer runs fails, proves less than it says, or writes files that nobody can use."""
    result, folder = run(name, lang)
    assert (result.returncode, result.stderr) == (0, "")
    assert ("optimal: " in result.stdout) == (lang == "en")
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.json")) == [
        f"out/{name}.problem.json",
        f"out/{name}.schedule.json",
    ]
    page = folder / "out" / f"{name}.report.html"
    assert result.stdout.endswith(f"{name}.schedule.json\n{page}\n")
    assert f'<html lang="{lang}' in page.read_text(encoding="utf-8")
    validate_problem((folder / "out" / f"{name}.problem.json").read_text(encoding="utf-8"))
    validate_schedule((folder / "out" / f"{name}.schedule.json").read_text(encoding="utf-8"))
    problem = vm.io.read(folder / "out" / f"{name}.problem.json")
    outcome = vm.io.read(folder / "out" / f"{name}.schedule.json")
    assert isinstance(problem, vm.Problem)
    assert isinstance(outcome, vm.Outcome)
    assert outcome.schedule is not None
    assert outcome.status == "optimal"
    assert outcome.problem_fingerprint == vm.io.fingerprint(problem)
    report = vm.check(problem, outcome.schedule)
    assert report.ok
    assert report.values == GOLDEN[name]
    assert [level.bound for level in outcome.levels] == list(GOLDEN[name])


@pytest.mark.parametrize("name", GOLDEN)
def test_a_chinese_plan_holds_no_english_word(name: str) -> None:
    """A coordinator who reads Chinese meets an English role, skill or name, on the board or on the page."""
    result, folder = run(name, "zh")
    board = "\n".join(line for line in result.stdout.splitlines() if str(folder) not in line)
    page = parsed((folder / "out" / f"{name}.report.html").read_text(encoding="utf-8"), "zh").text
    assert re.findall(r"[A-Za-z]{2,}|[A-Za-z]+\d", board) == []
    assert re.findall(r"[A-Za-z]{2,}|[A-Za-z]+\d", page) == []


def test_the_study_halls_have_the_figures_of_the_report() -> None:
    """The example drifted away from the programme it tells of."""
    _, folder = run("study_halls", "zh")
    problem = vm.io.read(folder / "out" / "study_halls.problem.json")
    assert isinstance(problem, vm.Problem)
    assert len(problem.volunteers) == 10
    assert [place.label for place in problem.places] == ["岳岭", "冉李"]
    assert {room.place for room in problem.rooms} == {"yueling", "ranli"}
    assert len(problem.rooms) == 2 * 4
    assert len(problem.days) == 7
    starts = [start for session in problem.sessions for start in session.candidate_starts]
    ends = [start + session.length for session in problem.sessions for start in session.candidate_starts]
    assert {f"{min(starts):%H:%M}", f"{max(ends, key=lambda end: end.time()):%H:%M}"} == {"10:00", "15:00"}
    assert {"作业辅导", "绘画课", "唱歌课"} <= {session.kind for session in problem.sessions}
    lessons = [session for session in problem.sessions if session.series]
    assert all(len(one.candidate_starts) > 1 and len(problem.fitting_rooms(one)) > 1 for one in lessons)
    assert all("\u4e00" <= volunteer.name[0] <= "\u9fff" for volunteer in problem.volunteers)


@pytest.mark.parametrize("name", GOLDEN)
def test_brute_force_confirms_a_small_twin_of_each_example(name: str) -> None:
    """An example proves something that is not so."""
    _, folder = run(name, "en")
    whole = vm.io.read(folder / "out" / f"{name}.problem.json")
    assert isinstance(whole, vm.Problem)
    compared = 0
    for first in (*range(0, 9, TWIN[1]), *range(len(whole.sessions) - 9, len(whole.sessions), TWIN[1])):
        twin = twin_of(whole, first)
        if oracle.size(twin) <= 50_000:
            outcome = vm.solve(twin, time_limit=60)
            values = tuple(level.value for level in outcome.levels)
            assert (None if outcome.status == "infeasible" else values) == oracle.best(twin)
            compared += outcome.status == "optimal"
    assert compared


def twin_of(whole: vm.Problem, first: int) -> vm.Problem:
    """Return a few people and sessions of a problem, with one start or two each, and the rules that still have a meaning."""
    sessions = [
        attrs.evolve(one, starts=one.starts[:2] if one.starts else None)
        for one in whole.sessions[first : first + TWIN[1]]
    ]
    able = [one for one in whole.volunteers if any(could(one, session) for session in sessions)]
    people = able[: TWIN[0]] or whole.volunteers[: TWIN[0]]
    ids = {one.id for one in sessions}
    people = [
        attrs.evolve(one, wishes=[wish for wish in one.wishes if wish.session is None or wish.session in ids])
        for one in people
    ]
    bare = attrs.evolve(whole, volunteers=people, sessions=sessions, rules=vm.rules.only([]))
    rules = [rule for rule in whole.rules if not list(unknown_references(rule, bare))]
    return attrs.evolve(bare, rules=vm.rules.only(rules))


def could(volunteer: vm.Volunteer, session: vm.Session) -> bool:
    """Whether somebody has what some role of a session asks for."""
    return any(
        (role.skill is None or role.skill in volunteer.skills) and set(role.traits) <= set(volunteer.traits)
        for role in session.roles
    )
