"""A party as it stands on a letter: address lines, contact and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.documents.typography import country_name

if TYPE_CHECKING:
    from babel import Locale

    from vabackoffice.domain.invoice import Party

# Where the postcode does not stand before the town (Universal Postal Union, S42); the state is part of `city`.
_TOWN_THEN_POSTCODE = ("US", "CA", "AU")
_POSTCODE_BELOW = ("GB", "IE")
# Registers that everyone knows by their own name, in whatever language the document is.
_REGISTERS = {"NL": "KvK", "IT": "REA", "AT": "FN"}
_SIRET_DIGITS = 14


def address_lines(party: Party, *, abroad: bool, locale: Locale) -> list[str]:
    """Return name, contact, street and town as lines; `abroad` adds the country in capitals, as the post asks."""
    country = [country_name(party.country, locale).upper()] if abroad else []
    return [line for line in [party.name, party.contact, *party.street.splitlines(), *_town(party), *country] if line]


def sender_line(party: Party) -> str:
    """Return the one line above the recipient that a window envelope shows."""
    return " · ".join(line for line in [party.name, *party.street.splitlines(), *_town(party)] if line)


def party_numbers(party: Party, word: dict[str, Any]) -> list[dict[str, str]]:
    """Return label and number of the register, the tax office and VAT, where known."""
    labelled = [
        (_register(party, word), party.registration_number),
        (word["tax_number"], party.tax_number),
        (word["vat_id"], party.vat_id),
    ]
    return [{"label": label, "value": value} for label, value in labelled if value]


def _town(party: Party) -> list[str]:
    if party.country in _TOWN_THEN_POSTCODE:
        return [f"{party.city} {party.postcode}".strip()]
    if party.country in _POSTCODE_BELOW:
        return [party.city, party.postcode]
    return [f"{party.postcode} {party.city}".strip()]


def _register(party: Party, word: dict[str, Any]) -> str:
    if party.country == "FR":
        digits = sum(character.isdigit() for character in party.registration_number)
        return "SIRET" if digits == _SIRET_DIGITS else "SIREN"
    return str(_REGISTERS.get(party.country, word["registration_number"]))
