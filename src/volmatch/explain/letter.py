"""A letter to one person: what they do, where and when, and what became of their wishes, without a word about anybody else."""

import datetime as dt
from collections.abc import Iterator

import attrs

from volmatch.doors import door
from volmatch.explain.explanation import Explanation
from volmatch.explain.letter_wishes import WishTold, title, told_wishes
from volmatch.explain.obstacles import obstacles
from volmatch.explain.subject import volunteer_of
from volmatch.outcome import Outcome, schedule_given
from volmatch.problem.problem import Problem
from volmatch.problem.session import BETWEEN_ROLES
from volmatch.problem.volunteer import Volunteer
from volmatch.report.board_tables import where
from volmatch.report.board_words import NOTHING, hours, stretch
from volmatch.report.desk_tasks import Tasks, desk_tasks
from volmatch.rule import known_rules
from volmatch.schedule import Duty, Schedule
from volmatch.text import Fact, Text

#: The mark of a window after which the rule that heeds it is named.
_MARK = "if_needed"
_HOUR = 60
#: Of fewer people no average is told: of two, it would say what the other one does.
_FEWEST = 3


@attrs.frozen(kw_only=True)
class LetterDuty(Explanation):
    """One duty as its holder needs to know it.

    Parameters
    ----------
    session, role
        Id of the session and name of the role.
    label
        Name of the session for print.
    start, end
        On the clock of the problem.
    where
        Place and room in words; empty where unknown.
    """

    session: str
    role: str
    label: str
    start: dt.datetime
    end: dt.datetime
    where: str = ""

    def texts(self) -> Iterator[Text]:
        """Yield the one line."""
        facts: dict[str, Fact] = {
            "day": self.start.date(),
            "time": stretch(self.start, self.end),
            "session": self.label,
            "role": self.role,
            "where": self.where,
        }
        if self.where:
            yield Text("- {day}, {time}: {session}, as {role}, {where}", facts)
        else:
            yield Text("- {day}, {time}: {session}, as {role}", facts)


