"""The greedy that anybody writes: session by session in order of time, each seat to the first who may and has served least."""

from collections import defaultdict

import volmatch as vm
from benchmarks.handmade.candidates import Candidate, Option, candidates_of, options_of, rooms_clash
from benchmarks.peer import Peer
from benchmarks.protocol import Task, serve

PEER = Peer()


class _Plan:
    """Who does what so far."""

    def __init__(self, problem: vm.Problem) -> None:
        self.problem = problem
        self.duties: dict[str, list[Option]] = defaultdict(list)
        self.rooms: dict[str, list[Option]] = defaultdict(list)

    def may(self, volunteer: vm.Volunteer, option: Option) -> bool:
        """Whether one more duty clashes with none and keeps every limit."""
        way = self.problem.travel_minutes
        for duty in self.duties[volunteer.id]:
            minutes = way(duty.place, option.place)
            if duty.start < option.end + minutes and option.start < duty.end + minutes:
                return False
        return all(self._keeps(limit, [*self.duties[volunteer.id], option]) for limit in volunteer.limits)

    def _keeps(self, limit: vm.Limit, duties: list[Option]) -> bool:
        counted = [duty for duty in duties if limit.kind is None or duty.session.kind == limit.kind]
        last = duties[-1].moment.date()
        if limit.per == "day":
            counted = [duty for duty in counted if duty.moment.date() == last]
        elif limit.per == "week":
            counted = [duty for duty in counted if duty.moment.isocalendar()[:2] == last.isocalendar()[:2]]
        minutes = sum(duty.end - duty.start for duty in counted)
        is_long = limit.max_hours is not None and minutes > limit.max_hours * 60
        return not is_long and (limit.max_sessions is None or len(counted) <= limit.max_sessions)

    def room_for(self, option: Option) -> vm.Room | None:
        """Return the first room that is free."""
        return next(
            (
                room
                for room in option.rooms
                if not any(
                    rooms_clash(room, one, option) or rooms_clash(room, option, one) for one in self.rooms[room.id]
                )
            ),
            None,
        )


def answer(task: Task) -> None:
    """Go through the sessions once, and tell."""
    options = options_of(task.problem)
    by_option: dict[int, list[Candidate]] = defaultdict(list)
    for one in candidates_of(task.problem, options):
        by_option[one.option].append(one)
    plan = _Plan(task.problem)
    assignments: list[tuple[str, str, str]] = []
    placements: dict[str, tuple[str, str, str | None]] = {}
    for number in sorted(range(len(options)), key=lambda number: options[number].start):
        option = options[number]
        room = plan.room_for(option)
        if option.session.id in placements or (option.session.room is not None and room is None):
            continue
        placements[option.session.id] = (option.session.id, option.moment.isoformat(), room.id if room else None)
        if room is not None:
            plan.rooms[room.id].append(option)
        for role in option.session.roles:
            crew = sorted(
                (one for one in by_option[number] if one.role is role),
                key=lambda one: len(plan.duties[one.volunteer.id]),
            )
            taken = [one.volunteer.id for one in crew if plan.may(one.volunteer, option)][: role.target]
            for volunteer in taken:
                plan.duties[volunteer].append(option)
                assignments.append((volunteer, option.session.id, role.name))
    task.tell(assignments, list(placements.values()))


if __name__ == "__main__":
    serve(answer)
