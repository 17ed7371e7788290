"""The report of rates for people: a table or bars for each currency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.cli import output
from vabackoffice.domain.duration import format_duration

if TYPE_CHECKING:
    from vabackoffice.domain.money import Money
    from vabackoffice.usecases.rates import RateRow, Rates

_NOTHING = "-"
_MINUTE = 60
_NARROWEST = 10  # columns of the longest bar
_USUAL_WIDTH = 80  # columns, where what is printed goes into a pipe


def print_rates(found: Rates) -> None:
    """Print a table for each currency; unbilled income, and own work, have columns only where there is any."""
    for number, total in enumerate(found.totals):
        lines = [*(row for row in found.rows if row.income.currency == total.income.currency), total]
        unbilled = any(row.unbilled for row in lines)
        columns = [
            (found.by.capitalize(), "left"),
            ("Income", "right"),
            *([("unbilled", "right")] if unbilled else []),
            ("Hours", "right"),
            ("Per hour", "right"),
            *([("Own work", "right"), ("Per hour with it", "right")] if found.own_seconds else []),
        ]
        rows = [
            [
                _label(row),
                _amount(row.income),
                *([_amount(row.unbilled)] if unbilled else []),
                format_duration(row.seconds),
                _amount(row.rate),
                *([_rounded(row.own), _amount(row.rate_with_own)] if found.own_seconds else []),
            ]
            for row in lines
        ]
        if number:
            output.say("")
        output.print_table(columns, rows, title=_title(found, total), total=True)


def print_chart(found: Rates) -> None:
    """Print for each currency a bar for what an hour earned, own work counted."""
    from vabackoffice.cli.bars import EIGHTHS, draw_bar
    from vabackoffice.cli.table import GAP, cell_width

    eighths = output.can_carry(EIGHTHS)
    for number, total in enumerate(found.totals):
        lines = [row for row in found.rows if row.income.currency == total.income.currency]
        rows = [[_label(row), _amount(row.rate_with_own)] for row in (*lines, total)]
        headings = (found.by.capitalize(), "Per hour")
        taken = sum(max(map(cell_width, column)) + len(GAP) for column in zip(headings, *rows, strict=True))
        width = max(_NARROWEST, output.width(_USUAL_WIDTH) - taken)
        values = [row.rate_with_own.minor if row.rate_with_own is not None else 0 for row in lines]
        bars = [draw_bar(value, max(values), width, eighths=eighths) for value in values]
        columns = [(headings[0], "left"), (headings[1], "right"), ("", "left")]
        drawn = [[*cells, bar] for cells, bar in zip(rows, [*bars, ""], strict=True)]
        if number:
            output.say("")
        output.print_table(columns, drawn, title=_title(found, total), total=True)


def _title(found: Rates, total: RateRow) -> str:
    return f"What an hour earned by {found.by}, {found.period}, {total.income.currency} without VAT"


def _label(row: RateRow) -> str:
    return row.name if row.key is None else f"{row.key}  {row.name}"


def _rounded(seconds: int) -> str:
    """Return a share of own work to the minute, half up."""
    return format_duration((seconds + _MINUTE // 2) // _MINUTE * _MINUTE)


def _amount(amount: Money | None) -> str:
    return _NOTHING if amount is None else str(amount.amount)
