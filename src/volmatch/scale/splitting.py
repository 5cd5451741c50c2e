"""A problem in regions: people by where they live and what they are offered, sessions by whose people can serve in them."""

import math
import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

import attrs
import numpy as np

from volmatch.arrays.distinct import distinct_rows
from volmatch.arrays.ragged import Ints, whole
from volmatch.check import verdict
from volmatch.columns.compile import compile_problem
from volmatch.columns.tables import Tables
from volmatch.doors import door, wanted_by
from volmatch.errors import OptionError, quoted
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.rule import Rule, name_of
from volmatch.schedule import Placement, Schedule
from volmatch.text import Text

#: More ways to staff one session than this are not written out: a table of costs has a line for each.
MOST_WAYS = 4096
_NAME = re.compile(r"\w[\w .-]*")


@attrs.frozen
class Region:
    """One part of a problem.

    Parameters
    ----------
    name
        What its folder is called.
    people
        Ids of its people; each person belongs to one region.
    inner
        Ids of the sessions that nobody of another region may serve in.
    border
        Ids of the sessions that its people may serve in and those of others too.
    keeps
        Those of the border that it keeps account of: it has the most candidates there.
    """

    name: str
    people: tuple[str, ...]
    inner: tuple[str, ...]
    border: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()


@attrs.frozen
class Split:
    """A problem and the regions it was cut into, by `split`: whoever cuts it otherwise vouches that borders are complete."""

    problem: Problem
    regions: tuple[Region, ...]

    @property
    def border(self) -> tuple[str, ...]:
        """Ids of the sessions that people of several regions may serve in."""
        return tuple(session for region in self.regions for session in region.keeps)


def is_name_of_part(name: object) -> bool:
    """Whether this can be a region's name: its folder is called so, and lies in the run's."""
    return type(name) is str and _NAME.fullmatch(name) is not None


def refuse_no_split(plan: Split) -> None:
    """Refuse regions that do not share all people and sessions out among themselves.

    Raises
    ------
    OptionError
        With what is wrong.
    """
    if not wanted_by(Problem).accepts(plan.problem):
        raise OptionError(Text("problem: wanted a Problem, not {given}", {"given": quoted(plan.problem)}))
    regions = plan.regions
    if type(regions) is not tuple or not regions or not all(map(_is_region, regions)):
        raise OptionError(Text("regions: wanted what split returns, not {given}", {"given": quoted(regions)}))
    shared = {
        "people": ([id_ for one in regions for id_ in one.people], [one.id for one in plan.problem.volunteers]),
        "sessions": (
            [id_ for one in regions for id_ in (*one.inner, *one.keeps)],
            [one.id for one in plan.problem.sessions],
        ),
        "names": ([one.name for one in regions], {one.name for one in regions}),
    }
    is_near = all(set(one.keeps) <= set(one.border) <= set(shared["sessions"][1]) for one in regions)
    for given, wanted in shared.values():
        if sorted(given) != sorted(wanted) or not is_near:
            raise OptionError(Text("regions: wanted each person and each session in exactly one of them"))


def _is_region(one: object) -> bool:
    lists = (one.people, one.inner, one.border, one.keeps) if type(one) is Region else ()
    is_listed = all(type(ids) is tuple and all(type(id_) is str for id_ in ids) for ids in lists)
    return type(one) is Region and is_listed and is_name_of_part(one.name)


@door
def split(problem: Problem, *, parts: int) -> Split:
    """Cut a problem into regions of about as many candidates each, so that few sessions lie on a border.

    People with one home stay together. Homes whose people can serve in the same sessions are neighbours; the problem is cut
    in two across its greatest length, and the halves again, until there are enough.

    Parameters
    ----------
    problem
        What to cut. Its sessions must be sure to take place at one time; and in more than one region each rule must say how it
        falls apart (see `volmatch.claims.Claims.apart_by`).
    parts
        How many regions at most; there are fewer where homes are few.

    Raises
    ------
    OptionError
        If `parts` is less than 1, or the problem cannot be cut: the sentence names the rule or the session.
    """
    if parts < 1:
        raise OptionError(Text("parts: wanted a whole number from 1 on, not {given}", {"given": str(parts)}))
    everything = tuple(person.id for person in problem.volunteers)
    is_whole = parts == 1 or not everything
    for obstacle in obstacles_to_cutting(problem, is_whole=is_whole):
        raise OptionError(obstacle)
    if is_whole:
        return Split(problem, (Region("part-0", everything, tuple(one.id for one in problem.sessions)),))
    t = compile_problem(problem)
    region_of = _regions_of_people(t, parts)
    return Split(problem, tuple(_regions(problem, t, region_of)))


