"""`va price`: what a unit of a service costs, from which day on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output

if TYPE_CHECKING:
    from vabackoffice.domain.rate import PriceRow

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="What a unit of a service costs, from which day on.",
)

Text = str | None


@app.command("set")
def set_price(
    client: Annotated[str, typer.Argument(metavar="CLIENT|all", show_default=False)],
    service: Annotated[str, typer.Argument(metavar="SERVICE", show_default=False)],
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", show_default=False)],
    since: Annotated[Text, typer.Option("--from", metavar="DATE", help="The first day.")] = None,
    unit: Annotated[
        Text, typer.Option(metavar="UNIT", help="hour (when left out; bundle for one), piece, post, page, trip …")
    ] = None,
    steps: Annotated[
        Text, typer.Option(metavar="STEPS", help="By volume: '20:12,10' is 12 for the first 20, then 10.")
    ] = None,
    per: Annotated[
        Text, typer.Option(metavar="month|engagement", help="What steps count in; a month when left out.")
    ] = None,
    currency: Annotated[Text, typer.Option(metavar="CODE", help="Other than the client's.")] = None,
) -> None:
    """Set what a unit of a service costs a client, or everybody ('all').

    Examples:
      va price set acme "social post" 12 --unit post --from 2026-01-01
      va price set bakery "social post" 12 --unit post --steps 20:12,10 --from 2026-01-01
    """
    from vabackoffice.domain.price_steps import say_row
    from vabackoffice.usecases import services
    from vabackoffice.usecases.targets import find_client

    with invocation.open_desk() as desk:
        payer = None if client == "all" else find_client(desk.book, client)
        first = desk.day(since, future=True)
        code = currency or ("" if payer else desk.about.currency)
        price = services.set_price(
            *(desk.book, desk.now, payer, service, amount), unit=unit, currency=code, since=first, steps=steps, per=per
        )
    said = f"{price.service} costs {payer or 'all'} {say_row(price)} from {first or 'the beginning'} on."
    output.show(price_json(payer, price), said)


@app.command("list")
def list_prices(
    client: Annotated[Text, typer.Argument(metavar="[CLIENT]", show_default=False)] = None,
) -> None:
    """List prices.

    Examples:
      va price list
    """
    from vabackoffice.domain.price_steps import say_row
    from vabackoffice.storage.reads import terms
    from vabackoffice.usecases.targets import find_client

    with invocation.open_desk() as desk:
        found = terms.list_prices(desk.book, find_client(desk.book, client) if client else None)
    if invocation.current.json:
        output.print_json({"prices": [price_json(payer, price) for payer, price in found]})
        return
    if not found:
        output.say("No prices yet: 'va price set CLIENT SERVICE AMOUNT'.")
        return
    headings = (("Service", "left"), ("For", "left"), ("Price", "right"), ("Per", "left"), ("From", "left"))
    rows = []
    for payer, price in found:
        amount, _, per = say_row(price).partition(" per ")
        rows.append([price.service, payer or "all", amount, per, str(price.valid_from or "")])
    output.print_table(headings, rows)


def price_json(client: str | None, price: PriceRow) -> dict[str, Any]:
    """Return a price as scripts read it; `per` says in what its steps count, if it has any."""
    from vabackoffice.domain.rate import price_text

    return {
        "service": price.service,
        "client": client,
        "unit": price.unit,
        "amount": price_text(price.amount, price.currency),
        "currency": price.currency,
        "from": price.valid_from.isoformat() if price.valid_from else None,
        "steps": [
            {"up_to": None if limit is None else f"{limit:f}", "amount": price_text(amount, price.currency)}
            for limit, amount in price.steps
        ],
        "per": price.steps_per if price.steps else None,
    }
