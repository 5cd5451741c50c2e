"""The picture of the house shows each package and each arrow that matters."""

from pathlib import Path

from tools.generated import ROOT
from tools.house_picture import PICTURE, arrows, drawn, floors, needs, rooms


def planted(folder: Path) -> Path:
    """Write a small package: top needs middle and ground, middle needs ground, twins need each other."""
    files = {
        "ground.py": "",
        "middle/a.py": "def f():\n    from volmatch.ground import x\n",
        "top.py": "import volmatch.ground\nfrom volmatch.middle.a import f\n",
        "one.py": "from volmatch import two\n",
        "two.py": "from volmatch.one import y\nif TYPE_CHECKING:\n    from volmatch.top import z\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_imports_become_arrows(tmp_path: Path) -> None:
    """An import inside a function is missed, one for annotations is drawn, or an arrow that follows from others."""
    needed = rooms(needs(planted(tmp_path)))
    twins, ground, middle, top = map(frozenset, (["one", "two"], ["ground"], ["middle"], ["top"]))
    assert needed == {ground: set(), middle: {ground}, top: {ground, middle}, twins: set()}
    assert floors(needed) == {ground: 0, middle: 1, top: 2, twins: 0}
    assert arrows(needed) == [(middle, ground), (top, middle)]
    assert all(name in drawn(needed) for name in ("one, two", "ground", "middle", "top"))


def test_the_picture_is_up_to_date() -> None:
    """The page shows a house that is no longer there."""
    assert (ROOT / PICTURE).read_text(encoding="utf-8") == drawn(rooms(needs()))
