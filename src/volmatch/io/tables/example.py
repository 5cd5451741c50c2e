"""The example that stands in an empty template: a week at a neighbourhood centre, small enough to be overwritten."""

import datetime as dt
from collections.abc import Mapping

from volmatch.problem.place import Place, Room, Travel, Way
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, RoomNeed, Session
from volmatch.problem.volunteer import Limit, Skill, Volunteer, Wish
from volmatch.problem.window import Weekly, Window

#: The words of the example by language.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "zone": "Europe/London", "centre": "Centre", "school": "School", "hall": "Hall",
        "ana": "Ana", "ben": "Ben", "chloe": "Chloe", "adult": "adult", "tutoring": "tutoring", "first-aid": "first-aid",
        "homework": "Homework club", "tea": "Tea for neighbours", "visit": "Visit", "helper": "helper", "tutor": "tutor",
        "club": "club", "meeting": "meeting", "calls": "calls", "chairs": "chairs",
    },
    "zh": {
        "zone": "Asia/Shanghai", "centre": "社区中心", "school": "学校", "hall": "大厅",
        "ana": "安安", "ben": "小本", "chloe": "可儿", "adult": "成年", "tutoring": "辅导", "first-aid": "急救",
        "homework": "作业辅导班", "tea": "邻里茶会", "visit": "探访", "helper": "帮手", "tutor": "辅导员",
        "club": "兴趣班", "meeting": "聚会", "calls": "上门", "chairs": "椅子",
    },
}  # fmt: skip


def example(lang: str) -> Problem:
    """Return the problem of the template in a language."""
    words = _WORDS.get(lang, _WORDS["en"])
    return Problem(
        _volunteers(words),
        _sessions(words),
        places=[Place("centre", name=words["centre"]), Place("school", name=words["school"])],
        rooms=[Room("hall", "centre", name=words["hall"], capacity=30, features=[words["chairs"]])],
        travel=Travel(default_minutes=30, minutes=[Way("centre", "school", 15)]),
        timezone=words["zone"],
    )


def _volunteers(words: Mapping[str, str]) -> list[Volunteer]:
    afternoons = Weekly(["mon", "wed"], dt.time(14), dt.time(18), since=dt.date(2026, 9, 7), until=dt.date(2026, 9, 30))
    return [
        Volunteer(
            "ana",
            name=words["ana"],
            home="centre",
            skills={words["tutoring"]: Skill(2), words["first-aid"]: Skill(until=dt.date(2027, 6, 30))},
            traits=[words["adult"]],
            available=[afternoons, Window("2026-09-12T09:00", "2026-09-12T13:00", if_needed=True)],
            limits=[Limit("week", max_sessions=2)],
            wishes=[Wish(session="homework-1", score=2)],
        ),
        Volunteer(
            "ben",
            name=words["ben"],
            traits=[words["adult"]],
            away=[Window("2026-09-07T00:00", "2026-09-08T00:00")],
            wishes=[Wish(kind=words["meeting"], score=1)],
        ),
        Volunteer(
            "chloe", name=words["chloe"], skills={words["tutoring"]: Skill(1)}, limits=[Limit("day", max_hours=3)]
        ),
    ]


def _sessions(words: Mapping[str, str]) -> list[Session]:
    tutors = [Role(words["tutor"], skill=words["tutoring"], min=1, target=2), Role(words["helper"], min=0, target=1)]
    helpers = [Role(words["helper"], min=1, target=2, max=3, traits=[words["adult"]])]
    return [
        _club(words, "homework-1", "2026-09-07", tutors),
        _club(words, "homework-2", "2026-09-09", tutors),
        Session(
            "tea",
            name=words["tea"],
            kind=words["meeting"],
            start="2026-09-12T10:00",
            end="2026-09-12T12:00",
            room=RoomNeed(features=[words["chairs"]]),
            attendance=20,
            roles=helpers,
        ),
        Session(
            "visit",
            name=words["visit"],
            kind=words["calls"],
            minutes=60,
            starts=["2026-09-10T10:00", "2026-09-11T10:00"],
            place="centre",
            roles=[Role(words["helper"])],
            optional=True,
        ),
    ]


def _club(words: Mapping[str, str], own: str, day: str, roles: list[Role]) -> Session:
    return Session(
        own,
        name=words["homework"],
        kind=words["club"],
        series="homework",
        start=f"{day}T15:00",
        end=f"{day}T17:00",
        place="school",
        roles=roles,
    )
