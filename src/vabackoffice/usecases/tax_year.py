"""The report on a tax year, read from the book, and its form for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.domain.invoice import hours_quantity
from vabackoffice.domain.tax_report import OpenInvoice, TaxReport, make_report
from vabackoffice.storage.reads.ledger import read_ledger
from vabackoffice.tax.vat_tables import load_vat_tables, tables_sha256

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from vabackoffice.domain.tax_figures import Figures, Sum
    from vabackoffice.domain.tax_year import Basis, TaxYear
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.business import Surroundings

_HEAD = ("name", "street", "postcode", "city", "country", "vat_id", "tax_number", "registration_number")


def report_tax_year(book: Book, about: Surroundings, tax_year: TaxYear, basis: Basis | None, today: date) -> TaxReport:
    """Return the report on `tax_year`; without a basis the country's usual one counts. Writes nothing."""
    ledger = read_ledger(book, tax_year.period)
    chosen = basis or tax_year.usual_basis
    return make_report(
        ledger,
        tax_year,
        chosen,
        business=about.name,
        home=about.currency,
        tables=load_vat_tables(),
        table_sha256=tables_sha256(),
        today=today,
    )


def report_pdf(book: Book, report: TaxReport, bases: Sequence[Basis], now: datetime, templates: Path | None) -> bytes:
    """Return a report as a PDF in the business's look, dated `now`.

    Raises:
        InvalidInputError: the user's own template is broken, or a character cannot be printed.
        MissingError: the libraries that make PDFs are missing.
    """
    from vabackoffice.documents.html import render_tax_year_html
    from vabackoffice.documents.pdf import write_pdf
    from vabackoffice.documents.tax_year_view import tax_year_view
    from vabackoffice.domain.invoice import Party
    from vabackoffice.storage.reads.particulars import read_business
    from vabackoffice.usecases.issuing import read_look

    business = read_business(book)
    seller = Party(**{name: business[name] for name in _HEAD})
    view = tax_year_view(report, bases, seller, read_look(book), language=business["language"], today=now.date())
    return write_pdf(render_tax_year_html(view, templates), created=now)


def report_json(report: TaxReport, bases: Sequence[Basis]) -> dict[str, Any]:
    """Return a report as scripts read it; `bases` are those shown under `both`."""
    tax_year, chosen = report.tax_year, figures_json(report.chosen)
    period = {"start": tax_year.period.start.isoformat(), "end": tax_year.period.end.isoformat()}
    shown = {one.basis: figures_json(one) for one in (report.cash, report.accrual) if one.basis in bases}
    return {
        "country": tax_year.country,
        "year": tax_year.year,
        "label": tax_year.label,
        "period": period,
        "basis": report.basis,
        "currency": report.home,
        "income": chosen["income"],
        "expenses": [],
        "profit_books": chosen["profit_books"],
        "profit": None,
        "vat": chosen["vat"],
        "withheld": chosen["withheld"],
        "fees": chosen["fees"],
        "documents": chosen["documents"],
        "by_client": chosen["by_client"],
        "by_month": chosen["by_month"],
        "by_currency": chosen["by_currency"],
        "open_at_end": [_open_json(row) for row in report.open_at_end],
        "client_credits": [
            {
                "client": one.client,
                "currency": one.amount.currency,
                "amount": str(one.amount.amount),
                "documents": list(one.documents),
            }
            for one in report.credits
        ],
        "hours": hours_json(report),
        "lines": [],
        "estimates": [],
        "thresholds": [],
        "open_questions": [
            {"key": one.key, "basis": one.basis or None, "question": one.text, "documents": list(one.documents)}
            for one in report.questions
            if one.basis in ("", *bases)
        ],
        "both": shown,
        "table_sha256": report.table_sha256,
    }


def figures_json(figures: Figures) -> dict[str, Any]:
    """Return the sums of one basis: in the book's currency; other currencies are under `by_currency` and `other`."""
    home = figures.home
    return {
        "income": [
            {"category": one.name, "amount": str(one.amount.amount), "documents": list(one.documents)}
            for one in figures.income
            if one.amount.currency == home
        ],
        "income_total": str(figures.at_home(figures.income).amount),
        "vat": str(figures.at_home(figures.vat).amount),
        "withheld": str(figures.at_home(figures.withheld).amount),
        "fees": str(figures.at_home(figures.fees).amount),
        "profit_books": str(figures.profit_books.amount),
        "documents": {
            name: sorted({number for one in sums for number in one.documents if one.amount.currency == home})
            for name, sums in (("vat", figures.vat), ("withheld", figures.withheld), ("fees", figures.fees))
        },
        "by_client": _sums_json("client", figures.by_client),
        "by_month": _sums_json("month", figures.by_month),
        "by_currency": [_currency_json(one, figures) for one in figures.by_currency],
        "other": _sums_json("category", (one for one in figures.income if one.amount.currency != home)),
    }


def hours_json(report: TaxReport) -> dict[str, Any]:
    """Return the hours of the year with two decimals, and exactly in seconds."""
    billable, indirect = report.seconds(billable=True), report.seconds(billable=False)
    seconds = {"billable": billable, "indirect": indirect, "total": billable + indirect}
    return {name: str(hours_quantity(value)) for name, value in seconds.items()} | {"seconds": seconds}


def _sums_json(key: str, sums: Iterable[Sum]) -> list[dict[str, Any]]:
    return [
        {
            key: one.name,
            "currency": one.amount.currency,
            "amount": str(one.amount.amount),
            "documents": list(one.documents),
        }
        for one in sums
    ]


def _currency_json(income: Sum, figures: Figures) -> dict[str, Any]:
    currency = income.amount.currency
    beside = {"vat": figures.vat, "withheld": figures.withheld, "fees": figures.fees}
    found = {name: [one.amount for one in sums if one.amount.currency == currency] for name, sums in beside.items()}
    zero = income.amount - income.amount
    return {
        "currency": currency,
        "income": str(income.amount.amount),
        **{name: str(sum(amounts, zero).amount) for name, amounts in found.items()},
        "documents": list(income.documents),
    }


def _open_json(row: OpenInvoice) -> dict[str, Any]:
    invoice = row.invoice
    return {
        "invoice": invoice.number,
        "client": invoice.client,
        "issue_date": invoice.issue_date.isoformat(),
        "due_date": invoice.due_date.isoformat(),
        "currency": invoice.currency,
        "total": str(invoice.total.amount),
        "paid": str(row.paid.amount),
        "withheld": str(row.withheld.amount),
        "credited": str(row.credited.amount),
        "open": str(row.open.amount),
    }
