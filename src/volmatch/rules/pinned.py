"""What was promised stays, and what was refused does not come back."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Id
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Pin:
    """A volunteer in a session, in one role or, where `role` is absent, in any."""

    volunteer: Id
    session: Id
    role: Id | None = None


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Pinned(Rule):
    """Every pin in ``stay`` is in the schedule and none in ``never`` is.

    A pin outside the rule's filters is left alone.

    Excess: 1 a pin.
    """

    claims = Claims(never_dearer=True, promises=True)
    splits = FrozenMap(
        {
            "stay": template("{volunteer} was promised {session}"),
            "never": template("{volunteer} must not serve in {session}"),
        }
    )
    stay: Sequence[Pin] = ()
    never: Sequence[Pin] = ()

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each pin that does not hold."""
        there: set[tuple[str, str, str | None]] = {
            (one.volunteer, one.session, one.role) for one in schedule.assignments
        }
        there |= {(one.volunteer, one.session, None) for one in schedule.assignments}
        for pin in self.stay:
            if self._concerns(pin, problem) and (pin.volunteer, pin.session, pin.role) not in there:
                words = template("{volunteer} was promised {session} but does not serve there")
                yield _violation(pin, problem, words)
        for pin in self.never:
            if self._concerns(pin, problem) and (pin.volunteer, pin.session, pin.role) in there:
                yield _violation(pin, problem, template("{volunteer} must not serve in {session} but does"))

    def encode(self, f: "Encoder") -> None:
        """Sum over the candidates of a pin >= 1, or <= 0."""
        from volmatch.columns.lookup import rows_of_pins

        t = f.tables
        for pins, least, most in ((self.stay, 1, None), (self.never, None, 0)):
            volunteer, session, role = rows_of_pins(t, [(pin.volunteer, pin.session, pin.role) for pin in pins])
            concerned = t.takes_volunteers(self.where)[volunteer] & t.takes_sessions(self.where)[session]
            volunteer, session, role = volunteer[concerned], session[concerned], role[concerned]
            entry, candidate = t.candidates_of_pairs(volunteer, session)
            fits = (role[entry] < 0) | (role[entry] == t.candidate_role[candidate])
            rows = f.rows(entry[fits], candidate[fits], 1, count=volunteer.size)
            f.keep(rows, least=least, most=most)

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:
        """Yield what the problem does not know about each pin."""
        for field, pins in (("stay", self.stay), ("never", self.never)):
            for index, pin in enumerate(pins):
                session = problem.session(pin.session)
                if problem.volunteer(pin.volunteer) is None:
                    yield f"{field}[{index}].volunteer", Text("no volunteer has this id")
                if session is None:
                    yield f"{field}[{index}].session", Text("no session has this id")
                elif pin.role is not None and session.role(pin.role) is None:
                    yield f"{field}[{index}].role", Text("the session has no role of this name")

    def _concerns(self, pin: Pin, problem: "Problem") -> bool:
        volunteer, session = problem.volunteer(pin.volunteer), problem.session(pin.session)
        return (
            volunteer is not None
            and session is not None
            and self.where.takes_volunteer(volunteer, problem)
            and self.where.takes_session(session, problem)
        )


def _violation(pin: Pin, problem: "Problem", words: str) -> Violation:
    volunteer, session = problem.volunteer(pin.volunteer), problem.session(pin.session)
    facts = {
        "volunteer": volunteer.label if volunteer else pin.volunteer,
        "session": session.label if session else pin.session,
    }
    return Violation(Text(words, facts), (pin.volunteer,), (pin.session,))
