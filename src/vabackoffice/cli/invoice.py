"""`va invoice`: draft, preview, issue, show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.options import PeriodWords, refuse_nothing
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.draft import Draft
    from vabackoffice.usecases.assembling import Assembled

app = typer.Typer(
    rich_markup_mode=None, add_completion=False, no_args_is_help=True, help="Draft, preview, issue and show invoices."
)

Text = str | None
DraftName = Annotated[str, typer.Argument(metavar="DRAFT", show_default=False)]
Number = Annotated[str, typer.Argument(metavar="NUMBER", show_default=False)]
Group = Annotated[
    Text, typer.Option("--group", metavar="HOW", help="Lines by entry, day, service or one.", show_default=False)
]
Discount = Annotated[Text, typer.Option(metavar="10%|50", help="Off the whole invoice.", show_default=False)]
Vat = Annotated[str, typer.Option(metavar="CHOICE", help="auto, S, S:9, AE, E, O, G.")]
Notes = Annotated[Text, typer.Option(metavar="TEXT", help="Printed below the lines.", show_default=False)]


@app.command("draft")
def draft(
    handle: Annotated[str, typer.Argument(metavar="HANDLE", show_default=False)],
    period: PeriodWords = None,
    group: Group = None,
    discount: Discount = None,
    notes: Notes = None,
    vat: Vat = "auto",
) -> None:
    """Draft a client's invoice; all that is unbilled until today, or a period's work.

    Examples:
      va invoice draft acme
      va invoice draft acme last month --group day --discount 10%
    """
    from vabackoffice.usecases.drafting import draft_invoice
    from vabackoffice.usecases.engagements import check_grouping
    from vabackoffice.usecases.targets import find_client

    with invocation.open_desk() as desk:
        client = find_client(desk.book, handle, archived=True)
        span = desk.period(" ".join(period), "") if period else None
        how = check_grouping(group) if group else None
        found, left_out = draft_invoice(
            desk.book, desk.now, client, span, grouping=how, discount=discount or "", notes=notes or "", vat=vat
        )
    _show_drafts(found, left_out)


@app.command("add")
def add(
    name: DraftName,
    text: Annotated[str, typer.Argument(metavar="TEXT", show_default=False)],
    price: Annotated[str, typer.Option(metavar="AMOUNT", help="Of one unit, without VAT.", show_default=False)],
    qty: Annotated[str, typer.Option("--qty", metavar="N", help="How many.")] = "1",
    unit: Annotated[str, typer.Option(metavar="UNIT", help="piece, hour, post, page, call, trip …")] = "piece",
    vat: Vat = "auto",
) -> None:
    """Add a line of your own to a draft.

    Examples:
      va invoice add 1 "Train ticket" --qty 1 --price 23.40
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
            lambda old: add_line(old, said, quantity=quantity, unit=counted, price=price, vat=vat),
        )
    _show_drafts([found], ())


