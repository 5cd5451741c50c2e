"""One good call of each public function, so that any of its arguments can be replaced by something odd."""

import datetime as dt
import inspect
import io
import threading
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rich.console import Console

import volmatch as vm
import volmatch.io.calendars
import volmatch.io.programmes
from faults.programmes import quick
from live_doors import of_live
from pattern_doors import of_patterns
from scale_doors import of_scale
from volmatch.report.html import card, charts, markdown, page, sheets

#: Parts whose doors are not all watched yet, and why. This list may only shrink.
UNWATCHED = {
    "volmatch.rules": "its functions are called by problems, which judge what they are given",
}
#: The modules whose names are public, and those of pages, whose public names the reference lists.
MODULES = (vm, vm.io, vm.io.calendars, vm.io.programmes, vm.explain, vm.live, vm.patterns, vm.scale)
PAGES = (page.write_page, page.page, sheets.sheets, charts.svg, charts.png, markdown.markdown, card.card)


class OwnRule(vm.Rule):
    """A rule that says nothing."""


Call = Mapping[str, Any]


def public_functions() -> dict[str, Callable[..., Any]]:
    """Return all public functions by their dotted names."""
    found = {
        f"{module.__name__}.{name}": thing
        for module in MODULES
        for name in module.__all__
        if inspect.isfunction(thing := getattr(module, name)) and not thing.__module__.startswith(tuple(UNWATCHED))
    }
    return found | {f"{one.__module__}.{one.__name__}": one for one in PAGES}


@cache
def solved() -> vm.Outcome:
    """Return the best schedule of a small problem."""
    return vm.solve(quick(), time_limit=10)


@cache
def thin() -> tuple[vm.Problem, vm.Outcome]:
    """Return a problem in which a seat stays empty, and its schedule."""
    begin = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
    tea = vm.Session("tea", start=begin, end=begin + dt.timedelta(hours=1), roles=[vm.Role("cook", min=2)])
    problem = vm.Problem([vm.Volunteer("li")], [tea])
    return problem, vm.solve(problem, time_limit=10)


def good_calls(folder: Path) -> dict[str, Call]:
    """Return good arguments for each public function; whatever is written goes into the folder."""
    parts = (_verbs, _files, _calendars, _pages, _explanations)
    found = {name: call for part in parts for name, call in part(folder)}
    more = {f"volmatch.scale.{name}": call for name, call in of_scale(folder)}
    return found | dict(of_live(folder)) | dict(of_patterns(solved())) | more


def _verbs(folder: Path) -> Iterator[tuple[str, Call]]:
    problem, outcome = quick(), solved()
    plan = outcome.schedule
    limits: dict[str, Any] = {"time_limit": 0.5, "seed": 0, "memory_limit": 4_000.0, "isolation": "thread"}
    yield "volmatch.check", {"problem": problem, "schedule": plan}
    yield "volmatch.size_of", {"problem": problem}
    yield "volmatch.score", {"problem": problem, "schedule": plan}
    yield "volmatch.register", {"name": "tests.any", "cls": OwnRule}
    yield "volmatch.solve", {"problem": problem, **limits, "workers": 1, "on_progress": print_nothing,
                             "cancel": threading.Event(), "start": plan, "deterministic": True,
                             "checkpoint": folder / "solve.checkpoint", "resume": True}  # fmt: skip
    keep = {"checkpoint": folder / "later.checkpoint", "resume": True}
    later = {"problem": problem, **limits, "workers": 1, "start": plan, "deterministic": False, **keep}
    yield "volmatch.start", later
    yield "volmatch.solve_async", {**later, "on_progress": print_nothing}
    yield "volmatch.watch", {"problem": problem, **limits, "cancel": threading.Event(), "start": plan,
                             "deterministic": False, "lang": "en", "console": Console(file=io.StringIO())}  # fmt: skip
    yield "volmatch.save", {"problem": problem, "outcome": outcome, "folder": folder / "saved", "name": "plan",
                            "lang": "en", "annexes": [annex()]}  # fmt: skip
    yield "volmatch.show", {"problem": problem, "outcome": outcome, "lang": "en", "by": "session", "columns": [],
                            "annexes": [annex()], "file": io.StringIO()}  # fmt: skip


