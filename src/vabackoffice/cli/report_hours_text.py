"""The report of hours for people: a table or bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.cli import output
from vabackoffice.domain.dimension import label, span_around
from vabackoffice.domain.duration import format_duration

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from vabackoffice.domain.dimension import Name
    from vabackoffice.domain.period import Period
    from vabackoffice.usecases.hours import HoursRow

_INDENT = "  "
_NARROWEST = 10  # columns of the longest bar
_USUAL_WIDTH = 80  # columns, where what is printed goes into a pipe


def print_hours(found: HoursRow, by: Sequence[str], title: str) -> None:
    """Print a table; own work, and targets, have columns only where there are any."""
    lines = [*_lines(found.rows, by), ("Total", found)]
    internal = found.hours.internal and not {"client", "engagement"} & set(by)  # there own work has rows of its own
    targets = any(row.plan for _, row in lines)
    columns = [
        (_heading(by), "left"),
        ("Hours", "right"),
        ("Billable", "right"),
        *([("Internal", "right")] if internal else []),
        ("Share", "right"),
        *([("Target", "right"), ("+/-", "right")] if targets else []),
    ]
    rows = [
        [
            name,
            format_duration(row.hours.seconds),
            format_duration(row.hours.billable),
            *([format_duration(row.hours.internal)] if internal else []),
            _share(row, found),
            *(_plan(row) if targets else []),
        ]
        for name, row in lines
    ]
    output.print_table(columns, rows, title=title, total=True)


def print_chart(found: HoursRow, by: Sequence[str], title: str) -> None:
    """Print a bar for each group with hours; together with the rest of the table they are as wide as the terminal."""
    from vabackoffice.cli.bars import EIGHTHS, draw_bar
    from vabackoffice.cli.table import GAP, cell_width

    worked = [(name, row) for name, row in _lines(found.rows, by) if row.hours.seconds]
    lines = [*worked, ("Total", found)]
    rows = [[name, format_duration(row.hours.seconds), _share(row, found)] for name, row in lines]
    headings = (_heading(by), "Hours", "Share")
    taken = sum(max(map(cell_width, column)) + len(GAP) for column in zip(headings, *rows, strict=True))
    width = max(_NARROWEST, output.width(_USUAL_WIDTH) - taken)
    largest = max(row.hours.seconds for _, row in worked)
    eighths = output.can_carry(EIGHTHS)
    bars = [draw_bar(row.hours.seconds, largest, width, eighths=eighths) for _, row in worked]
    columns = [(headings[0], "left"), (headings[1], "right"), (headings[2], "right"), ("", "left")]
    drawn = [[*cells, bar] for cells, bar in zip(rows, [*bars, ""], strict=True)]
    output.print_table(columns, drawn, title=title, total=True)


def _lines(rows: Sequence[HoursRow], by: Sequence[str], depth: int = 0) -> Iterator[tuple[str, HoursRow]]:
    """Yield every row with its label, groups indented below what they are groups of."""
    for row in rows:
        yield _INDENT * depth + _label(by[0], row.name, row.period), row
        yield from _lines(row.rows, by[1:], depth + 1)


def _heading(by: Sequence[str]) -> str:
    return " / ".join(by).capitalize()


def _label(by: str, name: Name, period: Period) -> str:
    """Return what a group is called; of a week, and of a month that is cut, with the days that are meant."""
    cut = by == "month" and period != span_around(by, period.start)
    return f"{label(by, name)}  {say_days(period)}" if by == "week" or cut else label(by, name)


def say_days(period: Period) -> str:
    """Return `16-22 Mar`, `30 Mar-5 Apr` or `1 Mar`."""
    first, last = period.start, period.last_day
    if first == last:
        return _day(first)
    return f"{first.day if first.month == last.month else _day(first)}-{_day(last)}"


def _day(day: date) -> str:
    from vabackoffice.domain.words import MONTH_NAMES

    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]}"


def _share(row: HoursRow, whole: HoursRow) -> str:
    """Return the share of the whole in percent, half up."""
    total = whole.hours.seconds or 1
    return f"{(200 * row.hours.seconds + total) // (2 * total)} %"


def _plan(row: HoursRow) -> tuple[str, str]:
    if row.plan is None:
        return "", ""
    difference = row.plan.difference
    return format_duration(row.plan.seconds), f"{'+' if difference > 0 else ''}{format_duration(difference)}"
