"""The fewest people one must recruit so that the first level costs as little as recruiting can make it cost."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import attrs

from volmatch.explain.advice import kinds
from volmatch.explain.advice.profiles import Seat, besides_seats, fresh_ids, seats_of
from volmatch.explain.advice.what_if import Bench
from volmatch.explain.advice.wording import kind_of_person
from volmatch.explain.explanation import Explanation
from volmatch.outcome import Outcome
from volmatch.problem.session import Session
from volmatch.problem.volunteer import Volunteer
from volmatch.text import Fact, Text

#: No more newcomers than this are put into one problem.
_MOST_NEWCOMERS = 3_000


@attrs.frozen(kw_only=True)
class FewestRecruits(Explanation):
    """The smallest set of recruits that brings the first level as low as recruits can.

    Parameters
    ----------
    recruits
        How many of each profile, by id of the profile; profiles that are not needed are left out.
    kinds
        The profiles in words, in the same order.
    level
        The first level.
    before, after
        What it costs without them and with them.
    least_after
        No number of recruits of these kinds can make it cost less; ``None`` where unknown.
    least_people
        Fewer people than this cannot bring it to `after`.
    """

    recruits: tuple[tuple[str, int], ...]
    kinds: tuple[Text, ...]
    level: int
    before: int
    after: int
    least_after: int | None
    least_people: int

    @property
    def people(self) -> int:
        """How many people are recruited."""
        return sum(count for _, count in self.recruits)

    @property
    def is_proved(self) -> bool:
        """Whether neither a lower cost nor fewer people for this cost are possible."""
        return self.least_after == self.after and self.least_people == self.people

    def texts(self) -> Iterator[Text]:
        """Yield what they gain, and what is proved."""
        items = zip(self.kinds, self.recruits, strict=True)
        listed = tuple(Text("{count} {kind}", {"count": count, "kind": kind}) for kind, (_, count) in items)
        facts: dict[str, Fact] = {
            "n": self.people,
            "level": self.level,
            "before": self.before,
            "after": self.after,
            "who": listed,
            "least": self.least_people,
        }
        if not self.people:
            yield Text("no recruit of these kinds brings level {level} below {after}", facts)
        else:
            yield Text.counted(
                "{n} more volunteer brings level {level} from {before} to {after}: {who}",
                "{n} more volunteers bring level {level} from {before} to {after}: {who}",
                facts,
            )
        if self.least_people == self.people:
            yield Text("fewer people cannot do it, proved")
        else:
            yield Text("whether fewer can do it is not proved; at least {least} are needed", facts)
        if self.least_after == self.after:
            yield Text("no number of such recruits makes it cost less, proved")


def fewest_recruits(bench: Bench, profiles: Sequence[Volunteer]) -> FewestRecruits | None:
    """Return the fewest recruits for the first level.

    ``None`` where there is nothing to recruit for, or where nothing is known: some rule of the first level or of what must
    hold looks at people who do not serve, or the time was over.
    """
    bench = bench.with_one_level()
    if bench.first is None or not bench.first.value or not profiles:
        return None
    if not kinds.is_steady(bench.problem, tuple(profiles)) or bench.is_over:
        return None
    useful = _widest(profiles, seats_of(bench.problem, profiles))
    return _RecruitSearch(bench, [profile for profile, _ in useful], [seats for _, seats in useful]).run()


def _widest(profiles: Sequence[Volunteer], seats: list[frozenset[Seat]]) -> list[tuple[Volunteer, frozenset[Seat]]]:
    """Leave out each profile that could hold no seat, or none that another one just like it could not hold too."""
    alike = [besides_seats(one) for one in profiles]
    kept: list[tuple[Volunteer, frozenset[Seat]]] = []
    for row, own in enumerate(seats):
        rivals = [other for other, kind in enumerate(alike) if other != row and kind == alike[row]]
        beaten = any(own < seats[other] or (own == seats[other] and other < row) for other in rivals)
        if own and not beaten:
            kept.append((profiles[row], own))
    return kept


@attrs.define(eq=False)
class _RecruitSearch:
    bench: Bench
    profiles: list[Volunteer]
    seats: list[frozenset[Seat]]

    def run(self) -> FewestRecruits | None:
        """Try with one recruit of each profile; then with so many that no smaller set can have been missed.

        A set of fewer than n people has at most n - 1 of any profile: so n - 1 copies of each are enough to prove n.
        """
        found = self._with(1)
        if found is None:
            return None
        least = self._least_cost(found.cost)
        if found.cost != least:
            found = self._better(found, self._with(max(2, self.before)))
            least = least if found.cost else 0
        proved = found.least_people
        while proved < found.people and found.copies < found.people - 1:
            again = self._with(found.people - 1)
            if again is None:
                break
            if again.cost > found.cost:  # fewer people than found are never enough, if that is proved
                proved = found.people if again.is_cost_proved else proved
                break
            found = again
            proved = found.least_people
        return self._told(found, min(proved, found.people), least)

    @property
    def before(self) -> int:
        """What the first level costs without recruits."""
        return self.bench.before.levels[0].value

    def _better(self, one: "_Try", other: "_Try | None") -> "_Try":
        return other if other is not None and other.cost < one.cost else one

    def _with(self, copies: int) -> "_Try | None":
        """Solve with copies of each profile, and few of them in service; ``None`` where that is too much or too late."""
        if self.bench.is_over or copies * len(self.profiles) > _MOST_NEWCOMERS:
            return None
        problem = self.bench.problem
        known = (*problem.words.teams, *(team for one in self._people for team in one.teams))
        team = next(fresh_ids(known, "recruits"))
        ids = fresh_ids((one.id for one in self._people), "newcomer")
        profile_of = {next(ids): profile for profile in self.profiles for _ in range(copies)}
        newcomers = [attrs.evolve(profile, id=id_, teams=(*profile.teams, team)) for id_, profile in profile_of.items()]
        larger = attrs.evolve(problem, volunteers=(*problem.volunteers, *newcomers))
        level = self.bench.before.levels[0].level + 1
        outcome = self.bench.outcome_of(kinds.with_fewest(larger, level, team=team))
        return None if outcome is None or outcome.schedule is None else _Try(copies, outcome, profile_of)

    @property
    def _people(self) -> tuple[Volunteer, ...]:
        return (*self.bench.problem.volunteers, *self.profiles)

    def _least_cost(self, reached: int) -> int | None:
        """Return what no number of recruits can go below: the cost when every seat they could hold asks for nobody."""
        problem = self.bench.problem
        level = self.bench.before.levels[0].level
        if reached == 0:
            return 0
        if self.bench.is_over or not kinds.asks_least_heads_alone(problem, level):
            return None
        filled = {(session, role) for seats in self.seats for session, role, _ in seats}
        loose = [_without_needs(session, filled) for session in problem.sessions]
        outcome = self.bench.outcome_of(attrs.evolve(problem, sessions=loose))
        return None if outcome is None or not outcome.levels else outcome.levels[0].bound

    def _told(self, found: "_Try", least_people: int, least_cost: int | None) -> FewestRecruits:
        counts = Counter(found.profile_of[id_].id for id_ in found.serving)
        chosen = [profile for profile in self.profiles if counts[profile.id]]
        return FewestRecruits(
            recruits=tuple((profile.id, counts[profile.id]) for profile in chosen),
            kinds=tuple(kind_of_person(self.bench.problem, profile) for profile in chosen),
            level=self.bench.before.levels[0].level,
            before=self.before,
            after=found.cost,
            least_after=least_cost,
            least_people=least_people,
        )


@attrs.frozen(eq=False)
class _Try:
    """An outcome with some copies of each profile."""

    copies: int
    outcome: Outcome
    profile_of: Mapping[str, Volunteer]

    @property
    def cost(self) -> int:
        return self.outcome.levels[0].value

    @property
    def is_cost_proved(self) -> bool:
        return self.outcome.levels[0].proved

    @property
    def serving(self) -> set[str]:
        schedule = self.outcome.schedule
        return (
            {one.volunteer for one in schedule.assignments if one.volunteer in self.profile_of} if schedule else set()
        )

    @property
    def people(self) -> int:
        return len(self.serving)

    @property
    def least_people(self) -> int:
        """How many are needed at least for this cost: sets of more people than copies may have been missed."""
        return min(self.outcome.levels[1].bound or 0, self.copies + 1)


def _without_needs(session: Session, filled: set[tuple[str, str]]) -> Session:
    roles = [attrs.evolve(role, min=0) if (session.id, role.name) in filled else role for role in session.roles]
    return attrs.evolve(session, roles=roles)
