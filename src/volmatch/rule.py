"""What a rule is: something that must hold, or that is wanted at a level."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from volmatch.claims import Claims
from volmatch.doors import door
from volmatch.errors import Fault, OptionError, quoted
from volmatch.plugs import load
from volmatch.problem.entity import Entity
from volmatch.problem.exactly import Exactly
from volmatch.problem.shapes import Count, Positive, Reader
from volmatch.problem.values import tidy
from volmatch.problem.where import EVERYWHERE as EVERYWHERE  # noqa: PLC0414 - part of what a rule is
from volmatch.problem.where import SessionFilter as SessionFilter  # noqa: PLC0414 - part of what a rule is
from volmatch.problem.where import VolunteerFilter as VolunteerFilter  # noqa: PLC0414 - part of what a rule is
from volmatch.problem.where import Where as Where  # noqa: PLC0414 - part of what a rule is
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.problem.problem import Problem
    from volmatch.problem.volunteer import Volunteer
    from volmatch.schedule import Schedule


@attrs.frozen
class Violation:
    """One breach of a rule.

    Parameters
    ----------
    message
        Template and typed facts; ``violation.sentence(lang)`` says it.
    volunteers, sessions
        Ids of the people and sessions concerned.
    excess
        How far the breach goes, at least 1, in the unit the rule documents.
    rule, level, weight
        The rule broken; stamped by the check.
    """

    message: Text
    volunteers: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    excess: int = attrs.field(default=1, validator=attrs.validators.ge(1))
    rule: str = ""
    level: int = 0
    weight: int = 1

    @property
    def cost(self) -> int:
        """What the breach costs at its level: excess times the rule's weight."""
        return self.excess * self.weight

    def sentence(self, lang: str = "en") -> str:
        """Say the breach in a language."""
        return self.message.sentence(lang)


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Rule:
    """Base class of all rules.

    A rule says the same thing twice: `check` in words, and in columns as `mask` (rules about one candidate; see
    `volmatch.columns.masks.Masks`) or `encode` (all others; see `volmatch.formulation.encoder.Encodes`). The two share
    the rule's fields and nothing else.

    Parameters
    ----------
    level
        0 must hold; n >= 1 is a goal at level n: cost is weight times the sum of `Violation.excess`.
    weight
        Price of one unit of excess among the rules of the same level.
    where
        Which volunteers and sessions the rule is about.

    Attributes
    ----------
    splits
        How the rule falls apart into smaller facts, for explanations: each way with a sentence that says what one of them
        asks for. ``volunteers``, ``sessions``: the rule holds exactly if it holds for each volunteer, or each session, when
        `where` leaves it no other; the sentence may name ``{volunteer}`` or ``{session}``. Names of fields that are lists
        or mappings: it holds exactly if it holds with each of their entries alone; the sentence may name what the entry
        does, ``{people}`` for an entry that lists them, ``{name}`` and ``{value}`` of a mapping, ``{number}`` in the list.
        An empty sentence leaves the wording to volmatch. ``None``: no further, which is always right; but a rule that is
        all `mask` is about one candidate, and falls apart by volunteers and by sessions anyway.
    claims
        What explanations may rely on.
    """

    splits: ClassVar[Mapping[str, str] | None] = None
    claims: ClassVar[Claims] = Claims()
    level: Count = 0
    weight: Positive = 1
    where: Where = EVERYWHERE

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:  # noqa: ARG002 - for subclasses
        """Yield every breach in a schedule: words only."""
        raise TypeError(_UNSAID.format(type(self).__name__, "check"))

    def is_never_dearer(self, newcomers: Sequence["Volunteer"] = ()) -> bool:  # noqa: ARG002 - for subclasses
        """Whether this rule keeps the claim ``never_dearer`` as it is set, if these people without any duty may come."""
        return self.claims.never_dearer

    def splits_as_set(self) -> Mapping[str, str]:
        """Return how this rule falls apart, as it is set: `splits`, for all rules of a kind that says the same of each."""
        return self.splits or {}

    def without_session(self, session: str, problem: "Problem") -> "Rule | None":  # noqa: ARG002 - for subclasses
        """Return what is left of the rule where a session of a problem does not take place; ``None`` where nothing is.

        Fields named `session` or `sessions`, its records' too, and the filter are seen to anyway: the rest is for a rule that
        names sessions otherwise, or means more than nothing without the one that it names.
        """
        return self

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:  # noqa: ARG002 - for subclasses
        """Yield ``(path below the rule, what is wrong)`` for references that the problem does not know."""
        return iter(())


