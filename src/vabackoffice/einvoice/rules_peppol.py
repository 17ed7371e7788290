"""What Peppol BIS Billing 3.0 wants beyond EN 16931: of everybody, and of sellers in Italy and the Netherlands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.einvoice.rule import Rule, listed
from vabackoffice.einvoice.rules_netherlands import DUTCH_PEPPOL_RULES

if TYPE_CHECKING:
    from collections.abc import Callable

    from vabackoffice.einvoice.model import Document, Party

_YOUR_ADDRESS = "'va business edit --address …'."
_BELGIAN_BASE = 97

# XRechnung has taken these over.
ADDRESS_RULES = (
    Rule(
        "PEPPOL-EN16931-R010",
        "BT-49",
        lambda d: not d.buyer.endpoint,
        "The client has no electronic address.",
        "'va client edit {client} --peppol-id SCHEME:NUMBER'.",
    ),
    Rule(
        "PEPPOL-EN16931-R020",
        "BT-34",
        lambda d: not d.seller.endpoint,
        "You have no electronic address: no VAT id or register number that is one.",
        "'va business edit --vat-id …' or 'va business edit --registration-number …'.",
    ),
    Rule(
        "PEPPOL-EN16931-R005",
        "BT-6",
        lambda d: d.accounting_currency and d.accounting_currency == d.currency,
        "The accounting currency is the invoice's own.",
    ),
)


def _belgian(document: Document) -> str:
    known = (document.seller.endpoint, document.buyer.endpoint, document.seller.legal_id, document.buyer.legal_id)
    return listed({f"'{one.value}'" for one in known if one and one.scheme == "0208" and not _is_belgian(one.value)})


def _is_belgian(number: str) -> bool:
    fits = len(number) == 10 and number.isdigit()  # noqa: PLR2004 - an enterprise number has ten digits
    return fits and _BELGIAN_BASE - int(number[:8]) % _BELGIAN_BASE == int(number[8:])


def _outside_period(document: Document) -> str:
    period = document.period
    if not period:
        return ""
    dated = [(line.id, line.days) for line in document.lines if line.days]
    return listed(name for name, days in dated if days.first < period.first or days.last > period.last)


def _italian(breaks: Callable[[Party], object]) -> Callable[[Document], object]:
    return lambda d: d.seller.address.country == "IT" and breaks(d.seller)


def _codice_fiscale_length(seller: Party) -> object:
    return seller.tax_number and not 11 <= len(seller.tax_number) <= 16  # noqa: PLR2004 - the rule's own figures


PEPPOL_RULES = (
    *ADDRESS_RULES,
    Rule(
        "PEPPOL-EN16931-R003",
        "BT-10",
        lambda d: not (d.buyer_reference or d.order),
        "There is neither a buyer reference nor an order number.",
        "'va client edit {client} --buyer-reference TEXT'.",
    ),
    Rule("PEPPOL-EN16931-R002", "BT-22", lambda d: len(d.notes) > 1, "There is more than one note."),
    Rule("PEPPOL-EN16931-R110", "BG-26", _outside_period, "The days of line {found} are outside the invoice's period."),
    Rule(
        "PEPPOL-COMMON-R043",
        "BT-49",
        _belgian,
        "{found} is not a Belgian enterprise number.",
        "'va client edit {client} --peppol-id 0208:NUMBER' with ten digits.",
    ),
    Rule(
        "IT-R-001",
        "BT-32",
        _italian(_codice_fiscale_length),
        "An Italian tax number has 11 to 16 letters and digits.",
        "'va business edit --tax-number …'.",
    ),
    Rule("IT-R-002", "BT-35", _italian(lambda s: not s.address.street), "Your street is missing.", _YOUR_ADDRESS),
    Rule("IT-R-003", "BT-37", _italian(lambda s: not s.address.city), "Your city is missing.", _YOUR_ADDRESS),
    Rule("IT-R-004", "BT-38", _italian(lambda s: not s.address.postcode), "Your postcode is missing.", _YOUR_ADDRESS),
    *DUTCH_PEPPOL_RULES,
)
