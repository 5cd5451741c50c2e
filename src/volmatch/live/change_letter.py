"""A letter to one person about what changes for them, which names nobody else."""

import datetime as dt
from collections.abc import Iterator

import attrs

from volmatch.explain.explanation import Explanation
from volmatch.explain.letter import LetterDuty, letter_duty
from volmatch.problem.problem import Problem
from volmatch.schedule import Schedule
from volmatch.text import Text


@attrs.frozen(kw_only=True)
class ChangeLetter(Explanation):
    """What changes for one person.

    Parameters
    ----------
    volunteer, name
        Id, and name for print.
    new, gone
        Duties that they get, and that they no longer have; one that moves is in both.
    kept
        How many duties stay as they were.
    """

    volunteer: str
    name: str
    new: tuple[LetterDuty, ...] = ()
    gone: tuple[LetterDuty, ...] = ()
    kept: int = 0

    def texts(self) -> Iterator[Text]:
        """Yield the lines of the letter."""
        for paragraph in self.paragraphs():
            yield from paragraph

    def paragraphs(self) -> Iterator[tuple[Text, ...]]:
        """Yield the lines of each paragraph; `sentence` leaves an empty line between two."""
        yield (Text("Dear {name},", {"name": self.name}),)
        if self.gone:
            yield (Text("These duties are no longer yours:"), *(text for duty in self.gone for text in duty.texts()))
        if self.new:
            yield (Text("These duties are new for you:"), *(text for duty in self.new for text in duty.texts()))
        if self.kept:
            yield (Text("Everything else stays as it was."),)
        yield (Text("Thank you for giving your time."),)

    def sentence(self, lang: str = "en") -> str:
        """Say the whole letter in a language, with an empty line between paragraphs."""
        return "\n\n".join("\n".join(text.sentence(lang) for text in lines) for lines in self.paragraphs())

    def __str__(self) -> str:
        return self.sentence()


def change_letters(before: tuple[Problem, Schedule], after: tuple[Problem, Schedule]) -> tuple[ChangeLetter, ...]:
    """Return a letter to each person whose duties, or their times and places, are not what they were; by id."""
    old, new = _duties(*before), _duties(*after)
    letters = []
    for person in sorted(old.keys() | new.keys()):
        was, is_now = old.get(person, {}), new.get(person, {})
        gone = [was[key] for key in was if key not in is_now]
        more = [is_now[key] for key in is_now if key not in was]
        if gone or more:
            known = after[0].volunteer(person) or before[0].volunteer(person)
            name = person if known is None else known.label
            kept = len(was.keys() & is_now.keys())
            letters.append(ChangeLetter(volunteer=person, name=name, new=tuple(more), gone=tuple(gone), kept=kept))
    return tuple(letters)


#: (session, role, start, place) of a duty.
_Key = tuple[str, str, dt.datetime, str | None]


def _duties(problem: Problem, schedule: Schedule) -> dict[str, dict[_Key, LetterDuty]]:
    found: dict[str, dict[_Key, LetterDuty]] = {}
    for duty in schedule.duties(problem):
        placed = schedule.placement_of[duty.session.id]
        key = (duty.session.id, duty.role.name, duty.start, placed.room or duty.place)
        found.setdefault(duty.volunteer.id, {})[key] = letter_duty(problem, schedule, duty)
    return found
