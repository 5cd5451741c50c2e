"""How much work one calendar may cause, and how a calendar is refused."""

import attrs

from volmatch.text import Text

#: A line kept and a day looked at are a step each: about two millionths of a second.
MOST_STEPS = 170_000
#: What one time costs that is read from a list, that a rule yields, and that becomes busy time.
STEPS_OF_A_TIME, STEPS_OF_AN_OCCURRENCE, STEPS_OF_A_STRETCH = 3, 5, 10


class NotACalendar(ValueError):  # noqa: N818 - never leaves the package: `busy` turns it into an error of ours
    """A calendar that cannot be read; `reason` says why, and quotes nothing that people wrote into it."""

    def __init__(self, reason: Text) -> None:
        self.reason = reason
        super().__init__(reason)


@attrs.define
class Allowance:
    """The steps that reading one calendar may still take; counting them gives the same answer on every machine."""

    left: int = MOST_STEPS

    def spend(self, steps: int = 1) -> None:
        """Take so many steps.

        Raises
        ------
        NotACalendar
            When there are none left.
        """
        self.left -= steps
        if self.left < 0:
            raise NotACalendar(
                Text("it holds too much, or repeats too often; export fewer months, or free and busy times only")
            )
