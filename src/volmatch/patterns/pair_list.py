"""Who visits whom, as a list to hang up: each helper with those they look after."""

from collections.abc import Iterable, Mapping

from volmatch.doors import door
from volmatch.patterns.client import Client
from volmatch.problem.volunteer import Volunteer
from volmatch.report.annex import Annex
from volmatch.text import Fact, Text


@door
def pair_list(clients: Iterable[Client], volunteers: Iterable[Volunteer], pairs: Mapping[str, str]) -> Annex:
    """Return each volunteer who visits somebody, with whom; whoever has nobody comes last.

    Parameters
    ----------
    clients, volunteers
        Who is visited, and who visits, in the order in which they are to be listed.
    pairs
        The volunteer of each client, by id, as from `volmatch.patterns.pairs`.
    """
    listed = tuple(clients)
    rows: list[tuple[Fact, ...]] = [
        (one.label, len(own), tuple(own))
        for one in volunteers
        if (own := [client.name or client.id for client in listed if pairs.get(client.id) == one.id])
    ]
    alone = [client.name or client.id for client in listed if client.id not in pairs]
    rows += [(Text("nobody"), len(alone), tuple(alone))] if alone else []
    title = Text(
        "who visits whom: {paired} of {n} have somebody", {"paired": len(listed) - len(alone), "n": len(listed)}
    )
    return Annex(title, [Text("volunteer"), Text("number"), Text("visits")], rows)
