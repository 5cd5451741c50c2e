"""Why somebody serves in a session: what it would cost to do without them there, and who would have to move."""

from collections.abc import Iterator

import attrs

from volmatch.doors import door
from volmatch.engines.answer import Isolation
from volmatch.errors import OptionError
from volmatch.explain.change import changes
from volmatch.explain.explanation import Explanation
from volmatch.explain.loss import Loss, settled
from volmatch.explain.moves import Move, moves
from volmatch.explain.subject import schedule_of, session_of, volunteer_of
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.rules import only
from volmatch.rules.pinned import Pin, Pinned
from volmatch.schedule import Schedule
from volmatch.solve import solve_narrower
from volmatch.text import Text


@attrs.frozen(kw_only=True)
class Forced(Explanation):
    """What follows when an outcome must have, or do without, one more thing.

    Parameters
    ----------
    loss
        What each level costs more; ``None`` where it is impossible.
    moves
        All changes it takes, the one asked about among them; empty where it is impossible.
    schedule
        The best schedule that was found for it.
    clash
        Why it is impossible: rules that cannot hold together with it.
    """

    loss: Loss | None = None
    moves: tuple[Move, ...] = ()
    schedule: Schedule | None = None
    clash: tuple[Text, ...] = ()

    @property
    def is_possible(self) -> bool:
        """Whether any schedule has it."""
        return self.schedule is not None

    def texts(self) -> Iterator[Text]:
        """Yield the loss and the moves, or the clash."""
        yield from self.clash
        if self.loss is not None:
            yield from self.loss.texts()
        if self.moves:
            yield Text("what would change:")
        for move in self.moves:
            yield from move.texts()


@attrs.frozen(kw_only=True)
class Why(Explanation):
    """Why a volunteer serves in a session.

    Parameters
    ----------
    volunteer, session, role
        Who serves where, as what; ids.
    without
        What follows when they do not serve in that session.
    text
        The first sentence of the answer.
    """

    volunteer: str
    session: str
    role: str
    without: Forced
    text: Text

    def texts(self) -> Iterator[Text]:
        """Yield the first sentence, the loss and the moves."""
        yield self.text
        yield from self.without.texts()


@door
def why(
    problem: Problem,
    outcome: Outcome,
    volunteer: str,
    session: str,
    *,
    time_limit: float | None = 10.0,
    seed: int = 0,
    isolation: Isolation = "auto",
) -> Why:
    """Say why a volunteer serves in a session: the problem is solved again without them there.

    Parameters
    ----------
    problem, outcome
        What was solved, and what came of it.
    volunteer, session
        Ids of somebody and of a session in which the outcome's schedule has them serve.
    time_limit
        Seconds; when they are over, losses that are not proved yet are told as a range. ``None`` for as long as it takes.
    seed
        Of all random choices.
    isolation
        Where engines work, as for `volmatch.solve`.

    Raises
    ------
    OptionError
        If there is no such volunteer or session, if they do not serve there (ask `why_not`), or if the outcome has no
        schedule that keeps what must hold.
    ScheduleError
        If the outcome was made for another problem.
    NoScheduleError
        If the time was up before any schedule without them was found.
    """
    outcome = settled(problem, outcome, time_limit=time_limit, seed=seed, isolation=isolation)
    schedule = schedule_of(problem, outcome)
    person, event = volunteer_of(problem, volunteer), session_of(problem, session)
    facts = {"volunteer": person.label, "session": event.label}
    own = [one for one in schedule.crews.get(event.id, ()) if one.volunteer == person.id]
    if not own:
        raise OptionError(Text("{volunteer} does not serve in {session}: ask why_not", facts))
    rest = attrs.evolve(schedule, assignments=[one for one in schedule.assignments if one not in own])
    never = Pinned(never=[Pin(volunteer=person.id, session=event.id)])
    without = forced(problem, outcome, never, starts=[rest], time_limit=time_limit, seed=seed, isolation=isolation)
    if not without.is_possible:
        text = Text("{session} cannot do without {volunteer}:", facts)
    elif without.loss is not None and without.loss.is_free:
        text = Text("{session} can do without {volunteer} at no cost: someone else could do it as well", facts)
    else:
        text = Text("without {volunteer} in {session}:", facts)
    return Why(volunteer=person.id, session=event.id, role=own[0].role, without=without, text=text)


def forced(
    problem: Problem,
    outcome: Outcome,
    pinned: Pinned,
    *,
    starts: list[Schedule],
    time_limit: float | None,
    seed: int,
    isolation: Isolation,
) -> Forced:
    """Solve a problem again with pins that must hold as well, and compare."""
    narrower = attrs.evolve(problem, rules=only((*problem.rules, pinned)))
    again = solve_narrower(narrower, outcome, starts=starts, time_limit=time_limit, seed=seed, isolation=isolation)
    if again.schedule is None:
        return Forced(clash=again.clash)
    return Forced(
        loss=Loss(levels=changes(outcome.levels, again.levels)),
        moves=moves(problem, schedule_of(problem, outcome), again.schedule),
        schedule=again.schedule,
    )
