"""How long the tasks of a round may take: of the time that is left, a part is kept for bounds."""

import attrs

from volmatch.search.state.controls import Controls

#: Share of all the time that is kept for bounds: whoever finds nothing better any more may still prove how good it is.
KEPT_FOR_BOUNDS = 0.2
#: No task gets less than this; seconds.
LEAST = 0.1
#: A task shall take at least so many times as long as reading what it is about.
WORTH_READING = 2


@attrs.frozen(eq=False)
class RoundTime:
    """Shares the time left out.

    Parameters
    ----------
    controls
        When the run began and ends.
    hands
        How many tasks are done at a time.
    looking
        Seconds that it takes to read a region and to put it into columns.
    """

    controls: Controls
    hands: int
    looking: float

    def share(self, share: float, tasks: int, *, is_bound: bool = False) -> float | None:
        """Return how many seconds each of some tasks may take, so that all of them take a share of the time left.

        What looks for schedules leaves alone what is kept for bounds.
        """
        left = self.controls.seconds_left() if is_bound else self.to_find()
        return None if left is None else max(LEAST, left * share / max(1, -(-tasks // self.hands)))

    def is_worth(self, seconds: float | None) -> bool:
        """Whether a task of so many seconds does more than read what it is about; always where no clock may decide."""
        return seconds is None or self.controls.deterministic or seconds >= self.looking * WORTH_READING

    def rounds(self, share: float, tasks: int, most: int, *, is_bound: bool = False) -> int:
        """Return in how many rounds a share of the time is best spent: none so short that a task does little more than read."""
        seconds = self.share(share, tasks, is_bound=is_bound)
        if seconds is None or self.controls.deterministic:  # how fast this machine reads must not matter
            return most
        return min(most, int(seconds / (self.looking * WORTH_READING + LEAST)))

    def to_find(self) -> float | None:
        """Return how many seconds are left for better schedules; ``None`` for as many as it takes.

        All that are left where the same schedule must be found again: it may depend on no clock until the limit is reached.
        """
        left, deadline = self.controls.seconds_left(), self.controls.deadline
        if left is None or deadline is None or self.controls.deterministic:
            return left
        return max(0.0, left - KEPT_FOR_BOUNDS * (deadline - self.controls.began))
