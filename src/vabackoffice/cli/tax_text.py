"""The report on a tax year as tables for a terminal of 80 columns."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from vabackoffice.cli import output
from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.income_category import category_name
from vabackoffice.domain.invoice import hours_quantity
from vabackoffice.domain.tax_figures import short_numbers
from vabackoffice.domain.tax_report import ADVICE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from vabackoffice.domain.tax_figures import Figures, Sum
    from vabackoffice.domain.tax_report import TaxReport
    from vabackoffice.domain.tax_year import Basis

WIDTH = 80
_FIRST, _AMOUNT = 26, 11  # so that the columns of all tables are one below the other


def print_report(report: TaxReport, bases: Sequence[Basis]) -> None:
    """Print the report, the basis that counts first."""
    shown = [report.chosen, *(one for one in (report.cash, report.accrual) if one.basis != report.basis)]
    shown = [figures for figures in shown if figures.basis in bases]
    output.say("\n".join(_head(report)))
    _print_income(report, shown)
    _print_by("By client", shown, lambda figures: figures.by_client)
    _print_by("By month", shown, lambda figures: figures.by_month)
    _print_others(shown)
    _print_open(report)
    output.say("\n".join(_tail(report, bases)))


def _head(report: TaxReport) -> list[str]:
    period = report.tax_year.period
    usual = "usual" if report.basis == report.tax_year.usual_basis else "as asked"
    days = f"{format_date(period.start)} to {format_date(period.last_day)}"
    return [
        f"Tax year {report.tax_year.label} of {report.business}, {report.tax_year.country}",
        f"{days}; basis: {report.basis} ({usual})",
        "",
    ]


def _print_income(report: TaxReport, shown: Sequence[Figures]) -> None:
    rows = _rows(shown, lambda figures: figures.income, category_name)
    rows.append(["Income", *(str(one.at_home(one.income).amount) for one in shown), ""])
    rows.append(_side("Bank and processor fees", shown, lambda figures: figures.fees))
    rows.append(["Profit by the books", *(str(one.profit_books.amount) for one in shown), ""])
    output.print_table(_headings(f"Income in {report.home}", shown), rows, total=True)
    output.say("")
    rows = [
        _side("VAT on the income", shown, lambda figures: figures.vat),
        _side("Tax withheld by clients", shown, lambda figures: figures.withheld),
    ]
    output.print_table(_headings("Besides", shown), rows)
    output.say("")


def _print_by(title: str, shown: Sequence[Figures], sums: Callable[[Figures], Sequence[Sum]]) -> None:
    rows = _rows(shown, sums, str)
    if rows:
        output.print_table(_headings(title, shown), rows)
        output.say("")


def _print_others(shown: Sequence[Figures]) -> None:
    rows = [
        [category_name(one.name), figures.basis, str(one.amount), short_numbers(one.documents)]
        for figures in shown
        for one in figures.income
        if one.amount.currency != figures.home
    ]
    if rows:
        headings = [(f"{'Without a rate, in no total':<{_FIRST}}", "left"), (f"{'Basis':>{_AMOUNT}}", "right")]
        headings += [("Amount", "right"), ("Documents", "left")]
        output.print_table(headings, rows)
        output.say("")


def _print_open(report: TaxReport) -> None:
    rows = [
        [one.number, one.client, one.due_date.isoformat(), str(one.total), str(row.open)]
        for row in report.open_at_end
        for one in [row.invoice]
    ]
    last = report.tax_year.period.last_day
    if rows:
        headings = [(f"Open on {last}", "left"), ("Client", "left"), ("Due", "left")]
        headings += [("Total", "right"), ("Open", "right")]
        output.print_table(headings, rows)
    else:
        output.say(f"No invoice was open on {last}.")
    output.say("")


def _tail(report: TaxReport, bases: Sequence[Basis]) -> list[str]:
    billable, indirect = report.seconds(billable=True), report.seconds(billable=False)
    hours = [str(hours_quantity(seconds)) for seconds in (billable, indirect, billable + indirect)]
    lines = [f"Hours: {hours[0]} billable, {hours[1]} indirect, {hours[2]} in total", "", "Open questions"]
    for one in report.questions:
        if one.basis in ("", *bases):
            documents = f" ({short_numbers(one.documents)})" if one.documents else ""
            lines += textwrap.wrap(f"- {one.text}{documents}", WIDTH, subsequent_indent="  ")
    return [*lines, "", *textwrap.wrap(ADVICE, WIDTH)]


def _headings(first: str, shown: Sequence[Figures]) -> list[tuple[str, str]]:
    bases = [(f"{one.basis.capitalize():>{_AMOUNT}}", "right") for one in shown]
    return [(f"{first:<{_FIRST}}", "left"), *bases, ("Documents", "left")]


def _rows(
    shown: Sequence[Figures], sums: Callable[[Figures], Sequence[Sum]], say: Callable[[str], str]
) -> list[list[str]]:
    """Return one row per name with its amounts in the book's currency on each basis, and all their documents."""
    found = [{one.name: one for one in sums(figures) if one.amount.currency == figures.home} for figures in shown]
    names = sorted({name for one in found for name in one})
    return [
        [
            say(name),
            *(str(one[name].amount.amount) if name in one else "0.00" for one in found),
            short_numbers(sorted({number for one in found if name in one for number in one[name].documents})),
        ]
        for name in names
    ]


def _side(label: str, shown: Sequence[Figures], sums: Callable[[Figures], Sequence[Sum]]) -> list[str]:
    home = [[one for one in sums(figures) if one.amount.currency == figures.home] for figures in shown]
    numbers = sorted({number for found in home for one in found for number in one.documents})
    amounts = [str(figures.at_home(found).amount) for figures, found in zip(shown, home, strict=True)]
    return [label, *amounts, short_numbers(numbers)]
