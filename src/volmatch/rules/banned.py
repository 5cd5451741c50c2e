"""Some people are kept from some others, or from some sessions or places, and nobody is told why."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import Id
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.words import Kind, Series
from volmatch.rule import Rule, Violation
from volmatch.text import Text, template

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from volmatch.columns.tables import Tables
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.session import Session
    from volmatch.schedule import Duty, Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Ban:
    """A volunteer kept from exactly one of: another volunteer, a session, a kind or series of sessions, a place.

    There is no field for the reason: what is not written down cannot be read by the wrong person.
    """

    volunteer: Id
    other: Id | None = None
    session: Id | None = None
    kind: Kind | None = None
    series: Series | None = None
    place: Id | None = None

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        against = [self.other, self.session, self.kind, self.series, self.place]
        if sum(one is not None for one in against) != 1:
            yield "volunteer", Text("a ban is against exactly one of other, session, kind, series, place")
        elif self.other == self.volunteer:
            yield "other", Text("nobody can be kept from themselves")


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Banned(Rule):
    """Nobody serves with a person, or in a session, kind, series or place, that a ban keeps them from.

    Two people kept apart never serve in the same session. A place stands for itself and all places in it, and counts where
    the session really takes place.

    Excess: 1 for each duty that bans rule out, and 1 for each two people kept apart in each session in which both serve.
    """

    claims = Claims(never_dearer=True, only_forbids=True)
    splits = FrozenMap({"bans": template("ban number {number} of the list")})
    bans: Sequence[Ban] = ()

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each duty ruled out and each meeting of two people kept apart; the text says only where."""
        bans: dict[str, list[Ban]] = defaultdict(list)
        for ban in self.bans:
            bans[ban.volunteer].append(ban)
        kept_apart = {frozenset((ban.volunteer, ban.other)) for ban in self.bans if ban.other is not None}
        crews: dict[str, set[str]] = defaultdict(set)
        for duty in schedule.duties(problem):
            if self.where.takes_duty(duty, problem):
                crews[duty.session.id].add(duty.volunteer.id)
                if any(_rules_out(ban, duty, problem) for ban in bans[duty.volunteer.id]):
                    yield _violation(duty.session, duty.volunteer.id)
        for session in problem.sessions:
            for pair in combinations(sorted(crews[session.id]), 2):
                if frozenset(pair) in kept_apart:
                    yield _violation(session, *pair)

    def mask(self, tables: "Tables") -> "npt.NDArray[np.bool_]":
        """Allow the candidates whose option is none that their volunteer is kept from."""
        import numpy as np

        out = np.zeros(tables.candidate_volunteer.size, dtype=bool)
        person, candidate = np.unique(tables.candidate_volunteer, return_inverse=True)
        is_here = {int(row): place for place, row in enumerate(person)}
        order = np.argsort(candidate, kind="stable")
        indptr = np.searchsorted(candidate[order], np.arange(person.size + 1))
        for ban in self.bans:
            place = is_here.get(tables.volunteer_row[ban.volunteer])
            if ban.other is None and place is not None:
                own = order[indptr[place] : indptr[place + 1]]
                banned = tables.options_of(session=ban.session, kind=ban.kind, series=ban.series, place=ban.place)
                out[own] |= banned[tables.candidate_option[own]]
        return ~(out & tables.concerned(self.where))

    def encode(self, f: "Encoder") -> None:
        """Candidates of both people kept apart, of one session, <= 1."""
        import numpy as np

        t = f.tables
        rows = [
            (t.volunteer_row[ban.volunteer], t.volunteer_row[ban.other]) for ban in self.bans if ban.other is not None
        ]
        pairs = np.unique(np.sort(np.array(rows, dtype=np.int64).reshape(-1, 2), axis=1), axis=0)
        sessions = t.takes_sessions(self.where).nonzero()[0]
        one, other = (np.repeat(people, sessions.size) for people in pairs.T)
        session = np.tile(sessions, len(pairs))
        meeting, first = t.candidates_of_pairs(one, session)
        same_meeting, second = t.candidates_of_pairs(other, session)
        counts = t.takes_people(self.where)
        meeting, first = meeting[counts[first]], first[counts[first]]
        same_meeting, second = same_meeting[counts[second]], second[counts[second]]
        f.keep(f.rows(meeting, first, 1) + f.rows(same_meeting, second, 1), most=1)

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:
        """Yield what the problem does not know about each ban."""
        for index, ban in enumerate(self.bans):
            for field, person in (("volunteer", ban.volunteer), ("other", ban.other)):
                if person is not None and problem.volunteer(person) is None:
                    yield f"bans[{index}].{field}", Text("no volunteer has this id")
            if ban.session is not None and problem.session(ban.session) is None:
                yield f"bans[{index}].session", Text("no session has this id")
            if ban.place is not None and problem.place(ban.place) is None:
                yield f"bans[{index}].place", Text("no place has this id")


def _rules_out(ban: Ban, duty: "Duty", problem: "Problem") -> bool:
    if ban.place is not None:
        return duty.place is not None and ban.place in problem.enclosing_places(duty.place)
    if ban.session is not None:
        return duty.session.id == ban.session
    if ban.kind is not None:
        return duty.session.kind == ban.kind
    return ban.series is not None and duty.session.series == ban.series


def _violation(session: "Session", *people: str) -> Violation:
    message = Text("the crew of {session} breaks the rule banned", {"session": session.label})
    return Violation(message, volunteers=people, sessions=(session.id,))
