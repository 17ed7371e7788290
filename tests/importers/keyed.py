"""Rows with their keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.importers.keys import key_of
from vabackoffice.importers.row import ImportedRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vabackoffice.importers.row import Row


def keyed(rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    """Yield each row with its key, a refused one with an empty one."""
    return ((row, key_of(row) if isinstance(row, ImportedRow) else "") for row in rows)
