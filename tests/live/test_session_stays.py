"""A session stays where and when it is, unless that costs more than people and duties."""

import volmatch as vm
from volmatch.live import Withdrawn


def test_a_session_stays_where_its_guests_expect_it() -> None:
    """Somebody else could come, and the session moves to another day or room all the same."""
    roles = [vm.Role("host")]
    people = [vm.Volunteer("li"), vm.Volunteer("wu")]
    starts = ["2026-08-01T10:00", "2026-08-03T10:00"]
    fair = vm.Session("fair", minutes=60, starts=starts, attendance=80, roles=roles)
    choir = vm.Session("choir", start=starts[0], end="2026-08-01T11:00", room=vm.RoomNeed(), roles=roles)
    rooms = [vm.Room(id_, place="hall", capacity=99) for id_ in ("north", "south", "west")]
    for session, room in ((fair, None), (choir, "north"), (choir, "south"), (choir, "west")):
        problem = vm.Problem(people, [session], places=[vm.Place("hall")], rooms=rooms)
        for start in session.candidate_starts:
            placed = vm.Placement(
                session.id, problem.sessions[0].candidate_starts[session.candidate_starts.index(start)], room
            )
            published = vm.Schedule([vm.Assignment("li", session.id, "host")], [placed])
            found = vm.repair(problem, published, [Withdrawn("li", session.id)])
            assert found.schedule is not None
            assert found.schedule.placements == (placed,)
            assert found.schedule.assignments == (vm.Assignment("wu", session.id, "host"),)
            assert "wu takes over" in found.sentence()
            assert "joins" not in found.sentence()
