"""The problem for Timefold: seats that take one of the people who may, and a score with a level for each of ours.

From a schedule that was published there is one level more, behind the first: the seats whose people change.
"""

import importlib
from typing import TYPE_CHECKING, Annotated, Any

from benchmarks.handmade.seats import BY_SEAT, BY_SESSION, LEVELS, Person, Seat, Seats
from benchmarks.protocol import Task

if TYPE_CHECKING:
    from typing import Any as BendableScore
else:
    from timefold.solver.score import BendableScore

#: The level of seats whose people change; those of coverage but the first, wishes and the fair share come after it.
_CHANGED = 1

#: Installed in the peer's own environment only.
domain: Any = importlib.import_module("timefold.solver.domain")
score: Any = importlib.import_module("timefold.solver.score")
config: Any = importlib.import_module("timefold.solver.config")
solver: Any = importlib.import_module("timefold.solver")


@domain.planning_entity
class Chair(Seat):
    """A seat as Timefold sees it: somebody of `able`, or nobody."""

    id: Annotated[int, domain.PlanningId]
    able: Annotated[list[Person], domain.ValueRangeProvider(id="able")]
    is_published: bool
    before: Person | None
    person: Annotated[
        Person | None, domain.PlanningVariable(allows_unassigned=True, value_range_provider_refs=["able"])
    ]


@domain.planning_solution
class Plan:
    """All chairs, and what their people cost together."""

    chairs: Annotated[list[Chair], domain.PlanningEntityCollectionProperty]
    people: Annotated[list[Person], domain.ProblemFactCollectionProperty]
    score: Annotated[
        BendableScore, domain.PlanningScore(bendable_hard_levels_size=1, bendable_soft_levels_size=LEVELS + 1)
    ]

    def __init__(self, chairs: list[Chair], people: list[Person], score: Any = None) -> None:
        self.chairs = chairs
        self.people = people
        self.score = score


def _hard() -> Any:
    return score.BendableScore.of_hard(1, LEVELS + 1, 0, 1)


def _soft(level: int) -> Any:
    return score.BendableScore.of_soft(1, LEVELS + 1, level + (level >= _CHANGED), 1)


def _changes() -> Any:
    return score.BendableScore.of_soft(1, LEVELS + 1, _CHANGED, 1)


def _clash(one: Chair, other: Chair) -> bool:
    way = one.ways[other.place]
    return one.start < other.end + way and other.start < one.end + way


def _constraints(factory: Any) -> list[Any]:
    chairs = factory.for_each(Chair)
    count, total = score.ConstraintCollectors.count, score.ConstraintCollectors.sum
    return [
        factory.for_each_unique_pair(Chair, score.Joiners.equal(lambda chair: chair.person))
        .filter(_clash)
        .penalize(_hard())
        .as_constraint("nobody in two places at once"),
        chairs.group_by(lambda chair: chair.person, lambda chair: chair.week, count())
        .filter(lambda person, _week, n: n > person.week_sessions)
        .penalize(_hard(), lambda person, _week, n: n - person.week_sessions)
        .as_constraint("sessions a week"),
        chairs.group_by(lambda chair: chair.person, lambda chair: chair.week, total(lambda chair: chair.minutes))
        .filter(lambda person, _week, n: n > person.week_minutes)
        .penalize(_hard(), lambda person, _week, n: n - person.week_minutes)
        .as_constraint("hours a week"),
        chairs.group_by(lambda chair: chair.person, lambda chair: chair.day, count())
        .filter(lambda person, _day, n: n > person.day_sessions)
        .penalize(_hard(), lambda person, _day, n: n - person.day_sessions)
        .as_constraint("sessions a day"),
        chairs.group_by(lambda chair: chair.person, total(lambda chair: chair.minutes))
        .filter(lambda person, n: n > person.all_minutes)
        .penalize(_hard(), lambda person, n: n - person.all_minutes)
        .as_constraint("hours in all"),
        chairs.group_by(lambda chair: chair.person, total(lambda chair: chair.units))
        .penalize(_soft(LEVELS - 1), lambda person, n: n * n + 2 * n * person.before)
        .as_constraint("a fair share"),
        chairs.filter(lambda chair: chair.prices[chair.person.number] > 0)
        .penalize(_soft(LEVELS - 2), lambda chair: chair.prices[chair.person.number])
        .as_constraint("against a wish"),
        chairs.filter(lambda chair: chair.prices[chair.person.number] < 0)
        .reward(_soft(LEVELS - 2), lambda chair: -chair.prices[chair.person.number])
        .as_constraint("as wished"),
        _changed(factory),
        *(_empty(factory, level) for level in BY_SEAT),
        *(_by_half(factory, level, count) for level in BY_SESSION),
    ]


