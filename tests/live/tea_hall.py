"""An empty schedule of tea rounds that everybody could serve in."""

import volmatch as vm


def hall(people: int = 50, seats: int = 1, sessions: int = 1) -> tuple[vm.Problem, vm.Schedule]:
    """Return an empty schedule of sessions one after the other, for people who all can do everything."""
    roles = [vm.Role("helper", min=1, target=seats, max=seats)]
    held_ = [
        vm.Session(f"s{n}", name=f"Tea {n}", start=f"2026-08-{n + 3:02}T10:00", end=f"2026-08-{n + 3:02}T12:00", roles=roles)
        for n in range(sessions)
    ]  # fmt: skip
    crowd = [vm.Volunteer(f"v{n}", name=f"Helper-{n}") for n in range(people)]
    problem = vm.Problem(crowd, held_, timezone="Asia/Shanghai")
    empty = vm.Schedule([], [vm.Placement(one.id, one.candidate_starts[0]) for one in problem.sessions])
    return problem, empty
