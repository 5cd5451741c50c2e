"""Bytes from files and to files: never more than asked for, never half a file."""

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from volmatch.errors import Fault, FileError, OptionError, ProblemError, quoted
from volmatch.text import Text, template

AnyPath = str | os.PathLike[str]

_REASONS = {
    errno.ENOENT: Text("it does not exist"),
    errno.EISDIR: Text("it is a folder"),
    errno.ENOTDIR: Text("its folder is a file"),
    errno.EACCES: Text("access is denied"),
    errno.ENOSPC: Text("the disk is full"),
    errno.EROFS: Text("this disk may only be read"),
    errno.ELOOP: Text("its links lead round in a circle"),
}
_NO_PATH = Text("this system has no such path")
_READING = template("cannot read {path}: {reason}")
_WRITING = template("cannot write {path}: {reason}")


def contents(path: AnyPath, most_bytes: int) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    FileError
        If it cannot be read.
    ProblemError
        If it holds more than `most_bytes`.
    """
    source = _path(path)
    with _own_errors(path, _READING), source.open("rb") as file:
        is_large = os.fstat(file.fileno()).st_size > most_bytes
        raw = b"" if is_large else file.read(most_bytes + 1)
    if is_large or len(raw) > most_bytes:
        raise too_large(most_bytes)
    return raw


def too_large(most_bytes: int) -> ProblemError:
    """Return the error for an input of more than so many bytes."""
    return ProblemError([Fault("", Text("wanted at most {most} bytes", {"most": most_bytes}))])


def replace(path: AnyPath, raw: bytes) -> None:
    """Write a file in one stroke: whatever happens, the path holds all of the old or all of the new.

    Raises
    ------
    FileError
        If it cannot be written; nothing of the attempt is left.
    """
    link = _path(path)
    with _own_errors(path, _WRITING):
        target = Path(os.path.realpath(link))  # who writes to a link means the file behind it
        if target.is_symlink():
            raise OSError(errno.ELOOP, "")
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "")
        if target.exists() and not target.is_file():
            target.write_bytes(raw)  # a terminal or a pipe: there is nothing old to keep
        else:
            _replace(target, raw)


def _replace(target: Path, raw: bytes) -> None:
    draft = target.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with draft.open("xb") as file:
            if target.exists():
                draft.chmod(stat.S_IMODE(target.stat().st_mode))
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def _path(path: AnyPath) -> Path:
    if not isinstance(path, (str, os.PathLike)):
        message = Text("wanted the path of a file, not {given}", {"given": quoted(path)})
        raise OptionError(message)
    return Path(path)


def made_folder(folder: AnyPath) -> Path:
    """Return the path of a folder, which is made if it can be; if not, that is told where the first file is written.

    Raises
    ------
    OptionError
        If what is given is no path.
    """
    if not isinstance(folder, (str, os.PathLike)):
        raise OptionError(Text("wanted the path of a folder, not {given}", {"given": quoted(folder)}))
    target = Path(folder)
    with suppress(OSError, ValueError):
        target.mkdir(parents=True, exist_ok=True)
    return target


@contextmanager
def _own_errors(path: AnyPath, words: str) -> Iterator[None]:
    """Turn what the system says into an error of ours that names the path."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise _told(path, words, error) from error


def _told(path: AnyPath, words: str, error: OSError | ValueError) -> FileError:
    number = error.errno if isinstance(error, OSError) else None
    name = str(path) if str(path).isprintable() else ascii(str(path))
    return FileError(Text(words, {"path": name, "reason": reason_of(error)}), str(path), number)


def reason_of(error: OSError | ValueError) -> Text | str:
    """Return why the system refused a path, in the user's words where there are some."""
    if not isinstance(error, OSError):
        return _NO_PATH
    return _REASONS.get(error.errno or 0, error.strerror or _NO_PATH)
