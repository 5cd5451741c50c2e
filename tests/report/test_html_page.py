"""The page of a schedule: every fact is on it, in both languages, and it needs nothing but itself."""

import base64
import datetime as dt
import hashlib
import json
import re
from pathlib import Path

import attrs
import pytest

import volmatch as vm
from report_pages import parsed
from small_hall import at, impossible, outcome, problem, schedule
from volmatch.report.html.page import page, write_page

SECTIONS = ("summary", "sessions", "rooms", "people", "load", "proofs")


def section(text: str, name: str, lang: str = "en") -> str:
    """Return the text of a section in one language, each run of spaces as one."""
    return " ".join(parsed(text, lang).inside[name].split())


@pytest.fixture(scope="module")
def made() -> str:
    """Return the page of the small hall."""
    return page(problem(), outcome())


def test_every_element_is_closed(made: str) -> None:
    """The page leans on browsers to mend it."""
    seen = parsed(made)
    assert seen.unclosed == []
    assert len(seen.values("id")) == len(set(seen.values("id")))
    assert set(SECTIONS) <= set(seen.values("id"))


def test_nothing_is_loaded_from_anywhere(made: str) -> None:
    """The page fetches something, or a style or handler stands inside an element, where the policy forbids it."""
    seen = parsed(made)
    assert {"link", "img", "iframe", "object", "base", "form"}.isdisjoint(seen.elements)
    assert not {"src", "style", "srcset", "action"} & {name for _, name, _ in seen.attributes}
    assert [name for _, name, _ in seen.attributes if name.startswith("on")] == []
    assert all(value.startswith("#") for tag, name, value in seen.attributes if name == "href")
    assert "url(" not in made
    assert "@import" not in made
    assert seen.elements.count("script") == 2
    assert seen.elements.count("style") == 1


