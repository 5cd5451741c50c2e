"""Made-up programmes of any size: sites, skills with levels, weekly free time, week limits, wishes, fairness.

Everything follows from the seed; nothing is taken from real people.
"""

import datetime as dt
import math
import random
from collections.abc import Iterator

import volmatch as vm

MONDAY = dt.date(2026, 3, 2)
SKILLS = ("tutoring", "drawing", "music", "sports", "first-aid")
KINDS = ("homework", "art", "choir", "games", "visit")
#: Minutes between two sites next to each other; nobody goes further than `FAR`.
BLOCK, FAR = 10, 40
_WEEKDAYS: tuple[str, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def neighbourhood_programme(
    *, volunteers: int, sessions: int, seed: int, days: int = 28, sites: int | None = None, horizon_cap: bool = False
) -> vm.Problem:
    """Make a problem over some weeks with sites, travel, skills, weekly windows, week caps, wishes and fairness.

    Sites lie on a square grid of streets, `BLOCK` minutes apart, so a larger community is wider, not denser. There are
    fewer people than seats: some stay empty, and which ones is the question.

    Parameters
    ----------
    volunteers, sessions
        How many of each.
    seed
        Of everything random.
    days
        Length of the horizon.
    sites
        Number of places; by default one for each 20 volunteers, at least 2.
    horizon_cap
        Whether a cap over the whole horizon ties the weeks together.
    """
    random_ = random.Random(f"{volunteers} {sessions} {seed} {days} {horizon_cap}")
    places = [f"site-{number}" for number in range(sites or max(2, volunteers // 20))]
    listed = [session_data(number, places, days, random_) for number in range(sessions)]
    people = [volunteer_data(number, places, days, random_, horizon_cap=horizon_cap) for number in range(volunteers)]
    return vm.Problem.from_data(
        {
            "volunteers": people,
            "sessions": listed,
            "places": [{"id": place} for place in places],
            "travel": {"default_minutes": FAR, "minutes": list(ways_between(places))},
            "timezone": "Asia/Shanghai",
            "words": {"kinds": KINDS},  # some of which a small programme has no session of
        }
    )


def ways_between(places: list[str]) -> Iterator[list[object]]:
    """Yield the ways between places so near to each other that somebody may go there."""
    width = math.isqrt(len(places) - 1) + 1
    reach = FAR // BLOCK
    for one in range(len(places)):
        row, column = divmod(one, width)
        for far in range(one + 1, min(len(places), one + reach * width + reach)):
            minutes = BLOCK * (far // width - row + abs(far % width - column))
            if minutes < FAR:
                yield [places[one], places[far], minutes]


def session_data(number: int, places: list[str], days: int, random_: random.Random) -> dict[str, object]:
    """Return a session somewhere on a day between the first and the last."""
    kind = random_.randrange(len(KINDS))
    day = MONDAY + dt.timedelta(days=random_.randrange(days))
    start = dt.datetime.combine(day, dt.time(random_.choice((9, 10, 14, 15, 16, 18)), random_.choice((0, 30))))
    roles: list[dict[str, object]] = [
        {"name": "lead", "skill": SKILLS[kind], "level": random_.choice((1, 1, 2)), "min": 1, "target": 1, "max": 1}
    ]
    if random_.random() < 0.5:
        roles.append({"name": "helper", "min": 1, "target": 2, "max": 2})
    return {
        "id": f"s{number}",
        "kind": KINDS[kind],
        "start": start.isoformat(timespec="minutes"),
        "end": (start + dt.timedelta(minutes=random_.choice((60, 90, 120)))).isoformat(timespec="minutes"),
        "place": random_.choice(places),
        "roles": roles,
        "priority": random_.choice((1, 1, 2)),
    }


def volunteer_data(
    number: int, places: list[str], days: int, random_: random.Random, *, horizon_cap: bool
) -> dict[str, object]:
    """Return somebody who lives somewhere and is free for two to four weeks."""
    limits: list[dict[str, object]] = [
        {"per": "week", "max_sessions": random_.choice((1, 1, 2)), "max_hours": random_.choice((2, 3, 4))},
        {"per": "day", "max_sessions": 1},
    ]
    if horizon_cap:
        limits.append({"per": "horizon", "max_hours": random_.choice((4, 6, 8))})
    weeks = random_.choice((2, 3, 4))
    since = MONDAY + dt.timedelta(weeks=random_.randrange(max(1, days // 7 - weeks + 1)))
    halves = random_.sample([(day, half) for day in _WEEKDAYS for half in (0, 1)], k=random_.randint(2, 5))
    return {
        "id": f"v{number}",
        "home": random_.choice(places),
        "max_travel_minutes": random_.choice((10, 20, 30)),
        "skills": {skill: random_.choice((1, 2, 3)) for skill in random_.sample(SKILLS, k=random_.randint(1, 2))},
        "available": [
            {
                "weekly": [day],
                "from": ("08:30", "13:30")[half],
                "to": ("12:30", "21:00")[half],
                "since": since.isoformat(),
                "until": (since + dt.timedelta(days=7 * weeks - 1)).isoformat(),
                "if_needed": random_.random() < 0.15,
            }
            for day, half in halves
        ],
        "limits": limits,
        "wishes": [{"kind": kind, "score": random_.choice((-2, -1, 1, 2))} for kind in random_.sample(KINDS, k=1)],
        "served_hours": random_.randrange(0, 20),
    }
