"""Rules as users would write them, in a file of their own: variety within a day, and few people for a whole series."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import attrs
import numpy as np

import volmatch as vm
from volmatch.formulation.encoder import Encoder


@attrs.frozen(kw_only=True)
class Variety(vm.Rule):
    """Nobody serves in more than one session of the same kind on a day; excess: 1 for each session more."""

    def check(self, problem: vm.Problem, schedule: vm.Schedule) -> Iterator[vm.Violation]:
        """Yield a violation for each day on which somebody repeats a kind."""
        duties = [duty for duty in schedule.duties(problem) if duty.session.kind is not None]
        times = Counter((duty.volunteer.id, duty.session.kind, duty.day) for duty in duties)
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


@attrs.frozen(kw_only=True)
class FamiliarFaces(vm.Rule):
    """No series meets more than `most` different people; excess: 1 for each person more."""

    most: int = 1

    def check(self, problem: vm.Problem, schedule: vm.Schedule) -> Iterator[vm.Violation]:
        """Yield a violation for each series that meets too many people."""
        met: dict[str, set[str]] = defaultdict(set)
        for duty in schedule.duties(problem):
            if duty.session.series is not None:
                met[duty.session.series].add(duty.volunteer.id)
        for series, people in met.items():
            if len(people) > self.most:
                message = vm.Text("{series} meets {n} people", {"series": series, "n": len(people)})
                yield vm.Violation(message, volunteers=tuple(sorted(people)), excess=len(people) - self.most)

    def encode(self, f: Encoder) -> None:
        """Sum over volunteers of "serves in the series at all" <= most."""
        t = f.tables
        series = t.session_series[t.candidate_session]
        candidate = (series >= 0).nonzero()[0]
        groups = np.column_stack([series, t.candidate_volunteer])[candidate]
        pairs, row = np.unique(groups, axis=0, return_inverse=True)
        meets = f.any_of(row.ravel(), candidate, len(pairs))
        f.keep(f.rows(pairs[:, 0], meets, 1, count=int(t.session_series.max(initial=-1)) + 1), most=self.most)
