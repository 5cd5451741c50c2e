"""Some seats are kept for those who have a trait, such as newcomers; nobody else may take them."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.given import maybe_day
from volmatch.problem.shapes import Day, Positive
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.words import RoleName, Trait
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Duty, Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class ReservedSeats(Rule):
    """Of each role, people without the trait hold at most as many seats as its ``max`` leaves beside those that are reserved.

    A trait is read on the day on which the session starts. Whom the filter on volunteers does not take counts as one of
    those for whom seats are kept.

    Excess: 1 for each reserved seat of a role that others hold.

    Parameters
    ----------
    trait
        For whom seats are kept.
    seats
        How many of each role; where a role has fewer, all of them.
    role
        Only in the role of this name.
    since
        Only in sessions that start on this day or later: those before have let go of their seats. ``None`` is all of them.
    """

    claims = Claims(only_forbids=True, never_dearer=True)
    splits = FrozenMap({"sessions": template("the reserved seats of {session} are left to whom they are kept for")})
    trait: Trait
    seats: Positive = 1
    role: RoleName | None = None
    since: Day | None = attrs.field(default=None, converter=maybe_day)

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each role of which others hold reserved seats."""
        crews: dict[tuple[str, str], list[Duty]] = defaultdict(list)
        for duty in schedule.duties(problem):
            if self._is_other(duty) and self.where.takes_duty(duty, problem):
                crews[duty.session.id, duty.role.name].append(duty)
        for session in problem.sessions:
            for role in session.roles:
                crew = crews.get((session.id, role.name), [])
                left = max(0, role.max - self.seats)
                if len(crew) > left:
                    facts = {
                        "session": session.label,
                        "role": role.name,
                        "trait": self.trait,
                        "n": len(crew),
                        "most": left,
                    }
                    message = Text(
                        "{session} has {n} without {trait} as {role}; the seats kept for {trait} leave {most}", facts
                    )
                    people = tuple(duty.volunteer.id for duty in crew)
                    yield Violation(message, people, (session.id,), len(crew) - left)

    def _is_other(self, duty: "Duty") -> bool:
        is_kept = self.since is None or duty.day >= self.since
        return is_kept and self.role in (None, duty.role.name) and not duty.volunteer.bears(self.trait, duty.day)

    def encode(self, f: "Encoder") -> None:
        """Heads without the trait <= max - seats, for each role."""
        import numpy as np

        t = f.tables
        others = t.concerned(self.where) & ~t.bearing(self.trait)
        if self.role is not None:
            others &= t.codes.names.has(self.role)[t.candidate_role]
        if self.since is not None:
            others &= t.option_day[t.candidate_option] >= self.since.toordinal()
        candidate = others.nonzero()[0]
        left = np.maximum(0, t.role_max - self.seats)
        f.keep(f.rows(t.candidate_role[candidate], candidate, 1, count=left.size), most=left)
