"""The rows of the hand-written model: one Boolean a candidate, pairwise conflicts, sums over weeks, rooms one by one.

Whatever solver takes it over gets whole variables from 0 to an upper limit, rows of sums, and a cost for each level.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

import attrs

import volmatch as vm
from benchmarks.handmade.candidates import Candidate, Option, candidates_of, options_of, rooms_clash
from benchmarks.handmade.periods import period_keys
from benchmarks.protocol import refuse
from volmatch.rule import EVERYWHERE, name_of

Terms = list[tuple[int, int]]


@attrs.frozen(eq=False)
class Row:
    """least <= sum of coefficient times variable <= most; ``None`` is no limit."""

    terms: Terms
    least: int | None
    most: int | None


@attrs.define(eq=False)
class Model:
    """Variables by number, each whole and between 0 and its upper limit.

    `of_candidate` is one variable a candidate; `of_option` one an option, or ``None`` where the session is sure to be held
    so; `of_room` one for each option and room. `costs` are the terms of each level, `constants` what a level costs anyhow.
    """

    problem: vm.Problem
    options: list[Option]
    candidates: list[Candidate]
    upper: list[int] = attrs.field(factory=list)
    rows: list[Row] = attrs.field(factory=list)
    costs: dict[int, Terms] = attrs.field(factory=lambda: defaultdict(list))
    constants: dict[int, int] = attrs.field(factory=lambda: defaultdict(int))
    of_candidate: list[int] = attrs.field(factory=list)
    of_option: list[int | None] = attrs.field(factory=list)
    of_room: dict[tuple[int, str], int] = attrs.field(factory=dict)

    def new(self, upper: int) -> int:
        """Add a variable."""
        self.upper.append(upper)
        return len(self.upper) - 1

    def keep(self, terms: Terms, *, least: int | None = None, most: int | None = None) -> None:
        """Add a row."""
        self.rows.append(Row(terms, least, most))

    def short_of(self, terms: Terms, least: int) -> int:
        """Return a new variable that makes up what a sum lacks."""
        lack = self.new(max(0, least))
        self.keep([*terms, (lack, 1)], least=least)
        return lack

    def over(self, terms: Terms, most: int) -> int:
        """Return a new variable that takes what a sum has too much."""
        extra = self.new(max(0, sum(self.upper[column] * factor for column, factor in terms if factor > 0) - most))
        self.keep([*terms, (extra, -1)], most=most)
        return extra

    def assignments(self, values: Sequence[int]) -> list[tuple[str, str, str]]:
        """Return who does what, as values of the variables say."""
        return [
            (one.volunteer.id, self.options[one.option].session.id, one.role.name)
            for one, column in zip(self.candidates, self.of_candidate, strict=True)
            if values[column] > 0
        ]

    def placements(self, values: Sequence[int]) -> list[tuple[str, str, str | None]]:
        """Return when and in which room each session is held."""
        found: list[tuple[str, str, str | None]] = []
        for number, (option, column) in enumerate(zip(self.options, self.of_option, strict=True)):
            if column is None or values[column] > 0:
                taken = [room.id for room in option.rooms if values[self.of_room[number, room.id]] > 0]
                found.append((option.session.id, option.moment.isoformat(), taken[0] if taken else None))
        return found


#: What the rows below say; goals are in `benchmarks.handmade.goals`.
_MUSTS = {"available", "qualified", "reach", "no_overlap", "limits"}


def base_of(problem: vm.Problem) -> Model:
    """Return the model of everything that must hold.

    Raises
    ------
    benchmarks.protocol.CannotError
        If the problem has another rule of level 0, or one of these for some people only.
    """
    musts = {name_of(type(rule)): rule for rule in problem.rules if not rule.level}
    if musts.keys() != _MUSTS or any(rule.where != EVERYWHERE for rule in musts.values()):
        refuse(", ".join(sorted(musts.keys() ^ _MUSTS)) or "a must for some people only")
    options = options_of(problem)
    model = Model(problem, options, candidates_of(problem, options))
    _place(model)
    _share_rooms(model)
    _seat(model)
    _keep_apart(model)
    _limit(model)
    return model


def _place(model: Model) -> None:
    """Hold each session once at most, in one room if it wants one."""
    held: dict[str, Terms] = defaultdict(list)
    for number, option in enumerate(model.options):
        is_sure = not option.session.may_be_dropped
        column = None if is_sure else model.new(1)
        model.of_option.append(column)
        if column is not None:
            held[option.session.id].append((column, 1))
            for room in option.rooms:
                model.of_room[number, room.id] = model.new(1)
            if option.session.room is not None:
                rooms = [(model.of_room[number, room.id], 1) for room in option.rooms]
                model.keep([*rooms, (column, -1)], least=0, most=0)
    for terms in held.values():
        model.keep(terms, most=1)


def _share_rooms(model: Model) -> None:
    """No two sessions in one room at once: a row for each pair that would clash."""
    users: dict[str, list[int]] = defaultdict(list)
    for number, id_ in model.of_room:
        users[id_].append(number)
    for room in model.problem.rooms:
        own = sorted(users[room.id], key=lambda number: model.options[number].start)
        for one, other in combinations(own, 2):
            if rooms_clash(room, model.options[one], model.options[other]):
                model.keep([(model.of_room[one, room.id], 1), (model.of_room[other, room.id], 1)], most=1)


def _seat(model: Model) -> None:
    """Nobody in a session that is not held so, nobody twice in a session, no more people than a role takes."""
    roles: dict[tuple[str, str], Terms] = defaultdict(list)
    persons: dict[tuple[str, str], Terms] = defaultdict(list)
    for one in model.candidates:
        column = model.new(1)
        model.of_candidate.append(column)
        session, held = model.options[one.option].session, model.of_option[one.option]
        roles[session.id, one.role.name].append((column, 1))
        persons[one.volunteer.id, session.id].append((column, 1))
        if held is not None:
            model.keep([(column, 1), (held, -1)], most=0)
    for session in model.problem.sessions:
        for role in session.roles:
            model.keep(roles[session.id, role.name], most=role.max)
    for terms in persons.values():
        if len(terms) > 1:
            model.keep(terms, most=1)


def by_volunteer(model: Model) -> Iterable[tuple[vm.Volunteer, list[int]]]:
    """Yield each volunteer with the numbers of their candidates in order of start."""
    own: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(model.candidates):
        own[one.volunteer.id].append(number)
    for volunteer in model.problem.volunteers:
        start = {number: model.options[model.candidates[number].option].start for number in own[volunteer.id]}
        yield volunteer, sorted(own[volunteer.id], key=start.__getitem__)


def _keep_apart(model: Model) -> None:
    """Nobody in two places at once, with the way between: a row for each pair that would clash."""
    ways = [way.minutes for way in model.problem.travel.minutes] if model.problem.travel else []
    longest = max([model.problem.travel.default_minutes, *ways]) if model.problem.travel else 0
    for _, numbers in by_volunteer(model):
        for place, one in enumerate(numbers):
            first = model.options[model.candidates[one].option]
            for other in numbers[place + 1 :]:
                second = model.options[model.candidates[other].option]
                if second.start >= first.end + longest:
                    break
                way = model.problem.travel_minutes(first.place, second.place)
                if second.start < first.end + way and first.session is not second.session:
                    model.keep([(model.of_candidate[one], 1), (model.of_candidate[other], 1)], most=1)


def _limit(model: Model) -> None:
    """Add up sessions and minutes of each person in each period."""
    for volunteer, numbers in by_volunteer(model):
        for limit in volunteer.limits:
            own = [model.options[model.candidates[number].option] for number in numbers]
            for counted in period_keys(model.problem, limit, own).values():
                columns = [model.of_candidate[numbers[index]] for index in counted]
                if limit.max_sessions is not None:
                    model.keep([(column, 1) for column in columns], most=limit.max_sessions)
                if limit.max_hours is not None:
                    lengths = [model.options[model.candidates[numbers[index]].option] for index in counted]
                    terms = [(column, one.end - one.start) for column, one in zip(columns, lengths, strict=True)]
                    model.keep(terms, most=round(limit.max_hours * 60))
