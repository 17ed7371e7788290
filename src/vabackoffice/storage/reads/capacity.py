"""Reading what capacity is made of: facts of the business, and how long there have been entries."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from vabackoffice.domain.working_time import Fact

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_FACTS = "SELECT valid_from, value FROM business_fact WHERE key = :key ORDER BY valid_from"
_FIRST_ENTRY = "SELECT min(on_date) FROM time_entry"
_REGION = "SELECT region FROM business WHERE id = 1"
_ENDED = """
    SELECT c.handle || '/' || e.name, e.ended_on FROM engagement e JOIN client c ON c.id = e.client_id
    WHERE e.ended_on IS NOT NULL"""


def read_facts(book: Book, key: str) -> list[Fact]:
    """Return what a fact of the business was from which day on, the first first."""
    return [Fact(date.fromisoformat(since), value) for since, value in book.connection.execute(_FACTS, {"key": key})]


def first_entry_day(book: Book) -> date | None:
    """Return the day of the oldest entry."""
    first = book.connection.execute(_FIRST_ENTRY).fetchone()[0]
    return date.fromisoformat(first) if first else None


def business_region(book: Book) -> str:
    """Return the region of the business, empty where none was said."""
    return str(book.connection.execute(_REGION).fetchone()[0])


def ended_engagements(book: Book) -> dict[str, date]:
    """Return the last day of each engagement that has one, by what is typed for it."""
    return {name: date.fromisoformat(day) for name, day in book.connection.execute(_ENDED)}
