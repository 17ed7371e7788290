"""`va invoice deposit` and `final`: money before the work, and its deduction from the invoice for the work."""

from __future__ import annotations

from typing import Annotated

import typer

from vabackoffice.cli import invocation
from vabackoffice.cli.invoice import DraftName, IncludeVat, Vat
from vabackoffice.cli.invoice_drafts import show_drafts

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("deposit")
def deposit(
    handle: Annotated[str, typer.Argument(metavar="HANDLE", show_default=False)],
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", show_default=False)],
    text: Annotated[str, typer.Argument(metavar="[TEXT]", show_default=False)] = "",
    vat: Vat = "auto",
    prices_include_vat: IncludeVat = None,
) -> None:
    """Draft the invoice of a deposit; AMOUNT is without VAT unless the prices include it.

    Examples:
      va invoice deposit bakery 200 "Deposit for the website"
    """
    from vabackoffice.usecases.deposits import draft_deposit
    from vabackoffice.usecases.targets import find_client

    with invocation.open_desk() as desk:
        client = find_client(desk.book, handle)
        made = draft_deposit(desk.book, desk.now, client, amount, text, vat=vat, prices_include_vat=prices_include_vat)
    show_drafts([made])


@app.command("final")
def final(
    name: DraftName,
    deposits: Annotated[
        list[str],
        typer.Option("--deposit", metavar="NUMBER", help="A deposit invoice; several times.", show_default=False),
    ],
) -> None:
    """Deduct deposits on a draft, with the VAT that they charged; each is deducted once.

    Examples:
      va invoice final bakery --deposit 2026-0004
    """
    from vabackoffice.usecases.deposits import deduct_deposits

    with invocation.open_desk() as desk:
        made = deduct_deposits(desk.book, desk.now, name, deposits)
    show_drafts([made])
