"""volmatch itself, through the same door as everybody else."""

from benchmarks.peer import Peer
from benchmarks.protocol import Task, serve
from benchmarks.tell import tell_schedule
from volmatch.solve import solve

PEER = Peer()


def answer(task: Task) -> None:
    """Solve and tell."""
    outcome = solve(task.problem, time_limit=task.seconds_left, seed=task.seed)
    if outcome.schedule is not None:
        tell_schedule(task, outcome.schedule)


if __name__ == "__main__":
    serve(answer)
