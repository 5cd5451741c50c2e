"""The words by which people and sessions are told apart: a rule that uses one which nothing bears would say nothing, in silence.

A word is known if a volunteer or a session bears it, if a role asks for it, or if the problem declares it in `words`. A field
says in its annotation what its word is of; every use of an unknown word is a fault with the nearest known one.
"""

import difflib
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, cast

import attrs

from volmatch.errors import Fault
from volmatch.problem.ages import band_of
from volmatch.problem.entity import Either, Entity, fields_of
from volmatch.problem.shapes import Id, ListOf, MapOf, Maybe, Shape, Whole, Word
from volmatch.problem.values import tidy
from volmatch.text import Text


@attrs.frozen
class Rank(Whole):
    """A class of priority."""

    of: str = "priorities"


Trait = Annotated[str, Word(of="traits")]
Skilled = Annotated[str, Word(of="skills")]
Kind = Annotated[str, Word(of="kinds")]
Series = Annotated[str, Word(of="series")]
RoleName = Annotated[str, Word(of="roles")]
Kinds = Annotated[Sequence[str], ListOf(Word(of="kinds"), or_one=True, least=1)]
SeriesNames = Annotated[Sequence[str], ListOf(Word(of="series"), or_one=True, least=1)]
Tags = Annotated[Sequence[str], ListOf(Word(of="tags"), or_one=True, least=1)]
Traits = Annotated[Sequence[str], ListOf(Word(of="traits"), or_one=True, least=1)]
AnyTraits = Annotated[Sequence[str], ListOf(Word(of="traits"), or_one=True)]
Teams = Annotated[Sequence[str], ListOf(Word(of="teams"), or_one=True, least=1)]
RoleNames = Annotated[Sequence[str], ListOf(Word(of="roles"), or_one=True, least=1)]
Priorities = Annotated[Sequence[int], ListOf(Rank(1, 1_000_000), least=1)]
Stock = Annotated[Mapping[str, int], MapOf(Whole(0, 1_000_000), Word(of="things"), least=1)]

BY_SERIES = MapOf(ListOf(Word()), Word(of="series"))

Known = Mapping[str, frozenset[Any]]

#: Under this name words remember all that the problem they came from knew: it stays known in a problem made from that one.
_BEFORE = "_before"

_WHAT: Mapping[str, Text] = {
    "traits": Text("trait"),
    "teams": Text("team"),
    "skills": Text("skill"),
    "kinds": Text("kind of session"),
    "series": Text("series"),
    "tags": Text("tag"),
    "roles": Text("role"),
    "things": Text("thing"),
    "priorities": Text("class of priority"),
}


@attrs.frozen(field_transformer=tidy, kw_only=True, slots=False)
class Words:
    """Words that rules, limits and wishes may use though nobody and no session bears them yet.

    Parameters
    ----------
    traits, teams, skills
        Of people; roles may ask for traits and skills.
    kinds, series, tags, roles, priorities
        Of sessions and their roles.
    things
        That sessions need, as `equipment`.
    """

    traits: Sequence[Id] = ()
    teams: Sequence[Id] = ()
    skills: Sequence[Id] = ()
    kinds: Sequence[Id] = ()
    series: Sequence[Id] = ()
    tags: Sequence[Id] = ()
    roles: Sequence[Id] = ()
    things: Sequence[Id] = ()
    priorities: Annotated[Sequence[int], ListOf(Whole(1, 1_000_000))] = ()


def remember(words: Words, given: object) -> None:
    """Carry over what the words of an earlier problem knew."""
    if type(given) is Words:
        words.__dict__[_BEFORE] = given.__dict__.get(_BEFORE)


def borne(volunteers: Iterable[Any], sessions: Iterable[Any], history: Iterable[Any] = ()) -> dict[str, set[Any]]:
    """Return the words that people, sessions and duties of the history bear, and those that roles ask for."""
    found: dict[str, set[Any]] = {name: set() for name in _WHAT}
    for person in volunteers:
        found["traits"].update(person.traits)
        found["teams"].update(person.teams)
        found["skills"].update(person.skills)
    for session in sessions:
        found["kinds"].add(session.kind)
        found["series"].add(session.series)
        found["tags"].update(session.tags)
        found["things"].update(session.equipment)
        found["priorities"].add(session.priority)
        for role in session.roles:
            found["roles"].add(role.name)
            found["skills"].update(skill for skill, _ in role.skills_in_order)
            found["traits"].update(role.traits)
    for duty in history:
        found["kinds"].add(duty.kind)
        found["series"].add(duty.series)
        found["tags"].update(duty.tags)
        found["priorities"].add(duty.priority)
        found["roles"].add(duty.role)
    for words in found.values():
        words.discard(None)
    return found


