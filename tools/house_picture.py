"""Draw the packages of volmatch and their arrows, read from the imports themselves.

``python -m tools.house_picture`` draws ``docs/explanation/house.svg``; with ``--check`` it only says whether that is up to date.
"""

import ast
import sys
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from tools.generated import ROOT, settle

PICTURE = Path("docs/explanation/house.svg")
PACKAGE = ROOT / "src" / "volmatch"

#: Sizes in pixels: a letter, a box, the space between boxes and between floors.
_LETTER, _HEIGHT, _GAP, _FLOOR = 7.2, 26, 18, 74

#: The tip of an arrow.
_TIP = (
    '<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0L8 4L0 8z" fill="#888"/></marker>'
)

Needs = dict[str, set[str]]


def needs(package: Path = PACKAGE) -> Needs:
    """Return for each package or module right below the top which others it imports when it runs."""
    found: Needs = {}
    for path in sorted(package.rglob("*.py")):
        home = path.relative_to(package).with_suffix("").parts[0]
        if home not in {"__init__", "__main__"}:
            others = found.setdefault(home, set())
            others |= {target for target in _imported(ast.parse(path.read_text(encoding="utf-8"))) if target != home}
    return {home: others & found.keys() for home, others in found.items()}


def _imported(tree: ast.AST) -> Iterator[str]:
    """Yield what is imported of each ``volmatch.x``, wherever it stands, but not what is for annotations only."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name.split(".")[1] for name in names if name.startswith("volmatch."))
        yield from _imported(node)


def rooms(found: Needs) -> dict[frozenset[str], set[frozenset[str]]]:
    """Put together what needs each other; return what each of these rooms needs."""
    far = {home: _reached(found, home) for home in found}
    room = {home: frozenset({home} | {one for one in far[home] if home in far[one]}) for home in found}
    needed: dict[frozenset[str], set[frozenset[str]]] = {}
    for home, others in found.items():
        needed.setdefault(room[home], set()).update(room[one] for one in others if room[one] != room[home])
    return needed


def _reached(found: Needs, first: str) -> set[str]:
    seen: set[str] = set()
    waiting = [first]
    while waiting:
        more = found[waiting.pop()] - seen
        seen |= more
        waiting += more
    return seen


def floors(needed: Mapping[frozenset[str], set[frozenset[str]]]) -> dict[frozenset[str], int]:
    """Return how high each room stands: one floor above the highest that it needs."""
    height: dict[frozenset[str], int] = {}

    def of(room: frozenset[str]) -> int:
        if room not in height:
            height[room] = 1 + max((of(one) for one in needed[room]), default=-1)
        return height[room]

    for room in needed:
        of(room)
    return height


def arrows(needed: Mapping[frozenset[str], set[frozenset[str]]]) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Return the arrows that do not follow from others."""
    far: dict[frozenset[str], set[frozenset[str]]] = {}
    for room in sorted(needed, key=lambda one: floors(needed)[one]):
        far[room] = needed[room].union(*(far[one] for one in needed[room]))
    return [
        (room, one)
        for room in sorted(needed, key=sorted)
        for one in sorted(needed[room], key=sorted)
        if not any(one in far[other] for other in needed[room])
    ]


def drawn(needed: Mapping[frozenset[str], set[frozenset[str]]]) -> str:
    """Return the picture: the ground floor at the bottom, arrows from who needs to who is needed."""
    height = floors(needed)
    top = max(height.values())
    label = {room: ", ".join(sorted(room)) for room in needed}
    width = {room: _LETTER * len(label[room]) + 20 for room in needed}
    lines = [sorted((room for room in needed if height[room] == level), key=sorted) for level in range(top, -1, -1)]
    whole = max(sum(width[room] + _GAP for room in line) for line in lines) + _GAP
    at: dict[frozenset[str], tuple[float, float]] = {}
    for number, line in enumerate(lines):
        x = (whole - sum(width[room] + _GAP for room in line) + _GAP) / 2
        for room in line:
            at[room] = (x + width[room] / 2, 20 + number * _FLOOR)
            x += width[room] + _GAP
    tall = 40 + top * _FLOOR + _HEIGHT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole:.0f} {tall}" font-family="sans-serif" font-size="12">',
        f"<defs>{_TIP}</defs>",
        f'<rect width="{whole:.0f}" height="{tall}" fill="#fff"/>',
    ]
    for one, other in arrows(needed):
        (x, y), (below_x, below_y) = at[one], at[other]
        ends = f'x1="{x:.0f}" y1="{y + _HEIGHT:.0f}" x2="{below_x:.0f}" y2="{below_y:.0f}"'
        parts.append(f'<line {ends} stroke="#888" marker-end="url(#tip)"/>')
    for room in sorted(needed, key=sorted):
        x, y = at[room]
        box = f'x="{x - width[room] / 2:.0f}" y="{y:.0f}" width="{width[room]:.0f}" height="{_HEIGHT}" rx="4"'
        parts.append(f'<rect {box} fill="#eef3f8" stroke="#456"/>')
        parts.append(f'<text x="{x:.0f}" y="{y + 17:.0f}" text-anchor="middle">{escape(label[room])}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def main(asked: list[str] | None = None) -> int:
    """Draw the picture, or say whether it is up to date."""
    return settle({PICTURE: drawn(rooms(needs()))}, asked, __doc__)


if __name__ == "__main__":
    sys.exit(main())
