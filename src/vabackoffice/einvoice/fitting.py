"""A document as one kind of electronic invoice may say it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vabackoffice.einvoice.model import Identifier, Note

if TYPE_CHECKING:
    from vabackoffice.einvoice.model import Document, Party
    from vabackoffice.einvoice.profiles import Profile


def fit(document: Document, profile: Profile) -> Document:
    """Return `document` as a file of `profile` says it: its identifiers set, and nothing that its rules forbid.

    Where the service is outside the scope of VAT, EN 16931 wants no VAT id of either party (BR-O-02); FatturaPA wants
    them all the same. Fitting twice changes nothing.
    """
    outside = profile.syntax != "fatturapa" and any(line.category == "O" for line in document.lines)
    seller = replace(document.seller, vat_id="") if outside else document.seller
    buyer = replace(document.buyer, vat_id="") if outside else document.buyer
    return replace(
        document,
        process=_french_process(document) if profile.name == "fr-ctc" else profile.process,
        specification=profile.specification,
        notes=_one_note(document.notes) if profile.one_note else document.notes,
        seller=_identified(_addressed(seller, profile)),
        buyer=_addressed(buyer, profile),
    )


def _one_note(notes: tuple[Note, ...]) -> tuple[Note, ...]:
    return (Note("\n".join(note.text for note in notes)),) if notes else ()


def _addressed(party: Party, profile: Profile) -> Party:
    """Take an e-mail address out where it is no electronic address."""
    is_email = party.endpoint is not None and party.endpoint.scheme == "EM"
    return replace(party, endpoint=None) if is_email and not profile.email_address else party


def _identified(seller: Party) -> Party:
    """Repeat the tax number as an identifier where the seller has no other: a tax number is none (BR-CO-26)."""
    if seller.vat_id or seller.legal_id or seller.identifiers or not seller.tax_number:
        return seller
    return replace(seller, identifiers=(Identifier(seller.tax_number),))


def _french_process(document: Document) -> str:
    """Return the French frame of a service (BT-23): S1 to be paid, S2 paid already, S4 what a deposit left over."""
    if not document.totals.prepaid:
        return "S1"
    return "S4" if document.totals.payable else "S2"
