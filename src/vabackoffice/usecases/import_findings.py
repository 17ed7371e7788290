"""What an import finds in a file and does not write: refused, overlapping, changed since."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

_MOST = 10_000  # a file may be refused row by row, and memory must not grow with it

Found = TypeVar("Found")


@dataclass(slots=True)
class Findings(Generic[Found]):
    """Rows of one kind: `count` counts them all, `rows` has the first ten thousand."""

    rows: list[Found] = field(default_factory=list)
    count: int = 0

    def add(self, row: Found) -> None:
        """Count a row, and keep it if it is one of the first."""
        self.count += 1
        if len(self.rows) < _MOST:
            self.rows.append(row)


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that the book has with another length: `was` when it became the entry, `seconds` now.

    `why` says why the entry cannot be changed accordingly, empty when it can; `updates` that it is to be changed.
    """

    row: int
    entry_id: int
    was: int
    seconds: int
    why: str = ""
    updates: bool = False
