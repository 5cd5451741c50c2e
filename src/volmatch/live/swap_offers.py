"""Offers to swap: which duty somebody would give, and which ones they would take for it, better or as good."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import attrs

from volmatch.errors import Fault, OfferError, OptionError, quoted
from volmatch.problem.entity import Entity
from volmatch.problem.problem import Problem
from volmatch.problem.shapes import UNREADABLE, Id, ListOf, Reader
from volmatch.problem.values import tidy
from volmatch.schedule import Schedule
from volmatch.text import Text


@attrs.frozen(field_transformer=tidy)
class SwapSeat:
    """One role of one session.

    Parameters
    ----------
    session
        Its id.
    role
        Name of the role; ``None`` is any role of the session.
    """

    session: Id
    role: Id | None = None


#: The id of a session stands for any role of it.
AnySeat = Id | SwapSeat


@attrs.frozen(field_transformer=tidy)
class SwapOffer:
    """What somebody would give, and what they would take for it; whatever is not named is worse than what they have.

    An offer that gives and takes nothing is of somebody who wants to be rid of a duty. A seat may be told as the id of its
    session, for any role there.

    Parameters
    ----------
    volunteer
        Id of the person.
    gives
        A duty that they have; ``None`` for somebody who would take one more.
    better
        What they would rather have.
    as_good
        What they would take just as well, so that others are helped.
    """

    volunteer: Id
    gives: AnySeat | None = None
    better: Sequence[AnySeat] = attrs.field(default=(), kw_only=True)
    as_good: Sequence[AnySeat] = attrs.field(default=(), kw_only=True)

    def faults(self) -> Iterator[tuple[str, Text]]:
        """Yield what is wrong between the fields."""
        if self.gives is None and not self.better:
            yield "better", Text("wanted a duty to give, or one to take that is better than none")
        if self.gives is None and self.as_good:
            yield "as_good", Text("wanted a duty to give: who gives none gets none that is as good")
        if self.gives is not None and self.as_good and not self.better:
            yield "better", Text("wanted a duty that is better: nobody swaps for one that is only as good")
        both = sorted({seat_of(one).session for one in set(self.better) & set(self.as_good)})
        if both:
            yield "as_good", Text("{posts}: a duty is better or as good, not both", {"posts": tuple(both)})

    @property
    def asks_to_leave(self) -> bool:
        """Whether it only gives."""
        return not self.better


def seat_of(told: SwapSeat | str) -> SwapSeat:
    """Return a seat, told as itself or as the id of its session."""
    return SwapSeat(told) if isinstance(told, str) else told


GivenOffers = Iterable[SwapOffer | Mapping[str, Any]]


def settled_offers(problem: Problem, schedule: Schedule, offers: GivenOffers) -> tuple[SwapOffer, ...]:
    """Return offers in which each duty that is given is one of the schedule's, with its role.

    Raises
    ------
    OfferError
        With every fault of every offer, each with its place: ``offers[2].gives``.
    OptionError
        If the problem is none.
    """
    if not isinstance(problem, Problem):
        raise OptionError(Text("problem: wanted a Problem, not {given}", {"given": quoted(problem)}))
    reader = Reader(problem.zone)
    is_list = isinstance(offers, (list, tuple, str, Mapping)) or not isinstance(offers, Iterable)
    found = reader.read(ListOf(Entity(SwapOffer)), offers if is_list else [*offers], "offers")
    if reader.faults or found is UNREADABLE:
        raise OfferError(reader.faults)
    roles = {(one.volunteer, one.session): one.role for one in schedule.assignments}
    told = [
        attrs.evolve(
            offer,
            gives=_held(offer, roles),
            better=tuple(map(seat_of, offer.better)),
            as_good=tuple(map(seat_of, offer.as_good)),
        )
        for offer in found
    ]
    faults = [fault for index, offer in enumerate(told) for fault in _unfit(f"offers[{index}]", problem, offer, roles)]
    faults += _twice(told)
    if faults:
        raise OfferError(faults)
    return tuple(told)


def _held(offer: SwapOffer, roles: Mapping[tuple[str, str], str]) -> SwapSeat | None:
    """Return the duty that is given, with the role that the schedule says."""
    if offer.gives is None:
        return None
    gives = seat_of(offer.gives)
    if gives.role is not None:
        return gives
    return attrs.evolve(gives, role=roles.get((offer.volunteer, gives.session)))


def _unfit(at: str, problem: Problem, offer: SwapOffer, roles: Mapping[tuple[str, str], str]) -> Iterator[Fault]:
    """Yield what the problem or the schedule does not know of an offer."""
    if problem.volunteer(offer.volunteer) is None:
        yield Fault.of(f"{at}.volunteer", Text("the problem has no volunteer of this id"), offer.volunteer)
    lists = (("better", offer.better), ("as_good", offer.as_good))
    posts = [(f"{at}.{name}[{index}]", post) for name, listed in lists for index, post in enumerate(listed)]
    for path, post in [(f"{at}.gives", offer.gives), *posts] if offer.gives is not None else posts:
        assert isinstance(post, SwapSeat)
        session = problem.session(post.session)
        if session is None:
            yield Fault.of(f"{path}.session", Text("the problem has no session of this id"), post.session)
        elif post.role is not None and session.role(post.role) is None:
            yield Fault.of(f"{path}.role", Text("this session has no role of this name"), post.role)
        elif post is offer.gives and roles.get((offer.volunteer, post.session)) != (post.role or ""):
            yield Fault.of(path, Text("this person does not serve there in this schedule"), post.session)


def _twice(offers: Sequence[SwapOffer]) -> Iterator[Fault]:
    """Yield each duty that somebody offers more than once."""
    seen = set[tuple[str, str]]()
    for index, offer in enumerate(offers):
        if not isinstance(offer.gives, SwapSeat):
            continue
        duty = offer.volunteer, offer.gives.session
        if duty in seen:
            wanted = Text("this duty is offered already; name all that is wanted for it in one offer")
            yield Fault.of(f"offers[{index}].gives", wanted, offer.gives.session)
        seen.add(duty)
