"""Problems beyond one process: solved in parts on a cluster, the parts held together by prices of the seats that they share.

Names load on first use; the cluster itself comes with the extra ``volmatch[cluster]``.
"""

from volmatch.plugs import on_demand

TYPE_CHECKING = False

if TYPE_CHECKING:
    from volmatch.scale.parts_outcome import PartsOutcome as PartsOutcome
    from volmatch.scale.parts_outcome import read as read
    from volmatch.scale.solve_in_parts import solve as solve
    from volmatch.scale.source import Source as Source
    from volmatch.scale.splitting import Region as Region
    from volmatch.scale.splitting import Split as Split
    from volmatch.scale.splitting import split as split

_HOMES = {
    "volmatch.scale.parts_outcome": ("PartsOutcome", "read"),
    "volmatch.scale.solve_in_parts": ("solve",),
    "volmatch.scale.source": ("Source",),
    "volmatch.scale.splitting": ("Region", "Split", "split"),
}

__all__ = on_demand(__name__, _HOMES)  # noqa: PLE0605 - a list of strings, computed once
