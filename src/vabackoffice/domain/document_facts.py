"""The facts of an invoice that decide which sentences it carries and what must stand on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vabackoffice.domain.eu import country_code

if TYPE_CHECKING:
    from vabackoffice.domain.invoice import Invoice
    from vabackoffice.domain.vat_tables import RegimeKind

SOCIAL: Final = "social"  # the kind of line that charges the social charge on


def document_facts(
    invoice: Invoice, kind: RegimeKind, *, einvoice: str = "", stamp_is_due: bool = False
) -> frozenset[str]:
    """Return the facts by their words in the tables.

    Args:
        invoice: as it is or would be issued.
        kind: of the seller's regime.
        einvoice: the electronic format that the client wants, such as `xrechnung-cii`.
        stamp_is_due: the document bears stamp duty, whoever bears its cost.
    """
    seller, buyer = invoice.seller, invoice.buyer
    at_home = country_code(seller.country) == country_code(buyer.country)
    facts = {
        "home" if at_home else "abroad",
        "business" if buyer.is_business else "private",
        kind,
        invoice.kind,
        einvoice.partition("-")[0],
        *(group.category for group in invoice.vat_breakdown),
    }
    facts |= {"withheld"} if invoice.withheld else set()
    facts |= {"stamp_duty"} if stamp_is_due else set()
    facts |= {"social_charge"} if any(line.kind == SOCIAL for line in invoice.lines) else set()
    return frozenset(facts)
