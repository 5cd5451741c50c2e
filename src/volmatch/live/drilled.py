"""What came of a drill: how many seats stay empty, where, and how often those on call are called."""

import datetime as dt
from collections.abc import Iterator

import attrs

from volmatch.explain.explanation import Explanation
from volmatch.text import Text

#: So many sessions are told in words.
_TOLD = 5
_HUNDRED = 100
#: Half the width of a confidence interval of 99.9 percent, in standard errors.
_SURE = 3.29


@attrs.frozen(kw_only=True)
class EmptySeats:
    """How many seats stay empty, over all runs of a drill.

    Parameters
    ----------
    times
        ``times[n]``: in how many runs exactly n seats stayed empty.
    """

    times: tuple[int, ...]

    @property
    def runs(self) -> int:
        """How many runs there were."""
        return sum(self.times)

    @property
    def mean(self) -> float:
        """Empty seats on average."""
        return sum(number * times for number, times in enumerate(self.times)) / self.runs

    @property
    def margin(self) -> float:
        """How far the mean may be from the true one, with a confidence of 99.9 percent."""
        spread = sum((number - self.mean) ** 2 * times for number, times in enumerate(self.times)) / self.runs
        return float(_SURE * (spread / self.runs) ** 0.5)

    def within(self, share: float) -> int:
        """Return the number of empty seats that is not exceeded in this share of all runs, such as 0.95."""
        reached = 0
        for number, times in enumerate(self.times):
            reached += times
            if reached >= share * self.runs:
                return number
        return len(self.times) - 1


@attrs.frozen(kw_only=True)
class Fragile:
    """A role of a session in which seats may stay empty.

    Parameters
    ----------
    session, role
        Id and name.
    label
        The session's name for print.
    start
        When it begins.
    planned
        Seats that are empty in the plan itself, counted up to the role's ``min``.
    expected
        Seats empty on average, exactly, without anybody on call.
    chance
        How likely all seats are filled, exactly, without anybody on call.
    helped
        Seats empty on average with those on call, as the drill found it.
    """

    session: str
    role: str
    label: str
    start: dt.datetime
    planned: int
    expected: float
    chance: float
    helped: float


@attrs.frozen(kw_only=True)
class CalledIn:
    """How often somebody on call is called.

    Parameters
    ----------
    volunteer, session
        Ids of the person and of the session in which they are on call.
    label
        The person's name for print.
    start
        When they begin to be on call.
    share
        Share of all runs in which they are called and come.
    """

    volunteer: str
    session: str
    label: str
    start: dt.datetime
    share: float


@attrs.frozen(kw_only=True)
class Drill(Explanation):
    """What a schedule goes through when people do not turn up.

    Parameters
    ----------
    seats
        Seats of the schedule: the least numbers of all roles that serve.
    planned
        Those that nobody holds in the plan itself.
    expected
        Seats empty on average, exactly, without anybody on call.
    alone, helped
        How many stay empty without those on call, and with them; the same runs.
    fragile
        The roles that may have empty seats, those with most first.
    called
        Everybody on call, in the order of time.
    """

    seats: int
    planned: int
    expected: float
    alone: EmptySeats
    helped: EmptySeats
    fragile: tuple[Fragile, ...]
    called: tuple[CalledIn, ...]

    def texts(self) -> Iterator[Text]:
        """Yield how many seats stay empty, where most, and how often those on call are called."""
        facts = {"n": self.seats, "planned": self.planned, "empty": round(self.expected, 2)}
        yield Text.counted(
            "Of {n} seat, {planned} are empty in the plan, and {empty} on average when some do not turn up.",
            "Of {n} seats, {planned} are empty in the plan, and {empty} on average when some do not turn up.",
            facts,
        )
        yield Text(
            "In 19 of 20 runs no more than {most} stay empty ({runs} runs).",
            {"most": self.alone.within(0.95), "runs": self.alone.runs},
        )
        if self.called:
            yield Text(
                "With those on call it is {empty} on average, and no more than {most} in 19 of 20 runs.",
                {"empty": round(self.helped.mean, 2), "most": self.helped.within(0.95)},
            )
        if self.fragile:
            yield Text("Most fragile:")
        for one in self.fragile[:_TOLD]:
            yield _fragile(one)
        for called in self.called:
            told = {"volunteer": called.label, "start": called.start, "share": round(_HUNDRED * called.share, 1)}
            yield Text("{volunteer}, on call {start}, is called in {share} % of all runs.", told)


def _fragile(one: Fragile) -> Text:
    facts = {
        "session": one.label,
        "role": one.role,
        "start": one.start,
        "empty": round(one.expected, 2),
        "chance": round(_HUNDRED * one.chance, 1),
    }
    return Text("- {session} ({start}), {role}: {empty} missing on average, everybody there in {chance} %", facts)
