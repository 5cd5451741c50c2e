"""Draw one picture for each of the five programmes from what its example finds, in both languages, for the documentation.

``python -m tools.programme_pictures`` runs the examples and writes ``docs/programmes/<name>.<language>.svg``; ``--check`` only
names those that are out of date.
"""

import datetime as dt
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import altair as alt
from tools.generated import ROOT, settle

import volmatch as vm
from volmatch.patterns import grant_list, ratio_list
from volmatch.report.html.charts import svg_of
from volmatch.report.html.drawings import COLOURS, INK, NOW

FOLDER = Path("docs") / "programmes"
Say = Callable[[str, str], str]


def study_halls(problem: vm.Problem, made: vm.Schedule, say: Say) -> alt.TopLevelMixin:
    """Draw how many pupils there are for one adult, every half hour in each hall."""
    said = ratio_list(problem, made)
    rows = [
        {"hall": row[0], "day": f"{row[1]:%m-%d}", "time": str(clock), "told": told, "pupils": _share(str(told))}
        for row in said.rows
        for clock, told in zip(said.headers[2:-1], row[2:-1], strict=True)
    ]
    halls = [place.label for place in problem.places]
    base = alt.Chart().encode(x=alt.X("time:O", title=None, axis=alt.Axis(labelAngle=0)), y=alt.Y("day:O", title=None))
    title = say("pupils for one adult", "每名看护人照看的学生")
    colour = alt.Color("pupils:Q", title=title, scale=alt.Scale(range=["#eef6f1", "#d99b2b"]))
    cells, words = base.mark_rect(stroke="white").encode(color=colour), base.mark_text(color=INK, fontSize=11)
    drawn = alt.layer(cells, words.encode(text="told:N")).properties(width=alt.Step(46), height=alt.Step(22))
    by_hall: alt.TopLevelMixin = drawn.facet(
        data=alt.InlineData(values=rows), row=alt.Row("hall:N", title=None, sort=halls)
    )
    return by_hall


def _share(told: str) -> float:
    guests, _, adults = told.partition(":")
    return round(int(guests) / int(adults), 1) if adults else 0


def holiday_courses(problem: vm.Problem, made: vm.Schedule, say: Say) -> alt.TopLevelMixin:
    """Draw the lessons of each summer course, coloured by who teaches them."""
    teacher = say("teacher", "老师")
    rows = [
        {"course": str(duty.session.kind), "day": f"{duty.start:%m-%d}", "teacher": duty.volunteer.label}
        for duty in made.duties(problem)
        if duty.role.name == teacher and duty.start.date() < dt.date(2019, 9, 1)
    ]
    return _dots(rows, "course", "teacher")


def _dots(rows: list[dict[str, str]], row: str, colour: str) -> alt.TopLevelMixin:
    names = sorted({one[colour] for one in rows})
    legend = alt.Legend(columns=8)
    drawn: alt.TopLevelMixin = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_point(filled=True, size=130, opacity=1)
        .encode(
            x=alt.X("day:O", title=None, axis=alt.Axis(labelAngle=-45)),
            y=alt.Y(f"{row}:N", title=None),
            color=alt.Color(f"{colour}:N", scale=alt.Scale(scheme="tableau10", domain=names), legend=legend),
            shape=alt.Shape(f"{colour}:N", scale=alt.Scale(domain=names), legend=legend),
        )
        .properties(width=620, height=alt.Step(34))
    )
    return drawn


