"""People of the history whom a problem does not know: gone since, or a slip in an id, which would void what they served in silence."""

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

import attrs

from volmatch.explain.preflight.finding import Finding
from volmatch.explain.preflight.survey import Survey
from volmatch.problem.words import nearest
from volmatch.text import Fact, Text


@attrs.frozen(kw_only=True)
class UnknownPast(Finding):
    """Somebody served before the problem begins and is not among its people: what they served says nothing.

    Parameters
    ----------
    volunteer
        The id in the history.
    duties
        How many there are.
    near
        The known id that looks most like it.
    """

    rank: ClassVar[int] = 4

    volunteer: str
    duties: int
    near: str


def unknown_pasts(survey: Survey) -> Iterator[Finding]:
    """Yield the people of the history who are not in the problem."""
    problem = survey.problem
    known = [one.id for one in problem.volunteers]
    served = Counter(duty.volunteer for duty in problem.history if problem.volunteer(duty.volunteer) is None)
    for volunteer, n in served.items() if known else ():
        near = nearest(volunteer, known)
        facts: dict[str, Fact] = {"volunteer": volunteer, "n": n, "near": near}
        text = Text.counted(
            "the history has {n} duty of {volunteer}, whom the problem does not know; gone since, or was {near} meant?",
            "the history has {n} duties of {volunteer}, whom the problem does not know; gone since, or was {near} meant?",
            facts,
        )
        yield UnknownPast(text=text, volunteer=volunteer, duties=n, near=near)
