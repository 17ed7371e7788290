"""The rows that an import is going to write, kept from the plan to the writing.

They are kept as the book writes them, so a file is read once. A long import keeps them in a temporary file that has no
name and goes with the program, so that memory does not grow with it.
"""

from __future__ import annotations

import json
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.errors import MissingError
from vabackoffice.storage.instants import instant_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vabackoffice.domain.time_entry import When

_IN_MEMORY = 4_000_000  # bytes: some 20,000 rows
_BATCH = 1000


class KeptRow(NamedTuple):
    """A row to write: the number of its use and of the row in the plan, its key, and what the entry will hold."""

    use: int
    place: int
    key: str
    on_date: str
    seconds: int
    start: str | None
    end: str | None
    note: str
    tags: list[str]
    billable: bool

    @classmethod
    def of(cls, use: int, place: int, key: bytes, when: When, note: str, tags: list[str], *, billable: bool) -> KeptRow:
        """Return a row with its date, its instants and its key as the book writes them."""
        start, end = (instant_text(when.span[0]), instant_text(when.span[1])) if when.span else (None, None)
        return cls(use, place, key.hex(), when.on_date.isoformat(), when.seconds, start, end, note, tags, billable)


class KeptRows:
    """Rows in the order in which they were added; `close` forgets them."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - it is closed by `close`
        self._batch: list[KeptRow] = []

    def add(self, row: KeptRow) -> None:
        """Keep a row.

        Raises:
            MissingError: the temporary folder is full.
        """
        self._batch.append(row)
        if len(self._batch) == _BATCH:
            self._write()

    def __iter__(self) -> Iterator[KeptRow]:
        """Yield all rows again."""
        self._write()
        self._file.seek(0)
        for line in self._file:
            for values in json.loads(line):
                yield KeptRow(*values)

    def close(self) -> None:
        """Forget the rows."""
        self._file.close()

    def _write(self) -> None:
        try:
            self._file.write(json.dumps(self._batch).encode() + b"\n")
        except OSError as error:
            message = f"There is no room for the rows in the temporary folder: {error.strerror}."
            raise MissingError(message, "Free some space and import again; nothing was written.") from error
        self._batch.clear()
