"""Candidates found by classes of seats are those that asking every rule about everybody and every seat finds."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from volmatch.arrays.ragged import Bools, Ints
from volmatch.columns import eligibility
from volmatch.columns.compile import compile_problem
from volmatch.columns.eligibility import Classes, Seats
from volmatch.columns.masks import Masks, masks_that_hold
from volmatch.columns.tables import Tables
from volmatch.problem.values import tidy
from volmatch.rules import BY_NAME, Available, Ban, Banned, Curfew, Qualified, Reach, only
from volmatch.testing import problems, rule_lists
from volmatch.testing.rule_lists import wheres

Drawn = TypeVar("Drawn")
RULES: list[type[vm.Rule]] = [*BY_NAME.values()]
SAYING = [cls for cls in RULES if getattr(cls, "reads", None) is not None]


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Masked(vm.Rule):
    """A rule of a user's that nobody breaks in words."""

    def check(self, problem: vm.Problem, schedule: vm.Schedule) -> Iterator[vm.Violation]:
        """Yield nothing."""
        return iter(())


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Small(Masked):
    """A rule of a user's that says what it reads, of roles, options and sessions: small crews at even hours."""

    reads = ("role_max", "option_start", "session_kind")

    def mask(self, tables: Tables) -> Bools:
        """Allow few heads at even hours or in sessions of the first kind, by the parity of the volunteer's row."""
        few = tables.role_max[tables.candidate_role] <= 1 + tables.candidate_volunteer % 2
        even = (tables.candidate_start // 60 + tables.candidate_volunteer) % 2 == 0
        allowed: Bools = (
            (few & even) | (tables.session_kind[tables.candidate_session] == 0) | ~tables.concerned(self.where)
        )
        return allowed


@attrs.frozen(field_transformer=tidy, kw_only=True)
class Silent(Masked):
    """A rule of a user's that does not say what it reads."""

    def mask(self, tables: Tables) -> Bools | None:
        """Leave out every third seat of a person's, or nothing at all where the weight is 2."""
        odd: Bools = (tables.candidate_option + tables.candidate_role + tables.candidate_volunteer) % 3 > 0
        return odd if self.weight == 1 else None


def asked(kind: Callable[..., vm.Rule]) -> dict[str, st.SearchStrategy[Any]]:
    """Return what a rule asks to be told, drawn at random."""
    return {"latest": st.sampled_from(["09:30", "11:00"])} if kind is Curfew else {}


def mask_lists(problem: vm.Problem) -> st.SearchStrategy[list[vm.Rule]]:
    """Draw rules about single candidates, several of a kind, most of them to be kept."""
    filters, levels = wheres(problem), st.sampled_from((0, 0, 0, 1))
    kinds: list[Callable[..., vm.Rule]] = [*SAYING, Small, Silent]
    rules = [st.builds(kind, level=levels, where=filters, weight=st.integers(1, 2), **asked(kind)) for kind in kinds]
    people, sessions = ([one.id for one in listed] for listed in (problem.volunteers, problem.sessions))
    bans = st.builds(Ban, volunteer=st.sampled_from(people), session=st.sampled_from(sessions))
    rules.append(st.builds(Banned, level=levels, where=filters, bans=st.lists(bans, max_size=3)))
    return st.lists(st.one_of(rules), max_size=5)


def product(problem: vm.Problem, rules: Sequence[vm.Rule]) -> list[tuple[int, int, int]]:
    """Return what the masks leave of all (volunteer, role, option), sorted by volunteer, start, option and role."""
    tables = compile_problem(attrs.evolve(problem, volunteers=[]), [])
    options = sorted(range(tables.option_start.size), key=lambda option: (tables.option_start[option], option))
    pairs = [
        (volunteer, role, option)
        for volunteer in range(len(problem.volunteers))
        for option in options
        for role in range(tables.role_max.size)
        if tables.role_max[role] > 0 and tables.role_session[role] == tables.option_session[option]
    ]
    view = at(problem, *np.array(pairs, dtype=np.int64).reshape(-1, 3).T)
    masks = [rule.mask(view) for rule in masks_that_hold(rules)]
    kept = np.logical_and.reduce([np.ones(len(pairs), dtype=bool), *(mask for mask in masks if mask is not None)])
    return [pair for pair, is_kept in zip(pairs, kept, strict=True) if is_kept]


def at(problem: vm.Problem, volunteer: Ints, role: Ints, option: Ints) -> Tables:
    """Return the tables of a problem with these candidates."""
    tables = compile_problem(problem, [])
    return attrs.evolve(tables, candidate_volunteer=volunteer, candidate_role=role, candidate_option=option)


def found(problem: vm.Problem, rules: Sequence[vm.Rule]) -> list[tuple[int, int, int]]:
    """Return the candidates that compiling finds."""
    tables = compile_problem(problem, rules)
    columns = tables.candidate_volunteer, tables.candidate_role, tables.candidate_option
    return list(zip(*(column.tolist() for column in columns), strict=True))


def with_rules(
    make: Callable[[vm.Problem], st.SearchStrategy[list[vm.Rule]]],
) -> st.SearchStrategy[tuple[vm.Problem, Sequence[vm.Rule]]]:
    """Draw small problems, each with a list of rules made for it, settled."""

    def settled(problem: vm.Problem) -> st.SearchStrategy[tuple[vm.Problem, Sequence[vm.Rule]]]:
        lists = make(problem)
        return lists.map(lambda rules: (problem, settle(problem, rules)))

    return problems("small").flatmap(settled)


def settle(problem: vm.Problem, rules: Sequence[vm.Rule]) -> Sequence[vm.Rule]:
    """Return rules as a problem that is given them has them, without those that it adds."""
    return attrs.evolve(problem, rules=only(rules)).rules[-len(rules) :] if rules else ()


@given(with_rules(mask_lists), st.sampled_from((1, 7, 500_000)))
def test_candidates_are_what_the_masks_leave_of_the_product(
    drawn: tuple[vm.Problem, Sequence[vm.Rule]], stride: int
) -> None:
    """A candidate is lost, invented, doubled or out of order because seats were taken for alike, or at a border of strides."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(eligibility, "STRIDE", stride)
        assert found(*drawn) == product(*drawn)


@settings(max_examples=30)
@given(with_rules(rule_lists))
def test_candidates_under_rules_of_all_kinds(drawn: tuple[vm.Problem, Sequence[vm.Rule]]) -> None:
    """A rule that is a goal, or that has no mask, takes part in finding candidates."""
    assert found(*drawn) == product(*drawn)


@pytest.mark.parametrize("kind", SAYING)
@given(data=st.data())
def test_what_a_rule_reads_is_all_it_reads(kind: type[vm.Rule], data: st.DataObject) -> None:
    """A mask depends on more than its class says: two seats of a class are not alike to somebody."""
    problem = data.draw(problems("small"))
    (rule,) = settle(problem, [data.draw(st.builds(kind, where=wheres(problem), **asked(kind)))])
    tables = compile_problem(problem, [])
    seats = Seats.of(tables)
    assert isinstance(rule, Masks)
    classes = Classes.of(tables, seats, rule)
    if classes is not None:
        people = np.repeat(np.arange(len(problem.volunteers)), seats.count)
        seat, sample = (
            np.tile(one, len(problem.volunteers)) for one in (np.arange(seats.count), classes.sample[classes.number])
        )
        own, alike = (rule.mask(at(problem, people, seats.role[one], seats.option[one])) for one in (seat, sample))
        assert own is not None
        assert alike is not None
        assert np.array_equal(own, alike)


def test_the_rules_that_every_problem_has_say_what_they_read() -> None:
    """The rules about availability, skills and ways look at every volunteer and seat."""
    assert {Available, Qualified, Reach} <= set(SAYING)


def halls(hours: int, halls_: int) -> vm.Problem:
    """Return a problem with sessions in some halls at some hours, and three people who are free at the first hour only."""
    free = [{"from": "2026-08-01T00:00", "to": "2026-08-01T01:00"}]
    return vm.Problem.from_data(
        {
            "volunteers": [{"id": name, "available": free} for name in "abc"],
            "sessions": [
                {
                    "id": f"{hour}-{hall}",
                    "start": f"2026-08-01T{hour:02}:00",
                    "end": f"2026-08-01T{hour:02}:59",
                    "place": f"hall-{hall}",
                    "roles": [{"name": "lead"}],
                }
                for hour in range(hours)
                for hall in range(halls_)
            ],
            "places": [{"id": f"hall-{hall}"} for hall in range(halls_)],
        }
    )


def test_work_is_in_proportion_to_classes_and_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every volunteer is asked about every seat although the seats fall into few classes."""
    asked: list[int] = []
    mask = Available.mask

    def counting(rule: Available, tables: Tables) -> Bools:
        asked.append(tables.candidate_volunteer.size)
        return mask(rule, tables)

    monkeypatch.setattr(Available, "mask", counting)
    tables = compile_problem(halls(20, 30))
    assert tables.candidate_volunteer.size == 3 * 30
    assert (
        sum(asked) <= 3 * 30
    )  # the places are asked about first, all are within reach, and each hour stands for its 30 seats


def test_a_rule_that_reads_what_is_no_column_of_seats_is_told() -> None:
    """A slip in a user's rule ends in an error that does not say what was wrong."""

    @attrs.frozen(field_transformer=tidy, kw_only=True)
    class Slip(Masked):
        reads = ("volunteer_home",)

        def mask(self, tables: Tables) -> None:
            return None

    with pytest.raises(vm.OptionError, match="volunteer_home"):
        compile_problem(halls(2, 1), [Slip()])
