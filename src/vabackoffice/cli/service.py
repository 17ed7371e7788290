"""`va service`: kinds of work, and bundles of them."""

from __future__ import annotations

from typing import Annotated

import typer

from vabackoffice.cli import invocation, output

app = typer.Typer(rich_markup_mode=None, add_completion=False, no_args_is_help=True, help="Kinds of work.")

Text = str | None


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", show_default=False)],
    price: Annotated[Text, typer.Option(metavar="AMOUNT", help="Price of a unit, for everybody.")] = None,
    unit: Annotated[
        Text, typer.Option(metavar="UNIT", help="hour (when left out; bundle for one), piece, post, page, trip …")
    ] = None,
    bundle: Annotated[
        Text, typer.Option(metavar="PARTS", help="What it holds, sold at one price: 'post:10,story:5'.")
    ] = None,
) -> None:
    """Add a kind of work, with a price of its own if it has one, or a bundle of others.

    Examples:
      va service add inbox
      va service add "social post" --price 12 --unit post
      va service add starter --bundle "social post:10,inbox:2" --price 150
    """
    from vabackoffice.cli.task_text import bundle_json
    from vabackoffice.domain.bundle import say_bundle
    from vabackoffice.domain.price_steps import say_row
    from vabackoffice.usecases.services import add_service

    with invocation.open_desk() as desk:
        added = add_service(desk.book, desk.now, name, price, unit, desk.about.currency, bundle or "")
    contents = f" ({say_bundle(added.bundle)})" if added.bundle else ""
    said = f" at {say_row(added.price)}" if added.price else ""
    body = {"service": added.name, "bundle": bundle_json(added.bundle)}
    output.show(body, f"Added service {added.name}{contents}{said}.")


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


@app.command("show")
def show(name: Annotated[str, typer.Argument(metavar="SERVICE", show_default=False)]) -> None:
    """Show what a service costs, and what is in it if it is a bundle.

    Examples:
      va service show starter
    """
    from vabackoffice.cli.price import price_json
    from vabackoffice.cli.task_text import bundle_json
    from vabackoffice.domain.bundle import say_bundle
    from vabackoffice.domain.price_steps import say_row
    from vabackoffice.usecases.services import look_at_service

    with invocation.open_desk() as desk:
        found = look_at_service(desk.book, name)
    contents = [f"Holds {say_bundle(found.bundle)}"] if found.bundle else []
    prices = [
        f"{payer or 'all'}: {say_row(price)} from {price.valid_from or 'the beginning'} on"
        for payer, price in found.prices
    ]
    body = {
        "service": found.name,
        "bundle": bundle_json(found.bundle),
        "prices": [price_json(payer, price) for payer, price in found.prices],
    }
    output.show(body, "\n".join([found.name, *contents, *(prices or ["No price yet."])]))