@app.command("edit")
def edit(
    name: DraftName,
    discount: Annotated[
        Text, typer.Option(metavar="10%|50", help="Off the whole invoice; '' for none.", show_default=False)
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
    """
    from dataclasses import replace

    from vabackoffice.usecases.drafting import change_line, edit_draft, remove_line

    of_draft: dict[str, Any] = {"discount": discount} if discount is not None else {}
    of_draft |= {"notes": notes} if notes is not None else {}
    of_line = _line_changes(line, text=text, qty=qty, price=price, remove=remove)
    refuse_nothing(of_draft or of_line or remove, "va invoice edit")

    def change(draft: Draft) -> Draft:
        if line is not None:
            draft = remove_line(draft, line) if remove else change_line(draft, line, **of_line)
        return replace(draft, **of_draft)

    with invocation.open_desk() as desk:
        found = edit_draft(desk.book, desk.now, name, change)
    _show_drafts([found], ())


@app.command("discard")
def discard(name: DraftName) -> None:
    """Throw a draft away; its work is unbilled again.

    Examples:
      va invoice discard 1 --yes
    """
    from vabackoffice.usecases.drafting import discard_draft, find_draft

    with invocation.open_desk() as desk:
        found = find_draft(desk.book, name)
        invocation.confirm(f"Discarding draft {found.id} for {found.client}")
        discard_draft(desk.book, desk.now, found)
    output.show({"discarded": found.id}, f"Discarded draft {found.id}; its work is unbilled again.")


@app.command("preview")
def preview(
    name: Annotated[str, typer.Argument(metavar="DRAFT|HANDLE", show_default=False)],
    period: PeriodWords = None,
    group: Group = None,
    open_it: Annotated[bool, typer.Option("--open", help="Show the PDF.")] = False,
    file: Annotated[
        Path | None, typer.Option("-o", metavar="FILE", help="Write the PDF here.", show_default=False)
    ] = None,
) -> None:
    """Show a draft, or what a client owes now; writes nothing in the book.

    Examples:
      va invoice preview acme
      va invoice preview 1 -o preview.pdf
    """
    with invocation.open_desk() as desk:
        found, left_out = _to_preview(desk, name, " ".join(period or []), group)
        if open_it or file:
            _refuse_several(found)
            _write_preview(desk, found[0].invoice, file, open_it=open_it)
    _show_drafts(found, left_out)


@app.command("issue")
def issue(
    names: Annotated[list[str], typer.Argument(metavar="DRAFT...", show_default=False)],
    date: Annotated[
        Text, typer.Option("--date", metavar="DATE", help="The date on it; today when left out.", show_default=False)
    ] = None,
    check_vies: Annotated[bool, typer.Option("--check-vies", help="Ask VIES about VAT ids first; a note.")] = False,
) -> None:
    """Issue drafts: number, PDF, and from then on unchangeable.

    Examples:
      va invoice issue 1 --yes
    """
    from vabackoffice.cli.before_issuing import ask_vies, note_duties
    from vabackoffice.usecases.drafting import find_draft
    from vabackoffice.usecases.issuing import assemble_ready
    from vabackoffice.usecases.issuing import issue as issue_drafts

    with invocation.open_desk() as desk:
        day = desk.day(date, future=True) or desk.today
        drafts = list({one.id: one for one in (find_draft(desk.book, name) for name in names)}.values())
        ready = assemble_ready(desk.book, drafts, day)
        note_duties(desk)
        if check_vies:
            ask_vies(desk, ready)
        for draft, invoice in ((one.draft, one.invoice) for one in ready):
            what = f"{invoice.buyer.name}, {invoice.total}, dated {day}, due {invoice.due_date}"
            output.note(f"Draft {draft.id}: {what}")
        invocation.confirm(f"Issuing {len(drafts)} invoice{'s' if len(drafts) > 1 else ''} for good")
        issued = issue_drafts(desk.book, desk.now, drafts, day, invocation.template_folder())
    lines = [
        f"Issued {one.invoice.number}: {one.invoice.buyer.name}, {one.invoice.total}, due {one.invoice.due_date}"
        for one in issued
    ]
    lines += [f"'va invoice pdf {one.invoice.number}' writes {one.file_name}" for one in issued]
    body = [
        {"number": one.invoice.number, "total": str(one.invoice.total.amount), "sha256": one.sha256} for one in issued
    ]
    output.show({"issued": body}, "\n".join(lines))


@app.command("credit")
def credit(
    number: Number,
    reopen: Annotated[bool, typer.Option("--reopen", help="Make its work unbilled again.")] = False,
    date: Annotated[
        Text, typer.Option("--date", metavar="DATE", help="The date on it; today when left out.", show_default=False)
    ] = None,
) -> None:
    """Take a whole invoice back with a credit note.

    Examples:
      va invoice credit 2026-0001 --reopen --yes
    """
    from vabackoffice.usecases.crediting import credit_invoice
    from vabackoffice.usecases.invoices import find_invoice

    with invocation.open_desk() as desk:
        found = find_invoice(desk.book, number).invoice
        invocation.confirm(f"Issuing a credit note over {found.total} for {found.number}")
        day = desk.day(date, future=True) or desk.today
        folder = invocation.template_folder()
        issued = credit_invoice(desk.book, desk.now, found.number or "", day, folder, reopen=reopen)
    note = issued.invoice
    text = f"Issued {note.number}: credit note over {note.total} for {note.corrects}"
    body = {"number": note.number, "corrects": note.corrects, "total": str(note.total.amount), "sha256": issued.sha256}
    output.show({"issued": [body]}, text + ("; its work is unbilled again." if reopen else "."))


@app.command("list")
def list_invoices(
    client: Annotated[Text, typer.Argument(metavar="[CLIENT]", show_default=False)] = None,
    only_open: Annotated[bool, typer.Option("--open", help="Only what is not paid yet.")] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is past its due date.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """List drafts and invoices.

    Examples:
      va invoice list
      va invoice list acme --open
    """
    from vabackoffice.cli.invoice_list import print_invoices
    from vabackoffice.storage.reads.drafts import read_drafts
    from vabackoffice.storage.reads.invoices import read_invoices
    from vabackoffice.usecases.assembling import assemble_or_say
    from vabackoffice.usecases.targets import find_client

    with invocation.open_desk() as desk:
        handle = find_client(desk.book, client, archived=True) if client else None
        issued = read_invoices(desk.book, client=handle)
        drafts = [] if only_open or overdue else read_drafts(desk.book, client=handle)
        made = [(one, assemble_or_say(desk.book, one, desk.today)) for one in drafts]
        print_invoices(issued, made, desk.today, only_open=only_open, overdue=overdue, csv=csv)


@app.command("show")
def show(number: Number) -> None:
    """Show an issued invoice: lines, VAT, what is paid.

    Examples:
      va invoice show 2026-0001
    """
    from vabackoffice.cli.invoice_text import issued_text
    from vabackoffice.usecases.invoices import find_invoice
    from vabackoffice.usecases.standing import issued_json

    with invocation.open_desk() as desk:
        found = find_invoice(desk.book, number)
        today = desk.today
    output.show(issued_json(found, today), issued_text(found, today))


@app.command("pdf")
def pdf(
    number: Number,
    file: Annotated[
        Path | None,
        typer.Option("-o", metavar="FILE", help="Where to; its own name here when left out.", show_default=False),
    ] = None,
) -> None:
    """Write the PDF of an issued invoice to a file.

    Examples:
      va invoice pdf 2026-0001 -o invoice.pdf
    """
    from vabackoffice.cli.files import write_new
    from vabackoffice.usecases.invoices import find_invoice, stored_pdf

    with invocation.open_desk() as desk:
        content, name, sha256 = stored_pdf(desk.book, find_invoice(desk.book, number))
    path = write_new(file or Path(name), content)
    output.show({"file": str(path), "sha256": sha256}, f"Wrote {path}")


def _to_preview(desk: Desk, name: str, period: str, group: str | None) -> tuple[list[Assembled], tuple[str, ...]]:
    from vabackoffice.storage.reads.drafts import read_drafts
    from vabackoffice.usecases import collecting, drafting
    from vabackoffice.usecases.assembling import assemble
    from vabackoffice.usecases.engagements import check_grouping
    from vabackoffice.usecases.targets import find_client

    if drafting.is_draft_id(name):
        return [assemble(desk.book, drafting.find_draft(desk.book, name), desk.today)], ()
    client = find_client(desk.book, name, archived=True)
    how = check_grouping(group) if group else None
    span = desk.period(period, "") if period else None
    collected = (
        collecting.collect(desk.book, client, span, desk.today, how)
        if span
        else collecting.collect_until(desk.book, client, desk.today, how)
    )
    drafts = [*read_drafts(desk.book, client=client), *collected.drafts]
    if not drafts:
        collecting.refuse_nothing_to_bill(client, span, collected)
    return [assemble(desk.book, one, desk.today) for one in drafts], collected.left_out


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


def _refuse_several(found: list[Assembled]) -> None:
    if len(found) > 1:
        message = f"There are {len(found)} drafts to preview, and a PDF holds one."
        raise InvalidInputError(message, "Name one by its number; 'va invoice draft HANDLE' gives it one.")


def _show_drafts(found: Sequence[Assembled], left_out: tuple[str, ...]) -> None:
    from vabackoffice.cli.invoice_text import preview_json, preview_text

    text = "\n\n".join(preview_text(one) for one in found)
    said = "\n".join([text, *(f"Left out: {reason}" for reason in left_out)])
    output.show({"drafts": [preview_json(one) for one in found], "left_out": list(left_out)}, said)


def _write_preview(desk: Desk, invoice: Any, file: Path | None, *, open_it: bool) -> None:
    import tempfile

    from vabackoffice.cli.files import write_new
    from vabackoffice.usecases.issuing import render

    content = render(desk.book, invoice, invocation.template_folder())
    path = write_new(file, content) if file else Path(tempfile.mkdtemp(prefix="va-")) / "preview.pdf"
    if not file:
        path.write_bytes(content)
    output.note(f"Wrote {path}")
    if open_it:
        typer.launch(str(path))
