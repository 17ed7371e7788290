"""Reading targets: hours to work from a day on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from vabackoffice.domain.hour_target import HourTarget, Scope

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_TARGETS = """
    SELECT coalesce(c.handle, o.handle, ''), coalesce(e.name, ''), h.seconds, h.every, h.valid_from
    FROM target h LEFT JOIN client c ON c.id = h.client_id
    LEFT JOIN engagement e ON e.id = h.engagement_id LEFT JOIN client o ON o.id = e.client_id
    ORDER BY 1, 2, h.valid_from, h.id"""


def read_hour_targets(book: Book) -> list[HourTarget]:
    """Return every target there ever was, those of all work first."""
    rows = book.connection.execute(_TARGETS)
    return [
        HourTarget(Scope(client, engagement), seconds, every, date.fromisoformat(since))
        for client, engagement, seconds, every, since in rows
    ]
