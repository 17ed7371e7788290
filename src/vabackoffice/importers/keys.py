"""The key of a row: the same row has the same key in every export, so a second import adds nothing."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from vabackoffice.importers.row import BETWEEN, RefusedRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vabackoffice.importers.row import Row

_BYTES = 16  # of SHA-256: two of a million rows share them once in 10^26 books


def keyed(rows: Iterable[Row]) -> Iterator[tuple[Row, bytes]]:
    """Yield each row with its key, a refused one with an empty one.

    Rows that are equal in everything are all real: the second gets a key of its own, the third another. So a file
    that has two of them where an earlier one had one brings one more.
    """
    seen: set[bytes] = set()
    repeated: dict[bytes, int] = {}
    for row in rows:
        if isinstance(row, RefusedRow):
            yield row, b""
            continue
        text = row.identity
        key = _digest(text)
        if key in seen:
            repeated[key] = repeated.get(key, 1) + 1
            key = _digest(f"{text}{BETWEEN}{repeated[key]}")
        else:
            seen.add(key)
        yield row, key


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:_BYTES]
