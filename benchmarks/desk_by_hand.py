"""Deciding whom to ask as somebody does without a solver: for each open order in turn, the first who can come."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

import volmatch as vm
from volmatch.live import Desk, DeskState, Offered, Promise

Policy = Callable[[Desk, dt.datetime], Sequence[Offered]]

#: How often somebody serves at most.
A_DAY, A_WEEK = 2, 5


def one_by_one(key: Callable[[vm.Problem, vm.Volunteer, vm.Session], int]) -> Policy:
    """Return the policy of asking, for each open order in turn, the first who can come, in some order of people."""

    def offers(desk: Desk, at: dt.datetime) -> Sequence[Offered]:
        state, made, until = desk.state, list[Offered](), at + desk.answer_within
        duties = defaultdict(list)
        for promise in state.promises.values():
            duties[promise.volunteer].append(promise)
        for id_, order in state.orders.items():
            if state.progress(id_, at) != "open":
                continue
            ranked = sorted((key(state.problem, one, order.session), one.id) for one in state.people.values())
            for _, person in ranked:
                start = _first(state, person, order.session, duties[person], at)
                if start is not None and (id_, person) not in state.refused:
                    made.append(Offered(person, id_, "helper", start, until))
                    duties[person].append(Promise(person, id_, "helper", start, None, until))
                    break
        desk.tell(*made, at=at)
        return made

    return offers


def _first(
    state: DeskState, volunteer: str, order: vm.Session, duties: Sequence[Promise], at: dt.datetime
) -> dt.datetime | None:
    """Return the first start at which somebody can come: skilled, near, free, and not too often on that day or in that week."""
    person, way = state.people[volunteer], state.problem.travel_minutes
    if order.roles[0].skill not in person.skills or way(person.home, order.place) > (person.max_travel_minutes or 0):
        return None
    for start in order.candidate_starts:
        days = Counter(one.start.astimezone(state.problem.zone).date() for one in duties)
        week = sum(n for day, n in days.items() if day.isocalendar()[:2] == start.date().isocalendar()[:2])
        if (
            start < at
            or days[start.date()] >= A_DAY
            or week >= A_WEEK
            or not any(_holds(w, start) for w in person.available or ())
        ):
            continue
        ways = [(one.start, way(state.orders[one.session].session.place, order.place)) for one in duties]
        if all(abs(other - start) >= dt.timedelta(minutes=60 + minutes) for other, minutes in ways):
            return start
    return None


def _holds(window: vm.Weekly | vm.Window, start: dt.datetime) -> bool:
    if not isinstance(window, vm.Weekly):
        return window.from_ <= start and start + dt.timedelta(hours=1) <= window.to
    day = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[start.weekday()]
    return day in window.weekly and window.from_ <= start.time() and (start + dt.timedelta(hours=1)).time() <= window.to
