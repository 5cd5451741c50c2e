"""Who could take a seat besides all they do already, where and when its session takes place in a schedule."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

import attrs

from volmatch.columns.compile import compile_problem
from volmatch.explain.advice import kinds
from volmatch.problem.problem import Problem
from volmatch.rule import Rule
from volmatch.schedule import Assignment, Schedule

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MINUTE = dt.timedelta(minutes=1)


@attrs.frozen(eq=False)
class Agendas:
    """What everybody does in a schedule, and what they could do there.

    Parameters
    ----------
    made
        The schedule.
    able
        By session and role, the ids of those who may hold it where and when it takes place, as far as rules about one
        candidate say.
    own
        The duties of each volunteer, by id.
    """

    problem: Problem
    made: Schedule
    able: Mapping[tuple[str, str], Sequence[str]]
    own: Mapping[str, Sequence[Assignment]]
    rules: Sequence[Rule]

    @classmethod
    def of(cls, problem: Problem, made: Schedule) -> "Agendas":
        """Look at a schedule of a problem."""
        own: dict[str, list[Assignment]] = defaultdict(list)
        for one in made.assignments:
            own[one.volunteer].append(one)
        return cls(problem, made, _able(problem, made), own, kinds.about_own_duties(problem))

    def allow(self, id_: str, session: str, role: str, besides: Sequence[Assignment] = ()) -> bool:
        """Whether somebody can take a role too: besides their duties, and some more."""
        own = [*self.own.get(id_, ()), *besides]
        if any(one.session == session for one in own):
            return False
        more = [*own, Assignment(id_, session, role)]
        agenda = Schedule(more, [self.made.placement_of[one.session] for one in more])
        return not any(True for rule in self.rules for _ in rule.check(self.problem, agenda))

    def handed_over(self, id_: str, sessions: frozenset[str]) -> Schedule | None:
        """Return the schedule in which others, who need give up nothing, do what somebody does in some sessions.

        ``None`` if for some duty nobody is found. Rules about several people are not asked: the check has to be.
        """
        given: list[Assignment] = []
        for duty in self.own.get(id_, ()):
            if duty.session in sessions:
                taker = self._taker(duty, given)
                if taker is None:
                    return None
                given.append(taker)
        kept = [one for one in self.made.assignments if one.volunteer != id_]
        return Schedule([*kept, *given], self.made.placements, self.made.dropped)

    def _taker(self, duty: Assignment, given: Sequence[Assignment]) -> Assignment | None:
        for id_ in self.able[duty.session, duty.role]:
            besides = [one for one in given if one.volunteer == id_]
            if id_ != duty.volunteer and self.allow(id_, duty.session, duty.role, besides):
                return Assignment(id_, duty.session, duty.role)
        return None


def _able(problem: Problem, made: Schedule) -> Mapping[tuple[str, str], list[str]]:
    """Return who may hold each role where and when its session takes place, as far as rules about one candidate say."""
    tables = compile_problem(problem, problem.rules)
    sessions, places = problem.sessions, problem.places
    options = zip(
        tables.option_session.tolist(), tables.option_start.tolist(), tables.option_place.tolist(), strict=True
    )
    chosen = set()
    for option, (row, start, place) in enumerate(options):
        placement = made.placement_of.get(sessions[row].id)
        here = None if place < 0 else places[place].id
        if (
            placement is not None
            and _minutes(placement.start) == start
            and made.place_of(sessions[row], problem) == here
        ):
            chosen.add(option)
    session_of = tables.role_session.tolist()
    able: dict[tuple[str, str], list[str]] = defaultdict(list)
    columns = (tables.candidate_volunteer, tables.candidate_role, tables.candidate_option)
    for volunteer, role, option in zip(*(column.tolist() for column in columns), strict=True):
        if option in chosen:
            able[sessions[session_of[role]].id, tables.role_names[role]].append(problem.volunteers[volunteer].id)
    return able


def _minutes(moment: dt.datetime) -> int:
    return (moment - _EPOCH) // _MINUTE