def _changed(factory: Any) -> Any:
    chairs = factory.for_each_including_unassigned(Chair).filter(lambda chair: chair.is_published)
    changed = chairs.filter(lambda chair: chair.person != chair.before)
    return changed.penalize(_changes()).as_constraint("a seat whose person changes")


def _left(factory: Any, level: int) -> Any:
    chairs = factory.for_each_including_unassigned(Chair)
    return chairs.filter(lambda chair: chair.person is None).filter(lambda chair: chair.empty[level] > 0)


def _empty(factory: Any, level: int) -> Any:
    empty = _left(factory, level).penalize(_soft(level), lambda chair: chair.empty[level])
    return empty.as_constraint(f"empty seats of level {level + 1}")


def _by_half(factory: Any, level: int, count: Any) -> Any:
    halves = _left(factory, level).group_by(lambda chair: chair.session, count())
    return halves.penalize(_soft(level)).as_constraint(f"sessions by half of level {level + 1}")


#: Translated to Java here, when the module is loaded: the seconds do not count yet.
_PROVIDER = score.constraint_provider(_constraints)


def minimise(task: Task, seats: Seats) -> None:
    """Search until the time is up, on one thread: more is not in this edition."""
    chairs = []
    published = _published(task, seats)
    for number, seat in enumerate(seats.seats):
        chair = Chair()
        for name, value in vars(seat).items():
            setattr(chair, name, value)
        chair.id, chair.able = number, seats.able[number]
        chair.is_published, chair.before = task.start is not None, published.get(number)
        chair.person = chair.before
        chairs.append(chair)
    settings = config.SolverConfig(
        solution_class=Plan,
        entity_class_list=[Chair],
        random_seed=task.seed,
        environment_mode=config.EnvironmentMode.NON_REPRODUCIBLE,
        score_director_factory_config=config.ScoreDirectorFactoryConfig(constraint_provider_function=_PROVIDER),
    )
    factory = solver.SolverFactory.create(settings)
    limit = config.TerminationConfig(spent_limit=config.Duration(seconds=max(1, round(task.seconds_left))))
    search = factory.build_solver(config.SolverConfigOverride(termination_config=limit))
    search.add_event_listener(lambda event: _tell(task, event.new_best_solution) if task.may_tell else None)
    _tell(task, search.solve(Plan(chairs, seats.people)))


def _published(task: Task, seats: Seats) -> dict[int, Person]:
    """Return who holds which seat in the schedule that was published, as far as they still may."""
    people = {one.id: one for one in seats.people}
    held: dict[tuple[str, str], list[Person]] = {}
    for duty in task.start.assignments if task.start else ():
        held.setdefault((duty.session, duty.role), []).append(people[duty.volunteer])
    found = {}
    for number, seat in enumerate(seats.seats):
        able = {one.id for one in seats.able[number]}
        still = [one for one in held.get((seat.session, seat.role), []) if one.id in able]
        if still:
            found[number] = still[0]
            held[seat.session, seat.role].remove(still[0])
    return found


def _tell(task: Task, plan: Plan) -> None:
    task.tell([(chair.person.id, chair.session, chair.role) for chair in plan.chairs if chair.person is not None])
