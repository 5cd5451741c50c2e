"""Why one change from a schedule to another was made: found by undoing it alone and asking the check."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import attrs

from volmatch.check import CheckReport, check
from volmatch.explain.change import titles_of
from volmatch.explain.explanation import Explanation
from volmatch.explain.moves import Move
from volmatch.explain.obstacles import misplaced, obstacles_at
from volmatch.problem.problem import Problem
from volmatch.rule import Violation, name_of
from volmatch.schedule import Assignment, Schedule
from volmatch.text import Fact, Text

Cause = Literal["gone", "impossible", "new", "pinned", "must", "better", "free", "worse"]


@attrs.frozen(kw_only=True)
class Reason(Explanation):
    """Why a change was made.

    Parameters
    ----------
    cause
        ``gone``: the person, the session or the role is no longer part of the problem. ``impossible``: what was before is
        no longer possible, whatever else happens. ``new``: the person or the session is new. ``pinned``: a promise or a
        refusal demands it. ``must``: undone alone, it would break what must hold. ``better``: undone alone, it would
        cost more. ``free``: undone alone, it would cost the same. ``worse``: undone alone, it would cost less.
    level, rules, cost
        Where undoing changes a cost: the first level at which it does, the names of its rules, and by how much.
    violations
        What is in the way of what was before, or what undoing would break.
    text
        The same in words.
    """

    cause: Cause
    level: int | None = None
    rules: tuple[str, ...] = ()
    cost: int = 0
    violations: tuple[Violation, ...] = ()
    text: Text

    def texts(self) -> Iterator[Text]:
        """Yield the one sentence."""
        yield self.text


@attrs.frozen(eq=False)
class Reasons:
    """Finds the reasons of changes between two schedules.

    Parameters
    ----------
    problem, before, after
        The problem as it is now, and the schedules.
    earlier
        The problem as it was; ``None`` where that is not known.
    report
        What the check says of the schedule after.
    """

    problem: Problem
    before: Schedule
    after: Schedule
    earlier: Problem | None
    report: CheckReport

    def of(self, move: Move) -> Reason:
        """Return why a change was made: the first cause of those above that applies."""
        return self._gone(move) or self._impossible(move) or self._new(move) or self._undone(move)

    def _gone(self, move: Move) -> Reason | None:
        session = self.problem.session(move.session)
        missing = None
        if session is None:
            missing = move.session
        elif move.volunteer is not None:
            role = self._old_role(move)
            if self.problem.volunteer(move.volunteer) is None:
                missing = move.volunteer
            elif role is not None and session.role(role) is None:
                missing = role
        if missing is None:
            return None
        return Reason(cause="gone", text=Text("{gone} is no longer part of the problem", {"gone": missing}))

    def _impossible(self, move: Move) -> Reason | None:
        violations: Sequence[Violation] = ()
        session = self.problem.session(move.session)
        if move.kind in ("dropped", "moved"):
            violations = misplaced(self.problem, self.before.placement_of[move.session])
        elif session is not None and move.volunteer is not None:
            volunteer, role = self.problem.volunteer(move.volunteer), session.role(self._old_role(move) or "")
            if volunteer is not None and role is not None:
                now = self.after.placement_of.get(session.id)
                found = obstacles_at(self.problem, volunteer, session, role, now)
                violations = [
                    one for one in found if one.rule not in self._promising
                ]  # a refusal has a cause of its own
        if not violations:
            return None
        facts = {"breaches": _messages(violations)}
        return Reason(
            cause="impossible", violations=tuple(violations), text=Text("no longer possible: {breaches}", facts)
        )

    def _new(self, move: Move) -> Reason | None:
        new = None
        if not self._was_known(move.session):
            session = self.problem.session(move.session)
            new = session.label if session else move.session
        elif move.volunteer is not None and self.earlier is not None and not self.earlier.volunteer(move.volunteer):
            volunteer = self.problem.volunteer(move.volunteer)
            new = volunteer.label if volunteer else move.volunteer
        return None if new is None else Reason(cause="new", text=Text("{new} is new", {"new": new}))

    def _was_known(self, session: str) -> bool:
        if self.earlier is not None:
            return self.earlier.session(session) is not None
        # a schedule places or drops every session there is
        return session in {*self.before.placement_of, *self.before.dropped, *self.before.crews}

    def _undone(self, move: Move) -> Reason:
        report = check(self.problem, self.without(move))
        known = Counter(self.report.breaches)
        breaches = tuple(found for found in report.breaches if not known[found])
        own = [found for found in breaches if self._is_promise(found, move)]
        if own:
            return Reason(cause="pinned", violations=tuple(own), text=Text("a promise or a refusal demands it"))
        if breaches:
            text = Text("otherwise what must hold would not: {breaches}", {"breaches": _messages(breaches)})
            return Reason(cause="must", violations=breaches, text=text)
        for old, new in zip(report.levels, self.report.levels, strict=True):
            if old.value != new.value:
                return _priced(old.level, tuple(old.rules), old.value - new.value)
        return Reason(cause="free", text=Text("makes no difference to the costs"))

    @property
    def _promising(self) -> frozenset[str]:
        """The names of the rules whose facts are promises and refusals."""
        return frozenset(name_of(type(rule)) for rule in self.problem.rules if rule.claims.promises)

    def _is_promise(self, found: Violation, move: Move) -> bool:
        return (
            found.rule in self._promising
            and move.session in found.sessions
            and (move.volunteer is None or move.volunteer in found.volunteers)
        )

    def without(self, move: Move) -> Schedule:
        """Return the schedule after with one change undone and everything else as it is."""
        if move.volunteer is None:
            return self._replaced(move.session)
        kept = [one for one in self.after.assignments if (one.session, one.volunteer) != (move.session, move.volunteer)]
        role = self._old_role(move)
        again = [] if role is None else [Assignment(move.volunteer, move.session, role)]
        return attrs.evolve(self.after, assignments=(*kept, *again))

    def _replaced(self, session: str) -> Schedule:
        """Return the schedule after with one session placed, or not placed, as it was before."""
        old = self.before.placement_of.get(session)
        placements = [one for one in self.after.placements if one.session != session]
        dropped = [one for one in self.after.dropped if one != session]
        if old is not None:
            return attrs.evolve(self.after, placements=(*placements, old), dropped=dropped)
        crew = [one for one in self.after.assignments if one.session != session]
        return Schedule(crew, placements, (*dropped, session))

    def _old_role(self, move: Move) -> str | None:
        crew = self.before.crews.get(move.session, ())
        return next((one.role for one in crew if one.volunteer == move.volunteer), None)


def _priced(level: int, rules: tuple[str, ...], cost: int) -> Reason:
    facts: dict[str, Fact] = {"level": level, "rules": titles_of(rules), "cost": abs(cost)}
    if cost > 0:
        text = Text("otherwise level {level} ({rules}) would cost {cost} more", facts)
    else:
        text = Text("without it level {level} ({rules}) would even cost {cost} less", facts)
    return Reason(cause="better" if cost > 0 else "worse", level=level, rules=rules, cost=abs(cost), text=text)


def _messages(violations: Iterable[Violation]) -> tuple[Text, ...]:
    return tuple(dict.fromkeys(violation.message for violation in violations))
