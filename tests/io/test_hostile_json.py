"""Texts that are no JSON, or JSON that other readers let pass: doubled keys, NaN, endless numbers, endless depth."""

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import volmatch as vm
from sample_problems import GOLDEN, every_field
from volmatch.io import strict

TEXT = (GOLDEN / "as_people_write_it.problem.json").read_text(encoding="utf-8")
SCHEDULE = (GOLDEN / "every_field.schedule.json").read_text(encoding="utf-8")


def faults_of(text: str | bytes, error: type[vm.VolmatchError] = vm.ProblemError, **how: Any) -> tuple[vm.Fault, ...]:
    """Return the faults for which a text is refused."""
    with pytest.raises(error) as caught:
        vm.io.loads(text, **how)
    assert type(caught.value) is error
    faults: tuple[vm.Fault, ...] = caught.value.faults  # type: ignore[attr-defined]
    return faults


def sentences(text: str | bytes, **how: Any) -> list[str]:
    """Return what is told about a text that is refused."""
    return [fault.sentence() for fault in faults_of(text, **how)]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ('"name": "李"', '"name": "李", "name": "Li"', "volunteers[0].name"),
        ('"name": "李"', '"name": "李", "name": "李"', "volunteers[0].name"),
        ('"tutoring": 2', '"tutoring": 2, "tutor\\u0069ng": 3', "volunteers[0].skills.tutoring"),
        ('"sessions": [', '"sessions": [], "sessions": [', "sessions"),
        ('"format": "volmatch/1"', '"format": "volmatch/1", "format": "volmatch/1"', "format"),
        ('"min": 1, "target": 2', '"min": 1, "min": 1, "target": 2', "sessions[0].roles[1].min"),
        ('"home": "yueling"', '"home": "yueling", "\\u0000": 1, "\\u0000": 1', "volunteers[0][?]"),
    ],
)
def test_doubled_keys_are_told_with_their_path(old: str, new: str, path: str) -> None:
    """The last of two fields wins in silence."""
    wanted = f"{path}: this field stands more than once in the same record; keep one"
    assert wanted in sentences(TEXT.replace(old, new, 1))


def test_doubled_keys_are_told_beside_other_faults() -> None:
    """Whoever mends a doubled key is told the other faults only then."""
    told = sentences(
        TEXT.replace('"name": "李"', '"name": "李", "name": "Li"').replace('"attendance": 30', '"attendance": -1')
    )
    assert [one.partition(":")[0] for one in told] == ["volunteers[0].name", "sessions[0].attendance"]


def test_doubled_keys_in_schedules_are_told() -> None:
    """A schedule with two statuses has the last one."""
    text = SCHEDULE.replace('"status": "optimal"', '"status": "optimal", "status": "optimal"')
    assert [fault.path for fault in faults_of(text, vm.ScheduleError)] == ["status"]


def test_no_more_than_a_hundred_doubled_keys_are_told() -> None:
    """A file of doubled keys gives an error of its own size."""
    assert len(faults_of("[" + ",".join(['{"a": 1, "a": 2}'] * 1_000) + "]")) == 100


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 5_000, "-" + "9" * 5_000,
                                    "1." + "1" * 5_000, "1e" + "9" * 5_000, "0." + "0" * 1_000_000 + "1"], ids=lambda one: one[:9])  # fmt: skip
@pytest.mark.parametrize(
    ("old", "path"),
    [('"attendance": 30', "sessions[0].attendance"), ('"served_hours": 12.5', "volunteers[0].served_hours")],
)
def test_numbers_that_are_none_are_told_with_their_path(number: str, old: str, path: str) -> None:
    """Not-a-number passes, or a number of five thousand digits brings a traceback."""
    field = old.partition(":")[0]
    (fault,) = faults_of(TEXT.replace(old, f"{field}: {number}", 1))
    assert fault.path == path
    assert len(fault.sentence()) < 250


