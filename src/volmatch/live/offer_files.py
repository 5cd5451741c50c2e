"""Offers to swap as files: JSON, and a CSV sheet with a row for each offer."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from volmatch.doors import door, door_but
from volmatch.errors import MOST_FAULTS, Fault, InputError, OfferError, OptionError, quoted
from volmatch.io.files import AnyPath, contents
from volmatch.io.formats import MOST_BYTES
from volmatch.io.layout import laid_out
from volmatch.io.strict import parsed
from volmatch.io.tables.encodings import decoded
from volmatch.io.tables.table_words import plain
from volmatch.live.change_sheets import SHEETS
from volmatch.live.swap_offers import GivenOffers, SwapOffer, SwapSeat, settled_offers
from volmatch.problem.problem import Problem
from volmatch.schedule import Schedule
from volmatch.text import Text

OFFERS_FORMAT = "volmatch-offers/1"
#: What each column of a sheet may be called.
_HEADERS: Mapping[str, tuple[str, ...]] = {
    "volunteer": ("volunteer", "person", "who", "志愿者", "人员", "姓名"),
    "gives": ("gives", "give", "让出", "换出"),
    "better": ("better", "wants", "would rather have", "更想要", "想换"),
    "as_good": ("as good", "as well", "同样好", "也可以"),
}
#: Between several duties in one cell, and a role behind its session.
_BETWEEN = "[;；、]"  # noqa: RUF001 - people type the wide ones
_ROLE = re.compile(r"^(?P<session>.+?)\s*[(（](?P<role>[^()（）]+)[)）]$")  # noqa: RUF001 - likewise
_PLACE = re.compile(r"^offers\[(\d+)\]")


@door
def read_offers(
    path: AnyPath, problem: Problem, schedule: Schedule, *, most_bytes: int = MOST_BYTES
) -> tuple[SwapOffer, ...]:
    """Read offers to swap duties of a schedule from a JSON file or a CSV sheet.

    Parameters
    ----------
    path
        The file; one that ends in ``.csv`` or ``.tsv`` is a sheet: a row an offer, with columns *volunteer*, *gives*, *better* and
        *as good*. Several duties in a cell have semicolons between, a role stands in brackets behind its session, and people and
        sessions are told by id or by name.
    problem, schedule
        What they are about; what these do not know is a fault.
    most_bytes
        A larger file is refused unread.

    Raises
    ------
    FileError
        If the file cannot be read.
    OfferError
        With every fault found, each with its place.
    """
    name = str(path)
    raw = contents(path, most_bytes)
    if not name.lower().endswith(SHEETS):
        return loads_offers(raw, problem, schedule, most_bytes=most_bytes)
    listed, lines = _rows(Path(name).name, raw, problem)
    return _fitting(problem, schedule, listed, lambda index: f"{Path(name).name}:{lines[index]}")


@door
def loads_offers(
    text: str | bytes, problem: Problem, schedule: Schedule, *, most_bytes: int = MOST_BYTES
) -> tuple[SwapOffer, ...]:
    """Read offers to swap duties of a schedule from JSON text; as `read_offers`.

    Raises
    ------
    OfferError
        With every fault found, each with its place.
    """
    if not isinstance(text, (str, bytes, bytearray)):
        raise OptionError(Text("wanted JSON as text or bytes, not {given}", {"given": quoted(text)}))
    raw = text.encode(errors="surrogatepass") if isinstance(text, str) else bytes(text)
    if len(raw) > most_bytes:
        raise OfferError([Fault("", Text("wanted at most {most} bytes", {"most": most_bytes}))])
    try:
        data, faults = parsed(raw)
    except InputError as error:
        raise OfferError(error.faults) from None
    listed = _listed(data, faults)
    return _fitting(problem, schedule, listed, "offers[{}]".format)


@door_but("offers")
def dumps_offers(offers: GivenOffers, problem: Problem, schedule: Schedule) -> str:
    """Return offers to swap duties of a schedule as JSON text.

    Raises
    ------
    OfferError
        If an offer cannot be read, or does not fit the schedule.
    """
    told = settled_offers(problem, schedule.settled(problem), offers)
    return laid_out({"format": OFFERS_FORMAT, "offers": [_record(offer) for offer in told]})


def _record(offer: SwapOffer) -> dict[str, Any]:
    def seat(given: SwapSeat | str) -> dict[str, str]:
        assert isinstance(given, SwapSeat)
        return {"session": given.session} | ({} if given.role is None else {"role": given.role})

    record: dict[str, Any] = {"volunteer": offer.volunteer}
    if offer.gives is not None:
        record["gives"] = seat(offer.gives)
    named = {"better": offer.better, "as_good": offer.as_good}
    return record | {name: [seat(one) for one in seats] for name, seats in named.items() if seats}


def _listed(data: Any, faults: list[Fault]) -> Any:
    """Return the list of offers in parsed JSON, or tell every fault of the record around it."""
    wanted = {"wanted": OFFERS_FORMAT}
    if not isinstance(data, Mapping):
        raise OfferError([Fault.of("", Text("wanted a record whose field format is {wanted}", wanted), data)])
    found = [
        Fault.of("", Text("offers have no field of this name; remove or rename it"), key)
        for key in data
        if key not in ("format", "offers")
    ]
    if data.get("format") != OFFERS_FORMAT:
        found.append(Fault.of("format", Text("wanted {wanted}", wanted), data.get("format")))
    if "offers" not in data:
        found.append(Fault("offers", Text("this field is required")))
    if faults or found:
        raise OfferError([*faults, *found])
    return data["offers"]


def _fitting(problem: Problem, schedule: Schedule, listed: Any, place: Callable[[int], str]) -> tuple[SwapOffer, ...]:
    """Return offers that fit; faults are told by their place in the file."""
    try:
        return settled_offers(problem, schedule.settled(problem), listed)
    except OfferError as error:
        told = [
            attrs.evolve(fault, path=_PLACE.sub(lambda found: place(int(found.group(1))), fault.path))
            for fault in error.faults
        ]
        raise OfferError(told) from None


def _rows(name: str, raw: bytes, problem: Problem) -> tuple[list[dict[str, Any]], list[int]]:
    """Return the offers of a sheet as mappings, and the line of each; a blank row says nothing."""
    try:
        text = decoded(name, raw)
    except InputError as error:
        raise OfferError(error.faults) from None
    delimiter = "\t" if name.lower().endswith(".tsv") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    people = _by_word((one.id, one.name) for one in problem.volunteers)
    sessions = _by_word((one.id, one.name) for one in problem.sessions)
    listed: list[dict[str, Any]] = []
    lines: list[int] = []
    try:
        columns = _columns(name, next(reader, []))
        for cells in reader:
            row = {
                column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column and cell.strip()
            }
            if row:
                listed.append(_told(row, people, sessions))
                lines.append(reader.line_num)
    except csv.Error as error:
        fault = Fault(f"{name}:{reader.line_num}", Text("this is no row of a sheet: {error}", {"error": str(error)}))
        raise OfferError([fault]) from None
    return listed, lines


def _columns(name: str, header: list[str]) -> list[str]:
    meaning = {plain(word): column for column, words in _HEADERS.items() for word in words}
    found = [meaning.get(plain(cell), "") for cell in header]
    faults = [
        Fault.of(f"{name}:1", Text("no such column; remove it"), cell)
        for cell, column in zip(header, found, strict=True)
        if cell.strip() and not column
    ]
    faults += [
        Fault.of(f"{name}:1", Text("this column stands twice; keep one"), column)
        for column in sorted({column for column in found if column and found.count(column) > 1})
    ]
    if "volunteer" not in found:
        faults.append(
            Fault(f"{name}:1", Text("wanted a column that says who offers, named {name}", {"name": "volunteer"}))
        )
    if faults:
        raise OfferError(faults[:MOST_FAULTS])
    return found


def _by_word(named: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return the id of whatever is told by a word: its id, or a name that nothing else has."""
    known = [*named]
    names = [name for _, name in known]
    return {name: id_ for id_, name in known if name and names.count(name) == 1} | {id_: id_ for id_, _ in known}


def _told(row: Mapping[str, str], people: Mapping[str, str], sessions: Mapping[str, str]) -> dict[str, Any]:
    def seats(cell: str) -> Iterator[dict[str, str]]:
        for one in (part.strip() for part in re.split(_BETWEEN, cell) if part.strip()):
            with_role = None if one in sessions else _ROLE.match(one)
            session = one if with_role is None else with_role["session"]
            role = {} if with_role is None else {"role": with_role["role"].strip()}
            yield {"session": sessions.get(session, session)} | role

    record: dict[str, Any] = {}
    if "volunteer" in row:
        record["volunteer"] = people.get(row["volunteer"], row["volunteer"])
    if "gives" in row:
        record["gives"] = next(seats(row["gives"]), None)
    return record | {name: [*seats(row[name])] for name in ("better", "as_good") if name in row}
