"""With pseudonyms, nobody is named anywhere, and everything else stays as it was."""

import datetime as dt

import attrs
import pytest

import volmatch as vm
from report_pages import parsed
from sample_problems import every_field
from small_hall import at, outcome, problem, schedule
from volmatch.report.html.markdown import markdown
from volmatch.report.html.page import page
from volmatch.report.html.pseudonyms import hidden_problem, hidden_schedule, veil_of
from volmatch.report.html.sheets import sheets
from volmatch.rules import Cover, FairShare, Pin, Pinned, Target, only

#: Ids and names of everybody, chosen so that no word of ours holds them.
WORDS = ("zhou-qingyi", "周清仪", "Okonkwo Ada", "okonkwo", "steinbrück")


def hall() -> vm.Problem:
    """Return a problem in which people stand in rules, wishes, sessions and rooms."""
    return vm.Problem(
        volunteers=[
            vm.Volunteer("zhou-qingyi", name="周清仪", wishes=[vm.Wish(session="visit", score=1)]),
            vm.Volunteer("okonkwo", name="Okonkwo Ada", available=[], limits=[vm.Limit("week", max_sessions=1)]),
            vm.Volunteer("steinbrück", available=[vm.Weekly(["mon"], dt.time(9), dt.time(12))]),
        ],
        sessions=[
            vm.Session("visit", name="看望周清仪", start=at(24, 10), end=at(24, 11), roles=[vm.Role("host", min=3)]),
            vm.Session(
                "okonkwo", name="Farewell of Okonkwo Ada!", start=at(24, 12), end=at(24, 13), roles=[vm.Role("host")]
            ),
        ],
        rules=only(
            [Cover(level=1), Pinned(stay=[Pin(volunteer="okonkwo", session="visit")]), FairShare(level=2, by="head")]
        ),
        timezone="Asia/Shanghai",
    )


def plan() -> vm.Schedule:
    """Return a schedule with a stranger in it."""
    crew = [("zhou-qingyi", "visit"), ("okonkwo", "okonkwo"), ("steinbrück", "okonkwo"), ("stranger-zed", "visit")]
    placements = [vm.Placement("visit", at(24, 10)), vm.Placement("okonkwo", at(24, 12))]
    return vm.Schedule([vm.Assignment(who, session, "host") for who, session in crew], placements)


@pytest.mark.parametrize("make", [page, sheets, markdown])
def test_nobody_is_named(make: "vm.Text") -> None:
    """A page that was to name nobody holds a name or an id, in a breach, a session, or the data behind it."""
    told = make(hall(), plan(), pseudonyms=True)  # type: ignore[operator]
    assert [word for word in (*WORDS, "stranger-zed") if word in told] == []
    named = make(hall(), plan())  # type: ignore[operator]
    assert "周清仪" in named
    assert "V1" in told
    assert "V2" in told


def test_reasons_and_clashes_name_nobody() -> None:
    """What a caller says about empty seats, or why nothing is possible, names people after all."""
    reasons = {("visit", "host"): [vm.Text("{people} cannot", {"people": ("Okonkwo Ada", "zhou-qingyi and 周清仪")})]}
    told = page(hall(), plan(), pseudonyms=True, reasons=reasons)
    assert "V2 and V1 and V1 cannot" in parsed(told).inside["data"]
    clash = vm.Text("one way out would be: {breach}", {"breach": vm.Text("{who} leaves", {"who": "okonkwo"})})
    none = vm.Outcome(schedule=None, status="infeasible", stopped_by="proof", clash=(clash,))
    assert "V2 leaves" in page(hall(), none, pseudonyms=True)


def test_costs_and_proofs_stay() -> None:
    """Hiding names changes what the schedule costs, or loses its proofs."""
    veil = veil_of(hall(), plan())
    hidden = vm.check(hidden_problem(hall(), veil), hidden_schedule(plan(), veil))
    known = vm.check(hall(), plan())
    assert hidden.levels == known.levels
    assert [(one.rule, one.excess, len(one.volunteers)) for one in hidden.violations] == [
        (one.rule, one.excess, len(one.volunteers)) for one in known.violations
    ]
    assert "stopped when the time was up" in page(problem(), outcome(), pseudonyms=True)
    assert "nothing is proved here" not in parsed(page(problem(), outcome(), pseudonyms=True)).inside["summary"]


def test_words_of_ours_stay() -> None:
    """Somebody whose id is a word of the format (``week``, ``head``, ``mon``) makes the problem unreadable."""
    named = [attrs.evolve(one, id=word) for one, word in zip(hall().volunteers, ("week", "head", "mon"), strict=True)]
    odd = vm.Problem(named, hall().sessions, rules=only([FairShare(by="head"), Target()]), timezone="Asia/Shanghai")
    hidden = hidden_problem(odd, veil_of(odd, None))
    assert [one.id for one in hidden.volunteers] == ["V1", "V2", "V3"]
    assert hidden.volunteers[1].limits == odd.volunteers[1].limits
    assert hidden.rules == odd.rules


def test_codes_that_are_taken_are_not_used() -> None:
    """A session called V1 and the first volunteer become the same."""
    taken = vm.Session("V1", start=at(24, 10), end=at(24, 11))
    hidden = hidden_problem(
        vm.Problem([vm.Volunteer("li")], [taken], timezone="Asia/Shanghai"),
        veil_of(vm.Problem([vm.Volunteer("li")], [taken], timezone="Asia/Shanghai"), None),
    )
    assert [one.id for one in hidden.volunteers] == ["VV1"]
    assert [one.id for one in hidden.sessions] == ["V1"]


def test_every_field_survives() -> None:
    """A record of some kind cannot be rewritten, or loses what names nobody."""
    known = every_field()
    hidden = hidden_problem(known, veil_of(known, None))
    assert [one.label for one in hidden.volunteers] == ["V1", "V2"]
    assert hidden.rooms == known.rooms
    assert hidden.travel == known.travel
    assert hidden.sessions == known.sessions


def test_short_names_are_replaced_only_alone() -> None:
    """A person called Li turns the library into something else."""
    library = vm.Session("library", name="Library with li", start=at(24, 10), end=at(24, 11), roles=[vm.Role("li")])
    known = vm.Problem([vm.Volunteer("li")], [library], timezone="Asia/Shanghai")
    hidden = hidden_problem(known, veil_of(known, schedule()))
    assert hidden.sessions[0].name == "Library with li"
    assert hidden.sessions[0].roles[0].name == "V1"
