"""The file that another program exported: whether it can be read, how it begins, which one it is."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vabackoffice.errors import MissingError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from io import BufferedReader
    from pathlib import Path


_HEAD = 65536
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def text_encoding(beginning: bytes) -> str:
    """Return how a text is encoded: UTF-16 says so in its first two bytes, all else must be UTF-8."""
    return "utf-16" if beginning.startswith(_WIDE_MARKS) else "utf-8-sig"


def read_beginning(path: Path, size: int) -> bytes:
    """Return at most the first `size` bytes."""
    with _opened(path) as file:
        return file.read(size)


def read_head(path: Path) -> str:
    """Return the first whole lines of a text file, as far as they can be read; a mark of its encoding is left out."""
    beginning = read_beginning(path, _HEAD)
    text = beginning.decode(text_encoding(beginning), errors="replace")
    return text if len(beginning) < _HEAD else text.rpartition("\n")[0]


def file_sha256(path: Path) -> str:
    """Return the SHA-256 (hex) of a file, read piece by piece."""
    with _opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_sha256(paths: Sequence[Path]) -> str:
    """Return the SHA-256 (hex) of a file, or of a list of several with theirs, as `sha256sum` prints it."""
    if len(paths) == 1:
        return file_sha256(paths[0])
    listed = "".join(f"{file_sha256(path)}  {path.name}\n" for path in paths)
    return hashlib.sha256(listed.encode()).hexdigest()


@contextmanager
def _opened(path: Path) -> Iterator[BufferedReader]:
    if not path.exists():
        message = f"There is no file '{path}'."
        raise NotFoundError(message, "Name the file that the other program exported.")
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        message = f"'{path}' cannot be read: {error.strerror}."
        raise MissingError(message, "Name a file that you may read.") from error
