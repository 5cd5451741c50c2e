"""The days that one cell says, and which dates those are beside the dates around it."""

import datetime as dt
from collections.abc import Sequence

import attrs

from volmatch.io.tables.said_days import DAY_FIRST, MONTH_FIRST, Around, SaidDay, candidates, settled
from volmatch.io.tables.weekdays import NotACell
from volmatch.problem.window import WEEKDAYS, Weekly
from volmatch.text import Text

_MOST_DAYS = 400
#: Which of two dates was meant is plain where only one is within a month of the others.
_NEAR = dt.timedelta(days=31)
_TWO_DAYS = Text("this may be {day} or {other}; write the year first, as in 2026-08-01")
_WANTED = Text("wanted a day, or from which day to which, such as 2026-08-01 to 2026-08-03; at most {most} days")


@attrs.frozen
class SaidDays:
    """Days that were said in one cell.

    Parameters
    ----------
    stretches
        First and last day of each stretch of dates.
    weekdays
        Days of the week: of these stretches, or of every week where there are none.
    nth
        Only these of each month, -1 for the last; nothing is all.
    """

    stretches: tuple[tuple[SaidDay, SaidDay], ...] = ()
    weekdays: tuple[str, ...] = ()
    nth: tuple[int, ...] = ()

    def dates(self, around: Around) -> list[dt.date]:
        """Return the dates that were meant, in their order, each once.

        Raises
        ------
        NotACell
            If one cannot be told, or there is none.
        """
        found: list[list[dt.date]] = []
        fault: NotACell | None = None
        for order in self._orders(around):
            try:
                dates = self._nearest(attrs.evolve(around, order=order))
            except NotACell as wrong:
                fault = wrong
                continue
            found += [] if dates in found else [dates]
        near = [days for days in found if len(found) > 1 and _is_near(days, around)]
        found = near or found
        if len(found) > 1 and (near or not any(day.is_day_first for day in self._ends())):
            raise NotACell(attrs.evolve(_TWO_DAYS, facts={"day": found[0][0], "other": found[1][0]}))
        if not found:
            assert fault is not None
            raise fault
        return found[0]

    def _nearest(self, around: Around) -> list[dt.date]:
        """Return the dates of one order: those next to the dates above, or else those among all dates if only these are near."""
        beside = self._dates(around)
        if around.day is None or around.first is None or _is_near(beside, around):
            return beside
        among = self._dates(attrs.evolve(around, day=None))
        return among if _is_near(among, around) else beside

    def _ends(self) -> list[SaidDay]:
        return [day for stretch in self.stretches for day in stretch]

    def _orders(self, around: Around) -> Sequence[str]:
        """Return what may stand first in the dates, what is likelier in front."""
        ends = self._ends()
        orders = list(dict.fromkeys(order for day in ends for order in day.readings)) or [MONTH_FIRST]
        proofs = {day.is_month_first for day in ends} - {None}
        proof = around.is_month_first if around.is_month_first is not None or len(proofs) != 1 else proofs.pop()
        if proof is None or (MONTH_FIRST if proof else DAY_FIRST) not in orders:
            return orders
        if proof and any(day.is_day_first for day in ends):
            return orders
        return [order for order in orders if (order != DAY_FIRST if proof else order == DAY_FIRST)]

    def _dates(self, around: Around) -> list[dt.date]:
        found: list[dt.date] = []
        told = next((day for day in self._ends() if day.first[0]), None)
        around = around if told is None else attrs.evolve(around, day=settled(told, around))  # 5.12.-7.12.2026
        for first, last in self.stretches:
            begin = settled(first, around)
            beside = attrs.evolve(around, day=begin)
            end = begin if last is first else settled(last, beside, begin if last.is_of_a_month else None)
            if not begin <= end < begin + dt.timedelta(days=_MOST_DAYS):
                raise NotACell(attrs.evolve(_WANTED, facts={"most": _MOST_DAYS}))
            found += [begin + dt.timedelta(days=step) for step in range((end - begin).days + 1)]
        known = dict.fromkeys(filter(self._falls_on, found))
        if not known:
            raise NotACell(attrs.evolve(_WANTED, facts={"most": _MOST_DAYS}))
        return list(known)

    def _falls_on(self, day: dt.date) -> bool:
        days = [name for name in WEEKDAYS if name in self.weekdays]
        return not days or Weekly(days, dt.time(), dt.time(), nth=self.nth).falls_on(day)

    def told(self, dates: Sequence[dt.date]) -> Text | None:
        """Return what the days were taken for, where that is worth knowing: a year or an order was guessed, or there are several."""
        ends = self._ends()
        if len(dates) > 1:
            return Text(
                "taken for {n} days, from {day} to {last}", {"n": len(dates), "day": dates[0], "last": dates[-1]}
            )
        if all(day.is_plain for day in ends):
            return None
        if any(day.first[0] for day in ends):
            return Text("taken for {day}", {"day": dates[0]})
        return Text("this says no year, and was taken for {day}", {"day": dates[0]})

    def is_guess(self, around: Around) -> bool:
        """Whether a month, an order or a year was guessed; of a year there is no doubt where one alone is among the other dates."""
        return any(
            len(day.readings) > 1 or day.is_of_a_month or (not day.first[0] and not _is_sure(day, around))
            for day in self._ends()
        )

    def is_long(self) -> bool:
        """Whether nothing but months, or dates from one to another, were said."""
        return bool(self.stretches) and not self.weekdays and all(first is not last for first, last in self.stretches)

    def is_in_months(self) -> bool:
        """Whether the days are those of whole months."""
        return bool(self.stretches) and all(
            first.is_of_a_month and last.is_of_a_month for first, last in self.stretches
        )

    def is_a_month(self) -> bool:
        """Whether nothing but a month was said, as in December."""
        return not self.weekdays and any(first.is_of_a_month and last.is_of_a_month for first, last in self.stretches)


def _is_near(days: Sequence[dt.date], around: Around) -> bool:
    """Whether dates are within a month of those that are known."""
    first, last = around.first, around.last
    return first is not None and last is not None and first - _NEAR <= min(days) and max(days) <= last + _NEAR


def _is_sure(day: SaidDay, around: Around) -> bool:
    first, last = around.first, around.last
    return first is None or last is None or sum(first <= one <= last for one in candidates(day.first, around)) == 1
