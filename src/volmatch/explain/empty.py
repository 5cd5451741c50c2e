"""Why a seat is empty: what keeps each person out of it, counted by reason, and who comes nearest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import attrs

from volmatch.doors import door
from volmatch.errors import OptionError
from volmatch.explain.change import LevelChange
from volmatch.explain.explanation import Explanation
from volmatch.explain.loss import settled
from volmatch.explain.preflight.phrases import named, people_kept_out
from volmatch.explain.preflight.trial import BoundTrial
from volmatch.explain.subject import role_of, schedule_of, session_of
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.problem.volunteer import Volunteer
from volmatch.rule import Violation, name_of
from volmatch.text import Fact, Text

Kind = Literal["rule", "there", "not held", "costs", "no gain", "free"]

#: So many people who come nearest are told.
NEAREST = 3


@attrs.frozen(kw_only=True)
class Hindrance:
    """One reason, and the people for whom it is the first.

    Parameters
    ----------
    kind
        ``rule``: a rule of level 0 forbids it; ``there``: they hold a role of the session already; ``not held``: the session
        does not take place; ``costs``: a level would become dearer before any becomes cheaper; ``no gain``: no level would
        change; ``free``: nothing is in the way, and the schedule would be better.
    rule
        Name of the rule, where it is one.
    level
        The first level that would become dearer, where one would.
    people
        Their ids, in the problem's order.
    text
        The same in words.
    """

    kind: Kind
    rule: str | None = None
    level: int | None = None
    people: tuple[str, ...]
    text: Text


@attrs.frozen(kw_only=True)
class Nearest:
    """Somebody, and all that would have to change before they could take the seat.

    Parameters
    ----------
    volunteer
        Their id.
    violations
        What must hold and would not.
    levels
        The levels that would become dearer before one becomes cheaper, if nothing that must hold is in the way.
    text
        The same in words.
    """

    volunteer: str
    violations: tuple[Violation, ...]
    levels: tuple[LevelChange, ...]
    text: Text

    @property
    def things(self) -> int:
        """How many things are in the way."""
        return len(self.violations) + len(self.levels)


@attrs.frozen(kw_only=True)
class WhyEmpty(Explanation):
    """Why seats of a role are empty.

    Parameters
    ----------
    session, role
        Id and name.
    empty
        Seats that are missing for the target.
    reasons
        Every volunteer under the first reason that keeps them out, the reason of most people first.
    nearest
        The people with the fewest things in the way who do not hold the role, at most three; among equals by id.
    text
        The reasons in words.
    """

    session: str
    role: str
    empty: int
    reasons: tuple[Hindrance, ...]
    nearest: tuple[Nearest, ...]
    text: Text

    def texts(self) -> Iterator[Text]:
        """Yield a sentence for the seat, and one for each person who comes near."""
        yield self.text
        for one in self.nearest:
            yield one.text


@door
def why_empty(problem: Problem, outcome: Outcome, session: str, role: str) -> WhyEmpty:
    """Tell why a role has fewer people than its target, person by person.

    Each person is tried in the seat, everybody else staying where they are. Reasons are looked for in this order: rules
    about one person in one seat, serving in the session already, the other rules of level 0, the cost of the levels.

    Parameters
    ----------
    outcome
        What a solve of the problem gave back.
    session, role
        Id of the session and name of the role.

    Raises
    ------
    OptionError
        If there is no such session or role or no empty seat, or if the outcome has no schedule that keeps what must hold.
    ScheduleError
        If the outcome was made for another problem.
    """
    outcome = settled(problem, outcome, time_limit=None, seed=0)
    held = session_of(problem, session)
    asked = role_of(held, role)
    schedule = schedule_of(problem, outcome)
    empty = asked.target - schedule.heads(held.id, asked.name)
    if empty <= 0:
        facts: dict[str, Fact] = {"session": named(held), "role": asked.name, "target": asked.target}
        raise OptionError(Text("{session} has as many as it would like as {role} ({target}): no seat is empty", facts))
    inquiry = _Inquiry(BoundTrial(problem, schedule, outcome.levels, held, asked))
    reasons = tuple(inquiry.reasons())
    return WhyEmpty(
        session=held.id,
        role=asked.name,
        empty=empty,
        reasons=reasons,
        nearest=tuple(inquiry.nearest()),
        text=_said(held, asked, empty, reasons),
    )


def _said(session: Session, role: Role, empty: int, reasons: tuple[Hindrance, ...]) -> Text:
    said = tuple(reason.text for reason in reasons) or (Text("there are no volunteers"),)
    facts = {"session": named(session), "role": role.name, "n": empty, "reasons": said}
    return Text.counted(
        "{n} seat as {role} in {session} is empty: {reasons}",
        "{n} seats as {role} in {session} are empty: {reasons}",
        facts,
    )


@attrs.frozen(kw_only=True)
class _PersonAnswer:
    """What was found out about one person; `first` tells people apart whose first reasons differ."""

    volunteer: Volunteer
    first: tuple[Kind, str | None, int | None]
    violations: tuple[Violation, ...] = ()
    levels: tuple[LevelChange, ...] = ()

    @property
    def things(self) -> int:
        """How many things are in the way."""
        return len(self.violations) + len(self.levels)


@attrs.frozen(eq=False)
class _Inquiry:
    """All people tried in one seat. What takes long is asked only of those for whom it matters, and once."""

    trial: BoundTrial
    _quick: dict[str, tuple[Violation, ...]] = attrs.field(factory=dict, init=False)
    _full: dict[str, _PersonAnswer] = attrs.field(factory=dict, init=False)

    def reasons(self) -> Iterator[Hindrance]:
        """Yield each first reason with its people, the reason of most people first."""
        found: dict[tuple[Kind, str | None, int | None], list[_PersonAnswer]] = defaultdict(list)
        for volunteer in self.trial.problem.volunteers:
            self._quick[volunteer.id] = alone = self.trial.seen_alone(volunteer)
            answer = _by_rule(volunteer, alone) if alone else self._answer(volunteer)
            found[answer.first].append(answer)
        for (kind, rule, level), answers in sorted(found.items(), key=lambda item: -len(item[1])):
            people = tuple(answer.volunteer.id for answer in answers)
            text = self._phrase(answers)
            yield Hindrance(kind=kind, rule=rule, level=level, people=people, text=text)

    def nearest(self) -> Iterator[Nearest]:
        """Yield the people with the fewest things in the way; asks in order of what is known already, until that is enough."""
        best: list[tuple[int, str, _PersonAnswer]] = []
        known = sorted(
            (len(alone), volunteer_id)
            for volunteer_id, alone in self._quick.items()
            if not self.trial.has_role(volunteer_id)
        )
        for at_least, volunteer_id in known:
            if len(best) == NEAREST and (at_least, volunteer_id) > best[-1][:2]:
                break
            volunteer = self.trial.problem.volunteer(volunteer_id)
            assert volunteer is not None
            answer = self._answer(volunteer)
            best = sorted([*best, (answer.things, volunteer_id, answer)], key=lambda one: one[:2])[:NEAREST]
        for _, volunteer_id, answer in best:
            text = _nearest_text(answer)
            yield Nearest(volunteer=volunteer_id, violations=answer.violations, levels=answer.levels, text=text)

    def _answer(self, volunteer: Volunteer) -> _PersonAnswer:
        if volunteer.id not in self._full:
            self._full[volunteer.id] = self._found_out(volunteer)
        return self._full[volunteer.id]

    def _found_out(self, volunteer: Volunteer) -> _PersonAnswer:
        """Return everything that is in a volunteer's way; costs only where nothing else is."""
        alone = self._quick[volunteer.id]
        out_of_order = self.trial.out_of_order(volunteer)
        broken = () if out_of_order else self.trial.broken(volunteer)
        violations = _told_once((*alone, *out_of_order, *broken))
        if alone or broken:
            return _by_rule(volunteer, violations)
        if out_of_order:
            is_held = self.trial.session.id in self.trial.schedule.placement_of
            kind: Kind = "there" if is_held else "not held"
            return _PersonAnswer(volunteer=volunteer, first=(kind, None, None), violations=violations)
        levels, gain = self.trial.dearer(volunteer)
        if levels:
            return _PersonAnswer(volunteer=volunteer, first=("costs", None, levels[0].level), levels=levels)
        return _PersonAnswer(volunteer=volunteer, first=("free" if gain else "no gain", None, None))

    def _phrase(self, answers: Sequence[_PersonAnswer]) -> Text:
        """Say a reason and how many people it is the first for."""
        first, n = answers[0], len(answers)
        kind, name, _ = first.first
        if kind == "rule":
            rule = next(type(one) for one in self.trial.problem.rules if name_of(type(one)) == name)
            return people_kept_out(rule, n, self.trial.role)
        facts: dict[str, Fact] = {"n": n}
        if first.levels:
            facts |= {"level": first.levels[0].level, "rules": first.levels[0].titles}
        return attrs.evolve(_PHRASES[kind], facts=facts)


