"""Each event makes the next state of a desk, or does not fit what is known and is refused."""

import datetime as dt
from functools import singledispatch
from typing import Any

import attrs

from volmatch.errors import DeskError
from volmatch.live.changes import Absence, Added, Cancelled, Joined, NoShow, Served, Withdrawn
from volmatch.live.dispatch.desk_events import Accepted, Declined, Event, Offered, Rated, Unanswered
from volmatch.live.dispatch.desk_state import DeskOrder, DeskState, Promise
from volmatch.problem.window import Window
from volmatch.schedule import Placement
from volmatch.text import Text


@singledispatch
def after(event: Event, state: DeskState, at: dt.datetime) -> DeskState:
    """Return the state of a desk after one more event that happened at a moment.

    Raises
    ------
    DeskError
        If the event does not fit what is known.
    """
    raise TypeError(event, state, at)


@after.register
def _ordered(event: Added, state: DeskState, at: dt.datetime) -> DeskState:
    session = event.session
    if session.id in state.orders:
        raise DeskError(Text("there is an order {session} already", {"session": session.id}))
    return attrs.evolve(state, orders={**state.orders, session.id: DeskOrder(session, at)})


@after.register
def _cancelled(event: Cancelled, state: DeskState, at: dt.datetime) -> DeskState:  # noqa: ARG001
    order = state.order(event.session)
    left = {key: one for key, one in state.promises.items() if one.session != event.session}
    orders = {**state.orders, event.session: attrs.evolve(order, is_cancelled=True)}
    told = {session: one for session, one in state.told.items() if session != event.session}
    return attrs.evolve(state, orders=orders, promises=left, told=told)


@after.register
def _joined(event: Joined, state: DeskState, at: dt.datetime) -> DeskState:  # noqa: ARG001
    person = event.volunteer
    if person.id in state.people:
        raise DeskError(Text("there is somebody called {volunteer} already", {"volunteer": person.id}))
    return attrs.evolve(state, people={**state.people, person.id: person})


@after.register
def _absent(event: Absence, state: DeskState, at: dt.datetime) -> DeskState:  # noqa: ARG001
    person = state.person(event.volunteer)
    away = attrs.evolve(person, away=(*person.away, Window(event.from_, event.to)))
    left = {key: one for key, one in state.promises.items() if not _falls_into(one, event, state)}
    return attrs.evolve(state, people={**state.people, person.id: away}, promises=left)


def _falls_into(promise: Promise, event: Absence, state: DeskState) -> bool:
    """Whether an absence takes what was asked or promised; what was served or missed already stays."""
    end = promise.start + state.order(promise.session).session.length
    is_theirs = promise.volunteer == event.volunteer and promise.how in ("offered", "accepted")
    return is_theirs and promise.start < event.to and event.from_ < end


@after.register
def _offered(event: Offered, state: DeskState, at: dt.datetime) -> DeskState:
    state.person(event.volunteer)
    order, key = state.order(event.session), (event.session, event.volunteer)
    role = order.session.role(event.role)
    crew = state.crew(event.session)
    facts = {"session": event.session, "volunteer": event.volunteer, "role": event.role}
    if order.is_cancelled:
        raise DeskError(Text("order {session} was cancelled", facts))
    if role is None:
        raise DeskError(Text("order {session} has no role {role}", facts))
    if key in state.promises or key in state.refused:
        raise DeskError(Text("{volunteer} was asked for order {session} before", facts))
    if sum(one.role == role.name for one in crew) >= role.max:
        raise DeskError(Text("every seat of {role} in order {session} is taken", facts))
    if any((one.start, one.room) != (event.start, event.room) for one in crew):
        raise DeskError(Text("order {session} was promised for another time or room", facts))
    if event.start not in order.session.candidate_starts:
        raise DeskError(Text("order {session} has no such start", facts))
    if not at <= event.until:
        raise DeskError(Text("the answer would be too late before it is asked for", facts))
    made = Promise(event.volunteer, event.session, event.role, event.start, event.room, event.until)
    return attrs.evolve(state, promises={**state.promises, key: made})


@after.register
def _accepted(event: Accepted, state: DeskState, at: dt.datetime) -> DeskState:
    promise = _found(event, state, "offered")
    if at > promise.until:
        facts = {"session": event.session, "volunteer": event.volunteer}
        raise DeskError(Text("the answer of {volunteer} to order {session} comes too late", facts))
    told = {**state.told, event.session: Placement(event.session, promise.start, promise.room)}
    return attrs.evolve(_with(state, attrs.evolve(promise, how="accepted")), told=told)


@after.register(Declined)
@after.register(Unanswered)
def _refused(event: Declined | Unanswered, state: DeskState, at: dt.datetime) -> DeskState:
    promise = _found(event, state, "offered")
    if isinstance(event, Unanswered) and at <= promise.until:
        facts = {"session": event.session, "volunteer": event.volunteer}
        raise DeskError(Text("{volunteer} still has time to answer to order {session}", facts))
    return _without(state, promise)


@after.register
def _withdrawn(event: Withdrawn, state: DeskState, at: dt.datetime) -> DeskState:  # noqa: ARG001
    return _without(state, _found(event, state, "accepted"))


@after.register
def _missed(event: NoShow, state: DeskState, at: dt.datetime) -> DeskState:
    promise = _begun(_found(event, state, "accepted"), at)
    missed = _with(state, attrs.evolve(promise, how="missed"))
    return attrs.evolve(missed, refused=state.refused | {(event.session, event.volunteer)})


@after.register
def _served(event: Served, state: DeskState, at: dt.datetime) -> DeskState:
    return _with(state, attrs.evolve(_begun(_found(event, state, "accepted"), at), how="served"))


@after.register
def _rated(event: Rated, state: DeskState, at: dt.datetime) -> DeskState:  # noqa: ARG001
    _found(event, state, "served")
    return attrs.evolve(state, stars={**state.stars, (event.session, event.volunteer): event.stars})


def _begun(promise: Promise, at: dt.datetime) -> Promise:
    """Return a promise whose time has come, or refuse to say what became of it."""
    if at < promise.start:
        raise DeskError(Text("order {session} has not begun yet", {"session": promise.session}))
    return promise


def _found(event: Any, state: DeskState, how: str) -> Promise:
    """Return the promise that an event is about, if it is as far as it must be."""
    state.order(event.session)
    state.person(event.volunteer)
    promise = state.promises.get((event.session, event.volunteer))
    facts = {"session": event.session, "volunteer": event.volunteer}
    role = getattr(event, "role", None)
    if promise is None or promise.how != how or role not in (None, promise.role):
        wanted = {
            "offered": Text("order {session} is not on offer to {volunteer}", facts),
            "accepted": Text("{volunteer} has no promise for order {session}", facts),
            "served": Text("{volunteer} has not served order {session}", facts),
        }
        raise DeskError(wanted[how])
    return promise


def _with(state: DeskState, promise: Promise) -> DeskState:
    return attrs.evolve(state, promises={**state.promises, (promise.session, promise.volunteer): promise})


def _without(state: DeskState, promise: Promise) -> DeskState:
    """Return the state in which somebody is no longer asked, now or later."""
    key = (promise.session, promise.volunteer)
    left = {own: one for own, one in state.promises.items() if own != key}
    return attrs.evolve(state, promises=left, refused=state.refused | {key})
