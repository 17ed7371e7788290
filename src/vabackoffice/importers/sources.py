"""The programs hours can come from: each is a module here whose `read_rows` yields rows."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vabackoffice.importers.row import Row

# name of the command and of the module: what the file is
SOURCES = {
    "toggl": "the Detailed report of Toggl Track, as CSV",
}


def read_source(source: str, path: Path, dates: str = "") -> Iterator[Row]:
    """Yield the rows of a file, one at a time, so that memory does not grow with it.

    Args:
        source: one of SOURCES.
        path: the file.
        dates: how its dates are written, `dmy` or `mdy`; empty to find out from the file.

    Raises:
        NotFoundError: there is no such file.
        InvalidInputError: it is not what the source writes, or it ends in the middle of a row.
    """
    reader: Any = import_module(f"vabackoffice.importers.{source}")
    rows: Iterator[Row] = reader.read_rows(path, dates)
    return rows
