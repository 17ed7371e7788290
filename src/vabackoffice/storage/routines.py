"""Writing routines, and the days of theirs that are settled, in plain SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.routine import Rhythm
    from vabackoffice.domain.time_entry import Work
    from vabackoffice.storage.book import Book

_ADD = """
    INSERT INTO routine (weekdays, starts, seconds, engagement_id, internal, note, tags, service_id, billable, place,
        valid_from, ended_on)
    VALUES (:weekdays, :starts, :seconds, :engagement_id, :internal, :note, :tags, :service_id, :billable, :place,
        :valid_from, :ended_on)"""
_END = "UPDATE routine SET ended_on = :ended_on WHERE id = :id"
_DROP_DAYS = "DELETE FROM routine_day WHERE routine_id = :id"
_DROP = "DELETE FROM routine WHERE id = :id"
_SETTLE = "INSERT INTO routine_day (routine_id, on_date) VALUES (:id, :on_date)"


def add_routine(book: Book, rhythm: Rhythm, work: Work, first: date, last: date | None) -> int:
    """Write a routine that holds from `first` to `last`, both included; return its id."""
    values = {
        "weekdays": "".join(map(str, rhythm.weekdays)),
        "starts": rhythm.starts,
        "seconds": rhythm.seconds,
        "engagement_id": work.engagement_id,
        "internal": work.internal,
        "note": work.note,
        "tags": " ".join(work.tags),
        "service_id": work.service_id,
        "billable": int(work.billable),
        "place": work.place,
        "valid_from": first.isoformat(),
        "ended_on": last.isoformat() if last else None,
    }
    return int(book.connection.execute(_ADD, values).lastrowid or 0)


def end_routine(book: Book, routine_id: int, last: date) -> None:
    """Write a routine's last day."""
    book.connection.execute(_END, {"id": routine_id, "ended_on": last.isoformat()})


def drop_routine(book: Book, routine_id: int) -> None:
    """Remove a routine and its settled days."""
    book.connection.execute(_DROP_DAYS, {"id": routine_id})
    book.connection.execute(_DROP, {"id": routine_id})


def settle_day(book: Book, routine_id: int, day: date) -> None:
    """Write that a routine's day was dealt with."""
    book.connection.execute(_SETTLE, {"id": routine_id, "on_date": day.isoformat()})
