"""`va quote`: offers to clients, and what they become."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.options import refuse_nothing
from vabackoffice.cli.quote_lines import line, offer
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.quote import Quote

app = typer.Typer(
    rich_markup_mode=None, add_completion=False, no_args_is_help=True, help="Offers to clients, and what they become."
)

Text = str | None
QuoteName = Annotated[str, typer.Argument(metavar="QUOTE", show_default=False)]
Valid = Annotated[
    Text, typer.Option("--valid", metavar="DAYS|DATE", help="'30d' from today, the last day, or 'never'.")
]
Notes = Annotated[Text, typer.Option(metavar="TEXT", help="Printed below the offer.", show_default=False)]
On = Annotated[Text, typer.Option("--on", metavar="DATE", help="The day of the answer; today when left out.")]


@app.command("add")
def add(
    handle: Annotated[str, typer.Argument(metavar="HANDLE", show_default=False)],
    title: Annotated[list[str] | None, typer.Argument(metavar="[TITLE...]", show_default=False)] = None,
    valid: Valid = "30d",
    notes: Notes = None,
) -> None:
    """Begin a quote; fill it with 'va quote line' and 'va quote offer'.

    Examples:
      va quote add acme Newsletter and inbox --valid 30d
    """
    from vabackoffice.usecases.quotes import add_quote

    with invocation.open_desk() as desk:
        until = _last_day(desk, valid or "never")
        quote = add_quote(desk.book, desk.now, handle, " ".join(title or []), until, notes or "")
        _show(desk, quote, f"Added quote {quote.number} for {quote.client}{_until(quote)}.")


app.command("line")(line)
app.command("offer")(offer)


@app.command("list")
def list_quotes(
    client: Annotated[Text, typer.Argument(metavar="[CLIENT]", show_default=False)] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only what can still be accepted.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """List quotes.

    Examples:
      va quote list
      va quote list acme --open
    """
    from vabackoffice.cli.quote_text import print_quotes
    from vabackoffice.storage.reads.quotes import read_quotes
    from vabackoffice.usecases.targets import find_client

    with invocation.open_desk() as desk:
        handle = find_client(desk.book, client, archived=True) if client else None
        found = read_quotes(desk.book, client=handle)
        today = desk.today
    print_quotes([one for one in found if not only_open or one.status(today) == "open"], today, csv=csv)


@app.command("show")
def show(name: QuoteName) -> None:
    """Show a quote: its lines, and what each option costs.

    Examples:
      va quote show Q-2026-0001
    """
    from vabackoffice.usecases.quotes import find_quote

    with invocation.open_desk() as desk:
        _show(desk, find_quote(desk.book, name), "")


@app.command("edit")
def edit(
    name: QuoteName,
    title: Annotated[Text, typer.Option(metavar="TEXT", help="What it is about.", show_default=False)] = None,
    valid: Valid = None,
    notes: Notes = None,
    number: Annotated[int | None, typer.Option("--line", metavar="N", help="Which line to change.")] = None,
    text: Annotated[Text, typer.Option(metavar="TEXT", help="The line's new text.")] = None,
    qty: Annotated[Text, typer.Option("--qty", metavar="N", help="The line's new quantity.")] = None,
    price: Annotated[Text, typer.Option(metavar="AMOUNT", help="The line's new price.")] = None,
    option: Annotated[Text, typer.Option(metavar="NAME", help="The line's option; '' for every one.")] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the line off.")] = False,
) -> None:
    """Change a quote that is not answered yet: what it says, or one line.

    Examples:
      va quote edit Q-2026-0001 --valid 2026-12-31 --notes "Prices hold for this year."
      va quote edit Q-2026-0001 --line 1 --price 75
    """
    from vabackoffice.usecases import quotes

    of_line = _line_changes(number, text=text, qty=qty, price=price, option=option, remove=remove)
    of_quote: dict[str, Any] = {key: value for key, value in (("title", title), ("notes", notes)) if value is not None}
    refuse_nothing(of_line or of_quote or remove or valid, "va quote edit")
    with invocation.open_desk() as desk:
        if valid:
            of_quote["valid_until"] = _last_day(desk, valid)
        quote = quotes.change_quote(
            desk.book, desk.now, name, "quote edit", quotes.changed(number, of_quote, of_line, remove=remove)
        )
        _show(desk, quote, f"Changed quote {quote.number}.")


@app.command("delete")
def delete(name: QuoteName) -> None:
    """Delete a quote that is not answered yet; 'va undo' brings it back.

    Examples:
      va quote delete Q-2026-0001 --yes
    """
    from vabackoffice.usecases.quotes import delete_quote, find_quote

    with invocation.open_desk() as desk:
        quote = find_quote(desk.book, name)
        invocation.confirm(f"Deleting quote {quote.number} for {quote.client}")
        delete_quote(desk.book, desk.now, quote)
    output.show({"deleted": quote.number}, f"Deleted quote {quote.number}.")


@app.command("pdf")
def pdf(
    name: QuoteName,
    file: Annotated[
        Path | None, typer.Option("-o", metavar="FILE", help="Where to; its own name here when left out.")
    ] = None,
) -> None:
    """Write a quote as a PDF in the client's language.

    Examples:
      va quote pdf Q-2026-0001 -o quote.pdf
    """
    from vabackoffice.cli.files import write_new
    from vabackoffice.usecases.quoted import quote_pdf
    from vabackoffice.usecases.quotes import find_quote

    with invocation.open_desk() as desk:
        quote = find_quote(desk.book, name)
        content, usual = quote_pdf(desk.book, quote, invocation.template_folder())
    path = write_new(file or Path(usual), content)
    output.show({"file": str(path), "quote": quote.number}, f"Wrote {path}")


@app.command("accept")
def accept(
    name: QuoteName,
    option: Annotated[Text, typer.Option(metavar="NAME", help="Which one, where several are offered.")] = None,
    on: Annotated[
        Text, typer.Option("--on", metavar="DATE", help="From which day it holds; today when left out.")
    ] = None,
) -> None:
    """Write down that the client accepted: its terms hold from a day on, its work becomes tasks.

    Examples:
      va quote accept Q-2026-0001 --option B --on 2026-06-01
    """
    from vabackoffice.cli.quote_text import accepted_json, accepted_text
    from vabackoffice.usecases.accepting import accept_quote
    from vabackoffice.usecases.quotes import find_quote

    with invocation.open_desk() as desk:
        day = desk.day(on, future=True) or desk.today
        quote = find_quote(desk.book, name)
        if quote.status(min(day, desk.today)) == "expired":
            invocation.confirm(f"Accepting quote {quote.number}, which expired on {quote.valid_until}")
        done = accept_quote(desk.book, desk.now, name, option, day)
    output.show(accepted_json(done, day), accepted_text(done, day))


@app.command("decline")
def decline(
    name: QuoteName,
    reason: Annotated[Text, typer.Option(metavar="TEXT", help="Why, for yourself.", show_default=False)] = None,
    on: On = None,
) -> None:
    """Write down that the client said no.

    Examples:
      va quote decline Q-2026-0002 --reason "Too early"
    """
    from vabackoffice.usecases.quotes import decline_quote

    with invocation.open_desk() as desk:
        quote = decline_quote(desk.book, desk.now, name, desk.day(on) or desk.today, reason or "")
    body = {"declined": quote.number, "on": quote.declined_on, "reason": quote.chosen or None}
    output.show(body, f"Quote {quote.number} was declined on {quote.declined_on}.")


def _show(desk: Desk, quote: Quote, said: str) -> None:
    from vabackoffice.cli.quote_text import quote_json, quote_text
    from vabackoffice.usecases.quoted import read_choices_or_say

    choices = read_choices_or_say(desk.book, quote)
    text = f"{said}\n\n" if said else ""
    output.show(quote_json(quote, desk.today, choices), text + quote_text(quote, desk.today, choices))


def _last_day(desk: Desk, text: str) -> date | None:
    """Return the last day that `30d`, `never` or a date means."""
    from datetime import timedelta

    from vabackoffice.domain.package_reading import read_expiry

    read = read_expiry(text, lambda typed: desk.day(typed, future=True))
    return desk.today + timedelta(days=read.days) if read.days is not None else read.on


def _until(quote: Quote) -> str:
    return f", valid until {quote.valid_until}" if quote.valid_until else ""


def _line_changes(
    number: int | None, *, text: str | None, qty: str | None, price: str | None, option: str | None, remove: bool
) -> dict[str, Any]:
    """Return what shall change on a line, by field."""
    from vabackoffice.domain.handle import check_name
    from vabackoffice.domain.number import parse_decimal

    changes: dict[str, Any] = {"text": check_name(text, "text")} if text is not None else {}
    changes |= {"quantity": parse_decimal(qty)} if qty is not None else {}
    changes |= {key: value for key, value in (("price", price), ("option", option)) if value is not None}
    if number is None and (changes or remove):
        message = "It is not said which line shall change."
        raise InvalidInputError(message, "Name it: '--line 1' is the first one of 'va quote show QUOTE'.")
    return changes
