"""`va invoice`: draft, preview, issue, show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.draft import Draft

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
Notes = Annotated[Text, typer.Option(metavar="TEXT", help="Printed below the lines.", show_default=False)]


@app.command("draft")
def draft(
    handle: Annotated[str, typer.Argument(metavar="HANDLE", show_default=False)],
    period: Annotated[Text, typer.Argument(metavar="[PERIOD]", show_default=False)] = None,
    group: Group = None,
    discount: Discount = None,
    notes: Notes = None,
) -> None:
    r"""Draft a client's invoice; all that is unbilled until today, or a period's work.

    \b
    Examples:
      va invoice draft acme
      va invoice draft acme 2026-03 --group day --discount 10%
    """
    from vabackoffice.usecases.drafting import draft_invoice
    from vabackoffice.usecases.engagements import check_grouping
    from vabackoffice.usecases.targets import find_client

    with invocation.open_desk() as desk:
        client = find_client(desk.book, handle)
        span = desk.period(period, "") if period else _until_today(desk, client)
        how = check_grouping(group) if group else None
        drafts, left_out = draft_invoice(
            desk.book, desk.now, client, span, grouping=how, discount=discount or "", notes=notes or ""
        )
        found = [_assembled(desk, one) for one in drafts]
    _show_drafts(drafts, found, left_out)


@app.command("add")
def add(
    name: DraftName,
    text: Annotated[str, typer.Argument(metavar="TEXT", show_default=False)],
    price: Annotated[str, typer.Option(metavar="AMOUNT", help="Of one unit, without VAT.", show_default=False)],
    qty: Annotated[str, typer.Option("--qty", metavar="N", help="How many.")] = "1",
    unit: Annotated[str, typer.Option(metavar="UNIT", help="piece, hour, post, page, call, trip …")] = "piece",
    vat: Annotated[str, typer.Option(metavar="CHOICE", help="auto, S, S:9, AE, E, O, G.")] = "auto",
) -> None:
    r"""Add a line of your own to a draft.

    \b
    Examples:
      va invoice add 1 "Train ticket" --qty 1 --price 23.40
    """
    from vabackoffice.domain.handle import check_name
    from vabackoffice.domain.number import parse_decimal
    from vabackoffice.usecases.drafting import add_line, find_draft
    from vabackoffice.usecases.services import check_unit

    with invocation.open_desk() as desk:
        old = find_draft(desk.book, name)
        quantity, unit_price = parse_decimal(qty), parse_decimal(price)
        if unit_price < 0:
            message = f"The price '{price}' is less than nothing."
            raise InvalidInputError(message, "Give a negative quantity for something you take off: '--qty=-1'.")
        new = add_line(
            desk.book,
            desk.now,
            old,
            check_name(text, "text"),
            quantity=quantity,
            unit=check_unit(unit),
            unit_price=unit_price,
            vat=vat,
        )
        found = _assembled(desk, new)
    _show_drafts([new], [found], ())


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
    r"""Change a draft: discount, notes, or one line.

    \b
    Examples:
      va invoice edit 1 --notes "Thank you for the quick answer."
      va invoice edit 1 --line 2 --text "Newsletter, March"
    """
    from dataclasses import replace

    from vabackoffice.usecases.drafting import find_draft, rewrite_draft

    with invocation.open_desk() as desk:
        new = find_draft(desk.book, name)
        if line is not None:
            new = _line_changed(new, line, text=text, qty=qty, price=price, remove=remove)
        new = replace(
            new, discount=new.discount if discount is None else discount, notes=new.notes if notes is None else notes
        )
        found = _assembled(desk, rewrite_draft(desk.book, desk.now, new)) if new.lines else None
    if found is None:
        message = "A draft without lines would bill nothing."
        raise InvalidInputError(message, f"Discard it instead: 'va invoice discard {name}'.")
    _show_drafts([new], [found], ())


@app.command("discard")
def discard(name: DraftName) -> None:
    r"""Throw a draft away; its work is unbilled again.

    \b
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
    period: Annotated[Text, typer.Argument(metavar="[PERIOD]", show_default=False)] = None,
    group: Group = None,
    open_it: Annotated[bool, typer.Option("--open", help="Show the PDF.")] = False,
    file: Annotated[
        Path | None, typer.Option("-o", metavar="FILE", help="Write the PDF here.", show_default=False)
    ] = None,
) -> None:
    r"""Show a draft, or what a client owes now; writes nothing in the book.

    \b
    Examples:
      va invoice preview acme
      va invoice preview 1 -o preview.pdf
    """
    with invocation.open_desk() as desk:
        drafts, left_out = _to_preview(desk, name, period, group)
        found = [_assembled(desk, one) for one in drafts]
        if open_it or file:
            _write_preview(desk, found[0].invoice, file, open_it=open_it)
    _show_drafts(drafts, found, left_out)


