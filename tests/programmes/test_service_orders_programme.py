"""Service orders: each reported figure, and each thing the programme was to show, is there and not idle.

Most is asked of the look at nine on Monday, at which 25 orders are open: at the last look nearly everything is promised.
"""

from collections import Counter

import attrs
from examples import service_orders as example

import volmatch as vm
from example_runs import best, proved, solved, without
from service_desk import BATCHES, DONE, ELDERS, EVENING, NAME, NINE, VISITS, free_again, looked, orders
from volmatch.rules import Pinned, SiteShare, Wishes

COMMUNITIES = 19
#: Places of the goals: what is dropped, what is lent.
DROP, LENT = 1, 4


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
    """Figure: 2,100+ orders so far. Where stars say nothing, who served less before is asked; idle if nobody knew of them."""
    evening, _ = looked(EVENING)
    problem = attrs.evolve(evening, volunteers=[attrs.evolve(one, wishes=[]) for one in evening.volunteers])
    forgotten = attrs.evolve(problem, volunteers=[attrs.evolve(one, served_hours=0) for one in problem.volunteers])
    fair, blind = (vm.score(problem, best(one)) for one in (problem, forgotten))
    assert fair[:-1] == blind[:-1]
    assert fair[-1] < blind[-1]


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


def test_ratings_inform() -> None:
    """To show: ratings that inform. Fewer stars are missing than if nobody looked at them."""
    problem, made = looked(NINE)
    blind = best(without(problem, Wishes))
    assert missing_stars(problem, made) < missing_stars(problem, blind)


def test_ratings_never_exclude() -> None:
    """To show: ratings that never exclude. Who has one star serves, and were stars a thousand times as bad, all is still served."""
    problem, made = looked(NINE)
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
    alone = attrs.evolve(without(free_again(problem), Pinned), volunteers=stay)
    assert len([one for one in best(alone).dropped if one.startswith("order")]) >= sum(BATCHES) / 2


def test_help_is_lent_fairly() -> None:
    """To show: lent fairly. Centre by centre, the greatest share lent first, less is asked than if nobody looked at it."""
    problem, made = looked(NINE)
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
