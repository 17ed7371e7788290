"""Seller and buyer of the book as the parties of an electronic invoice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.einvoice.identifiers import endpoint, legal_id, siret
from vabackoffice.einvoice.model import Address, Contact, Party

if TYPE_CHECKING:
    from vabackoffice.domain import invoice as domain


def party_of(party: domain.Party, *, is_seller: bool) -> Party:
    """Return the seller (BG-4), who alone has a tax number (BT-32) and can be asked questions, or the buyer (BG-7)."""
    establishment = siret(party)
    return Party(
        name=party.name,
        address=_address(party),
        identifiers=(establishment,) if establishment else (),
        legal_id=legal_id(party),
        vat_id="".join(party.vat_id.split()).upper(),
        tax_number=party.tax_number.strip() if is_seller else "",
        endpoint=endpoint(party),
        contact=Contact(party.contact or party.name, party.phone, party.email) if is_seller else Contact(party.contact),
    )


def _address(party: domain.Party) -> Address:
    street, _, more = party.street.partition("\n")
    return Address(party.country, street.strip(), ", ".join(more.split("\n")).strip(), party.city, party.postcode)
