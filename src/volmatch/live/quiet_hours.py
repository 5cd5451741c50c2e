"""Quiet hours: the time of day in which nobody is asked anything."""

import datetime as dt
from typing import Any

import attrs

from volmatch.errors import OptionError, quoted
from volmatch.problem.clock import NotATime, clock_of, wall_clock, with_fixed_offset
from volmatch.text import Text


@attrs.frozen
class QuietHours:
    """From one time of day to another, every day; over midnight where the first is the later one.

    Parameters
    ----------
    from_, to
        Times of day; nobody is asked from the first on and before the second.
    """

    from_: dt.time
    to: dt.time

    @classmethod
    def of(cls, given: Any) -> "QuietHours | None":
        """Return quiet hours from a pair of times such as ``("21:00", "08:00")``; ``None`` means none.

        Raises
        ------
        OptionError
            If it is no such pair.
        """
        if given is None or isinstance(given, QuietHours):
            return given
        wanted = Text(
            'quiet: wanted two different times of day such as ("21:00", "08:00"), not {given}', {"given": quoted(given)}
        )
        if not isinstance(given, (tuple, list)) or len(given) != 2:  # noqa: PLR2004 - from and to
            raise OptionError(wanted)
        try:
            from_, to = map(clock_of, given)
        except NotATime:
            raise OptionError(wanted) from None
        if from_ == to:
            raise OptionError(wanted)
        return cls(from_, to)

    def next_open(self, moment: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
        """Return the first moment from one on at which somebody may be asked, by the clocks of a zone."""
        shown = with_fixed_offset(moment, zone)
        clock = shown.time()
        is_over_midnight = self.to < self.from_
        is_quiet = clock >= self.from_ or clock < self.to if is_over_midnight else self.from_ <= clock < self.to
        if not is_quiet:
            return shown
        is_tomorrow = is_over_midnight and clock >= self.from_
        day = shown.date() + dt.timedelta(days=1) if is_tomorrow else shown.date()
        return max(shown, wall_clock(day, self.to, zone))
