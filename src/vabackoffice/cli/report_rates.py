"""`va report rates`: what an hour really earned, own work counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.options import PeriodWords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vabackoffice.usecases.rates import RateRow, Rates

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_COLUMNS = (
    "currency", "name", "task", "income", "unbilled", "seconds", "own_seconds", "rate", "rate_with_own",
)  # fmt: skip


@app.command("rates")
def rates(
    period: PeriodWords = None,
    by: Annotated[
        str, typer.Option("--by", metavar="client|engagement|service|task", help="What the hours were for.")
    ] = "client",
    chart: Annotated[bool, typer.Option("--chart", help="Draw bars.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Show what an hour really earned, this month's by client if nothing else is said.

    Income without VAT counts on the days of the work, a fee on those of its
    period, a flat fee with the hours on its task; what is on no invoice yet
    counts at its present price. It is divided by all hours, own work too.

    Examples:
      va report rates
      va report rates 2026-Q1 --by engagement --chart
      va report rates last month --by task
      va report rates 2026 --by service --csv
    """
    from vabackoffice.domain.time_entry import check_choice
    from vabackoffice.usecases.rates import WAYS, report_rates

    way = check_choice(by, WAYS, "way to group rates")
    with invocation.open_desk() as desk:
        found = report_rates(desk.book, desk.period(" ".join(period or []), "this month"), way, desk.today)
    _show(found, chart=chart, csv=csv)


def _show(found: Rates, *, chart: bool, csv: bool) -> None:
    if csv:
        from vabackoffice.documents.tabular import write_csv

        output.say(write_csv((_row_json(row) for row in found.rows), _COLUMNS).rstrip("\n"))
    elif invocation.current.json:
        output.print_json(_json(found))
    elif not found.rows:
        output.say(f"No hours for clients and no income in {found.period}.")
    else:
        from vabackoffice.cli.report_rates_text import print_chart, print_rates

        (print_chart if chart else print_rates)(found)
    if not invocation.current.json:
        for remark in found.remarks:
            output.note(remark)


def _json(found: Rates) -> dict[str, Any]:
    return {
        "period": {"start": found.period.start.isoformat(), "end": found.period.end.isoformat()},
        "by": found.by,
        "rows": [_row_json(row) for row in found.rows],
        "totals": [dict(_sums_json(row)) for row in found.totals],
        "own_seconds": found.own_seconds,
        "total_seconds": sum(row.seconds for row in found.totals) + found.own_seconds,
        "remarks": list(found.remarks),
    }


def _row_json(row: RateRow) -> dict[str, Any]:
    return {"name": row.name, "task": row.key, **dict(_sums_json(row))}


def _sums_json(row: RateRow) -> Iterator[tuple[str, Any]]:
    yield "currency", row.income.currency
    yield "income", str(row.income.amount)
    yield "unbilled", str(row.unbilled.amount)
    yield "seconds", row.seconds
    yield "own_seconds", row.own
    for name, rate in (("rate", row.rate), ("rate_with_own", row.rate_with_own)):
        yield name, str(rate.amount) if rate is not None else None
