"""Reading what an hour bank is made of: packages, pauses, the work of one engagement, and what of it was billed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from vabackoffice.domain.bank_work import RawWork
from vabackoffice.domain.contract import Package
from vabackoffice.domain.money import Money
from vabackoffice.domain.pause import UNTIL_FURTHER_NOTICE
from vabackoffice.domain.period import Period

if TYPE_CHECKING:
    from vabackoffice.domain.bank_work import Holder
    from vabackoffice.storage.book import Book

_PACKAGES = """
    SELECT id, bought_on, seconds, price_minor, expires_on, expires_days, from_first_use
    FROM package WHERE engagement_id = :id ORDER BY bought_on, id"""
_PAUSES = "SELECT starts_on, resumes_on FROM pause WHERE engagement_id = :id ORDER BY starts_on"
_WORK = """
    SELECT t.id, t.on_date, t.note, t.seconds, k.draft_id, k.invoice_id
    FROM time_entry t LEFT JOIN claim k ON k.kind = 'entry' AND k.source_id = t.id
    WHERE t.engagement_id = :id AND t.billable AND t.task_id IS NULL
    ORDER BY t.on_date, coalesce(t.started_at, ''), t.id"""
# What billed a part of an entry, the earliest last.
_PARTS = """
    SELECT k.source_id, k.draft_id, k.invoice_id FROM claim k JOIN time_entry t ON t.id = k.source_id
    WHERE k.kind = 'part' AND t.engagement_id = :id ORDER BY k.period_start DESC"""
_NOTES = "SELECT id, note FROM time_entry WHERE engagement_id = :id AND billable"
_BILLED_PERIODS = """
    SELECT period_start, draft_id, invoice_id FROM claim WHERE kind = :kind AND source_id = :id ORDER BY period_start"""
_BILLED_PACKAGES = """
    SELECT p.id FROM package p JOIN claim k ON k.kind = 'package' AND k.source_id = p.id WHERE p.engagement_id = :id"""


def read_packages(book: Book, engagement_id: int, currency: str) -> tuple[Package, ...]:
    """Return the packages of an engagement, the first bought first."""
    return tuple(
        Package(
            id=key,
            bought_on=date.fromisoformat(bought_on),
            seconds=seconds,
            price=Money(price, currency),
            expires_on=date.fromisoformat(expires_on) if expires_on else None,
            expires_days=days,
            from_first_use=bool(first_use),
        )
        for key, bought_on, seconds, price, expires_on, days, first_use in book.connection.execute(
            _PACKAGES, {"id": engagement_id}
        )
    )


def read_pauses(book: Book, engagement_id: int) -> tuple[Period, ...]:
    """Return the pauses of an engagement; one that goes on ends in the far future."""
    return tuple(
        Period(date.fromisoformat(start), date.fromisoformat(end) if end else UNTIL_FURTHER_NOTICE)
        for start, end in book.connection.execute(_PAUSES, {"id": engagement_id})
    )


def read_raw_work(book: Book, engagement_id: int) -> list[RawWork]:
    """Return all billable time of an engagement as it was worked, and what bills it, or first billed a part; by day."""
    parts = {key: _holder(*by) for key, *by in book.connection.execute(_PARTS, {"id": engagement_id})}
    return [
        RawWork(key, date.fromisoformat(day), note.lower(), seconds, parts.get(key) or _holder(draft, invoice))
        for key, day, note, seconds, draft, invoice in book.connection.execute(_WORK, {"id": engagement_id})
    ]


def read_notes(book: Book, engagement_id: int) -> dict[int, str]:
    """Return the notes of all billable time of an engagement, by entry."""
    return dict(book.connection.execute(_NOTES, {"id": engagement_id}))


def read_billed_periods(book: Book, engagement_id: int, kind: str) -> dict[date, Holder]:
    """Return which periods of an engagement something bills, by first day; `kind` is `fee` or `bank`."""
    rows = book.connection.execute(_BILLED_PERIODS, {"id": engagement_id, "kind": kind})
    return {
        date.fromisoformat(start): ("draft", draft) if draft else ("invoice", invoice) for start, draft, invoice in rows
    }


def read_billed_packages(book: Book, engagement_id: int) -> set[int]:
    """Return the ids of the packages that something bills."""
    return {key for (key,) in book.connection.execute(_BILLED_PACKAGES, {"id": engagement_id})}


def _holder(draft: int | None, invoice: int | None) -> Holder | None:
    if draft is not None:
        return ("draft", draft)
    return None if invoice is None else ("invoice", invoice)
