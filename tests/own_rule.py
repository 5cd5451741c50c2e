"""A rule as a user would write it, in a file of their own: nobody does two sessions of a kind on one day."""

from collections import Counter
from collections.abc import Iterator

import attrs
import numpy as np

import volmatch as vm
from volmatch.encoder import Encoder


@attrs.frozen(kw_only=True)
class Variety(vm.Rule):
    """Nobody serves in more than one session of the same kind on a day; excess: 1 for each session more."""

    def check(self, problem: vm.Problem, schedule: vm.Schedule) -> Iterator[vm.Violation]:
        """Yield a violation for each day on which somebody repeats a kind."""
        duties = [duty for duty in schedule.duties(problem) if duty.session.kind is not None]
        times = Counter((duty.volunteer.id, duty.session.kind, duty.start.date()) for duty in duties)
        for (volunteer, kind, day), count in times.items():
            if count > 1:
                facts = {"volunteer": volunteer, "kind": kind, "day": day}
                message = vm.Text("{volunteer} does {kind} more than once on {day}", facts)
                yield vm.Violation(message, volunteers=(volunteer,), excess=count - 1)

    def encode(self, f: Encoder) -> None:
        """Sum over the candidates of a volunteer, kind and day <= 1."""
        t = f.tables
        kind, day = t.session_kind[t.candidate_session], t.option_day[t.candidate_option]
        candidate = (kind >= 0).nonzero()[0]
        groups = np.column_stack([t.candidate_volunteer, kind, day])[candidate]
        _, row = np.unique(groups, axis=0, return_inverse=True)
        f.keep(f.rows(row.ravel(), candidate, 1), most=1)
