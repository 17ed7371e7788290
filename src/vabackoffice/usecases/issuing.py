"""Issuing: number, frozen rows and PDF, all in one transaction, so a failure issues nothing and burns no number."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.handle import make_handle
from vabackoffice.domain.invoice_number import payment_reference
from vabackoffice.errors import InvalidInputError, MissingError
from vabackoffice.storage.documents import read_document, store_document
from vabackoffice.storage.instants import instant_text
from vabackoffice.storage.reads.lines import line_columns
from vabackoffice.storage.reads.particulars import fact_on, read_business, read_client
from vabackoffice.storage.reads.targets import client_id
from vabackoffice.usecases.assembling import assemble
from vabackoffice.usecases.drafting import drop_draft, unchanged
from vabackoffice.usecases.look import OWN_WORDS
from vabackoffice.usecases.number_series import next_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vabackoffice.documents.look import Look
    from vabackoffice.documents.pdf import Attachment
    from vabackoffice.domain.draft import Draft
    from vabackoffice.domain.invoice import Invoice, NationalVat, VatGroup
    from vabackoffice.domain.money import Money
    from vabackoffice.storage.book import Book
    from vabackoffice.usecases.assembling import Assembled

_BELOW_THE_TOTAL = ("withheld", "stamp_duty", "prepaid", "rounding")


@dataclass(frozen=True, slots=True)
class Issued:
    """An invoice that now exists: what it says, and hash and name of its PDF."""

    invoice: Invoice
    sha256: str
    file_name: str


def issue(
    book: Book,
    now: datetime,
    drafts: Sequence[Draft],
    issue_date: date,
    templates: Path | None,
    *,
    series: str = "",
) -> list[Issued]:
    """Issue drafts in the order given, as one operation: all of them or none.

    Args:
        book: the open book.
        now: the present instant.
        drafts: drafts that are in the book.
        issue_date: the date on the documents, not before the series's last one.
        templates: the user's own folder of templates, if there is one.
        series: the name of the number series, the usual one when empty.

    Raises:
        ConflictError: a draft was changed, issued or discarded meanwhile, or the date is before the last one.
        InvalidInputError: VAT cannot be decided, or a template or a character cannot be printed.
        MissingError: the libraries that make PDFs are missing.
    """
    load_pdf()
    with book.operation("invoice issue", now):
        found = [unchanged(book, draft) for draft in drafts]
        return [freeze_draft(book, now, draft, issue_date, templates, series=series) for draft in found]


def load_pdf() -> None:
    """Load what makes PDFs before the book is locked: other commands need not wait for the import."""
    from vabackoffice.documents import pdf

    pdf.load()


def freeze_draft(
    book: Book, now: datetime, draft: Draft, issue_date: date, templates: Path | None, *, series: str = ""
) -> Issued:
    """Turn a draft into an issued invoice inside the open operation.

    Raises:
        InvalidInputError: its total is less than nothing, which is a credit note's to say.
        MissingError: it lacks what the law asks for.
    """
    number, place = next_number(book, draft.kind, issue_date, series)
    assembled = assemble(book, draft, issue_date, number=number, reference=payment_reference(number))
    if assembled.invoice.total.minor < 0:
        message = f"Draft {draft.id} comes to {assembled.invoice.total}, less than nothing."
        raise InvalidInputError(message, "What was billed too much is taken back with 'va invoice credit NUMBER'.")
    refuse_missing([assembled])
    invoice_id = freeze(book, now, assembled.invoice, assembled.regime, place)
    book.connection.execute(
        "UPDATE claim SET draft_id = NULL, invoice_id = :invoice WHERE draft_id = :draft",
        {"invoice": invoice_id, "draft": draft.id},
    )
    drop_draft(book, draft.id or 0)
    book.mark_final(f"issued invoice {number}")
    return keep_files(book, invoice_id, assembled.invoice, assembled.regime, templates)


def assemble_ready(book: Book, drafts: Sequence[Draft], issue_date: date) -> list[Assembled]:
    """Return drafts as they would be issued on a day; writes nothing.

    Raises:
        InvalidInputError: the VAT of one cannot be decided.
        MissingError: one or more lack what the law or an electronic invoice asks for; the hint lists all of it.
    """
    from vabackoffice.usecases.einvoicing import refuse_unready

    assembled = [assemble(book, draft, issue_date) for draft in drafts]
    refuse_missing(assembled)
    for one in assembled:
        client = read_client(book, one.draft.client)
        refuse_unready(book, one.invoice, one.regime, client, f"draft {one.draft.id}")
    return assembled


def refuse_missing(assembled: Sequence[Assembled]) -> None:
    """Refuse documents that lack what the law asks for, all of it in one list with the commands that supply it."""
    found = [(one.draft.client, item) for one in assembled for item in one.missing if not item.is_advice]
    clients, items = dict.fromkeys(client for client, _ in found), dict.fromkeys(item for _, item in found)
    if items:
        things = "1 thing is missing" if len(items) == 1 else f"{len(items)} things are missing"
        message = f"The invoice for {' and '.join(clients)} cannot be issued yet: {things}."
        raise MissingError(message, "\n    ".join(f"{item.what}: '{item.supply}' ({item.why})" for item in items))


def keep_files(book: Book, invoice_id: int, invoice: Invoice, regime: str, templates: Path | None) -> Issued:
    """Render an issued document and keep the bytes with their hash, and the electronic invoice its client asks for.

    Raises:
        MissingError: the electronic invoice would be refused; what it lacks is listed.
    """
    from vabackoffice.usecases.einvoicing import HYBRID, as_attachment, make_einvoice, wanted_kind

    kind = wanted_kind(invoice, read_client(book, invoice.client))
    made = make_einvoice(book, invoice, invoice_id, regime, kind) if kind else None
    attachment = as_attachment(made) if made and kind == HYBRID else None
    name = file_name(invoice)
    pdf = _keep(book, invoice_id, "pdf", render(book, invoice, templates, attachment=attachment), name)
    if made and attachment:
        _name(book, invoice_id, kind, pdf, name)
    elif made:
        _keep(book, invoice_id, kind, made.content, made.name)
    return Issued(invoice, pdf, name)


def _keep(book: Book, invoice_id: int, form: str, content: bytes, name: str) -> str:
    """Store a file of an issued document and return its SHA-256."""
    sha256 = store_document(book, content, "application/pdf" if form == "pdf" else "application/xml")
    _name(book, invoice_id, form, sha256, name)
    return sha256


def _name(book: Book, invoice_id: int, form: str, sha256: str, name: str) -> None:
    book.connection.execute(
        "INSERT INTO invoice_document (invoice_id, form, sha256, name) VALUES (:id, :form, :sha256, :name)",
        {"id": invoice_id, "form": form, "sha256": sha256, "name": name},
    )


def render(
    book: Book,
    invoice: Invoice,
    templates: Path | None,
    *,
    proforma: bool = False,
    attachment: Attachment | None = None,
) -> bytes:
    """Return the invoice, or a draft as a proforma, as a PDF in the business's look."""
    from vabackoffice.documents.html import render_invoice_html
    from vabackoffice.documents.pdf import write_pdf

    look = read_look(book, invoice.language, invoice.issue_date)
    html = render_invoice_html(invoice, look, templates, proforma=proforma)
    return write_pdf(html, created=datetime.combine(invoice.issue_date, time(), UTC), attachment=attachment)


