"""`va invoice credit` and `correct`: taking an issued invoice back, and putting it right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.invoice import Number, Text
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.domain.invoice import Invoice
    from vabackoffice.usecases.issuing import Issued

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Day = Annotated[
    Text, typer.Option("--date", metavar="DATE", help="The date on it; today when left out.", show_default=False)
]
Series = Annotated[
    Text, typer.Option(metavar="SERIES", help="Number series; 'credit_note' when left out.", show_default=False)
]


@app.command("credit")
def credit(
    number: Number,
    lines: Annotated[
        Text, typer.Option(metavar="1,3:0.5", help="Line 1 whole, 0.5 units of line 3.", show_default=False)
    ] = None,
    amount: Annotated[Text, typer.Option(metavar="AMOUNT", help="With VAT; of all lines.", show_default=False)] = None,
    reopen: Annotated[bool, typer.Option("--reopen", help="Make its work unbilled again.")] = False,
    date: Day = None,
    series: Series = None,
) -> None:
    """Take an invoice back with a credit note: all that is left, lines, or an amount.

    Examples:
      va invoice credit 2026-0001 --lines 2:0.5 --yes
      va invoice credit 2026-0001 --amount 25 --yes
      va invoice credit 2026-0001 --reopen --yes
    """
    from vabackoffice.domain.credit_choice import read_parts
    from vabackoffice.usecases.crediting import Wanted, credit_invoice, plan_credit

    if lines is not None and amount is not None:
        message = "'--lines' and '--amount' do not go together."
        raise InvalidInputError(message, "Credit lines and an amount with a credit note each.")
    parts = read_parts(lines) if lines is not None else None
    wanted = Wanted(parts, amount or "", reopen, series or "")
    with invocation.open_desk() as desk:
        planned = plan_credit(desk.book, number, wanted)
        invocation.confirm(f"Issuing a credit note over {planned.to_settle} for {planned.corrects}")
        day = desk.day(date, future=True) or desk.today
        folder = invocation.template_folder()
        issued = credit_invoice(desk.book, desk.now, planned.corrects, day, folder, wanted)
    output.show({"issued": [_json(issued)]}, _said(issued.invoice) + (_REOPENED if reopen else "."))


@app.command("correct")
def correct(number: Number, date: Day = None, series: Series = None) -> None:
    """Credit an invoice and draft it anew, with the same lines, to put it right.

    Examples:
      va invoice correct 2026-0002 --yes
    """
    from vabackoffice.cli.invoice_text import preview_json, preview_text
    from vabackoffice.usecases.correcting import correct_invoice
    from vabackoffice.usecases.invoices import find_invoice

    with invocation.open_desk() as desk:
        found = find_invoice(desk.book, number).invoice
        invocation.confirm(f"Issuing a credit note over {found.to_settle} for {found.number}, and drafting it anew")
        day = desk.day(date, future=True) or desk.today
        folder = invocation.template_folder()
        issued, made = correct_invoice(desk.book, desk.now, found.number or "", day, folder, series or "")
    change = f"Change it with 'va invoice edit {made.draft.id}', then issue it: 'va invoice issue {made.draft.id}'."
    text = "\n".join([f"{_said(issued.invoice)}.", "", preview_text(made), "", change])
    output.show({"issued": [_json(issued)], "drafts": [preview_json(made)]}, text)


_REOPENED = "; its work is unbilled again."


def _json(issued: Issued) -> dict[str, Any]:
    note = issued.invoice
    total = str(note.to_settle.amount)
    return {"number": note.number, "corrects": note.corrects, "total": total, "sha256": issued.sha256}


def _said(note: Invoice) -> str:
    return f"Issued {note.number}: credit note over {note.to_settle} for {note.corrects}"
