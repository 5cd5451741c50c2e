"""A hand-written CP-SAT model in the style of an employee scheduling sample: all levels in one weighted sum, all threads."""

from benchmarks.handmade.goals import model_of
from benchmarks.handmade.objective import weighted
from benchmarks.handmade.with_cpsat import minimise
from benchmarks.peer import Peer
from benchmarks.protocol import Task, serve

PEER = Peer()


def answer(task: Task) -> None:
    """Write the model, minimise the sum, and tell."""
    model = model_of(task.problem)
    minimise(task, model, [weighted(model)], {"num_workers": task.threads})


if __name__ == "__main__":
    serve(answer)
