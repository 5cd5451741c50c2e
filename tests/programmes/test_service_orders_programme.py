"""Service orders: each reported figure, and each thing the programme was to show, is there and not idle."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence

import attrs
from examples import service_orders as example

import volmatch as vm
from example_runs import best, proved, solved, without
from volmatch.patterns import promised
from volmatch.rules import FewestChanges, Pin, Pinned, SiteShare, Wishes, only

NAME = "service_orders"
COMMUNITIES, ELDERS, DONE, VISITS, BATCHES = 19, 168, 2_100, 2, (40, 20)
#: Places of the goals: what is dropped, what is lent.
DROP, LENT = 1, 2
#: An order that either of two people could take at no loss elsewhere.
LAST_ORDER, LAST_ORDER_FOR = "order 2142", ("h24", "h74")


def in_english(english: str, _: str) -> str:
    """Return the English name."""
    return english


def orders(problem: vm.Problem, made: vm.Schedule) -> list[vm.Duty]:
    """Return who serves in which order."""
    return [one for one in made.duties(problem) if one.session.id.startswith("order")]


def pinned(problem: vm.Problem) -> Pinned:
    """Return what was promised and what was refused."""
    (found,) = [rule for rule in problem.rules if isinstance(rule, Pinned)]
    return found


def free_again(problem: vm.Problem) -> vm.Problem:
    """Return a problem in which nothing was promised or refused."""
    return without(problem, Pinned, FewestChanges)


def missing_stars(problem: vm.Problem, made: vm.Schedule) -> int:
    """Return how many stars are missing, at whichever level the wishes are."""
    (found,) = [level.rules["wishes"] for level in vm.check(problem, made).levels if "wishes" in level.rules]
    return found


def lent(problem: vm.Problem, made: vm.Schedule) -> dict[str, float]:
    """Return which share of the time of its people each centre lends to others."""
    given, away = Counter[str](), Counter[str]()
    for one in made.duties(problem):
        home = one.volunteer.home or ""
        given[home] += one.minutes
        away[home] += one.minutes * (home not in problem.enclosing_places(one.place or ""))
    return {home: away[home] / given[home] for home in given}


def test_three_tiers_of_centres() -> None:
    """Figures: centres in three tiers: 1 city, 19 communities, N estates and malls; orders come from all of them."""
    problem, made = proved(NAME)
    tiers = Counter(len(problem.enclosing_places(one.id)) for one in problem.places)
    assert tiers == {1: 1, 2: COMMUNITIES, 3: len(example.ESTATES)}
    assert {one.label.split()[-1] for one in problem.places if len(problem.enclosing_places(one.id)) == 3} == {
        "estate",
        "mall",
    }
    served = {len(problem.enclosing_places(one.place or "")) for one in orders(problem, made)}
    assert served == {1, 2, 3}


def test_2100_orders_so_far() -> None:
    """Figure: 2,100+ orders so far. They count as hours served, and the new ones are numbered from there."""
    problem, _ = proved(NAME)
    assert sum(one.served_hours for one in problem.volunteers) == DONE
    numbers = sorted(int(one.id.split()[1]) for one in problem.sessions if one.id.startswith("order"))
    assert numbers == list(range(DONE + 1, DONE + sum(BATCHES) + 1))


def test_orders_so_far_count_as_fair_share() -> None:
    """Figure: 2,100+ orders so far. Of two who could take an order as well, whoever served less before is asked."""
    problem, made = proved(NAME)
    served = {one.id: one.served_hours for one in problem.volunteers}
    fewer, more = LAST_ORDER_FOR
    assert served[fewer] < served[more]
    served[fewer], served[more] = served[more], served[fewer]
    swapped = [attrs.evolve(one, served_hours=served[one.id]) for one in problem.volunteers]
    after = best(attrs.evolve(problem, volunteers=swapped))
    assert [one.volunteer for one in made.assignments if one.session == LAST_ORDER] == [fewer]
    assert [one.volunteer for one in after.assignments if one.session == LAST_ORDER] == [more]


def test_3_kinds_of_team_with_4_services() -> None:
    """Figures: 3 kinds of team, 4 fixed services: everybody is in one, and does its services and no other."""
    problem, _ = proved(NAME)
    teams = {"convenience": {"repair"}, "health": {"clinic"}, "neighbour help": {"daily care", "traffic"}}
    found = set()
    for one in problem.volunteers:
        (team,) = set(one.teams) & set(teams)
        assert set(one.skills) == teams[team]
        found.add(team)
    assert found == set(teams)


def test_a_team_accepts_an_order() -> None:
    """Line: residents order, the centre dispatches, a team accepts. Each order is served by the team of its kind."""
    problem, made = proved(NAME)
    assert {one.session.kind for one in orders(problem, made)} == {"repair", "clinic", "daily care", "traffic"}
    assert all(set(one.session.tags) <= set(one.volunteer.teams) for one in orders(problem, made))
    assert len(orders(problem, made)) == sum(BATCHES)


def test_orders_arrive_in_time_windows() -> None:
    """To show: orders in time windows. Each is served within its four hours of its day, later than it arrived."""
    problem, made = proved(NAME)
    moved = 0
    for one in orders(problem, made):
        first, last = min(one.session.candidate_starts), max(one.session.candidate_starts)
        assert last + one.session.length - first == dt.timedelta(hours=4)
        assert first <= one.start <= last
        number = int(one.session.id.split()[1]) - DONE
        arrived = example.MONDAY + dt.timedelta(days=int(number > BATCHES[0]))
        assert arrived < one.start.date() <= arrived + dt.timedelta(days=3)
        moved += one.start != first
    assert moved


def test_orders_are_dispatched_in_batches() -> None:
    """To show: dispatched in batches. What the first promised stays in the second; planned anew, people would have to be told."""
    problem, made = proved(NAME)
    promise = {(pin.volunteer, pin.session) for pin in pinned(problem).stay}
    assert len(promise) == ELDERS * VISITS + BATCHES[0] - 1
    now = {(one.volunteer, one.session) for one in made.assignments}
    assert promise <= now
    assert not [rule for rule in problem.rules if isinstance(rule, FewestChanges) if list(rule.check(problem, made))]
    anew = best(free_again(problem))
    told = promise - {(one.volunteer, one.session) for one in anew.assignments}
    assert len(told) >= BATCHES[0] // 4
    assert len(set(made.placements) - set(anew.placements)) > len(promise) // 4


def test_the_next_batch_is_solved_with_promises() -> None:
    """To show: dispatched in batches. A third batch after the two is served as well, and changes nothing that was promised."""
    problem, made = proved(NAME)
    more = example.orders(sum(BATCHES) + 1, 10, example.MONDAY + dt.timedelta(days=2), in_english)
    refused = [vm.Assignment(pin.volunteer, pin.session, "helper") for pin in pinned(problem).never]
    bare = free_again(problem)
    rules = [*bare.rules, *promised(made, refused=refused).rules]
    third = best(attrs.evolve(bare, sessions=[*bare.sessions, *more.sessions], rules=only(rules)))
    assert set(made.assignments) <= set(third.assignments)
    assert set(made.placements) <= set(third.placements)
    assert not third.dropped


def test_re_dispatch_after_a_refusal() -> None:
    """To show: re-dispatch after a refusal. Somebody else comes, at the hour that was promised; asked again, they would go."""
    problem, made = proved(NAME)
    (refused,) = pinned(problem).never
    (loose,) = [rule for rule in problem.rules if isinstance(rule, FewestChanges) and rule.level]
    (instead,) = made.crews[refused.session]
    assert instead.volunteer != refused.volunteer
    assert loose.placements == (made.placement_of[refused.session],)
    asked = Pinned(stay=[*pinned(problem).stay, Pin(volunteer=refused.volunteer, session=refused.session)])
    again = attrs.evolve(problem, rules=only([asked if isinstance(one, Pinned) else one for one in problem.rules]))
    assert vm.score(again, best(again))[: LENT + 1] <= vm.score(problem, made)[: LENT + 1]


def test_a_refusal_by_everybody_leaves_the_order_for_later() -> None:
    """To show: re-dispatch after a refusal. If all who can refuse, the order is dropped, and still nobody is sent."""
    problem, made = proved(NAME)
    (refused,) = pinned(problem).never
    able = [one.id for one in problem.volunteers if set(one.teams) & set(tags_of(problem, refused.session))]
    never = Pinned(never=[Pin(volunteer=own, session=refused.session) for own in able])
    rest = attrs.evolve(pinned(problem), never=())
    rules = [rest if isinstance(one, Pinned) else one for one in problem.rules]
    assert best(attrs.evolve(problem, rules=only([*rules, never]))).dropped == (refused.session,)
    assert not made.dropped


def tags_of(problem: vm.Problem, own: str) -> Sequence[str]:
    """Return the kind of team that a session asks for."""
    session = problem.session(own)
    assert session is not None
    return session.tags


def test_ratings_inform() -> None:
    """To show: ratings that inform. Fewer stars are missing than if nobody looked at them."""
    problem, made = proved(NAME)
    blind = best(without(problem, Wishes))
    assert missing_stars(problem, made) < missing_stars(problem, blind)


def test_ratings_never_exclude() -> None:
    """To show: ratings that never exclude. Who has one star serves, and were stars a thousand times as bad, all is still served."""
    problem, made = proved(NAME)
    worst = {one.id for one in problem.volunteers if any(wish.score == -4 for wish in one.wishes)}
    assert worst & {one.volunteer.id for one in orders(problem, made)}
    people = [
        attrs.evolve(one, wishes=[attrs.evolve(wish, score=wish.score * 1_000) for wish in one.wishes])
        for one in problem.volunteers
    ]
    dreaded = attrs.evolve(problem, volunteers=people)
    assert vm.score(dreaded, best(dreaded))[: DROP + 1] == vm.score(problem, made)[: DROP + 1] == (0, 0)


def test_help_is_lent_between_centres() -> None:
    """To show: help lent between centres. A centre has one team, so most orders are served by another's; else they are dropped."""
    problem, made = proved(NAME)
    own = [one for one in orders(problem, made) if one.volunteer.home in problem.enclosing_places(one.place or "")]
    assert len(own) < len(orders(problem, made)) / 2
    stay = [attrs.evolve(one, max_travel_minutes=5) for one in problem.volunteers]
    alone = attrs.evolve(free_again(problem), volunteers=stay)
    assert len([one for one in best(alone).dropped if one.startswith("order")]) >= sum(BATCHES) / 2


def test_help_is_lent_fairly() -> None:
    """To show: lent fairly. Centre by centre, the greatest share lent first, less is asked than if nobody looked at it."""
    problem, made = proved(NAME)
    blind = best(without(problem, SiteShare))
    assert vm.score(problem, made)[LENT] < vm.score(problem, blind)[LENT]
    fair, unfair = (sorted(lent(problem, one).values(), reverse=True) for one in (made, blind))
    assert fair < unfair


def test_every_level_is_proved_at_the_real_size() -> None:
    """Line: the whole city, 168 elders, 84 helpers and 60 orders, in one problem that is proved best in less than a minute."""
    problem, outcome = solved(NAME)
    assert (len(problem.sessions), len(problem.volunteers)) == (ELDERS * VISITS + sum(BATCHES), 84)
    assert outcome.status == "optimal"
    assert outcome.seconds < 60
