"""Who sends the hours, and entries without much to say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from vabackoffice.documents.exports.hours import Hours, Sender

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

Work = Callable[..., Hours]


@pytest.fixture
def sender() -> Sender:
    """Return a business in Amsterdam, whose clients are acme and bakery."""
    names = frozenset({"acme", "bakery", "inbox", "example bakery"})
    return Sender("Ada Example", "ada@example.com", AMSTERDAM, datetime(2026, 3, 16, 11, tzinfo=UTC), "abc", names)


@pytest.fixture(scope="session")
def work() -> Work:
    """Make an entry for acme: `work("2026-03-02T09:00+01:00", 5100)`, or on a day without clock times."""

    def make(start: str, seconds: int, note: str = "", **others: Any) -> Hours:
        if "T" not in start:
            entry = Hours(1, date.fromisoformat(start), seconds, None, None, note)
        else:
            begin = datetime.fromisoformat(start)
            end = datetime.fromtimestamp(begin.timestamp() + seconds, AMSTERDAM)
            local = begin.astimezone(AMSTERDAM)
            entry = Hours(1, local.date(), seconds, local, end, note)
        return entry._replace(client="Acme", handle="acme", engagement="inbox")._replace(**others)

    return make
