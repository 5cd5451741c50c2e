"""Each sentence has a code: unique, documented, the same when it is reworded, and never given up."""

import re
from pathlib import Path

import attrs
import pytest

import volmatch as vm
from tools import codes
from volmatch.text import codes_of_sentences

ROOT = Path(__file__).resolve().parents[2]
TABLE = codes.read((ROOT / codes.TABLE).read_text(encoding="utf-8"))
#: Codes that were published; grows with each release and never loses a line.
PUBLISHED = (ROOT / "tests" / "golden" / "codes.txt").read_text(encoding="utf-8").split()


def test_table_and_page_are_those_of_today() -> None:
    """A sentence was written and has no code, or is not on the page."""
    for path, wanted in codes.files().items():
        assert (ROOT / path).read_text(encoding="utf-8") == wanted


def test_every_sentence_has_one_code_and_every_code_one_sentence() -> None:
    """Two sentences share a code, or a line of the table stands there twice."""
    lines = (ROOT / codes.TABLE).read_text(encoding="utf-8").splitlines()
    assert len({line.partition("\t")[0] for line in lines}) == len(lines)
    told = [one for one in TABLE.values() if one is not None]
    assert sorted(told) == list(codes.said())
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code) for code in TABLE)


def test_no_published_code_is_gone() -> None:
    """An app looks for a code that a new version does not know any more."""
    assert [code for code in PUBLISHED if code not in TABLE] == []
    assert len(PUBLISHED) > 1000
    page = (ROOT / codes.PAGE).read_text(encoding="utf-8")
    assert [code for code in TABLE if f"`{code}`" not in page] == []


def test_the_package_knows_its_codes() -> None:
    """The table in the package is read wrongly."""
    assert codes_of_sentences() == {told: code for code, told in TABLE.items() if told is not None}
    for code, told in list(TABLE.items())[::50]:
        if told is not None:
            assert vm.Text(told).code == code
    assert vm.Text("a sentence of somebody's own").code is None


@pytest.mark.parametrize(
    ("old", "sentences", "new"),
    [
        ({}, ["wanted a list"], {"wanted-a-list": "wanted a list"}),
        ({"wanted-a-list": "wanted a list"}, ["wanted a list"], {"wanted-a-list": "wanted a list"}),
        ({"x": "wanted a list of words"}, ["wanted a list of {words}"], {"x": "wanted a list of {words}"}),
        ({"x": "wanted a list"}, ["wanted a text"], {"x": None, "wanted-a-text": "wanted a text"}),
        ({"nobody": None}, ["nobody {n}"], {"nobody": None, "nobody-2": "nobody {n}"}),
        ({}, ["{a}: {b}", "{b}"], {"facts": "{a}: {b}", "facts-2": "{b}"}),
        ({"gone": None}, [], {"gone": None}),
    ],
)
def test_how_codes_are_given(old: dict[str, str | None], sentences: list[str], new: dict[str, str | None]) -> None:
    """A reworded sentence loses its code, a code is given up, or one that was given up is given to another sentence."""
    assert codes.updated(old, sentences) == new
    assert codes.read(codes.written(new)) == new


def test_a_fault_has_its_code() -> None:
    """An app has to read a sentence to know what is wrong, or the code changes with the language."""
    with pytest.raises(vm.ProblemError) as caught:
        vm.io.loads('{"format": "volmatch/1", "sessions": [], "volunteers": [{"id": ""}], "rules": [{"rule": "nap"}]}')
    faults = caught.value.faults
    assert [(fault.code, fault.path, fault.given) for fault in faults] == [
        ("wanted-a-text-that-is-not", "volunteers[0].id", "''"),
        ("wanted-one-of", "rules[0].rule", "'nap'"),
    ]
    assert caught.value.code == faults[0].code
    assert attrs.fields_dict(type(faults[0])).keys() == {"path", "wanted", "given"}


def test_any_error_has_its_code() -> None:
    """An error other than that of an input can only be told by its sentence."""
    with pytest.raises(vm.OptionError) as caught:
        vm.solve(vm.Problem(sessions=(), volunteers=()), time_limit=-1)
    assert caught.value.code == "time-limit-wanted-seconds-from-0"
    assert vm.VolmatchError().code is None


def test_the_example_on_the_page_runs() -> None:
    """Whoever copies the example from the page of codes gets something else."""
    page = (ROOT / codes.PAGE).read_text(encoding="utf-8")
    (block,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    exec(block, {"vm": vm})  # noqa: S102 - our own page
