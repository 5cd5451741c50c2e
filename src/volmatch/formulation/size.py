"""How large a problem will be for the solver, told before anything large is built.

Candidates are counted; variables, rows, memory and seconds are predicted from them. How good that is, stands measured on the page
``docs/explanation/size.md``.
"""

from collections.abc import Sequence

import attrs
import numpy as np

from volmatch.columns.compile import compile_problem
from volmatch.columns.tables import Tables
from volmatch.doors import door
from volmatch.errors import LimitError
from volmatch.problem.problem import Problem
from volmatch.rule import Rule
from volmatch.text import Text

#: What each candidate, each pair of a person and an option that may not be held, each person and kind of rule that must hold, and
#: each room that an option may get adds to the variables, and to the rows. Fitted by least squares of the relative error to 16
#: problems of nine families in ``benchmarks/families``, from 110 to 58,000 candidates.
VARIABLES = (0.14, 0.33, 3.5, 2.6)
ROWS = (0.25, 0.45, 3.6, 15.0)
#: Megabytes of a process that has volmatch and its engines loaded, and kilobytes of a person or a session in words.
LOADED, WORDS = 86.0, 2.9
#: Megabytes of a search at so many thousand variables and rows together; between two of them the logarithms are on a line.
SEARCH = ((1.0, 8.0), (10.0, 70.0), (20.0, 180.0), (30.0, 210.0), (70.0, 340.0), (270.0, 1150.0), (2800.0, 7600.0))
#: Seconds until a first schedule is checked: with nothing in it, and for each variable or row.
BEGINNING, EACH = 0.03, 8e-6


@attrs.frozen(kw_only=True)
class Size:
    """How large a problem is, and what a solve of it will take; made by `volmatch.size_of`.

    Parameters
    ----------
    volunteers, sessions
        How many there are.
    candidates
        How many pairs of a person and a role at one start of a session every rule about single ones allows; counted.
    variables, rows
        Of the whole model; predicted.
    megabytes
        The most that the process will hold at once while it solves, Python and the engines included; predicted.
    seconds
        Until the first schedule is there and checked, on a processor of the year 2026; predicted. How long proofs take cannot be
        told beforehand.
    """

    volunteers: int
    sessions: int
    candidates: int
    variables: int
    rows: int
    megabytes: int
    seconds: float

    def fits(self, memory_limit: float | None) -> bool:
        """Whether a solve will do with so many megabytes; always with ``None``."""
        return memory_limit is None or self.megabytes <= memory_limit

    def refuse_beyond(self, memory_limit: float | None) -> None:
        """Do nothing if it fits.

        Raises
        ------
        LimitError
            With the numbers, and what to do.
        """
        if not self.fits(memory_limit):
            raise LimitError(_too_large(self, memory_limit), size=self)

    def texts(self) -> tuple[Text, ...]:
        """Return the size in sentences."""
        people = {"volunteers": f"{self.volunteers:,}", "sessions": f"{self.sessions:,}"}
        model = {"variables": f"{self.variables:,}", "rows": f"{self.rows:,}"}
        needs = {"memory": f"{self.megabytes:,}", "seconds": f"{self.seconds:.1f}"}
        return (
            Text("volunteers: {volunteers}; sessions: {sessions}", people),
            Text("candidates: {candidates}, counted", {"candidates": f"{self.candidates:,}"}),
            Text("variables: about {variables}; rows: about {rows}", model),
            Text("memory: about {memory} MB; first schedule after about {seconds} s", needs),
        )

    def sentence(self, lang: str = "en") -> str:
        """Say the size, one line for each of its parts."""
        return "\n".join(text.sentence(lang) for text in self.texts())

    def __str__(self) -> str:
        return self.sentence()


@door
def size_of(problem: Problem) -> Size:
    """Return how large a problem is, without building or solving it; it takes about as long as reading it.

    Raises
    ------
    LimitError
        If the candidates are too many to be counted.
    """
    return size_in_columns(problem, problem.rules, compile_problem(problem))


def size_in_columns(problem: Problem, rules: Sequence[Rule], tables: Tables) -> Size:
    """Return how large a problem is under some rules, from its columns."""
    t = tables
    options = np.bincount(t.option_session, minlength=t.session_droppable.size)
    has_choice = (t.session_droppable | (options != 1))[t.option_session]
    is_new = (np.diff(t.candidate_volunteer, prepend=-1) != 0) | (np.diff(t.candidate_option, prepend=-1) != 0)
    pairs = int(np.count_nonzero(has_choice[t.candidate_option[is_new]]))
    rooms = np.bincount(t.placement_option, minlength=t.option_session.size)[t.placement_option]
    candidates = t.candidate_volunteer.size
    kinds = len({type(rule) for rule in rules if not rule.level})
    counts = (candidates, pairs, t.volunteer_home.size * kinds, t.placement_option.size)
    chosen = candidates + np.count_nonzero(has_choice) + np.count_nonzero(rooms > 1)
    variables = round(chosen + sum(count * each for count, each in zip(counts, VARIABLES, strict=True)))
    rows = round(pairs + sum(count * each for count, each in zip(counts, ROWS, strict=True)))
    people, sessions = len(problem.volunteers), len(problem.sessions)
    return Size(
        volunteers=people,
        sessions=sessions,
        candidates=candidates,
        variables=variables,
        rows=rows,
        megabytes=round(LOADED + WORDS * (people + sessions) / 1000 + _searching(variables + rows)),
        seconds=round(BEGINNING + EACH * (variables + rows), 2),
    )


def _searching(size: int) -> float:
    """Return the megabytes that a search takes at so many variables and rows; beyond what was measured it grows in proportion."""
    thousands = size / 1000
    (least, _), (most, memory) = SEARCH[0], SEARCH[-1]
    if thousands >= most:
        return memory * thousands / most
    known = np.log(np.array(SEARCH))
    return float(np.exp(np.interp(np.log(max(thousands, least)), known[:, 0], known[:, 1])))


def _too_large(size: Size, memory_limit: float | None) -> Text:
    facts = {"candidates": f"{size.candidates:,}", "rows": f"{size.rows:,}", "memory": f"{size.megabytes:,}"}
    facts |= {"variables": f"{size.variables:,}", "limit": f"{memory_limit or 0:,.0f}"}
    return Text(
        "too large: {candidates} candidates, about {variables} variables and {rows} rows would take about {memory} MB of memory, "
        "and the limit is {limit} MB; leave fewer candidate starts, say what nobody wants as free time or skills, plan a shorter "
        "span or one place at a time, or set another memory_limit: None tries it whatever the memory",
        facts,
    )
