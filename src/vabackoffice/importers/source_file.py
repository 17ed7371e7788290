"""The file that another program exported: whether it can be read, how it begins, which one it is."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from vabackoffice.errors import MissingError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path


def read_beginning(path: Path, size: int) -> bytes:
    """Return at most the first `size` bytes."""
    with _opened(path) as file:
        return file.read(size)


def file_sha256(path: Path) -> str:
    """Return the SHA-256 (hex) of a file, read piece by piece."""
    with _opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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
