"""`va pay`: book a payment on an invoice, or list payments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.ledger import Payment
    from vabackoffice.domain.money import Money
    from vabackoffice.usecases.payments import Booked

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Text = str | None
# A negative amount looks like an option; one that is not known is therefore taken as an argument.
_NEGATIVE = {"ignore_unknown_options": True}


@app.command("pay", context_settings=_NEGATIVE)
def pay(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER|list", show_default=False)],
    amount: Annotated[Text, typer.Argument(metavar="AMOUNT|[CLIENT]", show_default=False)] = None,
    on: Annotated[
        Text, typer.Option("--on", metavar="DATE", help="When; today if left out.", show_default=False)
    ] = None,
    fee: Annotated[Text, typer.Option(metavar="AMOUNT", help="Kept by bank or processor.", show_default=False)] = None,
    withheld: Annotated[Text, typer.Option(metavar="AMOUNT", help="Tax the client kept.", show_default=False)] = None,
    rate: Annotated[Text, typer.Option(metavar="RATE", help="What one unit was worth.", show_default=False)] = None,
    method: Annotated[Text, typer.Option(metavar="TEXT", help="bank, PayPal, cash …", show_default=False)] = None,
    note: Annotated[Text, typer.Option(metavar="TEXT", help="Anything to remember.", show_default=False)] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print the list as CSV.")] = False,
) -> None:
    """Book a payment on an invoice, or list payments: 'va pay list [CLIENT]'.

    AMOUNT and the withheld tax settle the invoice; the bank got AMOUNT less
    the fee. A negative AMOUNT is money that went back and opens the invoice again.

    Examples:
      va pay 2026-0001 1210 --on yesterday
      va pay 2026-0002 500 --fee 14.80 --method PayPal
      va pay 2026-0003 1000 --rate 0.92
      va pay 2026-0001 -100
      va pay list acme
    """
    from vabackoffice.cli.options import given

    options = [name for name, value in given(ctx, ("number", "amount")).items() if value is not False]
    if number == "list":
        _refuse_options(options, {"csv"}, "'va pay list' takes a client and '--csv' only.")
        _list(amount, csv=csv)
        return
    _refuse_options(options, {"on", "fee", "withheld", "rate", "method", "note"}, "It belongs to 'va pay list'.")
    from vabackoffice.usecases.payments import Typed, book_payment, booked_json

    with invocation.open_desk() as desk:
        paid = amount if amount is not None else invocation.ask("The amount", f"va pay {number} AMOUNT")
        typed = Typed(paid, fee, withheld, rate, method, note)
        day = desk.day(on) or desk.today
        booked = book_payment(desk.book, desk.now, desk.about, number, typed, day, keep_credit=invocation.current.yes)
        said = _said(desk, booked, expected=withheld is None)
    output.show(booked_json(booked, desk.today), "\n".join(said))


def _refuse_options(typed: list[str], known: set[str], hint: str) -> None:
    for name in typed:
        if name not in known:
            message = f"'--{name}' does not go with this."
            raise InvalidInputError(message, hint)


def _said(desk: Desk, booked: Booked, *, expected: bool) -> list[str]:
    """Return how the payment was read, what it did, and where the invoice stands."""
    from vabackoffice.domain.civil_date import format_date

    payment, invoice = booked.payment, booked.invoice.invoice
    way = "back from" if payment.amount.minor < 0 else "on"
    paid = f"{_size(payment.amount)} {way} {invoice.number} of {invoice.buyer.name}"
    lines = [f"Booked {paid}, {format_date(payment.paid_on)}."]
    if payment.withheld:
        how = ", in proportion; '--withheld AMOUNT' says otherwise" if expected else ""
        lines.append(f"Withheld by the client: {payment.withheld}{how}.")
    if payment.fee:
        at_bank = payment.amount - payment.fee
        lines.append(f"Fee {payment.fee}: the bank {'gave' if at_bank.minor < 0 else 'got'} {_size(at_bank)}.")
    lines += _rate_said(payment, desk.about.currency)
    if payment.paid_on < invoice.issue_date and payment.amount.minor > 0:
        lines.append(f"That is before {invoice.number} was issued ({invoice.issue_date}): an advance.")
    return [*lines, *_credit_said(booked), _stand(booked, desk.today)]


def _size(amount: Money) -> str:
    return str(-amount if amount.minor < 0 else amount)


def _rate_said(payment: Payment, home: str) -> list[str]:
    from vabackoffice.domain.exchange_rate import convert

    if payment.rate:
        worth = convert(payment.amount, payment.rate, home)
        return [f"At {payment.rate} {home} for 1 {payment.amount.currency}: {worth}."]
    if payment.amount.currency != home:
        return [f"Without '--rate' the tax year lists it in {payment.amount.currency}, apart from {home}."]
    return []


def _credit_said(booked: Booked) -> list[str]:
    credit, client = booked.settlement.credit, booked.payment.client
    if credit.minor > 0:
        return [f"{credit} is more than was open: kept as credit of {client}."]
    return [f"{-credit} of it was credit of {client}."] if credit else []


def _stand(booked: Booked, today: date) -> str:
    from vabackoffice.usecases.standing import open_of, rest_of, standing

    issued = booked.invoice
    status = standing(issued, today).replace("_", " ")
    still_open = open_of(issued)
    to_withhold = rest_of(issued) - still_open
    tax = f", {to_withhold} yet to be withheld" if to_withhold else ""
    return f"{issued.invoice.number} is {status}: {issued.paid.amount} paid, {still_open} open{tax}."


_COLUMNS = (
    "id",
    "date",
    "client",
    "currency",
    "amount",
    "withheld",
    "fee",
    "rate",
    "method",
    "note",
    "invoices",
    "unallocated",
)


def _list(client: str | None, *, csv: bool) -> None:
    from vabackoffice.storage.reads.payments import read_owed, read_payments
    from vabackoffice.usecases.payments import owed_json, payment_json
    from vabackoffice.usecases.targets import find_client

    with invocation.open_desk() as desk:
        handle = find_client(desk.book, client, archived=True) if client else None
        found, owed = read_payments(desk.book, client=handle), read_owed(desk.book, handle)
    if csv:
        from vabackoffice.documents.tabular import write_csv

        rows = [payment_json(payment) | {"invoices": _invoices(payment)} for payment in found]
        output.say(write_csv(rows, _COLUMNS).rstrip("\n"))
    elif invocation.current.json:
        body = {"payments": [payment_json(payment) for payment in found], "owed": [owed_json(one) for one in owed]}
        output.print_json(body)
    elif not found:
        output.say("No payments yet. 'va pay NUMBER AMOUNT' books one.")
    else:
        headings = ["Date", "Client", "Invoice", "Amount", "Withheld", "Fee", ""]
        sides = ["left", "left", "left", "right", "right", "right", "left"]
        output.print_table(list(zip(headings, sides, strict=True)), [_cells(payment) for payment in found])
        for one in owed:
            how = f"'va pay {one.invoice} -{one.amount.amount}' when it goes back"
            output.say(
                f"{one.client} has {one.amount} to get back: {one.invoice} was credited after it was paid; {how}."
            )


def _invoices(payment: Payment) -> str:
    return " ".join(payment.invoices)


def _cells(payment: Payment) -> list[str]:
    extras: list[Any] = [payment.method, f"credit {payment.unallocated.amount}" if payment.unallocated else ""]
    extras += [f"at {payment.rate}" if payment.rate else "", payment.note]
    return [
        payment.paid_on.isoformat(),
        payment.client,
        _invoices(payment),
        str(payment.amount),
        str(payment.withheld.amount) if payment.withheld else "",
        str(payment.fee.amount) if payment.fee else "",
        ", ".join(extra for extra in extras if extra),
    ]
