"""Reading number series: their patterns, where a year begins, and which numbers are used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_SERIES = "SELECT id, name, kind, pattern, first_sequence FROM number_series ORDER BY id"
_LAST_DATE = "SELECT max(issue_date) FROM invoice WHERE series_id = :series"
_LAST_SEQUENCE = """
    SELECT coalesce(max(sequence), 0) FROM invoice WHERE series_id = :series AND (:year IS NULL OR year = :year)"""
_FIRST = "SELECT value FROM setting WHERE key = :key"
_NUMBERS = "SELECT number FROM invoice"


@dataclass(frozen=True, slots=True)
class Series:
    """How documents are numbered: `kind` is invoice or credit_note, `first` the number that a year begins with."""

    id: int
    name: str
    kind: str
    pattern: str
    first: int


def read_all_series(book: Book) -> list[Series]:
    """Return every number series, the first made first."""
    return [Series(*row) for row in book.connection.execute(_SERIES)]


def last_date(book: Book, series: Series) -> date | None:
    """Return the date of the series's last document; None before the first one."""
    (day,) = book.connection.execute(_LAST_DATE, {"series": series.id}).fetchone()
    return date.fromisoformat(day) if day else None


def last_sequence(book: Book, series: Series, year: int | None) -> int:
    """Return the series's last number in a year, or ever (None); 0 before the first one."""
    return int(book.connection.execute(_LAST_SEQUENCE, {"series": series.id, "year": year}).fetchone()[0])


def first_key(name: str, year: int) -> str:
    """Return the setting that says with which number a year of a series begins."""
    return f"series.{name}.{year}.first"


def first_sequence(book: Book, series: Series, year: int) -> int:
    """Return the number with which a year of a series begins."""
    row = book.connection.execute(_FIRST, {"key": first_key(series.name, year)}).fetchone()
    return int(row[0]) if row else series.first


def used_numbers(book: Book) -> list[str]:
    """Return every number of an issued document."""
    return [number for (number,) in book.connection.execute(_NUMBERS)]
