"""What changed since a schedule was published, as a list for the page: each change with what it was for."""

from volmatch.doors import door
from volmatch.explain.compare import Comparison
from volmatch.live.repaired import Repaired
from volmatch.report.annex import Annex
from volmatch.text import Fact, Text


@door
def changed_list(found: Repaired | Comparison) -> Annex:
    """Return what changed, a row each, beside what it was for.

    Parameters
    ----------
    found
        A repair, of which each row stands beside what happened; or a comparison of two schedules, of which each row stands
        beside what undoing the change would cost.
    """
    rows: list[tuple[Fact, ...]]
    if isinstance(found, Repaired):
        rows = [(cause.said, line) for cause in found.causes for line in cause.lines]
    else:
        rows = [(change.reason.text, change.move.text) for change in found.changes]
    title = Text.counted("{n} change since it was published", "{n} changes since it was published", {"n": len(rows)})
    return Annex(title, [Text("because"), Text("what changed")], rows)
