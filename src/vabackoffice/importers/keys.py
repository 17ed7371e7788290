"""The key of a row: the same row has the same key in every export, so a second import adds nothing.

A key is the row's line, what it is but for its length, and its length in seconds: `0b4f3e..-5400`. So a row whose
length was changed in the other program is seen to be the one that is known. Rows that are equal in everything are all
real: they are counted, and the second is `0b4f3e..-5400-2`. A file that has two of them where an earlier one had one
brings one more.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vabackoffice.importers.row import ImportedRow

_DIGITS = 24  # of SHA-256: two of a million rows of one day share them once in 10^17 books


def key_of(row: ImportedRow) -> str:
    """Return the key of a row, the first of those that are equal to it."""
    row = row.known_by or row
    digest = sha256(row.line.encode()).hexdigest()[:_DIGITS]
    day = row.on_date if row.start is None else row.start
    # The day comes first, so that rows which stand together in a file stand together in the book's index, too.
    line = digest if row.own_id or day is None else f"{day.toordinal():06x}{digest}"
    return f"{line}-{row.length}"


def counted_key(key: str, occurrence: int) -> str:
    """Return the key of the first, the second, the third of equal rows."""
    return key if occurrence == 1 else f"{key}-{occurrence}"


def line_of(key: str) -> str:
    """Return what of a key says which row it is, however long it was."""
    return key.partition("-")[0]


def length_of(key: str) -> int:
    """Return the seconds in a key."""
    return int(key.partition("-")[2].partition("-")[0])
