"""Month-end in one command: every client's work of a period, previewed, drafted or issued."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vabackoffice.storage.reads.drafts import read_drafts
from vabackoffice.storage.reads.unbilled import clients_with_unbilled_work
from vabackoffice.usecases.drafting import collect, save_draft
from vabackoffice.usecases.issuing import Issued, freeze_draft, load_pdf

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from vabackoffice.domain.draft import Draft
    from vabackoffice.domain.period import Period
    from vabackoffice.storage.book import Book


@dataclass(frozen=True, slots=True)
class ClientMonth:
    """What one client's period comes to: drafts already made, drafts that would be made, what is left out."""

    client: str
    made: tuple[Draft, ...]
    due: tuple[Draft, ...]
    left_out: tuple[str, ...]


def look_at_month(book: Book, period: Period) -> list[ClientMonth]:
    """Return what there is to bill for every client; writes nothing."""
    made = [draft for draft in read_drafts(book) if draft.period == period]
    clients = sorted({*clients_with_unbilled_work(book, period), *(draft.client for draft in made)})
    months = []
    for client in clients:
        collected = collect(book, client, period)
        own = tuple(draft for draft in made if draft.client == client)
        months.append(ClientMonth(client, own, collected.drafts, collected.left_out))
    return months


def draft_month(book: Book, now: datetime, period: Period) -> list[ClientMonth]:
    """Write the drafts of every client's period as one operation; what is drafted already stays as it is."""
    with book.operation("month", now):
        return _drafted(book, now, period)


def issue_month(book: Book, now: datetime, period: Period, issue_date: date, templates: Path | None) -> list[Issued]:
    """Draft what is unbilled and issue every draft of the period, as one operation: all of it or nothing."""
    load_pdf()
    with book.operation("month", now):
        drafts = [draft for month in _drafted(book, now, period) for draft in month.made]
        return [freeze_draft(book, now, draft, issue_date, templates) for draft in drafts]


def _drafted(book: Book, now: datetime, period: Period) -> list[ClientMonth]:
    return [
        ClientMonth(
            month.client, (*month.made, *(save_draft(book, now, draft) for draft in month.due)), (), month.left_out
        )
        for month in look_at_month(book, period)
    ]
