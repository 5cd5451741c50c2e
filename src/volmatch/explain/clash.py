"""Why nothing is possible, fact by fact: a smallest set of what must hold that cannot hold together, and what gives way."""

import contextlib
from collections.abc import Iterator, Sequence

import attrs

from volmatch.doors import door
from volmatch.engines.answer import Isolation
from volmatch.errors import EncodingError, EngineError, NoScheduleError
from volmatch.explain.explanation import Explanation
from volmatch.explain.iis_deletion import ConflictSearch
from volmatch.explain.parts import Part, sessions_held, wholes_of
from volmatch.io import anonymous
from volmatch.problem.problem import Problem
from volmatch.rule import Violation
from volmatch.run.conflict import MOST_BREACHES, hindrances
from volmatch.schedule import Schedule
from volmatch.search.state.controls import Controls, Stopped
from volmatch.search.state.options import refuse_nonsense
from volmatch.text import Text


@attrs.frozen(kw_only=True)
class Member(Explanation):
    """One of the facts that cannot all hold.

    Parameters
    ----------
    part
        The fact.
    without
        A schedule that keeps all other members; ``None`` where there was no time to find one.
    violations
        What that schedule breaks of the fact: one way out.
    hindrances
        Why it leaves out a session that the fact wants to take place, where rooms are the reason.
    """

    part: Part
    without: Schedule | None = attrs.field(default=None, repr=False)
    violations: tuple[Violation, ...] = ()
    hindrances: tuple[Violation, ...] = ()

    def texts(self) -> Iterator[Text]:
        """Yield the way out."""
        breaches = tuple(found.message for found in self.violations[:MOST_BREACHES])
        facts = {"breach": breaches, "reasons": tuple(found.message for found in self.hindrances)}
        if self.hindrances:
            yield Text("one way out would be: {breach}, because {reasons}", facts)
        elif breaches:
            yield Text("one way out would be: {breach}", facts)


@attrs.frozen(kw_only=True)
class Clash(Explanation):
    """Facts of level 0 that cannot hold together.

    Parameters
    ----------
    members
        The facts: rules, small parts of them, and sessions that must take place.
    is_irreducible
        Whether each is needed: without any one of them there is a schedule that keeps the others, the one in `Member.without`.
        ``False`` when the time was up before that was known, or before rules were told in smaller facts.
    """

    members: tuple[Member, ...]
    is_irreducible: bool

    def texts(self) -> Iterator[Text]:
        """Yield what cannot hold together, then one way out for each member."""
        said = {"n": len(self.members), "facts": tuple(member.part.text for member in self.members)}
        if len(self.members) == 1:
            yield Text("this cannot hold: {facts}", said)
        else:
            yield Text("these {n} cannot all hold together: {facts}", said)
        for member in self.members:
            yield from member.texts()
        if not self.is_irreducible:
            yield Text("the time was up before this could be told in fewer or smaller facts")


@door
def clash(
    problem: Problem, *, time_limit: float | None = 60.0, seed: int = 0, isolation: Isolation = "auto"
) -> Clash | None:
    """Find a smallest set of facts of level 0 that cannot hold together.

    Parameters
    ----------
    problem
        The problem.
    time_limit
        Seconds; ``None`` for as long as it takes. When they are up, the set found so far is returned: it cannot hold
        together, but may name more than needed.
    seed
        Of all random choices.
    isolation
        Where engines work, as for `volmatch.solve`.

    Returns
    -------
    Clash or None
        ``None`` where a schedule keeps all rules of level 0. A clash has been proved impossible, by an engine asked twice and
        in two ways; that each member is needed is shown by a schedule that the independent check has judged. Where several
        sets clash, one of them is told, and leaving out one of its members may not be enough.

    Raises
    ------
    OptionError
        For an option that makes no sense.
    NoScheduleError
        If the time was up before it was known whether anything is possible.
    EngineError
        If the engine failed before it was known.
    """
    refuse_nonsense(problem=problem, time_limit=time_limit, seed=seed, isolation=isolation)
    return clash_among(problem, wholes_of(problem), Controls.of(time_limit, seed=seed, isolation=isolation))


def clash_among(problem: Problem, facts: Sequence[Part], controls: Controls) -> Clash | None:
    """Return a smallest clash among some of the rules that must hold, each given whole; see `clash`."""
    search = ConflictSearch(problem, controls, list(facts), list(sessions_held(problem)))
    try:
        if not search.is_impossible(search.facts):
            return None
        with contextlib.suppress(Stopped):
            search.narrow()
        return _told(problem, search)
    except Stopped:
        if controls.stopped_by():
            raise NoScheduleError(
                Text("the time was up before it was known whether anything keeps every rule of level 0")
            ) from None
        raise EngineError(
            Text("the engine failed before it was known whether anything keeps every rule of level 0")
        ) from None
    except EncodingError as error:
        error.repro = anonymous(problem)
        raise


def contradiction() -> EngineError:
    """Return the error that says that a verdict of the engine is disproved by a schedule."""
    return EngineError(Text("the engine called impossible what a schedule keeps; please report this"))


def _told(problem: Problem, search: ConflictSearch) -> Clash:
    """Return the clash, each member with the schedule that shows that it is needed."""
    if search.disproof() is not None:
        raise contradiction()
    members = []
    for fact in search.facts:
        others = [other for other in search.facts if other is not fact]
        with contextlib.suppress(Stopped):
            search.is_impossible(others)
        members.append(_member(problem, fact, search.kept_by(others)))
    is_sure = search.is_finished and all(one.without is not None for one in members)
    return Clash(members=tuple(members), is_irreducible=is_sure)


def _member(problem: Problem, fact: Part, schedule: Schedule | None) -> Member:
    if schedule is None:
        return Member(part=fact)
    violations = fact.breaches(problem, schedule)
    if not violations:
        raise contradiction()
    left_out = dict.fromkeys(own for found in violations for own in found.sessions)
    found = [one for own in left_out for one in hindrances(problem, schedule, own)]
    return Member(part=fact, without=schedule, violations=violations, hindrances=tuple(found))
