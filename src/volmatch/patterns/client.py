"""Somebody who is visited: where, how often, for how long, and when it suits."""

from collections.abc import Sequence

import attrs

from volmatch.problem.session import Role
from volmatch.problem.window import Weekly, Window


@attrs.frozen(kw_only=True)
class Client:
    """Somebody who is visited.

    Parameters
    ----------
    id
        Becomes the series of the visits.
    place
        Id of the place where they live.
    role
        Who visits: a skill, or traits such as a dialect.
    times
        How many visits.
    minutes
        How long one lasts.
    suits
        When it suits: stretches of time, recurring or not.
    name
        For print.
    """

    id: str = attrs.field(kw_only=False)
    place: str | None = None
    role: Role = attrs.field(factory=lambda: Role("visitor"))
    times: int = 1
    minutes: int = 60
    suits: Sequence[Weekly | Window] = ()
    name: str = ""
