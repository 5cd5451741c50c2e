"""What a rule claims of itself, so that explanations can reason about rules without knowing them."""

from collections.abc import Mapping
from typing import Literal

import attrs

from volmatch.text import Text

#: How what a rule costs falls apart: into what it costs for each person, or for each session's numbers of heads.
ApartBy = Literal["people", "seats"]


@attrs.frozen(kw_only=True)
class Claims:
    """What a rule's class says of all rules of its kind, so that explanations can reason about them without knowing them.

    A claim that is not made is always right; one that is made is held by a law, for rules of your own as well.

    Parameters
    ----------
    only_forbids
        Whoever is taken out of a session breaks nothing by that: no schedule costs more with one duty less.
    own_duties
        Each person is judged by their own duties, whoever else serves where.
    counts_seats
        Excess is a number of empty seats: one duty more lowers it by at most 1, and never raises it.
    least_heads
        Nothing but the least numbers of roles is asked for, and that only of sessions that `where` takes.
    never_dearer
        No schedule costs more once a problem has more people, skills, windows or starts: it is judged by its duties, heads
        and placements alone. Rules that compare people with each other, count those without a duty, or ask how many could do
        something cannot claim it.
    apart_by
        How what the rule costs adds up where every session is sure to take place at its one time; a problem is solved in parts
        only under rules that say so. ``people``: over the people, each with their own duties in a problem without the others.
        ``seats``: over the sessions, each by how many hold its roles, whoever they are. Each breach names one session. A session
        whose roles ask for nobody costs nothing, and seats that are held anyway may be taken off what its roles ask for.
    apart_if
        The values of its fields with which it does so; with others it does not.
    promises
        Its facts are duties that somebody agreed to or refused.
    keeps_out
        How many people a rule about one candidate keeps out of one seat, in a few words: counts ``{n}``, and may tell what
        the role ``{needs}``.
    takes_away
        How many seats it takes from one person: counts ``{n}``.
    """

    only_forbids: bool = False
    own_duties: bool = False
    counts_seats: bool = False
    least_heads: bool = False
    never_dearer: bool = False
    apart_by: ApartBy | None = None
    apart_if: Mapping[str, object] = attrs.field(factory=dict, hash=False)
    promises: bool = False
    keeps_out: Text | None = None
    takes_away: Text | None = None

    def falls_apart_by(self, rule: object) -> ApartBy | None:
        """Return how what a rule costs falls apart, as it is set."""
        return self.apart_by if all(getattr(rule, field) == value for field, value in self.apart_if.items()) else None
