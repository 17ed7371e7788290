"""The report on a tax year as plain data for its template: everything already put into words and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.documents.address import address_lines, party_numbers
from vabackoffice.documents.typography import amount, document_locale, long_date, money, quantity, span
from vabackoffice.documents.words import words
from vabackoffice.domain.income_category import category_name
from vabackoffice.domain.invoice import hours_quantity
from vabackoffice.domain.tax_figures import short_numbers
from vabackoffice.domain.tax_report import ADVICE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from babel import Locale

    from vabackoffice.documents.look import Look
    from vabackoffice.domain.invoice import Party
    from vabackoffice.domain.money import Money
    from vabackoffice.domain.tax_figures import Figures, Sum
    from vabackoffice.domain.tax_report import TaxReport
    from vabackoffice.domain.tax_year import Basis

    Name = Callable[[str], str]
    Sums = Callable[[Figures], Sequence[Sum]]


def tax_year_view(  # noqa: PLR0913 - who, what, how, and as of which day
    report: TaxReport, bases: Sequence[Basis], seller: Party, look: Look, *, language: str, today: date
) -> dict[str, Any]:
    """Return what the template may print; words are English, figures and dates as `language` sets them.

    Args:
        report: the report on the year.
        bases: the bases that get a column; the one that counts comes first.
        seller: the business, for the head.
        look: paper and colour.
        language: the language of the business's documents.
        today: the day the report was made.
    """
    locale = document_locale(language, seller.country)
    english = document_locale("en", seller.country)
    shown = [report.chosen, *(one for one in (report.accrual, report.cash) if one.basis != report.basis)]
    shown = [figures for figures in shown if figures.basis in bases]
    period = report.tax_year.period
    usual = f", as usual in {seller.country}" if report.basis == report.tax_year.usual_basis else ""
    return {
        "title": f"Tax year {report.tax_year.label}",
        "label": report.tax_year.label,
        "look": {"paper": look.paper, "accent": look.accent},
        "business": {
            "name": seller.name,
            "address": address_lines(seller, abroad=False, locale=english)[1:],
            "numbers": party_numbers(seller, words("en")),
        },
        "subtitle": f"{span(period.start, period.last_day, english)} · amounts in {report.home}",
        "basis": f"{report.basis} basis{usual}",
        "facts": _facts(report, locale),
        "columns": [figures.basis.capitalize() for figures in shown],
        "income": _income(shown, locale),
        "besides": [
            _side("VAT on the income", shown, lambda one: one.vat, locale),
            _side("Tax withheld by clients", shown, lambda one: one.withheld, locale),
        ],
        "by_client": _rows(shown, lambda one: one.by_client, _client(report), locale),
        "by_month": _rows(shown, lambda one: one.by_month, _month(english), locale),
        "others": _others(shown, locale),
        "last_day": long_date(period.last_day, english),
        "open": _open(report, locale),
        "hours": _hours(report, locale),
        "questions": [
            {"text": one.text, "documents": short_numbers(one.documents)}
            for one in report.questions
            if one.basis in ("", *bases)
        ],
        "advice": ADVICE,
        "made": f"Made on {long_date(today, english)}; VAT tables {report.table_sha256[:12]}",
    }


def _facts(report: TaxReport, locale: Locale) -> list[dict[str, str]]:
    figures = report.chosen
    seconds = report.seconds(billable=True) + report.seconds(billable=False)
    return [
        {"label": "Income", "value": money(figures.at_home(figures.income), locale)},
        {"label": "Fees", "value": money(figures.at_home(figures.fees), locale)},
        {"label": "Tax withheld", "value": money(figures.at_home(figures.withheld), locale)},
        {"label": "Hours", "value": quantity(hours_quantity(seconds), "hour", locale)},
        {"label": "Profit by the books", "value": money(figures.profit_books, locale)},
    ]


def _rows(shown: Sequence[Figures], sums: Sums, say: Name, locale: Locale) -> list[dict[str, Any]]:
    """Return a row per name: its amounts in the book's currency on each basis, and the documents of all of them."""
    found = [{one.name: one for one in sums(figures) if one.amount.currency == figures.home} for figures in shown]
    return [
        {
            "label": say(name),
            "amounts": [amount(one[name].amount, locale) if name in one else "" for one in found],
            "documents": _numbers(one[name] for one in found if name in one),
            "is_total": False,
        }
        for name in sorted({name for one in found for name in one})
    ]


def _income(shown: Sequence[Figures], locale: Locale) -> list[dict[str, Any]]:
    """Return the way from income by category to the profit."""
    return [
        *_rows(shown, lambda one: one.income, category_name, locale),
        _total("Income", [figures.at_home(figures.income) for figures in shown], locale),
        _side("Bank and processor fees", shown, lambda one: one.fees, locale),
        _total("Profit by the books", [figures.profit_books for figures in shown], locale),
    ]


def _total(label: str, amounts: Iterable[Money], locale: Locale) -> dict[str, Any]:
    return {"label": label, "amounts": [amount(one, locale) for one in amounts], "documents": "", "is_total": True}


def _side(label: str, shown: Sequence[Figures], sums: Sums, locale: Locale) -> dict[str, Any]:
    found = [[one for one in sums(figures) if one.amount.currency == figures.home] for figures in shown]
    return {
        "label": label,
        "amounts": [amount(figures.at_home(own), locale) for figures, own in zip(shown, found, strict=True)],
        "documents": _numbers(one for own in found for one in own),
        "is_total": False,
    }


def _others(shown: Sequence[Figures], locale: Locale) -> list[dict[str, str]]:
    return [
        {
            "label": category_name(one.name),
            "basis": figures.basis,
            "amount": money(one.amount, locale),
            "documents": short_numbers(one.documents),
        }
        for figures in shown
        for one in figures.income
        if one.amount.currency != figures.home
    ]


def _open(report: TaxReport, locale: Locale) -> list[dict[str, str]]:
    return [
        {
            "number": row.invoice.number,
            "name": row.invoice.buyer_name,
            "due": long_date(row.invoice.due_date, document_locale("en", row.invoice.seller.country)),
            "total": money(row.invoice.total, locale),
            "open": money(row.open, locale),
        }
        for row in report.open_at_end
    ]


def _hours(report: TaxReport, locale: Locale) -> str:
    billable, indirect = report.seconds(billable=True), report.seconds(billable=False)
    said = [quantity(hours_quantity(seconds), "hour", locale) for seconds in (billable, indirect, billable + indirect)]
    return f"{said[0]} billable, {said[1]} indirect (own work, and work that is not billed), {said[2]} in total."


def _numbers(sums: Iterable[Sum]) -> str:
    return short_numbers(sorted({number for one in sums for number in one.documents}))


def _client(report: TaxReport) -> Name:
    """Return what finds a client's name, as it stands on the newest document, by the handle."""
    names = {document.client: document.buyer_name for document in report.documents}
    return lambda handle: names.get(handle, handle)


def _month(locale: Locale) -> Name:
    from datetime import date

    from babel.dates import format_skeleton

    return lambda month: str(format_skeleton("yMMMM", date.fromisoformat(f"{month}-01"), locale=locale))
