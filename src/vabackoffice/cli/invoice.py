"""`va invoice`: draft, preview, issue, show."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.invoice_drafts import show_drafts
from vabackoffice.cli.lazy import lazy_group
from vabackoffice.cli.options import PeriodWords
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.invoice import Invoice
    from vabackoffice.usecases.assembling import Assembled
    from vabackoffice.usecases.issuing import Issued

MORE = {
    "add": ("invoice_lines:add", "Add a line of your own to a draft."),
    "edit": ("invoice_lines:edit", "Change a draft: discount, notes, or one line."),
    "credit": ("invoice_credit:credit", "Take an invoice back with a credit note, whole or in part."),
    "correct": ("invoice_credit:correct", "Credit an invoice and draft it anew to put it right."),
    "deposit": ("invoice_deposit:deposit", "Draft the invoice of a deposit."),
    "final": ("invoice_deposit:final", "Deduct deposits on a draft."),
    "export": ("invoice_export:export", "Make the electronic invoice of an issued document."),
    "read": ("invoice_read:read", "Show a received electronic invoice."),
    "received": ("invoice_read:received", "List the electronic invoices that came in."),
    "recurring": ("invoice_recurring:recurring", "List what comes back, each with its next day."),
    "series": ("invoice_series:series", "List number series, or set one: its pattern, its next number."),
}

app = typer.Typer(
    cls=lazy_group(MORE),
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Draft, preview, issue and show invoices.",
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
IncludeVat = Annotated[
    bool | None,
    typer.Option(
        "--prices-include-vat/--prices-exclude-vat",
        help="What was agreed includes VAT, or not; as the client has it when left out.",
        show_default=False,
    ),
]


@app.command("draft")
def draft(
    handle: Annotated[str, typer.Argument(metavar="HANDLE", show_default=False)],
    period: PeriodWords = None,
    group: Group = None,
    discount: Discount = None,
    notes: Notes = None,
    vat: Vat = "auto",
    prices_include_vat: IncludeVat = None,
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
            desk.book,
            desk.now,
            client,
            span,
            grouping=how,
            discount=discount or "",
            notes=notes or "",
            vat=vat,
            prices_include_vat=prices_include_vat,
        )
    show_drafts(found, left_out)


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
    proforma: Annotated[
        bool, typer.Option("--proforma", help="A PDF for the client that says it is no invoice.")
    ] = False,
) -> None:
    """Show a draft, or what a client owes now; writes nothing in the book.

    Examples:
      va invoice preview acme
      va invoice preview 1 -o preview.pdf
      va invoice preview 1 --proforma -o proforma.pdf
    """
    if proforma and not (open_it or file):
        message = "A proforma is a PDF."
        raise InvalidInputError(message, "Say where to: '-o proforma.pdf', or '--open' to look at it.")
    with invocation.open_desk() as desk:
        found, left_out = _to_preview(desk, name, " ".join(period or []), group)
        if open_it or file:
            _refuse_several(found)
            _write_preview(desk, found[0].invoice, file, open_it=open_it, proforma=proforma)
    show_drafts(found, left_out)


@app.command("issue")
def issue(
    names: Annotated[list[str], typer.Argument(metavar="DRAFT...", show_default=False)],
    date: Annotated[
        Text, typer.Option("--date", metavar="DATE", help="The date on it; today when left out.", show_default=False)
    ] = None,
    series: Annotated[
        Text,
        typer.Option("--series", metavar="SERIES", help="Number series; 'invoice' when left out.", show_default=False),
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
        issued = issue_drafts(desk.book, desk.now, drafts, day, invocation.template_folder(), series=series or "")
    _show_issued(issued)


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
        issued = read_invoices(desk.book, client=handle, sources=False)
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


def _show_issued(issued: Sequence[Issued]) -> None:
    lines = [
        f"Issued {one.invoice.number}: {one.invoice.buyer.name}, {one.invoice.total}, due {one.invoice.due_date}"
        for one in issued
    ]
    lines += [f"'va invoice pdf {one.invoice.number}' writes {one.file_name}" for one in issued]
    body = [
        {"number": one.invoice.number, "total": str(one.invoice.total.amount), "sha256": one.sha256} for one in issued
    ]
    output.show({"issued": body}, "\n".join(lines))


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


def _refuse_several(found: list[Assembled]) -> None:
    if len(found) > 1:
        message = f"There are {len(found)} drafts to preview, and a PDF holds one."
        raise InvalidInputError(message, "Name one by its number; 'va invoice draft HANDLE' gives it one.")


def _write_preview(desk: Desk, invoice: Invoice, file: Path | None, *, open_it: bool, proforma: bool) -> None:
    import tempfile

    from vabackoffice.cli.files import write_new
    from vabackoffice.usecases.issuing import render

    content = render(desk.book, invoice, invocation.template_folder(), proforma=proforma)
    path = write_new(file, content) if file else Path(tempfile.mkdtemp(prefix="va-")) / "preview.pdf"
    if not file:
        path.write_bytes(content)
    output.note(f"Wrote {path}")
    if open_it:
        typer.launch(str(path))
