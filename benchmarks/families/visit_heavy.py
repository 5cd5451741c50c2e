"""Visits to elders: each may begin at several times, and whoever comes must get from door to door."""

import datetime as dt
import random
from typing import Any

import volmatch as vm
from benchmarks.family import Family
from benchmarks.generate import MONDAY

SKILLS = ("care", "reading", "repairs", "sign-language")
STARTS, DAYS = 4, 14
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def visit_programme(*, seed: int, volunteers: int, elders: int, visits: int) -> vm.Problem:
    """Make visits that want one person with a skill, some of them two, each with some candidate starts on one day.

    Parameters
    ----------
    seed
        Of everything random.
    volunteers, elders
        How many of each; elders live at places, a few to each.
    visits
        To each elder.
    """
    random_ = random.Random(f"visits {volunteers} {elders} {visits} {seed}")
    places = [f"estate-{number}" for number in range(max(2, elders // 6))]
    homes = [random_.choice(places) for _ in range(elders)]
    listed = [_visit(elder, number, homes[elder], random_) for elder in range(elders) for number in range(visits)]
    people = [_volunteer(number, places, elders, random_) for number in range(volunteers)]
    minutes = {(a, b): random_.choice((10, 15, 20, 30)) for a in places for b in places if a < b}
    return vm.Problem.from_data(
        {
            "volunteers": people,
            "sessions": listed,
            "places": [{"id": place} for place in places],
            "travel": {"default_minutes": 30, "minutes": [[a, b, way] for (a, b), way in minutes.items()]},
            "timezone": "Asia/Shanghai",
        }
    )


def _visit(elder: int, number: int, place: str, random_: random.Random) -> dict[str, Any]:
    """Make one visit: half of a day's candidate starts, half an hour apart."""
    day = MONDAY + dt.timedelta(days=random_.randrange(DAYS))
    first = dt.datetime.combine(day, dt.time(random_.choice((9, 10, 13, 14, 16))))
    starts = [first + dt.timedelta(minutes=30 * step) for step in range(random_.randint(2, STARTS))]
    skilled: dict[str, Any] = {"name": "visitor", "skill": random_.choice(SKILLS), "level": random_.choice((1, 1, 2))}
    return {
        "id": f"elder-{elder}-{number}",
        "kind": "visit",
        "series": f"elder-{elder}",
        "place": place,
        "minutes": random_.choice((45, 60, 90)),
        "starts": [start.isoformat(timespec="minutes") for start in starts],
        "roles": [skilled, {"name": "second", "min": 0, "target": 1}] if random_.random() < 0.3 else [skilled],
        "priority": random_.choice((1, 2)),
    }


def _volunteer(number: int, places: list[str], elders: int, random_: random.Random) -> dict[str, Any]:
    days = random_.sample(_WEEKDAYS, k=random_.randint(2, 4))
    return {
        "id": f"v{number}",
        "home": random_.choice(places),
        "max_travel_minutes": random_.choice((15, 20, 30)),
        "skills": {skill: random_.choice((1, 2)) for skill in random_.sample(SKILLS, k=random_.randint(1, 3))},
        "available": [
            {"weekly": [day], "from": random_.choice(("08:30", "12:30")), "to": random_.choice(("15:00", "19:00"))}
            for day in days
        ],
        "limits": [{"per": "week", "max_hours": random_.choice((3, 5, 8))}, {"per": "day", "max_sessions": 3}],
        "wishes": [{"series": f"elder-{random_.randrange(elders)}", "score": 2}],
        "served_hours": random_.randrange(0, 12),
    }


FAMILY = Family(
    make=visit_programme,
    sizes={"volunteers": 60, "elders": 60, "visits": 4},
    tiny={"volunteers": 4, "elders": 3, "visits": 2},
    quick={"volunteers": 20, "elders": 20, "visits": 2},
)
