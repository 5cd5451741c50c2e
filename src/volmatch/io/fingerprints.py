"""The fingerprint of a problem: a schedule that bears it was made for just this problem."""

import hashlib

from volmatch.doors import door
from volmatch.io.layout import canonical
from volmatch.io.plain import problem_data
from volmatch.problem.problem import Problem


@door
def fingerprint(problem: Problem) -> str:
    """Return the SHA-256 of a problem's canonical JSON, in hex: equal problems have equal fingerprints."""
    data = problem_data(problem)
    del data["standard"]  # the rules are whole whoever lists them, and schedules of before know the others' fingerprint
    return hashlib.sha256(canonical(data)).hexdigest()