def read_look(book: Book, language: str = "", day: date = date.max) -> Look:
    """Return how the business wants its documents to look, with its own words in a language as of a day."""
    from vabackoffice.documents.look import Look

    business = read_business(book)
    own_words = {name: fact_on(book, f"{name}_{language}", day) or fact_on(book, name, day) for name in OWN_WORDS}
    look = Look(business["paper"], business["template"], business["accent"])
    look = replace(look, intro=own_words["intro"], footer=own_words["footer"])
    if not business["logo_sha256"]:
        return look
    logo, media_type = read_document(book, business["logo_sha256"])
    return replace(look, logo=logo, logo_type=media_type)  # type: ignore[arg-type]  # checked when the logo came


def file_name(invoice: Invoice) -> str:
    """Return the name of the PDF: number and client, letters and digits only."""
    return f"{make_handle(invoice.number or 'draft')}-{make_handle(invoice.buyer.name)}.pdf"


def freeze(
    book: Book, now: datetime, invoice: Invoice, regime: str, place: tuple[int, int], corrects_id: int | None = None
) -> int:
    """Write a document, its lines and its VAT groups as they are now; return its id.

    Every document that is issued, invoice or credit note, passes here once, numbered and inside its operation. A
    register that a country wants chained to its documents (Spain's RD 1007/2023) belongs at the end of this function,
    before the PDF is made, so that neither can exist without the other.

    Args:
        book: the open book, in its open operation.
        now: the present instant.
        invoice: the document with its number.
        regime: the seller's regime at the time of the work.
        place: series and sequence of the number.
        corrects_id: the invoice that a credit note corrects.
    """
    import json

    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import Invoice as InvoiceRow
    from vabackoffice.storage.tables import InvoiceLine, InvoiceVat

    row = InvoiceRow(
        **_columns(invoice),
        series_id=place[0],
        year=invoice.issue_date.year,
        sequence=place[1],
        client_id=client_id(book, invoice.client),
        seller=json.dumps(asdict(invoice.seller), ensure_ascii=False),
        buyer=json.dumps(asdict(invoice.buyer), ensure_ascii=False),
        wordings=json.dumps(invoice.wordings, ensure_ascii=False),
        regime=regime,
        corrects_id=corrects_id,
        issued_at=instant_text(now),
    )
    with writing(book) as session:
        session.add(row)
        session.flush()
        for position, line in enumerate(invoice.lines, start=1):
            columns = line_columns(line) | {"vat_category": line.vat_category, "vat_rate": str(line.vat_rate)}
            session.add(InvoiceLine(invoice_id=row.id or 0, position=position, **columns))
        for group in invoice.vat_breakdown:
            session.add(InvoiceVat(invoice_id=row.id or 0, **_vat_columns(group)))
    return row.id or 0


