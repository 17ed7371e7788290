"""Seller, buyer and the way between them, as FatturaPA asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.einvoice.latin import latin
from vabackoffice.einvoice.xml_text import group, put

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from vabackoffice.einvoice.italian_facts import ItalianFacts
    from vabackoffice.einvoice.model import Address, Document, Party

_ABROAD, _NO_CODE = "XXXXXXX", "0000000"
# What SdI takes where a buyer abroad has no VAT number: of a business, and of a private person.
_BUSINESS_ABROAD, _PRIVATE_ABROAD = "OO99999999999", "0000000"


def destination(document: Document, facts: ItalianFacts) -> str:
    """Return CodiceDestinatario: the buyer's own, XXXXXXX abroad, 0000000 where certified mail or nothing is known."""
    if document.buyer.address.country != "IT":
        return _ABROAD
    return facts.sdi_code or _NO_CODE


def sender(parent: Element, document: Document, facts: ItalianFacts, file_format: str) -> None:
    """Write DatiTrasmissione: the seller sends her own invoices."""
    who = group(parent, "IdTrasmittente")
    put(who, "IdPaese", "IT")
    put(who, "IdCodice", facts.codice_fiscale or document.seller.vat_id[2:])
    put(parent, "ProgressivoInvio", facts.progressive)
    put(parent, "FormatoTrasmissione", file_format)
    code = destination(document, facts)
    put(parent, "CodiceDestinatario", code)
    if code == _NO_CODE:
        put(parent, "PECDestinatario", facts.pec)


def seller(parent: Element, party: Party, facts: ItalianFacts) -> None:
    """Write CedentePrestatore."""
    data = group(parent, "DatiAnagrafici")
    _vat_number(data, party.vat_id[:2], party.vat_id[2:])
    put(data, "CodiceFiscale", facts.codice_fiscale)
    name = group(data, "Anagrafica")
    if facts.first_name and facts.last_name:
        put(name, "Nome", latin(facts.first_name)[:60])
        put(name, "Cognome", latin(facts.last_name)[:60])
    else:
        put(name, "Denominazione", latin(party.name)[:80])
    put(data, "RegimeFiscale", facts.regime)
    _address(group(parent, "Sede"), party.address)


def buyer(parent: Element, party: Party, facts: ItalianFacts) -> None:
    """Write CessionarioCommittente."""
    data = group(parent, "DatiAnagrafici")
    if party.vat_id:
        _vat_number(data, party.vat_id[:2], party.vat_id[2:])
    elif party.address.country != "IT":
        unknown = _BUSINESS_ABROAD if facts.buyer_is_business else _PRIVATE_ABROAD
        _vat_number(data, party.address.country, unknown)
    if party.address.country == "IT":
        put(data, "CodiceFiscale", facts.buyer_codice_fiscale)
    put(group(data, "Anagrafica"), "Denominazione", latin(party.name)[:80])
    _address(group(parent, "Sede"), party.address)


def _vat_number(parent: Element, country: str, number: str) -> None:
    known = group(parent, "IdFiscaleIVA")
    put(known, "IdPaese", country)
    put(known, "IdCodice", number[:28])


def _address(parent: Element, address: Address) -> None:
    put(parent, "Indirizzo", latin(f"{address.street} {address.more}")[:60])
    put(parent, "CAP", address.postcode if address.country == "IT" else "00000")
    put(parent, "Comune", latin(address.city)[:60])
    put(parent, "Nazione", address.country)
