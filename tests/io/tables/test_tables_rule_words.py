"""Rules in a sheet as people name them, with settings in words, and rows that are for everybody, a trait or a team."""

import pytest

import volmatch as vm
from volmatch.cli import main
from volmatch.io.tables.reading import problem_of
from volmatch.io.tables.rule_words import rules_called, settings_in
from volmatch.io.tables.sheet import sheet_of
from volmatch.rule import known_rules, title_of
from volmatch.rules import MinRest

PEOPLE = [["name", "traits", "teams"], ["Ann", "adult", "kitchen"], ["Bo", "", "kitchen; bar"], ["Cem", "adult", ""]]
TEA = [["date", "time", "activity", "people"], ["2027-05-01", "9:00-11:00", "tea", 1]]


def read(**sheets: list[list[object]]) -> vm.Problem:
    """Return the problem of some sheets about three people and a tea."""
    return problem_of([sheet_of(name, rows) for name, rows in {"people": PEOPLE, "activities": TEA, **sheets}.items()])  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["min_rest", "Min rest", "minimum rest", "最短休息"])
@pytest.mark.parametrize("settings", ["hours=8", "hours: 8", "8小时", "8 hours", "8h", "小时=8", '{"hours": 8}'])
def test_one_rule_however_it_is_said(name: str, settings: str) -> None:
    """A rule must be written in JSON, or 8 hours are other hours."""
    found = [rule for rule in read(rules=[["rule", "settings"], [name, settings]]).rules if isinstance(rule, MinRest)]
    assert [rule.hours for rule in found] == [8]


def test_every_rule_is_found_by_its_titles_or_told_as_one_of_two() -> None:
    """A rule has a title by which nobody can ask for it, or that means another one."""
    for name, cls in known_rules().items():
        assert rules_called(name) == (name,)
        for lang in ("en", "zh"):
            assert name in rules_called(title_of(cls).sentence(lang))


def test_several_settings_in_one_cell() -> None:
    """A second setting is thrown away."""
    assert settings_in("max=2", "weekends") == {"max": 2}
    assert settings_in("pause_minutes=30; short minutes = 60", "compact") == {"pause_minutes": 30, "short_minutes": 60}
    assert settings_in("by_priority=no", "drop") == {"by_priority": False}
    assert settings_in("20%", "site_share") == {"percent": 20}


@pytest.mark.parametrize(
    ("rule", "settings", "told"),
    [
        ("min_rest", "eight hours", "this rule has hours"),
        ("min_rest", "hour=8", "this rule has hours"),
        ("min_rest", "8h; 9h", "stands twice"),
        ("路程", "", "may be any of reach and travel"),
    ],
)
def test_what_is_no_setting_is_told_with_its_cell(rule: str, settings: str, told: str) -> None:
    """A setting that nobody understands is passed over."""
    with pytest.raises(vm.ProblemError, match="rules!") as caught:
        read(rules=[["rule", "settings"], [rule, settings]])
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("whom", "names"),
    [("*", "Ann Bo Cem"), ("trait: adult", "Ann Cem"), ("特征: 成年", ""), ("team: kitchen", "Ann Bo"), ("团队\uff1abar", "Bo"), ("Bo", "Bo")],
)  # fmt: skip
def test_limits_for_everybody_a_trait_or_a_team(whom: str, names: str) -> None:
    """A limit for all reaches some, or one for some reaches all."""
    rows: list[list[object]] = [["volunteer", "per", "max sessions"], [whom, "day", 2]]
    if not names:
        with pytest.raises(vm.ProblemError, match="no volunteer has this id"):
            read(limits=rows)
        return
    assert [one.id for one in read(limits=rows).volunteers if one.limits] == names.split()


def test_the_command_finds_the_page_by_its_chinese_name(capsys: pytest.CaptureFixture[str]) -> None:
    """Who reads Chinese cannot ask for a rule."""
    assert main(["rules", "最短休息"]) == 0
    assert "min_rest" in capsys.readouterr().out
    assert main(["rules", "路程"]) == 2
    assert "reach" in capsys.readouterr().err
