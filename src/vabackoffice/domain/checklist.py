"""What is missing on an invoice before it can be issued: Directive 2006/112/EC art. 226 and the countries' lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vabackoffice.domain.country import customs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vabackoffice.domain.document_tables import Levy, Particular
    from vabackoffice.domain.invoice import Invoice, Party

# The words for a field, and what is typed after `va business edit` or `va client edit HANDLE` to fill it.
_FIELDS = {
    "address": ("address", "--address 'STREET 1, 12345 CITY'"),
    "vat_id": ("VAT id", "--vat-id ID"),
    "tax_number": ("tax number", "--tax-number NUMBER"),
    "registration_number": ("registration number", "--registration-number NUMBER"),
    "iban": ("bank account", "--iban IBAN"),
    "sole_trader_name": ("'EI' beside the name", "--name 'NAME EI'"),
    "leitweg_id": ("Leitweg-ID", "--leitweg-id ID"),
    "buyer_reference": ("buyer reference", "--buyer-reference TEXT"),
    "sdi_code": ("codice destinatario", "--sdi-code CODE"),
    "pec": ("PEC", "--pec ADDRESS"),
    "peppol_id": ("Peppol id", "--peppol-id ID"),
}
# How a French business is named: a sole trader with these words, a company with its form (R526-27, R123-238 C. com.).
_FRENCH_FORMS = ("EI", "ENTREPRENEUR INDIVIDUEL", "EIRL", "EURL", "SARL", "SAS", "SASU", "SA", "SNC", "SCOP", "SELARL")


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that an invoice lacks: what, the law or standard that asks, and the command that supplies it.

    `is_advice`: the invoice can be issued without it.
    """

    what: str
    why: str
    supply: str
    is_advice: bool = False


def missing_particulars(
    invoice: Invoice, particulars: Iterable[Particular], withholding: Iterable[Levy] = ()
) -> list[Missing]:
    """Return what the parties of an invoice lack, the seller's first.

    Args:
        invoice: as it would be issued.
        particulars: what its country asks for an invoice like this, whatever its amount.
        withholding: the rates that a client like this withholds; advised where none is set.
    """
    asked = sorted(particulars, key=lambda one: (one.is_advice, one.party == "buyer"))
    lacking = [
        _missing(one, invoice)
        for one in asked
        if not _is_small(invoice, one) and not any(_is_filled(_party(invoice, one), name) for name in one.any_of)
    ]
    return [*dict.fromkeys(lacking), *_unset_withholding(invoice, withholding)]


def missing_exemption(invoice: Invoice) -> list[Missing]:
    """Return what an invoice lacks that says of its work only that it is exempt, and not by which article."""
    if all(group.category != "E" or group.note or group.exemption_code for group in invoice.vat_breakdown):
        return []
    supply = "va invoice edit DRAFT --notes 'Exempt: ARTICLE'"
    return [Missing("the article that exempts the work", "Directive 2006/112/EC art. 226 point 11", supply)]


def _party(invoice: Invoice, asked: Particular) -> Party:
    return invoice.seller if asked.party == "seller" else invoice.buyer


def _is_small(invoice: Invoice, asked: Particular) -> bool:
    """Say whether the amount is too small for the question; with reverse charge or in foreign money none is."""
    if asked.above is None or invoice.currency != customs(invoice.seller.country)[0]:
        return False
    return invoice.total.amount <= asked.above and all(group.category != "AE" for group in invoice.vat_breakdown)


def _is_filled(party: Party, name: str) -> bool:
    if name == "address":  # an address that was not understood keeps all its parts in the street
        return bool(party.street and (party.city or "\n" in party.street))
    if name == "sole_trader_name":
        words = f" {party.name.upper()} ".replace(",", " ").replace("(", " ").replace(")", " ")
        return any(f" {form} " in words for form in _FRENCH_FORMS)
    return bool(getattr(party, name))


def _missing(asked: Particular, invoice: Invoice) -> Missing:
    whose = "your business" if asked.party == "seller" else f"'{invoice.client}'"
    command = "business edit" if asked.party == "seller" else f"client edit {invoice.client}"
    named = [_FIELDS[name][0] for name in asked.any_of]
    if asked.called:
        named[-1] = asked.called if len(named) == 1 else f"{named[-1]} ({asked.called})"
    what = f"{' or '.join(named)} of {whose}"
    return Missing(what, _law(asked.source), f"va {command} {_FIELDS[asked.any_of[0]][1]}", asked.is_advice)


def _law(source: str) -> str:
    """Return the law alone; a table's row also says where its text was seen."""
    return source.partition(";")[0]


def _unset_withholding(invoice: Invoice, withholding: Iterable[Levy]) -> list[Missing]:
    rates = [f"{one.figure:f}%" for one in withholding]
    if not rates or invoice.withheld:
        return []
    what = f"the tax that '{invoice.client}' may have to withhold, {' or '.join(rates)}"
    why = next(_law(one.source) for one in withholding)
    return [Missing(what, why, f"va client edit {invoice.client} --withholding {rates[0]}", is_advice=True)]
