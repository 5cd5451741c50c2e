"""Every sentence exists in both languages, with the same facts in it, and the files that hold them are up to date."""

import ast
import datetime as dt
import re
import string
from pathlib import Path

import pytest

import volmatch as vm
from tools import messages
from volmatch.rules import BY_NAME
from volmatch.text import LANGUAGES, Fact, catalogue, spoken, template

FOLDERS = [folder for folder in LANGUAGES.values() if folder]
SENTENCES = messages.messages()
RULES = messages.PACKAGE / "rules"


def fields(words: str) -> set[str]:
    """Return the names in braces."""
    return {field for _, field, _, _ in string.Formatter().parse(words) if field is not None}


def forms(sentence: object) -> tuple[str, ...]:
    """Return the singular, and the plural where there is one."""
    return tuple(map(str, sentence)) if isinstance(sentence, (tuple, list)) else (str(sentence),)


def said(module: Path) -> list[messages.Message]:
    """Return the sentences of one module."""
    return list(messages.templates(module))


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_catalogue_is_complete(folder: str) -> None:
    """A sentence was added or changed and stays English for readers of another language."""
    catalog = messages.read(messages.po_of(folder))
    assert {message.id for message in catalog if message.id} == set(SENTENCES), "run make index"
    assert messages.untranslated(catalog) == []
    assert [message.id for message in catalog if message.fuzzy] == []
    assert not catalog.obsolete


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_translation_tells_the_same_facts(folder: str) -> None:
    """A translation lost a fact, or asks for one that is not there and so cannot be printed."""
    for message in messages.read(messages.po_of(folder)):
        if message.id:
            told = [fields(form) for form in (*forms(message.id), *forms(message.string))]
            assert told == [told[0]] * len(told), message.id


def test_every_sentence_is_written_out() -> None:
    """A sentence is put together by code, so no catalogue can hold it."""
    plain = ast.Constant | ast.Name | ast.Attribute  # a variable's sentence is written out elsewhere, in `template`
    computed = [
        f"{path.relative_to(messages.PACKAGE)}:{call.lineno}: {ast.unparse(argument)}"
        for path in messages.PACKAGE.rglob("*.py")
        for call, arguments in messages.calls(path)
        for argument in arguments
        if not isinstance(argument, plain)
    ]
    assert computed == []


def test_the_files_are_what_the_tool_writes(capsys: pytest.CaptureFixture[str]) -> None:
    """The compiled catalogue is older than the written one, or writing it again would change it."""
    assert messages.main(["--check"]) == 0, capsys.readouterr().out
    assert messages.wanted() == messages.wanted()


def test_the_files_tell_neither_when_nor_where_they_were_made() -> None:
    """Two people who run the tool get different files, so every change of theirs shows."""
    for path, content in messages.wanted().items():
        header = content.decode("utf-8", "ignore")
        assert "Date" not in header, path
        assert "Generated-By" not in header, path
        assert path.suffix != ".po" or "#:" not in header, path  # a compiled file has such bytes by chance


def test_templates_are_found_wherever_they_are_said(tmp_path: Path) -> None:
    """A sentence inside another one's facts, or one spread over lines, is missing from the catalogue."""
    module = tmp_path / "module.py"
    module.write_text(
        'Text("one {a}", {"a": pair(Text("two"))})\n'
        'Text.counted("three {n}", "threes {n}", facts)\n'
        'words = template("four "\n    "and five")\n'
        "Text(words)\n",
        encoding="utf-8",
    )
    assert sorted(said(module), key=str) == [("three {n}", "threes {n}"), "four and five", "one {a}", "two"]
    assert template("four") == "four"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", sorted(RULES.glob("*.py")), ids=lambda path: path.stem)
def test_every_message_of_a_rule_can_be_said(path: Path, lang: str) -> None:
    """A violation raises instead of being told, or leaves out one of its facts."""
    for sentence in said(path):
        one, *more = forms(sentence)
        facts: dict[str, Fact] = {name: f"<{name}>" for name in fields(one) - {"n"}}
        for n in (1, 2):
            known = {**facts, "n": n} if "n" in fields(one) else facts
            text = vm.Text(one, known, plural=more[0] if more else None)
            told = vm.Violation(text).sentence(lang)
            assert all(str(fact) in told for fact in known.values()), told
            assert (told == vm.Violation(text).sentence("en")) == (lang == "en")


@pytest.mark.parametrize("name", BY_NAME)
def test_every_rule_has_a_title(name: str) -> None:
    """The ladder of levels names a rule in English to a Chinese reader."""
    assert catalogue("zh").gettext(name.replace("_", " ")) != name.replace("_", " ")


def test_plural_forms() -> None:
    """One breach reads as many, or Chinese, which has one form, picks none."""
    breaches = [
        vm.Text.counted("{n} breach of what must hold", "{n} breaches of what must hold", {"n": n}) for n in (0, 1, 2)
    ]
    assert [text.sentence() for text in breaches] == [
        "0 breaches of what must hold",
        "1 breach of what must hold",
        "2 breaches of what must hold",
    ]
    assert len({text.sentence("zh").replace(str(n), "") for n, text in enumerate(breaches)}) == 1
    assert breaches[1].sentence("zh") != breaches[1].sentence("en")


def test_days_and_lists() -> None:
    """A date or a list inside a sentence is said in the wrong language."""
    moment = dt.datetime(2023, 7, 24, 9, 5, tzinfo=dt.UTC)
    assert spoken(moment, "en") == "Mon 2023-07-24 09:05"
    assert spoken(moment, "zh") == "2023-07-24 周一 09:05"
    assert spoken(moment.date() + dt.timedelta(days=6), "zh") == "2023-07-30 周日"
    assert [spoken(tuple("abc"[:n]), "en") for n in range(4)] == ["", "a", "a and b", "a, b and c"]
    assert [spoken(tuple("abc"[:n]), "zh") for n in range(4)] == ["", "a", "a和b", "a、b和c"]
    assert spoken(vm.Text("session"), "zh") == "场次"


def test_an_unknown_language_speaks_english() -> None:
    """An app that asks for a language volmatch does not speak gets an error instead of a sentence."""
    assert vm.Text("session").sentence("fr") == "session"


def test_chinese_sentences_have_wide_marks() -> None:
    """A Chinese sentence is set with the narrow marks of English, as if nobody had read it; what people type stands in quotes."""
    chinese = r"[\u4e00-\u9fff]"
    narrow = re.compile(rf"{chinese}[,;?!(]|{chinese}:(?!\d)|[,;:?!)]{chinese}|}}[,;:]$")
    told = {
        (form, found.group())
        for message in messages.read(messages.po_of("zh_CN"))
        for form in forms(message.string)
        for found in narrow.finditer(re.sub("“[^”]*”", "", form))
    }
    assert told == set()
