"""The same problem and schedule with V1, V2, ... in place of people."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import attrs

from volmatch.outcome import Outcome
from volmatch.problem.entity import Either, fields_of
from volmatch.problem.exactly import Exactly
from volmatch.problem.problem import Problem
from volmatch.problem.shapes import Choice, ListOf, Maybe
from volmatch.problem.values import FrozenMap
from volmatch.report.annex import Annex
from volmatch.schedule import Assignment, Schedule
from volmatch.text import Fact, Text

Swap = Callable[[str], str]

#: Shorter words are replaced only where they stand alone: they are parts of too many others.
_SHORTEST = 3
_SHORTEST_OTHER_SCRIPT = 2


@attrs.frozen
class Veil:
    """What stands in place of people's ids and names, in ids and in words for print.

    Parameters
    ----------
    in_ids
        Keeps different ids different, so that everything still belongs together.
    in_words
        For names and sentences: id and name of a person become the same pseudonym.
    """

    in_ids: Swap
    in_words: Swap


def veil_of(problem: Problem, schedule: Schedule | None) -> Veil:
    """Return the pseudonyms for everybody in a problem, in its order, and for strangers in a schedule."""
    ids = [volunteer.id for volunteer in problem.volunteers]
    strangers = sorted({one.volunteer for one in schedule.assignments} - set(ids)) if schedule else []
    prefix = "V"
    told = repr(attrs.astuple(problem, recurse=False)) + repr(schedule)
    while re.search(rf"{prefix}\d", told):
        prefix += "V"
    own = {id_: f"{prefix}{number}" for number, id_ in enumerate([*ids, *strangers], start=1)}
    named = {one.name: own[one.id] for one in reversed(problem.volunteers) if one.name and one.name not in own}
    return Veil(_swap({**{name: f"{code}n" for name, code in named.items()}, **own}), _swap({**named, **own}))


def _swap(codes: Mapping[str, str]) -> Swap:
    """Return a function that replaces whole words, and people's words inside longer ones."""
    inside = sorted((word for word in codes if len(word) >= _shortest(word)), key=len, reverse=True)
    pattern = re.compile("|".join(map(_bounded, inside)) or r"(?!)")

    def swap(word: str) -> str:
        return codes[word] if word in codes else pattern.sub(lambda match: codes[match[0]], word)

    return swap


def _shortest(word: str) -> int:
    return _SHORTEST if word.isascii() else _SHORTEST_OTHER_SCRIPT


def _bounded(word: str) -> str:
    """Return the pattern of a word that is no part of another; scripts without spaces know no such bounds."""
    before = r"(?<![A-Za-z0-9])" if word[0].isascii() and word[0].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if word[-1].isascii() and word[-1].isalnum() else ""
    return before + re.escape(word) + after


def hidden_problem(problem: Problem, veil: Veil) -> Problem:
    """Return a problem in which nobody is named."""
    people = [attrs.evolve(_hidden(one, veil), name="") for one in problem.volunteers]
    parts = {part: _hidden(getattr(problem, part), veil) for part in ("sessions", "places", "rooms", "travel", "words")}
    rules = Exactly(_hidden(problem.rules, veil))
    known = [duty for duty in problem.history if problem.volunteer(duty.volunteer)]  # for anybody else there is no veil
    return Problem(
        people,
        timezone=problem.timezone,
        day_starts=problem.day_starts,
        history=_hidden(known, veil),
        rules=rules,
        **parts,
    )


def _hidden(value: Any, veil: Veil) -> Any:
    if isinstance(value, str):
        return veil.in_ids(value)
    if isinstance(value, Mapping):
        return FrozenMap({_hidden(key, veil): _hidden(one, veil) for key, one in value.items()})
    if isinstance(value, Sequence):
        return tuple(_hidden(one, veil) for one in value)
    if attrs.has(type(value)):
        return _record(value, veil)
    return value


def _record(value: Any, veil: Veil) -> Any:
    changed = {}
    cls: type = type(value)
    for name, field in fields_of(cls).items():
        old = getattr(value, name)
        if _is_choice(field.shape):
            continue  # words of ours, such as ``week``
        new = veil.in_words(old) if name == "name" and hasattr(value, "id") else _hidden(old, veil)
        if new != old:
            changed[name] = new
    return attrs.evolve(value, **changed) if changed else value


def _is_choice(shape: Any) -> bool:
    if isinstance(shape, Maybe | ListOf):
        return _is_choice(shape.shape)
    return isinstance(shape, Choice) or (isinstance(shape, Either) and any(map(_is_choice, shape.shapes)))


def hidden_outcome(outcome: Outcome, veil: Veil) -> Outcome:
    """Return an outcome in which nobody is named."""
    schedule = None if outcome.schedule is None else hidden_schedule(outcome.schedule, veil)
    return attrs.evolve(outcome, schedule=schedule, clash=hidden_texts(outcome.clash, veil), problem_fingerprint="")


def hidden_schedule(schedule: Schedule, veil: Veil) -> Schedule:
    """Return a schedule in which nobody is named."""
    swap = veil.in_ids
    return Schedule(
        [Assignment(swap(one.volunteer), swap(one.session), swap(one.role)) for one in schedule.assignments],
        [
            attrs.evolve(one, session=swap(one.session), room=None if one.room is None else swap(one.room))
            for one in schedule.placements
        ],
        [swap(one) for one in schedule.dropped],
    )


def hidden_texts(texts: Iterable[Text], veil: Veil) -> tuple[Text, ...]:
    """Return sentences whose facts name nobody."""
    return tuple(_hidden_text(text, veil) for text in texts)


def hidden_annex(annex: Annex, veil: Veil) -> Annex:
    """Return a table in which nobody is named."""
    headers = [_hidden_words(one, veil) for one in annex.headers]
    return Annex(
        _hidden_words(annex.title, veil), headers, [[_hidden_fact(cell, veil) for cell in row] for row in annex.rows]
    )


def _hidden_words(words: Text | str, veil: Veil) -> Text | str:
    return veil.in_words(words) if isinstance(words, str) else _hidden_text(words, veil)


def _hidden_text(text: Text, veil: Veil) -> Text:
    return attrs.evolve(text, facts={name: _hidden_fact(fact, veil) for name, fact in text.facts})


def _hidden_fact(fact: Fact, veil: Veil) -> Fact:
    if isinstance(fact, str):
        return veil.in_words(fact)
    if isinstance(fact, tuple):
        return tuple(_hidden_fact(one, veil) for one in fact)
    return _hidden_text(fact, veil) if isinstance(fact, Text) else fact
