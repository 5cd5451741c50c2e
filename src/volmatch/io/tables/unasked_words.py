"""Skills and traits of people that nobody asks for, and that resemble one that is asked for: told, since they count for nothing."""

import difflib
from collections.abc import Iterator, Mapping

import attrs

from volmatch.errors import Fault
from volmatch.io.tables.alike_words import alike
from volmatch.io.tables.asked_words import apart, asked_for, rows_of
from volmatch.io.tables.headings import Known
from volmatch.io.tables.items import items
from volmatch.io.tables.own_columns import resembled
from volmatch.text import Text

_HAD = {"skills": (("volunteers", "skills"), ("skills", "skill")), "traits": (("volunteers", "traits"),)}
#: How alike two words are that may be the same, misspelt.
_NEAR = 0.8
_LONGEST = 60
_RESEMBLES = Text("nobody asks for {word}; if it is meant to be {nearest}, write it so")


def resembling(known: Mapping[str, Known]) -> Iterator[Fault]:
    """Yield a note for each word that people have and nobody asks for, if it may be one that is asked for."""
    for kind, asked in asked_for(known).items():
        known_words = set(asked)
        for place, cell in (row for column in _HAD[kind] for row in rows_of(known, column)):
            bare = [item.rest for item in items(str(cell)) if item.word is None]  # what stands in quotes is meant so
            for word, _ in map(apart, bare):
                if alike(word) in known_words or len(word) > _LONGEST:
                    continue
                known_words.add(alike(word))
                near = _near(alike(word), asked)
                if near is not None:
                    yield Fault.of(place, attrs.evolve(_RESEMBLES, facts={"word": word, "nearest": asked[near]}), cell)


def _near(word: str, asked: Mapping[str, str]) -> str | None:
    return resembled(word, asked) or next(iter(difflib.get_close_matches(word, list(asked), n=1, cutoff=_NEAR)), None)
