"""What became of one person's wishes, and why not more: told with nothing but their own facts and what everybody may know."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import attrs

from volmatch.explain.burden import Burden
from volmatch.explain.explanation import Explanation
from volmatch.explain.obstacles import obstacles_at
from volmatch.problem.problem import Problem
from volmatch.problem.session import Role, Session
from volmatch.problem.volunteer import Volunteer, Wish
from volmatch.rule import SessionFilter, Violation, name_of
from volmatch.rules import musts
from volmatch.schedule import Assignment, Placement, Schedule
from volmatch.text import Fact, Text

Why = Literal["not_held", "not_free", "not_qualified", "too_far", "not_open", "clash", "limit", "taken", "plan"]

#: No more sessions than this are named in one line.
MOST_NAMED = 3

_SAID: Mapping[Why, Text] = {
    "not_held": Text("not held this time"),
    "not_free": Text("you are not free at that time"),
    "not_qualified": Text("the role asks for something else: {lack}"),
    "too_far": Text("the way there is longer than you accept"),
    "not_open": Text("not open to you this time"),
    "clash": Text("it clashes with {other}, where you serve"),
    "limit": Text("it would be more than the limit you set"),
    "taken": Text("all places there are taken"),
    "plan": Text("it did not fit into the plan as a whole"),
}


@attrs.frozen(kw_only=True)
class Missed(Explanation):
    """A session somebody wished for and does not serve in.

    Parameters
    ----------
    session
        Id.
    why
        ``not_held``; of the person's own facts ``not_free``, ``not_qualified``, ``too_far``, ``clash`` (with another duty of
        theirs), ``limit``; ``not_open`` where some other rule keeps them out; ``taken`` where others fill all seats; else
        ``plan``.
    title
        The session in words, with its day.
    reason
        `why` in words.
    """

    session: str
    why: Why
    title: Text
    reason: Text

    def texts(self) -> Iterator[Text]:
        """Yield the one line."""
        yield Text("  - {sessions}: {reason}", {"sessions": self.title, "reason": self.reason})


@attrs.frozen(kw_only=True)
class WishTold(Explanation):
    """One wish and what became of it.

    Parameters
    ----------
    wish
        The wish; `about` is what it is about, in words.
    meant
        Ids of all sessions it is about.
    got
        Those in which the person serves, as `titles` in words.
    missed
        Those wished for in which they do not; none for a wish to be spared.
    """

    wish: Wish
    about: str
    meant: tuple[str, ...]
    got: tuple[str, ...]
    titles: tuple[Text, ...] = ()
    missed: tuple[Missed, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether the wish is met wholly."""
        return not self.missed if self.wish.score > 0 else not self.got

    def texts(self) -> Iterator[Text]:
        """Yield what became of the wish, then a line for each reason why not more."""
        facts: dict[str, Fact] = {"about": self.about, "n": len(self.meant), "got": len(self.got)}
        if self.wish.score > 0 and self.is_met and len(self.meant) == 1:
            yield Text("- You wished for {about}: it is yours.", facts)
        elif self.wish.score > 0 and self.is_met:
            yield Text("- You wished for {about}: all {n} are yours.", facts)
        elif self.wish.score > 0 and not self.got:
            yield Text("- You wished for {about}: it could not be this time.", facts)
            yield from self._reasons()
        elif self.wish.score > 0:
            yield Text("- You wished for {about}: you serve in {got} of {n}.", facts)
            yield from self._reasons()
        elif self.is_met:
            yield Text("- You would rather not serve in {about}: you are spared.", facts)
        else:
            sessions = {**facts, "sessions": _shortened(self.titles)}
            yield Text("- You would rather not serve in {about}: you are needed in {got} of {n}: {sessions}.", sessions)

    def _reasons(self) -> Iterator[Text]:
        titles: dict[Text, list[Text]] = {}
        for missed in self.missed:
            titles.setdefault(missed.reason, []).append(missed.title)
        for reason, listed in titles.items():
            yield Text("  - {sessions}: {reason}", {"sessions": _shortened(tuple(listed)), "reason": reason})


def _shortened(titles: tuple[Text, ...]) -> Fact:
    more = len(titles) - MOST_NAMED
    return (*titles[:MOST_NAMED], Text("{n} more", {"n": more})) if more > 0 else titles


