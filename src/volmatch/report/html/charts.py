"""Boards as pictures, SVG or PNG, drawn without a browser."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Literal

import altair as alt
import vl_convert

from volmatch.doors import door
from volmatch.errors import OptionError, quoted
from volmatch.outcome import Outcome
from volmatch.problem.problem import Problem
from volmatch.report.html.drawings import GRID, INK, coverage, load, rooms
from volmatch.report.html.view import View, language, view_of
from volmatch.schedule import Schedule
from volmatch.text import Text

Board = Literal["coverage", "rooms", "load"]

_FONT = "system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', 'WenQuanYi Micro Hei', sans-serif"


@door
def svg(
    problem: Problem,
    outcome: Outcome | Schedule,
    *,
    board: Board = "coverage",
    lang: str = "en",
    pseudonyms: bool = False,
) -> str:
    """Draw a board of a schedule as SVG.

    Parameters
    ----------
    problem
        What the schedule is for.
    outcome
        A schedule, or an outcome.
    board
        ``coverage``: the seats of each session; ``rooms``: what takes place where; ``load``: how much everybody serves.
    lang
        ``en`` or ``zh``.
    pseudonyms
        Whether people are called V1, V2, ... instead of by their names.

    Raises
    ------
    OptionError
        If there is no such board or language, or no schedule to draw.
    """
    view = view_of(problem, outcome, pseudonyms=pseudonyms)
    return svg_of(chart(view, board, language(lang)))


@door
def png(
    problem: Problem,
    outcome: Outcome | Schedule,
    *,
    board: Board = "coverage",
    lang: str = "en",
    pseudonyms: bool = False,
    scale: float = 2.0,
) -> bytes:
    """Draw a board of a schedule as PNG on white; `scale` is in pixels for each unit of the SVG. See `svg`.

    Letters come from the fonts of this machine: without a Chinese font, Chinese names are empty boxes.

    Raises
    ------
    OptionError
        See `svg`; also if the picture would be too large.
    """
    view = view_of(problem, outcome, pseudonyms=pseudonyms)
    drawn = chart(view, board, language(lang)).configure(**_LOOK, background="white")
    try:
        return bytes(vl_convert.vegalite_to_png(drawn.to_json(), scale=scale))
    except ValueError:
        raise OptionError(Text("this board is too large for a picture in dots; ask for .svg instead")) from None


def svg_of(drawn: alt.TopLevelMixin) -> str:
    """Return the SVG of a chart, with a see-through ground; the same chart is always the same text."""
    made = str(vl_convert.vegalite_to_svg(drawn.configure(**_LOOK, background="transparent").to_json()))
    made = _ROLE.sub("", made)
    numbers: dict[str, str] = {}  # Vega counts on from one drawing to the next
    return _CLIP.sub(lambda clip: numbers.setdefault(clip[0], f"clip{len(numbers)}"), made)


#: Roles that Vega gives to groups without a name; a screen reader would stop at each and say nothing.
_ROLE = re.compile(r'(?: role="graphics-[a-z]+")? aria-roledescription="[a-z ]+"')
_CLIP = re.compile(r'(?<= id=")clip\d+(?=")|(?<="url\(#)clip\d+(?=\)")')


_LOOK: Mapping[str, Any] = {
    "font": _FONT,
    "view": {"stroke": None},
    "aria": False,
    "axis": {
        "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelColor": INK, "titleColor": INK,
        "gridColor": GRID, "domainColor": GRID, "tickColor": GRID, "labelLimit": 220,
    },
    "legend": {"labelFontSize": 12, "labelColor": INK, "title": None, "orient": "top", "labelLimit": 320, "columnPadding": 28},
    "header": {"labelFontSize": 13, "labelColor": INK, "title": None},
}  # fmt: skip


def chart(view: View, board: str, lang: str) -> alt.TopLevelMixin:
    """Return the chart of a board.

    Raises
    ------
    OptionError
        If there is no such board, or no schedule.
    """
    drawers: Mapping[str, Callable[[View, str], alt.TopLevelMixin]] = {
        "coverage": coverage,
        "rooms": rooms,
        "load": load,
    }
    if board not in drawers:
        facts = {"words": tuple(drawers), "given": quoted(board)}
        raise OptionError(Text("board: wanted one of {words}, not {given}", facts))
    if view.schedule is None:
        raise OptionError(Text("there is no schedule to draw: what must hold contradicts itself"))
    return drawers[board](view, lang)


def picture(view: View, lang: str) -> str:
    """Return the load as SVG for the page."""
    return svg_of(chart(view, "load", lang))
