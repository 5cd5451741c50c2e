"""The weeks of a schedule as a grid to hang up: a row a person, a column a day, and a colour for each kind of session."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from volmatch.io.tables.cells import Cell
from volmatch.io.tables.sheet import Sheet
from volmatch.io.tables.table_words import HEADERS, VALUES, written
from volmatch.problem.session import Session
from volmatch.problem.window import WEEKDAYS
from volmatch.schedule import Duty
from volmatch.text import Text

WEEKS = Text("weeks")
#: The ground of the row above a week, and of duties, by kind; dark letters stand out on all of them.
_HEADING = "D8DFDD"
_GROUNDS = ("E2F2E8", "DCEBF7", "FDF0D0", "F3E3F3", "FDE6E2", "E0F3F3", "ECECDC", "E6E6FA")


def week_sheet(duties: Sequence[Duty], lang: str) -> Sheet:
    """Return the grid: below a row with its dates each week has everybody who serves in it."""
    grounds = _grounds(duties)
    weeks: dict[dt.date, dict[str, dict[int, list[Duty]]]] = defaultdict(dict)
    for duty in sorted(duties, key=lambda one: (one.start, one.session.id)):
        monday = duty.start.date() - dt.timedelta(days=duty.start.weekday())
        days = weeks[monday].setdefault(duty.volunteer.id, defaultdict(list))
        days[duty.start.weekday()].append(duty)
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    fills: dict[tuple[int, int], str] = {}
    for monday, people in sorted(weeks.items()):
        number = len(rows) + 2
        dates = [f"{monday + dt.timedelta(days=day):%m-%d}" for day in range(len(WEEKDAYS))]
        rows.append((number, (Text("week of {day}", {"day": monday}).sentence(lang), *dates)))
        fills |= {(number, column): _HEADING for column in range(len(WEEKDAYS) + 1)}
        told = sorted(people.values(), key=lambda days: next(iter(days.values()))[0].volunteer.label)
        for days in told:
            number = len(rows) + 2
            rows.append((number, _row(days)))
            fills |= {(number, day + 1): grounds[_kind(found[0].session)] for day, found in days.items()}
    names = [written(VALUES[day], lang).capitalize() for day in WEEKDAYS]
    header = (written(HEADERS["person_name"], lang), *names)
    return Sheet(name=WEEKS.sentence(lang), header=header, rows=tuple(rows), fills=fills)


def _row(days: dict[int, list[Duty]]) -> tuple[Cell, ...]:
    person = next(iter(days.values()))[0].volunteer
    cells = ("\n".join(map(_said, days[day])) if day in days else None for day in range(len(WEEKDAYS)))
    return (person.label, *cells)


def _said(duty: Duty) -> str:
    """Return a duty in two lines, when and what, with its role where the session has others."""
    role = f" ({duty.role.name})" if len(duty.session.roles) > 1 else ""
    return f"{duty.start:%H:%M}-{duty.end:%H:%M}\n{duty.session.label}{role}"


def _kind(session: Session) -> str:
    return session.kind or session.series or session.place or session.label


def _grounds(duties: Sequence[Duty]) -> dict[str, str]:
    kinds = sorted({_kind(duty.session) for duty in duties})
    return {kind: _GROUNDS[number % len(_GROUNDS)] for number, kind in enumerate(kinds)}
