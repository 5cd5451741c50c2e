"""The hand-written model in CP-SAT, level by level: one worker with a strong linear relaxation, told what it found before."""

from benchmarks.handmade.goals import model_of
from benchmarks.handmade.objective import level_by_level
from benchmarks.handmade.with_cpsat import minimise
from benchmarks.peer import Peer
from benchmarks.protocol import Task, serve

PEER = Peer()


def answer(task: Task) -> None:
    """Write the model, minimise level by level, and tell."""
    model = model_of(task.problem)
    minimise(task, model, level_by_level(model), {"num_workers": 1, "linearization_level": 2})


if __name__ == "__main__":
    serve(answer)
