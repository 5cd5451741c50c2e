"""`volmatch explain` on the study halls: what it says, word for word, in both languages."""

import json
from pathlib import Path

import pytest

from example_runs import run
from volmatch.cli import main
from volmatch.text import LANGUAGES

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden" / "explain"
QUESTIONS = {
    "empty": ["--empty"],
    "why": ["--why", "he-junjie", "ranli 07-27 homework"],
    "why_not": ["--why-not", "sun-jiayi", "yueling 07-27 homework"],
    "why_not_able": ["--why-not", "liu-xinyi", "ranli 07-27 homework"],
    "advise": ["--advise", "--time-limit", "600"],  # however busy the machine is
    "letter": ["--letter", "chen-yutong"],
    "preflight": ["--preflight"],
    "clash": ["--clash"],
}
Captured = pytest.CaptureFixture[str]


def halls(lang: str) -> tuple[str, str]:
    """Return the problem and schedule files of the example in a language."""
    _, folder = run("study_halls", lang)
    return str(folder / "out" / "study_halls.problem.json"), str(folder / "out" / "study_halls.schedule.json")


def explained(lang: str, *question: str) -> int:
    """Ask the command."""
    return main(["explain", *halls(lang), *question, "--lang", lang])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", QUESTIONS)
def test_it_says_what_it_said_before(name: str, lang: str, capsys: Captured) -> None:
    """An explanation reads differently, in one of the languages, without anybody having looked at it."""
    assert explained(lang, *QUESTIONS[name]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out == (GOLDEN / f"{name}.{lang}.txt").read_text(encoding="utf-8")


def test_scripts_get_the_facts(capsys: Captured) -> None:
    """JSON lacks a fact that the sentence tells, or the sentence itself."""
    assert explained("en", *QUESTIONS["why_not"], "--json") == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["volunteer"] == "sun-jiayi"
    assert found["session"] == "yueling 07-27 homework"
    assert found["sentence"]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ([], "wanted exactly one of"),
        (["--empty", "--advise"], "wanted exactly one of"),
        (["--why", "nobody", "ranli 07-27 homework"], "no volunteer"),
        (["--why-not", "he-junjie", "ranli 07-27 homework"], "why"),
        (["--letter", "nobody"], "no volunteer"),
    ],
)
def test_slips_are_told(question: list[str], words: str, capsys: Captured) -> None:
    """A slip ends in a traceback, or in silence."""
    assert explained("en", *question) == 2
    assert words in capsys.readouterr().err


def test_a_question_about_a_schedule_wants_one(capsys: Captured) -> None:
    """Without a schedule file the command guesses one, or fails without a word."""
    problem, _ = halls("en")
    assert main(["explain", problem, "--empty", "--lang", "en"]) == 2
    assert "--empty is about a schedule" in capsys.readouterr().err
