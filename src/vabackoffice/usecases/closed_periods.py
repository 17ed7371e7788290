"""What is billed of an hour bank is closed: a change of the agreement that would alter it is refused."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.bank_period import bank_periods
from vabackoffice.domain.bank_words import name_period
from vabackoffice.domain.hour_bank import bank_ledger
from vabackoffice.domain.period import Period
from vabackoffice.domain.retainer_fee import fees_due
from vabackoffice.errors import ConflictError
from vabackoffice.storage.reads.banks import number_of_invoice
from vabackoffice.storage.reads.contracts import read_billed_periods
from vabackoffice.storage.reads.targets import engagements
from vabackoffice.usecases.bank import read_bank
from vabackoffice.usecases.billed_work import how_to_release, name_holder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from vabackoffice.domain.bank_period import BankPeriod
    from vabackoffice.domain.bank_work import Holder
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow
    from vabackoffice.usecases.bank import Bank


class _Closed(NamedTuple):
    """A bank period that was settled, or whose fee was billed: which days, what bills it, and what must stay."""

    days: Period
    holder: Holder
    what: object


@contextmanager
def closed_periods_kept(book: Book, engagement: EngagementRow, today: date) -> Iterator[None]:
    """Let something be written inside the open operation, and refuse it if that changes what is billed of the bank.

    Raises:
        ConflictError: a period that a draft or an invoice settles, or a fee on one, would be another.
    """
    before = _closed(book, engagement, today)
    yield
    after = _closed(book, engagement, today) if before else {}
    for kind, start in sorted(before, key=lambda key: key[1]):
        was, now = before[kind, start], after.get((kind, start))
        if now is None or now.what != was.what:
            raise _refusal(book, kind, was, max(one.days.end for one in before.values()))


def _refusal(book: Book, kind: str, closed: _Closed, first_open: date) -> ConflictError:
    by, key = closed.holder
    invoice, draft_id = (number_of_invoice(book, key), None) if by == "invoice" else ("", key)
    days, holder = name_period(closed.days), name_holder(invoice, draft_id)
    billed = f"whose fee is on {holder}" if kind == "fee" else f"which {holder} has settled"
    return ConflictError(
        f"That would change {days}, {billed}.",
        f"Take a day from {first_open} on, or {how_to_release(invoice, draft_id)}",
    )


def _closed(book: Book, engagement: EngagementRow, today: date) -> dict[tuple[str, date], _Closed]:
    """Return what is billed of a bank, by its kind and its first day."""
    row = next(row for row in engagements(book, engagement.client) if row.id == engagement.id)  # its end may be new
    bank = read_bank(book, row, today)
    if bank is None:
        return {}
    return _settled_periods(bank) | _billed_fees(book, engagement, bank)


def _settled_periods(bank: Bank) -> dict[tuple[str, date], _Closed]:
    periods = _periods(bank, bank.settled)
    if not periods:
        return {}
    rows = bank_ledger(bank.contract, bank.work, max(one.period.last_day for one in periods), day_over=True)
    return {
        ("bank", one.period.start): _Closed(
            one.period,
            bank.settled[one.period.start],
            (
                *(one.period, one.terms, one.paused_days),
                *((row.day, row.kind, row.source, row.entry, row.seconds) for row in rows if row.period == one.period),
            ),
        )
        for one in periods
    }


def _billed_fees(book: Book, engagement: EngagementRow, bank: Bank) -> dict[tuple[str, date], _Closed]:
    billed = read_billed_periods(book, engagement.id, "fee")
    periods = _periods(bank, billed)
    if not periods:
        return {}
    span = Period(bank.contract.first_day, max(one.period.end for one in periods))
    amounts = {fee.period.start: fee.amount for fee in fees_due(bank.contract, span)}
    return {
        ("fee", one.period.start): _Closed(
            one.period, billed[one.period.start], (one.terms, amounts.get(one.period.start))
        )
        for one in periods
    }


def _periods(bank: Bank, starts: Mapping[date, Holder]) -> list[BankPeriod]:
    """Return the bank periods that begin on one of these days."""
    if not starts:
        return []
    return [one for one in bank_periods(bank.contract, max(starts)) if one.period.start in starts]
