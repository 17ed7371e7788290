"""`va invoice recurring`: what is billed again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.invoice import Text
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.usecases.recurring_invoices import ComesBack

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_COLUMNS = ("kind", "client", "engagement", "text", "every", "next_on", "amount", "currency")


@app.command("recurring")
def recurring(
    action: Annotated[str, typer.Argument(metavar="list", show_default=False)],
    client: Annotated[Text, typer.Argument(metavar="[CLIENT]", show_default=False)] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """List what comes back: retainers, recurring tasks, packages that renew themselves, each with its next day.

    Examples:
      va invoice recurring list
      va invoice recurring list bakery
    """
    from vabackoffice.usecases.recurring_invoices import comes_back
    from vabackoffice.usecases.targets import find_client

    if action != "list":
        message = f"'va invoice recurring {action}' is not understood."
        raise InvalidInputError(message, "It is 'va invoice recurring list'.")
    with invocation.open_desk() as desk:
        handle = find_client(desk.book, client, archived=True) if client else None
        found = comes_back(desk.book, desk.today, handle)
    if invocation.current.json:
        output.print_json({"recurring": [_json(one) for one in found]})
    elif csv:
        from vabackoffice.documents.tabular import write_csv

        output.say(write_csv([_json(one) for one in found], _COLUMNS).rstrip("\n"))
    else:
        _print(found)


def _json(one: ComesBack) -> dict[str, Any]:
    """Return what comes back as scripts read it; a package has no day until its bank is low."""
    money = {"amount": str(one.amount.amount), "currency": one.amount.currency} if one.amount else {}
    return one._asdict() | {
        "next_on": one.next_on.isoformat() if one.next_on else None,
        "amount": money.get("amount"),
        "currency": money.get("currency"),
    }


def _print(found: Sequence[ComesBack]) -> None:
    if not found:
        output.say("Nothing comes back: no retainer, no recurring task, no package that renews itself.")
        return
    headings = (("Next", "left"), ("For", "left"), ("What", "left"), ("Every", "left"), ("Amount", "right"))
    cells = [
        [str(one.next_on or ""), f"{one.client}/{one.engagement}", one.text, one.every, str(one.amount or "")]
        for one in found
    ]
    output.print_table(headings, cells)
