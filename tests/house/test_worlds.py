"""A rule's words and its columns share the rule's fields and nothing else."""

from pathlib import Path

import pytest

from house.sources import camel, rule_files, shown
from house.worlds import breaches


@pytest.mark.parametrize("path", rule_files(), ids=shown)
def test_the_two_halves_of_a_rule_do_not_touch(path: Path) -> None:
    """A slip in a shared helper makes ``check`` and ``encode`` agree on the wrong thing, and the laws see nothing."""
    assert breaches(path.read_text(encoding="utf-8"), camel(path.stem)) == []


CLEAN = '''
"""Nobody rests too little."""
from datetime import timedelta
from typing import TYPE_CHECKING
import attrs
from volmatch.rule import Rule, Violation
from volmatch.text import Text
if TYPE_CHECKING:
    import numpy as np
    from volmatch.formulation.formulation import Encoder
    from volmatch.schedule import Schedule

_HOUR = 60
_TABLE = {"a": timedelta}

@attrs.frozen
class MinRest(Rule):
    hours: int = 11

    def check(self, problem: "Problem", schedule: "Schedule"):
        for duty in schedule.duties(problem):
            if self._is_short(duty, _HOUR):
                yield Violation(Text("short"), (_who(duty),))

    def encode(self, f: "Encoder") -> None:
        from volmatch.formulation.vocabulary.runs import rests

        t = f.tables
        rests(f)
        f.conflict(_pairs(t, self.hours * _HOUR))

    def _is_short(self, duty, hour):
        return duty.minutes < self.hours * hour

def _who(duty):
    return duty.volunteer.id

def _pairs(t, minutes) -> "np.ndarray":
    return t.pairs(minutes)
'''

PLANTED = {
    "a helper for both": ("f.conflict(_pairs(t, self.hours * _HOUR))", "f.conflict(_who(t))"),
    "a helper's helper for both": ("return t.pairs(minutes)", "return [_who(pair) for pair in t.pairs(minutes)]"),
    "a method for both": ("f.conflict(_pairs(t, self.hours * _HOUR))", "f.conflict(self._is_short(t, 1))"),
    "encode asks check": ("t = f.tables\n", "t = list(self.check(f.tables, f))\n"),
    "check asks encode": ("return duty.minutes <", "return self.encode(duty) or duty.minutes <"),
    "check reads tables": ("return duty.volunteer.id", "return duty.problem.tables.row"),
    "check uses numpy": ("return duty.volunteer.id", "return np.array(duty)"),
    "check uses the vocabulary": ("return duty.volunteer.id", "return rests(duty)"),
    "check imports late": ("return duty.volunteer.id", "import numpy\n    return numpy.array(duty)"),
    "encode reads the problem": ("t = f.tables\n", "t = f.tables.problem\n"),
    "encode asks a words filter": ("t = f.tables\n", "t = self.where.takes_session(f)\n"),
    "encode makes texts": ("return t.pairs(minutes)", "return Text('pairs')"),
    "encode imports words": (
        "t = f.tables\n",
        "from volmatch.problem.window import WEEKDAYS as days\n        t = days\n",
    ),
    "encode imports the pen": (
        "t = f.tables\n",
        "from volmatch.formulation.encoder import Encoder as Pen\n        t = Pen\n",
    ),
    "a shared table": ("self.hours * _HOUR", "_TABLE"),
    "another rule": ("import attrs\n", "import attrs\nfrom volmatch.rules.cover import Cover\n"),
    "another rule for annotations": ("    import numpy as np\n", "    from volmatch.rules.cover import Cover\n"),
    "another base": ("class MinRest(Rule)", "class MinRest(Restful, Rule)"),
    "a trapdoor": ("return t.pairs(minutes)", "return globals()['_who'](t)"),
}


@pytest.mark.parametrize(("before", "after"), PLANTED.values(), ids=PLANTED.keys())
def test_the_audit_sees_planted_breaches(before: str, after: str) -> None:
    """The audit has a hole."""
    source = CLEAN.replace("for duty in schedule", "_TABLE\n        for duty in schedule")
    assert breaches(source, "MinRest") == []
    assert before in source
    assert breaches(source.replace(before, after), "MinRest")
