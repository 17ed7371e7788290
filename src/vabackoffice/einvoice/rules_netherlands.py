"""What sellers in the Netherlands owe: NLCIUS (BR-NL), and the same under Peppol's names (NL-R)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.einvoice.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from vabackoffice.einvoice.model import Document, Party

_REGISTERS = ("0106", "0190")  # KvK and OIN
_MEANS = ("30", "48", "49", "57", "58", "59")
_TYPES = ("380", "381", "384", "389")


def _dutch(breaks: Callable[[Document], object]) -> Callable[[Document], object]:
    return lambda d: d.seller.address.country == "NL" and breaks(d)


def _between_dutch(breaks: Callable[[Document], object]) -> Callable[[Document], object]:
    return _dutch(lambda d: d.buyer.address.country == "NL" and breaks(d))


def _not_registered(party: Party) -> bool:
    return party.legal_id is None or party.legal_id.scheme not in _REGISTERS


def _no_address(party: Party) -> bool:
    return not (party.address.street and party.address.city and party.address.postcode)


def _rules(names: dict[str, str]) -> tuple[Rule, ...]:
    """Return the rules that both sets have, under the names of one of them."""
    return (
        Rule(
            names["seller"],
            "BT-30",
            _dutch(lambda d: _not_registered(d.seller)),
            "Your KvK number is missing or has not eight digits.",
            "'va business edit --registration-number 12345678'.",
        ),
        Rule(
            names["seller_address"],
            "BG-5",
            _dutch(lambda d: _no_address(d.seller)),
            "Your street, postcode or city is missing.",
            "'va business edit --address …'.",
        ),
        Rule(
            names["buyer_address"],
            "BG-8",
            _between_dutch(lambda d: _no_address(d.buyer)),
            "The client's street, postcode or city is missing.",
            "'va client edit {client} --address …'.",
        ),
        Rule(
            names["buyer"],
            "BT-47",
            _between_dutch(lambda d: _not_registered(d.buyer)),
            "The client's KvK number (or OIN) is missing.",
            "'va client edit {client} --registration-number 12345678' or '--peppol-id 0190:…'.",
        ),
        Rule(
            names["payment"],
            "BG-16",
            _dutch(lambda d: not d.payment and d.totals.payable > 0 and not d.is_credit_note),
            "It does not say how to pay.",
            "Add your account: 'va business edit --iban IBAN'.",
        ),
        Rule(
            names["means"],
            "BT-81",
            _dutch(lambda d: d.payment and d.payment.means not in _MEANS),
            "The means of payment is none that Dutch buyers take.",
        ),
    )


DUTCH_PEPPOL_RULES = (
    Rule(
        "NL-R-001",
        "BG-3",
        _dutch(lambda d: d.is_credit_note and not d.preceding),
        "The credit note does not say which invoice it corrects.",
        "'va invoice credit NUMBER' says so.",
    ),
    *_rules(
        {
            "seller": "NL-R-003",
            "seller_address": "NL-R-002",
            "buyer_address": "NL-R-004",
            "buyer": "NL-R-005",
            "payment": "NL-R-007",
            "means": "NL-R-008",
        }
    ),
)

NLCIUS_RULES = (
    Rule(
        "BR-NL-2",
        "BT-10",
        _dutch(lambda d: not (d.buyer_reference or d.order)),
        "There is neither a buyer reference nor an order number.",
        "'va client edit {client} --buyer-reference TEXT'.",
    ),
    Rule(
        "BR-NL-7", "BT-3", lambda d: d.type_code not in _TYPES, "The document is of a type that NLCIUS does not know."
    ),
    *_rules(
        {
            "seller": "BR-NL-1",
            "seller_address": "BR-NL-3",
            "buyer_address": "BR-NL-4",
            "buyer": "BR-NL-10",
            "payment": "BR-NL-11",
            "means": "BR-NL-12",
        }
    ),
)
