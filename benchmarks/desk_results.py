"""What a simulation of a desk measured, kept beside what was measured of other policies, with the machine and its load."""

import datetime as dt
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.run import machine, versions

#: What a page shows of each policy, and how it calls it.
PAGE_COLUMNS = {
    "served": "orders served",
    "share": "of all",
    "minutes to a yes": "minutes until somebody said yes (median)",
    "travel minutes": "minutes on the way (mean)",
    "spread of hours": "hours apart (standard deviation)",
    "median s": "seconds a look (median)",
    "most s": "and at most",
}


def cpu_seconds() -> float:
    """Return the processor time that this process has used, and the engines that it started: what a busy machine does not blur.

    Engines that run are looked up where the system tells of them; elsewhere only those that ended count.
    """
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system + _running()


def _running() -> float:
    """Return the processor time of processes that this one started and that still run, in seconds."""
    ticks = 0
    for listed in Path("/proc/self/task").glob("*/children"):
        for child in listed.read_text(encoding="ascii").split():
            try:
                told = Path(f"/proc/{child}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:  # it ended meanwhile
                continue
            ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK") if ticks else 0.0


def note(path: Path, about: Mapping[str, int], head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Add rows to a file of results; a policy that it has already is measured anew."""
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"policies": {}}
    if kept.get("about", about) != dict(about):
        kept = {"policies": {}}
    day = dt.datetime.now(tz=dt.UTC).date().isoformat()
    load = round(os.getloadavg()[0], 1)
    for row in rows:
        kept["policies"][row[0]] = {**dict(zip(head[1:], row[1:], strict=True)), "day": day, "load": load}
    kept |= {"about": dict(about), "machine": machine(), "versions": versions()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def page_table(path: Path) -> str:
    """Return the results of a file as the table of a page in Markdown; whoever knew everything comes last."""
    policies = json.loads(path.read_text(encoding="utf-8"))["policies"]
    rows = [(name, *(told[key] for key in PAGE_COLUMNS)) for name, told in policies.items()]
    rows.sort(key=lambda row: (row[0] == "clairvoyant", int(row[1].partition(",")[0])))
    head = ("policy", *PAGE_COLUMNS.values())
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(one or "-" for one in line) + " |" for line in lines)
