"""Writing files for the user: never over one that is there, never half."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.cli import invocation
from vabackoffice.errors import ConflictError, MissingError

if TYPE_CHECKING:
    from pathlib import Path


def write_new(path: Path, content: bytes) -> Path:
    """Write `content` to `path` and return it; a file that is there is replaced only after a yes.

    Raises:
        ConflictError: the file is there and nobody said yes.
        MissingError: the folder is not there or cannot be written.
    """
    if path.exists() and path.read_bytes() != content and not invocation.current.yes:
        if not invocation.can_ask():
            message = f"'{path}' is already there."
            raise ConflictError(message, "Name another file with '-o FILE', or add '--yes' to replace it.")
        invocation.confirm(f"Replacing {path}")
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        message = f"'{path}' cannot be written: {error.strerror}."
        raise MissingError(message, "Name another place with '-o FILE'.") from error
    return path