def print_nothing(_: object) -> None:
    """Take news and be silent."""


def annex() -> vm.Annex:
    """Return a small table of one's own."""
    return vm.Annex(vm.Text("keys"), [vm.Text("door")], [("left",)])


def _files(folder: Path) -> Iterator[tuple[str, Call]]:
    problem, outcome, size = quick(), solved(), {"most_bytes": 10**6}
    names = {kind: folder / f"{kind}.json" for kind in ("problem", "schedule", "changes")}
    vm.io.write(names["problem"], problem)
    vm.io.write(names["schedule"], outcome, problem=problem)
    vm.io.write_tables(problem, folder / "tables.xlsx")
    vm.io.write_schedule_tables(problem, outcome, folder / "plan.xlsx")
    vm.io.write_programme(problem, outcome, folder / "plan.xml")
    form = folder / "form.csv"
    form.write_text("Name,s0,Mail\nv1,yes,none\n", encoding="utf-8")
    yield "volmatch.io.anonymous", {"problem": problem}
    yield "volmatch.io.fingerprint", {"problem": problem}
    yield "volmatch.io.check_belongs", {"problem": problem, "outcome": outcome}
    yield "volmatch.io.difference", {"before": problem, "after": thin()[0]}
    yield "volmatch.io.dumps", {"value": outcome, "problem": problem}
    yield "volmatch.io.loads", {"text": vm.io.dumps(problem), **size}
    yield "volmatch.io.read", {"path": names["problem"], **size}
    yield "volmatch.io.read_problem", {"path": names["problem"], **size}
    yield "volmatch.io.read_outcome", {"path": names["schedule"], **size}
    yield "volmatch.io.read_schedule", {"path": names["schedule"], **size}
    yield "volmatch.io.write", {"path": folder / "written.json", "value": outcome, "problem": problem}
    yield "volmatch.io.frames", {"problem": problem}
    yield (
        "volmatch.io.read_tables",
        {"source": folder / "tables.xlsx", **size, "encoding": "utf-8", "told": print_nothing},
    )
    yield "volmatch.io.write_tables", {"problem": problem, "path": folder / "out.xlsx", "lang": "en"}
    yield "volmatch.io.read_schedule_tables", {"problem": problem, "path": folder / "plan.xlsx", **size,
                                               "told": print_nothing}  # fmt: skip
    yield "volmatch.io.write_schedule_tables", {"problem": problem, "outcome": outcome, "path": folder / "out2.xlsx",
                                                "lang": "en", "columns": []}  # fmt: skip
    yield "volmatch.io.signups", {"source": form, "answers": vm.io.USUAL_ANSWERS, "sessions": problem.sessions,
                                  "volunteers": problem.volunteers, "rules": problem.rules, "traits": {"Mail": "adult"},
                                  "person": "Name", "ignore": ["Mail"],
                                  "own_columns": True, "encoding": "utf-8"}  # fmt: skip
    yield "volmatch.io.template", {"path": folder / "t.xlsx", "lang": "en"}
    yield "volmatch.io.simple_template", {"path": folder / "s.xlsx", "lang": "en"}
    yield "volmatch.io.schema", {"kind": "problem"}
    programme = {"timezone": "UTC", "roles": [vm.Role("helper")]}
    read: dict[str, Any] = {"path": folder / "plan.xml", "zones": {}, **programme}
    yield "volmatch.io.read_programme", read
    yield "volmatch.io.programmes.read_programme", read
    yield "volmatch.io.programmes.programme_of", {"data": FRAB, **programme}
    yield "volmatch.io.programmes.is_programme", {"data": FRAB}
    yield "volmatch.io.write_programme", {"problem": problem, "outcome": outcome, "path": folder / "p.xml"}
    yield "volmatch.io.programmes.write_programme", {"problem": problem, "outcome": outcome, "path": folder / "p.xml"}


