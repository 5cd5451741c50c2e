"""Courses: series of weekly lessons in rooms, which should meet the same teachers and helpers and stay in their room."""

import datetime as dt
import random
from typing import Any

import volmatch as vm
from benchmarks.family import Family
from benchmarks.generate import MONDAY, SKILLS

ROOMS_A_SITE = 3
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat")
_HALVES = (("08:00", "13:00"), ("13:00", "21:00"))
_HOURS = (9, 10, 11, 14, 15, 17, 18)

RULES: list[dict[str, Any]] = [
    {"rule": "cover", "level": 1},
    {"rule": "target", "level": 2},
    {"rule": "continuity", "level": 3, "want": "few", "weight": 2},
    {"rule": "room_stability", "level": 3},
    {"rule": "wishes", "level": 4},
    {"rule": "if_needed", "level": 4},
    {"rule": "fair_share", "level": 5, "unit_minutes": 30},
]


def course_programme(*, seed: int, volunteers: int, courses: int, lessons: int) -> vm.Problem:
    """Make courses at some sites, each with a lesson a week at the same hour, and people with weekly free time.

    Parameters
    ----------
    seed
        Of everything random.
    volunteers, courses
        How many of each.
    lessons
        Of each course, one a week.
    """
    random_ = random.Random(f"courses {volunteers} {courses} {lessons} {seed}")
    sites = [f"site-{number}" for number in range(max(2, courses // 15))]
    listed = [lesson for number in range(courses) for lesson in _course(number, sites, lessons, random_)]
    people = [_volunteer(number, sites, random_) for number in range(volunteers)]
    return vm.Problem.from_data(
        {
            "volunteers": people,
            "sessions": listed,
            "places": [{"id": site} for site in sites],
            "travel": {"default_minutes": 20},
            "rooms": [_room(site, number, random_) for site in sites for number in range(ROOMS_A_SITE)],
            "timezone": "Asia/Shanghai",
            "standard": False,
            "rules": RULES,
        }
    )


def _course(number: int, sites: list[str], lessons: int, random_: random.Random) -> list[dict[str, Any]]:
    """Make a lesson a week, in any room of one site that is large enough."""
    site = random_.choice(sites)
    first = dt.datetime.combine(
        MONDAY + dt.timedelta(days=random_.randrange(len(_DAYS))), dt.time(random_.choice(_HOURS))
    )
    minutes, guests = random_.choice((60, 90)), random_.choice((10, 18, 30))
    lead = {"name": "lead", "skill": random_.choice(SKILLS), "level": random_.choice((1, 2)), "min": 1}
    helper = {"name": "helper", "min": 0, "target": random_.choice((1, 2))}
    return [
        {
            "id": f"course-{number}-{week}",
            "kind": "course",
            "series": f"course-{number}",
            "start": (first + dt.timedelta(weeks=week)).isoformat(timespec="minutes"),
            "end": (first + dt.timedelta(weeks=week, minutes=minutes)).isoformat(timespec="minutes"),
            "room": {"any_of": [f"{site}-{one}" for one in range(ROOMS_A_SITE)]},
            "attendance": guests,
            "roles": [lead, helper],
        }
        for week in range(lessons)
    ]


def _room(site: str, number: int, random_: random.Random) -> dict[str, Any]:
    """Make a room; the first of each site holds any course."""
    capacity = 30 if number == 0 else random_.choice((12, 20, 30))
    return {"id": f"{site}-{number}", "place": site, "capacity": capacity, "turnaround_minutes": 15}


def _volunteer(number: int, sites: list[str], random_: random.Random) -> dict[str, Any]:
    halves = random_.sample([(day, half) for day in _DAYS for half in _HALVES], k=random_.randint(2, 5))
    return {
        "id": f"v{number}",
        "home": random_.choice(sites),
        "max_travel_minutes": random_.choice((0, 20, 20)),
        "skills": {skill: random_.choice((1, 2, 3)) for skill in random_.sample(SKILLS, k=random_.randint(1, 2))},
        "available": [
            {"weekly": [day], "from": since, "to": until, "if_needed": random_.random() < 0.15}
            for day, (since, until) in halves
        ],
        "away": [_week_away(random_)] if random_.random() < 0.3 else [],
        "limits": [{"per": "week", "max_sessions": random_.choice((1, 2, 3)), "max_hours": 5}],
        "wishes": [{"place": random_.choice(sites), "score": random_.choice((-1, 1))}],
        "served_hours": random_.randrange(0, 12),
    }


def _week_away(random_: random.Random) -> dict[str, str]:
    """Return a week's absence: what tears a course from its teacher."""
    monday = MONDAY + dt.timedelta(weeks=random_.randrange(8))
    return {"from": f"{monday}T00:00", "to": f"{monday + dt.timedelta(weeks=1)}T00:00"}


FAMILY = Family(
    make=course_programme,
    sizes={"volunteers": 80, "courses": 40, "lessons": 8},
    tiny={"volunteers": 5, "courses": 3, "lessons": 2},
    quick={"volunteers": 20, "courses": 10, "lessons": 4},
)
