"""Offers as files: JSON and sheets say the same as Python, and every slip is told with its place."""

import json
from pathlib import Path

import pytest

import volmatch as vm
from file_judges import OFFERS
from volmatch.live import SwapOffer, SwapSeat, dumps_offers, loads_offers, read_offers


def week() -> tuple[vm.Problem, vm.Schedule]:
    """Return three desks of three people."""
    problem = vm.Problem(
        [vm.Volunteer("li", name="Li Na"), vm.Volunteer("wu", name="Wu"), vm.Volunteer("bo")],
        [
            vm.Session(
                f"desk {day}",
                name=f"Desk of {name}",
                start=f"2026-08-0{day}T09:00",
                end=f"2026-08-0{day}T12:00",
                roles=[vm.Role("host"), vm.Role("help", min=0, max=1)],
            )
            for day, name in ((3, "Monday"), (4, "Tuesday"), (5, "Wednesday"))
        ],
    )
    crew = [vm.Assignment(name, f"desk {day}", "host") for name, day in (("li", 3), ("wu", 4), ("bo", 5))]
    return problem, vm.Schedule(crew, [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions])


TOLD = [
    SwapOffer("li", "desk 3", better=["desk 4", SwapSeat("desk 5", "host")]),
    SwapOffer("wu", "desk 4", better=["desk 5"], as_good=["desk 3"]),
    SwapOffer("bo", "desk 5"),
    SwapOffer("bo", better=["desk 3"]),
]
SHEET = """Person,gives,better,as good
Li Na,Desk of Monday,Desk of Tuesday; desk 5 (host),
wu,desk 4,desk 5,desk 3

bo,desk 5,,
bo,,desk 3,
"""
CHINESE = "志愿者,让出,更想要,同样好\nLi Na,desk 3,desk 4；desk 5（host）,\nwu,desk 4,desk 5,desk 3\nbo,desk 5,,\nbo,,desk 3,\n"  # noqa: RUF001 - as people type them


def test_json_says_the_same_as_python() -> None:
    """A file loses something of an offer, or is no file by its schema."""
    problem, schedule = week()
    text = dumps_offers(TOLD, problem, schedule)
    OFFERS.validate(json.loads(text))
    found = loads_offers(text, problem, schedule)
    assert found[0] == SwapOffer(
        "li", SwapSeat("desk 3", "host"), better=[SwapSeat("desk 4"), SwapSeat("desk 5", "host")]
    )
    assert dumps_offers(found, problem, schedule) == text


@pytest.mark.parametrize("text", [SHEET, CHINESE])
def test_a_sheet_says_the_same(text: str, tmp_path: Path) -> None:
    """A coordinator's sheet is refused, or means something else than it says."""
    problem, schedule = week()
    path = tmp_path / "offers.csv"
    path.write_text(text, encoding="utf-8")
    assert dumps_offers(read_offers(path, problem, schedule), problem, schedule) == dumps_offers(
        TOLD, problem, schedule
    )


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("[]", [""]),
        ('{"format": "volmatch-offers/2", "more": 1}', ["", "format", "offers"]),
        ('{"format": "volmatch-offers/1", "offers": [{"volunteer": "li", "gives": "desk 4", "better": ["desk 5"]}]}', ["offers[0].gives"]),
        ('{"format": "volmatch-offers/1", "offers": [{"volunteer": "li", "gave": "desk 3"}]}', ["offers[0].gave", "offers[0].better"]),
    ],
)  # fmt: skip
def test_slips_in_json_are_told_with_their_place(text: str, places: list[str]) -> None:
    """A slip is passed over, or nobody can find it."""
    with pytest.raises(vm.OfferError) as told:
        loads_offers(text, *week())
    assert [fault.path for fault in told.value.faults] == places


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("volunteer,gives,better\n\nli,desk 9,desk 4\n", "offers.csv:3.gives.session"),
        ("volunteer,gives,better\nnobody,desk 3,desk 4\n", "offers.csv:2.volunteer"),
        ("volunteer,gives,bettr\n", "offers.csv:1"),
        ("gives,better\n", "offers.csv:1"),
        ("volunteer,gives,give\n", "offers.csv:1"),
    ],
)
def test_slips_in_a_sheet_are_told_with_their_line(text: str, place: str, tmp_path: Path) -> None:
    """A slip in a sheet is passed over, or told by a number that no row has."""
    path = tmp_path / "offers.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(vm.OfferError) as told:
        read_offers(path, *week())
    assert told.value.faults[0].path == place
