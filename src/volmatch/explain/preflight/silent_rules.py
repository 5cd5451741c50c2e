"""Rules that say nothing, because their filter takes nobody or no session, told before somebody relies on them."""

from collections.abc import Iterator
from typing import ClassVar

import attrs

from volmatch.explain.preflight.finding import Finding
from volmatch.explain.preflight.survey import Survey
from volmatch.rule import Where, name_of, title_of
from volmatch.text import Fact, Text


@attrs.frozen(kw_only=True)
class SilentRule(Finding):
    """A rule is about nobody, or about no session: each word of its filter is known, but nothing here bears all it asks for.

    Parameters
    ----------
    rule
        Its name.
    level
        Its level.
    where
        Its filter.
    """

    rank: ClassVar[int] = 3

    rule: str
    level: int
    where: Where


def silent_rules(survey: Survey) -> Iterator[Finding]:
    """Yield the rules whose filter leaves them nothing to say."""
    problem = survey.problem
    for rule in problem.rules:
        facts: dict[str, Fact] = {"rule": title_of(type(rule)), "level": rule.level}
        if problem.volunteers and not any(survey.census.taken_volunteers(rule.where)):
            text = Text("the rule {rule} (level {level}) says nothing: its filter takes none of the volunteers", facts)
        elif problem.sessions and not any(survey.census.taken_sessions(rule.where)):
            text = Text("the rule {rule} (level {level}) says nothing: its filter takes none of the sessions", facts)
        else:
            continue
        yield SilentRule(text=text, rule=name_of(type(rule)), level=rule.level, where=rule.where)
