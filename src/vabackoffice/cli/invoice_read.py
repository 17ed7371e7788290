"""`va invoice read`, `received`: electronic invoices that came in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output

if TYPE_CHECKING:
    from decimal import Decimal

    from vabackoffice.einvoice.model import Document, Line, Party
    from vabackoffice.storage.reads.received import Received

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("read")
def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", show_default=False)],
    keep: Annotated[bool, typer.Option("--keep", help="Keep it in the book, to be booked as an expense.")] = False,
) -> None:
    """Show a received electronic invoice: Factur-X, ZUGFeRD, XRechnung, Peppol, NLCIUS or FatturaPA, PDF or XML.

    Examples:
      va invoice read e-invoice.pdf --keep
    """
    from vabackoffice.cli.files import read_whole
    from vabackoffice.einvoice.read import read_invoice

    content = read_whole(file)
    document = read_invoice(content)
    sha256 = None
    if keep:
        from vabackoffice.usecases.received import keep_received

        with invocation.open_desk() as desk:
            sha256 = keep_received(desk.book, desk.now, document, content)
    kept = "\n\nKept in the book: 'va invoice received' lists what came in." if keep else ""
    output.show(_json(document) | {"kept": sha256}, _text(document) + kept)


@app.command("received")
def received() -> None:
    """List the electronic invoices that came in.

    Examples:
      va invoice received
    """
    from vabackoffice.storage.reads.received import received_invoices

    with invocation.open_desk() as desk:
        found = received_invoices(desk.book)
    if invocation.current.json:
        output.print_json({"received": [_received_json(one) for one in found]})
    elif not found:
        output.say("Nothing came in: 'va invoice read FILE --keep' keeps an electronic invoice.")
    else:
        rows = [[one.issue_date, one.seller, one.number, str(one.net), str(one.total)] for one in found]
        headings = (("Date", "left"), ("From", "left"), ("Number", "left"), ("Net", "right"), ("Total", "right"))
        output.print_table(headings, rows, title="Received invoices")


def _received_json(one: Received) -> dict[str, Any]:
    amounts = {name: str(getattr(one, name).amount) for name in ("net", "vat", "total")}
    facts = {name: getattr(one, name) for name in ("id", "seller", "number", "issue_date", "received_on", "sha256")}
    return facts | {"currency": one.total.currency} | amounts


def _json(document: Document) -> dict[str, Any]:
    totals, currency = document.totals, document.currency
    payment = document.payment
    return {
        "kind": "credit_note" if document.is_credit_note else "invoice",
        "number": document.number,
        "issue_date": document.issue_date,
        "due_date": document.due_date,
        "seller": _party_json(document.seller),
        "buyer": _party_json(document.buyer),
        "currency": currency,
        "lines": [_line_json(one, currency) for one in document.lines],
        "net": _amount(totals.net, currency),
        "vat": _amount(totals.vat, currency),
        "total": _amount(totals.gross, currency),
        "payable": _amount(totals.payable, currency),
        "payment_reference": payment.reference if payment else "",
        "iban": payment.account if payment else "",
    }


def _party_json(party: Party) -> dict[str, str]:
    return {"name": party.name, "country": party.address.country, "vat_id": party.vat_id}


def _line_json(line: Line, currency: str) -> dict[str, str]:
    worth = {"quantity": f"{line.quantity:f}", "unit_price": f"{line.price:f}", "net": _amount(line.net, currency)}
    return {"text": line.name, "unit": line.unit} | worth


def _amount(amount: Decimal, currency: str) -> str:
    from vabackoffice.domain.money import Money

    return str(Money.of(amount, currency).amount)


def _text(document: Document) -> str:
    kind = "Credit note" if document.is_credit_note else "Invoice"
    currency, totals = document.currency, document.totals
    due = f", due {document.due_date}" if document.due_date else ""
    parties = [("From", document.seller), ("To", document.buyer)]
    head = [f"{kind} {document.number} of {document.issue_date}{due}"]
    head += [f"{word} {one.name}, {one.address.country} {one.vat_id}".rstrip() for word, one in parties]
    lines = [
        f"{one.name}: {one.quantity:f} x {one.price:f} = {_amount(one.net, currency)} {currency}"
        for one in document.lines
    ]
    sums = [("Net", totals.net), ("VAT", totals.vat), ("Total", totals.gross), ("To be paid", totals.payable)]
    table = [f"{name:<12}{_amount(amount, currency):>12} {currency}" for name, amount in sums]
    return "\n".join([*head, "", *lines, "", *table])
