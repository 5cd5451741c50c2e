"""Files that are made from something else: written anew, or only compared with what they should hold."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def settle(files: Mapping[Path, str | bytes], asked: Sequence[str] | None, about: str | None, root: Path = ROOT) -> int:
    """Write the files that are out of date, or with ``--check`` only name them; returns the exit code.

    Parameters
    ----------
    files
        What each file should hold, by its path below the root.
    asked
        The arguments of the command line; ``None`` for those of this process.
    about
        What the command does, for its help.
    root
        Of the project.
    """
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 if a file is out of date")
    only_check = parser.parse_args(asked).check
    late = 0
    for path, wanted in files.items():
        target, content = root / path, wanted.encode() if isinstance(wanted, str) else wanted
        if target.exists() and target.read_bytes() == content:
            continue
        late += 1
        print(f"{path.as_posix()} {'is out of date: run make index' if only_check else 'written'}")
        if not only_check:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return int(bool(late) and only_check)