_PHRASES: Mapping[Kind, Text] = {
    "there": Text.counted("{n} person serves there already", "{n} people serve there already", {}),
    "not held": Text.counted(
        "{n} person could serve, but it does not take place", "{n} people could serve, but it does not take place", {}
    ),
    "costs": Text.counted(
        "{n} person could serve, but level {level} ({rules}) would cost more",
        "{n} people could serve, but level {level} ({rules}) would cost more",
        {},
    ),
    "no gain": Text.counted(
        "{n} person could serve, but no level asks for it", "{n} people could serve, but no level asks for it", {}
    ),
    "free": Text.counted("nothing is in the way of {n} person", "nothing is in the way of {n} people", {}),
}


def _told_once(violations: Iterable[Violation]) -> tuple[Violation, ...]:
    """Leave out what was said before in the same words: two equal limits are one thing in the way."""
    said: dict[Text, Violation] = {}
    for one in violations:
        said.setdefault(one.message, one)
    return tuple(said.values())


def _by_rule(volunteer: Volunteer, violations: tuple[Violation, ...]) -> _PersonAnswer:
    return _PersonAnswer(volunteer=volunteer, first=("rule", violations[0].rule, None), violations=violations)


def _nearest_text(answer: _PersonAnswer) -> Text:
    """Say all that is in the way of one person."""
    costs = [
        Text(
            "level {level} ({rules}) would cost {n} more",
            {"level": level.level, "rules": level.titles, "n": level.loss},
        )
        for level in answer.levels
    ]
    reasons = (*(violation.message for violation in answer.violations), *costs)
    facts: dict[str, Fact] = {"volunteer": answer.volunteer.label, "reasons": reasons}
    return (
        Text("in the way of {volunteer}: {reasons}", facts)
        if reasons
        else Text("nothing is in the way of {volunteer}", facts)
    )