_UNSAID = "{} has no method {}"


def name_of(cls: type[Rule]) -> str:
    """Return a rule's name in JSON, on the command line and in reports: ``MinRest`` is ``min_rest``."""
    registered = next((name for name, known in _registered.items() if known is cls), None)
    return registered or re.sub(r"(?<=.)(?=[A-Z])", "_", cls.__name__).lower()


def goal_levels(rules: Iterable[Rule]) -> list[int]:
    """Return the levels of the goals among some rules, the first to be served first."""
    return sorted({rule.level for rule in rules if rule.level})


def first_sentence_of(rule: type["Rule"]) -> str:
    """Return the first sentence that a rule's file, or else its class, says of it, in English."""
    return (getattr(sys.modules.get(rule.__module__), "__doc__", None) or rule.__doc__ or "").strip().partition("\n")[0]


def title_of(cls: type[Rule]) -> Text:
    """Return a rule's name as people say it: ``min_rest`` is ``min rest``, or its word in another language."""
    title = name_of(cls).replace("_", " ").replace("{", "{{").replace("}", "}}")
    return Text(title)


_registered: dict[str, type[Rule]] = {}


@door
def register(name: str, cls: type[Rule]) -> None:
    """Let problem files name a rule of your own.

    Parameters
    ----------
    name
        Dotted name, such as ``clinic.quiet_hours``; names without a dot are volmatch's own.
    cls
        The rule's class.

    Raises
    ------
    OptionError
        If the name has no dot or belongs to another class, or if `cls` is no rule.
    """
    if "." not in name:
        raise OptionError(
            Text("name: wanted a dotted name such as clinic.quiet_hours, not {given}", {"given": quoted(name)})
        )
    if _registered.setdefault(name, cls) is not cls:
        facts = {"name": quoted(name), "known": quoted(_registered[name])}
        raise OptionError(Text("the name {name} is taken by {known}", facts))


def known_rules() -> Mapping[str, type[Rule]]:
    """Return all rules that a problem file may name: volmatch's own and the registered ones."""
    own: Mapping[str, type[Rule]] = load("rules").BY_NAME
    return {**own, **_registered}


def complete(rules: Iterable[Rule] | None, problem: "Problem", *, exactly: bool) -> Exactly[Rule]:
    """Return the rules a problem lives by: the standard ones, and the caller's added to them or, if told so, in their place.

    A volunteer's availability, skills and limits hold in every problem. A caller who wants one of these rules at another
    level, or for some people only, names it in the list; the others are added.
    """
    offer = load("rules")
    if not exactly:
        return Exactly(offer.standard(problem) if rules is None else offer.joined(tuple(rules), problem))
    given = tuple(rules or ())
    named = {type(rule) for rule in given}
    return Exactly((*(must for must in offer.musts() if type(must) not in named), *given))


@attrs.frozen
class RuleShape:
    """How one rule of a problem is read: a `Rule`, or a mapping whose ``rule`` names it."""

    def read(self, given: Any, reader: Reader) -> Any:
        """Return the settled rule."""
        if isinstance(given, Rule):
            if type(given).check is Rule.check:
                return reader.fault(
                    Text("wanted a rule that says what it checks: its class has no method check"), given
                )
            return Entity(type(given)).read(given, reader)
        if not isinstance(given, Mapping) or "rule" not in given:
            return reader.fault(Text('wanted a rule, such as {{"rule": "cover", "level": 1}}'), given)
        known = known_rules()
        name = given["rule"]
        if not isinstance(name, str) or name not in known:
            with reader.at(".rule"):
                return reader.fault(Text("wanted one of {words}", {"words": tuple(sorted(known))}), name)
        return Entity(known[name]).read({key: value for key, value in given.items() if key != "rule"}, reader)


def unknown_references(rule: Rule, problem: "Problem") -> Iterator[Fault]:
    """Yield a fault for each id in a rule's filters and fields that the problem does not know."""
    people, sessions = rule.where.volunteers, rule.where.sessions
    asked = (
        ("where.volunteers.id", people and people.id, problem.volunteer),
        ("where.sessions.id", sessions and sessions.id, problem.session),
        ("where.sessions.place", sessions and sessions.place, problem.place),
    )
    for path, ids, known in asked:
        for one in ids or ():
            if known(one) is None:
                yield Fault.of(path, Text("the problem has nothing of this id"), one)
    for path, wanted in rule.unknown(problem):
        yield Fault(path, wanted)
