"""`volmatch rules` lists every rule in one line and prints the page of each."""

from pathlib import Path

import pytest

import volmatch as vm
from volmatch.cli import main

PAGES = Path(__file__).parent.parent / "docs" / "reference" / "rules"
Captured = pytest.CaptureFixture[str]


def test_every_rule_has_a_line(capsys: Captured) -> None:
    """Somebody who looks for a rule does not find it in the list, or finds no words for it."""
    assert main(["rules", "--lang", "en"]) == 0
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines()]
    assert [name for name, _ in lines if "." not in name] == sorted(vm.rules.BY_NAME)
    assert all(words.endswith(".") for _, words in lines)


@pytest.mark.parametrize("name", sorted(vm.rules.BY_NAME))
def test_every_rule_has_its_page(name: str, capsys: Captured) -> None:
    """The page printed is another one than the documentation's, or none."""
    assert main(["rules", name]) == 0
    assert capsys.readouterr().out.rstrip() == (PAGES / f"{name}.md").read_text(encoding="utf-8").rstrip()


def test_an_unknown_rule_is_told(capsys: Captured) -> None:
    """A slip in a rule's name ends as if all were well."""
    assert main(["rules", "min_rset", "--lang", "en"]) == 2
    assert "no rule has the name min_rset" in capsys.readouterr().err


def test_a_slip_in_a_title_is_told_with_the_nearest(capsys: Captured) -> None:
    """Whoever types 最短休息时间 for 最短休息 is sent to a list of sixty."""
    for word in ("最短休息时间", "休息"):
        assert main(["rules", word, "--lang", "zh"]) == 2
        assert "最短休息" in capsys.readouterr().err.partition("是不是")[2]


def test_every_sentence_of_the_list_is_chinese(capsys: Captured) -> None:
    """The list of rules in Chinese has English sentences, or its page begins with one."""
    assert main(["rules", "--lang", "zh"]) == 0
    for line in capsys.readouterr().out.splitlines():
        name, _, words = line.partition(" - ")
        assert "." in name or words.endswith("。")
    assert main(["rules", "最短休息", "--lang", "zh"]) == 0
    assert capsys.readouterr().out.startswith("# 最短休息 (min_rest)\n\n每人两次服务之间都有休息")
