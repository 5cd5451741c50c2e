"""The boards drawn: seats, rooms and load, as charts in one language."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from volmatch.report.html.labels import LABELS
from volmatch.report.html.people_board import Person, even_share, people
from volmatch.report.html.rooms_board import axis_of, room_days
from volmatch.report.html.saying import clean
from volmatch.report.html.view import View
from volmatch.text import spoken

#: More people than this are drawn as a histogram, more sessions as one bar a day.
MOST_BARS = 60
INK, GRID = "#1f2933", "#d5dbe1"
#: Colours of seats, and of fields with words on them.
COLOURS = {"full": "#2e7d4f", "short": "#b3261e", "below": "#d99b2b"}
LIGHT = {"full": "#cfe8d8", "below": "#f7dfa8", "short": "#f6c6bf", "over": "#e6c7f0"}
#: The style sheet of the page replaces these by its own.
NOW, BEFORE = "#1f6f8b", "#9bb8c4"
_SEATS = {"full": "filled", "short": "short", "below": "below"}


def load(view: View, lang: str) -> alt.TopLevelMixin:
    """Draw how long everybody serves, beside an even share; of many people, how many serve how long."""
    everybody = people(view.problem, view.duties, view.meetings)
    share = round(even_share(everybody) / 60, 2)
    if len(everybody) > MOST_BARS:
        return _histogram(everybody, share, lang)
    parts = {"before": _said("served_before", lang), "now": _said("in_this", lang)}
    names = _different([one.volunteer.label for one in everybody])
    rows = [
        {"person": name, "part": parts[part], "hours": round(minutes / 60, 2), "rank": order}
        for name, one in zip(names, everybody, strict=True)
        for order, (part, minutes) in enumerate((("before", one.minutes_before), ("now", one.minutes)))
    ]
    colours = alt.Scale(domain=list(parts.values()), range=[BEFORE, NOW])
    bars = alt.Chart(alt.InlineData(values=rows)).mark_bar()
    bars = bars.encode(
        x=alt.X("hours:Q", title=_said("hours", lang), axis=alt.Axis(tickMinStep=1)),
        y=alt.Y("person:N", title=None, sort=None),
        color=alt.Color("part:N", scale=colours),
        order="rank:Q",
    )
    return alt.layer(bars, _line(share)).properties(
        width=640, height=alt.Step(24), padding={"left": 16, "right": 16, "top": 4, "bottom": 4}
    )


def _histogram(everybody: Sequence[Person], share: float, lang: str) -> alt.TopLevelMixin:
    rows = [{"hours": (one.minutes + one.minutes_before) / 60} for one in everybody]
    bars = alt.Chart(alt.InlineData(values=rows)).mark_bar(color=NOW)
    bars = bars.encode(
        x=alt.X(
            "hours:Q",
            bin=alt.Bin(maxbins=30),
            title=_said("hours_in_all", lang),
            axis=alt.Axis(format="~g"),
        ),
        y=alt.Y("count():Q", title=_said("people", lang), axis=alt.Axis(tickMinStep=1)),
    )
    return alt.layer(bars, _line(share)).properties(width=640, height=240)


def _line(share: float) -> alt.Chart:
    line = alt.Chart(alt.InlineData(values=[{"share": share}])).mark_rule(color=INK, strokeDash=[5, 4], strokeWidth=1.5)
    drawn: alt.Chart = line.encode(x="share:Q")
    return drawn


def coverage(view: View, lang: str) -> alt.TopLevelMixin:
    """Draw sessions by roles, each with its seats; of many sessions, the seats of each day."""
    if len(view.meetings) > MOST_BARS:
        return _coverage_by_day(view, lang)
    labels = _different([f"{spoken(one.day, lang)} {one.start:%H:%M}  {one.session.label}" for one in view.meetings])
    rows = [
        {
            "session": label,
            "role": clean(seats.role.name),
            "figures": f"{seats.mark} {seats.figures}",
            "state": _said("state_" + seats.state, lang),
        }
        for label, one in zip(labels, view.meetings, strict=True)
        for seats in one.seats
    ]
    if not rows:
        return _nothing(lang)
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("role:N", title=None, sort=None, axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("session:N", title=None, sort=labels, axis=alt.Axis(labelLimit=420)),
    )
    cells = base.mark_rect(stroke="white", cornerRadius=3).encode(color=_state_colour(rows, lang))
    told = base.mark_text(color=INK, fontSize=12).encode(text="figures:N")
    return alt.layer(cells, told).properties(width=alt.Step(96), height=alt.Step(22))


def _coverage_by_day(view: View, lang: str) -> alt.TopLevelMixin:
    counts: Counter[tuple[dt.date, str]] = Counter()
    for one in view.meetings:
        for seats in one.seats:
            counts[one.day, "full"] += seats.heads
            counts[one.day, "short"] += seats.missing
            counts[one.day, "below"] += seats.wanted
    order = ("full", "short", "below")
    rows = [
        {"day": spoken(day, lang), "state": _said(_SEATS[state], lang), "seats": count, "rank": order.index(state)}
        for (day, state), count in sorted(counts.items())
    ]
    if not rows:
        return _nothing(lang)
    colours = alt.Scale(domain=[_said(_SEATS[one], lang) for one in order], range=[COLOURS[one] for one in order])
    bars = alt.Chart(alt.InlineData(values=rows)).mark_bar()
    bars = bars.encode(
        x=alt.X("seats:Q", title=_said("seats", lang), axis=alt.Axis(tickMinStep=1)),
        y=alt.Y("day:N", title=None, sort=None),
        color=alt.Color("state:N", scale=colours),
        order="rank:Q",
    )
    drawn: alt.TopLevelMixin = bars.properties(width=520, height=alt.Step(22))
    return drawn


def rooms(view: View, lang: str) -> alt.TopLevelMixin:
    """Draw what takes place where, day by day, with the time that a room needs after it."""
    axis = axis_of(view.problem, view.meetings)
    rows = [
        {
            "day": f"{found.day:%Y-%m-%d}",
            "room": clean(row.label),
            "from": _hours_of(block.meeting.start, found.day),
            "to": _hours_of(block.meeting.end, found.day),
            "free": _hours_of(block.meeting.end, found.day) + block.turnaround / 60,
            "session": clean(block.meeting.session.label),
            "state": _said("state_" + block.meeting.state, lang),
        }
        for found in room_days(view.problem, view.meetings, axis)
        for row in found.rows
        for lane in row.lanes
        for block in lane
    ]
    if not rows:
        return _nothing(lang)
    hours = alt.Scale(domain=[axis.first / 60, axis.last / 60], nice=False)
    clock = alt.Axis(labelExpr="(datum.value % 24) + ':00'", tickMinStep=1)
    base = alt.Chart().encode(y=alt.Y("room:N", title=None), x=alt.X("from:Q", scale=hours, axis=clock, title=None))
    bars = base.mark_bar(cornerRadius=3, height={"band": 0.84}).encode(x2="to:Q", color=_state_colour(rows, lang))
    pause = base.mark_bar(color=GRID, height={"band": 0.5}).encode(x=alt.X("to:Q", scale=hours), x2="free:Q")
    told = base.mark_text(align="left", dx=5, color=INK, fontSize=11, limit=160).encode(text="session:N")
    board = alt.layer(pause, bars, told).properties(width=640, height=alt.Step(24))
    by_day = alt.Row("day:N", title=None, header=alt.Header(labelAngle=0, labelAlign="left"))
    drawn: alt.TopLevelMixin = board.facet(data=alt.InlineData(values=rows), row=by_day).resolve_scale(y="independent")
    return drawn


def _nothing(lang: str) -> alt.TopLevelMixin:
    """Draw one sentence: a chart without rows has no size, and no program can show it."""
    said = alt.Chart(alt.InlineData(values=[{"said": _said("nothing_to_draw", lang)}])).mark_text(
        color=INK, fontSize=14
    )
    drawn: alt.TopLevelMixin = said.encode(text="said:N").properties(width=420, height=60)
    return drawn


def _said(key: str, lang: str) -> str:
    return LABELS[key].sentence(lang)


def _state_colour(rows: Sequence[Mapping[str, Any]], lang: str) -> alt.Color:
    """Return the colours of the states that occur."""
    here = {row["state"] for row in rows}
    colours = {said: LIGHT[state] for state in LIGHT if (said := _said("state_" + state, lang)) in here}
    return alt.Color("state:N", scale=alt.Scale(domain=list(colours), range=list(colours.values())))


def _hours_of(moment: dt.datetime, day: dt.date) -> float:
    return (moment.date() - day).days * 24 + moment.hour + moment.minute / 60


def _different(labels: Sequence[str]) -> list[str]:
    """Return labels fit for print, no two equal: the second of two is told apart by a number."""
    seen: Counter[str] = Counter()
    found = []
    for label in map(clean, labels):
        seen[label] += 1
        found.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return found
