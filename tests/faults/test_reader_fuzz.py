"""Files that were damaged in any way are read, or refused in words of ours, and soon."""

import io
import json
import random
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import pytest

import volmatch as vm
from doors import FRAB
from faults.counting import count
from faults.fuzzing import seeds
from faults.patience import patience, work
from faults.programmes import quick
from live_doors import teas
from stranger_calendars import WEEKLY, calendar, defined, event
from volmatch.io.checkpoint_files import checkpoint_of
from volmatch.live import Absence, SwapOffer
from volmatch.run.repro import repro_of

#: Seconds of a processor that a small file may take.
PROMISE = 1.0
#: What readers have stumbled over, here or elsewhere.
TOKENS = (
    b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\n\n", b'"', b"'", b"{", b"[" * 60, b"}", b"]", b",", b":", b"null", b"NaN", b"1e999", b"-0",
    b"9" * 400, b"2026-02-30", b"2026-03-02T09:00", b"24:00", b"99999-01-01", b"0000-00-00", b"\xe2\x80\xae", b"=1+1", b"<", b">", b"&", b"&lol;", b"<!DOCTYPE a>",
    b"BEGIN:VEVENT\n", b"END:VEVENT\n", b"RRULE:FREQ=SECONDLY\n", b"RRULE:FREQ=YEARLY;INTERVAL=0\n", b"TZID=Mars/Base:", b"PT999999999H", b"true", b"\t", b";", b"XFD1048576",
)  # fmt: skip


@attrs.frozen
class Kind:
    """A kind of file: a good one, and who reads it."""

    name: str
    good: bytes
    read: Callable[[Path], object]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> list[Kind]:
    """Return good files of every kind that volmatch reads."""
    folder = tmp_path_factory.mktemp("corpus")
    return [Kind(name, path.read_bytes(), read) for name, path, read in _written(folder)]


def _written(folder: Path) -> Iterator[tuple[str, Path, Callable[[Path], object]]]:
    problem, outcome = quick(), vm.solve(quick(), time_limit=10, checkpoint=folder / "c.json")
    teas_, plan = teas()

    def file(name: str, raw: bytes | str) -> Path:
        path = folder / name
        path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
        return path

    yield "problem.json", file("problem.json", vm.io.dumps(problem)), vm.io.read
    yield "schedule.json", file("schedule.json", vm.io.dumps(outcome, problem=problem)), vm.io.read_outcome
    yield "checkpoint.json", folder / "c.json", lambda path: checkpoint_of(path.read_bytes(), 10**7)
    yield "repro.json", file("r.json", vm.io.anonymous(problem)), lambda path: repro_of(path.read_bytes())
    changes = vm.live.dumps_changes([Absence("li", "2026-03-02", "2026-03-02")], teas_)
    yield "changes.json", file("changes.json", changes), lambda path: vm.live.read_changes(path, teas_)
    yield (
        "changes.csv",
        file("changes.csv", "change,volunteer,from,to\nabsence,li,2026-03-02,2026-03-02\n"),
        lambda path: vm.live.read_changes(path, teas_),
    )
    offers = vm.live.dumps_offers([SwapOffer("li", "first", better=["second"])], teas_, plan)
    yield "offers.json", file("offers.json", offers), lambda path: vm.live.read_offers(path, teas_, plan)
    yield (
        "offers.csv",
        file("offers.csv", "volunteer,gives,better\nli,first,second\n"),
        lambda path: vm.live.read_offers(path, teas_, plan),
    )
    vm.io.write_tables(problem, folder / "book.xlsx")
    yield "book.xlsx", folder / "book.xlsx", vm.io.read_tables
    vm.io.simple_template(folder / "simple.xlsx")
    yield "simple.xlsx", folder / "simple.xlsx", vm.io.read_tables
    vm.io.write_schedule_tables(problem, outcome, folder / "plan.xlsx")
    yield "plan.xlsx", folder / "plan.xlsx", lambda path: vm.io.read_schedule_tables(problem, path)
    vm.io.write_tables(problem, folder / "sheets")
    for sheet in sorted((folder / "sheets").glob("*.csv")):
        yield sheet.name, sheet, _beside(folder / "sheets")
    form = "Name,Mail,s0,s1,s2\nv1,a@b,yes,no,maybe\nv2,,yes,,X\n"
    yield (
        "form.csv",
        file("form.csv", form),
        lambda path: vm.io.signups(path, sessions=problem.sessions, own_columns=True),
    )
    zoned = calendar(
        defined("Middle"), event(*WEEKLY), event("DTSTART;TZID=Middle:20270304T090000", "DURATION:PT2H", uid="b")
    )
    yield "calendar.ics", file("calendar.ics", zoned), _busy
    yield "programme.json", file("programme.json", json.dumps(FRAB)), _programme
    vm.io.write_programme(problem, outcome, folder / "plan.xml")
    yield "programme.xml", folder / "plan.xml", _programme


