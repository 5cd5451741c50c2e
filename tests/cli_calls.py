"""The command run in this process, and what it says."""

import pytest

from volmatch.cli import main

Captured = pytest.CaptureFixture[str]


def call(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    """Run the command; return exit code, output and complaints."""
    code = main(arguments)
    told = capsys.readouterr()
    return code, told.out, told.err


def speaks_chinese(text: str) -> bool:
    """Whether a text holds a Chinese letter."""
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)
