"""`va service`: kinds of work."""

from __future__ import annotations

from typing import Annotated

import typer

from vabackoffice.cli import invocation, output

app = typer.Typer(rich_markup_mode=None, add_completion=False, no_args_is_help=True, help="Kinds of work.")


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)],
    price: Annotated[
        str | None, typer.Option(metavar="AMOUNT", help="Price of a unit, for everybody.", show_default=False)
    ] = None,
    unit: Annotated[str, typer.Option(metavar="UNIT", help="hour, piece, post, page, call, trip …")] = "hour",
) -> None:
    """Add a kind of work, with a price of its own if it has one.

    Examples:
      va service add inbox
      va service add "social post" --price 12 --unit post
    """
    from vabackoffice.domain.amount import parse_price
    from vabackoffice.domain.rate import say_price
    from vabackoffice.usecases.services import add_service

    with invocation.open_desk() as desk:
        currency = desk.about.currency
        added = add_service(desk.book, desk.now, name, price, unit, currency)
    said = f" at {say_price(parse_price(price, currency), currency)} per {unit}" if price else ""
    output.show({"service": added}, f"Added service {added}{said}.")


@app.command("list")
def list_services() -> None:
    """List kinds of work.

    Examples:
      va service list
    """
    from vabackoffice.storage.reads.targets import services

    with invocation.open_desk() as desk:
        found = list(services(desk.book))
    output.show({"services": found}, "\n".join(found) or "No services yet: 'va service add NAME'.")
