"""What can be typed next, for TAB: read from the book and never written, whatever the age or state of the book."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.storage.book import Book, connect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LANGUAGE = "SELECT language, timezone FROM business WHERE id = 1"
_CLIENTS = """
    SELECT c.handle, c.name, c.archived_on IS NOT NULL, e.name, e.is_default, e.ended_on
    FROM client c LEFT JOIN engagement e ON e.client_id = c.id ORDER BY c.handle, e.name"""
_SERVICES = "SELECT name, '' FROM service ORDER BY name"
# The tags of the newest two thousand entries, the most used first: older ones are rarely typed again.
_TAGS = """
    SELECT tag, '' FROM entry_tag WHERE entry_id > (SELECT coalesce(max(id), 0) - 2000 FROM time_entry)
    GROUP BY tag ORDER BY count(*) DESC, tag"""
_NUMBERS = """
    SELECT i.number, c.handle FROM invoice i JOIN client c ON c.id = i.client_id
    WHERE substr(i.number, 1, length(:start)) = :start ORDER BY i.id DESC LIMIT 100"""
# What was credited is added up once, not once for each invoice.
_DUE_NUMBERS = """
    WITH credit (invoice_id, minor) AS (
        SELECT corrects_id, sum(payable_minor + withheld_minor) FROM invoice
        WHERE corrects_id IS NOT NULL GROUP BY corrects_id)
    SELECT i.number, c.handle FROM invoice i JOIN client c ON c.id = i.client_id
    LEFT JOIN credit n ON n.invoice_id = i.id
    WHERE i.kind = 'invoice' AND i.payable_minor + i.withheld_minor
        > coalesce(n.minor, 0) + (SELECT coalesce(sum(a.amount_minor + a.withheld_minor), 0)
            FROM payment_allocation a WHERE a.invoice_id = i.id)
    ORDER BY i.due_date, i.id"""
_DRAFTS = "SELECT CAST(d.id AS TEXT), c.handle FROM draft d JOIN client c ON c.id = d.client_id ORDER BY d.id"
_QUOTES = """
    SELECT q.number, trim(c.handle || ' ' || q.title) FROM quote q JOIN client c ON c.id = q.client_id
    WHERE NOT :only_open OR coalesce(q.accepted_on, q.declined_on) IS NULL ORDER BY q.id DESC LIMIT 100"""
_TASKS = """
    SELECT CAST(t.id AS TEXT), c.handle || ': ' || t.title
    FROM task t JOIN engagement e ON e.id = t.engagement_id JOIN client c ON c.id = e.client_id
    WHERE (t.done_on IS NOT NULL) = :done ORDER BY t.id"""
_ROUTINES = """
    SELECT CAST(r.id AS TEXT), coalesce(c.handle || '/' || e.name, 'internal ' || r.internal) || ' ' || r.note
    FROM routine r LEFT JOIN engagement e ON e.id = r.engagement_id LEFT JOIN client c ON c.id = e.client_id
    WHERE r.ended_on IS NULL ORDER BY r.id"""
_RECURRING_TASKS = """
    SELECT CAST(r.id AS TEXT), c.handle || '/' || e.name || ' ' || r.title
    FROM recurring_task r JOIN engagement e ON e.id = r.engagement_id JOIN client c ON c.id = e.client_id
    WHERE r.ended_on IS NULL ORDER BY r.id"""
_PACKAGES = """
    SELECT CAST(p.id AS TEXT), c.handle || '/' || e.name || ' of ' || p.bought_on
    FROM package p JOIN engagement e ON e.id = p.engagement_id JOIN client c ON c.id = e.client_id
    WHERE NOT EXISTS (SELECT 1 FROM claim k WHERE k.kind = 'package' AND k.source_id = p.id) ORDER BY p.id"""
_ENTRIES = """
    SELECT t.on_date, coalesce(c.handle || '/' || e.name, 'internal ' || t.internal), t.note
    FROM time_entry t LEFT JOIN engagement e ON e.id = t.engagement_id LEFT JOIN client c ON c.id = e.client_id
    ORDER BY t.id DESC LIMIT 9"""
_FIRST_DAY = "SELECT min(on_date) FROM time_entry"
_IMPORTS = "SELECT CAST(id AS TEXT), file_name FROM import_run ORDER BY id DESC"

Words = list[tuple[str, str]]  # what is typed, and what it is


class Known(NamedTuple):
    """A client and one of its engagements; the engagement is None where there is none."""

    client: str
    client_name: str
    archived: bool
    engagement: str | None
    is_default: bool
    ended_on: str | None


@contextmanager
def look_into(path: Path) -> Iterator[Book]:
    """Open a book for reading alone: it is neither checked nor upgraded, and nothing can be written.

    A connection that is read-only for SQLite would leave the files of the write-ahead log beside the book. A book that
    another program holds is waited for a fifth of a second.
    """
    book = Book(connect(path), path)
    try:
        book.connection.execute("PRAGMA query_only = ON")
        book.connection.execute("PRAGMA busy_timeout = 200")
        yield book
    finally:
        book.close()


def language_and_zone(book: Book) -> tuple[str, str]:
    """Return the business's language and time zone."""
    language, zone = book.connection.execute(_LANGUAGE).fetchone()
    return language, zone


def known_clients(book: Book) -> list[Known]:
    """Return every client with each of its engagements."""
    return [Known(*row) for row in book.connection.execute(_CLIENTS)]


def services(book: Book) -> Words:
    """Return the kinds of work."""
    return book.connection.execute(_SERVICES).fetchall()


def tags(book: Book) -> Words:
    """Return tags, the most used of late first."""
    return book.connection.execute(_TAGS).fetchall()


def numbers(book: Book, start: str) -> Words:
    """Return up to a hundred invoices and credit notes whose numbers begin so, the newest first, with their clients."""
    return book.connection.execute(_NUMBERS, {"start": start}).fetchall()


def due_numbers(book: Book) -> Words:
    """Return the invoices that are not settled, the earliest due first, with their clients."""
    return book.connection.execute(_DUE_NUMBERS).fetchall()


def drafts(book: Book) -> Words:
    """Return the drafts with their clients."""
    return book.connection.execute(_DRAFTS).fetchall()


def quotes(book: Book, *, only_open: bool) -> Words:
    """Return up to a hundred quotes, the newest first: all, or those that are not answered."""
    return book.connection.execute(_QUOTES, {"only_open": only_open}).fetchall()


def tasks(book: Book, *, done: bool) -> Words:
    """Return the tasks that are done, or are not."""
    return book.connection.execute(_TASKS, {"done": done}).fetchall()


def routines(book: Book) -> Words:
    """Return the routines that have not ended."""
    return book.connection.execute(_ROUTINES).fetchall()


def recurring_tasks(book: Book) -> Words:
    """Return the recurring tasks that have not ended."""
    return book.connection.execute(_RECURRING_TASKS).fetchall()


def packages(book: Book) -> Words:
    """Return the packages that nothing bills."""
    return book.connection.execute(_PACKAGES).fetchall()


def newest_entries(book: Book) -> Words:
    """Return the newest nine entries as `@1` to `@9`."""
    rows = book.connection.execute(_ENTRIES)
    return [(f"@{number}", " ".join(row)) for number, row in enumerate(rows, start=1)]


def first_year(book: Book) -> int | None:
    """Return the year of the earliest entry, if there is one."""
    (day,) = book.connection.execute(_FIRST_DAY).fetchone()
    return int(day[:4]) if day else None


def imports(book: Book) -> Words:
    """Return the imports with their files, the newest first."""
    return book.connection.execute(_IMPORTS).fetchall()
