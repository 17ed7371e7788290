"""What the French reform wants beyond EN 16931 (XP Z12-012, BR-FR)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vabackoffice.einvoice.rule import Rule, listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from vabackoffice.einvoice.model import Document, Identifier

_NUMBER = re.compile(r"[A-Za-z0-9+\-_/]+")
_ADDRESS = re.compile(r"[A-Za-z0-9._-]+")
_SIREN = re.compile(r"\d{9}")
_LONGEST = 35
_RATES = frozenset({0, 90, 105, 175, 210, 550, 700, 850, 920, 960, 1000, 1300, 1960, 2000, 2060})  # hundredths
_CATEGORIES = frozenset({"S", "E", "AE", "K", "G", "O", "Z"})
_MENTIONS = {"PMT": "the 40 € of recovery costs", "PMD": "penalties for late payment", "AAB": "early payment"}


def _numbers(document: Document) -> list[str]:
    return [document.number, *([document.preceding.number] if document.preceding else [])]


def _without_siren(known: Identifier | None) -> bool:
    return known is None or known.scheme != "0002" or not _SIREN.fullmatch(known.value)


def _mentions(wrong: Callable[[int], bool]) -> Callable[[Document], str]:
    def breaks(document: Document) -> str:
        subjects = [note.subject for note in document.notes]
        return listed(f"{words} ({code})" for code, words in _MENTIONS.items() if wrong(subjects.count(code)))

    return breaks


def _rates(document: Document) -> str:
    return listed(f"{one.rate:f} %" for one in document.breakdown if one.rate * 100 not in _RATES)


def _accounts_in_euros(document: Document) -> bool:
    return document.accounting_currency == "EUR" and document.totals.vat_accounting is not None


FRENCH_RULES = (
    Rule(
        "BR-FR-01",
        "BT-1",
        lambda d: listed(f"'{one}'" for one in _numbers(d) if len(one) > _LONGEST),
        "A number has more than 35 characters: {found}.",
    ),
    Rule(
        "BR-FR-02",
        "BT-1",
        lambda d: listed(f"'{one}'" for one in _numbers(d) if one and not _NUMBER.fullmatch(one)),
        "A number has other characters than letters, digits and + - _ /: {found}.",
    ),
    Rule(
        "BR-FR-05",
        "BT-22",
        _mentions(lambda count: count == 0),
        "Nothing is said about {found}.",
        "It is added where you are in France and the client is a business: 'va client edit {client} --business'.",
    ),
    Rule("BR-FR-06", "BT-21", _mentions(lambda count: count > 1), "It is said twice: {found}."),
    Rule(
        "BR-FR-10",
        "BT-30",
        lambda d: _without_siren(d.seller.legal_id),
        "Your SIREN is missing or has not nine digits.",
        "'va business edit --registration-number SIREN'.",
    ),
    Rule(
        "BR-FR-11",
        "BT-47",
        lambda d: d.buyer.address.country == "FR" and _without_siren(d.buyer.legal_id),
        "The client's SIREN is missing or has not nine digits.",
        "'va client edit {client} --registration-number SIREN'.",
        is_warning=True,
    ),
    Rule(
        "BR-FR-12",
        "BT-49",
        lambda d: not d.buyer.endpoint,
        "The client has no electronic address.",
        "'va client edit {client} --peppol-id 0225:SIREN'.",
    ),
    Rule(
        "BR-FR-13",
        "BT-34",
        lambda d: not d.seller.endpoint,
        "You have no electronic address.",
        "'va business edit --registration-number SIREN'.",
    ),
    Rule(
        "BR-FR-23",
        "BT-49",
        lambda d: listed(
            f"'{party.endpoint.value}'"
            for party in (d.seller, d.buyer)
            if party.endpoint and not _ADDRESS.fullmatch(party.endpoint.value)
        ),
        "An electronic address has other characters than letters, digits and . _ -: {found}.",
        "'va client edit {client} --peppol-id 0225:SIREN'.",
    ),
    Rule(
        "BR-FR-15",
        "BT-118",
        lambda d: listed(one.category for one in d.breakdown if one.category not in _CATEGORIES),
        "{found} is a VAT category that France does not have.",
    ),
    Rule(
        "BR-FR-16",
        "BT-119",
        _rates,
        "{found} is not a French VAT rate.",
        "Choose another: 'va invoice add DRAFT TEXT --price AMOUNT --vat S:RATE'.",
    ),
    Rule(
        "BR-FR-CO-05",
        "BG-3",
        lambda d: d.is_credit_note and not (d.preceding and d.preceding.number and d.preceding.date),
        "The credit note does not say which invoice of which date it corrects.",
        "'va invoice credit NUMBER' says so.",
    ),
    Rule(
        "BR-FR-CO-07",
        "BT-9",
        lambda d: d.due_date and d.due_date < d.issue_date and d.process != "S2",
        "It is due before it was issued.",
    ),
    Rule(
        "BR-FR-CO-12",
        "BT-6",
        lambda d: d.currency != "EUR" and not _accounts_in_euros(d),
        "In another currency than the euro, the VAT is stated in euros too.",
        "Record the day's rate before the invoice is issued.",
    ),
)