@app.command("issue")
def issue(
    names: Annotated[list[str], typer.Argument(metavar="DRAFT...", show_default=False)],
    date: Annotated[
        Text, typer.Option("--date", metavar="DATE", help="The date on it; today when left out.", show_default=False)
    ] = None,
) -> None:
    r"""Issue drafts: number, PDF, and from then on unchangeable.

    \b
    Examples:
      va invoice issue 1 --yes
    """
    from vabackoffice.usecases.drafting import find_draft
    from vabackoffice.usecases.issuing import issue as issue_drafts

    with invocation.open_desk() as desk:
        day = desk.day(date, future=True) or desk.today
        drafts = list({one.id: one for one in (find_draft(desk.book, name) for name in names)}.values())
        for one in drafts:
            invoice = _assembled(desk, one, day).invoice
            output.note(f"Draft {one.id}: {invoice.buyer.name}, {invoice.total}, dated {day}, due {invoice.due_date}")
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
    r"""Take a whole invoice back with a credit note.

    \b
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
    r"""List drafts and invoices.

    \b
    Examples:
      va invoice list
      va invoice list acme --open
    """
    from vabackoffice.cli.invoice_list import print_invoices
    from vabackoffice.storage.reads.drafts import read_drafts
    from vabackoffice.storage.reads.invoices import read_invoices
    from vabackoffice.usecases.targets import find_client

    with invocation.open_desk() as desk:
        handle = find_client(desk.book, client, archived=True) if client else None
        issued = read_invoices(desk.book, client=handle)
        drafts = (
            [] if only_open or overdue else [_assembled(desk, one) for one in read_drafts(desk.book, client=handle)]
        )
        ids = [] if only_open or overdue else [one.id for one in read_drafts(desk.book, client=handle)]
        print_invoices(
            issued, dict(zip(ids, drafts, strict=True)), desk.today, only_open=only_open, overdue=overdue, csv=csv
        )


@app.command("show")
def show(number: Number) -> None:
    r"""Show an issued invoice: lines, VAT, what is paid.

    \b
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
    r"""Write the PDF of an issued invoice to a file.

    \b
    Examples:
      va invoice pdf 2026-0001 -o invoice.pdf
    """
    from vabackoffice.cli.files import write_new
    from vabackoffice.usecases.invoices import find_invoice, stored_pdf

    with invocation.open_desk() as desk:
        content, name, sha256 = stored_pdf(desk.book, find_invoice(desk.book, number))
    path = write_new(file or Path(name), content)
    output.show({"file": str(path), "sha256": sha256}, f"Wrote {path}")


def _until_today(desk: Desk, client: str) -> Any:
    """Return the period from a client's first unbilled work until today."""
    from datetime import timedelta

    from vabackoffice.domain.period import Period
    from vabackoffice.storage.reads.unbilled import unbilled_entries, unbilled_tasks

    until = Period(desk.today, desk.today + timedelta(days=1))
    entries = unbilled_entries(desk.book, client, until, from_start=False)
    tasks = unbilled_tasks(desk.book, client, until, from_start=False)
    first = min([desk.today, *(entry.day for entry in entries), *(task.day for task in tasks)])
    return Period(first, until.end)


def _to_preview(desk: Desk, name: str, period: str | None, group: str | None) -> tuple[list[Draft], tuple[str, ...]]:
    from vabackoffice.errors import ConflictError
    from vabackoffice.storage.reads.drafts import read_drafts
    from vabackoffice.usecases.drafting import collect, find_draft
    from vabackoffice.usecases.engagements import check_grouping
    from vabackoffice.usecases.targets import find_client

    if name.isdecimal():
        return [find_draft(desk.book, name)], ()
    client = find_client(desk.book, name, archived=True)
    span = desk.period(period, "") if period else _until_today(desk, client)
    collected = collect(desk.book, client, span, check_grouping(group) if group else None)
    drafts = [*read_drafts(desk.book, client=client), *collected.drafts]
    if not drafts:
        message = f"There is nothing to bill for '{client}' in {span}."
        raise ConflictError(
            message, collected.left_out[0] if collected.left_out else "'va entries' shows what there is."
        )
    return drafts, collected.left_out


def _line_changed(
    draft: Draft, number: int, *, text: str | None, qty: str | None, price: str | None, remove: bool
) -> Draft:
    from dataclasses import replace

    from vabackoffice.domain.handle import check_name
    from vabackoffice.domain.number import parse_decimal
    from vabackoffice.usecases.drafting import change_line

    changes: dict[str, Any] = {"text": check_name(text, "text")} if text is not None else {}
    changes |= {"quantity": parse_decimal(qty)} if qty is not None else {}
    changes |= {"unit_price": parse_decimal(price)} if price is not None else {}
    changed = change_line(draft, number, **changes)
    return (
        replace(changed, lines=tuple(line for i, line in enumerate(changed.lines, 1) if i != number))
        if remove
        else changed
    )


def _assembled(desk: Desk, draft: Draft, day: Any = None) -> Any:
    from vabackoffice.usecases.assembling import assemble

    return assemble(desk.book, draft, day or desk.today)


def _show_drafts(drafts: list[Draft], found: list[Any], left_out: tuple[str, ...]) -> None:
    from vabackoffice.cli.invoice_text import preview_text
    from vabackoffice.usecases.standing import invoice_json

    body = [
        {"draft": one.id} | invoice_json(made.invoice) | {"vat_reasons": list(made.vat_reasons)}
        for one, made in zip(drafts, found, strict=True)
    ]
    text = "\n\n".join(preview_text(one, made) for one, made in zip(drafts, found, strict=True))
    output.show(
        {"drafts": body, "left_out": list(left_out)}, "\n".join([text, *(f"Left out: {reason}" for reason in left_out)])
    )


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