def obstacles_to_cutting(problem: Problem, *, is_whole: bool = False) -> Iterator[Text]:
    """Yield what keeps a problem from being solved in several parts, or even in one, in words."""
    for session in problem.sessions:
        yield from _of_session(session)
    if is_whole:
        return
    for rule in problem.rules:
        yield from _of_rule(rule)
    nobody = Schedule((), [Placement(one.id, one.candidate_starts[0]) for one in problem.sessions])
    if not any(one.may_be_dropped for one in problem.sessions) and not verdict(problem, nobody).ok:
        yield Text("in parts a problem is solved only if a schedule that assigns nobody keeps what must hold")


def _of_rule(rule: Rule) -> Iterator[Text]:
    facts = {"rule": name_of(type(rule))}
    way = rule.claims.falls_apart_by(rule)
    if way is None:
        yield Text("the rule {rule} ties people together, so the problem is not solved in parts: use one part", facts)
    elif way == "seats" and not rule.level:
        yield Text("the rule {rule} about seats must hold; to solve the problem in parts, give it a level", facts)
    elif rule.where.volunteers is not None and rule.where.volunteers.id is not None:
        yield Text(
            "the rule {rule} names people by id; to solve the problem in parts, let it name a team or a trait", facts
        )


def _of_session(session: Session) -> Iterator[Text]:
    facts = {"session": session.label}
    if session.may_be_dropped or len(session.candidate_starts) > 1:
        yield Text(
            "{session} has a choice of time or room, or is optional, so the problem is not solved in parts", facts
        )
    elif math.prod(role.max + 1 for role in session.roles) > MOST_WAYS:
        yield Text("{session} has too many seats to be shared by several parts", facts)


def _regions_of_people(t: Tables, parts: int) -> Ints:
    """Return the number of each volunteer's region; int64 (V,)."""
    people = t.volunteer_home.size
    known = t.volunteer_home >= 0
    label = np.where(known, t.volunteer_home, t.volunteer_home.max(initial=-1) + 1 + np.arange(people))
    _, home = np.unique(label, return_inverse=True)
    session = t.role_session[t.candidate_role]
    weight = np.bincount(home, minlength=int(home.max()) + 1) + np.bincount(
        home[t.candidate_volunteer], minlength=int(home.max()) + 1
    )
    streets = _Streets.of(whole(home[t.candidate_volunteer]), session)
    found = np.zeros(weight.size, dtype=np.int64)
    for number, homes in enumerate(_cut(list(range(weight.size)), parts, weight, streets)):
        found[homes] = number
    return whole(found[home])


@attrs.frozen(eq=False)
class _Streets:
    """Which sessions the people of each home may serve in, and the other way round."""

    sessions: dict[int, list[int]]
    homes: dict[int, list[int]]

    @classmethod
    def of(cls, home: Ints, session: Ints) -> "_Streets":
        pairs = distinct_rows(np.stack([home, session], axis=1))[0].tolist()
        found = cls(defaultdict(list), defaultdict(list))
        for one, other in pairs:
            found.sessions[one].append(other)
            found.homes[other].append(one)
        return found

    def walk(self, first: int, among: Sequence[int]) -> list[int]:
        """Return some homes in the order in which one meets them, going out from the first; then those out of its reach."""
        left, order = dict.fromkeys(among), list[int]()
        passed: set[int] = set()
        for begin in [first, *among]:
            waiting = deque([begin] if begin in left else [])
            left.pop(begin, None)
            while waiting:
                here = waiting.popleft()
                order.append(here)
                for session in self.sessions.get(here, ()):
                    if session not in passed:
                        passed.add(session)
                        near = [one for one in self.homes[session] if one in left]
                        waiting.extend(near)
                        for one in near:
                            del left[one]
        return order


def _cut(homes: list[int], parts: int, weight: Ints, streets: _Streets) -> Iterator[list[int]]:
    """Yield the homes of each region."""
    if parts == 1 or len(homes) <= 1:
        yield homes
        return
    order = streets.walk(streets.walk(homes[0], homes)[-1], homes)
    reached = np.cumsum(weight[order])
    wanted = reached[-1] * (parts // 2) / parts
    at = min(max(1, int(np.searchsorted(reached, wanted)) + 1), len(order) - 1)
    yield from _cut(sorted(order[:at]), parts // 2, weight, streets)
    yield from _cut(sorted(order[at:]), parts - parts // 2, weight, streets)


def _regions(problem: Problem, t: Tables, region_of: Ints) -> Iterator[Region]:
    count = int(region_of.max()) + 1
    offered = np.zeros((t.session_minutes.size, count), dtype=np.int64)
    np.add.at(offered, (t.role_session[t.candidate_role], region_of[t.candidate_volunteer]), 1)
    is_border = (offered > 0).sum(axis=1) > 1
    keeper = offered.argmax(axis=1)
    ids = [one.id for one in problem.sessions]
    for number in range(count):
        people = tuple(problem.volunteers[row].id for row in (region_of == number).nonzero()[0])
        listed = (
            tuple(ids[row] for row in rows.nonzero()[0])
            for rows in (
                ~is_border & (keeper == number),
                is_border & (offered[:, number] > 0),
                is_border & (keeper == number),
            )
        )
        yield Region(f"part-{number}", people, *listed)
