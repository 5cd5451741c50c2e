"""How long a test waits for something promised: half as long again, and longer on a machine that has other work."""

import os
import sys


def patience(seconds: float) -> float:
    """Return how many seconds to grant for a promise of some."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return 1.5 * seconds * max(1.0, load / (os.cpu_count() or 1))


def work(seconds: float) -> float:
    """Return how many seconds of a processor to grant for work promised in some: more where each line is counted."""
    return 3.0 * seconds if "coverage" in sys.modules else seconds