def settled_words(
    declared: Words, uses: Iterable[tuple[str, str, Any]], found: dict[str, set[Any]], *, has_ages: bool = False
) -> Words | list[Fault]:
    """Return the words of a problem, or a fault for each use of a word that it does not know.

    Parameters
    ----------
    declared
        What the caller declares; words of an earlier problem that nothing bears any more are declared from here on.
    uses
        (path, what the word is of, word) for every use.
    found
        As from `borne`.
    has_ages
        Whether somebody tells a date of birth, so that a trait may be a band of ages.
    """
    before: Known = declared.__dict__.get(_BEFORE) or {}
    told = {name: set(getattr(declared, name)) for name in found}
    added: dict[str, set[Any]] = {name: set() for name in found}
    faults = []
    for path, of, word in uses:
        if of == "traits" and has_ages and band_of(word):
            found[of].add(word)
        if word in found[of] or word in told[of]:
            continue
        if word in before.get(of, ()):
            added[of].add(word)
        else:
            faults.append(_fault(path, of, word, found[of] | told[of]))
    if faults:
        return faults
    more = {name: (*getattr(declared, name), *sorted(words)) for name, words in added.items() if words}
    settled = attrs.evolve(declared, **more)
    known = {
        name: frozenset(words | told[name] | added[name] | set(before.get(name, ()))) for name, words in found.items()
    }
    settled.__dict__[_BEFORE] = known
    return settled


def _fault(path: str, of: str, word: Any, known: set[Any]) -> Fault:
    facts = {"what": _WHAT[of], "of": of}
    if not known:
        return Fault.of(path, Text("nothing here has this {what}; one to come is declared in words.{of}", facts), word)
    near = nearest(word, known)
    wanted = Text(
        "nothing here has this {what}; the nearest is {near}; one to come is declared in words.{of}",
        {**facts, "near": near},
    )
    return Fault.of(path, wanted, word)


def nearest(word: Any, known: Iterable[Any]) -> Any:
    """Return the known word that looks most like another one."""
    if isinstance(word, int):
        return min(sorted(known), key=lambda one: abs(one - word))
    asked = difflib.SequenceMatcher(b=word.casefold(), autojunk=False)

    def likeness(one: str) -> float:
        asked.set_seq1(one.casefold())
        return asked.ratio()

    return max(sorted(known), key=likeness)


def used_by(records: Iterable[Any]) -> Words:
    """Declare what some records use, for a problem that is about less than they are."""
    found: dict[str, set[Any]] = {name: set() for name in _WHAT}
    for record in records:
        for _, of, word in uses_of(record, ""):
            found[of].add(word)
    return Words(**{of: sorted(words) for of, words in found.items()})


def uses_of(record: Any, path: str) -> Iterator[tuple[str, str, Any]]:
    """Yield (path, what it is of, word) for every word that a settled record uses."""
    kind: type = type(record)
    for name, field in _worded(kind):
        yield from _uses(getattr(record, name), field, f"{path}.{name.rstrip('_')}")


def _uses(value: Any, shape: Shape, path: str) -> Iterator[tuple[str, str, Any]]:
    if value is None or not _has_words(shape):
        return
    if isinstance(shape, Maybe):
        yield from _uses(value, shape.shape, path)
    elif isinstance(shape, (Word, Rank)):
        yield path, shape.of, value
    elif isinstance(shape, ListOf):
        for index, item in enumerate(value):
            yield from _uses(item, shape.shape, f"{path}[{index}]")
    elif isinstance(shape, MapOf):
        for key, item in value.items():
            yield from _uses(key, shape.key, f"{path}.{key}")
            yield from _uses(item, shape.shape, f"{path}.{key}")
    elif attrs.has(type(value)):
        yield from uses_of(value, path)


@cache
def _worded(cls: Hashable) -> tuple[tuple[str, Shape], ...]:
    """Return the fields of a class in which words are used."""
    return tuple((name, field.shape) for name, field in fields_of(cast("type", cls)).items() if _has_words(field.shape))


def _has_words(shape: Shape) -> bool:
    if isinstance(shape, (Word, Rank)):
        return bool(shape.of)
    if isinstance(shape, MapOf):
        return bool(shape.key.of) or _has_words(shape.shape)
    if isinstance(shape, (Maybe, ListOf)):
        return _has_words(shape.shape)
    if isinstance(shape, Either):
        return any(map(_has_words, shape.shapes))
    return isinstance(shape, Entity) and bool(_worded(shape.cls))
