"""Writing files for the user: never over one that is there, never half."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from vabackoffice.cli import invocation
from vabackoffice.errors import ConflictError, InvalidInputError, MissingError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def write_new(path: Path, content: bytes, *, force: bool = False) -> Path:
    """Write `content` to `path` and return it; a file that is there is replaced only after a yes, or when forced.

    Raises:
        ConflictError: the file is there and nobody said yes, or it is a folder.
        MissingError: the folder is not there, or the file cannot be written.
    """
    if path.is_dir():
        message = f"'{path}' is a folder."
        raise ConflictError(message, f"Name a file in it: '-o {path / 'NAME'}'.")
    if path.exists() and not _holds(path, content) and not (force or invocation.current.yes):
        if not invocation.can_ask():
            message = f"'{path}' is already there."
            raise ConflictError(message, "Name another file with '-o FILE', or add '--yes' to replace it.")
        invocation.confirm(f"Replacing {path}")
    partial = path.with_name(f".{path.name}.partial")
    with plain_errors(path):
        try:
            partial.write_bytes(content)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
    return path


def _holds(path: Path, content: bytes) -> bool:
    with plain_errors(path):
        return path.read_bytes() == content


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn what the system reports about a file into an error a person can act on."""
    try:
        yield
    except OSError as error:
        message = f"'{path}' cannot be written: {error.strerror}."
        raise MissingError(message, "Name another place with '-o FILE'.") from error


def read_whole(path: Path) -> bytes:
    """Return the bytes of a file of the user's.

    Raises:
        NotFoundError: there is no such file.
        InvalidInputError: it is a folder.
        MissingError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        message = f"There is no file '{path}'."
        raise NotFoundError(message, "Check the path.") from error
    except IsADirectoryError as error:
        message = f"'{path}' is a folder."
        raise InvalidInputError(message, "Name the file in it.") from error
    except OSError as error:
        message = f"'{path}' cannot be read: {error.strerror}."
        raise MissingError(message, "Check that it is a file you may read.") from error
