"""The hand-written model in HiGHS: all levels in one weighted sum."""

from benchmarks.handmade.goals import model_of
from benchmarks.handmade.objective import weighted
from benchmarks.handmade.with_highs import minimise
from benchmarks.peer import Peer
from benchmarks.protocol import Task, serve

PEER = Peer(environment="highs", packages=("highspy==1.15.1", "numpy==2.4.6"))


def answer(task: Task) -> None:
    """Write the model, minimise, and tell."""
    model = model_of(task.problem)
    minimise(task, model, [weighted(model)])


if __name__ == "__main__":
    serve(answer)
