"""One month of a crisis helpline: one person on duty a day, and an observer where one is welcome.

What the file leaves open is decided here:

* A duty lasts from 09:00 to 21:00, so that no two days overlap; times are wall-clock, read as UTC.
* C and P stand for the chat and the phone. A day wants one person of either kind, so C, P and CP are alike here: all of
  them may be on duty, and none of them observes. O only observes.
* An observer comes only on a day when somebody on duty welcomes one. A day without an observer is legal; a day with one
  is better (a `target`).
* Separate weeks: between two duties lie at least four days, so that any `STRETCH` days in a row hold at most one.
* Whoever wants to be alone is never joined: an observer is never needed. Whoever cannot be alone serves only on a day when
  somebody else does. "Not with" holds in both directions.
"""

import calendar
import csv
import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs

import volmatch as vm
from benchmarks.readers.helpline_rules import Apart, Beside

STRETCH = vm.Days(5)
WEEKDAY, WEEKEND = "weekday", "weekend"
DUTY, OBSERVER = "duty", "observer"
COUNSELLOR, WELCOMES, ALONE, NOT_ALONE = "counsellor", "welcomes an observer", "wants to be alone", "cannot be alone"

_TRAITS = {"P": ("phone", COUNSELLOR), "C": ("chat", COUNSELLOR), "CP": ("chat", "phone", COUNSELLOR), "O": (OBSERVER,)}
_COLUMNS = (
    "id", "type", "available_days", "max_days", "max_weekend_days", "welcomes_observer", "separate_week", "wants_alone",
    "cannot_alone", "not_with",
)  # fmt: skip


def read(path: Path) -> vm.Problem:
    """Return the month as a problem.

    Parameters
    ----------
    path
        One of the files ``YEAR_MONTH_*.csv``.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    ValueError
        If the file says something else than this reader understands.
    """
    path = Path(path)
    if not path.is_file():
        message = f"wanted the file of a helpline's month, such as 2019_03_HU.csv; there is none at {path}"
        raise FileNotFoundError(message)
    lines = path.read_text(encoding="utf-8").splitlines()
    first_day = _month(lines[0] if lines else "", path.name)
    days = _days(first_day)
    rows = list(_rows(lines[1:], path.name, last_day=len(days)))
    standard = vm.Problem(
        volunteers=[_volunteer(row, first_day) for row in rows],
        sessions=[_session(day) for day in days],
        words=vm.Words(traits=[COUNSELLOR, OBSERVER, WELCOMES, ALONE, NOT_ALONE], kinds=[WEEKEND, WEEKDAY]),
    )
    return attrs.evolve(standard, rules=vm.rules.only((*standard.rules, *_company(rows))))


def _month(line: str, name: str) -> dt.date:
    found = re.fullmatch(r"# helpline roster,(\d{4}),(\d{1,2}),*", line.strip())
    if found is None or not 1 <= int(found[2]) <= 12:
        message = f"{name}, line 1: wanted '# helpline roster,YEAR,MONTH', not {line!r}"
        raise ValueError(message)
    return dt.date(int(found[1]), int(found[2]), 1)


def _rows(lines: Sequence[str], name: str, *, last_day: int) -> Iterator[dict[str, str]]:
    """Yield a row a person, with nothing in it that this reader does not know."""
    table = list(csv.reader(lines))
    if not table or tuple(table[0]) != _COLUMNS:
        message = f"{name}, line 2: wanted the columns {','.join(_COLUMNS)}"
        raise ValueError(message)
    ids = {row[0] for row in table[1:] if row}
    for number, cells in enumerate(table[1:], start=3):
        row = dict(zip(_COLUMNS, cells, strict=False))
        wrong = [column for column in _COLUMNS if not _is_right(column, row.get(column), ids, last_day)]
        if wrong or len(cells) != len(_COLUMNS):
            message = f"{name}, line {number}: cannot read {wrong or 'so many columns'} of {cells}"
            raise ValueError(message)
        yield row


def _is_right(column: str, cell: str | None, ids: set[str], last_day: int) -> bool:
    if cell is None or column == "id":
        return bool(cell)
    if column == "type":
        return cell in _TRAITS
    if column == "not_with":
        return set(_listed(cell)) <= ids
    if column == "available_days":
        return all(day.isdecimal() and 1 <= int(day) <= last_day for day in _listed(cell))
    return cell.isdecimal() if column.startswith("max") else cell in ("0", "1")


def _listed(cell: str) -> list[str]:
    return [one for one in cell.split(";") if one]


def _days(first_day: dt.date) -> list[dt.date]:
    _, length = calendar.monthrange(first_day.year, first_day.month)
    return [first_day + dt.timedelta(days=step) for step in range(length)]


def _session(day: dt.date) -> vm.Session:
    midnight = dt.datetime.combine(day, dt.time())
    return vm.Session(
        day.isoformat(),
        kind=WEEKEND if day.weekday() in (calendar.SATURDAY, calendar.SUNDAY) else WEEKDAY,
        start=midnight + dt.timedelta(hours=9),
        end=midnight + dt.timedelta(hours=21),
        roles=[
            vm.Role(DUTY, min=1, traits=[COUNSELLOR]),
            vm.Role(OBSERVER, min=0, target=1, traits=[OBSERVER]),
        ],
    )


def _volunteer(row: Mapping[str, str], first_day: dt.date) -> vm.Volunteer:
    marks = {"welcomes_observer": WELCOMES, "wants_alone": ALONE, "cannot_alone": NOT_ALONE}
    limits = [
        vm.Limit("horizon", max_sessions=int(row["max_days"])),
        vm.Limit("horizon", max_sessions=int(row["max_weekend_days"]), kind=WEEKEND),
    ]
    if row["separate_week"] == "1":
        limits.append(vm.Limit(STRETCH, max_sessions=1))
    midnights = [
        dt.datetime.combine(first_day.replace(day=int(day)), dt.time()) for day in _listed(row["available_days"])
    ]
    return vm.Volunteer(
        row["id"],
        traits=[*_TRAITS[row["type"]], *(trait for column, trait in marks.items() if row[column] == "1")],
        available=[vm.Window(midnight, midnight + dt.timedelta(days=1)) for midnight in midnights],
        limits=limits,
    )


def _company(rows: Sequence[Mapping[str, str]]) -> Iterator[vm.Rule]:
    """Yield the rules about who serves with whom."""
    yield Beside(where=_trait(OBSERVER), company=vm.VolunteerFilter(trait=[WELCOMES]))
    yield Beside(where=_trait(NOT_ALONE))
    yield Apart(where=_trait(ALONE))
    for row in rows:
        if row["not_with"]:
            only = vm.Where(volunteers=vm.VolunteerFilter(id=[row["id"]]))
            yield Apart(where=only, others=vm.VolunteerFilter(id=_listed(row["not_with"])))


def _trait(trait: str) -> vm.Where:
    return vm.Where(volunteers=vm.VolunteerFilter(trait=[trait]))