#: A programme as another system writes it.
FRAB: dict[str, Any] = {
    "schedule": {
        "conference": {
            "title": "Day",
            "days": [
                {
                    "date": "2026-03-02",
                    "rooms": {
                        "Hall": [
                            {
                                "id": 1,
                                "guid": "1",
                                "title": "Tea",
                                "date": "2026-03-02T09:00:00+00:00",
                                "duration": "1:00",
                            }
                        ]
                    },
                }
            ],
        }
    }
}


def _calendars(folder: Path) -> Iterator[tuple[str, Call]]:
    problem, outcome = quick(), solved()
    text = vm.io.calendars.calendar(problem, outcome, volunteer="v1")
    stamp = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    yield "volmatch.io.calendars.busy", {"source": text, "since": "2026-03-01T00:00", "until": "2026-03-09T00:00",
                                         "timezone": "UTC", "zones": {"Middle": "Europe/Berlin"}}  # fmt: skip
    yield "volmatch.io.calendars.with_busy", {"problem": problem, "sources": {"v1": text}, "zones": {"M": "UTC"}}
    yield "volmatch.io.calendars.calendar", {"problem": problem, "outcome": outcome, "volunteer": "v1", "room": None,
                                             "place": None, "before": text, "stamp": stamp, "lang": "en",
                                             "names": True}  # fmt: skip
    yield "volmatch.io.calendars.write_calendars", {"problem": problem, "outcome": outcome, "folder": folder / "ics",
                                                    "by": "volunteer", "before": {}, "stamp": stamp, "lang": "en",
                                                    "names": True}  # fmt: skip
    yield "volmatch.io.calendars.file_name", {"kind": "volunteer", "own": "v1"}


def _pages(folder: Path) -> Iterator[tuple[str, Call]]:
    plan = {"problem": quick(), "outcome": solved()}
    for name, function in public_functions().items():
        if ".report." in name:
            known = {"path": folder / "page.html", "lang": "en", "annexes": [annex()], "columns": [], "title": "Plan",
                     "board": "load", "pseudonyms": False, "reasons": None, "scale": 1.0, "found": quick()}  # fmt: skip
            wanted = inspect.signature(function).parameters
            yield name, {key: value for key, value in {**plan, **known}.items() if key in wanted}


def _explanations(folder: Path) -> Iterator[tuple[str, Call]]:
    problem, outcome = quick(), solved()
    limits = {"time_limit": 0.5, "seed": 0, "isolation": "thread"}
    plan = outcome.schedule
    assert plan is not None
    seat, home = plan.assignments[0], "volmatch.explain."
    other = next(
        one.id
        for one in problem.sessions
        if not any(seat.volunteer == who.volunteer for who in plan.crews.get(one.id, ()))
    )
    here = {"problem": problem, "outcome": outcome}
    yield f"{home}advise", {**here, "catalogue": vm.explain.Catalogue(), "levels": 1, "most": 1, **limits}
    yield f"{home}cheapest_repair", {"problem": problem, "prices": {"limits": 1}, **limits}
    yield f"{home}clash", {"problem": problem, **limits}
    yield f"{home}compare", {"problem": problem, "before": plan, "after": plan, "earlier": problem}
    yield f"{home}letter", {**here, "volunteer": "v1"}
    yield f"{home}moves", {"problem": problem, "before": plan, "after": plan}
    yield f"{home}preflight", {"problem": problem}
    yield f"{home}profiles_from", {"problem": problem, "blocks": [dt.time(0)], "most": 3}
    yield f"{home}shortage", here
    yield f"{home}trade_off", {"problem": problem, "level_a": 2, "level_b": 3, "solves": 2, **limits}
    yield f"{home}why", {**here, "volunteer": seat.volunteer, "session": seat.session, **limits}
    yield f"{home}why_not", {**here, "volunteer": seat.volunteer, "session": other, "role": "helper", **limits}
    sparse, found = thin()
    yield f"{home}why_empty", {"problem": sparse, "outcome": found, "session": "tea", "role": "cook"}
