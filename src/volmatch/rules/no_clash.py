"""Sessions for the same guests do not overlap."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import attrs

from volmatch.claims import Claims
from volmatch.problem.shapes import SAYS_NOTHING, Id
from volmatch.problem.values import FrozenMap, tidy
from volmatch.problem.words import nearest
from volmatch.rule import Rule, Violation
from volmatch.text import Text

if TYPE_CHECKING:
    from volmatch.formulation.encoder import Encoder
    from volmatch.problem.problem import Problem
    from volmatch.problem.session import Session
    from volmatch.schedule import Schedule


@attrs.frozen(field_transformer=tidy, kw_only=True)
class NoClash(Rule):
    """Two sessions that share an audience, and both take place, do not overlap in time.

    Filters on volunteers say nothing here; one on sessions must take both.

    Excess: 1 for each pair of sessions that overlap, however many audiences they share.

    Parameters
    ----------
    audiences
        Session ids by audience, on top of the `audiences` that the sessions name themselves. An audience that has one
        session here must be named by a session itself: alone it would say nothing, a slip in its name most likely.
    """

    claims = Claims(never_dearer=True, only_forbids=True)

    audiences: Mapping[Id, Sequence[Id]] = FrozenMap({})

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield each audience without sessions."""
        for audience, sessions in self.audiences.items():
            if not sessions:
                yield f"audiences.{audience}", SAYS_NOTHING

    def without_session(self, session: str, problem: "Problem") -> "NoClash":
        """Return the rule with the session out of every audience, and without audiences that say nothing more."""
        left = [one for one in problem.sessions if one.id != session]
        kept = {name: [one for one in ids if one != session] for name, ids in self.audiences.items()}
        return attrs.evolve(self, audiences={name: ids for name, ids in kept.items() if _meets(name, ids, left)})

    def check(self, problem: "Problem", schedule: "Schedule") -> Iterator[Violation]:
        """Yield a violation for each two sessions that keep some guests from one of them."""
        held = [
            (session, schedule.placement_of[session.id].start)
            for session in problem.sessions
            if session.id in schedule.placement_of and self.where.takes_session(session, problem)
        ]
        guests = {
            session.id: {*session.audiences, *(name for name, ids in self.audiences.items() if session.id in ids)}
            for session, _ in held
        }
        for (one, start), (other, later) in combinations(held, 2):
            shared = tuple(sorted(guests[one.id] & guests[other.id]))
            if shared and start < later + other.length and later < start + one.length:
                facts = {"one": one.label, "other": other.label, "audiences": shared}
                message = Text("{one} and {other} overlap, and both are for {audiences}", facts)
                yield Violation(message, sessions=(one.id, other.id))

    def encode(self, f: "Encoder") -> None:
        """Options of two sessions of one audience that overlap are not both chosen."""
        import numpy as np

        from volmatch.arrays.nearness import meetings
        from volmatch.columns.resources import audiences, options_of_sessions
        from volmatch.formulation.vocabulary.choices import not_both

        t = f.tables
        session, audience = audiences(t, self.audiences)
        taken = t.takes_sessions(self.where)[session]
        session, audience = session[taken], audience[taken]
        guest, option = options_of_sessions(t, session)
        one, other = meetings(audience[guest], session[guest], t.option_start[option], t.option_end[option])
        pairs = np.unique(np.column_stack([option[one], option[other]]), axis=0)
        not_both(f, pairs[:, 0], pairs[:, 1], t.option_session, f.options)

    def unknown(self, problem: "Problem") -> Iterator[tuple[str, Text]]:
        """Yield the ids that are no session's, and the audiences of one session that no session names itself."""
        for name, ids in self.audiences.items():
            if ids and not _meets(name, ids, problem.sessions):
                yield f"audiences.{name}", _alone(name, problem.sessions)
            for index, id_ in enumerate(ids):
                if problem.session(id_) is None:
                    yield f"audiences.{name}[{index}]", Text("no session has this id")


def _meets(audience: str, ids: "Sequence[str]", sessions: "Sequence[Session]") -> bool:
    """Whether an audience with these sessions can have two: it names two, or a session names the audience itself."""
    return len(set(ids)) > 1 or any(audience in session.audiences for session in sessions)


def _alone(audience: str, sessions: "Sequence[Session]") -> Text:
    """Tell that one session of an audience meets no other, with the audience that may have been meant."""
    borne = {name for session in sessions for name in session.audiences}
    if not borne:
        return Text("one session alone cannot clash: name two, or the audience at another session")
    facts = {"near": nearest(audience, borne)}
    return Text("one session alone cannot clash, and no session names this audience; did you mean {near}?", facts)
