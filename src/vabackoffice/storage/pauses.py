"""Writing pauses, in plain SQL. A pause is found by its engagement and its first day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.storage.book import Book

_ADD = "INSERT INTO pause (engagement_id, starts_on, resumes_on) VALUES (:id, :starts_on, :resumes_on)"
_END = "UPDATE pause SET resumes_on = :resumes_on WHERE engagement_id = :id AND starts_on = :starts_on"
_DROP = "DELETE FROM pause WHERE engagement_id = :id AND starts_on = :starts_on"


def add_pause(book: Book, engagement_id: int, start: date, resumes_on: date | None) -> None:
    """Write a pause from `start` until before `resumes_on`, or until further notice."""
    values = {
        "id": engagement_id,
        "starts_on": start.isoformat(),
        "resumes_on": resumes_on.isoformat() if resumes_on else None,
    }
    book.connection.execute(_ADD, values)


def end_pause(book: Book, engagement_id: int, start: date, resumes_on: date) -> None:
    """Let the pause that begins on `start` end before `resumes_on`; one that would have no day goes."""
    values = {"id": engagement_id, "starts_on": start.isoformat()}
    if resumes_on == start:
        book.connection.execute(_DROP, values)
    else:
        book.connection.execute(_END, values | {"resumes_on": resumes_on.isoformat()})
