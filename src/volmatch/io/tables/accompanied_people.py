"""People of whom the sheet says that they serve only with somebody, such as a child with its guardians."""

from collections.abc import Mapping
from typing import Any

import attrs

from volmatch.io.tables.called import Called
from volmatch.io.tables.origins import Origin
from volmatch.plugs import load
from volmatch.text import Text

COLUMN = "only_with"
_NOBODY = Text("nobody in the sheet of people is called {name}")
_ANY_OF = Text("this may be any of {words}; write the id")
_THEMSELVES = Text("this is the person of the row; write who is with them")


def accompany(data: dict[str, Any], origins: dict[str, Origin]) -> None:
    """Add the rule by which people serve only with those whom the sheet names, to a problem in the making.

    A name that nobody has, or that several have, is a fault of its row: nobody should serve alone by a slip.
    """
    told = [(at, one.pop(COLUMN)) for at, one in enumerate(data["volunteers"]) if COLUMN in one]
    called = Called.of(_named(one) for one in (data["volunteers"] if told else ()) if isinstance(one.get("id"), str))
    of: dict[str, list[str]] = {}
    for at, names in told:
        row, own = origins[f"volunteers[{at}]"].row, data["volunteers"][at].get("id")
        for name in names if isinstance(own, str) else ():
            ids = list(called.ids(name))
            if len(ids) != 1:
                wrong = (
                    attrs.evolve(_ANY_OF, facts={"words": tuple(ids)})
                    if ids
                    else attrs.evolve(_NOBODY, facts={"name": name})
                )
                row.note(COLUMN, wrong)
            elif ids[0] == own:
                row.note(COLUMN, _THEMSELVES)
            elif ids[0] not in of.setdefault(own, []):
                of[own].append(ids[0])
        if of:
            origins.setdefault(f"rules[{len(data.get('rules', ()))}]", Origin(row, {"": COLUMN}))
    if of:
        data.setdefault("rules", []).append(load("accompanying").accompanying(of))


def _named(person: Mapping[str, Any]) -> tuple[str, str | None]:
    return person["id"], person.get("name")
