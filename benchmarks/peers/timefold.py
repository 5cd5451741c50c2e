"""Timefold's Python edition: local search over seats, with a score of as many levels as ours."""

from benchmarks.handmade.seats import seats_of
from benchmarks.handmade.with_timefold import minimise
from benchmarks.peer import Peer
from benchmarks.protocol import Task, serve

PEER = Peer(environment="timefold", packages=("timefold==1.24.0b0",), java=True)


def answer(task: Task) -> None:
    """Write down the seats, search, and tell."""
    minimise(task, seats_of(task.problem))


if __name__ == "__main__":
    serve(answer)
