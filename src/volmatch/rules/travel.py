"""People spend little time on the way: from home, from duty to duty, and home again."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    import datetime as dt

    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Travel(Rule):
    """On each local day, a person's ways add up to nothing: to the first duty from home, on to the next, and home again.

    The way to a duty begins at the duty of that day which ended last before it starts, or at home where there is none. The
    way home begins at each duty after whose end none starts, and counts once a day. Where several duties end last, or are
    the last, the longest of their ways counts. A duty is of the local day on which it starts. Whoever has no known home is
    thought to live ``default_minutes`` away; duties without a place are no stops. Only duties of the people and in the
    sessions that the filters take are there.

    Excess: 1 for each minute on the way.
    """

    claims = Claims(apart_by="people")
    splits = FrozenMap({"volunteers": template("{volunteer} spends no time on the way")})
    level: Count = 1

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each person and day with minutes on the way."""
        agendas: dict[tuple[str, dt.date], list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if duty.place is not None and self.where.takes_duty(duty, problem):
                agendas[duty.volunteer.id, duty.day].append(duty)
        for (volunteer, day), duties in agendas.items():
            minutes = sum(_way_to(duty, duties, problem) for duty in duties) + _way_home(duties, problem)
            if minutes > 0:
                facts = {"volunteer": duties[0].volunteer.label, "day": day, "n": minutes}
                message = Text.counted(
                    "{volunteer} is {n} minute on the way on {day}",
                    "{volunteer} is {n} minutes on the way on {day}",
                    facts,
                )
                yield Violation(message, (volunteer,), tuple(duty.session.id for duty in duties), minutes)

    def encode(self, f: "Encoder") -> None:
        """Way to x >= way * (from + x - 1 - all in between), >= way from home * (x - all before); home likewise."""
        import numpy as np

        from volmatch.columns.day_mates import DayMates

        t = f.tables
        place = t.option_place[t.candidate_option]
        concerned = t.concerned(self.where) & (place >= 0)
        candidate = concerned.nonzero()[0]
        lives = t.volunteer_home[t.candidate_volunteer[candidate]]
        home = np.where(lives >= 0, t.travel[lives, place[candidate]], t.travel_default)
        by_day = DayMates.of(t)
        entry, mate = by_day.mates(candidate, concerned)
        before = t.candidate_end[mate] <= t.candidate_start[candidate[entry]]
        after = t.candidate_end[candidate[entry]] <= t.candidate_start[mate]
        number = np.arange(candidate.size)
        own = f.rows(number, candidate, home)
        first = own + f.rows(entry[before], mate[before], -home[entry[before]])
        last = own + f.rows(entry[after], mate[after], -home[entry[after]])
        then, earlier = entry[before], mate[before]
        way = t.travel[place[earlier], place[candidate[then]]]
        then, earlier, way = then[way > 0], earlier[way > 0], way[way > 0]
        pair, between = by_day.mates(earlier, concerned)
        is_between = t.candidate_end[earlier[pair]] < t.candidate_end[between]
        is_between &= t.candidate_end[between] <= t.candidate_start[candidate[then[pair]]]
        pair, between = pair[is_between], between[is_between]
        row = candidate.size + np.arange(then.size)
        onward = f.rows(row, candidate[then], way) + f.rows(row, earlier, way) + f.rows(row[pair], between, -way[pair])
        above = np.concatenate([np.zeros_like(home), way])
        f.price(f.worst(first + onward, np.concatenate([number, then]), above=above), 1)
        _, day = np.unique(by_day.person_day[candidate], return_inverse=True)
        f.price(f.worst(last, day.ravel()), 1)


def _way_to(duty: "Duty", duties: "Sequence[Duty]", problem: "Problem") -> int:
    before = [one for one in duties if one.end <= duty.start]
    if not before:
        return _from_home(duty, problem)
    latest = max(one.end for one in before)
    return max(problem.travel_minutes(one.place, duty.place) for one in before if one.end == latest)


def _way_home(duties: "Sequence[Duty]", problem: "Problem") -> int:
    last = [one for one in duties if not any(one.end <= other.start for other in duties)]
    return max(_from_home(one, problem) for one in last)


def _from_home(duty: "Duty", problem: "Problem") -> int:
    if duty.volunteer.home is None and problem.travel is not None:
        return problem.travel.default_minutes
    return problem.travel_minutes(duty.volunteer.home, duty.place)
