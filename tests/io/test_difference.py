"""What changed between two problems: by ids and not by positions, complete, and in words."""

from typing import Any

import attrs
import pytest
from hypothesis import given

import volmatch as vm
from sample_problems import every_field
from volmatch.io import difference
from volmatch.rules import Cover, MinRest, only
from volmatch.testing import problems


def told(before: vm.Problem, after: vm.Problem) -> list[tuple[str, str]]:
    """Return kind and path of each change."""
    return [(change.kind, change.path) for change in difference(before, after).changes]


@given(problems("small"), problems("tiny"))
def test_nothing_differs_exactly_if_problems_are_equal(one: vm.Problem, other: vm.Problem) -> None:
    """A change is passed over, or a problem differs from itself."""
    assert not difference(one, one)
    assert bool(difference(one, other)) == (one != other)
    assert len(difference(one, other).changes) == len(difference(other, one).changes)


def changed(**fields: Any) -> vm.Problem:
    """Return the problem of every field with the first volunteer changed."""
    li, *others = every_field().volunteers
    return attrs.evolve(every_field(), volunteers=[attrs.evolve(li, **fields), *others])


@pytest.mark.parametrize(
    ("after", "changes"),
    [
        (changed(name="Li"), [("changed", "volunteers[li].name")]),
        (changed(home=None), [("removed", "volunteers[li].home")]),
        (changed(skills={"drawing": 2, "tutoring": 3, "tea": 1}),
         [("removed", "volunteers[li].skills.driving"), ("removed", "volunteers[li].skills.first-aid"),
          ("changed", "volunteers[li].skills.tutoring"), ("added", "volunteers[li].skills.tea")]),
        (changed(traits=["adult", "driver"]), [("removed", "volunteers[li].traits"), ("added", "volunteers[li].traits")]),
        (changed(traits=["checked", "adult"]), [("moved", "volunteers[li].traits")]),
        (attrs.evolve(every_field(), volunteers=every_field().volunteers[::-1]), [("moved", "volunteers")]),
        (attrs.evolve(every_field(), travel=vm.Travel(default_minutes=21, minutes=every_field().travel.minutes)),  # type: ignore[union-attr]
         [("changed", "travel.default_minutes")]),
        (attrs.evolve(every_field(), rules=only([*every_field().rules, Cover(level=7), MinRest(hours=11)])),
         [("added", "rules[cover#2]"), ("added", "rules[min_rest]")]),
    ],
)  # fmt: skip
def test_changes_are_told_by_ids(after: vm.Problem, changes: list[tuple[str, str]]) -> None:
    """A change is told of a neighbour, twice, or as the loss of a whole record."""
    assert told(every_field(), after) == changes


def test_roles_are_compared_by_name() -> None:
    """A role put in front of the others is told as a change of all of them."""
    art, *others = every_field().sessions
    roles = [vm.Role("cook"), attrs.evolve(art.roles[0], level=3), *art.roles[1:]]
    after = attrs.evolve(every_field(), sessions=[attrs.evolve(art, roles=roles), *others])
    assert told(every_field(), after) == [
        ("changed", "sessions[art-1].roles[teacher].level"),
        ("added", "sessions[art-1].roles[cook]"),
    ]


def test_records_that_came_or_went_are_told_whole() -> None:
    """A person who left is told field by field, or comes without what they are."""
    after = attrs.evolve(every_field(), volunteers=[*every_field().volunteers, vm.Volunteer("new", name="N")])
    (change,) = difference(every_field(), after).changes
    assert (change.kind, change.path, change.new) == ("added", "volunteers[new]", {"id": "new", "name": "N"})


def test_lists_in_rules_may_be_called_like_parts_of_a_problem() -> None:
    """A rule's list of kinds or places is taken for a list of records."""
    one, two = (
        attrs.evolve(every_field(), rules=only([Cover(where=vm.Where(sessions=vm.SessionFilter(place=places)))]))
        for places in (["yueling"], ["ranli", "yueling"])
    )
    assert told(one, two) == [("added", "rules[cover].where.sessions.place")]
    plain = attrs.evolve(every_field(), rules=only([Cover()]))
    assert told(plain, one) == [("added", "rules[cover].where")]


def test_changes_are_said_in_words() -> None:
    """A sentence holds a fact it cannot show, or says nothing."""
    found = difference(every_field(), changed(name="Li", home=None, traits=["checked", "adult"]))
    assert found.sentence() == (
        "changed: volunteers[li].name, from 李 to Li\n"
        "removed: volunteers[li].home, yueling\n"
        "in another order: volunteers[li].traits"
    )
    assert difference(every_field(), every_field()).sentence() == "nothing differs"
    assert found.sentence("zh")
