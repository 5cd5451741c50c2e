"""Everybody who wished for something gets one of their first choices, before anybody gets more of theirs."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Count, Positive
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.volunteer import Volunteer, Wish
from volmatch.problem.wish_topics import WishTopic, WishTopics, called, sessions_served
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class TopChoices(Rule):
    """Each volunteer who wishes for a session serves in one of those that are among their first `within` choices.

    The first choice of a person is whatever has the highest score of their wishes above 0, the second whatever has the next
    lower one; wishes of one score are one choice, and wishes about no session that counts are none. What a wish is about is as in
    ``wishes``. One session of any of these choices is enough.

    Excess: 1 for each volunteer who has a choice and serves in no session of the first `within`.

    Parameters
    ----------
    within
        How many choices count, from the first on.
    """

    claims = Claims(apart_by="people", never_dearer=True)
    splits = FrozenMap({"volunteers": template("{volunteer} gets one of their first choices")})
    level: Count = 1
    within: Positive = 1

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each volunteer who gets none of their first choices."""
        serves = sessions_served(schedule.duties(problem))
        topics = WishTopics(problem, self.where)
        for volunteer in problem.volunteers:
            if self.where.takes_volunteer(volunteer, problem):
                first = self._first(volunteer, topics)
                if first and not any(own in topic.number for own in serves[volunteer.id] for _, topic in first):
                    yield _missed(volunteer, first, problem)

    def is_never_dearer(self, newcomers: Sequence["Volunteer"] = ()) -> bool:
        """Say no where somebody may come who wishes for something: a choice that is not met costs."""
        return not any(wish.score > 0 for one in newcomers for wish in one.wishes)

    def encode(self, f: "Encoder") -> None:
        """Sum over a volunteer's candidates in sessions of their first choices >= 1."""
        import numpy as np

        from volmatch.columns.wished import best_wishes, wished

        wish, candidate, sessions = wished(f.tables, self.where)
        is_first = best_wishes(f.tables.wishes, sessions, self.within)
        people, person = np.unique(f.tables.wishes.volunteer[is_first], return_inverse=True)
        row = np.full(is_first.size, -1)
        row[is_first] = person.ravel()
        meant = is_first[wish]
        cells = np.unique(np.column_stack([row[wish[meant]], candidate[meant]]), axis=0)
        f.keep(f.rows(cells[:, 0], cells[:, 1], 1, count=people.size), least=1)

    def _first(self, volunteer: Volunteer, topics: WishTopics) -> list[tuple[Wish, WishTopic]]:
        """Return the wishes among somebody's first choices."""
        liked = [(wish, topics.topic(wish)) for wish in volunteer.wishes if wish.score > 0]
        choices = [(wish, topic) for wish, topic in liked if topic.sessions]
        scores = sorted({wish.score for wish, _ in choices}, reverse=True)[: self.within]
        return [(wish, topic) for wish, topic in choices if wish.score in scores]


def _missed(volunteer: Volunteer, first: list[tuple[Wish, WishTopic]], problem: "Problem") -> Violation:
    choices = len({wish.score for wish, _ in first})
    facts = {"volunteer": volunteer.label, "about": tuple(dict.fromkeys(called(wish, problem) for wish, _ in first))}
    if choices == 1:
        message = Text("{volunteer} does not get their first choice: {about}", facts)
    else:
        message = Text("{volunteer} gets none of their first {n} choices: {about}", {**facts, "n": choices})
    sessions = dict.fromkeys(own for _, topic in first for own in topic.sessions)
    return Violation(message, (volunteer.id,), tuple(sessions))
