"""One good call of each public function of what comes after publication."""

import datetime as dt
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import volmatch as vm
from volmatch.live import Absence, Askable, Repaired, SwapOffer

#: Before everything begins.
NOW = "2026-03-01T12:00"


@cache
def teas() -> tuple[vm.Problem, vm.Schedule]:
    """Return two tea rounds with one person each, and one more on call at home."""
    rounds = [
        vm.Session(own, start=f"2026-03-0{day}T09:00", end=f"2026-03-0{day}T10:00", roles=[vm.Role("cook")])
        for own, day in (("first", 2), ("second", 3))
    ]
    problem = vm.Problem([vm.Volunteer(own) for own in ("li", "wu", "xu")], rounds)
    crew = [vm.Assignment("li", "first", "cook"), vm.Assignment("wu", "second", "cook")]
    return problem, vm.Schedule(crew, [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions])


@cache
def mended() -> Repaired:
    """Return what becomes of the rounds when somebody falls ill."""
    return vm.live.repair(*teas(), [Absence("li", "2026-03-02", "2026-03-02")])


def of_live(folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield each function's name and good arguments."""
    for name, call in (*_of_changes(folder), *_of_offers(folder), *_of_questions()):
        yield f"volmatch.live.{name}", call
        if name == "repair":
            yield "volmatch.repair", call  # the same verb, which is a name of the package as well


def _of_changes(folder: Path) -> Iterator[tuple[str, Any]]:
    problem, plan = teas()
    changes: list[Any] = [Absence("li", "2026-03-02", "2026-03-02"), {"change": "cancelled", "session": "second"}]
    file, size = folder / "after.json", {"most_bytes": 10**6}
    vm.live.write_changes(file, changes, problem)
    yield "apply", {"problem": problem, "changes": changes}
    yield "changed_list", {"found": mended()}
    yield "dumps_changes", {"changes": changes, "problem": problem}
    yield "loads_changes", {"text": vm.live.dumps_changes(changes, problem), "problem": problem, **size}
    yield "read_changes", {"path": file, "problem": problem, **size}
    yield "write_changes", {"path": folder / "written changes.json", "changes": changes, "problem": problem}
    yield "prepare", {"problem": problem, "schedule": plan, "time_limit": 5.0}
    yield "repair", {"problem": problem, "schedule": plan, "changes": changes, "now": NOW, "notice": dt.timedelta(days=1),
                     "time_limit": 0.5, "seed": 0, "cancel": threading.Event(), "isolation": "thread"}  # fmt: skip


def _of_offers(folder: Path) -> Iterator[tuple[str, Any]]:
    problem, plan = teas()
    offers: list[Any] = [
        SwapOffer("li", "first", better=["second"]),
        {"volunteer": "wu", "gives": "second", "better": ["first"]},
    ]
    whole, size = {"problem": problem, "schedule": plan}, {"most_bytes": 10**6}
    text = vm.live.dumps_offers(offers, problem, plan)
    file = folder / "offers.json"
    file.write_text(text, encoding="utf-8")
    yield "dumps_offers", {"offers": offers, **whole}
    yield "loads_offers", {"text": text, **whole, **size}
    yield "read_offers", {"path": file, **whole, **size}
    yield "swaps", {**whole, "offers": offers, "longest": 3, "chains": True, "allowed": {1: 1}, "now": NOW, "time_limit": 0.5, "seed": 0,
                    "cancel": threading.Event(), "isolation": "thread"}  # fmt: skip


def _of_questions() -> Iterator[tuple[str, Any]]:
    problem, plan = teas()
    whole = {"problem": problem, "schedule": plan}
    people = [Askable(volunteer="li", odds=0.5, minutes=30)]
    yield "ask_plan", {"people": people, "now": "2026-03-01T12:00+00:00", "deadline": "2026-03-02T08:00+00:00",
                       "chance": 0.9, "quiet": ("21:00", "08:00")}  # fmt: skip
    yield "drill", {**whole, "days": 5, "seed": 1}
    yield "open_seats", {**whole, "volunteer": "xu", "now": NOW}
    yield "stamp_of", whole
    yield "substitutes", {**whole, "session": "first", "role": "cook", "leaving": "li", "asked": {"xu": NOW}, "refused": ["wu"],
                          "now": NOW, "links": 1, "reasons": 2, "time_limit": 0.5, "cancel": threading.Event()}  # fmt: skip