def test_not_a_number_is_no_fact() -> None:
    """A sentence of a schedule file says nan."""
    clash = '"status": "infeasible", "clash": [{"template": "{n}", "facts": {"n": NaN}}], "stopped_by": "proof"'
    text = f'{{"format": "volmatch-schedule/1", {clash}}}'
    assert [fault.path for fault in faults_of(text, vm.ScheduleError)] == ["clash[0].facts.n"]


NO_JSON = {
    "nothing": "", "space": " \n", "a word": "volmatch", "half": TEXT[:1000], "more": TEXT + "{}", "single quotes": "{'format': 1}",
    "a comment": TEXT.replace("{", "{ // see\n", 1), "a comma": '{"format": "volmatch/1",}', "no quotes": "{format: 1}",
    "octal": '{"format": 012}', "hex": '{"format": 0x12}', "plus": '{"format": +1}', "point": '{"format": .5}',
    "newline in text": '{"format": "vol\nmatch"}', "NUL": '{"format": "vol\x00match"}', "bad escape": '{"format": "\\x41"}',
    "cut escape": '{"format": "\\u12', "open text": '{"format": "', "two marks": "\ufeff\ufeff{}", "backslash": "\\",
    "python": '{"format": None}', "yaml": "format: volmatch/1", "tag": "!!python/object/apply:os.system ['true']",
    "zip": "PK\x03\x04", "pickle": "\x80\x04\x95",
}  # fmt: skip


@pytest.mark.parametrize("text", NO_JSON.values(), ids=NO_JSON)
def test_what_is_no_json_is_refused_with_the_place(text: str) -> None:
    """A broken file brings the error of somebody else, or does not say where it breaks."""
    (told,) = sentences(text)
    assert told.startswith("wanted JSON; it goes wrong at line ")


@pytest.mark.parametrize(
    "raw", [b'{"format": "\xff"}', TEXT.encode("utf-16"), TEXT.encode("gb18030"), b"\xed\xa0\x80", b"\xc0\x80"]
)
def test_what_is_no_utf8_is_refused_with_the_place(raw: bytes) -> None:
    """A file in another encoding is read as something else."""
    (told,) = sentences(raw)
    assert told.startswith("wanted a text in UTF-8; byte ")


def test_a_byte_order_mark_is_let_pass() -> None:
    """A file saved by a common editor cannot be read."""
    assert vm.io.loads(TEXT.encode("utf-8-sig")) == vm.io.loads("\ufeff" + TEXT) == every_field()
    assert vm.io.loads(bytearray(TEXT.encode())) == every_field()  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["5", "null", "true", '"volmatch/1"', "[]", "[{}]", "NaN", "9" * 5_000])
def test_a_file_holds_a_record(text: str) -> None:
    """A number or a list for a file brings a traceback."""
    (told,) = sentences(text)
    assert told.startswith("wanted a record whose field format is one of volmatch/1 and volmatch-schedule/1 (given: ")


@pytest.mark.parametrize(
    "given", ["volmatch/2", "volmatch", "", "volmatch-schedule/2", None, 1, True, [], {}, ["volmatch/1"]]
)
def test_an_unknown_format_is_refused(given: object) -> None:
    """A file of a later version is read as one of this."""
    (fault,) = faults_of(json.dumps({"format": given, "volunteers": [], "sessions": []}))
    assert (fault.path, fault.wanted.sentence()) == ("format", "wanted one of volmatch/1 and volmatch-schedule/1")


def test_a_missing_format_is_refused() -> None:
    """Any JSON passes for a problem."""
    (fault,) = faults_of('{"volunteers": [], "sessions": []}')
    assert fault.path == "format"


@pytest.mark.parametrize("given", [None, 5, [], {}, vm.Problem])
def test_only_texts_are_read(given: Any) -> None:
    """A value that is no text brings the error of somebody else."""
    with pytest.raises(vm.OptionError, match="text: wanted a text or bytes"):
        vm.io.loads(given)


