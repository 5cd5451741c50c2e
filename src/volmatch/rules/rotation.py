"""The turns of a recurring duty go round evenly among those who take them, counting turns taken before."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import attrs

from volmatch.past_agenda import past_agenda
from volmatch.problem.shapes import Count, Id
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.wish_topics import Wishers
from volmatch.problem.words import RoleName
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.schedule import Schedule

_CALLED_IN = 2


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Rotation(Rule):
    """Nobody who takes turns has had more than `slack` turns more than anybody else who does.

    A turn is a session taken by the filter in which somebody serves, or served by the history. Those who take turns are all people whom the filter on
    volunteers takes, whether they can serve or not. With `wanted_by_at_most`, only what few of them wish for is a turn: sessions, and duties of
    the history, for which at most so many have a wish with a score above 0, as ``wishes`` reads it.

    Excess: most turns - fewest turns - slack, where that is above 0. As a goal for anybody, unless `above_target`, also 2 for each
    person that a role with turns holds above its ``target``: nobody is called in only to even out turns.

    Parameters
    ----------
    slack
        How far most and fewest turns may lie apart.
    role
        Count only turns in the role of this name.
    before
        Turns had before this problem begins of which the history does not tell, by volunteer; 0 where absent.
    above_target
        Whether people may be called in above a target only to even out turns.
    wanted_by_at_most
        Count only what at most so many of those who take turns wish for: 0 is what nobody does. ``None`` counts all.
    """

    level: Count = 1
    slack: Count = 1
    role: RoleName | None = None
    before: Mapping[Id, Count] = FrozenMap({})
    above_target: bool = False
    wanted_by_at_most: Count | None = None

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:
        """Yield people with turns before whom nobody knows."""
        for own in self.before:
            if problem.volunteer(own) is None:
                yield f"before.{own}", Text("no volunteer has this id")

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation if turns are spread unevenly, with those who had most and those who had fewest."""
        sessions: dict[str, list[str]] = defaultdict(list)
        people = [volunteer for volunteer in problem.volunteers if self.where.takes_volunteer(volunteer, problem)]
        wishers = Wishers(people if self.wanted_by_at_most is not None else (), problem, self.where)
        for duty in schedule.duties(problem):
            is_turn = self.role in (None, duty.role.name) and self._is_unwanted(wishers.of_session(duty.session.id))
            if is_turn and self.where.takes_duty(duty, problem):
                sessions[duty.volunteer.id].append(duty.session.id)
        past = past_agenda(problem, self.where)
        turns = {person.id: self.before.get(person.id, 0) + len(sessions[person.id]) for person in people}
        for own in turns:
            turns[own] += sum(
                self.role in (None, had.role) and self._is_unwanted(wishers.of_past(had)) for had in past.get(own, ())
            )
        most, fewest = max(turns.values(), default=0), min(turns.values(), default=0)
        if most - fewest > self.slack:
            ahead = [person for person in people if turns[person.id] == most]
            facts = {
                "volunteers": tuple(person.label for person in ahead),
                "n": most,
                "fewest": fewest,
                "slack": self.slack,
            }
            message = Text.counted(
                "{volunteers} had {n} turn, others only {fewest}; wanted at most {slack} apart",
                "{volunteers} had {n} turns, others only {fewest}; wanted at most {slack} apart",
                facts,
            )
            named = tuple(sorted(own for own, count in turns.items() if count in (most, fewest)))
            taken = tuple(sorted({one for person in ahead for one in sessions[person.id]}))
            yield Violation(message, named, taken, most - fewest - self.slack)
        if people and self.level > 0 and not self.above_target:
            yield from self._called_in(problem, schedule, wishers)

    def _is_unwanted(self, wishers: int) -> bool:
        return self.wanted_by_at_most is None or wishers <= self.wanted_by_at_most

    def _called_in(self, problem: "Problem", schedule: "Schedule", wishers: Wishers) -> Iterator[Violation]:
        """Yield a violation for each role with turns that is above its target."""
        for session in problem.sessions:
            for role in session.roles:
                over = schedule.heads(session.id, role.name) - role.target
                is_turn = self.role in (None, role.name) and self._is_unwanted(wishers.of_session(session.id))
                if over > 0 and is_turn and self.where.takes_session(session, problem):
                    facts = {"session": session.label, "role": role.name, "target": role.target, "n": over}
                    message = Text("{session} has {n} more than the {target} it would like as {role}", facts)
                    yield Violation(message, sessions=(session.id,), excess=_CALLED_IN * over)

    def encode(self, f: "Encoder") -> None:
        """Highest - lowest <= slack, where highest >= before + turns >= lowest, those of the history before; 2 x heads <= 2 x target.

        By how much they must differ in any case is counted, and priced as a constant: no engine has to find it out.
        """
        import numpy as np

        from volmatch.columns.wished import wanted_by_few
        from volmatch.formulation.vocabulary.turns import most_fewest

        t = f.tables
        takes = t.takes_volunteers(self.where)
        unwanted, unwanted_past = wanted_by_few(t, takes, self.wanted_by_at_most)
        concerned = t.concerned(self.where) & unwanted[t.candidate_session]
        if self.role is not None:
            concerned = concerned & t.codes.names.has(self.role)[t.candidate_role]
        candidate = concerned.nonzero()[0]
        row = (np.cumsum(takes) - 1)[t.candidate_volunteer[candidate]]
        before = np.zeros(takes.size, dtype=np.int64)
        before[[t.volunteer_row[own] for own in self.before]] = list(self.before.values())
        had = (
            t.past.concerned(t.codes, self.where)
            & unwanted_past
            & (t.past.roles.has(self.role) if self.role is not None else True)
        )
        before = (before + np.bincount(t.past.volunteer[had], minlength=before.size))[takes]
        if before.size == 0:
            return
        # Both ends are counted from where they cannot fall below 0: the highest from the bottom, the lowest from the top.
        bottom, top = before.min(), (before + np.bincount(row, minlength=before.size)).max()
        everybody = np.zeros_like(before)
        highest = f.worst(f.rows(row, candidate, 1, count=before.size), everybody, above=bottom - before)
        lowest = f.worst(f.rows(row, candidate, -1, count=before.size), everybody, above=before - top)
        ends = np.concatenate([highest, lowest])
        owed = max(0, int(before.max() - most_fewest(t, candidate, row, before)) - self.slack)
        f.price(ends[:0], 1, constant=owed)
        f.keep(f.rows(np.zeros(2, dtype=np.int64), ends, 1), most=self.slack + top - bottom + owed)
        if self.level and not self.above_target:
            is_turn = (t.takes_sessions(self.where) & unwanted)[t.role_session] & (t.role_max > t.role_target)
            over = (is_turn if self.role is None else is_turn & t.codes.names.has(self.role)).nonzero()[0]
            heads_of, heads = t.candidates_of_roles(over)
            f.keep(f.rows(heads_of, heads, _CALLED_IN), most=_CALLED_IN * t.role_target[over])
