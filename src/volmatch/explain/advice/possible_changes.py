"""What could be done about a problem: recruit somebody, train, ask for time, let a session begin at other times too."""

from collections.abc import Iterable, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import attrs

from volmatch.errors import OptionError, ProblemError, quoted
from volmatch.explain.advice.absences import without
from volmatch.explain.advice.wording import kind_of_person
from volmatch.explain.subject import session_of, volunteer_of
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.problem.shapes import Moment
from volmatch.problem.volunteer import Skill, Volunteer
from volmatch.problem.window import Window
from volmatch.rules import only
from volmatch.text import Fact, Text

#: Levels of a skill above this are a slip.
MOST_LEVEL = 1_000_000


def _items(given: Any) -> tuple[Any, ...]:
    if not isinstance(given, (list, tuple)):
        raise OptionError(Text("the catalogue: wanted a list, not {given}", {"given": quoted(given)}))
    return tuple(given)


@attrs.define(eq=False)
class ChangedParts:
    """The people and sessions of a problem while changes are made to them, by id."""

    volunteers: dict[str, Volunteer]
    sessions: dict[str, Session]
    zone: ZoneInfo


@attrs.frozen
class Recruit:
    """One more volunteer of some kind.

    Parameters
    ----------
    profile
        What they would be like; its id names the profile.
    """

    profile: Volunteer

    def edit(self, parts: ChangedParts) -> None:
        """Add the volunteer."""
        parts.volunteers[self.profile.id] = self.profile

    def settled(self, problem: Problem) -> "Recruit":
        """Return the same with all values settled as in the problem, or refuse it."""
        return Recruit(settled_profiles(problem, [self.profile])[0])

    def applied(self, problem: Problem) -> Problem:
        """Return the problem with this volunteer in it."""
        return applied(problem, [self])

    def text(self, problem: Problem) -> Text:
        """Say who it is."""
        return Text("One more volunteer {kind}", {"kind": kind_of_person(problem, self.profile)})


@attrs.frozen
class Training:
    """A volunteer learns a skill, and keeps it; one who is better at it already stays so.

    Parameters
    ----------
    volunteer
        Id of the volunteer.
    skill, level
        What is learned, and how well.
    """

    volunteer: str
    skill: str
    level: int = 1

    def edit(self, parts: ChangedParts) -> None:
        """Give the volunteer the skill."""
        person = parts.volunteers[self.volunteer]
        known = person.skills.get(self.skill)
        level = max(self.level, known.level if known else 0)
        skills = {**person.skills, self.skill: Skill(level)}
        parts.volunteers[person.id] = attrs.evolve(person, skills=skills)

    def settled(self, problem: Problem) -> "Training":
        """Return the same, or refuse it."""
        _known_volunteer(problem, self.volunteer)
        if not isinstance(self.skill, str) or not self.skill:
            facts = {"given": quoted(self.skill)}
            raise OptionError(Text("skill of a training: wanted a word, not {given}", facts))
        is_whole = isinstance(self.level, int) and not isinstance(self.level, bool)
        if not is_whole or not 1 <= self.level <= MOST_LEVEL:
            limits = {"given": quoted(self.level), "most": MOST_LEVEL}
            raise OptionError(Text("level of a training: wanted a whole number from 1 to {most}, not {given}", limits))
        return self

    def applied(self, problem: Problem) -> Problem:
        """Return the problem after the training."""
        return applied(problem, [self])

    def text(self, problem: Problem) -> Text:
        """Say who would know what."""
        facts = {"volunteer": _label(problem, self.volunteer), "skill": self.skill, "level": self.level}
        return Text("{volunteer} with {skill} at level {level}", facts)


@attrs.frozen
class Opening:
    """A volunteer's "no" becomes a "yes": a stretch of time in which they are free after all.

    Parameters
    ----------
    volunteer
        Id of the volunteer.
    window
        When they would be free; it is taken out of their absences too.
    """

    volunteer: str
    window: Window

    def edit(self, parts: ChangedParts) -> None:
        """Add the window to the offers, and cut it out of the absences."""
        person = parts.volunteers[self.volunteer]
        offers = None if person.available is None else (*person.available, self.window)
        zone = parts.zone if person.timezone is None else ZoneInfo(person.timezone)
        away = [piece for absence in person.away for piece in without(absence, self.window, zone)]
        parts.volunteers[person.id] = attrs.evolve(person, available=offers, away=away)

    def settled(self, problem: Problem) -> "Opening":
        """Return the same with its times settled as in the problem, or refuse it."""
        _known_volunteer(problem, self.volunteer)
        if not isinstance(self.window, Window):
            raise OptionError(Text("an opening needs a Window, not {given}", {"given": quoted(self.window)}))
        made = _scratch(problem, [Volunteer("somebody", away=[self.window])], [])
        (window,) = made.volunteers[0].away
        assert isinstance(window, Window)
        return Opening(self.volunteer, window)

    def applied(self, problem: Problem) -> Problem:
        """Return the problem with this time offered."""
        return applied(problem, [self])

    def text(self, problem: Problem) -> Text:
        """Say who would be free when."""
        facts = {"volunteer": _label(problem, self.volunteer), "from": self.window.from_, "to": self.window.to}
        return Text("{volunteer}, if free from {from} to {to},", facts)


