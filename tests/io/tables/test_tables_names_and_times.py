"""Forms that name a session with its time, ask for what people like best, or call several sessions alike."""

# ruff: noqa: RUF001 - people type the wide ones
from pathlib import Path

import pytest

import volmatch as vm
from volmatch.io import SignUps, signups


def session(own: str, name: str, start: str, end: str) -> vm.Session:
    """Return a session of a problem."""
    return vm.Session(own, name=name, start=f"{start}+00:00", end=f"{end}+00:00")


ART = session("Art", "Art", "2026-12-05T09:00", "2026-12-05T11:00")
SUNDAY = session("Art 2", "Art", "2026-12-06T09:00", "2026-12-06T11:00")
MUSIC = session("Music", "Music", "2026-12-05T14:00", "2026-12-05T16:00")
DANCE = session("舞会", "舞会", "2026-12-12T19:00", "2026-12-12T22:00")


def read(folder: Path, text: str) -> SignUps:
    """Return what a form says of two hours of art, a music and a dance."""
    (folder / "form.csv").write_text(text, encoding="utf-8")
    problem = vm.Problem([], [ART, SUNDAY, MUSIC, DANCE])
    return signups(folder / "form.csv", sessions=problem.sessions, own_columns=True)


def starts(told: SignUps, person: str = "Ana") -> str:
    """Return when the free times of somebody begin, in short."""
    return " ".join(f"{one.from_:%d.%H}" for one in told.availability[person] or ())


@pytest.mark.parametrize(
    ("header", "start"),
    [
        ("Art - Sun 9:00", "06.09"), ("Art – Sun 6 Dec 9am", "06.09"), ("Sun 9-11 [Art]", "06.09"), ("Sun 9-11 (Art)", "06.09"),
        ("Art @ Sun", "06.09"), ("Art, 6 Dec", "06.09"), ("Art (6 Dec)", "06.09"), ("Art [6 Dec, 9:00-11:00]", "06.09"),
        ("Sun: Art", "06.09"), ("art on Sunday", "06.09"), ("Art on 6 December at 9", "06.09"), ("Sun morning / Art", "06.09"),
        ("Music 2pm", "05.14"), ("Music (14:00)", "05.14"), ("2-4pm Music", "05.14"), ("Music | Sat afternoon", "05.14"),
        ("舞会（12月12日 19:00-22:00）", "12.19"), ("周六19:00 舞会", "12.19"), ("舞 会-周六晚上", "12.19"), ("12月12日舞会", "12.19"),
        ("3. Art - Sun 9:00", "06.09"), ("Which can you do? [Art - Sun 9:00]", "06.09"),
    ],
)  # fmt: skip
def test_a_session_with_its_time(tmp_path: Path, header: str, start: str) -> None:
    """A header with name and time is kept as somebody's own, or the other session of that name is meant."""
    assert starts(read(tmp_path, f'Name,"{header}"\nAna,yes\n')) == start
    if "," not in header and "[Art -" not in header:  # commas stand between choices
        told = read(tmp_path, f'Name,When can you come?\nAna,"{header.removeprefix("3. ")}, Music - Sat 2pm"\n')
        assert start in starts(told)


@pytest.mark.parametrize("header", ["Art - Mon 9:00", "Art (7 Dec)", "Music 3pm", "Sat 10-12 [Music]", "舞会 周六上午"])
def test_a_session_at_another_time_is_refused(tmp_path: Path, header: str) -> None:
    """Who said yes to art on Monday is sent there on Saturday."""
    with pytest.raises(vm.ProblemError, match="is not at this time, but on 2026-12"):
        read(tmp_path, f'Name,Sat 8:00-9:00,"{header}"\nAna,no,yes\n')
    with pytest.raises(vm.ProblemError, match="is not at this time, but on 2026-12"):
        read(tmp_path, f'Name,When can you come?\nAna,"{header}"\n')


def test_several_sessions_of_one_name_are_all_meant(tmp_path: Path) -> None:
    """Who signs up for art is free at the first of two hours of it, and nobody is told."""
    told = read(tmp_path, "Name,Art\nAna,yes\nBen,no\n")
    assert starts(told) == "05.09 06.09"
    assert told.never == (("Ben", "Art"), ("Ben", "Art 2"))
    assert [note.sentence() for note in told.told] == [
        "form!B1: taken for all that are called so: Art and Art 2 (given: 'Art')"
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Preferred activity", "Favourite activity?", "Your preferred activities", "Which activity do you prefer?", "Activity preference",
        "What would you like to do?", "Interested in", "Which sessions interest you / would you like?", "想参加的活动", "您最想参加哪个活动？",
        "最喜欢的活动", "意向活动", "活动意向", "2、您感兴趣的活动（多选）", "希望参加的场次",
    ],
)  # fmt: skip
def test_what_people_like_is_a_wish(tmp_path: Path, header: str) -> None:
    """What somebody likes best is taken for a time at which they are free, and the wish is lost."""
    told = read(tmp_path, f"Name,Sat morning,{header}\nAna,yes,Music\nBen,yes,舞会\n")
    assert [wish.session for wish in told.wishes["Ana"]] == ["Music"]
    assert [wish.session for wish in told.wishes["Ben"]] == ["舞会"]


def test_what_nobody_knows_is_kept_and_told(tmp_path: Path) -> None:
    """A liking for what is no activity is lost without a word."""
    told = read(tmp_path, "Name,Sat morning,Preferred activity\nAna,yes,Pottery\n")
    assert told.data["Ana"] == {"Preferred activity": "Pottery"}
    assert "no rule reads it" in " ".join(note.sentence() for note in told.told)


def test_what_people_like_least_is_no_wish(tmp_path: Path) -> None:
    """Somebody gets what they said they would rather not do."""
    told = read(tmp_path, "Name,Sat morning,Least preferred activity\nAna,yes,Music\n")
    assert not told.wishes["Ana"]
    assert [type(one) for one in told.availability["Ana"] or ()] == [vm.Weekly]
    assert told.data["Ana"] == {"Least preferred activity": "Music"}


@pytest.mark.parametrize(
    ("cell", "hours"),
    [("10:00-12:00; 14:00-16:00", ["10:00", "14:00"]), ("9-11am", ["09:00"]), ("all day", ["00:00"]), ("any time", ["00:00"]), ("随时", ["00:00"]),
     ("none", []), ("-", []), ("无", []), ("no", [])],
)  # fmt: skip
def test_hours_in_a_grid_of_days(tmp_path: Path, cell: str, hours: list[str]) -> None:
    """Hours under the header of a day are refused, or an empty answer is."""
    told = read(tmp_path, f"Name,When can you come? [Sat] ,When can you come? [Sun]\nAna,{cell},Morning\n")
    saturday = [one for one in told.availability["Ana"] or () if isinstance(one, vm.Weekly) and one.weekly == ("sat",)]
    assert [f"{one.from_:%H:%M}" for one in saturday] == hours


def test_hours_that_may_be_two_are_refused_in_few_words(tmp_path: Path) -> None:
    """Nine to eleven is told to be none of ninety words."""
    with pytest.raises(vm.ProblemError, match="may be in the morning or in the evening"):
        read(tmp_path, "Name,When can you come? [Sat]\nAna,9-11\n")
    with pytest.raises(vm.ProblemError, match="may be in the morning or in the evening"):
        read(tmp_path, "Name,When can you come?\nAna,Sat 9-11\n")
