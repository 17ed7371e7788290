"""Income as a tax year counts it, line by line: when it was earned (accrual) or when it was received (cash)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vabackoffice.domain.exchange_rate import convert
from vabackoffice.domain.income_category import income_category
from vabackoffice.domain.money import Money
from vabackoffice.domain.receipt import portion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from vabackoffice.domain.invoice import VatGroup
    from vabackoffice.domain.ledger import LedgerInvoice, Payment
    from vabackoffice.domain.period import Period
    from vabackoffice.domain.vat_tables import VatTables

    VatKey = tuple[str, Decimal]


@dataclass(frozen=True, slots=True)
class IncomeLine:
    """Income of one VAT group of one invoice on one day.

    `document` is what made it count: the invoice, or the credit note that changed it. `rate` is the book's currency
    per one unit of the invoice's, None where none is known or needed.
    """

    document: str
    client: str
    day: date
    category: str
    vat_category: str
    vat_rate: Decimal
    net: Money
    vat: Money
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SideLine:
    """Money beside the income on one day: tax withheld by a client, or the fee of a bank or payment processor."""

    kind: Literal["withheld", "fee"]
    documents: tuple[str, ...]
    client: str
    day: date
    amount: Money
    rate: Decimal | None = None


def in_currency(amount: Money, rate: Decimal | None, currency: str) -> Money:
    """Return `amount` in `currency` where that is its own or a rate is known, else as it is."""
    return convert(amount, rate, currency) if rate and amount.currency != currency else amount


def earned(
    invoices: Iterable[LedgerInvoice], period: Period, tables: VatTables
) -> tuple[list[IncomeLine], list[SideLine]]:
    """Return the income of services that ended in `period`, and the tax to be withheld on it; credit notes subtract."""
    lines, sides = [], []
    for invoice in invoices:
        if invoice.supply_date not in period:
            continue
        number, client, day, sign = invoice.number, invoice.client, invoice.supply_date, invoice.sign
        for group in invoice.parts:
            category = income_category(invoice, group, tables)
            net, vat = (Money(sign * money.minor, money.currency) for money in (group.net, group.vat))
            lines.append(IncomeLine(number, client, day, category, group.category, group.rate, net, vat))
        if invoice.withheld:
            withheld = Money(sign * invoice.withheld.minor, invoice.currency)
            sides.append(SideLine("withheld", (number,), client, day, withheld))
    return lines, sides


def received(
    invoices: Sequence[LedgerInvoice], payments: Sequence[Payment], period: Period, tables: VatTables
) -> tuple[list[IncomeLine], list[SideLine]]:
    """Return the income received in `period` and the tax withheld with it.

    Money and withheld tax count as received, each payment with its share of net and VAT. What a credit note takes off
    an unpaid part was never income; of what was paid it counts when the money goes back.

    Args:
        invoices: all documents until the end of the period.
        payments: all payments until the end of the period.
        period: the days that count; what was settled before them only fills up the invoices.
        tables: to name the categories.
    """
    events = _events(invoices, payments)
    lines: list[IncomeLine] = []
    for invoice in invoices:
        if any(event.day in period for event in events.get(invoice.number, ())):
            found = _shares(invoice, sorted(events[invoice.number], key=lambda event: (event.day, event.order)), tables)
            lines += [line for line in found if line.day in period]
    sides = [
        SideLine("withheld", (part.invoice,), payment.client, payment.paid_on, part.withheld, payment.rate)
        for payment in payments
        for part in payment.allocations
        if payment.paid_on in period and part.withheld
    ]
    return sorted(lines, key=lambda line: (line.day, line.document)), sides


def fees(payments: Iterable[Payment], period: Period) -> list[SideLine]:
    """Return what banks and processors kept of the payments of `period`: income is counted before them."""
    return [
        SideLine("fee", payment.invoices, payment.client, payment.paid_on, payment.fee, payment.rate)
        for payment in payments
        if payment.fee and payment.paid_on in period
    ]


@dataclass(frozen=True, slots=True)
class _Event:
    """Something that settles an invoice: a payment's part of it, or a credit note."""

    day: date
    order: tuple[int, int]
    document: str
    settled: int
    rate: Decimal | None = None
    credit_note: LedgerInvoice | None = None


def _events(invoices: Iterable[LedgerInvoice], payments: Iterable[Payment]) -> dict[str, list[_Event]]:
    """Return by invoice number what settled it; on one day credit notes come before money."""
    found: dict[str, list[_Event]] = {}
    for place, note in enumerate(invoices):
        if note.corrects:
            event = _Event(note.issue_date, (0, place), note.number, 0, credit_note=note)
            found.setdefault(note.corrects, []).append(event)
    for payment in payments:
        for part in payment.allocations:
            settled = part.amount.minor + part.withheld.minor
            event = _Event(payment.paid_on, (1, payment.id), part.invoice, settled, payment.rate)
            found.setdefault(part.invoice, []).append(event)
    return found


def _shares(invoice: LedgerInvoice, events: Sequence[_Event], tables: VatTables) -> Iterator[IncomeLine]:
    """Yield what each event adds to the income of one invoice, as the difference of running totals."""
    documents = [invoice, *(event.credit_note for event in events if event.credit_note)]
    groups: dict[VatKey, VatGroup] = {}
    for document in documents:
        for group in document.parts:
            groups.setdefault((group.category, group.rate), group)
    billed = _parts(invoice, groups)
    credited, before, settled = [0] * len(billed), [0] * len(billed), 0
    for event in events:
        settled += event.settled
        if event.credit_note:
            credited = [old + new for old, new in zip(credited, _parts(event.credit_note, groups), strict=True)]
        now = _received_parts(billed, credited, settled)
        added = [new - old for new, old in zip(now, before, strict=True)]
        before = now
        for group, net, vat in zip(groups.values(), added[: len(groups)], added[len(groups) :], strict=True):
            if net or vat:
                yield IncomeLine(
                    event.document,
                    invoice.client,
                    event.day,
                    income_category(invoice, group, tables),
                    group.category,
                    group.rate,
                    Money(net, invoice.currency),
                    Money(vat, invoice.currency),
                    event.rate,
                )


def _received_parts(billed: Sequence[int], credited: Sequence[int], settled: int) -> list[int]:
    """Return what `settled` consists of: the part that stays billed first, then what was credited after being paid."""
    left = [one - other for one, other in zip(billed, credited, strict=True)]
    if settled <= sum(left):
        return portion(left, settled)
    above = portion(credited, settled - sum(left))
    return [one + other for one, other in zip(left, above, strict=True)]


def _parts(invoice: LedgerInvoice, groups: Mapping[VatKey, VatGroup]) -> list[int]:
    """Return the net of each of `groups` in one document, then the VAT of each; a group it has not is nothing."""
    own = {(group.category, group.rate): group for group in invoice.parts}
    nets = [own[key].net.minor if key in own else 0 for key in groups]
    return [*nets, *(own[key].vat.minor if key in own else 0 for key in groups)]
