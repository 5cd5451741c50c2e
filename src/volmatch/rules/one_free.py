"""Of people who can stand in for each other, such as parents or key holders, one is free at any time."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from volmatch.problem.sets import Sets, faults_of_sets, unknown_in_sets
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule

_PAIR = 2


@attrs.frozen(field_transformer=tidy, kw_only=True)
class OneFree(Rule):
    """At any time, somebody of each set is not on duty.

    Somebody is on duty from the start of a session to its end; the way to it does not count. People whom the rule's filter
    does not take are left out of their sets, of a set with one person left nothing is asked, and duties in sessions that the
    filter does not take leave people free.

    Excess: 1 for each minute in which everybody of a set is on duty.
    """

    splits = FrozenMap({"sets": template("somebody of {people} is free at any time")})
    sets: Sets = ()

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong with the sets."""
        yield from faults_of_sets(self.sets)

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:
        """Yield the ids in the sets that the problem does not know."""
        yield from unknown_in_sets(self.sets, problem)

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each stretch of time in which nobody of a set is free."""
        agenda: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                agenda[duty.volunteer.id].append(duty)
        for named in self.sets:
            known = [volunteer for id_ in named if (volunteer := problem.volunteer(id_)) is not None]
            people = {
                volunteer.id: volunteer.label for volunteer in known if self.where.takes_volunteer(volunteer, problem)
            }
            if len(people) >= _PAIR:
                for start, end in _all_busy([agenda[id_] for id_ in people]):
                    yield _nobody_free(people, start, end, agenda)

    def encode(self, f: "Encoder") -> None:
        """Sum over a set of "on duty in this piece of time" <= size - 1, all times the minutes of the piece."""
        import numpy as np

        from volmatch.arrays.time_segments import pieces_of

        t = f.tables
        taken = t.takes_volunteers(self.where)
        sets = [[row for row in (t.volunteer_row[id_] for id_ in named) if taken[row]] for named in self.sets]
        sizes = np.array([len(rows) for rows in sets], dtype=np.int64)
        number = np.repeat(np.arange(sizes.size), sizes)
        person = np.array([row for rows in sets for row in rows], dtype=np.int64)
        entry, candidate = t.candidates_of_volunteers(person)
        asked = t.concerned(self.where)[candidate] & (sizes[number[entry]] > 1)
        entry, candidate = entry[asked], candidate[asked]
        goes_on, piece, minutes = pieces_of(number[entry], t.candidate_start[candidate], t.candidate_end[candidate])
        entry, candidate = entry[goes_on], candidate[goes_on]
        cells = np.unique(entry * minutes.size + piece)
        everybody = np.bincount(cells % max(1, minutes.size), minlength=minutes.size)[piece] == sizes[number[entry]]
        entry, candidate, piece = entry[everybody], candidate[everybody], piece[everybody]
        cells, group = np.unique(entry * minutes.size + piece, return_inverse=True)
        busy = f.any_of(group, candidate, cells.size)
        in_piece = cells % max(1, minutes.size)
        most = np.zeros(minutes.size, dtype=np.int64)
        most[piece] = minutes[piece] * (sizes[number[entry]] - 1)
        f.keep(f.rows(in_piece, busy, minutes[in_piece]), most=most)


def _all_busy(agendas: "Sequence[Sequence[Duty]]") -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """Yield each longest stretch of time in which every agenda has a duty."""
    moments = sorted({moment for duties in agendas for duty in duties for moment in (duty.start, duty.end)})
    since: dt.datetime | None = None
    for now, then in pairwise([*moments, *moments[-1:]]):
        busy = now < then and all(any(duty.start <= now < duty.end for duty in duties) for duties in agendas)
        if busy and since is None:
            since = now
        elif since is not None and not busy:
            yield since, now
            since = None


def _nobody_free(
    people: Mapping[str, str], start: dt.datetime, end: dt.datetime, agenda: "Mapping[str, Sequence[Duty]]"
) -> Violation:
    on = [duty for id_ in people for duty in agenda[id_] if duty.start < end and start < duty.end]
    facts = {"people": tuple(people.values()), "start": start, "end": end}
    message = Text("nobody of {people} is free from {start} to {end}", facts)
    sessions = tuple(dict.fromkeys(duty.session.id for duty in on))
    return Violation(message, tuple(people), sessions, (end - start) // dt.timedelta(minutes=1))
