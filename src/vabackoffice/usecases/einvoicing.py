"""Electronic invoices: made from the frozen document, checked at once, kept with it where the client asks for one.

A file is made and checked, never sent: delivery needs SdI, Peppol or an accredited platform, and whether the law is
content is for nobody's program to say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.eu import country_code
from vabackoffice.domain.handle import make_handle
from vabackoffice.einvoice.fatturapa import file_name as italian_file_name
from vabackoffice.einvoice.from_invoice import from_invoice
from vabackoffice.einvoice.italian_facts import ItalianFacts, italian_facts
from vabackoffice.einvoice.pdf_container import container
from vabackoffice.einvoice.profiles import Profile, profile_named
from vabackoffice.einvoice.rules import check
from vabackoffice.einvoice.rules_italy import check_fatturapa
from vabackoffice.einvoice.validate import validate
from vabackoffice.einvoice.write import write
from vabackoffice.errors import InvalidInputError, MissingError
from vabackoffice.storage.reads.particulars import fact_on
from vabackoffice.usecases.completing import stamp_duty_due

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vabackoffice.documents.pdf import Attachment
    from vabackoffice.domain.invoice import Invoice
    from vabackoffice.einvoice.model import Document
    from vabackoffice.einvoice.rule import Finding
    from vabackoffice.storage.book import Book

NAMES = ("first_name", "last_name")  # keys of `va business edit --set`
_ONLY_FROM = {"fatturapa": "IT", "fr-ctc": "FR"}
HYBRID = "facturx"  # the PDF carries the file
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class EInvoice:
    """A file that was made and checked, `checked_deeper` by XSD and Schematron; `warnings` refuse it nowhere."""

    profile: Profile
    name: str
    content: bytes
    warnings: tuple[Finding, ...]
    checked_deeper: bool


def wanted_kind(invoice: Invoice, client: Mapping[str, Any]) -> str:
    """Return which kind of electronic invoice a client's settings ask for, empty for none.

    What the client was set to wins; else a Leitweg-ID asks for XRechnung, a codice destinatario or a PEC for FatturaPA
    from an Italian seller, a Peppol id for Peppol BIS (NLCIUS between Dutch parties).
    """
    seller, buyer = country_code(invoice.seller.country), country_code(invoice.buyer.country)
    if client["einvoice"]:
        return str(client["einvoice"])
    if client["leitweg_id"]:
        return "xrechnung-cii"
    if seller == "IT" and (client["sdi_code"] or client["pec"]):
        return "fatturapa"
    if client["peppol_id"]:
        return "nlcius" if seller == buyer == "NL" else "peppol"
    return ""


def make_einvoice(book: Book, invoice: Invoice, invoice_id: int, regime: str, kind: str) -> EInvoice:
    """Return the file of one kind for a numbered document.

    Args:
        book: the open book; it knows first and last name of an Italian seller, if she told them.
        invoice: as it is or will be frozen.
        invoice_id: of the document in the book; FatturaPA numbers its files by it.
        regime: of the seller at the time of the work.
        kind: the name of a profile.

    Raises:
        NotFoundError: there is no such kind.
        InvalidInputError: it is for sellers of another country.
        MissingError: the file would be refused; every rule it breaks is listed with what to do.
    """
    profile = profile_named(kind)
    _refuse_abroad(profile, invoice)
    document = from_invoice(invoice)
    facts = _italian_facts(book, invoice, invoice_id, regime) if profile.syntax == "fatturapa" else None
    findings = _check(document, profile, facts, invoice.client)
    _refuse(findings, profile, invoice)
    content = write(document, profile, facts)
    deeper = validate(content, profile)
    _refuse(deeper or [], profile, invoice)
    name = italian_file_name(document, facts) if facts else f"{make_handle(invoice.number or '')}-{profile.name}.xml"
    warnings = tuple(one for one in [*findings, *(deeper or [])] if one.is_warning)
    return EInvoice(profile, name, content, warnings, deeper is not None)


def refuse_unready(book: Book, invoice: Invoice, regime: str, client: Mapping[str, Any], name: str) -> None:
    """Refuse a draft whose electronic invoice would be refused, if its client asks for one.

    Args:
        book: the open book.
        invoice: as it would be issued.
        regime: of the seller at the time of the work.
        client: the row of its client.
        name: what the draft is called until it has a number.

    Raises:
        MissingError: every rule it breaks is listed with what to do.
    """
    kind = wanted_kind(invoice, client)
    if kind:
        make_einvoice(book, replace(invoice, number=name), 0, regime, kind)


def as_attachment(made: EInvoice) -> Attachment:
    """Return an electronic invoice as a PDF carries it.

    Raises:
        InvalidInputError: files of its kind are not attached to PDFs.
    """
    from vabackoffice.documents.pdf import Attachment

    about = container(made.profile)
    return Attachment(
        about.file_name, made.content, about.description, about.relationship, about.xmp_properties, about.xmp_schema
    )


def _italian_facts(book: Book, invoice: Invoice, invoice_id: int, regime: str) -> ItalianFacts:
    due = stamp_duty_due(invoice)
    facts = italian_facts(invoice, regime, _progressive(invoice_id), due.amount if due else Decimal(0))
    first, last = (fact_on(book, name, invoice.issue_date) for name in NAMES)
    return replace(facts, first_name=first, last_name=last) if first and last else facts


def _refuse_abroad(profile: Profile, invoice: Invoice) -> None:
    home = _ONLY_FROM.get(profile.name)
    if home not in (None, country_code(invoice.seller.country)):
        message = f"{profile.title} is for sellers in {home}, and you are in {invoice.seller.country}."
        raise InvalidInputError(message, "Use 'peppol' or 'facturx', which every country reads.")


def _check(document: Document, profile: Profile, facts: ItalianFacts | None, client: str) -> list[Finding]:
    return check_fatturapa(document, facts, client) if facts else check(document, profile, client)


def _refuse(findings: Sequence[Finding], profile: Profile, invoice: Invoice) -> None:
    wrong = [one for one in findings if not one.is_warning]
    if wrong:
        rules = f"{len(wrong)} rules are" if len(wrong) > 1 else "1 rule is"
        message = f"{profile.title} cannot be made of {invoice.number or 'this draft'}: {rules} broken."
        raise MissingError(message, "\n    ".join(_said(one) for one in wrong))


def _said(finding: Finding) -> str:
    """Return `BR-DE-15 (BT-10): The buyer reference is missing. 'va client edit …'`."""
    return " ".join(filter(None, (f"{finding.rule} ({finding.term}): {finding.message}", finding.hint)))


def _progressive(invoice_id: int) -> str:
    """Return five letters and digits that no other document of the book has."""
    digits = ""
    for _ in range(5):
        invoice_id, digit = divmod(invoice_id, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits
