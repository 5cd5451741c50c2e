"""Many rules at once: sixty people, two hundred sessions in twelve rooms over four weeks, and twenty rules."""

import datetime as dt
import random
from typing import Any

import volmatch as vm
from benchmarks.generate import MONDAY, SKILLS

SITES = ("yueling", "ranli", "town")
FEATURES = ("desks", "piano", "mats")
ROOMS_A_SITE = 4
SERIES, LESSONS, LOOSE = 25, 4, 100
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def composed_programme(*, seed: int, volunteers: int = 60) -> vm.Problem:
    """Make courses with lessons in rooms, loose sessions, people of mixed experience, and rules of many kinds."""
    random_ = random.Random(f"composed {seed}")
    people = [_person(number, random_) for number in range(volunteers)]
    sessions = [lesson for number in range(SERIES) for lesson in _course(number, random_)]
    sessions += [_loose(number, random_) for number in range(LOOSE)]
    data = {
        "volunteers": people,
        "sessions": sessions,
        "places": [{"id": site} for site in SITES],
        "travel": {"default_minutes": 20},
        "rooms": [_room(site, number, random_) for site in SITES for number in range(ROOMS_A_SITE)],
        "timezone": "Asia/Shanghai",
        "standard": False,
        "rules": RULES,
    }
    return vm.Problem.from_data(data)


#: Besides the five rules that people's own data demand.
RULES: list[dict[str, Any]] = [
    {"rule": "min_rest", "hours": 11, "where": {"sessions": {"kind": ["evening"]}}},
    {"rule": "consecutive_days", "max": 4},
    {"rule": "weekends", "max": 3},
    {"rule": "experience", "traits": ["experienced"], "where": {"sessions": {"kind": ["course"]}}},
    {"rule": "banned", "bans": [{"volunteer": "v1", "other": "v2"}, {"volunteer": "v3", "place": "town"}]},
    {"rule": "apart", "sets": [["v4", "v5", "v6"]]},
    {"rule": "cover", "level": 1},
    {"rule": "target", "level": 2},
    {"rule": "room_wants", "level": 3},
    {"rule": "room_stability", "level": 3},
    {"rule": "wishes", "level": 4, "scale": "scores"},
    {"rule": "if_needed", "level": 4},
    {"rule": "min_load", "level": 4},
    {"rule": "serve_once", "level": 4, "weight": 3},
    {"rule": "fair_share", "level": 5, "unit_minutes": 30},
]


def _person(number: int, random_: random.Random) -> dict[str, Any]:
    halves = random_.sample([(day, half) for day in _DAYS for half in (0, 1)], k=random_.randint(3, 7))
    return {
        "id": f"v{number}",
        "home": random_.choice(SITES),
        "max_travel_minutes": random_.choice((0, 20, 20)),
        "traits": ["experienced"] if number % 3 else [],
        "skills": {skill: random_.choice((1, 2, 3)) for skill in random_.sample(SKILLS, k=2)},
        "available": [
            {
                "weekly": [day],
                "from": ("08:00", "13:00")[half],
                "to": ("13:00", "21:00")[half],
                "if_needed": random_.random() < 0.1,
            }
            for day, half in halves
        ],
        "limits": [
            {"per": "week", "max_sessions": random_.choice((3, 4, 5)), "max_hours": 8},
            {"per": "horizon", "min_sessions": random_.choice((0, 2)), "max_hours": 24},
        ],
        "wishes": [{"kind": random_.choice(("course", "visit", "evening")), "score": random_.choice((-2, 1, 2))}],
        "served_hours": random_.randrange(0, 10),
    }


def _course(number: int, random_: random.Random) -> list[dict[str, Any]]:
    """Make a lesson a week, at the same hour, in a room with what the course needs."""
    site, skill = random_.choice(SITES), random_.choice(SKILLS)
    first = MONDAY + dt.timedelta(days=random_.randrange(7))
    hour = random_.choice((9, 10, 14, 15))
    room = {
        "any_of": [f"{site}-{one}" for one in range(ROOMS_A_SITE)],
        "wants": [random_.choice(FEATURES)],
    }
    lead = {"name": "lead", "skill": skill, "level": random_.choice((1, 2)), "min": 1}
    helper = {"name": "helper", "min": 0, "target": 1}
    lessons = []
    for week in range(LESSONS):
        start = dt.datetime.combine(first + dt.timedelta(weeks=week), dt.time(hour))
        end = start + dt.timedelta(minutes=90)
        lessons.append({
            "id": f"course-{number}-{week}", "kind": "course", "series": f"course-{number}", "room": room, "attendance": 15,
            "start": start.isoformat(timespec="minutes"), "end": end.isoformat(timespec="minutes"), "roles": [lead, helper],
        })  # fmt: skip
    return lessons


def _loose(number: int, random_: random.Random) -> dict[str, Any]:
    kind = random_.choice(("visit", "visit", "evening"))
    day = MONDAY + dt.timedelta(days=random_.randrange(28))
    start = dt.datetime.combine(day, dt.time(18 if kind == "evening" else random_.choice((9, 11, 14, 16))))
    end = start + dt.timedelta(minutes=random_.choice((60, 120)))
    return {
        "id": f"{kind}-{number}",
        "kind": kind,
        "place": random_.choice(SITES),
        "start": start.isoformat(timespec="minutes"),
        "end": end.isoformat(timespec="minutes"),
        "roles": [{"name": "helper", "min": 1, "target": 2}],
    }


def _room(site: str, number: int, random_: random.Random) -> dict[str, Any]:
    return {
        "id": f"{site}-{number}",
        "place": site,
        "capacity": random_.choice((15, 25, 40)),
        "features": random_.sample(FEATURES, k=2),
        "turnaround_minutes": 10,
    }
