"""How long a test waits for something promised: half as long again, and longer on a machine that has other work."""

import os


def patience(seconds: float) -> float:
    """Return how many seconds to grant for a promise of some."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return 1.5 * seconds * max(1.0, load / (os.cpu_count() or 1))
