"""Whom and what people mean who write a name where an id is wanted: on the command line, and in sheets beside a problem."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import attrs

from volmatch.errors import Fault, OptionError, quoted
from volmatch.io.tables.called import Called
from volmatch.problem.problem import Problem
from volmatch.text import Text

#: So many ids are told where a name may mean several.
_MOST_TOLD = 10


@attrs.frozen(slots=False)
class IdsMeant:
    """The ids that words mean in a problem: their own, or that of the one person or thing with this name.

    A word that nothing is called is given back as it stands, so that whoever wanted the id says what is wrong with it.
    """

    problem: Problem

    @cached_property
    def _people(self) -> Called:
        return Called.of((one.id, one.name) for one in self.problem.volunteers)

    @cached_property
    def _sessions(self) -> Called:
        return Called.of((one.id, one.name) for one in self.problem.sessions)

    @cached_property
    def _rooms(self) -> Called:
        return Called.of((one.id, one.name) for one in self.problem.rooms)

    def volunteer(self, word: str) -> str:
        """Return the id of a person; an `OptionError` where several have this name."""
        return _meant(word, self._people)

    def session(self, word: str) -> str:
        """Return the id of a session; an `OptionError` where several have this name."""
        return _meant(word, self._sessions)

    def row(self, row: Mapping[str, Any], place: str) -> Iterator[tuple[str, Any] | Fault]:
        """Yield the cells of a row by column, with ids for words in the columns of people, sessions and rooms, or a fault instead."""
        called = {"volunteer": self._people, "session": self._sessions, "room": self._rooms}
        for column, word in row.items():
            ids = called[column].ids(word) if column in called and isinstance(word, str) else ()
            if len(ids) > 1:
                yield Fault.of(f"{place}.{column}", _any_of(ids), word)
            else:
                yield column, ids[0] if ids else word


def _meant(word: str, called: Called) -> str:
    """Return the one id that a word means."""
    ids = called.ids(word)
    if len(ids) > 1:
        raise OptionError(Text("{wanted} (given: {given})", {"wanted": _any_of(ids), "given": quoted(word)}))
    return ids[0] if ids else word


def _any_of(ids: Sequence[str]) -> Text:
    more = ("…",) if len(ids) > _MOST_TOLD else ()
    return Text("this may be any of {words}; write the id", {"words": (*ids[:_MOST_TOLD], *more)})
