"""Brute force on tiny problems: every schedule there is, what each costs, and the best one; naive on purpose.

Written from the specification alone. It reads the plain fields of problems and schedules, and shares no code with any
rule, with the check, or with the solver.
"""

from oracle.costs import best, costs, excesses
from oracle.possible import every_schedule, is_possible, size

__all__ = ["best", "costs", "every_schedule", "excesses", "is_possible", "size"]
