"""A plan whom to ask when: the seat is filled by the deadline as surely as is wanted, and the fewest people are asked on average."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

import attrs

from volmatch.doors import door
from volmatch.errors import OptionError
from volmatch.explain.explanation import Explanation
from volmatch.live.askable import Ask, Askable, missable, read_moment, read_people, refuse_answers
from volmatch.live.asking_order import AskingOrder, all_no
from volmatch.live.asking_search import timetable
from volmatch.live.quiet_hours import QuietHours
from volmatch.problem.clock import with_fixed_offset
from volmatch.text import Fact, Text

_MINUTE = dt.timedelta(minutes=1)
QUIET = ("21:00", "08:00")
_HUNDRED = 100


@attrs.frozen(kw_only=True)
class AskPlan(Explanation):
    """Whom to ask when, until somebody says yes.

    Parameters
    ----------
    now, deadline
        From when on, and until when an answer is in time.
    asks
        Who is asked when, in the order of time, as long as nobody has said yes.
    waiting
        Who was asked, and has not answered yet.
    spare
        Who would not be asked.
    chance
        How likely somebody says yes in time, given what is known.
    wanted
        How likely somebody was to say yes in time when the plan was made.
    expected
        How many people are asked from now on, on average.
    bound
        No plan with as much of a chance asks fewer on average.
    said_no
        Who said no, or nothing in their time.
    taken_by
        Who said yes.
    quiet, zone
        When nobody is asked, and whose clocks tell.
    missable
        How likely nobody may say yes from now on.
    """

    now: dt.datetime
    deadline: dt.datetime
    asks: tuple[Ask, ...] = ()
    waiting: tuple[Ask, ...] = ()
    spare: tuple[Askable, ...] = ()
    chance: float
    wanted: float
    expected: float = 0.0
    bound: float = 0.0
    said_no: tuple[Askable, ...] = ()
    taken_by: Askable | None = None
    quiet: QuietHours | None = None
    zone: dt.tzinfo = attrs.field(default=dt.UTC, repr=False)
    missable: Fraction = attrs.field(default=Fraction(1), repr=False)

    @property
    def is_proved(self) -> bool:
        """Whether no plan with as much of a chance asks fewer people on average."""
        return self.bound >= self.expected

    @property
    def is_enough(self) -> bool:
        """Whether all is asked that the chance wanted takes; otherwise everybody is who can answer in time."""
        return self.taken_by is not None or _nobody(self) <= self.missable

    @property
    def batches(self) -> tuple[tuple[dt.datetime, tuple[Askable, ...]], ...]:
        """(time, people): who is asked at the same time, in the order of time."""
        grouped = groupby(self.asks, key=lambda ask: ask.at)
        return tuple((time, tuple(ask.person for ask in asks)) for time, asks in grouped)

    def after(
        self, answers: Mapping[str, bool], *, now: dt.datetime | str | None = None, chance: float | None = None
    ) -> "AskPlan":
        """Return the plan once some people have answered.

        Whoever was to be asked before now was asked, and so were those at the very beginning of the plan. Who takes longer
        than foreseen counts as a no until they answer.

        Parameters
        ----------
        answers
            By id, whether each said yes; they may have been asked or have answered by themselves.
        now
            When it is now; by default when the last of these answers was to be known.
        chance
            Plan anew for this chance from now on. By default the plan goes on as it was promised: every no was reckoned with.

        Raises
        ------
        OptionError
            If an answer is of somebody whom the plan does not know, or a moment or chance makes no sense.
        """
        people = {one.volunteer: one for one in self._people}
        refuse_answers(answers, people)
        asked = {ask.person.volunteer: ask for ask in (*self.waiting, *self.asks)}
        foreseen = [asked[who].known for who in answers if who in asked]
        moment = max([self.now, *foreseen]) if now is None else with_fixed_offset(read_moment(now, "now"), self.zone)
        if moment < self.now:
            raise OptionError(Text("now: wanted no time before {now}, when the plan began", {"now": self.now}))
        made = [ask for ask in self.asks if ask.at < moment or ask.at == self.now]
        still = [ask for ask in (*self.waiting, *made) if ask.person.volunteer not in answers]
        no = [asked[who].person for who, said in answers.items() if who in asked and not said]
        no += [ask.person for ask in still if ask.known <= moment]
        waiting = tuple(ask for ask in still if ask.known > moment)
        gone = {one.volunteer for one in no} | {who for who, said in answers.items() if not said}
        said_no = (*self.said_no, *(one for who, one in people.items() if who in gone and one not in self.said_no))
        state = attrs.evolve(self, now=moment, waiting=waiting, said_no=said_no)
        taker = next((people[who] for who, said in answers.items() if said), self.taken_by)
        if taker is not None:
            return attrs.evolve(state, asks=(), spare=(), chance=1.0, expected=0.0, bound=0.0, taken_by=taker)
        known = {one.volunteer for one in said_no} | {ask.person.volunteer for ask in waiting}
        missed = all_no(one.exact for one in no)
        left = self.missable / missed if missed else Fraction(1)
        if chance is not None:
            state, left = attrs.evolve(state, wanted=chance), missable(chance)
        return _planned(state, [one for one in self._people if one.volunteer not in known], left)

    @property
    def _people(self) -> tuple[Askable, ...]:
        """Everybody it knows."""
        asked = (ask.person for ask in (*self.waiting, *self.asks))
        return (*asked, *self.spare, *self.said_no, *([self.taken_by] if self.taken_by else []))

    def texts(self) -> Iterator[Text]:
        """Yield who is asked when, and what that promises."""
        waiting: Fact = tuple(ask.person.label for ask in self.waiting)
        if self.taken_by is not None:
            yield Text("{volunteer} said yes: nobody else is asked", {"volunteer": self.taken_by.label})
            if waiting:
                yield Text("to be told that it is filled: {people}", {"people": waiting})
            return
        if waiting:
            yield Text("asked already: {people}", {"people": waiting})
        for number, (time, people) in enumerate(self.batches):
            facts: dict[str, Fact] = {"time": time, "people": tuple(one.label for one in people)}
            if number or self.waiting:
                yield Text("{time}, unless somebody has said yes: ask {people}", facts)
            else:
                yield Text("{time}: ask {people}", facts)
        yield from self._promised()

    def _promised(self) -> Iterator[Text]:
        facts: dict[str, Fact] = {
            "chance": _rounded(_HUNDRED * self.chance, 1),
            "deadline": self.deadline,
            "n": _rounded(self.expected, 2),
            "bound": _rounded(self.bound, 2),
        }
        if not self.asks and not self.waiting:
            yield Text("there is nobody left to ask who could answer by {deadline}", facts)
            return
        yield Text("somebody says yes by {deadline} with a chance of {chance} %", facts)
        if not self.is_enough:
            yield Text("more cannot be reached: everybody is asked who can answer in time")
        if self.is_proved:
            yield Text.counted(
                "{n} person is asked on average; with fewer it cannot be done, proved",
                "{n} people are asked on average; with fewer it cannot be done, proved",
                facts,
            )
        else:
            yield Text("{n} people are asked on average; no plan asks fewer than {bound}", facts)


def _rounded(value: float, digits: int) -> float:
    """Return a number as it is told: 2 and not 2.0."""
    found = round(value, digits)
    return int(found) if found == int(found) else found


@door
def ask_plan(
    people: Iterable[Askable],
    *,
    now: dt.datetime | str,
    deadline: dt.datetime | str,
    chance: float = 0.95,
    quiet: tuple[str, str] | tuple[dt.time, dt.time] | None = QUIET,
) -> AskPlan:
    """Return whom to ask when, so that somebody says yes by the deadline as surely as is wanted and few are asked for nothing.

    What is minimised is the number of people who are asked, on average over all answers: nobody is asked any more once a yes is
    known. Where the chance cannot be reached, everybody is asked who can answer in time, as few of them on average as can be.

    Parameters
    ----------
    people
        Who may be asked, 100 at most; of equals the first is asked first.
    now
        From when on; an aware datetime, or text with an offset. Quiet hours are those of its time zone.
    deadline
        Until when an answer is in time.
    chance
        How likely somebody shall say yes, 0 to 1.
    quiet
        From one time of day to another nobody is asked; answers may come. ``None`` for no such hours.

    Raises
    ------
    OptionError
        For odds, minutes, times or a chance that make no sense, or somebody who is named twice.

    Notes
    -----
    Exact where people take few different times to answer; otherwise `AskPlan.bound` says how far it is from the best at most.
    """
    begin, end = read_moment(now, "now"), read_moment(deadline, "deadline")
    zone = (now.tzinfo if isinstance(now, dt.datetime) else None) or begin.tzinfo or dt.UTC
    asked = read_people(people)
    end = with_fixed_offset(end, zone)
    if end <= begin:
        raise OptionError(Text("deadline: wanted a time after {now}, not {given}", {"now": begin, "given": end}))
    left = missable(chance)
    start = AskPlan(
        now=begin, deadline=end, chance=0.0, wanted=chance, quiet=QuietHours.of(quiet), zone=zone, missable=left
    )
    return _planned(start, asked, left)


def _planned(state: AskPlan, people: Sequence[Askable], left: Fraction) -> AskPlan:
    """Return the plan from a state on, in which some people may be asked and nobody may say yes with so much of a chance."""

    def next_open(minute: int) -> int:
        moment = state.now + minute * _MINUTE
        if state.quiet is None:
            return minute
        return (state.quiet.next_open(moment, state.zone) - state.now) // _MINUTE

    order = AskingOrder(
        odds=[one.exact for one in people],
        minutes=[one.minutes for one in people],
        deadline=(state.deadline - state.now) // _MINUTE,
        missable=left,
        next_open=next_open,
        waiting=[((ask.known - state.now) // _MINUTE, ask.person.exact) for ask in state.waiting],
    )
    found = timetable(order)

    def shown(minute: int) -> dt.datetime:
        return with_fixed_offset(state.now + minute * _MINUTE, state.zone)

    asks = tuple(
        Ask(person=people[who], at=shown(minute), known=shown(minute + people[who].minutes))
        for minute, who in found.asks
    )
    chosen = {ask.person.volunteer for ask in asks}
    planned = attrs.evolve(
        state,
        asks=asks,
        spare=tuple(one for one in people if one.volunteer not in chosen),
        expected=float(found.expected),
        bound=found.bound,
        missable=left,
    )
    return attrs.evolve(planned, chance=float(1 - _nobody(planned)))


def _nobody(plan: AskPlan) -> Fraction:
    """Return how likely nobody says yes in time."""
    coming = (*plan.asks, *plan.waiting)
    return all_no(one.person.exact for one in coming if one.known <= plan.deadline)
