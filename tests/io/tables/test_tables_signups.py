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
        ("Monday 8:00 PM - 24:00", vm.Weekly(["mon"], dt.time(20), dt.time(0))),
        ("sunday 20:00–24:00", vm.Weekly(["sun"], dt.time(20), dt.time(0))),  # noqa: RUF001 - people type it
        ("Monday 2:00-4:00PM", vm.Weekly(["mon"], dt.time(14), dt.time(16))),
        ("Monday 9-11", None),
        ("Monday 2:00PM-4:00PM", vm.Weekly(["mon"], dt.time(14), dt.time(16))),
        ("2026/8/1 10:00-12:00", vm.Window("2026-08-01T10:00", "2026-08-01T12:00")),
        ("2026-08-01 20:00-24:00", vm.Window("2026-08-01T20:00", "2026-08-02T00:00")),
        ("sometime 10:00-12:00", None),
    ],
)
def test_answers_about_times(header: str, window: vm.Window | vm.Weekly | None) -> None:
    """A block of time falls on another day or hour, or hours that say no half of the day are guessed."""
    sheet = form(["who", header], ["li", "yes"], ["bo", "no"])
    if window is None:
        assert "form!B1" in faults(sheet)
    else:
        assert signups(sheet).availability == {"li": (window,), "bo": ()}


def test_all_that_means_nothing_is_told_at_once() -> None:
    """An answer that nobody foresaw counts as no, or a misspelt session is left out in silence."""
    sheet = form(
        ["email", "who", "tee", "art", "shoe size"],
        ["", "li", "yes", "no", "5"],
        ["", "bo", "yes", "dunno", ""],
        ["", "", "yes", "", ""],
    )
    assert faults(sheet, person="WHO", ignore=["Email"]) == {
        "form!C1": "no session and no time is called so; did you mean tea?",
        "form!E1": "no session and no time is called so; mend the header, or name it among those to ignore",
        "form!D3 (art)": faults(form(["who", "art"], ["li", "dunno"]))["form!B2 (art)"],
        "form!B4 (who)": "this field is required",
    }
    assert list(faults(sheet, person="name")) == ["form!1:1"]
    assert list(faults(form())) == [""]


def test_the_last_answer_counts_and_both_rows_are_told() -> None:
    """Who answers twice stops the whole form, is free at the times of both answers, or declines what they took back."""
    told = signups(
        form(["who", "tea", "art"], ["li", "yes", "no"], ["bo", "no", ""], ["li", "no", "yes"]), sessions=SESSIONS
    )
    art = SESSIONS[1]
    assert told.availability == {"li": (vm.Window(art.start, art.end),), "bo": ()}  # type: ignore[arg-type]
    assert told.never == (("li", "tea"), ("bo", "tea"))
    assert [(one.path, one.wanted.sentence()) for one in told.told] == [
        ("form!A4 (who)", "li answered twice, in rows 2 and 4; the last answer counts")
    ]


FRIDAY, SATURDAY = vm.Weekly(["fri"], dt.time(18), dt.time(22)), vm.Weekly(["sat"], dt.time(8), dt.time(12))
TEA, ART = (vm.Window(one.start, one.end) for one in SESSIONS[:2])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "windows"),
    [
        ("Fri evening; Sat morning", (FRIDAY, SATURDAY)),
        ("Fri evening, Sat morning", (FRIDAY, SATURDAY)),
        ("Fri evening\nTea for all", (FRIDAY, TEA)),
        ("周五晚上；周六上午", (FRIDAY, SATURDAY)),  # noqa: RUF001 - people type it
        ("Tea for all, ART", (TEA, ART)),
        ("Tea for all, Sat morning", (TEA, SATURDAY)),
        ("1 Aug 9-11am", (vm.Window("2026-08-01T09:00", "2026-08-01T11:00"),)),
        ("never", ()),
        ("", ()),
        ("whenever I feel like it", None),
        ("Fri evening; perhaps", None),
    ],
)
def test_several_choices_in_a_cell(cell: str, windows: tuple[vm.Window | vm.Weekly, ...] | None) -> None:
    """A choice is lost, taken for another time, or torn apart at a comma in a name."""
    sheet = form(["name", "When are you free?"], ["li", cell], ["bo", "Sat morning"])
    if windows is None:
        assert list(faults(sheet)) == ["form!B2 (When are you free?)"]
    else:
        told = signups(sheet, sessions=SESSIONS)
        assert told.availability == {"li": windows, "bo": (SATURDAY,)}
        assert any("taken for 08:00 to 12:00" in one.sentence() for one in told.told)


def test_a_name_with_commas_is_one_choice() -> None:
    """A session is called "Tea, cake, and talk", and the form separates choices by commas."""
    tea = vm.Session("t", name="Tea, cake, and talk", start="2026-08-01T10:00", end="2026-08-01T12:00")
    known = vm.Problem([], [tea, *SESSIONS[1:]]).sessions
    told = signups(form(["name", "Which?"], ["li", "art, Tea, cake, and talk"]), sessions=known)
    assert len(told.availability["li"] or ()) == 2


def test_a_grid_of_a_web_form() -> None:
    """Columns such as "When are you free? [Fri evening]" are refused, or emails stand for names."""
    sheet = form(
        ["Timestamp", "Email", "Your name", "When? [Fri evening]", "When? [Tea for all]"],
        ["1", "a@b", "li", "yes", "no"],
    )
    told = signups(sheet, sessions=SESSIONS, own_columns=True)
    assert told.availability == {"li": (FRIDAY,)}
    assert told.never == (("li", "tea"),)
    assert told.data == {"li": {"Timestamp": "1", "Email": "a@b"}}


def test_columns_of_their_own_are_kept_or_refused() -> None:
    """A text column stops the form although it was to be kept, or is kept although a misspelt session is meant."""
    rows = (["name", "shoe size", "tea"], ["li", "43", "yes"])
    assert list(faults(form(*rows))) == ["form!B1"]
    told = signups(form(*rows), sessions=SESSIONS, own_columns=True)
    assert told.data == {"li": {"shoe size": "43"}}
    (li,) = told.applied([vm.Volunteer("li", data={"phone": "1"})])
    assert li.data == {"phone": "1", "shoe size": "43"}
    assert list(faults(form(["name", "tee", "art"], ["li", "yes", "no"]), own_columns=True)) == ["form!B1"]
    assert list(faults(form(["name", "shoe size"], ["li", "43"]), own_columns=True)) == ["form!1:1"]


def test_people_are_known_by_id_name_or_email() -> None:
    """Somebody known is taken for somebody new, or two who are called the same for one."""
    people = [
        vm.Volunteer("v1", name="Ana Li", data={"Email": "Ana@x.org"}),
        vm.Volunteer("v2", name="Bo"),
        vm.Volunteer("v3", name="Bo"),
    ]
    for word, own in (("ana li", "v1"), ("v2", "v2"), ("ANA@X.ORG", "v1"), ("Cem", "Cem")):
        told = signups(form(["who", "tea"], [word, "yes"]), sessions=SESSIONS, volunteers=people)
        assert list(told.availability) == [own]
    assert faults(form(["who", "tea"], ["bo", "yes"]), volunteers=people) == {
        "form!A2 (who)": "this may be any of v2 and v3; write the id"
    }


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
        assert {window.from_ for window in told.availability[volunteer.id] or ()} == {
            one.candidate_starts[0] for one in free
        }
