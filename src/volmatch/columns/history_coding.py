"""The history of a problem, made into columns."""

from collections.abc import Mapping

from volmatch.arrays.ragged import whole
from volmatch.columns.codes import Marks
from volmatch.columns.history import PastColumns
from volmatch.columns.periods import EPOCH
from volmatch.columns.sessions import clock_at, minute_of_day, minutes_of
from volmatch.problem.past_duty import PastDuty
from volmatch.problem.problem import Problem

_HOUR = 60
_DAY = 24 * _HOUR


def past_columns(problem: Problem, kinds: Mapping[str, int]) -> PastColumns:
    """Return the history as columns; a duty of somebody who is in the problem no more is left out."""
    row = {volunteer.id: number for number, volunteer in enumerate(problem.volunteers)}
    place_row = {place.id: number for number, place in enumerate(problem.places)}
    known = known_history(problem)
    end = whole([minutes_of(duty.end) for duty in known])
    shown = whole([duty.start.date().toordinal() for duty in known])
    clock = whole([duty.start.hour * _HOUR + duty.start.minute for duty in known])
    begins = whole([minute_of_day(problem.day_starts_at(duty.place)) for duty in known])
    venues = [(number, place_row[duty.place]) for number, duty in enumerate(known) if duty.place is not None]
    return PastColumns(
        volunteer=whole([row[duty.volunteer] for duty in known]),
        start=whole([minutes_of(duty.start) for duty in known]),
        end=end,
        day=shown - (clock < begins),
        day_starts=begins,
        start_clock=clock,
        end_clock=clock_at(end, problem) - (shown - EPOCH) * _DAY,
        place=whole([-1 if duty.place is None else place_row[duty.place] for duty in known]),
        kind=whole([-1 if duty.kind is None else kinds[duty.kind] for duty in known]),
        priority=whole([duty.priority for duty in known]),
        effort=whole([_effort(duty) for duty in known]),
        sessions=Marks.of(_one(duty.session) for duty in known),
        kinds=Marks.of(_one(duty.kind) for duty in known),
        series=Marks.of(_one(duty.series) for duty in known),
        tags=Marks.of(duty.tags for duty in known),
        venues=Marks(place_row, whole([one for one, _ in venues]), whole([place for _, place in venues]), len(known)),
        parents=whole([-1 if place.parent is None else place_row[place.parent] for place in problem.places]),
        roles=Marks.of(_one(duty.role) for duty in known),
    )


def known_history(problem: Problem) -> list[PastDuty]:
    """Return the duties of the history of people in the problem, sorted by volunteer and start: row by row of the columns."""
    row = {volunteer.id: number for number, volunteer in enumerate(problem.volunteers)}
    known = [duty for duty in problem.history if duty.volunteer in row]
    return sorted(known, key=lambda duty: (row[duty.volunteer], duty.start, duty.end))


def _effort(duty: PastDuty) -> int:
    return duty.minutes if duty.effort_hours is None else round(duty.effort_hours * _HOUR)


def _one(word: str | None) -> tuple[str, ...]:
    return () if word is None else (word,)