def _vat_columns(group: VatGroup) -> dict[str, Any]:
    return {
        "category": group.category,
        "rate": str(group.rate),
        "net_minor": group.net.minor,
        "vat_minor": group.vat.minor,
        "exemption_code": group.exemption_code,
        "note": group.note,
    }


def _minor(money: Money | None) -> int:
    return money.minor if money else 0


def _national_columns(national: NationalVat | None) -> dict[str, Any]:
    if national is None:
        return {}
    return {
        "national_currency": national.vat.currency,
        "national_rate": f"{national.rate:f}",
        "national_rate_source": national.source,
        "national_rate_on": national.on.isoformat(),
        "national_vat_minor": national.vat.minor,
    }


def _columns(invoice: Invoice) -> dict[str, Any]:
    period = invoice.period
    return {
        **{
            name: getattr(invoice, name)
            for name in ("kind", "number", "currency", "language", "notes", "payment_reference")
        },
        **{name: getattr(invoice, name).isoformat() for name in ("issue_date", "due_date", "supply_date")},
        **{f"{name}_minor": getattr(invoice, name).minor for name in ("net", "vat", "total", "payable")},
        **{f"{name}_minor": _minor(getattr(invoice, name)) for name in _BELOW_THE_TOTAL},
        **_national_columns(invoice.national),
        "prices_include_vat": int(invoice.prices_include_vat),
        "period_start": period.start.isoformat() if period else None,
        "period_end": period.end.isoformat() if period else None,
    }
