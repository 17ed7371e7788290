"""`va report week`: clients and own work by the days of a week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.options import PeriodWords
from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.dimension import span_around, spans_in
from vabackoffice.domain.duration import format_duration
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.period import Period
    from vabackoffice.usecases.week import Week, WeekRow

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_MINUTE = 60
_NOTHING = "-"


@app.command("week")
def week(period: PeriodWords = None) -> None:
    """Show a week day by day, this one if no other is named; today stands in brackets.

    Examples:
      va report week
      va report week last week
      va report week 2026-W11 --json
    """
    from vabackoffice.usecases.week import look_at_week

    with invocation.open_desk() as desk:
        found = look_at_week(desk.book, _whole_week(desk.period(" ".join(period or []), "this week")))
        today = desk.today
    if invocation.current.json:
        output.print_json(_week_json(found))
    else:
        _print_week(found, today)


def _whole_week(period: Period) -> Period:
    """Return the week in which the period lies."""
    found = span_around("week", period.start)
    if period.end > found.end:
        message = f"{period} is more than a week."
        raise InvalidInputError(message, f"Name one like 2026-W12, or see 'va report hours {period} --by week'.")
    return found


def _week_json(found: Week) -> dict[str, Any]:
    rows = [{"client": row.client, "internal": row.internal, **_sums_json(row)} for row in found.rows]
    return {
        "period": {"start": found.period.start.isoformat(), "end": found.period.end.isoformat()},
        "days": [day.start.isoformat() for day in spans_in("day", found.period)],
        "rows": rows,
        "total": _sums_json(found.total),
        "total_seconds": found.total.seconds,
    }


def _sums_json(row: WeekRow) -> dict[str, Any]:
    plan = row.plan
    return {
        "day_seconds": list(row.days),
        "seconds": row.seconds,
        "target_seconds": plan.seconds if plan else None,
        "difference_seconds": plan.difference if plan else None,
    }


def _print_week(found: Week, today: date) -> None:
    if not found.rows:
        output.say(f"No hours in {found.period}.")
        return
    targets = any(row.plan for row in (*found.rows, found.total))
    days = [(_heading(day.start, today), "right") for day in spans_in("day", found.period)]
    columns = [("", "left"), *days, ("Total", "right"), *([("Target", "right")] if targets else [])]
    rows = [[row.client or f"internal {row.internal}", *_cells(row, targets=targets)] for row in found.rows]
    total = ["Total", *_cells(found.total, targets=targets)]
    output.print_table(columns, [*rows, total], title=f"Week {found.period}", total=True)
    if any(seconds % _MINUTE for row in found.rows for seconds in row.days):
        output.say("Rounded to the minute; '--json' has the seconds.")


def _heading(day: date, today: date) -> str:
    """Return weekday and day of the month below each other, in brackets when it is today."""
    weekday, number, *_ = format_date(day).split()
    return f"[{weekday}]\n[{number}]" if day == today else f"{weekday}\n{number}"


def _cells(row: WeekRow, *, targets: bool) -> list[str]:
    target = row.plan.seconds if row.plan else 0
    sums = [*row.days, row.seconds, *([target] if targets else [])]
    return [_rounded(seconds) if seconds else _NOTHING for seconds in sums]


def _rounded(seconds: int) -> str:
    """Return a duration to the minute, half up: seven days with seconds are too wide for a terminal."""
    return format_duration((seconds + _MINUTE // 2) // _MINUTE * _MINUTE)
