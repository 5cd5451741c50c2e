"""Hand-made problems that use every field, and the schedule and outcomes that go with them."""

import datetime as dt
from pathlib import Path

import attrs

import volmatch as vm
from volmatch.rules import Cover, FairShare, Pin, Pinned, Wishes, only

GOLDEN = Path(__file__).with_name("golden")
CHINA = dt.timezone(dt.timedelta(hours=8))


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    """Return a moment of 2026 in China."""
    return dt.datetime(2026, month, day, hour, minute, tzinfo=CHINA)


def every_field() -> vm.Problem:
    """Return a problem in which every field of every record is used."""
    return vm.Problem(
        volunteers=[li(), vm.Volunteer("zhou", available=[], timezone="Asia/Tokyo")],
        sessions=[art(), visit()],
        places=[
            vm.Place("xiansheng"),
            vm.Place("yueling", name="岳岭村", parent="xiansheng", data={"门卫电话": "0791-0000"}),
            vm.Place("ranli", parent="xiansheng", day_starts="05:30"),
        ],
        travel=vm.Travel(default_minutes=20, minutes=[vm.Way("yueling", "ranli", 25)]),
        rooms=[
            vm.Room(
                "yueling-class",
                "yueling",
                name="Class room",
                capacity=40,
                features=["desks"],
                turnaround_minutes=10,
                closed=[vm.Window(at(8, 1), at(8, 1, 9))],
                cost_per_hour=8,
                data={"key": "with the guard"},
            )
        ],
        rules=only(rules()),
        timezone="Asia/Shanghai",
        day_starts="05:00",
        words=vm.Words(
            traits=["adult", "checked"],
            teams=["university"],
            skills=["drawing", "first-aid", "tutoring"],
            kinds=["art", "visit"],
            series=["art"],
            tags=["children"],
            roles=["helper", "teacher", "visitor"],
            things=["projector"],
            priorities=[1, 2, 3],
        ),
    )


def with_history() -> vm.Problem:
    """Return the same problem with a history in which every field is used."""
    duty = vm.PastDuty(
        "li",
        at(7, 31, 22),
        at(8, 1, 4),
        session="art-0",
        role="helper",
        kind="art",
        series="art",
        tags=["children"],
        priority=2,
        place="yueling",
        effort_hours=7.5,
    )
    return attrs.evolve(every_field(), history=[duty])


def li() -> vm.Volunteer:
    """Return somebody about whom everything is known."""
    return vm.Volunteer(
        "li",
        name="李",
        home="yueling",
        max_travel_minutes=40,
        skills={
            "tutoring": vm.Skill(2),
            "drawing": vm.Skill(2),
            "first-aid": vm.Skill(until=dt.date(2026, 12, 31)),
            "driving": vm.Skill(3, until=dt.date(2027, 1, 31), valid_from=dt.date(2026, 3, 1)),
        },
        traits=["adult", "checked"],
        teams=["university"],
        available=[
            vm.Window(at(8, 1, 10), at(8, 1, 15)),
            vm.Window(at(7, 20, 10), at(7, 20, 15), if_needed=True),
            vm.Weekly(
                ["mon", "wed"],
                dt.time(10),
                dt.time(15),
                since=dt.date(2026, 7, 20),
                until=dt.date(2026, 8, 25),
                except_=[dt.date(2026, 8, 3)],
                every=2,
                nth=[1, -1],
                if_needed=True,
            ),
        ],
        away=[vm.Window(at(8, 5), at(8, 8))],
        limits=[
            vm.Limit("week", max_sessions=5, max_hours=20),
            vm.Limit("day", max_sessions=1),
            vm.Limit(vm.Days(14), max_hours=30.5, min_hours=0.25),
            vm.Limit("horizon", min_sessions=1, kind="art"),
        ],
        wishes=[
            vm.Wish(session="art-1", score=2),
            vm.Wish(kind="visit", score=1),
            vm.Wish(series="art", score=3),
            vm.Wish(place="ranli", score=-1),
        ],
        served_hours=12.5,
        cost_per_hour=3,
        show_rate=0.95,
        data={"电话": "138-0000-0000", "home": "third floor", "note": "  two  spaces "},
        trait_days={"adult": vm.TraitDays(valid_from=dt.date(2026, 1, 1), until=dt.date(2027, 12, 31))},
        born=dt.date(1990, 5, 1),
    )


def art() -> vm.Session:
    """Return a session at a fixed time, in a room."""
    return vm.Session(
        "art-1",
        name="Art for all",
        kind="art",
        series="art",
        start=at(8, 1, 10),
        end=at(8, 1, 11, 30),
        room=vm.RoomNeed(any_of=["yueling-class"], features=["desks"], wants=["sink"]),
        attendance=30,
        roles=[
            vm.Role(
                "teacher",
                skill="drawing",
                level=2,
                data={"wears": "apron"},
                alternatives=[vm.AlternativeSkill("tutoring", level=3), vm.AlternativeSkill("drawing")],
            ),
            vm.Role("helper", target=2, max=3, traits=["adult"]),
        ],
        priority=2,
        optional=True,
        tags=["children"],
        effort_hours=2.5,
        cost=15,
        equipment={"easel": 10},
        audiences=["grade-3"],
        data={"bring": "paper"},
    )


def visit() -> vm.Session:
    """Return a session with candidate starts, at a place."""
    return vm.Session(
        "visit-7",
        kind="visit",
        minutes=60,
        starts=[at(8, 3, 9), at(8, 3, 10)],
        place="yueling",
        roles=[vm.Role("visitor", min=0, target=1, standby=True)],
    )


def rules() -> list[vm.Rule]:
    """Return rules with every filter."""
    art_only = vm.SessionFilter(
        id=["art-1"], kind=["art", "visit"], series=["art"], place=["yueling"], tag=["children"], priority=[1, 2]
    )
    students = vm.VolunteerFilter(id=["li"], trait=["adult"], team=["university"])
    return [
        Cover(level=2, weight=3, where=vm.Where(sessions=art_only)),
        Wishes(level=4, scale="scores", where=vm.Where(volunteers=students)),
        Pinned(
            stay=[Pin(volunteer="li", session="art-1", role="helper")], never=[Pin(volunteer="zhou", session="visit-7")]
        ),
        FairShare(level=5, unit_minutes=30),
    ]


def schedule() -> vm.Schedule:
    """Return a schedule of the problem that keeps every rule."""
    return vm.Schedule(
        [vm.Assignment("li", "art-1", "helper")],
        [vm.Placement("art-1", at(8, 1, 10), "yueling-class")],
        ["visit-7"],
    )
