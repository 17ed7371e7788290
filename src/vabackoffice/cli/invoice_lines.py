"""`va invoice add` and `edit`: the lines of a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation
from vabackoffice.cli.invoice import DraftName, Notes, Text, Vat
from vabackoffice.cli.invoice_drafts import show_drafts
from vabackoffice.cli.options import refuse_nothing
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.domain.draft import Draft

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("add")
def add(
    name: DraftName,
    text: Annotated[str, typer.Argument(metavar="TEXT", show_default=False)],
    price: Annotated[
        str,
        typer.Option(
            metavar="AMOUNT", help="Of one unit; as the draft's prices, with or without VAT.", show_default=False
        ),
    ],
    qty: Annotated[str, typer.Option("--qty", metavar="N", help="How many.")] = "1",
    unit: Annotated[str, typer.Option(metavar="UNIT", help="piece, hour, post, page, call, trip …")] = "piece",
    vat: Vat = "auto",
    discount: Annotated[Text, typer.Option(metavar="10%|5", help="Off this line.", show_default=False)] = None,
) -> None:
    """Add a line of your own to a draft.

    Examples:
      va invoice add 1 "Train ticket" --qty 1 --price 23.40
      va invoice add 1 "Course material" --qty 4 --price 25 --discount 10%
    """
    from vabackoffice.domain.handle import check_name
    from vabackoffice.domain.number import parse_decimal
    from vabackoffice.domain.unit import check_unit
    from vabackoffice.usecases.drafting import add_line, edit_draft

    said, counted = check_name(text, "text"), check_unit(unit)
    quantity = parse_decimal(qty)
    with invocation.open_desk() as desk:
        found = edit_draft(
            desk.book,
            desk.now,
            name,
            lambda old: add_line(
                old, said, quantity=quantity, unit=counted, price=price, vat=vat, discount=discount or ""
            ),
        )
    show_drafts([found])


@app.command("edit")
def edit(
    name: DraftName,
    discount: Annotated[
        Text,
        typer.Option(metavar="10%|50", help="Off the whole invoice, or off --line; '' for none.", show_default=False),
    ] = None,
    notes: Notes = None,
    line: Annotated[int | None, typer.Option(metavar="N", help="Which line to change.", show_default=False)] = None,
    text: Annotated[Text, typer.Option(metavar="TEXT", help="The line's new text.", show_default=False)] = None,
    qty: Annotated[
        Text, typer.Option("--qty", metavar="N", help="The line's new quantity.", show_default=False)
    ] = None,
    price: Annotated[Text, typer.Option(metavar="AMOUNT", help="The line's new price.", show_default=False)] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the line off; its work is unbilled again.")] = False,
) -> None:
    """Change a draft: discount, notes, or one line.

    Examples:
      va invoice edit 1 --notes "Thank you for the quick answer."
      va invoice edit 1 --line 2 --text "Newsletter, March"
      va invoice edit 1 --line 2 --discount 5
    """
    from dataclasses import replace

    from vabackoffice.usecases.drafting import change_line, edit_draft, remove_line

    of_draft: dict[str, Any] = {"notes": notes} if notes is not None else {}
    of_draft |= {"discount": discount} if discount is not None and line is None else {}
    of_line = _line_changes(line, text=text, qty=qty, price=price, remove=remove)
    of_line |= {"discount": discount} if discount is not None and line is not None else {}
    refuse_nothing(of_draft or of_line or remove, "va invoice edit")

    def change(draft: Draft) -> Draft:
        if line is not None:
            draft = remove_line(draft, line) if remove else change_line(draft, line, **of_line)
        return replace(draft, **of_draft)

    with invocation.open_desk() as desk:
        found = edit_draft(desk.book, desk.now, name, change)
    show_drafts([found])


def _line_changes(
    line: int | None, *, text: str | None, qty: str | None, price: str | None, remove: bool
) -> dict[str, Any]:
    """Return what shall change on a line, by field."""
    from vabackoffice.domain.handle import check_name
    from vabackoffice.domain.number import parse_decimal

    changes: dict[str, Any] = {"text": check_name(text, "text")} if text is not None else {}
    changes |= {"quantity": parse_decimal(qty)} if qty is not None else {}
    changes |= {"price": price} if price is not None else {}
    if line is None and (changes or remove):
        message = "It is not said which line shall change."
        raise InvalidInputError(message, "Name it: '--line 1' is the first one of 'va invoice preview DRAFT'.")
    return changes
