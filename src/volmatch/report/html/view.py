"""What there is to show of a schedule: its seats, its costs, and what is proved about them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

import attrs

from volmatch.check import CheckReport, check
from volmatch.errors import OptionError, quoted
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.report.annex import Annex
from volmatch.report.board import with_proofs
from volmatch.report.contacts import ContactList, contact_lists
from volmatch.report.html.filled_seats import Meeting, meetings
from volmatch.report.html.pseudonyms import (
    hidden_annex,
    hidden_outcome,
    hidden_problem,
    hidden_schedule,
    hidden_texts,
    veil_of,
)
from volmatch.report.shortfalls import Shortfall, shortfalls
from volmatch.rule import Violation
from volmatch.schedule import Duty, LevelReport, Schedule
from volmatch.text import LANGUAGES, Text

#: Texts about an empty seat, by id of the session and name of the role.
Reasons = Mapping[tuple[str, str], Sequence[Text]]


@attrs.frozen(kw_only=True, slots=False)
class View:
    """A problem with a schedule, judged once.

    Parameters
    ----------
    problem
        What the schedule is for.
    schedule
        ``None`` where nothing is possible.
    outcome
        What a solve says about the schedule; ``None`` for a bare schedule.
    reasons
        What else there is to say about empty seats.
    columns
        Names in the data of volunteers that are told of whom to call.
    annexes
        Tables of the caller's own.
    """

    problem: Problem
    schedule: Schedule | None
    outcome: Outcome | None = None
    reasons: Reasons = attrs.field(factory=dict)
    columns: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()

    @cached_property
    def report(self) -> CheckReport:
        """What the check says."""
        return CheckReport((), ()) if self.schedule is None else check(self.problem, self.schedule)

    @cached_property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """The goals that cost something, with what each costs."""
        return () if self.schedule is None else shortfalls(self.report, self.problem, self.schedule)

    @cached_property
    def contacts(self) -> tuple[ContactList, ...]:
        """Whom to call at each place."""
        return () if self.schedule is None else contact_lists(self.problem, self.schedule, self.columns)

    @cached_property
    def said_of(self) -> Mapping[str, Sequence[Violation]]:
        """What the check says of each session as a whole, by its id; what it says of people stands elsewhere."""
        said: dict[str, list[Violation]] = defaultdict(list)
        for violation in self.report.violations:
            for session in () if violation.volunteers else violation.sessions:
                said[session].append(violation)
        return said

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """The sessions that take place, in order of time and place."""
        return () if self.schedule is None else meetings(self.problem, self.schedule)

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """Everybody's duties, in order of volunteer and start."""
        return () if self.schedule is None else self.schedule.duties(self.problem)

    @cached_property
    def levels(self) -> tuple[LevelReport, ...]:
        """The levels as checked; with bounds, where those of the outcome are about this schedule."""
        return self.report.levels if self._proofs is None else self._proofs

    @property
    def has_proofs(self) -> bool:
        """Whether anything is known about how good the levels are."""
        return self._proofs is not None

    @property
    def is_stale(self) -> bool:
        """Whether the outcome speaks of other costs than this schedule has."""
        return self.schedule is not None and self.outcome is not None and self._proofs is None

    @cached_property
    def _proofs(self) -> tuple[LevelReport, ...] | None:
        if self.outcome is None or self.schedule is None:
            return None
        return with_proofs(self.report, self.outcome.levels)

    @cached_property
    def days(self) -> tuple[dt.date, ...]:
        """The days on which something takes place."""
        return tuple(dict.fromkeys(one.day for one in self.meetings))

    @cached_property
    def not_held(self) -> tuple[str, ...]:
        """The labels of the sessions that were dropped."""
        dropped = self.schedule.dropped if self.schedule is not None else ()
        return tuple(session.label for session in map(self.problem.session, dropped) if session is not None)


def view_of(
    problem: Problem,
    outcome: Outcome | Schedule,
    *,
    pseudonyms: bool = False,
    reasons: Reasons | None = None,
    columns: Sequence[str] = (),
    annexes: Sequence[Annex] = (),
) -> View:
    """Return what there is to show.

    Raises
    ------
    OptionError
        If one of the two is something else, or if people are to be called by pseudonyms and yet to be reached.
    """
    if pseudonyms and columns:
        raise OptionError(Text("columns: who is called by a pseudonym cannot be told with a phone number"))
    if not isinstance(problem, Problem):
        raise OptionError(Text("problem: wanted a Problem, not {given}", {"given": quoted(problem)}))
    if not isinstance(outcome, Outcome | Schedule):
        raise OptionError(Text("wanted an outcome or a schedule, not {given}", {"given": quoted(outcome)}))
    whole = outcome if isinstance(outcome, Outcome) else None
    schedule = outcome if isinstance(outcome, Schedule) else outcome.schedule
    if schedule is not None:
        schedule = schedule.settled(problem)
    view = View(
        problem=problem,
        schedule=schedule,
        outcome=whole,
        reasons=dict(reasons or {}),
        columns=tuple(columns),
        annexes=tuple(annexes),
    )
    return _without_names(view) if pseudonyms else view


def _without_names(view: View) -> View:
    """Return the view with pseudonyms in place of people; it is judged anew, so that what the check says names nobody."""
    veil = veil_of(view.problem, view.schedule)
    return View(
        problem=hidden_problem(view.problem, veil),
        schedule=None if view.schedule is None else hidden_schedule(view.schedule, veil),
        outcome=None if view.outcome is None else hidden_outcome(view.outcome, veil),
        reasons={
            (veil.in_ids(session), veil.in_ids(role)): hidden_texts(texts, veil)
            for (session, role), texts in view.reasons.items()
        },
        annexes=tuple(hidden_annex(one, veil) for one in view.annexes),
    )


def language(lang: str) -> str:
    """Return a language that volmatch speaks.

    Raises
    ------
    OptionError
        If it does not.
    """
    if lang not in LANGUAGES:
        words = {"words": tuple(LANGUAGES), "given": quoted(lang)}
        raise OptionError(Text("lang: wanted one of {words}, not {given}", words))
    return lang
