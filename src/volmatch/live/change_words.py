"""Changes as a coordinator says them."""

import datetime as dt
from functools import singledispatch

from volmatch.live.changes import (
    Absence,
    Added,
    Cancelled,
    Change,
    Closed,
    Joined,
    Moved,
    Needs,
    NoShow,
    Served,
    Withdrawn,
)
from volmatch.problem.problem import Problem
from volmatch.text import Text, template


@singledispatch
def said(change: Change, problem: Problem) -> Text:
    """Return a change to a problem in words."""
    raise TypeError(change, problem)


@said.register
def _absence(change: Absence, problem: Problem) -> Text:
    return _while(change.from_, change.to, _person(problem, change.volunteer), _AWAY)


@said.register
def _closed(change: Closed, problem: Problem) -> Text:
    room = problem.room(change.room)
    return _while(change.from_, change.to, change.room if room is None else room.label, _CLOSED)


#: On one day, on several, and between two moments.
_AWAY = (
    template("{who} is away on {first}"),
    template("{who} is away from {first} to {last}"),
    template("{who} is away from {start} to {end}"),
)
_CLOSED = (
    template("{who} is closed on {first}"),
    template("{who} is closed from {first} to {last}"),
    template("{who} is closed from {start} to {end}"),
)


def _while(begin: dt.datetime, end: dt.datetime, who: str, words: tuple[str, str, str]) -> Text:
    """Say a stretch of time by its days if it is made of whole ones."""
    on_one, on_several, between = words
    if begin.time() == end.time() == dt.time():
        first, last = begin.date(), end.date() - dt.timedelta(days=1)
        by_days = on_one if first == last else on_several
        return Text(by_days, {"who": who, "first": first, "last": last})
    return Text(between, {"who": who, "start": begin, "end": end})


@said.register
def _withdrawn(change: Withdrawn, problem: Problem) -> Text:
    return _of_duty(change, problem, template("{volunteer} gives back {session}"))


@said.register
def _served(change: Served, problem: Problem) -> Text:
    return _of_duty(change, problem, template("{volunteer} served in {session}"))


@said.register
def _no_show(change: NoShow, problem: Problem) -> Text:
    return _of_duty(change, problem, template("{volunteer} did not come to {session}"))


def _of_duty(change: Withdrawn | Served | NoShow, problem: Problem, words: str) -> Text:
    return Text(words, {"volunteer": _person(problem, change.volunteer), "session": _session(problem, change.session)})


@said.register
def _cancelled(change: Cancelled, problem: Problem) -> Text:
    return Text("{session} is cancelled", {"session": _session(problem, change.session)})


@said.register
def _moved(change: Moved, problem: Problem) -> Text:
    facts = {"session": _session(problem, change.session)}
    if change.start is not None:
        return Text("{session} is moved to {start}", {**facts, "start": change.start})
    return Text("{session} is moved to {where}", {**facts, "where": change.room or change.place or ""})


@said.register
def _added(change: Added, problem: Problem) -> Text:  # noqa: ARG001 - all of them are asked alike
    return Text("{session} is added", {"session": change.session.label})


@said.register
def _needs(change: Needs, problem: Problem) -> Text:
    facts = {"session": _session(problem, change.session), "role": change.role}
    return Text("{session} needs another number of people as {role}", facts)


@said.register
def _joined(change: Joined, problem: Problem) -> Text:  # noqa: ARG001 - all of them are asked alike
    return Text("{volunteer} joins", {"volunteer": change.volunteer.label})


def _person(problem: Problem, id_: str) -> str:
    found = problem.volunteer(id_)
    return id_ if found is None else found.label


def _session(problem: Problem, id_: str) -> str:
    found = problem.session(id_)
    return id_ if found is None else found.label
