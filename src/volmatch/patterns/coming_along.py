"""People who come along and fill no seat: a child, a partner, an interpreter."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from volmatch.doors import door
from volmatch.errors import OptionError
from volmatch.patterns.plan import Plan
from volmatch.problem.session import Role, Session
from volmatch.problem.words import Words
from volmatch.rule import Rule, VolunteerFilter, Where
from volmatch.rules import Guardian, ReservedSeats, Together
from volmatch.text import Text

#: Name of the role of those who come along, and the trait that they need for it.
COMPANION = "companion"
#: A trait that companions lack: all seats of other roles are kept for it.
_OF_THE_CREW = "of the crew"


@door
def companions(sessions: Iterable[Session], of: Mapping[str, Iterable[str]], *, level: int | None) -> Plan:
    """Return sessions to which some people come along with others, without filling a seat.

    Each session gets a role `companion` with `min` 0, so that nobody is missing where none comes. A companion needs the trait
    ``companion``, comes only where one of those serves with whom they go (rule ``guardian``), and takes no other role (rule
    ``reserved_seats``). Boards, pages, calendars and letters have them like everybody; hours, limits and rest are theirs too.
    A room holds them if `attendance` counts them.

    Parameters
    ----------
    sessions
        Where companions may come. They keep their own roles.
    of
        With whom each of them comes, by the ids of the companions.
    level
        Level of the goal that a companion comes wherever one of theirs serves, behind the seats; ``None`` for no such goal:
        then only wishes bring them.

    Raises
    ------
    OptionError
        If a session has a role `companion` already, or one on call.
    """
    known = {companion: tuple(others) for companion, others in of.items()}
    listed = list(sessions)
    return Plan(
        [_with_companions(session, len(known)) for session in listed],
        list(_rules(listed, known, level)) if known else [],
        Words(traits=[COMPANION, _OF_THE_CREW]),
    )


def _with_companions(session: Session, most: int) -> Session:
    if session.role(COMPANION) is not None or any(role.standby for role in session.roles):
        facts = {"id": session.id, "role": COMPANION}
        raise OptionError(Text("{id}: it has a role {role} already, or its roles are on call", facts))
    return attrs.evolve(session, roles=[*session.roles, Role(COMPANION, min=0, max=most, traits=[COMPANION])])


def _rules(sessions: list[Session], of: Mapping[str, tuple[str, ...]], level: int | None) -> Iterator[Rule]:
    them = Where(volunteers=VolunteerFilter(id=list(of)))
    yield Guardian(of=of, same="session")
    most: dict[str, int] = {}
    for session in sessions:
        for role in session.roles:
            most[role.name] = max(role.max, most.get(role.name, 1))
    for name, seats in most.items():
        yield ReservedSeats(trait=_OF_THE_CREW, role=name, seats=seats, where=them)
    if level is not None:
        yield Together(level=level, sets=[(one, other) for one, others in of.items() for other in others])
