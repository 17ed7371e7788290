"""`va package`: hours sold in blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.options import given, refuse_nothing

if TYPE_CHECKING:
    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.package_reading import Expiry

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Hours sold in blocks: sell, list, edit, delete.",
)

Text = str | None
PackageId = Annotated[int, typer.Argument(metavar="ID", show_default=False)]
Hours = Annotated[Text, typer.Option(metavar="H", help="How many hours: '10', '7h30'.", show_default=False)]
Price = Annotated[Text, typer.Option(metavar="AMOUNT", help="For the whole package, without VAT.", show_default=False)]
Expires = Annotated[Text, typer.Option(metavar="DAYS|DATE", help="'60d' after the purchase, the last day, or 'never'.")]


@app.command("sell")
def sell(
    handle: Annotated[Text, typer.Argument(metavar="HANDLE", show_default=False)] = None,
    hours: Hours = None,
    price: Price = None,
    on: Annotated[Text, typer.Option("--on", metavar="DATE", help="The day of purchase; today when left out.")] = None,
    expires: Expires = None,
    from_first_use: Annotated[
        bool, typer.Option("--from-first-use", help="The days begin with the first work that draws on it.")
    ] = False,
) -> None:
    """Sell a block of hours; the next invoice bills it.

    Examples:
      va package sell acme --hours 10 --price 400
      va package sell acme --hours 10 --price 400 --on 2026-03-01 --expires 60d
      va package sell acme/inbox --hours 5 --price 190 --expires 30d --from-first-use
    """
    from vabackoffice.cli.package_text import package_json, package_line
    from vabackoffice.usecases.packages import sell_package

    with invocation.open_desk() as desk:
        handle = handle or invocation.ask("The client", "HANDLE")
        hours = hours or invocation.ask("The number of hours", "--hours H")
        price = price or invocation.ask("The price", "--price AMOUNT")
        day = desk.day(on) or desk.today
        until = _expiry(desk, expires or "never")
        sold = sell_package(desk.book, desk.now, handle, hours, price, day, until, from_first_use=from_first_use)
    output.show({"package": package_json(sold)}, f"Sold {package_line(sold)}")


@app.command("list")
def list_packages(
    handle: Annotated[Text, typer.Argument(metavar="[HANDLE]", show_default=False)] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """List packages: what is left of each, and until when it can be used.

    Examples:
      va package list
      va package list acme
    """
    from vabackoffice.cli.package_text import COLUMNS, package_json, print_packages
    from vabackoffice.usecases import packages

    with invocation.open_desk() as desk:
        found = packages.list_packages(desk.book, desk.today, handle)
    rows = [package_json(sold) for sold in found]
    if csv:
        from vabackoffice.documents.tabular import write_csv

        output.say(write_csv(rows, COLUMNS).rstrip("\n"))
    elif invocation.current.json:
        output.print_json({"packages": rows})
    else:
        print_packages(found)


@app.command("edit")
def edit(
    ctx: typer.Context,
    package_id: PackageId,
    hours: Hours = None,
    price: Price = None,
    on: Annotated[Text, typer.Option("--on", metavar="DATE", help="The day of purchase.")] = None,
    expires: Expires = None,
    from_first_use: Annotated[
        bool | None, typer.Option("--from-first-use/--from-purchase", help="When its days begin.", show_default=False)
    ] = None,
) -> None:
    """Correct a package that is not billed yet.

    Examples:
      va package edit 1 --hours 12 --price 470
      va package edit 1 --expires 2026-12-31
    """
    from vabackoffice.cli.package_text import package_json, package_line
    from vabackoffice.usecases.packages import edit_package

    refuse_nothing(given(ctx, without=("package_id",)), "va package edit")
    with invocation.open_desk() as desk:
        sold = edit_package(
            desk.book,
            desk.now,
            package_id,
            hours=hours,
            price=price,
            on=desk.day(on),
            expiry=_expiry(desk, expires) if expires else None,
            from_first_use=from_first_use,
        )
    output.show({"package": package_json(sold)}, f"Now {package_line(sold)}")


@app.command("delete")
def delete(package_id: PackageId) -> None:
    """Delete a package that is not billed; 'va undo' brings it back.

    Examples:
      va package delete 1 --yes
    """
    from vabackoffice.cli.package_text import package_json, package_line
    from vabackoffice.usecases.packages import delete_package, find_package

    with invocation.open_desk() as desk:
        invocation.confirm(f"Deleting {package_line(find_package(desk.book, desk.today, package_id))}")
        sold = delete_package(desk.book, desk.now, package_id)
    output.show({"deleted": package_json(sold)}, f"Deleted {package_line(sold)}")


def _expiry(desk: Desk, text: str) -> Expiry:
    from vabackoffice.domain.package_reading import read_expiry

    return read_expiry(text, lambda typed: desk.day(typed, future=True))
