"""The bundled check: what keeps a document from being accepted as one kind of electronic invoice, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.einvoice.fitting import fit
from vabackoffice.einvoice.rule import Finding, Rule, broken
from vabackoffice.einvoice.rules_amounts import AMOUNT_RULES
from vabackoffice.einvoice.rules_france import FRENCH_RULES
from vabackoffice.einvoice.rules_germany import GERMAN_PEPPOL_RULES, GERMAN_RULES
from vabackoffice.einvoice.rules_netherlands import NLCIUS_RULES
from vabackoffice.einvoice.rules_peppol import ADDRESS_RULES, PEPPOL_RULES
from vabackoffice.einvoice.rules_presence import PRESENCE_RULES
from vabackoffice.einvoice.rules_vat import VAT_RULES

if TYPE_CHECKING:
    from vabackoffice.einvoice.model import Document
    from vabackoffice.einvoice.profiles import Profile

_ALL = (*PRESENCE_RULES, *AMOUNT_RULES, *VAT_RULES)
_MORE: dict[str, tuple[Rule, ...]] = {
    "facturx": (),
    "xrechnung-cii": (*GERMAN_RULES, *ADDRESS_RULES),
    "xrechnung-ubl": (*GERMAN_RULES, *ADDRESS_RULES),
    "peppol": PEPPOL_RULES,
    "nlcius": NLCIUS_RULES,
    "fr-ctc": FRENCH_RULES,
}


def check(document: Document, profile: Profile, client: str = "HANDLE") -> list[Finding]:
    """Return every rule of `profile` that `document` breaks, empty when the file can be made.

    FatturaPA has a check of its own, because it asks for facts that EN 16931 has no term for: `check_fatturapa`.

    Args:
        document: fitted to the profile or not.
        profile: the kind of electronic invoice.
        client: the handle that the commands in the hints name.
    """
    fitted = fit(document, profile)
    found = [*broken(_ALL, fitted, client), *broken(_MORE[profile.name], fitted, client)]
    countries = {fitted.seller.address.country, fitted.buyer.address.country}
    if profile.name == "peppol" and countries == {"DE"}:
        found += broken(GERMAN_PEPPOL_RULES, fitted, client)
    return found
