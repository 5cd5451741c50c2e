"""The command `volmatch`: solve, check and show problem files."""

from volmatch.cli.entry import main

__all__ = ["main"]
