"""What SdI refuses (FatturaPA 1.2.3): the checks 004xx of its list, and what the schema wants, in plain words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vabackoffice.einvoice.fitting import fit
from vabackoffice.einvoice.italian_party import destination
from vabackoffice.einvoice.italian_rows import fund_lines, rows, summaries
from vabackoffice.einvoice.profiles import profile_named
from vabackoffice.einvoice.rule import Finding, Rule, broken, listed
from vabackoffice.einvoice.rules_amounts import AMOUNT_RULES
from vabackoffice.einvoice.rules_presence import PRESENCE_RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vabackoffice.einvoice.italian_facts import ItalianFacts
    from vabackoffice.einvoice.model import Document

_NUMBER = re.compile(r"[\x20-\x7e]{1,20}")
_PROGRESSIVE = re.compile(r"[A-Za-z0-9]{1,5}")
_CODE = re.compile(r"[A-Z0-9]{7}")
_CAP = re.compile(r"\d{5}")
_PARTITA_IVA = re.compile(r"IT\d{11}")
_CODICE_FISCALE = re.compile(r"[A-Z0-9]{11,16}")
_MOST_DECIMALS = 8
_OFFICE = 6

_ADDRESS = "'va business edit --address …'."
_RULES = (
    Rule(
        "00425",
        "BT-1",
        lambda d: d.number and not (re.search(r"\d", d.number) and _NUMBER.fullmatch(d.number)),
        "The number has no digit, or more than 20 characters.",
        "Change the series; SdI takes 20 characters at most.",
    ),
    Rule(
        "FPR12",
        "BT-5",
        lambda d: d.currency != "EUR",
        "The amounts are not in euros, and SdI takes no others.",
        "Bill the client in euros: 'va client edit {client} --currency EUR'.",
    ),
    Rule(
        "FPR12",
        "BT-31",
        lambda d: not _PARTITA_IVA.fullmatch(d.seller.vat_id),
        "Your partita IVA is missing or is not IT and eleven digits.",
        "'va business edit --vat-id IT…'.",
    ),
    Rule("FPR12", "BT-35", lambda d: not d.seller.address.street, "Your street is missing.", _ADDRESS),
    Rule("FPR12", "BT-37", lambda d: not d.seller.address.city, "Your city is missing.", _ADDRESS),
    Rule(
        "FPR12",
        "BT-38",
        lambda d: not _CAP.fullmatch(d.seller.address.postcode),
        "Your CAP is missing or has not five digits.",
        _ADDRESS,
    ),
    Rule(
        "FPR12",
        "BG-8",
        lambda d: not (d.buyer.address.street and d.buyer.address.city),
        "The client's street or city is missing.",
        "'va client edit {client} --address …'.",
    ),
    Rule(
        "FPR12",
        "BT-53",
        lambda d: d.buyer.address.country == "IT" and not _CAP.fullmatch(d.buyer.address.postcode),
        "The client's CAP is missing or has not five digits.",
        "'va client edit {client} --address …'.",
    ),
    Rule(
        "00423",
        "BT-146",
        lambda d: listed(line.id for line in d.lines if line.price != round(line.price, _MOST_DECIMALS)),
        "The price of line {found} has more than eight decimals.",
    ),
    Rule(
        "00400",
        "BT-151",
        lambda d: listed(
            line.id for line in d.lines if line.category == "Z" or (line.category == "S" and not line.rate)
        ),
        "Line {found} has neither VAT nor a Natura: Italy has no zero rate.",
        "Choose 'va client edit {client} --vat E', or leave it to the law with '--vat auto'.",
    ),
)


def check_fatturapa(document: Document, facts: ItalianFacts, client: str = "HANDLE") -> list[Finding]:
    """Return what SdI would refuse, empty when the file can be made.

    Args:
        document: fitted or not.
        facts: what FatturaPA asks for beside it.
        client: the handle that the commands in the hints name.
    """
    fitted = fit(document, profile_named("fatturapa"))
    found = [*broken((*PRESENCE_RULES, *AMOUNT_RULES, *_RULES), fitted, client)]
    return [*found, *_facts(fitted, facts, client)]


def _facts(document: Document, facts: ItalianFacts, client: str) -> Iterator[Finding]:
    if not _PROGRESSIVE.fullmatch(facts.progressive):
        yield Finding("FPR12", "ProgressivoInvio", "The file's own number is not one to five letters and digits.")
    if facts.codice_fiscale and not _CODICE_FISCALE.fullmatch(facts.codice_fiscale):
        message = f"Your codice fiscale '{facts.codice_fiscale}' has not 11 to 16 letters and digits."
        yield Finding("FPR12", "CodiceFiscale", message, "'va business edit --tax-number …'.")
    yield from _destination(document, facts, client)
    if facts.withheld and not facts.withholding_rate:
        yield Finding("00411", "DatiRitenuta", "Tax is withheld, but its percentage is not known.")
    if len(fund_lines(document, facts)) != len(facts.pension_lines):
        message = f"There is no line {listed(facts.pension_lines)} for the fund."
        yield Finding("FPR12", "DatiCassaPrevidenziale", message)
    if not rows(document, facts):
        yield Finding("BR-16", "DettaglioLinee", "There is no line beside the fund's.", "'va invoice add' adds one.")
    net = sum(summary.net for summary in summaries(document, facts))
    if net != document.totals.net:
        yield Finding("00422", "DatiRiepilogo", f"The groups add up to {net}, the document to {document.totals.net}.")


def _destination(document: Document, facts: ItalianFacts, client: str) -> Iterator[Finding]:
    buyer = document.buyer
    if buyer.address.country != "IT":
        return
    if not buyer.vat_id and not facts.buyer_codice_fiscale:
        hint = f"'va client edit {client} --vat-id IT…' or 'va client edit {client} --tax-number …'."
        yield Finding("00417", "BT-48", "The client has neither partita IVA nor codice fiscale.", hint)
    code = destination(document, facts)
    if len(code) == _OFFICE:
        message = f"'{code}' is the code of a public office, whose invoices are signed (FPA12) and not made here."
        yield Finding("00427", "CodiceDestinatario", message, "Use the free service of the Agenzia delle Entrate.")
    elif not _CODE.fullmatch(code):
        hint = f"'va client edit {client} --sdi-code CODE'."
        yield Finding("00427", "CodiceDestinatario", f"'{code}' has not seven capital letters and digits.", hint)
