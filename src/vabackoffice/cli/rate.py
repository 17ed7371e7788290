"""`va rate`: what foreign money was worth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output

if TYPE_CHECKING:
    from vabackoffice.storage.exchange_rates import RateOn

app = typer.Typer(
    rich_markup_mode=None, add_completion=False, no_args_is_help=True, help="Exchange rates: set, list, import."
)

Text = str | None
Home = Annotated[Text, typer.Option("--in", metavar="CODE", help="In which currency; your own.", show_default=False)]


@app.command("set")
def set_rate(
    currency: Annotated[str, typer.Argument(metavar="CODE", show_default=False)],
    rate: Annotated[str, typer.Argument(metavar="RATE", show_default=False)],
    on: Annotated[
        Text, typer.Option("--on", metavar="DATE", help="Of which day; today if left out.", show_default=False)
    ] = None,
    source: Annotated[Text, typer.Option(metavar="TEXT", help="Who says so.", show_default=False)] = None,
    home: Home = None,
) -> None:
    """State what one unit of a foreign currency was worth on a day.

    It holds for a month, and comes before the European Central Bank's rate.

    Examples:
      va rate set USD 0.92 --on 2026-03-02
      va rate set USD 0.79 --in GBP --on 2026-03-01 --source "HMRC, March 2026"
    """
    from vabackoffice.usecases.exchange_rates import state_rate

    with invocation.open_desk() as desk:
        day = desk.day(on) or desk.today
        stated = state_rate(desk.book, desk.now, currency, rate, home or desk.about.currency, day, source or "")
    output.show({"rate": _json(stated)}, f"From {stated.on} on {_line(stated)}.")


@app.command("list")
def list_rates(currency: Annotated[Text, typer.Argument(metavar="[CODE]", show_default=False)] = None) -> None:
    """List the rates that were set or imported, the newest first.

    Examples:
      va rate list
      va rate list USD
    """
    from vabackoffice.domain.amount import check_currency
    from vabackoffice.storage.exchange_rates import read_rates

    with invocation.open_desk() as desk:
        found = read_rates(desk.book, check_currency(currency) if currency else None)
    if invocation.current.json:
        output.print_json({"rates": [_json(one) for one in found]})
    elif not found:
        output.say("No rates of your own: the European Central Bank's count. 'va rate set USD 0.92' states one.")
    else:
        headings = (("Day", "left"), ("Currency", "left"), ("Rate", "right"), ("In", "left"), ("Source", "left"))
        rows = [[str(one.on), one.currency, f"{one.rate:f}", one.in_currency, one.source] for one in found]
        output.print_table(headings, rows)


@app.command("import")
def import_rates(
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)],
    currency: Annotated[
        list[str] | None, typer.Option("--currency", metavar="CODE", help="Which; those of your clients if left out.")
    ] = None,
    since: Annotated[
        Text, typer.Option("--from", metavar="DATE", help="The first day; last year's if left out.", show_default=False)
    ] = None,
    home: Home = None,
) -> None:
    """Bring in the European Central Bank's CSV of reference rates; what the book has stays.

    Examples:
      va rate import eurofxref-hist.csv
      va rate import eurofxref-hist.csv --currency USD --currency CHF --from 2026-01-01
    """
    from vabackoffice.usecases import exchange_rates

    with invocation.open_desk() as desk:
        first = desk.day(since)
        kept_in = home or desk.about.currency
        new, known = exchange_rates.import_rates(desk.book, desk.now, file, kept_in, currency or [], first)
    codes = sorted({one.currency for one in new})
    said = f"{len(new)} new rates" + (f" ({', '.join(codes)}, {new[0].on} to {new[-1].on})" if new else "")
    output.show({"new": len(new), "known": known, "currencies": codes}, f"{said}, {known} known already.")


def _line(rate: RateOn) -> str:
    return f"1 {rate.currency} is {rate.rate:f} {rate.in_currency} ({rate.source})"


def _json(rate: RateOn) -> dict[str, Any]:
    return {
        "currency": rate.currency,
        "in": rate.in_currency,
        "on": rate.on.isoformat(),
        "rate": f"{rate.rate:f}",
        "source": rate.source,
    }
