"""A child serves only while a guardian of theirs does, at the same place; the guardian may serve without the child."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import SAYS_NOTHING, Id
from volmatch.problem.values import FrozenMap, tidy
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Hashable

    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Guardian(Rule):
    """Each duty of somebody who has guardians lies within duties of theirs at the same place: one of them is there at any time.

    The filter on volunteers says who needs a guardian, such as those who are under 16 on the day, and the filter on sessions at
    what; duties of guardians count in any session. A duty of which the place is not known is at a place of its own. Being on
    call is not being there: such duties need no guardian, and those of guardians do not count.

    Excess: 1 for each duty that is not accompanied.

    Parameters
    ----------
    of
        The guardians of each person; any of them will do.
    present
        ``throughout``: at any time of the duty some guardian is there; ``at_some_time``: some guardian is there for a part of it.
    same
        ``place``: in any session at the same place; ``session``: in the same session.
    """

    claims = Claims(never_dearer=True)
    splits = FrozenMap(
        {
            "volunteers": template("{volunteer} serves only while a guardian is there"),
            "sessions": template("children who serve in {session} have a guardian there"),
        }
    )
    of: Mapping[Id, Sequence[Id]]
    present: Literal["throughout", "at_some_time"] = "throughout"
    same: Literal["place", "session"] = "place"

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong with the guardians."""
        if not self.of:
            yield "of", SAYS_NOTHING
        for child, guardians in self.of.items():
            if not guardians:
                yield f"of.{child}", Text("wanted at least one guardian")
            elif child in guardians:
                yield f"of.{child}", Text("nobody is their own guardian")

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:
        """Yield the ids that no volunteer has."""
        for child, guardians in self.of.items():
            if problem.volunteer(child) is None:
                yield f"of.{child}", Text("no volunteer has this id")
            for number, guardian in enumerate(guardians):
                if problem.volunteer(guardian) is None:
                    yield f"of.{child}[{number}]", Text("no volunteer has this id")

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each duty that no guardian accompanies."""
        served: dict[str, list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if not duty.role.standby:
                served[duty.volunteer.id].append(duty)
        for child, guardians in self.of.items():
            for duty in served[child]:
                if self.where.takes_duty(duty, problem):
                    near = [one for guardian in guardians for one in served[guardian] if self._is_near(one, duty)]
                    if not self._are_enough(duty, [(one.start, one.end) for one in near]):
                        yield self._alone(duty, guardians, problem)

    def _is_near(self, one: "Duty", duty: "Duty") -> bool:
        return self._spot(one) == self._spot(duty) and one.start < duty.end and duty.start < one.end

    def _spot(self, duty: "Duty") -> "Hashable":
        """Return what duties at the same place, or in the same session, share."""
        if self.same == "session" or duty.place is None:
            return "session", duty.session.id
        return "place", duty.place

    def _are_enough(self, duty: "Duty", stretches: "list[tuple[dt.datetime, dt.datetime]]") -> bool:
        """Whether somebody is there as long as is asked for, if guardians are there at these times."""
        if self.present == "at_some_time":
            return bool(stretches)
        covered = duty.start
        for start, end in sorted(stretches):
            if start <= covered:
                covered = max(covered, end)
        return covered >= duty.end

    def _alone(self, duty: "Duty", guardians: Sequence[str], problem: "Problem") -> Violation:
        labels = tuple(known.label for one in guardians if (known := problem.volunteer(one)) is not None)
        facts = {"volunteer": duty.volunteer.label, "session": duty.session.label, "guardians": labels}
        if self.present == "throughout":
            message = Text("{volunteer} serves in {session} without a guardian all the time: {guardians}", facts)
        else:
            message = Text("{volunteer} serves in {session} without a guardian: {guardians}", facts)
        return Violation(message, (duty.volunteer.id, *guardians), (duty.session.id,))

    def encode(self, f: "Encoder") -> None:
        """Duty <= sum of the guardians' duties that are on, when it begins and whenever one of these ends."""
        import numpy as np

        from volmatch.formulation.vocabulary.accompanied import accompanied_rows

        t = f.tables
        child = [t.volunteer_row[one] for one, guardians in self.of.items() for _ in guardians]
        guardian = [t.volunteer_row[one] for guardians in self.of.values() for one in guardians]
        rows, duty = accompanied_rows(
            f,
            (np.array(child, dtype=np.int64), np.array(guardian, dtype=np.int64)),
            t.concerned(self.where) & t.candidate_serves,
            same=self.same,
            throughout=self.present == "throughout",
        )
        f.keep_worst(rows, duty, most=0)