def _beside(folder: Path) -> Callable[[Path], object]:
    """Return who reads a sheet together with those it was written with."""

    def read(path: Path) -> object:
        home = path.parent / "sheets"
        home.mkdir(exist_ok=True)
        for sheet in folder.glob("*.csv"):
            (home / sheet.name).write_bytes(sheet.read_bytes())
        (home / path.name).write_bytes(path.read_bytes())
        return vm.io.read_tables(home)

    return read


def _busy(path: Path) -> object:
    return vm.io.calendars.busy(path, since="2027-01-01T00:00", until="2027-07-01T00:00", timezone="Europe/Berlin")


def _programme(path: Path) -> object:
    return vm.io.read_programme(path, timezone="UTC", roles=[vm.Role("helper")])


def damaged(chance: random.Random, kind: Kind, corpus: list[Kind]) -> bytes:
    """Return a file in which something is not as it was; of a workbook sometimes one of its parts."""
    if kind.name.endswith("xlsx") and chance.random() < 0.8:
        return _with_a_part_damaged(chance, kind.good, corpus)
    return _changed(chance, kind.good, corpus)


def _changed(chance: random.Random, raw: bytes, corpus: list[Kind]) -> bytes:
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        first, last = sorted(chance.choices(range(len(raw) + 1), k=2))
        last = min(last, first + chance.choice((0, 1, 4, 40, 400)))
        match chance.randrange(7):
            case 0:
                raw = raw[:first] + raw[last:]
            case 1:
                raw = raw[:last] + raw[first:]
            case 2:
                raw = raw[:first] + chance.choice(TOKENS) + raw[last:]
            case 3:
                raw = raw[:first]
            case 4:
                other = chance.choice(corpus).good
                begin = chance.randrange(len(other))
                raw = raw[:first] + other[begin : begin + chance.choice((1, 9, 90))] + raw[last:]
            case 5:
                raw = raw[:first] + bytes(chance.randrange(256) for _ in range(chance.choice((1, 2, 9)))) + raw[last:]
            case 6:
                lines = raw.splitlines(keepends=True)
                chance.shuffle(lines)
                raw = b"".join(lines)
    return raw


def _with_a_part_damaged(chance: random.Random, raw: bytes, corpus: list[Kind]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        hurt = chance.choice(names)
        for name in names:
            part = source.read(name)
            if name == hurt and chance.random() < 0.05:
                continue
            target.writestr(name, _changed(chance, part, corpus) if name == hurt else part)
    return out.getvalue()


def judged(kind: Kind, path: Path) -> float:
    """Read a file; fail if anything comes out that is none of ours; return the seconds of a processor that it took."""
    began = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", vm.io.TablesWarning)
        try:
            kind.read(path)
        except vm.VolmatchError as error:
            told = [error.sentence(lang) for lang in ("en", "zh")]
        else:
            told = []
    took = time.process_time() - began
    assert all(2 <= len(one) < 100_000 for one in told)
    return took


@pytest.mark.filterwarnings("ignore::volmatch.io.TablesWarning")
def test_the_good_files_are_read(corpus: list[Kind], tmp_path: Path) -> None:
    """A file of the corpus is refused as it is, so that nothing is tried but that."""
    for kind in corpus:
        path = tmp_path / kind.name
        path.write_bytes(kind.good)
        kind.read(path)


def test_damaged_files(corpus: list[Kind], tmp_path: Path) -> None:
    """A damaged file ends in somebody else's traceback, the end of the process, or seconds of work."""
    worst = 0.0
    for seed in seeds("reader fuzz"):
        chance = random.Random(seed)
        kind = chance.choice(corpus)
        path = tmp_path / kind.name
        path.write_bytes(damaged(chance, kind, corpus))
        try:
            took = judged(kind, path)
        except Exception as error:
            error.add_note(f"{kind.name}, seed {seed}")
            raise
        worst = max(worst, took)
        assert took < work(patience(PROMISE)), f"{kind.name}, seed {seed}"
    count(reader_worst=round(worst, 2))
