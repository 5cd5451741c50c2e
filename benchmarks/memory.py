"""How much memory a process ever held at once."""

import resource
import sys
from pathlib import Path

_STATUS = Path("/proc/self/status")
#: Bytes in the unit in which `resource` counts: kilobytes, and bytes on a Mac.
_UNIT = 1 if sys.platform == "darwin" else 1024


def peak_mb() -> float:
    """Return the peak of this process so far, in megabytes.

    Linux hands a parent's peak down to the processes it starts, as far as `resource` knows; the kernel's own mark does not.
    """
    if _STATUS.exists():
        marks = [line.split() for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM")]
        if marks:
            return round(int(marks[0][1]) * 1024 / 1e6, 1)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT / 1e6, 1)
