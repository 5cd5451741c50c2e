"""Seats that no rule asks to be filled, told before a solve calls an empty schedule perfect."""

from collections.abc import Iterator
from typing import ClassVar

import attrs

from volmatch.explain.preflight.finding import Finding
from volmatch.explain.preflight.survey import Survey
from volmatch.report.unasked import unasked


@attrs.frozen(kw_only=True)
class UnaskedSeats(Finding):
    """No rule objects to empty seats: of all sessions, or of those that the sentence names."""

    rank: ClassVar[int] = 2


def unasked_seats(survey: Survey) -> Iterator[Finding]:
    """Yield the finding, if there is one."""
    for text in unasked(survey.problem):
        yield UnaskedSeats(text=text)
