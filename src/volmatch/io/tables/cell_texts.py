"""What the parts of a workbook say apart from its cells: the names of sheets, texts that cells share, and which numbers are dates."""

import posixpath
from collections.abc import Mapping

import attrs

from volmatch.io.tables.cells import Cell
from volmatch.io.tables.needed_packages import openpyxl

_YES = ("1", "true")
#: Numbers of formats that show dates where Chinese, Japanese or Korean is spoken, and stand in no list.
_EASTERN_DATES = frozenset((*range(27, 37), *range(50, 59)))
#: Sheets that hold a picture or a form, and no cells.
_WITHOUT_CELLS = frozenset({"chartsheet", "dialogsheet", "xlMacrosheet"})
#: What shows the day of the week in Chinese.
_WEEKDAY = "aaa"


@attrs.define
class Texts:
    """The texts that cells share; how a word is pronounced is no part of it."""

    all: list[str] = attrs.field(factory=list)
    _parts: list[str] = attrs.field(factory=list)
    _taken: bool = False
    _spoken: int = 0

    def begin(self, name: str, _told: Mapping[str, str]) -> None:
        """Take the beginning of a text or of a piece of one."""
        if name == "si":
            self._parts = []
        self._spoken += name == "rPh"
        self._taken = name == "t" and not self._spoken

    def text(self, text: str) -> None:
        """Take a piece of text."""
        if self._taken:
            self._parts.append(text)

    def end(self, name: str) -> None:
        """Take the end of a text."""
        self._taken = False
        self._spoken -= name == "rPh"
        if name == "si":
            self.all.append("".join(self._parts))


@attrs.define
class Formats:
    """How numbers are shown: which are dates, and which are stretches of time."""

    since_1904: bool = False
    _own: dict[int, str] = attrs.field(factory=dict)
    _styles: list[int] = attrs.field(factory=list)
    _inside: bool = False
    _known: dict[int, tuple[bool, bool]] = attrs.field(factory=dict)

    def begin(self, name: str, told: Mapping[str, str]) -> None:
        """Take the beginning of a format or of a style."""
        if name == "numFmt":
            self._own[int(told["numFmtId"])] = told["formatCode"]
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self._styles.append(int(told.get("numFmtId", 0)))

    def text(self, _text: str) -> None:
        """Take nothing: formats stand in attributes."""

    def end(self, name: str) -> None:
        """Take the end of the styles."""
        if name == "cellXfs":
            self._inside = False

    def value(self, number: float, style: int) -> Cell:
        """Return what a number shows as: itself, a date, a time of day or a stretch of time."""
        is_date, is_stretch = self._known.get(style) or self._known.setdefault(style, self._judged(style))
        if not (is_date or is_stretch):
            return number
        dates = openpyxl("openpyxl.utils.datetime")
        try:
            told: Cell = dates.from_excel(
                number, dates.MAC_EPOCH if self.since_1904 else dates.WINDOWS_EPOCH, is_stretch
            )
        except (OverflowError, ValueError):
            return number
        return told

    def _judged(self, style: int) -> tuple[bool, bool]:
        """Return whether a style shows dates or times of day, and whether it shows stretches of time."""
        number = self._styles[style] if self._styles else 0
        told = openpyxl("openpyxl.styles.numbers")
        code = self._own.get(number) or told.BUILTIN_FORMATS.get(number) or ""
        is_eastern = number not in self._own and number in _EASTERN_DATES
        is_date = is_eastern or told.is_date_format(code) or _WEEKDAY in code.casefold()
        return is_date, bool(told.is_timedelta_format(code))


@attrs.define
class Related:
    """Which part of the file each relation leads to."""

    folder: str
    targets: dict[str, str] = attrs.field(factory=dict)
    kinds: dict[str, str] = attrs.field(factory=dict)
    _with_cells: set[str] = attrs.field(factory=set)

    def begin(self, name: str, told: Mapping[str, str]) -> None:
        """Take a relation."""
        if name == "Relationship":
            said = {key.casefold(): value for key, value in told.items()}
            path = posixpath.normpath(posixpath.join("/", self.folder, said["target"]))
            self.targets[said["id"]] = path.removeprefix("/").casefold()
            kind = said["type"].rpartition("/")[2]
            self.kinds.setdefault(kind, said["id"])
            if kind not in _WITHOUT_CELLS:
                self._with_cells.add(said["id"])

    def text(self, _text: str) -> None:
        """Take nothing: relations stand in attributes."""

    def end(self, _name: str) -> None:
        """Take nothing: relations hold nothing."""

    def leads_to_cells(self, relation: str) -> bool:
        """Whether a relation may lead to a sheet with cells, and not to a chart."""
        return relation in self._with_cells or relation not in self.targets

    def part(self, kind: str) -> str:
        """Return the first part of a kind; an empty text where there is none."""
        return self.targets.get(self.kinds.get(kind, ""), "")


@attrs.define
class Contents:
    """The names of the sheets, each with the relation that leads to it, those that are not shown, and from which day dates are counted."""

    sheets: list[tuple[str, str]] = attrs.field(factory=list)
    since_1904: bool = False
    hidden: set[str] = attrs.field(factory=set)

    def begin(self, name: str, told: Mapping[str, str]) -> None:
        """Take a sheet, or what holds for the whole workbook."""
        if name == "sheet":
            if told.get("state", "visible") != "visible":
                self.hidden.add(told["name"])
            self.sheets.append((told["name"], next(told[key] for key in told if key.rpartition("|")[2] == "id")))
        elif name == "workbookPr":
            self.since_1904 = told.get("date1904") in _YES

    def text(self, _text: str) -> None:
        """Take nothing: all stands in attributes."""

    def end(self, _name: str) -> None:
        """Take nothing: all stands in attributes."""
