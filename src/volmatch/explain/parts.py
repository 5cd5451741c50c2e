"""Small facts instead of whole rules: one person's limits, one session's crew, one promise."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from volmatch.columns.masks import Masks
from volmatch.explain.explanation import Explanation
from volmatch.formulation.encoder import Encodes
from volmatch.legal import illegalities
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.problem.values import FrozenMap, loosen
from volmatch.problem.volunteer import Volunteer
from volmatch.rule import Rule, SessionFilter, Violation, VolunteerFilter, name_of, title_of
from volmatch.schedule import Schedule
from volmatch.text import Fact, Text

#: The ways to split a rule that are not names of its fields.
_VOLUNTEERS, _SESSIONS = "volunteers", "sessions"


@attrs.frozen(kw_only=True)
class Part(Explanation):
    """One fact of level 0: a rule, a piece of it, or that a session must take place.

    Parameters
    ----------
    rule
        The rule, whole; ``None`` where a session that may not be dropped must take place.
    position
        Where the rule stands in the problem's rules.
    volunteer, session
        Id of the one person, or the one session, that the fact is about; the rule says it of others as well.
    field, entry
        Name of the rule's field, and number of the one entry of it, from 0, that the fact is; of a mapping, in its order.
    ids
        Ids of the people and sessions that the fact names.
    text
        The fact in words.
    """

    rule: Rule | None = None
    position: int | None = None
    volunteer: str | None = None
    session: str | None = None
    field: str | None = None
    entry: int | None = None
    ids: tuple[str, ...] = ()
    text: Text

    @property
    def name(self) -> str:
        """Name of the rule; empty where there is none."""
        return "" if self.rule is None else name_of(type(self.rule))

    def texts(self) -> Iterator[Text]:
        """Yield the one sentence."""
        yield self.text

    def breaches(self, problem: Problem, schedule: Schedule) -> tuple[Violation, ...]:
        """Return what a schedule breaks of this fact."""
        if self.rule is None:
            return tuple(found for found in illegalities(problem, schedule) if self.session in found.sessions)
        found = (found for rule in assembled([self]) for found in rule.check(problem, schedule))
        return tuple(attrs.evolve(one, rule=self.name, weight=self.rule.weight) for one in found)

    @property
    def way(self) -> str:
        """By what the rule was split to get here: ``volunteers``, ``sessions``, ``fields``; empty for a whole rule."""
        ways = {_VOLUNTEERS: self.volunteer, _SESSIONS: self.session, "fields": self.field}
        return next((way for way, what in ways.items() if what is not None), "")


def parts_of(problem: Problem) -> tuple[Part, ...]:
    """Return all rules of level 0, each as small facts, as it says that it falls apart, or else as a whole."""
    found: list[Part] = []
    for whole in wholes_of(problem):
        found += next(iter(ways_of(problem, whole)), (whole,))
    return tuple(found)


def wholes_of(problem: Problem) -> tuple[Part, ...]:
    """Return all rules of level 0, each as one fact."""
    must = [(position, rule) for position, rule in enumerate(problem.rules) if rule.level == 0]
    kinds = [type(rule) for _, rule in must]
    return tuple(
        Part(rule=rule, position=position, text=_text_of_whole(rule, position, is_alone=kinds.count(type(rule)) == 1))
        for position, rule in must
    )


def ways_of(problem: Problem, whole: Part) -> tuple[tuple[Part, ...], ...]:
    """Return each way in which a rule falls apart: by volunteers, by sessions, or by the entries of its fields.

    It holds exactly if all parts of one way do.
    """
    rule = whole.rule
    if rule is None:
        return ()
    splits = _splits(rule)
    ways: list[tuple[Part, ...]] = []
    if _VOLUNTEERS in splits:
        taken = [one for one in problem.volunteers if rule.where.takes_volunteer(one, problem)]
        ways.append(tuple(_of_volunteer(whole, one.id, one.label, splits[_VOLUNTEERS]) for one in taken))
    if _SESSIONS in splits:
        held = [one for one in problem.sessions if rule.where.takes_session(one, problem)]
        ways.append(tuple(_of_session(whole, one, splits[_SESSIONS]) for one in held))
    fields = {field: said for field, said in splits.items() if field not in (_VOLUNTEERS, _SESSIONS)}
    if fields:
        ways.append(tuple(one for field, said in fields.items() for one in _of_entries(problem, whole, field, said)))
    return tuple(ways)


def sessions_held(problem: Problem) -> tuple[Part, ...]:
    """Return the facts that sessions take place which may not be dropped, whatever the rules say."""
    return tuple(
        Part(session=one.id, ids=(one.id,), text=Text("{session} must take place", {"session": one.label}))
        for one in problem.sessions
        if not one.may_be_dropped
    )


def loosened(problem: Problem, held: Collection[str | None] = ()) -> Problem:
    """Return the problem in which each session may be left out but those that are held.

    Rules see them as before: an optional session would be another thing, of which they ask less.
    """
    firm = {one.id for one in problem.sessions if not one.may_be_dropped and one.id not in held}
    if not firm:
        return problem
    copy = attrs.evolve(problem, sessions=[attrs.evolve(one) for one in problem.sessions])
    for session in copy.sessions:
        if session.id in firm:
            loosen(session)
    return copy


def assembled(parts: Iterable[Part]) -> list[Rule]:
    """Return the rules that say what these parts say together: one rule for all parts that one way has made of it."""
    groups: dict[tuple[int, str], list[Part]] = defaultdict(list)
    for part in parts:
        if part.position is not None:
            groups[part.position, part.way].append(part)
    return [_together(group) for _, group in sorted(groups.items(), key=lambda item: item[0])]


def _together(parts: Sequence[Part]) -> Rule:
    rule = parts[0].rule
    assert rule is not None
    where = rule.where
    volunteers = tuple(part.volunteer for part in parts if part.volunteer is not None)
    sessions = tuple(part.session for part in parts if part.session is not None)
    entries = {(part.field, part.entry) for part in parts}
    if volunteers:
        people = attrs.evolve(where.volunteers or VolunteerFilter(), id=volunteers)
        return attrs.evolve(rule, where=attrs.evolve(where, volunteers=people))
    if sessions:
        events = attrs.evolve(where.sessions or SessionFilter(), id=sessions)
        return attrs.evolve(rule, where=attrs.evolve(where, sessions=events))
    if parts[0].field is not None:
        fields = [field for field in _splits(rule) if field not in (_VOLUNTEERS, _SESSIONS)]
        return attrs.evolve(rule, **{field: _chosen(rule, field, entries) for field in fields})
    return rule


def _chosen(rule: Rule, field: str, entries: set[tuple[str | None, int | None]]) -> Any:
    """Return a field of a rule with some of its entries only."""
    given = getattr(rule, field)
    kept = [one for number, one in enumerate(_listed(given)) if (field, number) in entries]
    return FrozenMap(dict(kept)) if isinstance(given, Mapping) else tuple(kept)


def _listed(given: Any) -> list[Any]:
    return list(given.items() if isinstance(given, Mapping) else given)


def _splits(rule: Rule) -> Mapping[str, str]:
    """Return how a rule falls apart; one that is all mask is about single candidates, so it may be split either way."""
    is_all_mask = isinstance(rule, Masks) and not isinstance(rule, Encodes)
    return {**(dict.fromkeys((_VOLUNTEERS, _SESSIONS), "") if is_all_mask else {}), **rule.splits_as_set()}


def _text_of_whole(rule: Rule, position: int, *, is_alone: bool) -> Text:
    facts: dict[str, Fact] = {"rule": title_of(type(rule)), "number": position + 1}
    if is_alone:
        return Text("the rule “{rule}”", facts)
    return Text("the rule “{rule}”, number {number} of the rules", facts)


def _of_volunteer(whole: Part, id_: str, label: str, said: str) -> Part:
    facts = _facts(whole, volunteer=label)
    text = Text(said, facts) if said else Text("the rule “{rule}” for {volunteer}", facts)
    return attrs.evolve(whole, volunteer=id_, ids=(id_,), text=text)


def _of_session(whole: Part, session: Session, said: str) -> Part:
    facts = _facts(whole, session=session.label)
    text = Text(said, facts) if said else Text("the rule “{rule}” for {session}", facts)
    return attrs.evolve(whole, session=session.id, ids=(session.id,), text=text)


def _of_entries(problem: Problem, whole: Part, field: str, said: str) -> Iterator[Part]:
    given = getattr(whole.rule, field)
    for number, entry in enumerate(_listed(given)):
        told = _of_pair(*entry) if isinstance(given, Mapping) else _of_entry(problem, entry)
        facts = _facts(whole, field=field, number=number + 1, **told)
        text = Text(said, facts) if said else Text("the rule “{rule}”, number {number} of {field}", facts)
        yield attrs.evolve(whole, field=field, entry=number, ids=_named(problem, entry), text=text)


def _facts(whole: Part, **facts: Fact) -> dict[str, Fact]:
    return {"rule": title_of(type(whole.rule)) if whole.rule else "", **facts}


def _of_pair(name: Any, value: Any) -> dict[str, Fact]:
    return {"name": str(name), "value": value if isinstance(value, int) else str(value)}


def _of_entry(problem: Problem, entry: Any) -> dict[str, Fact]:
    """Return what there is to say about an entry of a list: the fields of a record, or the people of a set."""
    if not attrs.has(type(entry)):
        people = entry if isinstance(entry, tuple) else (entry,)
        return {"people": tuple(_labelled(problem, "volunteer", str(one)) for one in people)}
    said = {one.name: getattr(entry, one.name) for one in attrs.fields(type(entry))}
    facts = {name: _labelled(problem, name, value) for name, value in said.items() if isinstance(value, str)}
    if "role" in facts and "session" in facts:
        return {**facts, "session": Text("{session} as {role}", facts)}
    return dict(facts)


def _named(problem: Problem, entry: Any) -> tuple[str, ...]:
    """Return the ids of people and sessions among the words of an entry."""
    words = attrs.astuple(entry, recurse=False) if attrs.has(type(entry)) else entry
    words = (words,) if isinstance(words, str) else words
    known = (one for one in words if isinstance(one, str) and (problem.volunteer(one) or problem.session(one)))
    return tuple(known)


def _labelled(problem: Problem, name: str, value: str) -> str:
    """Return the label of whom or what a field of an entry names; other words as they are."""
    find: Mapping[str, Callable[[str], Volunteer | Session | None]]
    find = {"volunteer": problem.volunteer, "other": problem.volunteer, "session": problem.session}
    known = find[name](value) if name in find else None
    return value if known is None else known.label
