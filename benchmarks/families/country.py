"""A country: a hundred cities of 2,000 volunteers and 5,000 sessions each, of which neighbours are joined by a few roads.

``write(folder)`` makes it as a data set, city by city, without ever holding two of them; in memory it is the same problem. Nothing but
that is run by the full benchmark: see ``python -m benchmarks.country``.
"""

import csv
import json
import math
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import volmatch as vm
from benchmarks.family import Family
from benchmarks.generate import BLOCK, FAR, KINDS, session_data, volunteer_data, ways_between

#: Roads from each city to each neighbour.
ROADS = 3
DAYS = 28
ZONE = "Asia/Shanghai"


def country(*, cities: int, volunteers: int, sessions: int, seed: int) -> vm.Problem:
    """Make a country in memory.

    Parameters
    ----------
    cities
        How many.
    volunteers, sessions
        How many each city has.
    seed
        Of everything random.
    """
    parts = [city(number, cities, volunteers, sessions, seed) for number in range(cities)]
    places = {place["id"]: place for part in parts for place in part["places"]}
    ways = {frozenset(way[:2]): way for part in parts for way in part["travel"]["minutes"]}
    return vm.Problem.from_data(
        {
            **parts[0],
            "volunteers": [one for part in parts for one in part["volunteers"]],
            "sessions": [one for part in parts for one in part["sessions"]],
            "places": [*places.values()],
            "travel": {"default_minutes": FAR, "minutes": [*ways.values()]},
        }
    )


def write(folder: Path, *, cities: int, volunteers: int, sessions: int, seed: int) -> vm.scale.Source:
    """Write a country as a data set, city by city; sizes as of `country`."""
    for number in range(cities):
        problem = vm.Problem.from_data(city(number, cities, volunteers, sessions, seed))
        folder.mkdir(parents=True, exist_ok=True)
        vm.io.write_tables(problem, folder / name_of(number))
        for sheet in ("problem", "rules"):  # they hold for all cities
            (folder / name_of(number) / f"{sheet}.csv").unlink()
    with (folder / "problem.csv").open("w", newline="", encoding="utf-8") as file:
        heads = ["timezone", "default travel minutes", "words"]
        csv.writer(file).writerows([heads, [ZONE, FAR, json.dumps({"kinds": KINDS})]])
    return vm.scale.Source(folder)


def city(number: int, cities: int, volunteers: int, sessions: int, seed: int) -> dict[str, Any]:
    """Return the data of one city: its people, its sessions, and the places where its people may go."""
    random_ = random.Random(f"country {number} {volunteers} {sessions} {seed}")
    count = max(ROADS + 1, volunteers // 20)
    own = sites(number, count)
    people = [volunteer_data(one, own, DAYS, random_, horizon_cap=False) for one in range(volunteers)]
    listed = [session_data(one, own, DAYS, random_) for one in range(sessions)]
    for record in (*people, *listed):
        record["id"] = f"{name_of(number)} {record['id']}"
    roads = [*_roads(number, cities, count)]
    return {
        "volunteers": people,
        "sessions": listed,
        "places": [{"id": place} for place in (*own, *(road[1] for road in roads))],
        "travel": {"default_minutes": FAR, "minutes": [*ways_between(own), *roads]},
        "timezone": ZONE,
        "words": {"kinds": KINDS},
    }


def name_of(number: int) -> str:
    """Return what a city is called."""
    return f"city-{number:03}"


def sites(number: int, count: int) -> list[str]:
    """Return the places of a city."""
    return [f"{name_of(number)} site-{site}" for site in range(count)]


def _roads(number: int, cities: int, count: int) -> Iterator[list[object]]:
    """Yield the ways from sites of a city to sites of its neighbours: right and left, up and down on a square map."""
    width = math.isqrt(cities - 1) + 1
    own = sites(number, count)
    for other, side in ((number + 1, 0), (number - 1, 0), (number + width, 1), (number - width, 1)):
        is_one_row = side == 1 or other // width == number // width
        if 0 <= other < cities and is_one_row:
            for road in range(ROADS):
                at = (side * ROADS + road) % count
                yield [own[at], sites(other, count)[at], 2 * BLOCK]


FAMILY = Family(
    make=country,
    sizes={"cities": 100, "volunteers": 2_000, "sessions": 5_000},
    tiny={"cities": 3, "volunteers": 4, "sessions": 6},
    most_seeds=0,
    beside=False,
)
