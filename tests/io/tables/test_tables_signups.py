"""Sign-up forms become availability and wishes: grids of sessions, of dates and of days of the week."""

import csv
import datetime as dt
from pathlib import Path

import pandas as pd
import pytest
from benchmarks.readers import coop_labor

import volmatch as vm
from volmatch.io import Answer, Answers, signups
from volmatch.io.tables.sheet import Sheet, sheet_of
from volmatch.rules import Pin, Pinned

SESSIONS = vm.Problem(
    [],
    [
        vm.Session("tea", name="Tea for all", start="2026-08-01T10:00", end="2026-08-01T12:00"),
        vm.Session("art", start="2026-08-01T11:00", end="2026-08-01T13:00"),
        vm.Session("visit", minutes=60, starts=["2026-08-02T09:00", "2026-08-02T15:00"]),
    ],
).sessions


def form(*rows: list[str]) -> Sheet:
    """Return a form as a sheet."""
    return sheet_of("form", rows)


def faults(sheet: Sheet, **how: object) -> dict[str, str]:
    """Return what is wrong with a form, by place."""
    with pytest.raises(vm.ProblemError) as caught:
        signups(sheet, sessions=SESSIONS, **how)  # type: ignore[arg-type]
    return {fault.path: fault.wanted.sentence() for fault in caught.value.faults}


def test_answers_about_sessions() -> None:
    """Somebody is free when they said no, or reluctant when they said yes, or free at the wrong one of two times."""
    scored = Answers(
        {
            "love": Answer(score=2),
            "ok": Answer(),
            "if needed": Answer(if_needed=True, score=-1),
            "no": Answer(free=False),
        }
    )
    told = signups(
        form(["who", "Tea for all", "ART", "visit"], ["li", "Love", "no", "IF NEEDED"], ["bo", "", "", ""]),
        scored,
        sessions=SESSIONS,
    )
    tea, _, visit = SESSIONS
    first, second = visit.candidate_starts
    hour = dt.timedelta(hours=1)
    assert told.availability == {
        "li": (
            vm.Window(tea.start, tea.end),  # type: ignore[arg-type]
            vm.Window(first, first + hour, if_needed=True),
            vm.Window(second, second + hour, if_needed=True),
        ),
        "bo": (),
    }
    assert told.wishes == {"li": (vm.Wish(session="tea", score=2), vm.Wish(session="visit", score=-1)), "bo": ()}
    assert told.never == (("li", "art"),)


@pytest.mark.parametrize(
    ("header", "window"),
    [
        ("Mon 10:00-12:00", vm.Weekly(["mon"], dt.time(10), dt.time(12))),
        ("周一 10:00至12:00", vm.Weekly(["mon"], dt.time(10), dt.time(12))),
        ("Monday 8:00 PM - 24:00", None),
        ("sunday 20:00–24:00", vm.Weekly(["sun"], dt.time(20), dt.time(0))),  # noqa: RUF001 - people type it
        ("Monday 2:00-4:00PM", None),
        ("Monday 2:00PM-4:00PM", vm.Weekly(["mon"], dt.time(14), dt.time(16))),
        ("2026/8/1 10:00-12:00", vm.Window("2026-08-01T10:00", "2026-08-01T12:00")),
        ("2026-08-01 20:00-24:00", vm.Window("2026-08-01T20:00", "2026-08-02T00:00")),
        ("sometime 10:00-12:00", None),
    ],
)
def test_answers_about_times(header: str, window: vm.Window | vm.Weekly | None) -> None:
    """A block of time falls on another day or hour, or one that can mean two times is guessed."""
    sheet = form(["who", header], ["li", "yes"], ["bo", "no"])
    if window is None:
        assert "form!B1" in faults(sheet)
    else:
        assert signups(sheet).availability == {"li": (window,), "bo": ()}


def test_all_that_means_nothing_is_told_at_once() -> None:
    """An answer that nobody foresaw counts as no, or a misspelt session is left out in silence."""
    sheet = form(
        ["email", "who", "tee", "art", "shoe size"],
        ["", "li", "yes", "dunno", "5"],
        ["", "li", "yes", "no", ""],
        ["", "", "yes", "", ""],
    )
    assert faults(sheet, person="WHO", ignore=["Email"]) == {
        "form!C1": "no session and no time is called so; did you mean tea?",
        "form!E1": "no session and no time is called so; mend the header, or name it among those to ignore",
        "form!D2 (art)": faults(form(["who", "art"], ["li", "dunno"]))["form!B2 (art)"],
        "form!B3 (who)": "this person has a row already; keep one",
        "form!B4 (who)": "this field is required",
    }
    assert list(faults(sheet, person="name")) == ["form!1:1"]
    assert list(faults(form())) == [""]


def test_a_form_changes_the_volunteers_it_names() -> None:
    """Somebody who did not answer loses their times, or somebody new is left out."""
    told = signups(form(["who", "tea"], ["bo", "yes"], ["new", "no"]), sessions=SESSIONS)
    wish = vm.Wish(kind="tea", score=1)
    known = [vm.Volunteer("li", available=[]), vm.Volunteer("bo", name="Bo", wishes=[wish])]
    li, bo, new = told.applied(known)
    assert li == known[0]
    assert (bo.name, bo.wishes, bo.available) == ("Bo", (wish,), told.availability["bo"])
    assert (new.id, new.available) == ("new", ())


def test_forms_come_as_files_and_frames(tmp_path: Path) -> None:
    """A form is read from one kind of source only."""
    rows = pd.DataFrame({"who": ["li", "bo"], "Mon 10:00-12:00": ["是", None]})
    rows.to_csv(tmp_path / "form.csv", index=False)
    rows.to_excel(tmp_path / "form.xlsx", index=False)
    monday = vm.Weekly(["mon"], dt.time(10), dt.time(12))
    for source in (rows, tmp_path / "form.csv", str(tmp_path / "form.xlsx")):
        assert signups(source).availability == {"li": (monday,), "bo": ()}


@pytest.mark.data
def test_the_week_of_a_co_op(shared_data: Path) -> None:
    """A real form of 58 people and 78 shifts says something else than a reader made for it alone."""
    file = shared_data / "coop_labor" / "form_responses.csv"
    problem = coop_labor.read(file.parent)
    with file.open(newline="", encoding="utf-8") as opened:
        headers = next(csv.reader(opened))
    shifts = {session.id for session in problem.sessions}
    answers = Answers(
        {word: Answer(score=score) for word, score in coop_labor.SCORES.items() if word}
        | {coop_labor.MAJOR_CONFLICT: Answer(free=False)},
        blank=Answer(),
    )
    told = signups(
        file,
        answers,
        sessions=problem.sessions,
        person="What is your first and last name?",
        ignore=[header for header in headers if header not in shifts],
    )
    (pinned,) = [rule for rule in problem.rules if isinstance(rule, Pinned)]
    assert set(pinned.never) == {Pin(volunteer=person, session=session) for person, session in told.never}
    for volunteer in problem.volunteers:
        assert set(told.wishes[volunteer.id]) == set(volunteer.wishes)
        free = [session for session in problem.sessions if (volunteer.id, session.id) not in told.never]
        assert {window.from_ for window in told.availability[volunteer.id]} == {one.candidate_starts[0] for one in free}
