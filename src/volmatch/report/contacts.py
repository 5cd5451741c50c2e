"""Whom to call: for each place those who serve there, with what is asked about them from their own columns."""

from collections.abc import Iterator, Sequence

import attrs

from volmatch.errors import OptionError
from volmatch.problem.problem import Problem
from volmatch.problem.volunteer import Volunteer
from volmatch.report.board_words import NOTHING
from volmatch.schedule import Schedule
from volmatch.text import Text


@attrs.frozen(kw_only=True)
class Contact:
    """Somebody who serves at a place.

    Parameters
    ----------
    volunteer
        Who.
    duties
        How many duties they have there.
    values
        What their data say in the columns asked for; empty where they say nothing.
    """

    volunteer: Volunteer
    duties: int
    values: tuple[str, ...]


@attrs.frozen(kw_only=True)
class ContactList:
    """The people of one place, in the order of the problem; `place` is its label, ``-`` for sessions that have none."""

    place: str
    contacts: tuple[Contact, ...]


def contact_lists(problem: Problem, schedule: Schedule, columns: Sequence[str]) -> tuple[ContactList, ...]:
    """Return a list for each place at which somebody serves, in the order of the problem.

    Parameters
    ----------
    columns
        Names in the `data` of volunteers, such as ``phone``; without any there are no lists.

    Raises
    ------
    OptionError
        If no volunteer has one of the columns.
    """
    if not columns:
        return ()
    demand_known(problem, columns)
    return tuple(_lists(problem, schedule.settled(problem), columns))


def demand_known(problem: Problem, columns: Sequence[str]) -> None:
    """Raise where columns are asked for that nobody has.

    Raises
    ------
    OptionError
        If no volunteer has one of the columns.
    """
    known = sorted({name for one in problem.volunteers for name in one.data})
    unknown = tuple(name for name in columns if name not in known)
    if unknown:
        facts = {"unknown": unknown, "known": tuple(known) or NOTHING}
        raise OptionError(Text("columns: nobody's data have {unknown}; known are {known}", facts))


def _lists(problem: Problem, schedule: Schedule, columns: Sequence[str]) -> Iterator[ContactList]:
    counts: dict[str | None, dict[str, int]] = {}
    for duty in schedule.duties(problem):
        here = counts.setdefault(duty.place, {})
        here[duty.volunteer.id] = here.get(duty.volunteer.id, 0) + 1
    for place in (*(place.id for place in problem.places), *sorted(own for own in counts if own is not None), None):
        here = counts.pop(place, {})
        label = NOTHING if place is None else known.label if (known := problem.place(place)) else place
        found = tuple(
            Contact(
                volunteer=one,
                duties=here[one.id],
                values=tuple(one.data.get(name, "") for name in columns),
            )
            for one in problem.volunteers
            if one.id in here
        )
        if found:
            yield ContactList(place=label, contacts=found)
