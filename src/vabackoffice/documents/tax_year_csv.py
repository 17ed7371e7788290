"""The report on a tax year as CSV files: every figure's rows, so that an accountant can add them up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.documents.tabular import write_csv
from vabackoffice.domain.income import in_currency
from vabackoffice.domain.invoice import hours_quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vabackoffice.domain.income import IncomeLine
    from vabackoffice.domain.ledger import LedgerInvoice, Payment, WorkedHours
    from vabackoffice.domain.tax_figures import Figures
    from vabackoffice.domain.tax_report import OpenInvoice, TaxReport
    from vabackoffice.domain.tax_year import Basis

    Row = dict[str, object]

_INCOME = (
    "basis date document client category vat_category vat_rate currency net vat rate book_currency book_net book_vat"
)
_PAYMENTS = "id date client currency amount withheld fee rate method note invoice settled settled_withheld unallocated"
_OPEN = "number client issue_date due_date currency total paid withheld credited open"
_HOURS = "month client internal billable hours seconds"
_DOCUMENTS = (
    "number kind client name country issue_date supply_date due_date currency net vat total withheld corrects "
    "file sha256"
)


def tax_year_csv(report: TaxReport, bases: Sequence[Basis]) -> dict[str, str]:
    """Return the text of each file by its name: income, payments, open, hours, documents.

    Args:
        report: the report on the year.
        bases: whose lines go into `income.csv`; a line without a rate has no amounts in the book's currency.
    """
    shown = [figures for figures in (report.accrual, report.cash) if figures.basis in bases]
    rows: dict[str, tuple[Iterable[Row], str]] = {
        "income.csv": ((_income(figures, line) for figures in shown for line in figures.lines), _INCOME),
        "payments.csv": ((row for payment in report.payments for row in _payment(payment)), _PAYMENTS),
        "open.csv": (map(_open, report.open_at_end), _OPEN),
        "hours.csv": (map(_hours, report.hours), _HOURS),
        "documents.csv": (map(_document, report.documents), _DOCUMENTS),
    }
    return {name: write_csv(found, columns.split()) for name, (found, columns) in rows.items()}


def _income(figures: Figures, line: IncomeLine) -> Row:
    net, vat = (in_currency(money, line.rate, figures.home) for money in (line.net, line.vat))
    at_home = net.currency == figures.home
    return {
        "basis": figures.basis,
        "date": line.day,
        "document": line.document,
        "client": line.client,
        "category": line.category,
        "vat_category": line.vat_category,
        "vat_rate": line.vat_rate,
        "currency": line.net.currency,
        "net": line.net.amount,
        "vat": line.vat.amount,
        "rate": line.rate,
        "book_currency": figures.home,
        "book_net": net.amount if at_home else None,
        "book_vat": vat.amount if at_home else None,
    }


def _payment(payment: Payment) -> Iterator[Row]:
    """Yield one row per invoice that was settled; amount and fee stand on the first only, so that columns add up."""
    money = {
        "amount": payment.amount.amount,
        "withheld": payment.withheld.amount,
        "fee": payment.fee.amount,
        "unallocated": payment.unallocated.amount,
    }
    for part in payment.allocations or (None,):
        yield {
            "id": payment.id,
            "date": payment.paid_on,
            "client": payment.client,
            "currency": payment.amount.currency,
            **money,
            "rate": payment.rate,
            "method": payment.method,
            "note": payment.note,
            "invoice": part.invoice if part else "",
            "settled": part.amount.amount if part else None,
            "settled_withheld": part.withheld.amount if part else None,
        }
        money = {}


def _open(row: OpenInvoice) -> Row:
    invoice = row.invoice
    return {
        "number": invoice.number,
        "client": invoice.client,
        "issue_date": invoice.issue_date,
        "due_date": invoice.due_date,
        "currency": invoice.currency,
        "total": invoice.total.amount,
        "paid": row.paid.amount,
        "withheld": row.withheld.amount,
        "credited": row.credited.amount,
        "open": row.open.amount,
    }


def _hours(row: WorkedHours) -> Row:
    return {
        "month": row.month,
        "client": row.client,
        "internal": row.internal,
        "billable": row.billable,
        "hours": hours_quantity(row.seconds),
        "seconds": row.seconds,
    }


def _document(invoice: LedgerInvoice) -> Row:
    return {
        "number": invoice.number,
        "kind": invoice.kind,
        "client": invoice.client,
        "name": invoice.buyer_name,
        "country": invoice.buyer.country,
        "issue_date": invoice.issue_date,
        "supply_date": invoice.supply_date,
        "due_date": invoice.due_date,
        "currency": invoice.currency,
        "net": invoice.net.amount,
        "vat": invoice.vat.amount,
        "total": invoice.total.amount,
        "withheld": invoice.withheld.amount,
        "corrects": invoice.corrects,
        "file": invoice.file_name,
        "sha256": invoice.sha256,
    }
