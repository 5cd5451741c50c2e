"""Ids and names: twice, invisible, endless, or the same only to the eye."""

import unicodedata

import numpy as np
import pytest

import volmatch as vm
from slips import every_field_data, faults_of, said, the_fault, with_value

COMPOSED, TAKEN_APART = "Jos\u00e9", "Jose\u0301"
IDS = [
    "volunteers[1].id",
    "places[2].name",
    "volunteers[0].traits[0]",
    "sessions[0].roles[0].name",
    "sessions[1].kind",
    "rules[1].where.volunteers.trait[0]",
]

HIDDEN = {
    "NUL": "a\x00b",
    "newline": "a\nb",
    "escape": "\x1b[2J",
    "bell": "\x07",
    "delete": "a\x7f",
    "C1": "a\x85b",
    "line separator": "a\u2028b",
    "turned round": "a\u202eb",
    "isolated": "a\u2066b",
    "lone surrogate": "a\ud800",
    "unassigned": "a\u0378",
    "noncharacter": "a\uffff",
}
INVISIBLE = {
    "zero width space": "a\u200bb",
    "joiner": "a\u200db",
    "byte order mark": "\ufeffa",
    "soft hyphen": "a\u00adb",
    "left to right": "a\u200eb",
    "private": "a\ue000",
    "tag": "a\U000e0061",
}


@pytest.mark.parametrize("path", IDS)
@pytest.mark.parametrize("given", HIDDEN.values(), ids=HIDDEN)
def test_hidden_characters_are_refused(path: str, given: str) -> None:
    """A control character or a turned text reaches a report, a terminal or an engine."""
    told = said(path, given)
    assert told.startswith("wanted a text without control or invisible characters")
    assert told.isprintable()


@pytest.mark.parametrize("given", INVISIBLE.values(), ids=INVISIBLE)
def test_invisible_characters_are_refused_in_ids(given: str) -> None:
    """Two ids look the same and differ."""
    assert said("volunteers[1].id", given).startswith("wanted a text without control or invisible characters")


@pytest.mark.parametrize("given", INVISIBLE.values(), ids=INVISIBLE)
def test_names_may_hold_what_their_script_needs(given: str) -> None:
    """A name that a script writes with joiners cannot be written."""
    assert vm.Problem.from_data(with_value("places[2].name", given)).places[2].name == given


@pytest.mark.parametrize("given", ["", " ", "\u3000", "\u00a0 "])
def test_an_empty_id_is_refused(given: str) -> None:
    """Somebody has an id that nobody can see or type."""
    assert said("volunteers[1].id", given).startswith("wanted a text that is not empty")


@pytest.mark.parametrize("given", [1, 1.0, True, None, b"li", ["li"], {"li": 1}, ("li",)], ids=repr)
def test_an_id_is_a_text(given: object) -> None:
    """A number is an id, and is another one when it comes back from a file."""
    assert said("volunteers[1].id", given).startswith("wanted a text")


def test_long_texts_are_refused_and_not_printed() -> None:
    """A name of a megabyte is kept, or fills the error that refuses it."""
    for path, most in (("sessions[1].kind", 200), ("places[2].name", 1_000)):
        for letter in ("x", "é", "e\u0301", "한"):
            told = said(path, letter * 1_000_000)
            assert told.startswith(f"wanted at most {most} characters")
            assert len(told) < 200
        assert vm.Problem.from_data(with_value(path, "e\u0301" * most))


def test_no_text_shrinks_more_than_the_reading_expects() -> None:
    """A text is refused as too long though it is short once it is normalised."""
    longest = max(len(unicodedata.normalize("NFD", chr(code))) for code in range(0x110000))
    assert longest <= 4


def test_ids_are_normalised() -> None:
    """A reference written with accents apart does not find the id written with accents composed."""
    data = with_value("volunteers[1].id", TAKEN_APART)
    data["rules"][2]["never"][0]["volunteer"] = COMPOSED
    assert vm.Problem.from_data(data).volunteers[1].id == COMPOSED


def test_texts_of_other_libraries_become_plain() -> None:
    """An id stays a numpy text, and is written or compared in a way of its own."""
    (volunteer,) = vm.Problem([vm.Volunteer(np.str_("kay"), traits=[np.str_("adult")])], []).volunteers
    assert (type(volunteer.id), type(volunteer.traits[0])) == (str, str)
    limit = vm.Limit(np.str_("week"), max_sessions=1)  # type: ignore[arg-type]
    (volunteer,) = vm.Problem([vm.Volunteer("kay", limits=[limit])], []).volunteers
    assert type(volunteer.limits[0].per) is str


@pytest.mark.parametrize("kind", ["volunteers", "sessions", "places", "rooms"])
def test_each_double_id_is_told(kind: str) -> None:
    """A record vanishes behind another of the same id."""
    data = every_field_data()
    data[kind] = [*data[kind], data[kind][0], data[kind][0]]
    first, second = faults_of(data)
    own, count = data[kind][0]["id"], len(data[kind])
    assert first.path == f"{kind}[{count - 2}].id"
    assert (
        second.sentence()
        == f"{kind}[{count - 1}].id: this id stands at {kind}[0] already; ids are unique (given: '{own}')"
    )


def test_ids_equal_to_the_eye_are_double() -> None:
    """The same person stands twice, once with composed accents and once with accents apart."""
    data = every_field_data(rules=[])
    data["volunteers"] = [{"id": COMPOSED}, {"id": TAKEN_APART}]
    assert the_fault(data).path == "volunteers[1].id"
    skills = {COMPOSED: 1, TAKEN_APART: 2}
    assert "stands twice" in the_fault(with_value("volunteers[0].skills", skills)).sentence()


def test_the_same_id_may_name_a_person_and_a_place() -> None:
    """Ids of different kinds get into each other's way."""
    data = every_field_data(rules=[])
    data["volunteers"][1]["id"] = data["sessions"][1]["id"] = "yueling"
    assert vm.Problem.from_data(data)


@pytest.mark.parametrize("key", [1, True, None, ("a",), 1.5, b"a"], ids=repr)
def test_keys_are_texts(key: object) -> None:
    """A skill named 1, 1.0 or True shares one place in a dict."""
    fault = the_fault(with_value("volunteers[0].skills", {key: 1, "drawing": 2}))
    assert fault.path == "volunteers[0].skills[?]"


@pytest.mark.parametrize(
    "key", ["x" * 1_000_000, "a\u202eb", "", "\ud800", 5, None, ("a",)], ids=lambda key: repr(key)[:9]
)
def test_a_strange_field_name_is_not_printed(key: object) -> None:
    """The name of an unknown field fills the error that refuses it, or turns it round."""
    fault = the_fault(with_value("volunteers[1]", {"id": "zhou", key: 1}))
    assert fault.path == "volunteers[1][?]"
    (fault,) = faults_of({"volunteers": [], "sessions": [], key: 1})
    assert len(fault.sentence()) < 300
    assert fault.sentence().isprintable()