@attrs.frozen(kw_only=True)
class Letter(Explanation):
    """A letter to one person, which anybody may see over their shoulder: it tells nothing of other people.

    Parameters
    ----------
    volunteer, name
        Id, and name for print.
    duties
        In order of time.
    if_needed
        Ids of the sessions at times that were offered only if needed; `if_needed_titles` has them in words.
    wishes
        What became of each wish.
    served_hours
        Hours given before.
    average_minutes
        What the people who may serve do on average, this person among them; ``None`` where they are fewer than three.
    people
        How many they are.
    """

    volunteer: str
    name: str
    duties: tuple[LetterDuty, ...] = ()
    if_needed: tuple[str, ...] = ()
    if_needed_titles: tuple[Text, ...] = ()
    wishes: tuple[WishTold, ...] = ()
    served_hours: float = 0
    average_minutes: float | None = None
    people: int = 0

    @property
    def minutes(self) -> int:
        """How long all duties last together."""
        return sum((duty.end - duty.start) // dt.timedelta(minutes=1) for duty in self.duties)

    def texts(self) -> Iterator[Text]:
        """Yield the lines of the letter."""
        for paragraph in self.paragraphs():
            yield from paragraph

    def paragraphs(self) -> Iterator[tuple[Text, ...]]:
        """Yield the lines of each paragraph; `sentence` leaves an empty line between two."""
        yield (Text("Dear {name},", {"name": self.name}),)
        yield (self._heading(), *(text for duty in self.duties for text in duty.texts()))
        if self.wishes:
            yield (Text("Your wishes:"), *(text for wish in self.wishes for text in wish.texts()))
        shared = tuple(self._shares())
        if shared:
            yield shared
        yield (Text("Thank you for giving your time.") if self.duties else Text("Thank you for offering your time."),)

    def sentence(self, lang: str = "en") -> str:
        """Say the whole letter in a language, with an empty line between paragraphs."""
        return "\n\n".join("\n".join(text.sentence(lang) for text in lines) for lines in self.paragraphs())

    def __str__(self) -> str:
        return self.sentence()

    def _heading(self) -> Text:
        facts: dict[str, Fact] = {"n": len(self.duties), "hours": hours(self.minutes)}
        if not self.duties:
            return Text("This time there is no duty for you.")
        return Text.counted(
            "This time you have {n} duty, {hours} hours in all:",
            "This time you have {n} duties, {hours} hours in all:",
            facts,
        )

    def _shares(self) -> Iterator[Text]:
        if self.if_needed:
            facts: dict[str, Fact] = {"n": len(self.if_needed), "sessions": self.if_needed_titles}
            yield Text.counted(
                "{n} duty is at a time you offered only if needed: {sessions}.",
                "{n} duties are at times you offered only if needed: {sessions}.",
                facts,
            )
        if self.average_minutes is not None:
            share: dict[str, Fact] = {"hours": hours(self.minutes), "average": hours(self.average_minutes)}
            yield Text("You serve {hours} hours; those who may serve do {average} hours on average.", share)
        if self.served_hours:
            before: dict[str, Fact] = {"hours": hours(self.served_hours * _HOUR)}
            yield Text("Before this plan you had given {hours} hours.", before)


@door
def letter(problem: Problem, outcome: Outcome | Schedule, volunteer: str) -> Letter:
    """Write to one person what the schedule means for them.

    Uses this person's own data and duties, what everybody may know of sessions (when, where, how many seats are taken), and the
    average of the hours that people serve; of other people's names, reasons and bans it knows nothing.

    Raises
    ------
    OptionError
        If there is no schedule, or the problem has no such volunteer.
    """
    person, schedule = volunteer_of(problem, volunteer), schedule_given(outcome, "outcome").settled(problem)
    own, tasks = _own(schedule, person), desk_tasks(problem, schedule)
    needed = _offered_if_needed(problem, own)
    known = [session for one in needed if (session := problem.session(one)) is not None]
    average, people = _average(problem, schedule)
    return Letter(
        volunteer=person.id,
        name=person.label,
        duties=tuple(letter_duty(problem, own, duty, tasks) for duty in own.duties(problem)),
        if_needed=needed,
        if_needed_titles=tuple(title(problem, own, session) for session in known),
        wishes=tuple(told_wishes(problem, schedule, person, own)),
        served_hours=person.served_hours,
        average_minutes=average,
        people=people,
    )


def _own(schedule: Schedule, volunteer: Volunteer) -> Schedule:
    """Return the schedule with nobody in it but one person."""
    crew = [one for one in schedule.assignments if one.volunteer == volunteer.id]
    return Schedule(crew, schedule.placements, schedule.dropped)


def letter_duty(problem: Problem, own: Schedule, duty: Duty, tasks: Tasks | None = None) -> LetterDuty:
    """Return a duty as its holder needs to know it; of roles that became one, those which are theirs."""
    found = where(problem, own, duty.session)
    theirs = (tasks or {}).get((duty.session.id, duty.role.name, duty.volunteer.id))
    return LetterDuty(
        session=duty.session.id,
        role=BETWEEN_ROLES.join(theirs) if theirs else duty.role.name,
        label=duty.session.label,
        start=duty.start.astimezone(problem.zone),
        end=duty.end.astimezone(problem.zone),
        where="" if found == NOTHING else found,
    )


def _offered_if_needed(problem: Problem, own: Schedule) -> tuple[str, ...]:
    """Return the sessions among somebody's duties that lean on time offered only if needed, and would by their own word."""
    served = own.duties(problem)
    offers = () if not served else served[0].volunteer.available or ()
    if not any(offer.if_needed for offer in offers):
        return ()
    found = known_rules()[_MARK]().check(problem, own)
    return tuple(session for violation in found for session in violation.sessions)


def _average(problem: Problem, schedule: Schedule) -> tuple[float | None, int]:
    """Return the minutes people serve on average, and how many there are: who serves, or could."""
    served = schedule.duties(problem)
    busy = {duty.volunteer.id for duty in served}
    people = sum(one.id in busy or _may_serve(problem, one) for one in problem.volunteers)
    minutes = sum(duty.minutes for duty in served)
    return (minutes / people if people >= _FEWEST else None), people


def _may_serve(problem: Problem, volunteer: Volunteer) -> bool:
    """Whether there is a seat, whatever everybody else does, from which no rule keeps somebody."""
    return volunteer.available != () and any(
        role.max > 0 and not obstacles(problem, volunteer, session, role)
        for session in problem.sessions
        for role in session.roles
    )
