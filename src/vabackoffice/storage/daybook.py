"""Writing the day: timer and time entries, in plain SQL, on the path that must be fast."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.storage.instants import instant_text

if TYPE_CHECKING:
    from datetime import datetime

    from vabackoffice.domain.time_entry import When, Work
    from vabackoffice.storage.book import Book

_PUT_TIMER = """
    INSERT INTO running_timer
        (id, engagement_id, internal, started_at, zone, note, tags, service_id, task_id, billable, place)
    VALUES (1, :engagement_id, :internal, :started_at, :zone, :note, :tags, :service_id, :task_id, :billable, :place)"""
_DROP_TIMER = "DELETE FROM running_timer"
_ADD_ENTRY = """
    INSERT INTO time_entry (engagement_id, internal, started_at, ended_at, zone, on_date, seconds, note,
        service_id, task_id, billable, place)
    VALUES (:engagement_id, :internal, :started_at, :ended_at, :zone, :on_date, :seconds, :note,
        :service_id, :task_id, :billable, :place)"""
_CHANGE_ENTRY = """
    UPDATE time_entry SET engagement_id = :engagement_id, internal = :internal, started_at = :started_at,
        ended_at = :ended_at, zone = :zone, on_date = :on_date, seconds = :seconds, note = :note,
        service_id = :service_id, task_id = :task_id, billable = :billable, place = :place
    WHERE id = :id"""
_DROP_ENTRY = "DELETE FROM time_entry WHERE id = :id"
_ADD_TAG = "INSERT INTO entry_tag (entry_id, tag) VALUES (:id, :tag)"
_DROP_TAGS = "DELETE FROM entry_tag WHERE entry_id = :id"


def put_timer(book: Book, work: Work, started: datetime, zone: str) -> None:
    """Write the running timer; there must be none."""
    values = _work_values(work) | {"tags": " ".join(work.tags), "started_at": instant_text(started), "zone": zone}
    book.connection.execute(_PUT_TIMER, values)


def drop_timer(book: Book) -> None:
    """Remove the running timer."""
    book.connection.execute(_DROP_TIMER)


def add_entry(book: Book, work: Work, when: When, zone: str) -> int:
    """Write a finished entry and its tags; return its id."""
    values = _entry_values(work, when, zone)
    entry_id = int(book.connection.execute(_ADD_ENTRY, values).lastrowid or 0)
    _put_tags(book, entry_id, work.tags)
    return entry_id


def change_entry(book: Book, entry_id: int, work: Work, when: When, zone: str) -> None:
    """Write an entry anew under its id, tags included."""
    book.connection.execute(_CHANGE_ENTRY, _entry_values(work, when, zone) | {"id": entry_id})
    book.connection.execute(_DROP_TAGS, {"id": entry_id})
    _put_tags(book, entry_id, work.tags)


def drop_entry(book: Book, entry_id: int) -> None:
    """Remove an entry and its tags."""
    book.connection.execute(_DROP_TAGS, {"id": entry_id})
    book.connection.execute(_DROP_ENTRY, {"id": entry_id})


def _put_tags(book: Book, entry_id: int, tags: tuple[str, ...]) -> None:
    for tag in tags:
        book.connection.execute(_ADD_TAG, {"id": entry_id, "tag": tag})


def _entry_values(work: Work, when: When, zone: str) -> dict[str, Any]:
    return _work_values(work) | {
        "started_at": instant_text(when.start) if when.start else None,
        "ended_at": instant_text(when.end) if when.end else None,
        "zone": zone,
        "on_date": when.on_date.isoformat(),
        "seconds": when.seconds,
    }


def _work_values(work: Work) -> dict[str, Any]:
    return {
        "engagement_id": work.engagement_id,
        "internal": work.internal,
        "note": work.note,
        "service_id": work.service_id,
        "task_id": work.task_id,
        "billable": int(work.billable),
        "place": work.place,
    }
