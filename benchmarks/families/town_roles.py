"""A town of monthly hours: up to three roles a session, and people who serve some sessions a week and some hours a month."""

import datetime as dt
import random
from typing import Any

import volmatch as vm
from benchmarks.family import Family
from benchmarks.generate import BLOCK, FAR, KINDS, MONDAY, SKILLS

DAYS = 28
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HALVES = (("08:30", "13:00"), ("13:00", "21:30"))


def monthly_programme(*, seed: int, volunteers: int, sessions: int) -> vm.Problem:
    """Make a month of sessions for a lead, helpers and a greeter, in which hours of the month tie the weeks together.

    Parameters
    ----------
    seed
        Of everything random.
    volunteers, sessions
        How many of each.
    """
    random_ = random.Random(f"months {volunteers} {sessions} {seed}")
    places = [f"site-{number}" for number in range(max(2, volunteers // 20))]
    listed = [_session(number, places, random_) for number in range(sessions)]
    people = [_volunteer(number, places, random_) for number in range(volunteers)]
    ways = [[one, other, BLOCK * random_.choice((1, 2, 3))] for one in places for other in places if one < other]
    return vm.Problem.from_data(
        {
            "volunteers": people,
            "sessions": listed,
            "places": [{"id": place} for place in places],
            "travel": {"default_minutes": FAR, "minutes": ways},
            "timezone": "Asia/Shanghai",
            "words": {"kinds": KINDS},  # some of which a small programme has no session of
        }
    )


def _session(number: int, places: list[str], random_: random.Random) -> dict[str, Any]:
    kind = random_.randrange(len(KINDS))
    day = MONDAY + dt.timedelta(days=random_.randrange(DAYS))
    start = dt.datetime.combine(day, dt.time(random_.choice((9, 10, 13, 15, 18)), random_.choice((0, 30))))
    lead = {"name": "lead", "skill": SKILLS[kind], "level": random_.choice((1, 1, 2)), "min": 1, "max": 1}
    helper = {"name": "helper", "min": 1, "target": random_.choice((1, 2)), "max": 2}
    greeter = {"name": "greeter", "min": 0, "target": 1, "max": 1}
    return {
        "id": f"s{number}",
        "kind": KINDS[kind],
        "start": start.isoformat(timespec="minutes"),
        "end": (start + dt.timedelta(minutes=random_.choice((60, 90, 120, 180)))).isoformat(timespec="minutes"),
        "place": random_.choice(places),
        "roles": [lead, helper, greeter][: random_.choice((1, 2, 3))],
        "priority": random_.choice((1, 1, 2)),
    }


def _volunteer(number: int, places: list[str], random_: random.Random) -> dict[str, Any]:
    halves = random_.sample([(day, half) for day in _WEEKDAYS for half in _HALVES], k=random_.randint(1, 3))
    return {
        "id": f"v{number}",
        "home": random_.choice(places),
        "max_travel_minutes": random_.choice((10, 20)),
        "skills": {skill: random_.choice((1, 2, 3)) for skill in random_.sample(SKILLS, k=random_.randint(1, 2))},
        "available": [
            {"weekly": [day], "from": since, "to": until, "if_needed": random_.random() < 0.15}
            for day, (since, until) in halves
        ],
        "limits": [
            {"per": "week", "max_sessions": random_.randint(1, 4)},
            {"per": "horizon", "max_hours": random_.randint(8, 30)},
        ],
        "wishes": [{"kind": random_.choice(KINDS), "score": random_.choice((-2, -1, 1, 2))}],
        "served_hours": random_.randrange(0, 20),
    }


FAMILY = Family(
    make=monthly_programme,
    sizes={"volunteers": 200, "sessions": 400},
    tiny={"volunteers": 6, "sessions": 8},
)
