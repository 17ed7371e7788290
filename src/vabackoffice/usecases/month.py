"""Month-end in one command: every client's work of a period, previewed, drafted or issued."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vabackoffice.domain.bank_movement import bank_movement
from vabackoffice.domain.hour_bank import bank_ledger
from vabackoffice.domain.money import total
from vabackoffice.errors import BackOfficeError
from vabackoffice.storage.reads.drafts import read_drafts
from vabackoffice.storage.reads.invoices import billed_in
from vabackoffice.storage.reads.targets import engagements
from vabackoffice.storage.reads.unbilled import clients_to_bill
from vabackoffice.usecases.assembling import assemble
from vabackoffice.usecases.bank import read_bank
from vabackoffice.usecases.collecting import Collected, collect
from vabackoffice.usecases.drafting import save_draft
from vabackoffice.usecases.issuing import Issued, freeze_draft, load_pdf
from vabackoffice.usecases.renewals import sell_renewals

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from vabackoffice.domain.bank_movement import Movement
    from vabackoffice.domain.draft import Draft
    from vabackoffice.domain.money import Money
    from vabackoffice.domain.period import Period
    from vabackoffice.storage.book import Book
    from vabackoffice.usecases.assembling import Assembled
    from vabackoffice.usecases.packages import SoldPackage


@dataclass(frozen=True, slots=True)
class ClientMonth:
    """What one client's period comes to: drafts made and drafts that would be made, what is left out, what is wrong.

    `banks` is what happened in the hour banks, by engagement. `billed` and `billed_before` are what documents for the
    period and for the one before it come to without VAT, one per currency.
    """

    client: str
    drafts: tuple[Assembled, ...]
    left_out: tuple[str, ...]
    problem: BackOfficeError | None = None
    banks: tuple[tuple[str, Movement], ...] = ()
    billed: tuple[Money, ...] = ()
    billed_before: tuple[Money, ...] = ()

    @property
    def differences(self) -> list[tuple[Money, Money, Money]]:
        """Per currency: net of the period, drafts included, net of the period before, and the one less the other."""
        now = [*self.billed, *(one.invoice.net for one in self.drafts)]
        currencies = dict.fromkeys(money.currency for money in (*now, *self.billed_before))
        sums = [(_sum(now, currency), _sum(self.billed_before, currency)) for currency in currencies]
        return [(this, before, this - before) for this, before in sums]


def look_at_month(book: Book, period: Period, issue_date: date) -> list[ClientMonth]:
    """Return what there is to bill for every client, as it would be issued on a day; writes nothing.

    A client whose period cannot be billed yet has a problem and hides no other.
    """
    made = [draft for draft in read_drafts(book) if draft.period and _is_within(draft.period, period)]
    clients = sorted({*clients_to_bill(book, period), *(draft.client for draft in made)})
    months = [_month(book, client, period, issue_date, made) for client in clients]
    told = [month for month in months if month.drafts or month.left_out or month.problem]
    if not told:
        return []
    billed, before = billed_in(book, period), billed_in(book, period.previous())
    return [
        replace(
            month,
            banks=_banks(book, month, period, issue_date),
            billed=tuple(billed.get(month.client, ())),
            billed_before=tuple(before.get(month.client, ())),
        )
        for month in told
    ]


def draft_month(book: Book, now: datetime, period: Period) -> tuple[list[ClientMonth], list[SoldPackage]]:
    """Write the drafts of every client's period as one operation; what is drafted already stays as it is.

    A client with a problem gets no draft; the others do. Low banks whose terms say so are filled first: the packages
    that were sold for that are bought today, and billed with the period that today is in.
    """
    with book.operation("month", now):
        renewed = sell_renewals(book, now)
        return [_saved(book, now, month) for month in look_at_month(book, period, now.date())], renewed


def issue_month(book: Book, now: datetime, period: Period, issue_date: date, templates: Path | None) -> list[Issued]:
    """Draft what is unbilled and issue every draft of the period, as one operation: all of it or nothing.

    Raises:
        BackOfficeError: what is wrong with the first client whose period cannot be billed.
    """
    load_pdf()
    with book.operation("month", now):
        months = look_at_month(book, period, issue_date)
        refuse_problems(months)
        drafts = [one.draft for month in months for one in _saved(book, now, month).drafts]
        return [freeze_draft(book, now, draft, issue_date, templates) for draft in drafts]


def refuse_problems(months: Sequence[ClientMonth]) -> None:
    """Raise what is wrong with the first client whose period cannot be billed."""
    for month in months:
        if month.problem is not None:
            raise month.problem


def _month(book: Book, client: str, period: Period, issue_date: date, made: Sequence[Draft]) -> ClientMonth:
    collected = Collected((), ())
    try:
        collected = collect(book, client, period, issue_date)
        drafts = [*(draft for draft in made if draft.client == client), *collected.drafts]
        return ClientMonth(client, tuple(assemble(book, one, issue_date) for one in drafts), collected.left_out)
    except BackOfficeError as error:
        return ClientMonth(client, (), collected.left_out, error)


def _banks(book: Book, month: ClientMonth, period: Period, today: date) -> tuple[tuple[str, Movement], ...]:
    """Return what happened in the hour banks of a client; none of one whose contract does not hold together."""
    if month.problem is not None:
        return ()
    found = []
    last = min(period.last_day, today)
    for engagement in engagements(book, month.client):
        bank = read_bank(book, engagement, today)
        rows = bank_ledger(bank.contract, bank.work, last, day_over=last == period.last_day) if bank else []
        if bank and rows:
            found.append((bank.contract.engagement, bank_movement(rows, period)))
    return tuple(found)


def _sum(amounts: Sequence[Money], currency: str) -> Money:
    return total([money for money in amounts if money.currency == currency], currency)


def _is_within(inner: Period, outer: Period) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _saved(book: Book, now: datetime, month: ClientMonth) -> ClientMonth:
    """Return the month with its drafts written, those that were already as they are."""
    drafts = [one if one.draft.id else replace(one, draft=save_draft(book, now, one.draft)) for one in month.drafts]
    return replace(month, drafts=tuple(drafts))
