"""`va invoice export`: the electronic invoice of an issued document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output

if TYPE_CHECKING:
    from vabackoffice.storage.reads.invoices import IssuedInvoice
    from vabackoffice.usecases.einvoicing import EInvoice

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("export")
def export(
    number: Annotated[str, typer.Argument(metavar="NUMBER", show_default=False)],
    kind: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="KIND",
            help="facturx, xrechnung-cii, xrechnung-ubl, peppol, nlcius, fr-ctc or fatturapa.",
            show_default=False,
        ),
    ],
    file: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write it.", show_default=False)
    ] = None,
) -> None:
    """Make the electronic invoice of an issued document, check it and write it.

    A facturx file is the PDF with the invoice inside. Sending it is up to you.

    Examples:
      va invoice export 2026-0001 --as facturx -o e-invoice.pdf
    """
    from vabackoffice.cli.files import write_new
    from vabackoffice.usecases.invoices import electronic_file, find_invoice

    with invocation.open_desk() as desk:
        issued = find_invoice(desk.book, number)
        name, content, made = electronic_file(desk.book, issued, kind, invocation.template_folder())
    path = write_new(file or Path(name), content)
    for warning in made.warnings:
        output.note(f"va: {warning.rule}: {warning.message}")
    output.show(_json(issued, made, path), _text(issued, made, path))


def _json(issued: IssuedInvoice, made: EInvoice, path: Path) -> dict[str, Any]:
    return {
        "number": issued.invoice.number,
        "as": made.profile.name,
        "file": str(path),
        "checked_deeper": made.checked_deeper,
        "warnings": [{"rule": one.rule, "term": one.term, "message": one.message} for one in made.warnings],
    }


def _text(issued: IssuedInvoice, made: EInvoice, path: Path) -> str:
    how = "with XSD and Schematron" if made.checked_deeper else "with the bundled rules"
    return f"Wrote {path}: {made.profile.title} of {issued.invoice.number}, file made and checked {how}; not sent."
