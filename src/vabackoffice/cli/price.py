"""`va price`: what a unit of a service costs, from which day on."""

from __future__ import annotations

from typing import Annotated

import typer

from vabackoffice.cli import invocation, output

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="What a unit of a service costs, from which day on.",
)


@app.command("set")
def set_price(
    client: Annotated[str, typer.Argument(metavar="CLIENT|all", show_default=False)],
    service: Annotated[str, typer.Argument(metavar="SERVICE", show_default=False)],
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", show_default=False)],
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The first day.", show_default=False)
    ] = None,
    unit: Annotated[str, typer.Option(metavar="UNIT", help="hour, piece, post, page, call, trip …")] = "hour",
    currency: Annotated[
        str | None, typer.Option(metavar="CODE", help="Other than the client's.", show_default=False)
    ] = None,
) -> None:
    """Set what a unit of a service costs a client, or everybody ('all').

    Examples:
      va price set acme "social post" 12 --unit post --from 2026-01-01
    """
    from vabackoffice.domain.rate import price_text, say_price
    from vabackoffice.usecases import services
    from vabackoffice.usecases.targets import find_client

    with invocation.open_desk() as desk:
        payer = None if client == "all" else find_client(desk.book, client)
        first = desk.day(since, future=True)
        code = currency or ("" if payer else desk.about.currency)
        price = services.set_price(desk.book, desk.now, payer, service, amount, unit=unit, currency=code, since=first)
    body = {"client": payer, "service": price.service, "unit": unit, "currency": price.currency, "from": first}
    said = say_price(price.amount, price.currency)
    text = f"{price.service} costs {payer or 'all'} {said} per {unit} from {first or 'the beginning'} on."
    output.show(body | {"amount": price_text(price.amount, price.currency)}, text)


@app.command("list")
def list_prices(
    client: Annotated[str | None, typer.Argument(metavar="[CLIENT]", show_default=False)] = None,
) -> None:
    """List prices.

    Examples:
      va price list
    """
    from vabackoffice.storage.reads import terms
    from vabackoffice.usecases.targets import find_client

    with invocation.open_desk() as desk:
        found = terms.list_prices(desk.book, find_client(desk.book, client) if client else None)
    if invocation.current.json:
        output.print_json({"prices": found})
        return
    if not found:
        output.say("No prices yet: 'va price set CLIENT SERVICE AMOUNT'.")
        return
    headings = (("Service", "left"), ("For", "left"), ("Price", "right"), ("Per", "left"), ("From", "left"))
    rows = [
        [row["service"], row["client"] or "all", f"{row['amount']} {row['currency']}", row["unit"], row["from"] or ""]
        for row in found
    ]
    output.print_table(headings, rows)