def service_orders(problem: vm.Problem, made: vm.Schedule, say: Say) -> alt.TopLevelMixin:
    """Draw what is served on each day: visits, and orders by kind."""
    zone = problem.zone
    counts = Counter(
        (f"{made.placement_of[one.id].start.astimezone(zone):%m-%d}", _kind(one, say))
        for one in problem.sessions
        if one.id in made.placement_of and made.crews.get(one.id)
    )
    rows = [{"day": day, "kind": kind, "served": count} for (day, kind), count in sorted(counts.items())]
    bars = alt.Chart(alt.InlineData(values=rows)).mark_bar()
    drawn: alt.TopLevelMixin = bars.encode(
        x=alt.X("day:O", title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("served:Q", title=say("visits and orders", "探访和服务单")),
        color=alt.Color("kind:N", scale=alt.Scale(scheme="tableau10")),
    ).properties(width=620, height=220)
    return drawn


def _kind(session: vm.Session, say: Say) -> str:
    return say("visit", "探访") if session.kind == "visit" else str(session.kind)


def skill_teams(problem: vm.Problem, made: vm.Schedule, say: Say) -> alt.TopLevelMixin:
    """Draw the projects by the votes for them: those that the grant pays for, and the others."""
    yes, no = say("takes place", "举办"), say("does not", "不举办")
    rows = [
        {"project": str(row[0]), "votes": row[3], "held": yes if str(row[1]) == "yes" else no}
        for row in grant_list(problem, made).rows
    ]
    bars = alt.Chart(alt.InlineData(values=rows)).mark_bar()
    drawn: alt.TopLevelMixin = bars.encode(
        x=alt.X("votes:Q", title=say("asked for by", "需求票数")),
        y=alt.Y("project:N", title=None, sort="-x"),
        color=alt.Color("held:N", scale=alt.Scale(domain=[yes, no], range=[NOW, COLOURS["below"]])),
    ).properties(width=460, height=alt.Step(15))
    return drawn


def haircut_mondays(problem: vm.Problem, made: vm.Schedule, say: Say) -> alt.TopLevelMixin:
    """Draw who cuts hair and who is on call on each Monday."""
    rows = [
        {
            "who": duty.volunteer.label,
            "day": f"{duty.start:%m-%d}",
            "at": _place(problem, duty, say),
            "rank": f"{duty.start:%F}",
        }
        for duty in made.duties(problem)
    ]
    places = [*(place.label for place in problem.places), say("on call", "待命")]
    boxes = alt.Chart(alt.InlineData(values=rows)).mark_rect(stroke="white")
    drawn: alt.TopLevelMixin = boxes.encode(
        x=alt.X("day:O", title=None, sort=alt.EncodingSortField("rank"), axis=alt.Axis(labelAngle=-45)),
        y=alt.Y("who:N", title=None, sort=None),
        color=alt.Color("at:N", scale=alt.Scale(domain=places, range=[NOW, COLOURS["below"], "#b9c4c9"])),
    ).properties(width=620, height=alt.Step(20))
    return drawn


def _place(problem: vm.Problem, duty: vm.Duty, say: Say) -> str:
    place = problem.place(duty.place or "")
    return place.label if place is not None else say("on call", "待命")


DRAWERS: Mapping[str, Callable[[vm.Problem, vm.Schedule, Say], alt.TopLevelMixin]] = {
    one.__name__: one for one in (study_halls, holiday_courses, service_orders, skill_teams, haircut_mondays)
}


def picture(name: str, folder: Path, lang: str) -> str:
    """Return the picture of a programme as SVG, from the files that its example wrote."""
    problem: Any = vm.io.read(folder / f"{name}.problem.json")
    outcome: Any = vm.io.read(folder / f"{name}.schedule.json")
    return svg_of(
        DRAWERS[name](problem, outcome.schedule, lambda english, chinese: chinese if lang == "zh" else english)
    )


def drawn(folder: Path) -> dict[Path, str]:
    """Run the examples in an empty folder; return all pictures, by their paths below the root."""
    found = {}
    for name in DRAWERS:
        for lang in ("en", "zh"):
            out = folder / lang
            command = [sys.executable, str(ROOT / "examples" / f"{name}.py"), "--lang", lang, "--out", str(out)]
            subprocess.run(command, check=True, capture_output=True)
            found[FOLDER / f"{name}.{lang}.svg"] = picture(name, out, lang)
    return found


def main(asked: list[str] | None = None) -> int:
    """Draw, and write or compare; return the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        return settle(drawn(Path(folder)), asked, __doc__)


if __name__ == "__main__":
    sys.exit(main())
