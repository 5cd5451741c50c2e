"""What a worker does with a part of a data set before it is solved: read it, and find whom else's sessions its people can serve in."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from volmatch.arrays.distinct import distinct
from volmatch.columns.compile import compile_problem
from volmatch.errors import Fault, FileError, ProblemError
from volmatch.io.formats import MOST_BYTES, read_problem, write
from volmatch.problem.exactly import Exactly
from volmatch.problem.problem import Problem
from volmatch.problem.session import Session
from volmatch.problem.words import Words, borne
from volmatch.scale.part_folders import RegionFolder
from volmatch.scale.source import Source, within
from volmatch.scale.splitting import obstacles_to_cutting
from volmatch.scale.stand_ins import for_elsewhere, stand_ins
from volmatch.text import Text

#: A part as it was read; its sessions alone; those of them that stand for all; and those of all parts, with the rules.
GIVEN, SESSIONS, STANDING, CENSUS = "given.json", "sessions.json", "stand_ins.json", "census.json"


@attrs.frozen(eq=False)
class Refused:
    """A part that cannot be read."""

    part: str
    faults: tuple[Fault, ...]


@attrs.frozen(eq=False)
class PartRead:
    """What the head must know of a part: its ids, where its sessions take place, and the words that its people and sessions bear."""

    part: str
    people: tuple[str, ...]
    sessions: tuple[str, ...]
    held_at: frozenset[str]
    goes_to: frozenset[str]
    words: Mapping[str, frozenset[Any]]
    notes: tuple[Fault, ...]


@attrs.frozen
class Reading:
    """Read a part and write it down as it is.

    Parameters
    ----------
    source, part
        The data set, and which part of it.
    into
        Where the part is kept.
    """

    source: Source
    part: str
    into: RegionFolder

    def done(self) -> PartRead | Refused:
        """Do it."""
        notes = list[Fault]()
        try:
            problem = self.source.problem(self.part, told=notes.append)
        except ProblemError as error:
            return Refused(self.part, error.faults)
        except FileError as error:
            return Refused(self.part, (Fault(self.part, error.args[0]),))
        folder = Path(self.into.path)
        folder.mkdir(parents=True, exist_ok=True)
        write(folder / GIVEN, attrs.evolve(problem, rules=Exactly()))
        write(folder / SESSIONS, _without_people(problem, problem.sessions))
        words = borne(problem.volunteers, problem.sessions, problem.history)
        return PartRead(
            self.part,
            tuple(one.id for one in problem.volunteers),
            tuple(one.id for one in problem.sessions),
            frozenset(place for one in problem.sessions for place in problem.possible_places(one)),
            frozenset(place.id for place in problem.places),
            {name: frozenset(told) for name, told in words.items()},
            tuple(within(self.part, note) for note in notes),
        )


@attrs.frozen
class Sorting:
    """Find those sessions of a part that stand for all of it.

    Parameters
    ----------
    into
        Where the part is kept.
    rules, words
        The rules beside the parts as they were read, and all words that anybody bears.
    """

    into: RegionFolder
    rules: Any
    words: Words

    def done(self) -> Refused | None:
        """Do it."""
        folder = Path(self.into.path)
        try:
            problem = attrs.evolve(
                read_problem(folder / SESSIONS, most_bytes=MOST_BYTES), rules=self.rules, words=self.words
            )
        except ProblemError as error:
            return Refused(self.into.name, error.faults)
        listed = stand_ins(problem.sessions, problem.rules)
        write(folder / STANDING, _without_people(problem, [_in_its_place(one, problem) for one in listed]))
        return None


@attrs.frozen(eq=False)
class Bordered:
    """In which sessions of which other part the people of one can serve, or what keeps the part from being solved."""

    visited: Mapping[str, tuple[str, ...]]
    obstacles: tuple[Text, ...]


@attrs.frozen
class Bordering:
    """Find in which sessions of other parts the people of one can serve, and write down the problem of the part.

    Parameters
    ----------
    into
        Where the part is kept.
    neighbours
        Parts that have sessions where its people may go.
    census
        The problem of all sessions that stand for others, with the rules.
    """

    into: RegionFolder
    neighbours: tuple[RegionFolder, ...]
    census: str

    def done(self) -> Bordered:
        """Do it."""
        own, census = read_problem(Path(self.into.path) / GIVEN), read_problem(self.census)
        known = {place.id for place in own.places}
        foreign = {
            folder.name: [
                session
                for session in read_problem(Path(folder.path) / SESSIONS).sessions
                if session.place is not None and session.place in known
            ]
            for folder in self.neighbours
        }
        able = _able(_with_others(own, census, [session for sessions in foreign.values() for session in sessions]))
        visited = {name: [one for one in sessions if one.id in able] for name, sessions in foreign.items()}
        whole = _with_others(own, census, [session for sessions in visited.values() for session in sessions])
        self.into.keep_problem(whole)
        return Bordered(
            {name: tuple(one.id for one in sessions) for name, sessions in visited.items() if sessions},
            tuple(obstacles_to_cutting(whole)),
        )


def census_of(folders: Sequence[RegionFolder], rules: Any, words: Words, general: Mapping[str, Any]) -> Problem:
    """Return a problem of one session of each sort in all parts, under the rules that all parts have."""
    read = [read_problem(Path(folder.path) / STANDING) for folder in folders]
    places = {place.id: place for one in read for place in one.places}
    problem = Problem(
        [],
        [session for one in read for session in one.sessions],
        places=[*places.values()],
        rules=rules,
        words=words,
        **general,
    )
    return attrs.evolve(problem, sessions=stand_ins(problem.sessions, problem.rules))


def _with_others(own: Problem, census: Problem, others: Sequence[Session]) -> Problem:
    """Return a part with sessions of other parts, under the rules of all, and with those that stand for all elsewhere."""
    places = {
        place.id: place for place in (*census.places, *own.places)
    }  # of two that tell of one place, its own counts
    met = {one.id for one in (*own.sessions, *others)}
    elsewhere = [one for one in for_elsewhere(census) if one.id not in met]
    return attrs.evolve(
        own,
        sessions=[*own.sessions, *others, *elsewhere],
        rules=census.rules,
        words=census.words,
        places=[*places.values()],
    )


def _in_its_place(session: Session, problem: Problem) -> Session:
    """Return a session without its wish for a room, which stands in this part alone, at the place where it has one."""
    if session.room is None:
        return session
    return attrs.evolve(session, room=None, place=min(problem.possible_places(session), default=None))


def _without_people(problem: Problem, sessions: Sequence[Session]) -> Problem:
    """Return a problem of some sessions alone, with their places and those of rooms."""
    named = {
        id_
        for session in sessions
        for place in problem.possible_places(session)
        for id_ in problem.enclosing_places(place)
    }
    named.update(room.place for room in problem.rooms)
    return attrs.evolve(
        problem,
        volunteers=[],
        sessions=sessions,
        places=[place for place in problem.places if place.id in named],
        travel=None,
        history=[],
        rules=Exactly(),
    )


def _able(problem: Problem) -> set[str]:
    """Return the ids of the sessions in which somebody can serve."""
    t = compile_problem(problem)
    rows = distinct(t.role_session[t.candidate_role])
    return {problem.sessions[row].id for row in rows.tolist()}
