"""`va report rounding`: what rounding does to the bill, and what another rule would do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.options import PeriodWords
from vabackoffice.domain.duration import format_duration
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.domain.rounding import RoundingRule
    from vabackoffice.usecases.rounding import RoundingReport, RoundingRow

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Text = str | None
_SUMS = (
    "worked_seconds", "billed_seconds", "amount", "what_if_seconds", "what_if_amount", "difference_seconds",
    "difference_amount",
)  # fmt: skip


@app.command("rounding")
def rounding(
    period: PeriodWords = None,
    what_if: Annotated[
        Text, typer.Option("--what-if", metavar="RULE", help="'15m/up', '6m/nearest', 'none'.", show_default=False)
    ] = None,
    round_level: Annotated[
        Text,
        typer.Option(metavar="LEVEL", help="What it rounds: entry, task-day, day, invoice.", show_default=False),
    ] = None,
    minimum: Annotated[
        Text, typer.Option(metavar="DURATION", help="The least it bills at that level.", show_default=False)
    ] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Lay hours worked beside hours billed, this month's if nothing else is said.

    With '--what-if' also what another rule would bill: of all work by the
    hour, billed already or not.

    Examples:
      va report rounding
      va report rounding 2026-Q1 --what-if 15m/up
      va report rounding last month --what-if 6m/nearest --round-level day --minimum 30m
      va report rounding 2026 --csv
    """
    from vabackoffice.usecases.rounding import report_rounding

    rule = read_what_if(what_if, round_level, minimum)
    with invocation.open_desk() as desk:
        span = desk.period(" ".join(period or []), "this month")
        found = report_rounding(desk.book, span, rule, desk.today)
    show_rounding(found, csv=csv)


def read_what_if(what_if: str | None, level: str | None = None, minimum: str | None = None) -> RoundingRule | None:
    """Return the other rule, None where there is none."""
    from vabackoffice.domain.rounding import RoundingRule

    if what_if is None and (level or minimum):
        message = f"'{'--round-level' if level else '--minimum'}' is part of another rule, and none is named."
        raise InvalidInputError(message, "Name one: '--what-if 15m/up', or '--what-if none' with a minimum.")
    return RoundingRule.parse(what_if, level or "entry", minimum or "") if what_if is not None else None


def show_rounding(found: RoundingReport, *, csv: bool = False) -> None:
    """Print the report in the form that was asked for."""
    if csv:
        from vabackoffice.documents.tabular import write_csv

        rows = (_row_json(row, other=found.rule is not None) for row in found.rows)
        output.say(write_csv(rows, ("engagement", "currency", *_SUMS)).rstrip("\n"))
    elif invocation.current.json:
        output.print_json(_json(found))
    elif not found.rows:
        output.say(f"No work by the hour in {found.period}.")
    else:
        _print(found)
    if not invocation.current.json:
        for remark in found.remarks:
            output.note(remark)


def _print(found: RoundingReport) -> None:
    """Print a table for each currency."""
    for number, total in enumerate(found.totals):
        if number:
            output.say("")
        rows = [*(row for row in found.rows if row.amount.currency == total.amount.currency), total]
        what = f"Rounding in {found.period}, {total.amount.currency} without VAT"
        if found.rule:
            _print_both(rows, f"{what}: now, and {found.rule.describe()}")
        else:
            _print_present(rows, what)


def _print_present(rows: list[RoundingRow], title: str) -> None:
    columns = (
        ("Engagement", "left"),
        ("Rule", "left"),
        *((heading, "right") for heading in ("Worked", "Billed", "+/-", "Amount")),
    )
    cells = [
        (
            row.name,
            ", then ".join(row.rules),
            format_duration(row.worked),
            format_duration(row.billed),
            _signed(row.billed - row.worked),
            str(row.amount.amount),
        )
        for row in rows
    ]
    output.print_table(columns, cells, title=title, total=True)


def _print_both(rows: list[RoundingRow], title: str) -> None:
    headings = ("Worked", "Billed", "Amount", "What if", "Amount", "+/-", "Amount")
    columns = (("Engagement", "left"), *((heading, "right") for heading in headings))
    cells = [
        (
            row.name,
            format_duration(row.worked),
            format_duration(row.billed),
            str(row.amount.amount),
            format_duration(row.other_billed),
            str(row.other_amount.amount),
            _signed(row.more_seconds),
            f"{'+' if row.more.minor > 0 else ''}{row.more.amount}",
        )
        for row in rows
    ]
    output.print_table(columns, cells, title=title, total=True)


def _signed(seconds: int) -> str:
    return f"{'+' if seconds > 0 else ''}{format_duration(seconds)}"


def _json(found: RoundingReport) -> dict[str, Any]:
    other = found.rule is not None
    return {
        "period": {"start": found.period.start.isoformat(), "end": found.period.end.isoformat()},
        "what_if": found.rule.describe() if found.rule else None,
        "rows": [_row_json(row, other=other) | {"rules": list(row.rules)} for row in found.rows],
        "totals": [_sums_json(row, other=other) for row in found.totals],
        "remarks": list(found.remarks),
    }


def _row_json(row: RoundingRow, *, other: bool) -> dict[str, Any]:
    return {"engagement": row.name, **_sums_json(row, other=other)}


def _sums_json(row: RoundingRow, *, other: bool) -> dict[str, Any]:
    now = (row.worked, row.billed, str(row.amount.amount))
    then = (row.other_billed, str(row.other_amount.amount), row.more_seconds, str(row.more.amount))
    values = (*now, *(then if other else [None] * len(then)))
    return {"currency": row.amount.currency} | dict(zip(_SUMS, values, strict=True))
