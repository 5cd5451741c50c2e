"""Rules of somebody else in files: they come back if they are registered, and are refused if nothing could read them."""

import datetime as dt
from collections.abc import Iterator

import attrs
import pytest

import volmatch as vm
from volmatch.problem.shapes import Clock, Day, Hours
from volmatch.problem.values import tidy
from volmatch.rules import Cover as OurCover
from volmatch.rules import only


@attrs.frozen(kw_only=True)
class Silent(vm.Rule):
    """A rule that nothing breaks."""

    def check(self, problem: vm.Problem, schedule: vm.Schedule) -> Iterator[vm.Violation]:
        """Yield nothing."""
        return iter(())


@attrs.frozen(field_transformer=tidy, kw_only=True)
class QuietHours(Silent):
    """A rule with fields of every kind."""

    hours: Hours = 8
    since: Clock = dt.time(22)
    days: dict[str, Day] = attrs.field(factory=dict)
    only_: bool = False


class Nameless(Silent):
    """A rule that nobody registered."""


@attrs.frozen(kw_only=True)
class Cover(Silent):
    """A rule that has the name of one of ours."""


def test_a_registered_rule_comes_back_equal() -> None:
    """A user's rule is lost in files, or its fields are."""
    vm.register("night.quiet_hours", QuietHours)
    rule = QuietHours(level=2, hours=7.5, since=dt.time(21, 30), days={"start": dt.date(2026, 8, 1)}, only_=True)
    problem = vm.Problem([], [], rules=only([rule]))
    text = vm.io.dumps(problem)
    assert '"rule": "night.quiet_hours"' in text
    assert '"only": true' in text
    assert vm.io.loads(text) == problem


def test_an_unknown_dotted_name_is_refused() -> None:
    """A file names a rule, and the module of that name is imported and run."""
    text = vm.io.dumps(vm.Problem([], [], rules=only([OurCover()]))).replace('"cover"', '"os.system"')
    with pytest.raises(vm.ProblemError, match=r"rules\[5\].rule: wanted one of"):
        vm.io.loads(text)


@pytest.mark.parametrize("rule", [Nameless(), Cover()])
def test_a_rule_that_no_file_can_name_is_refused(rule: vm.Rule) -> None:
    """A problem is written that nobody can read, or that comes back with another rule of the same name."""
    problem = vm.Problem([], [], rules=only([rule]))
    with pytest.raises(vm.ProblemError, match=r"rules\[5\]: .*volmatch.register"):
        vm.io.dumps(problem)


def test_a_problem_that_no_file_can_hold_has_a_fingerprint() -> None:
    """A problem with an unregistered rule cannot be solved, since its outcome wants the fingerprint."""
    own, ours, nameless = (vm.Problem([], [], rules=only([rule])) for rule in (Cover(), OurCover(level=0), Nameless()))
    assert len({vm.io.fingerprint(problem) for problem in (own, ours, nameless)}) == 3


@attrs.frozen(kw_only=True)
class Imaginary(Silent):
    """A rule with a field that no file can hold."""

    turn: complex = 1j


def test_a_field_that_cannot_be_read_is_told() -> None:
    """The author of a rule with an unreadable field is not told which."""
    with pytest.raises(vm.ProblemError, match=r"rules\[0\]: reading this raised .*no shape for <class 'complex'>"):
        vm.Problem([], [], rules=only([Imaginary()]))


class Unfinished(vm.Rule):
    """A rule that does not say what it checks."""


def test_a_rule_that_checks_nothing_is_refused() -> None:
    """A class whose author forgot `check` is accepted, and fails in the middle of a solve."""
    with pytest.raises(vm.ProblemError, match=r"rules\[0\]: wanted a rule that says what it checks"):
        vm.Problem([], [], rules=only([Unfinished()]))