DEEP = 100_000
NESTS = {
    "lists": "[" * DEEP,
    "closed lists": "[" * DEEP + "]" * DEEP,
    "records": '{"a":' * DEEP,
    "both": '[{"a":' * DEEP,
    "after a text": '["\\"", "\\\\", ' + "[" * DEEP,
    "in a problem": TEXT.replace('"traits": [', '"traits": [' + "[" * DEEP, 1),
    "many megabytes": "[" * 30_000_000,
}


@pytest.mark.parametrize("text", NESTS.values(), ids=NESTS)
def test_deep_nests_are_refused_at_once(text: str) -> None:
    """A small file exhausts the stack or the memory."""
    begun = time.process_time()
    assert sentences(text) == ["wanted lists and records at most 64 deep"]
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("text", ["[" * 64 + "]" * 64, '{"a":' * 64 + "1" + "}" * 64])
def test_the_deepest_nest_is_read(text: str) -> None:
    """The limit of the depth is off by one."""
    assert "wanted a record" in sentences(text)[0] or "field" in sentences(text)[0]
    assert "deep" in sentences(f"[{text}]")[0]


@pytest.mark.parametrize(
    "text",
    ['"' + "[" * 100 + '"', '"\\"' + "[" * 100 + '"', '"\\\\", ' + '"' + "{" * 100 + '"', '"\\\\\\"' + "[{" * 99 + '"'],
)
def test_brackets_in_texts_are_no_nests(text: str) -> None:
    """A name with many brackets is refused as too deep."""
    assert "deep" not in sentences(f"[{text}]")[0]


def test_a_reader_out_of_stack_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the depth is no help, the error of the stack reaches the caller."""
    monkeypatch.setattr(strict, "DEEPEST", 10**9)
    assert sentences("[" * DEEP + "]" * DEEP) == ["wanted a text that is less deeply nested"]


def test_a_text_that_is_too_large_is_refused_unread() -> None:
    """A text of any size is read."""
    size = len(TEXT.encode())
    assert sentences(TEXT, most_bytes=size - 1) == [f"wanted at most {size - 1} bytes"]
    assert vm.io.loads(TEXT, most_bytes=size) == every_field()


def test_lone_surrogates_are_refused() -> None:
    """Half a character stands in an id, and breaks whatever writes it."""
    (fault,) = faults_of(TEXT.replace('"name": "李"', '"name": "\\ud800"'))
    assert fault.path == "volunteers[0].name"
    assert sentences('{"format": "\ud800"}')[0].startswith("wanted a text in UTF-8; byte ")


@settings(max_examples=200)
@given(st.text() | st.binary() | st.integers(0, len(TEXT) - 2).map(lambda end: TEXT[:end]))
def test_no_text_brings_a_traceback(text: str | bytes) -> None:
    """Some text brings the error of somebody else."""
    with pytest.raises(vm.ProblemError):
        vm.io.loads(text)


@settings(max_examples=200)
@given(st.sampled_from([TEXT, SCHEDULE]), st.integers(0, 10_000), st.sampled_from('[]{}",:0e-\\\x00é \n') | st.just(""))
def test_one_changed_letter_brings_no_traceback(text: str, place: int, letter: str) -> None:
    """One letter more or less brings the error of somebody else."""
    place %= len(text)
    for changed in (text[:place] + letter + text[place + 1 :], text[:place] + letter + text[place:]):
        try:
            value = vm.io.loads(changed)
        except (vm.ProblemError, vm.ScheduleError):
            continue
        assert vm.io.loads(vm.io.dumps(value)) == value


def test_reading_and_writing_say_nothing(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> None:
    """Names of people reach a log or the terminal."""
    caplog.set_level(0)
    vm.io.dumps(every_field())
    faults_of(TEXT.replace('"name": "李"', '"name": 5'))
    assert (capfd.readouterr(), caplog.records) == (("", ""), [])
