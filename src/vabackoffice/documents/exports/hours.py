"""Finished work as it leaves the house, and who sends it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo


class Hours(NamedTuple):
    """One finished entry.

    `start` and `end` are aware and in the sender's zone, or both absent. Work for a client has `client`, the name by
    which an import finds the client again, the client's `handle` and the `engagement`, which goes without saying where
    `alone` is set; the business's own work has only the kind, `internal`.
    """

    id: int
    on_date: date
    seconds: int
    start: datetime | None
    end: datetime | None
    note: str
    tags: tuple[str, ...] = ()
    billable: bool = True
    client: str = ""
    handle: str = ""
    engagement: str = ""
    alone: bool = True
    internal: str = ""

    @property
    def project(self) -> str:
        """What other programs call a project: the engagement, or the kind of the business's own work."""
        return self.engagement or self.internal


class Sender(NamedTuple):
    """The business that exports: what it is called, on whose clock, when, and what marks its book.

    `names` are all words that can name a client or an engagement of the book, in lower case.
    """

    name: str
    email: str
    zone: ZoneInfo
    now: datetime
    book: str
    names: frozenset[str]
