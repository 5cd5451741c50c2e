"""volmatch's first schedule alone."""

from benchmarks.peer import Peer
from benchmarks.protocol import Task, serve
from benchmarks.tell import tell_schedule
from volmatch.formulation.build import build
from volmatch.formulation.interpreter import Interpreter
from volmatch.search.start.greedy import greedy

PEER = Peer()


def answer(task: Task) -> None:
    """Build, take the greedy schedule, and tell."""
    f = build(task.problem)
    tell_schedule(task, Interpreter.of(f, task.problem).schedule(greedy(f)))


if __name__ == "__main__":
    serve(answer)
