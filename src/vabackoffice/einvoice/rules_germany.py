"""What XRechnung 3.0 wants beyond EN 16931 (BR-DE), and Peppol too where both parties are German (DE-R)."""

from __future__ import annotations

import re
from dataclasses import replace

from vabackoffice.einvoice.rule import Rule

_TAXED = frozenset({"S", "Z", "E", "AE", "K", "G", "L", "M"})
_MAIL = re.compile(r"[^@\s.][^@\s]*[^@\s.]@[^@\s.][^@\s]*[^@\s.]")

GERMAN_RULES = (
    Rule(
        "BR-DE-1",
        "BG-16",
        lambda d: not d.payment,
        "It does not say how to pay.",
        "Add your account: 'va business edit --iban IBAN'.",
    ),
    Rule(
        "BR-DE-3",
        "BT-37",
        lambda d: not d.seller.address.city,
        "Your city is missing.",
        "'va business edit --address …'.",
    ),
    Rule(
        "BR-DE-4",
        "BT-38",
        lambda d: not d.seller.address.postcode,
        "Your postcode is missing.",
        "'va business edit --address …'.",
    ),
    Rule(
        "BR-DE-5",
        "BT-41",
        lambda d: not d.seller.contact.name,
        "Your name is missing.",
        "'va business edit --name NAME'.",
    ),
    Rule(
        "BR-DE-6",
        "BT-42",
        lambda d: not d.seller.contact.phone,
        "Your telephone number is missing.",
        "'va business edit --phone NUMBER'.",
    ),
    Rule(
        "BR-DE-7",
        "BT-43",
        lambda d: not d.seller.contact.email,
        "Your e-mail address is missing.",
        "'va business edit --email ADDRESS'.",
    ),
    Rule(
        "BR-DE-8",
        "BT-52",
        lambda d: not d.buyer.address.city,
        "The client's city is missing.",
        "'va client edit {client} --address …'.",
    ),
    Rule(
        "BR-DE-9",
        "BT-53",
        lambda d: not d.buyer.address.postcode,
        "The client's postcode is missing.",
        "'va client edit {client} --address …'.",
    ),
    Rule(
        "BR-DE-15",
        "BT-10",
        lambda d: not d.buyer_reference,
        "The buyer reference is missing.",
        "'va client edit {client} --leitweg-id ID' for public buyers, '--buyer-reference TEXT' for others.",
    ),
    Rule(
        "BR-DE-16",
        "BT-31",
        lambda d: _TAXED & {one.category for one in d.breakdown} and not (d.seller.vat_id or d.seller.tax_number),
        "You have neither VAT id nor tax number.",
        "'va business edit --vat-id …' or 'va business edit --tax-number …'.",
    ),
    Rule(
        "BR-DE-27",
        "BT-42",
        lambda d: d.seller.contact.phone and sum(letter.isdigit() for letter in d.seller.contact.phone) < 3,  # noqa: PLR2004 - the rule's own figure
        "Your telephone number has fewer than three digits.",
        "'va business edit --phone NUMBER'.",
        is_warning=True,
    ),
    Rule(
        "BR-DE-28",
        "BT-43",
        lambda d: d.seller.contact.email and not _MAIL.fullmatch(d.seller.contact.email),
        "Your e-mail address does not look like one.",
        "'va business edit --email ADDRESS'.",
        is_warning=True,
    ),
)

# Peppol has the same rules under names of its own: BR-DE-1 is DE-R-001.
GERMAN_PEPPOL_RULES = tuple(replace(rule, id=f"DE-R-{int(rule.id.removeprefix('BR-DE-')):03}") for rule in GERMAN_RULES)