@attrs.frozen
class OtherStarts:
    """A session may also begin at other times than it may now; it keeps its length.

    Parameters
    ----------
    session
        Id of the session.
    starts
        The times at which it may begin as well.
    """

    session: str
    starts: Sequence[Moment] = attrs.field(converter=_items)

    def edit(self, parts: ChangedParts) -> None:
        """Add the starts to those the session has; what was fixed becomes a choice."""
        session = parts.sessions[self.session]
        starts = (*session.candidate_starts, *(one for one in self.starts if one not in session.candidate_starts))
        changed = attrs.evolve(session, start=None, end=None, minutes=session.length_minutes, starts=starts)
        parts.sessions[session.id] = changed

    def settled(self, problem: Problem) -> "OtherStarts":
        """Return the same with its times settled as in the problem, or refuse it."""
        _known_id(self.session)
        session_of(problem, self.session)
        if not self.starts:
            raise OptionError(Text("other starts of {id}: name at least one", {"id": quoted(self.session)}))
        made = _scratch(problem, [], [Session("something", minutes=1, starts=self.starts)])
        return OtherStarts(self.session, made.sessions[0].candidate_starts)

    def applied(self, problem: Problem) -> Problem:
        """Return the problem with these starts allowed too."""
        return applied(problem, [self])

    def text(self, problem: Problem) -> Text:
        """Say what might begin when."""
        facts = {"session": session_of(problem, self.session).label, "starts": tuple(self.starts)}
        return Text("{session}, if it may also start at {starts},", facts)


Change = Recruit | Training | Opening | OtherStarts


@attrs.frozen(kw_only=True)
class Catalogue:
    """What could be done, to choose from.

    Parameters
    ----------
    profiles
        Kinds of people one might recruit, each said as a volunteer; see `profiles_from`.
    trainings, openings, starts
        Single things that might change; see `Training`, `Opening` and `OtherStarts`.
    """

    profiles: tuple[Volunteer, ...] = attrs.field(default=(), converter=_items)
    trainings: tuple[Training, ...] = attrs.field(default=(), converter=_items)
    openings: tuple[Opening, ...] = attrs.field(default=(), converter=_items)
    starts: tuple[OtherStarts, ...] = attrs.field(default=(), converter=_items)

    def settled(self, problem: Problem) -> "Catalogue":
        """Return the same with all values settled as in the problem.

        Raises
        ------
        OptionError
            For the first thing in it that makes no sense for the problem.
        """
        kinds: Sequence[tuple[tuple[Any, ...], type]] = (
            (self.trainings, Training),
            (self.openings, Opening),
            (self.starts, OtherStarts),
        )
        for given, wanted in kinds:
            for one in given:
                if not isinstance(one, wanted):
                    facts = {"wanted": wanted.__name__, "given": quoted(one)}
                    raise OptionError(Text("the catalogue: wanted {wanted}, not {given}", facts))
        return Catalogue(
            profiles=settled_profiles(problem, self.profiles),
            trainings=tuple(one.settled(problem) for one in self.trainings),
            openings=tuple(one.settled(problem) for one in self.openings),
            starts=tuple(one.settled(problem) for one in self.starts),
        )


def settled_profiles(problem: Problem, profiles: Sequence[Volunteer]) -> tuple[Volunteer, ...]:
    """Return profiles with all values settled as in the problem; an `OptionError` for one that makes no sense there."""
    for profile in profiles:
        if not isinstance(profile, Volunteer):
            facts = {"given": quoted(profile)}
            raise OptionError(Text("a profile must be a Volunteer, not {given}", facts))
    settled = tuple(_scratch(problem, profiles, problem.sessions).volunteers)
    for profile in settled:
        if problem.volunteer(profile.id) is not None:
            known = {"id": quoted(profile.id)}
            raise OptionError(Text("the problem has a volunteer {id} already; give the profile another id", known))
    return settled


def applied(problem: Problem, changes: Iterable[Change]) -> Problem:
    """Return the problem with all changes made together; an `OptionError` where one makes no sense."""
    return made(problem, [change.settled(problem) for change in changes])


def made(problem: Problem, changes: Iterable[Change]) -> Problem:
    """Return the problem with settled changes made together."""
    parts = ChangedParts(
        {one.id: one for one in problem.volunteers}, {one.id: one for one in problem.sessions}, problem.zone
    )
    for change in changes:
        change.edit(parts)
    return attrs.evolve(problem, volunteers=tuple(parts.volunteers.values()), sessions=tuple(parts.sessions.values()))


def _scratch(problem: Problem, volunteers: Sequence[Volunteer], sessions: Sequence[Session]) -> Problem:
    """Settle records as the problem would; what is wrong with them becomes one `OptionError`."""
    try:
        return attrs.evolve(problem, volunteers=volunteers, sessions=sessions, rules=only(()))
    except ProblemError as error:
        fault = error.faults[0]
        facts: dict[str, Fact] = {"path": fault.path, "wanted": fault.wanted, "given": fault.given or "-"}
        raise OptionError(Text("the catalogue, {path}: {wanted} (given: {given})", facts)) from None


def _known_id(id_: object) -> None:
    if not isinstance(id_, str):
        raise OptionError(Text("wanted an id, not {given}", {"given": quoted(id_)}))


def _known_volunteer(problem: Problem, id_: str) -> None:
    _known_id(id_)
    volunteer_of(problem, id_)


def _label(problem: Problem, id_: str) -> str:
    return volunteer_of(problem, id_).label
