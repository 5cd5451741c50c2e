"""Roles that go together: whoever can do several of them does them at once, and others come only where one is not enough."""

from collections.abc import Iterator

import attrs

from volmatch.doors import door
from volmatch.errors import OptionError
from volmatch.patterns.plan import Plan
from volmatch.problem.session import BETWEEN_ROLES, Role, Session
from volmatch.problem.words import Words
from volmatch.rule import Rule, SessionFilter, Where
from volmatch.rules import Need, Surplus, TeamMix
from volmatch.text import Text

#: The rule that keeps away who is not needed; a file whose rules are all there are names it itself.
KEEPS_AWAY = "surplus"


@door
def one_desk(session: Session, *, level: int | None) -> Plan:
    """Return a session whose roles may be held by one person at once, such as cashier and door of a small hall.

    The roles become one, called ``cashier + door``. A crew is possible if for each of the roles as many of it can do it as
    it needs; who does what is told by boards, letters and `desk_list`. Otherwise nobody serves, and the seats stay empty. As few people are needed as
    the largest of the roles needs, and no more come than all of them together need.

    Parameters
    ----------
    session
        All of its roles go together; what somebody else has to do is a session of its own. A role asks for a skill, or for one
        trait, or for nothing, and wants as many people as it needs: a seat beyond would be filled by who can do none of it.
    level
        Level of the goal that nobody comes where fewer are enough, right behind the seats and before wishes; ``None`` for no
        such goal.

    Raises
    ------
    OptionError
        If there are not two roles at least, or a role asks for several things, for more people than it needs, or is on call.
    """
    if not session.roles[1:]:
        raise OptionError(
            Text(
                "{id}: wanted two roles or more that go together, not {n}", {"id": session.id, "n": len(session.roles)}
            )
        )
    here = Where(sessions=SessionFilter(id=[session.id]))
    needs = [need for role in session.roles for need in _needs(session, role)]
    rules: list[Rule] = [TeamMix(where=here, needs=needs)] if needs else []
    goals = [] if level is None else [Surplus(level=level, where=here)]
    words = Words(
        skills=[need.skill for need in needs if need.skill is not None],
        traits=[need.trait for need in needs if need.trait is not None],
    )
    return Plan([attrs.evolve(session, roles=[_joined(session)])], [*rules, *goals], words)


def _needs(session: Session, role: Role) -> Iterator[Need]:
    """Yield how many of the people must be able to do a role; none where anybody can, or nobody has to."""
    if role.standby or len(role.traits) + len(role.skills_in_order) > 1:
        facts = {"id": session.id, "role": role.name}
        raise OptionError(Text("{id}: {role} is on call, or asks for more than one skill or one trait", facts))
    if not role.min == role.target == role.max:
        facts = {"id": session.id, "role": role.name}
        raise OptionError(Text("{id}: {role} must want as many people as it needs: min, target and max alike", facts))
    if role.min and role.skill is not None:
        yield Need(skill=role.skill, skill_level=role.level, least=role.min)
    elif role.min and role.traits:
        yield Need(trait=role.traits[0], least=role.min)


def _joined(session: Session) -> Role:
    """Return the one role of a session whose roles go together."""
    needed = [role.min for role in session.roles]
    name = BETWEEN_ROLES.join(role.name for role in session.roles)
    return Role(name, min=max(needed), max=sum(needed))
