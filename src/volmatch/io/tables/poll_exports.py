"""Polls as Doodle and When2Meet export them: headers in several rows, or times down the side, become a form of a row a person."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import attrs

from volmatch.errors import Fault
from volmatch.io.tables import clocks
from volmatch.io.tables.answerers import PERSON
from volmatch.io.tables.answers import USUAL_ANSWERS, Answers
from volmatch.io.tables.asked import Asked
from volmatch.io.tables.cells import Cell
from volmatch.io.tables.choices_in_a_cell import asked_in_header, header_text
from volmatch.io.tables.days_in_a_cell import said_days
from volmatch.io.tables.other_languages import in_english
from volmatch.io.tables.own_columns import own_text
from volmatch.io.tables.said_days import Around
from volmatch.io.tables.sheet import Sheet, is_empty
from volmatch.io.tables.table_words import plain
from volmatch.text import Text

Line = tuple[int, tuple[Cell, ...]]
#: So many rows from the top are looked through for headers that stand in several rows.
_LOOKED_THROUGH = 20
_SUMS = frozenset(
    map(
        plain,
        (
            "count",
            "total",
            "sum",
            "anzahl",
            "summe",
            "nombre",
            "conteo",
            "conteggio",
            "totale",
            "aantal",
            "合计",
            "总计",
            "计数",
            "人数",
        ),
    )
)
_MOST_MINUTES = 24 * 60
#: As browsers write it: Sat May 01 2027 09:00:00 GMT+0100 (BST).
_OFFSET = re.compile(r"(?<=\d)\s*(?:(?:GMT|UTC)?[+-]\d{2}:?\d{2}|Z|GMT|UTC)\s*(?:\([^()]*\))?$")
_SPACE = re.compile(r"\s+")
_PUT_TOGETHER = Text("the headers stand in {n} rows; they were read together")
_SUMMED = Text("this row sums up the answers above it and was passed over")
_ON_THE_WALL = Text("the times have {offset} behind them; they were taken for those that clocks show at the problem")
_TURNED = Text(
    "the times stand in the first column and the people in the first row; the form was read the other way round"
)


@attrs.frozen
class Poll:
    """A form with one row of headers and a row a person, and what was done to make it one."""

    sheet: Sheet
    told: tuple[Fault, ...] = ()


def as_form(sheet: Sheet, sessions: Mapping[str, Asked], around: Around, answers: Answers) -> Poll:
    """Return a sheet as a form; one that is a form already as it is."""
    return _stacked(sheet, around) or _turned(sheet, sessions, around, answers) or Poll(sheet)


def _stacked(sheet: Sheet, around: Around) -> Poll | None:
    """Return a form whose headers stood in two or three rows: months over days over hours, or days over hours."""
    lines = [*sheet.above, (sheet.header_row, sheet.header), *sheet.rows]
    for at in range(min(_LOOKED_THROUGH, len(lines) - 1)):
        for count in (3, 2):
            told = lines[at : at + count]
            header = _together(told, around) if len(told) == count and len(lines) > at + count else None
            if header is not None:
                return _with_header(sheet, header, lines, at, count)
    return None


def _with_header(sheet: Sheet, header: tuple[Cell, ...], lines: Sequence[Line], at: int, count: int) -> Poll:
    rows, number = list(lines[at + count :]), lines[at + count - 1][0]
    notes = [Fault(sheet.place(lines[at][0], None), attrs.evolve(_PUT_TOGETHER, facts={"n": count}))]
    last, cells = rows[-1]
    if len(rows) > 1 and cells and (plain(str(cells[0])) in _SUMS or _counts(cells, rows[:-1])):
        notes.append(Fault.of(sheet.place(last, None), _SUMMED, cells[0]))
        rows.pop()
    above = tuple(lines[:at])
    return Poll(attrs.evolve(sheet, header=header, header_row=number, rows=tuple(rows), above=above), tuple(notes))


def _counts(cells: Sequence[Cell], rows: Sequence[Line]) -> bool:
    """Whether a row says nothing but how many have answered in each column, whatever it is called; numbers that people gave are none."""
    told = [own_text(cells, at) for at in range(1, len(cells))]
    above = [[own_text(one, at) for _, one in rows] for at in range(1, len(cells))]
    are_words = any(map(any, above)) and not any(word.isdigit() for words in above for word in words)
    if not are_words or not any(told) or not all(not word or word.isdigit() for word in told):
        return False
    counts = [[len(list(filter(_is_sure, words))), sum(map(_is_perhaps, words))] for words in above]
    sure = [number for number, _ in counts]
    return [int(word or 0) for word in told] in (sure, [sum(both) for both in counts])


def _is_sure(word: str) -> bool:
    answer = USUAL_ANSWERS.words.get(plain(word))
    return answer is not None and answer.free and not answer.if_needed


def _is_perhaps(word: str) -> bool:
    answer = USUAL_ANSWERS.words.get(plain(word))
    return answer is not None and answer.if_needed


def _together(lines: Sequence[Line], around: Around) -> tuple[Cell, ...] | None:
    """Return the headers that rows make together, or ``None`` where they make none."""
    width = max(len(cells) for _, cells in lines)
    told = [
        [header_text(cell) if not is_empty(cell) else "" for cell in cells] + [""] * (width - len(cells))
        for _, cells in lines
    ]
    *upper, last = told
    if not all(any(row[1:]) for row in told) or any(row[0] and plain(row[0]) not in PERSON for row in told):
        return None
    carried = list(map(_carried, upper))
    header: list[Cell] = [next((row[0] for row in reversed(told) if row[0]), "Name")]
    for index, hours in enumerate(last[1:]):
        above = [row[index] for row in carried]
        if not hours:
            if any(row[index + 1] for row in upper):
                return None
            header.append(None)
        elif (found := _dated(above, hours, around)) is not None:
            header.append(found)
        else:
            return None
    return tuple(header)


def _carried(row: Sequence[str]) -> list[str]:
    """Return what stands over each column: a cell stands over those to its right too, up to the next filled one."""
    found: list[str] = []
    for cell in row[1:]:
        found.append(cell or (found[-1] if found else ""))
    return found


def _dated(above: Sequence[str], hours: str, around: Around) -> str | None:
    """Return a day and hours as one header; the parts of a day may stand in either order."""
    if not all(above) or _says_a_day(hours, around):
        return None
    for day in (" ".join(above[::-1]), " ".join(above)):
        for header in (f"{day} {hours}", f"{hours} {day}"):
            if _says_a_day(header, around):
                return _SPACE.sub(" ", header)
    return None


def _says_a_day(header: str, around: Around) -> bool:
    found = asked_in_header(header, {}, around)
    return found is not None and found.told is not None and found.told.days is not None


def _turned(sheet: Sheet, sessions: Mapping[str, Asked], around: Around, answers: Answers) -> Poll | None:
    """Return a form whose first column held what was asked, and whose first row held the people."""
    if len(sheet.rows) < 2 or len(sheet.header) < 2:  # noqa: PLR2004 - a grid has two rows and columns
        return None
    labels = ["" if not cells or is_empty(cells[0]) else header_text(cells[0]) for _, cells in sheet.rows]
    people = sheet.header[1:]
    if any(plain(str(cell)) in PERSON for cell in sheet.header) or not _are_answers(sheet, answers):
        return None
    if not all(labels) or any(_is_asked(header_text(cell), sessions, around) for cell in people if not is_empty(cell)):
        return None
    asked = labels if all(_is_asked(label, sessions, around) for label in labels) else _stretched(labels, around)
    if asked is None:
        return None
    numbers = tuple(number for number, _ in sheet.rows)
    width = max(len(sheet.header), *(len(cells) for _, cells in sheet.rows))
    rows = tuple(
        (
            index,
            (
                sheet.header[index] if index < len(sheet.header) else None,
                *(_at(cells, index) for _, cells in sheet.rows),
            ),
        )
        for index in range(1, width)
    )
    place = sheet.place(sheet.header_row, None)
    offsets = dict.fromkeys(found[0].strip() for label in labels if (found := _OFFSET.search(label)))
    told = [
        Fault(place, _TURNED),
        *(Fault(place, attrs.evolve(_ON_THE_WALL, facts={"offset": one})) for one in offsets),
    ]
    filled = tuple(row for row in rows if not all(map(is_empty, row[1])))
    turned = attrs.evolve(
        sheet, header=("Name", *asked), rows=filled, merged=(), turned=(sheet.header_row, *numbers), header_row=0
    )
    return Poll(turned, tuple(told))


def _are_answers(sheet: Sheet, answers: Answers) -> bool:
    """Whether most of what stands right of the first column is an answer: else it is a form whose first column has dates."""
    filled = [
        plain(own_text(cells, at)) for _, cells in sheet.rows for at in range(1, len(cells)) if not is_empty(cells[at])
    ]
    return sum(word in answers.words for word in filled) * 2 > len(filled)


def _at(cells: Sequence[Cell], index: int) -> Cell:
    return cells[index] if index < len(cells) else None


def _is_asked(header: str, sessions: Mapping[str, Asked], around: Around) -> bool:
    return asked_in_header(header, sessions, around) is not None


def _stretched(labels: Sequence[str], around: Around) -> list[str] | None:
    """Return moments such as Mon 09:15 as the stretches that begin there; each is as long as the shortest step of a day."""
    moments = list(map(_moment, labels))
    known = [moment for moment in moments if moment is not None]
    steps = Counter(
        second[1] - first[1] for first, second in pairwise(known) if first[0] == second[0] and second[1] > first[1]
    )
    if len(known) < len(moments) or not steps:
        return None
    step = min(steps)
    headers = [f"{day} {_clock(start)}-{_clock(min(start + step, _MOST_MINUTES))}" for day, start in known]
    return headers if all(_is_asked(header, {}, around) for header in headers) else None


def _moment(label: str) -> tuple[str, int] | None:
    """Return the day and the minute of the day that a label says; an offset behind it is that of the clocks it shows."""
    label = in_english(_OFFSET.sub("", label))
    for at in _gaps(label):
        day, clock = label[:at].strip(" ,"), clocks.clock_text(label[at:].strip(" ,T"))
        if clock is not None and said_days(day) is not None:
            return day, int(clock[:2]) * 60 + int(clock[3:])
    return None


def _gaps(text: str) -> Iterator[int]:
    return (found.start() for found in re.finditer(r"\s|T(?=\d)", text))


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
