"""Instants as the book writes them: UTC, whole seconds, `2026-03-02T09:00:00Z`."""

from __future__ import annotations

from datetime import UTC, datetime


def instant_text(instant: datetime) -> str:
    """Return an aware instant as the book's text; a naive one is refused."""
    if instant.tzinfo is None:
        message = f"an instant needs a time zone: {instant}"
        raise ValueError(message)
    return f"{instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def read_instant(text: str) -> datetime:
    """Return the aware UTC instant behind the book's text."""
    return datetime.fromisoformat(text)
