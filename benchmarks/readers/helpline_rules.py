"""Who serves together and who does not: two rules that volmatch does not bring along, written as any user may.

Each says the same thing twice: `check` in words, and `encode` in columns. A month of a helpline has a few hundred
candidates, so the columns may compare all of them with all.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs
import numpy as np
import numpy.typing as npt

import volmatch as vm

if TYPE_CHECKING:
    from volmatch.columns.tables import Tables
    from volmatch.formulation.encoder import Encoder

ANYBODY = vm.VolunteerFilter()


@attrs.frozen(kw_only=True)
class Beside(vm.Rule):
    """Whoever the rule is about serves only in sessions where one of the `company` serves as well.

    Excess: 1 for each duty without such company.
    """

    company: vm.VolunteerFilter = ANYBODY

    def check(self, problem: vm.Problem, schedule: vm.Schedule) -> Iterator[vm.Violation]:
        """Yield a violation for each duty without company."""
        duties = list(schedule.duties(problem))
        for duty in duties:
            if self.where.takes_volunteer(duty.volunteer) and self.where.takes_session(duty.session, problem):
                others = [one.volunteer for one in duties if one.session == duty.session and one != duty]
                if not any(self.company.takes(other) for other in others):
                    facts = {"volunteer": duty.volunteer.label, "session": duty.session.label}
                    message = vm.Text("{volunteer} lacks the company wanted at {session}", facts)
                    yield vm.Violation(message, (duty.volunteer.id,), (duty.session.id,))

    def encode(self, f: "Encoder") -> None:
        """Sum of the company's candidates in the same session - own candidate >= 0."""
        t = f.tables
        mine = t.concerned(self.where).nonzero()[0]
        own, theirs = _meetings(t, mine, self.company)
        company = f.rows(own, theirs, 1, count=mine.size)
        f.keep(company + f.rows(np.arange(mine.size), mine, -1, count=mine.size), least=0)

    def unknown(self, problem: vm.Problem) -> Iterator[tuple[str, vm.Text]]:
        """Yield the ids that the problem does not know."""
        yield from _strangers("company.id", self.company, problem)


@attrs.frozen(kw_only=True)
class Apart(vm.Rule):
    """Whoever the rule is about serves in no session where one of the `others` serves.

    Excess: 1 for each duty and each such other in the same session.
    """

    others: vm.VolunteerFilter = ANYBODY

    def check(self, problem: vm.Problem, schedule: vm.Schedule) -> Iterator[vm.Violation]:
        """Yield a violation for each unwanted meeting."""
        duties = list(schedule.duties(problem))
        for duty in duties:
            if self.where.takes_volunteer(duty.volunteer) and self.where.takes_session(duty.session, problem):
                for other in duties:
                    meets = other.session == duty.session and other.volunteer != duty.volunteer
                    if meets and self.others.takes(other.volunteer):
                        facts = {"volunteer": duty.volunteer.label, "other": other.volunteer.label}
                        message = vm.Text("{volunteer} must not serve together with {other}", facts)
                        yield vm.Violation(message, (duty.volunteer.id, other.volunteer.id), (duty.session.id,))

    def encode(self, f: "Encoder") -> None:
        """Own candidate + other's candidate in the same session <= 1."""
        t = f.tables
        mine = t.concerned(self.where).nonzero()[0]
        own, theirs = _meetings(t, mine, self.others)
        meeting = np.arange(own.size)
        f.keep(f.rows(meeting, mine[own], 1) + f.rows(meeting, theirs, 1), most=1)

    def unknown(self, problem: vm.Problem) -> Iterator[tuple[str, vm.Text]]:
        """Yield the ids that the problem does not know."""
        yield from _strangers("others.id", self.others, problem)


def _meetings(
    t: "Tables", mine: npt.NDArray[np.int64], people: vm.VolunteerFilter
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return (position in `mine`, candidate) for all candidates of other people who are meant, in the same session."""
    theirs = t.concerned(vm.Where(volunteers=people)).nonzero()[0]
    same_session = t.candidate_session[mine][:, None] == t.candidate_session[theirs]
    other_person = t.candidate_volunteer[mine][:, None] != t.candidate_volunteer[theirs]
    own, other = (same_session & other_person).nonzero()
    return own, theirs[other]


def _strangers(path: str, people: vm.VolunteerFilter, problem: vm.Problem) -> Iterator[tuple[str, vm.Text]]:
    for one in people.id or ():
        if problem.volunteer(one) is None:
            yield path, vm.Text("no volunteer has the id {id}", {"id": one})
