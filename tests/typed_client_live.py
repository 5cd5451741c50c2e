"""What happens after publication in the hands of a strict type checker: every verb of `volmatch.live` is called, nothing is cast."""

from pathlib import Path

import volmatch as vm

MORNING = "2026-08-01T08:00+08:00"


def published() -> tuple[vm.Problem, vm.Schedule]:
    """Return two sessions, three people and a schedule of them."""
    people = [vm.Volunteer("li"), vm.Volunteer("wu"), vm.Volunteer("he", show_rate=0.9)]
    hours = ("10:00", "11:00"), ("11:00", "12:00")
    sessions = [
        vm.Session(id_, start=f"2026-08-01T{first}", end=f"2026-08-01T{last}", roles=[vm.Role("host", max=2)])
        for id_, (first, last) in zip(("art", "tea"), hours, strict=True)
    ]
    problem = vm.Problem(people, sessions, timezone="Asia/Shanghai")
    places = [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions]
    crew = [vm.Assignment("li", "art", "host"), vm.Assignment("wu", "tea", "host")]
    return problem, vm.Schedule(crew, places)


def changed(problem: vm.Problem, schedule: vm.Schedule, folder: Path) -> list[str]:
    """Return what is said of a duty that is given back, by whom it is taken, and of what changed."""
    given_back = [vm.live.Withdrawn("li", "art")]
    vm.live.write_changes(folder / "changes.json", given_back, problem)
    read: tuple[vm.live.Change, ...] = vm.live.read_changes(folder / "changes.json", problem)
    same = vm.live.loads_changes(vm.live.dumps_changes(read, problem), problem)
    later: vm.Problem = vm.live.apply(problem, same)
    repaired: vm.live.Repaired = vm.live.prepare(problem, schedule).repair(given_back)
    listed: vm.Annex = vm.live.changed_list(repaired)
    drilled: vm.live.Drill = vm.live.drill(problem, schedule, days=100)
    return [str(len(later.rules)), repaired.sentence(), str(len(listed.rows)), drilled.sentence("zh")]


def asked(problem: vm.Problem, schedule: vm.Schedule) -> list[str]:
    """Return who could come instead, when to ask them, and what somebody may take."""
    found: vm.live.Substitutes = vm.live.substitutes(problem, schedule, "art", "host", leaving="li")
    people = [vm.live.Askable(volunteer="wu", odds=0.6, minutes=30), vm.live.Askable(volunteer="he")]
    plan: vm.live.AskPlan = vm.live.ask_plan(people, now=MORNING, deadline="2026-08-01T10:00+08:00", chance=0.5)
    seats: vm.live.OpenSeats = vm.live.open_seats(problem, schedule, "he")
    return [found.sentence(), plan.sentence(), seats.sentence(), vm.live.stamp_of(problem, schedule)[:0]]


def swapped(problem: vm.Problem, schedule: vm.Schedule, folder: Path) -> str:
    """Return which of two offers are served."""
    offers = [
        vm.live.SwapOffer("li", "art", better=["tea"]),
        vm.live.SwapOffer("wu", "tea", better=["art"]),
    ]
    told = vm.live.dumps_offers(offers, problem, schedule)
    (folder / "offers.json").write_text(told, encoding="utf-8")
    read = vm.live.read_offers(folder / "offers.json", problem, schedule)
    served: vm.live.Swaps = vm.live.swaps(problem, schedule, vm.live.loads_offers(told, problem, schedule))
    return f"{served.sentence()} {read == tuple(offers)}"


def dispatched() -> str:
    """Return what became of an order at a desk."""
    with vm.live.Desk(vm.Problem([vm.Volunteer("li")], [], timezone="Asia/Shanghai"), at=MORNING) as desk:
        roles = [vm.Role("helper")]
        desk.order(vm.Session("tap", minutes=60, starts=["2026-08-01T10:00"], roles=roles), at=MORNING)
        (offer,) = desk.dispatch(at=MORNING).offers
        desk.accept(offer.volunteer, offer.session, at=MORNING)
        return desk.state.progress("tap", offer.start)


def main(folder: Path) -> str:
    """Live through it all; return what was said."""
    problem, schedule = published()
    said = [*changed(problem, schedule, folder), *asked(problem, schedule), swapped(problem, schedule, folder)]
    return "\n".join([*said, dispatched()])