def test_the_policy_names_exactly_the_script_and_the_style(made: str) -> None:
    """A browser refuses the page's own script or style, or would run another one."""
    policy = dict(part.split(" ", 1) for part in parsed(made).values("content")[0].split("; "))
    style = re.search(r"<style>(.*?)</style>", made, re.DOTALL)
    script = re.search(r"<script>(.*?)</script>", made, re.DOTALL)
    assert style
    assert script
    for name, found in (("style-src", style), ("script-src", script)):
        digest = base64.b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
        assert policy.pop(name) == f"'sha256-{digest}'"
    assert policy == {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'", "img-src": "data:"}


def test_a_session_is_there_with_time_place_room_seats_and_people(made: str) -> None:
    """Somebody who reads the page cannot tell where to be, when, or with whom."""
    told = section(made, "sessions")
    assert "10:00-11:30 作业辅导 Yueling / 教室 辅导员 ! 1/1/2" in told
    assert "22:00-01:00 +1 Night watch guard !! 1/2/2" in told
    assert "below the minimum" in told
    assert "陈雨桐" in told
    assert "王[red]" in told
    assert "Mon 2023-07-24" in told
    assert "周一" not in told
    assert "2023-07-24 周一" in section(made, "sessions", "zh")


def test_rooms_have_their_turnaround() -> None:
    """The room looks free while it is being made ready for the next session."""
    hall = problem()
    rooms = [attrs.evolve(hall.rooms[0], turnaround_minutes=30)]
    hall = vm.Problem(
        hall.volunteers, hall.sessions, places=hall.places, rooms=rooms, rules=hall.rules, timezone=hall.timezone
    )
    told = page(hall, schedule())
    assert "10:00-11:30 作业辅导" in section(told, "rooms")
    blocks = re.findall(r'class="(?:block below|pause) (c\d+) (w\d+)"', told)
    assert [(int(column[1:]), int(width[1:])) for column, width in blocks] == [(0, 3), (3, 1)]


def test_people_have_their_duties_load_and_wishes() -> None:
    """Somebody is missing, or their hours or wishes are counted wrong."""
    hall = problem()
    wishes = [vm.Wish(session="watch", score=1), vm.Wish(place="yueling", score=-2)]
    people = [attrs.evolve(hall.volunteers[0], wishes=wishes), *hall.volunteers[1:]]
    hall = vm.Problem(
        people, hall.sessions, places=hall.places, rooms=hall.rooms, rules=hall.rules, timezone=hall.timezone
    )
    told = section(page(hall, schedule()), "people")
    assert "陈雨桐 1 1 1.5 2.5 +1.7 ♥ would like Night watch: 0 of 1" in told
    assert "⊘ would rather not Yueling: 1 of 1" in told
    assert "smith 0 0 0 0 -2.3" in told
    assert "22:00-01:00 +1 Night watch guard" in told


def test_levels_and_proofs_are_told(made: str) -> None:
    """A level that is not proved looks proved, or the other way round."""
    told = section(made, "proofs")
    assert "1 cover" in told
    assert re.search(r"1 1 0 % ✓ yes", told)
    assert re.search(r"3 1 66\.7 % ≈ no", told)
    assert "stopped when the time was up" in section(made, "summary")


def test_a_bare_schedule_claims_no_proof() -> None:
    """A schedule of unknown origin is shown with bounds or a verdict."""
    told = page(problem(), schedule())
    assert "nothing is claimed" in section(told, "summary")
    assert "bound" not in section(told, "proofs").partition("levels, first")[2]


def test_proofs_about_other_costs_are_not_shown() -> None:
    """The problem was edited after the solve, and the page still says that its schedule is proved best."""
    claims = attrs.evolve(
        outcome(), status="optimal", levels=tuple(attrs.evolve(one, value=one.value + 1) for one in outcome().levels)
    )
    told = section(page(problem(), claims), "summary")
    assert "nothing is proved here" in told
    assert "optimal" not in told


def test_breaches_come_first() -> None:
    """A schedule that breaks what must hold looks like any other."""
    broken = attrs.evolve(schedule(), assignments=[*schedule().assignments, vm.Assignment("smith", "watch", "guard")])
    told = section(page(problem(), attrs.evolve(outcome(), schedule=broken)), "summary")
    assert "1 breach of what must hold" in told
    assert "smith is not available for Night watch" in told


def test_a_clash_is_told_instead_of_boards() -> None:
    """Where nothing is possible, the reader gets empty boards and no reason."""
    clash = vm.Text("these rules cannot all hold together: {rules}", {"rules": ("available", "pinned")})
    none = vm.Outcome(schedule=None, status="infeasible", stopped_by="proof", clash=(clash,))
    told = page(impossible(), none)
    assert "these rules cannot all hold together: available and pinned" in section(told, "summary")
    assert set(SECTIONS) & set(parsed(told).values("id")) == {"summary"}


def test_reasons_for_empty_seats_are_in_the_data(made: str) -> None:
    """A seat is marked as empty and nothing says why, or full seats are explained."""
    seats = json.loads(parsed(made).inside["data"])["seats"]
    assert set(seats) == set(parsed(made).values("data-seats"))
    lines = {key: [line["en"] for line in found["lines"]] for key, found in seats.items()}
    assert "cover: Night watch lacks 1 person as guard" in lines["1-0"]
    assert "1 missing to the minimum of 2" in lines["1-0"]
    assert "target: 作业辅导 has 1 fewer than the 2 it would like as 辅导员" in lines["0-0"]
    assert not any("辅导员" in line for line in lines["0-1"])
    assert seats["1-0"]["lines"][-1]["zh"] != lines["1-0"][-1]


def test_a_caller_may_say_more_about_empty_seats() -> None:
    """What an app knows about an empty seat does not reach the reader."""
    more = {("watch", "guard"): [vm.Text("{people} said no", {"people": ("Zhou", "smith")})]}
    data = parsed(page(problem(), outcome(), reasons=more)).inside["data"]
    assert "Zhou and smith said no" in data


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_opens_in_the_language_asked_for(lang: str) -> None:
    """A Chinese reader has to look for the button first."""
    told = page(problem(), outcome(), lang=lang)
    assert f'<html lang="{"zh-CN" if lang == "zh" else "en"}">' in told
    days = vm.Text("{first} to {last}", {"first": at(24, 0).date(), "last": at(25, 0).date()})
    assert f"<title>{vm.Text('Schedule: {days}', {'days': days}).sentence(lang)}</title>" in told


def test_days_count_on_the_clock_of_the_problem() -> None:
    """A schedule written down in another zone moves its sessions to another day."""
    utc = [attrs.evolve(one, start=one.start.astimezone(dt.UTC)) for one in schedule().placements]
    assert page(problem(), attrs.evolve(schedule(), placements=utc)) == page(problem(), schedule())


def test_the_page_is_written_in_one_stroke(tmp_path: Path) -> None:
    """The file is not what `page` returns, or a slip in the path ends in a foreign error."""
    write_page(problem(), outcome(), tmp_path / "week.html", lang="zh")
    assert (tmp_path / "week.html").read_text(encoding="utf-8") == page(problem(), outcome(), lang="zh")
    with pytest.raises(vm.FileError, match="does not exist"):
        write_page(problem(), outcome(), tmp_path / "no" / "week.html")


def test_a_title_of_ones_own_stands_over_the_page() -> None:
    """The page is called after its days, whatever it should be called, or its days are lost with that."""
    seen = parsed(page(problem(), outcome(), title="Summer & more"))
    assert "Summer & more" in seen.text
    assert "Mon 2023-07-24 to Tue 2023-07-25" in seen.text
    assert "<title>Summer &amp; more</title>" in page(problem(), outcome(), title="Summer & more")


def test_slips_are_told() -> None:
    """A wrong argument ends in a foreign traceback."""
    with pytest.raises(vm.OptionError, match="wanted one of en and zh"):
        page(problem(), outcome(), lang="fr")
    with pytest.raises(vm.OptionError, match="outcome: wanted an Outcome or a Schedule"):
        page(problem(), "hall.json")  # type: ignore[arg-type]
    with pytest.raises(vm.OptionError, match="wanted a Problem"):
        page(outcome(), outcome())  # type: ignore[arg-type]


def test_a_schedule_of_nothing_has_a_page() -> None:
    """An empty schedule, or a session without place and roles, is no page but an error."""
    assert "no session takes place" in page(vm.Problem([], []), vm.Schedule())
    bare = vm.Session("talk", start=at(24, 23), end=at(26, 1))
    told = page(vm.Problem([], [bare], timezone="Asia/Shanghai"), vm.Schedule([], [vm.Placement("talk", at(24, 23))]))
    assert "23:00-01:00 +2 talk" in section(told, "sessions")
    assert "no session has a place or a room" in section(told, "rooms")
