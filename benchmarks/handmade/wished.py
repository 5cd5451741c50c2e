"""What each session is worth to each person who wishes for it or against it, written again from the page of the rule."""

from collections import defaultdict
from collections.abc import Sequence

import volmatch as vm
from volmatch.rules import Wishes

#: What all wishes of one person are worth together.
_WHOLE = 1000


def worths(problem: vm.Problem, rule: Wishes) -> tuple[dict[tuple[str, str], int], int]:
    """Return the worth of each session by person and session, below 0 if wished against; and that of all that is wished for."""
    sessions = [one for one in problem.sessions if rule.where.takes_session(one, problem)]
    meant = {wish: _meant(wish, sessions, problem) for one in problem.volunteers for wish in one.wishes}
    found: dict[tuple[str, str], int] = defaultdict(int)
    wanted = 0
    for volunteer in problem.volunteers:
        loudness = sum(abs(wish.score) for wish in volunteer.wishes if meant[wish])
        for wish in volunteer.wishes:
            worth = wish.score if rule.scale == "scores" else _share(wish.score, loudness * len(meant[wish]))
            for session in meant[wish]:
                found[volunteer.id, session.id] += worth
                wanted += max(0, worth)
    return found, wanted


def _share(score: int, parts: int) -> int:
    """Return a score's part of the whole, rounded half up and at least 1, with the sign of the score."""
    if not score or not parts:
        return 0
    size = max(1, (2 * _WHOLE * abs(score) + parts) // (2 * parts))
    return size if score > 0 else -size


def _meant(wish: vm.Wish, sessions: Sequence[vm.Session], problem: vm.Problem) -> list[vm.Session]:
    return [session for session in sessions if _is_about(wish, session, problem)]


def _is_about(wish: vm.Wish, session: vm.Session, problem: vm.Problem) -> bool:
    if wish.place is not None:
        places = problem.possible_places(session)
        return bool(places) and all(wish.place in problem.enclosing_places(place) for place in places)
    wanted = [(wish.session, session.id), (wish.kind, session.kind), (wish.series, session.series)]
    return all(asked in (None, own) for asked, own in wanted)
