"""Looking at a book with distrust: what is damaged, altered or does not add up. Nothing here writes to it."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from vabackoffice.errors import DamagedBookError
from vabackoffice.storage.book import plain_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vabackoffice.storage.book import Book

_SCHEMA = "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
_DOCUMENTS = "SELECT sha256, size, content FROM document ORDER BY sha256"
# A year begins at 1 or where the series begins, and each number follows the one before it; where numbers run on over
# the years, the highest one before it.
_NUMBERS = """
    SELECT number, sequence NOT IN (before + 1, first_sequence, highest + 1), issue_date, before, date_before FROM (
        SELECT i.number, i.sequence, i.issue_date, s.id, i.year,
            coalesce((SELECT CAST(g.value AS INTEGER) FROM setting g
                WHERE g.key = 'series.' || s.name || '.' || i.year || '.first'), s.first_sequence) AS first_sequence,
            lag(i.sequence, 1, 0) OVER series AS before, lag(i.issue_date, 1, '') OVER series AS date_before,
            coalesce(max(i.sequence) OVER (PARTITION BY i.series_id ORDER BY i.id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS highest
        FROM invoice i JOIN number_series s ON s.id = i.series_id
        WINDOW series AS (PARTITION BY i.series_id, i.year ORDER BY i.sequence))
    WHERE sequence NOT IN (before + 1, first_sequence, highest + 1) OR issue_date < date_before
    ORDER BY number"""
_TOTALS = """
    SELECT i.number, i.currency,
        i.net_minor, coalesce((SELECT sum(net_minor) FROM invoice_line l WHERE l.invoice_id = i.id), 0),
        i.net_minor, coalesce((SELECT sum(net_minor) FROM invoice_vat v WHERE v.invoice_id = i.id), 0),
        i.vat_minor, coalesce((SELECT sum(vat_minor) FROM invoice_vat v WHERE v.invoice_id = i.id), 0),
        i.total_minor, i.net_minor + i.vat_minor,
        i.payable_minor,
        i.total_minor + i.stamp_duty_minor - i.withheld_minor - i.prepaid_minor + i.rounding_minor
    FROM invoice i ORDER BY i.id"""
_TOTAL_NAMES = ("the net by its lines", "the net by its VAT groups", "the VAT", "the total", "the amount payable")
_GROUPS = """
    SELECT i.number, i.currency, v.category, v.rate, v.net_minor,
        coalesce((SELECT sum(l.net_minor) FROM invoice_line l WHERE l.invoice_id = v.invoice_id
            AND l.vat_category = v.category AND CAST(l.vat_rate AS REAL) = CAST(v.rate AS REAL)), 0)
    FROM invoice_vat v JOIN invoice i ON i.id = v.invoice_id ORDER BY i.id, v.category, v.rate"""


@contextmanager
def distrusting(book: Book) -> Iterator[None]:
    """Read what may be damaged: whatever SQLite says against it is damage."""
    try:
        with plain_errors(book.path):
            yield
    except sqlite3.DatabaseError as error:
        message = f"The book '{book.path}' cannot be read to its end: {error}."
        raise DamagedBookError(message, "Work on from the newest backup and keep this file.") from error


def broken_pages(book: Book) -> list[str]:
    """Return what SQLite's own check says against the file, at most twenty sentences."""
    found = [verdict for (verdict,) in book.connection.execute("PRAGMA integrity_check(20)")]
    return [] if found == ["ok"] else found


def lost_references(book: Book) -> list[tuple[str, str, int]]:
    """Return where rows refer to rows that are not there: table, table referred to, number of rows."""
    lost: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in book.connection.execute("PRAGMA foreign_key_check"):
        lost[table, parent] = lost.get((table, parent), 0) + 1
    return [(*tables, count) for tables, count in sorted(lost.items())]


def altered_schema(book: Book) -> list[str]:
    """Return the tables, indexes and triggers that differ from those of a book made anew."""
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from vabackoffice.storage.migrate import create_book

    with TemporaryDirectory() as folder, closing(create_book(Path(folder) / "new.db")) as new:
        wanted = dict(new.connection.execute(_SCHEMA))
    found = dict(book.connection.execute(_SCHEMA))
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def damaged_documents(book: Book) -> list[str]:
    """Return the hashes of the stored files whose content is no longer what the hash says."""
    return [
        sha256
        for sha256, size, content in book.connection.execute(_DOCUMENTS)
        if hashlib.sha256(content).hexdigest() != sha256 or len(content) != size
    ]


def misnumbered(book: Book) -> list[tuple[str, str]]:
    """Return the documents that do not follow the one before them in series and year, and how."""
    found = []
    for number, is_missing, day, before, day_before in book.connection.execute(_NUMBERS):
        if is_missing:
            found.append((number, f"number {before + 1} of its series is missing before it"))
        if day < day_before:
            found.append((number, f"it is dated {day}, the one before it {day_before}"))
    return found


def wrong_totals(book: Book) -> list[tuple[str, str, str, int, int]]:
    """Return the sums of issued documents that do not add up: number, currency, which sum, as frozen, as added now."""
    found = []
    for number, currency, *sums in book.connection.execute(_TOTALS):
        pairs = zip(_TOTAL_NAMES, sums[::2], sums[1::2], strict=True)
        found += [(number, currency, name, frozen, added) for name, frozen, added in pairs if frozen != added]
    for number, currency, category, rate, frozen, added in book.connection.execute(_GROUPS):
        if frozen != added:
            found.append((number, currency, f"the net of VAT group {category} {rate}", frozen, added))
    return found
