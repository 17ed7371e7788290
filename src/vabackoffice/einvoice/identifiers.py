"""Where a party can be reached and under which number it is registered, with the scheme that each number is of.

Schemes: EAS (electronic address scheme) for addresses, ISO 6523 ICD for registers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vabackoffice.einvoice.model import Identifier

if TYPE_CHECKING:
    from vabackoffice.domain.invoice import Party

# The address scheme that is the VAT number of a country, written with its prefix.
_VAT_ADDRESSES = {
    "AT": "9914",
    "BG": "9926",
    "CH": "9927",
    "CY": "9928",
    "CZ": "9929",
    "DE": "9930",
    "EE": "9931",
    "ES": "9920",
    "FR": "9957",
    "GB": "9932",
    "GR": "9933",
    "HR": "9934",
    "HU": "9910",
    "IE": "9935",
    "IT": "0211",
    "LT": "9937",
    "LU": "9938",
    "LV": "9939",
    "MT": "9943",
    "NL": "9944",
    "PL": "9945",
    "PT": "9946",
    "RO": "9947",
    "SE": "9955",
    "SI": "9949",
    "SK": "9950",
}
# Registers with a scheme of their own: country, scheme, how the number looks.
_REGISTERS = {
    "NL": ("0106", re.compile(r"\d{8}")),
    "FR": ("0002", re.compile(r"\d{9}")),
    "BE": ("0208", re.compile(r"[01]\d{9}")),
    "DK": ("0184", re.compile(r"DK\d{8}")),
    "NO": ("0192", re.compile(r"\d{9}")),
    "SE": ("0007", re.compile(r"\d{10}")),
    "CH": ("0183", re.compile(r"CHE\d{9}")),
}
# Address schemes that are the number of a register at the same time, with the register's own scheme.
_ALSO_REGISTERS = {"0106": "0106", "0190": "0190", "0002": "0002", "0225": "0002", "0208": "0208", "0007": "0007"}
_EIN = re.compile(r"\d{2}-?\d{7}")
_BELGIAN_VAT_ID = re.compile(r"BE[01]\d{9}")
_SIREN = re.compile(r"\d{9}")
_SIRET = re.compile(r"\d{14}")


def legal_id(party: Party) -> Identifier | None:
    """Return the number under which a party is registered (BT-30, BT-47), with its scheme where there is one."""
    number = _compact(party.registration_number) or _belgian_number(party)
    if party.country == "FR" and _SIRET.fullmatch(number):
        return Identifier(number[:9], "0002")
    scheme, looks = _REGISTERS.get(party.country, ("", None))
    if looks and looks.fullmatch(number):
        return Identifier(number, scheme)
    if not number:
        return _from_address(party)
    return Identifier(party.registration_number.strip())


def siret(party: Party) -> Identifier | None:
    """Return the number of a French establishment, of which the register's number is a part."""
    number = _compact(party.registration_number)
    return Identifier(number, "0009") if party.country == "FR" and _SIRET.fullmatch(number) else None


def endpoint(party: Party) -> Identifier | None:
    """Return the electronic address (BT-34, BT-49): the one given, else a number that is one, else the e-mail."""
    given = _given_address(party.peppol_id)
    if given:
        return given
    registered = legal_id(party)
    if registered and registered.scheme in ("0106", "0208"):
        return registered
    if registered and registered.scheme == "0002":
        return Identifier(registered.value, "0225")
    return _tax_address(party) or (Identifier(party.email, "EM") if party.email else None)


def _tax_address(party: Party) -> Identifier | None:
    vat_id = _compact(party.vat_id)
    scheme = _VAT_ADDRESSES.get(party.country)
    if scheme and vat_id:
        return Identifier(vat_id, scheme)
    if party.country == "US" and _EIN.fullmatch(party.tax_number.strip()):
        return Identifier(party.tax_number.strip().replace("-", ""), "9959")
    return None


def _belgian_number(party: Party) -> str:
    """Return the enterprise number of a Belgian party, which is the VAT id without its prefix."""
    vat_id = _compact(party.vat_id)
    return vat_id[2:] if party.country == "BE" and _BELGIAN_VAT_ID.fullmatch(vat_id) else ""


def _from_address(party: Party) -> Identifier | None:
    address = _given_address(party.peppol_id)
    scheme = _ALSO_REGISTERS.get(address.scheme) if address else None
    if address is None or scheme is None:
        return None
    number = address.value[:9] if scheme == "0002" else address.value
    return Identifier(number, scheme) if scheme != "0002" or _SIREN.fullmatch(number) else None


def _given_address(text: str) -> Identifier | None:
    """Read `0208:0123456789`; an address without a scheme is none."""
    scheme, colon, value = text.strip().removeprefix("iso6523-actorid-upis::").partition(":")
    return Identifier(value.strip(), scheme.strip()) if colon and value.strip() else None


def _compact(number: str) -> str:
    return "".join(letter for letter in number.upper() if letter.isalnum())
