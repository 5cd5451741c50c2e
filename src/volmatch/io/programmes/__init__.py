"""Programmes of events from other systems: in as a problem, and out again as a schedule that they can read."""

from volmatch.io.programmes.recognised import ENDINGS, is_programme, programme_of, read_programme, write_programme

__all__ = ["ENDINGS", "is_programme", "programme_of", "read_programme", "write_programme"]
