"""The schemas of files come with the package, have names of their own, and are those of the reference."""

import json
import tomllib
from typing import Any, Literal, get_args

import jsonschema  # type: ignore[import-untyped]
import pytest

import volmatch as vm
from house.sources import ROOT
from sample_problems import every_field, schedule

Kind = Literal["problem", "schedule", "changes", "offers", "checkpoint"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@pytest.mark.parametrize("kind", KINDS)
def test_each_schema_is_that_of_the_reference(kind: Kind) -> None:
    """An app gets another schema than the reference shows, or one that is no schema."""
    page = (ROOT / "docs" / "reference" / f"{kind}.schema.json").read_text(encoding="utf-8")
    found = vm.io.schema(kind)
    assert found == json.loads(page)
    jsonschema.Draft202012Validator.check_schema(found)


def test_each_schema_has_a_name_of_its_own() -> None:
    """Two schemas share their name, or a validator looks for one in the network."""
    names = [vm.io.schema(kind)["$id"] for kind in KINDS]
    assert names == [f"urn:volmatch:{kind}:1" for kind in KINDS]
    assert vm.io.schema() == vm.io.schema("problem")


def test_a_schema_judges_files() -> None:
    """A file that volmatch writes is refused by its schema, or one with a slip passes."""
    own = json.loads(vm.io.dumps(every_field()))
    jsonschema.validate(own, vm.io.schema("problem"))
    jsonschema.validate(json.loads(vm.io.dumps(schedule(), problem=every_field())), vm.io.schema("schedule"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**own, "volunteers": 5}, vm.io.schema("problem"))


def test_the_wheel_has_them() -> None:
    """An installation without the sources lacks a schema."""
    built: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"][
        "build"
    ]
    included = built["targets"]["wheel"]["force-include"]
    for kind in KINDS:
        assert included[f"docs/reference/{kind}.schema.json"] == f"volmatch/pages/schemas/{kind}.schema.json"


def test_a_kind_that_does_not_exist() -> None:
    """A slip in the kind ends in a foreign error."""
    with pytest.raises(
        vm.OptionError, match=r"^kind: wanted one of problem, schedule, changes, offers and checkpoint, not 'rooms'"
    ):
        vm.io.schema("rooms")  # type: ignore[arg-type]


def test_an_installation_without_schemas(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken installation ends in a foreign error."""
    monkeypatch.setattr("volmatch.io.schemas._SHELVES", ())
    with pytest.raises(vm.FileError, match=r"no file problem\.schema\.json"):
        vm.io.schema()
