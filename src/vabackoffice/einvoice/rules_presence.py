"""What every electronic invoice must say (EN 16931 BR-01 to BR-65, BR-CO-3 to BR-CO-26), and how codes look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vabackoffice.einvoice.rule import Rule, listed

if TYPE_CHECKING:
    from vabackoffice.einvoice.model import Document, Party

_TRANSFERS = ("30", "58")
_CURRENCY, _COUNTRY, _UNIT = re.compile("[A-Z]{3}"), re.compile("[A-Z]{2}"), re.compile("[A-Z0-9]{2,3}")
_TYPES = ("326", "380", "381", "384", "386", "389")


def _parties(document: Document) -> tuple[Party, Party]:
    return document.seller, document.buyer


def _bad_country(party: Party) -> object:
    return not _COUNTRY.fullmatch(party.address.country)


def _vat_ids_without_country(document: Document) -> str:
    ids = (party.vat_id for party in _parties(document))
    return listed(f"'{one}'" for one in ids if one and not _COUNTRY.fullmatch(one[:2]))


def _addresses_without_scheme(document: Document) -> object:
    return any(party.endpoint and not party.endpoint.scheme for party in _parties(document))


def _unknown_seller(document: Document) -> object:
    seller = document.seller
    return not (seller.identifiers or seller.legal_id or seller.vat_id)


def _no_account(document: Document) -> object:
    payment = document.payment
    return payment and payment.means in _TRANSFERS and not payment.account


def _bad_account(document: Document) -> str:
    account = document.payment.account if document.payment else ""
    return f"'{account}'" if account and not is_iban(account) else ""


def is_iban(account: str) -> bool:
    """Say whether the check digits of an IBAN fit (ISO 13616: modulo 97)."""
    text = account.replace(" ", "").upper()
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", text):
        return False
    return int("".join(str(int(letter, 36)) for letter in text[4:] + text[:4])) % 97 == 1


PRESENCE_RULES = (
    Rule("BR-02", "BT-1", lambda d: not d.number, "The invoice has no number.", "'va invoice issue' gives it one."),
    Rule("BR-CL-01", "BT-3", lambda d: d.type_code not in _TYPES, "The document is of no known type."),
    Rule("BR-CL-04", "BT-5", lambda d: not _CURRENCY.fullmatch(d.currency), "The currency is no code of ISO 4217."),
    Rule("BR-06", "BT-27", lambda d: not d.seller.name, "You have no name.", "'va business edit --name NAME'."),
    Rule(
        "BR-07",
        "BT-44",
        lambda d: not d.buyer.name,
        "The client has no name.",
        "'va client edit {client} --name NAME'.",
    ),
    Rule(
        "BR-09",
        "BT-40",
        lambda d: _bad_country(d.seller),
        "Your country is missing or is no code of two letters.",
        "'va business edit --country NL'.",
    ),
    Rule(
        "BR-11",
        "BT-55",
        lambda d: _bad_country(d.buyer),
        "The client's country is missing or is no code of two letters.",
        "'va client edit {client} --country NL'.",
    ),
    Rule("BR-16", "BG-25", lambda d: not d.lines, "There is no line but discounts.", "'va invoice add' adds one."),
    Rule(
        "BR-25",
        "BT-153",
        lambda d: listed(line.id for line in d.lines if not line.name.strip()),
        "Line {found} has no text.",
        "'va invoice edit' gives it one.",
    ),
    Rule(
        "BR-CL-23",
        "BT-130",
        lambda d: listed(line.id for line in d.lines if not _UNIT.fullmatch(line.unit)),
        "The unit of line {found} is no code.",
    ),
    Rule(
        "BR-CO-04",
        "BT-151",
        lambda d: listed(line.id for line in d.lines if not line.category),
        "Line {found} has no VAT category.",
        "'va invoice preview' decides the VAT.",
    ),
    Rule(
        "BR-29",
        "BG-14",
        lambda d: d.period and d.period.last < d.period.first,
        "The period ends before it begins.",
    ),
    Rule(
        "BR-30",
        "BG-26",
        lambda d: listed(line.id for line in d.lines if line.days and line.days.last < line.days.first),
        "The days of line {found} end before they begin.",
    ),
    Rule(
        "BR-33",
        "BT-97",
        lambda d: any(not one.reason for one in d.allowances),
        "A discount or charge on the document has no reason.",
        "Give the line a text.",
    ),
    Rule(
        "BR-42",
        "BT-139",
        lambda d: listed(line.id for line in d.lines if line.allowance and not line.reason),
        "The discount on line {found} has no reason.",
    ),
    Rule(
        "BR-50",
        "BT-84",
        _no_account,
        "A transfer is asked for without an account.",
        "'va business edit --iban IBAN'.",
    ),
    Rule(
        "BR-DE-19",
        "BT-84",
        _bad_account,
        "{found} is not an IBAN.",
        "'va business edit --iban IBAN'.",
        is_warning=True,
    ),
    Rule(
        "BR-53",
        "BT-111",
        lambda d: bool(d.accounting_currency) != (d.totals.vat_accounting is not None),
        "The VAT in the accounting currency is there without the currency, or the currency without the VAT.",
    ),
    Rule(
        "BR-55",
        "BT-25",
        lambda d: d.preceding and not d.preceding.number,
        "The corrected invoice has no number.",
    ),
    Rule(
        "BR-62",
        "BT-34",
        _addresses_without_scheme,
        "An electronic address does not say of which scheme it is.",
        "'va client edit {client} --peppol-id SCHEME:NUMBER'.",
    ),
    Rule(
        "BR-CO-09",
        "BT-31",
        _vat_ids_without_country,
        "A VAT id does not begin with a country: {found}.",
        "Add it with its prefix: 'va business edit --vat-id …' or 'va client edit {client} --vat-id …'.",
    ),
    Rule(
        "BR-CO-25",
        "BT-9",
        lambda d: d.totals.payable > 0 and not (d.due_date or d.terms),
        "There is neither a due date nor payment terms.",
        "'va client edit {client} --terms-days 14'.",
    ),
    Rule(
        "BR-CO-26",
        "BT-29",
        _unknown_seller,
        "Nothing identifies you: no VAT id, register number or tax number that may stand here.",
        "'va business edit --registration-number …' or 'va business edit --tax-number …'.",
    ),
)
