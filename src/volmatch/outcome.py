"""What a solve gives back: the schedule, and everything known about it."""

import attrs

from volmatch.errors import OptionError, quoted
from volmatch.plugs import load
from volmatch.report.summary import summary
from volmatch.schedule import LevelReport, Schedule, Status, StoppedBy
from volmatch.text import Text


@attrs.frozen(kw_only=True)
class Outcome:
    """A schedule and everything known about it.

    Parameters
    ----------
    schedule
        ``None`` exactly when `status` is ``infeasible``.
    status
        ``optimal`` (every level proved), ``feasible``, or ``infeasible`` (rules of level 0 contradict each other).
    stopped_by
        ``proof``, ``time``, ``cancel``, ``memory`` or ``fault``.
    levels
        One report a level, from the first on.
    clash
        Why nothing is possible, when `status` is ``infeasible``.
    seconds
        Wall-clock time of the solve.
    problem_fingerprint
        Fingerprint of the problem, see `volmatch.io.fingerprint`; empty where unknown.
    """

    schedule: Schedule | None
    status: Status
    stopped_by: StoppedBy
    levels: tuple[LevelReport, ...] = ()
    clash: tuple[Text, ...] = ()
    seconds: float = attrs.field(default=0.0, eq=False)
    problem_fingerprint: str = ""

    def sentence(self, lang: str = "en") -> str:
        """Say the outcome in a few lines: how it ended, what each level costs, what is proved."""
        return summary(self, lang)

    def _repr_html_(self) -> str:
        """Return a card for notebooks."""
        shown: str = load("cards").card(self)
        return shown

    def __str__(self) -> str:
        return self.sentence()


def schedule_given(given: object, name: str = "schedule") -> Schedule:
    """Return the schedule that a caller means: one itself, or the one in an outcome.

    Raises
    ------
    OptionError
        If there is none.
    """
    found = given.schedule if isinstance(given, Outcome) else given
    if found is None and given is not None:
        raise OptionError(
            Text("{name}: this outcome has none: what must hold contradicts itself; ask for the clash", {"name": name})
        )
    if not isinstance(found, Schedule):
        facts = {"name": name, "given": quoted(given)}
        raise OptionError(Text("{name}: wanted a Schedule or an Outcome that has one, not {given}", facts))
    return found