def told_wishes(problem: Problem, schedule: Schedule, volunteer: Volunteer, own: Schedule) -> Iterator[WishTold]:
    """Yield what became of each wish of a volunteer that is about anything.

    Parameters
    ----------
    problem, schedule
        The whole plan.
    volunteer, own
        Whose wishes, and their own duties alone.
    """
    for wish in volunteer.wishes:
        meant = [session for session in problem.sessions if _filter(wish).takes(session, problem)]
        if meant and wish.score:
            got = [session for session in meant if session.id in own.crews]
            missed = [session for session in meant if session.id not in own.crews] if wish.score > 0 else []
            yield WishTold(
                wish=wish,
                about=_about(problem, wish, meant),
                meant=tuple(session.id for session in meant),
                got=tuple(session.id for session in got),
                titles=tuple(title(problem, schedule, session) for session in got),
                missed=tuple(_missed(problem, schedule, volunteer, own, session) for session in missed),
            )


def _filter(wish: Wish) -> SessionFilter:
    """Return which sessions a wish is about."""
    id_, kind, series, place = (
        None if one is None else (one,) for one in (wish.session, wish.kind, wish.series, wish.place)
    )
    return SessionFilter(id=id_, kind=kind, series=series, place=place)


def _about(problem: Problem, wish: Wish, meant: Sequence[Session]) -> str:
    """Say what a wish is about; a kind or series has no name for print, but its sessions may all have the same."""
    labels = {session.label for session in meant}
    place = None if wish.place is None else problem.place(wish.place)
    if place is not None:
        return place.label
    return labels.pop() if len(labels) == 1 else wish.kind or wish.series or ""


def title(problem: Problem, schedule: Schedule, session: Session) -> Text:
    """Return a session's name with the day on which it takes place, or was to."""
    placement = schedule.placement_of.get(session.id)
    if placement is None and len(session.candidate_starts) > 1:
        return Text("{sessions}", {"sessions": session.label})
    start = session.candidate_starts[0] if placement is None else placement.start
    day = start.astimezone(problem.zone).date()
    return Text("{session} ({day})", {"session": session.label, "day": day})


def _missed(problem: Problem, schedule: Schedule, volunteer: Volunteer, own: Schedule, session: Session) -> Missed:
    placement = schedule.placement_of.get(session.id)
    why: Why = "not_held"
    facts: dict[str, Fact] = {}
    if placement is not None:
        why, facts = _why(problem, schedule, volunteer, own, session, placement)
    reason = Text(_SAID[why].template, facts)
    return Missed(session=session.id, why=why, title=title(problem, schedule, session), reason=reason)


def _why(
    problem: Problem, schedule: Schedule, volunteer: Volunteer, own: Schedule, session: Session, placement: Placement
) -> tuple[Why, dict[str, Fact]]:
    refused = [(role, obstacles_at(problem, volunteer, session, role, placement)) for role in session.roles]
    fit = [role for role, found in refused if not found]
    if refused and not fit:
        return _own_reason(min((found for _, found in refused), key=len))
    for role in fit[:1]:
        beside = _beside(problem, volunteer, own, session, role, placement)
        if beside is not None:
            return beside
    is_full = all(schedule.heads(session.id, role.name) >= role.max for role in fit)
    return ("taken" if fit and is_full else "plan"), {}


def _own_reason(found: tuple[Violation, ...]) -> tuple[Why, dict[str, Fact]]:
    """Tell apart by their facts the violations that speak of nothing but the person's own data; of others, say nothing."""
    names = {name_of(type(rule)) for rule in musts()}
    for violation in found:
        facts = dict(violation.message.facts)
        if violation.rule in names:
            if "lack" in facts:
                return "not_qualified", {"lack": facts["lack"]}
            return ("too_far" if "most" in facts else "not_free"), {}
    return "not_open", {}


def _beside(
    problem: Problem, volunteer: Volunteer, own: Schedule, session: Session, role: Role, placement: Placement
) -> tuple[Why, dict[str, Fact]] | None:
    """Return which of the person's own duties, or which limit of theirs, is in the way."""
    burden = Burden(problem)
    found = burden.in_the_way(own, Assignment(volunteer.id, session.id, role.name), placement)
    others = [
        problem.session(other)
        for rule, told in found
        if rule in burden.of_pairs
        for other in told.sessions
        if other != session.id
    ]
    clashing = tuple(title(problem, own, one) for one in others if one is not None)
    if clashing:
        return "clash", {"other": clashing}
    return ("limit", {}) if found else None
