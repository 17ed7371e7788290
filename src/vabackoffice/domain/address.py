"""Postal addresses: one typed line taken apart into street, postcode and city, as e-invoices need them."""

from __future__ import annotations

import re
from typing import NamedTuple


class Address(NamedTuple):
    """Street (its lines joined by newlines), postcode and city; parts that were not recognised stay in the street."""

    street: str
    postcode: str
    city: str


# Where the postcode stands after the city; everywhere else it stands before it.
_AFTER_CITY = {
    "GB": r"(?:(?P<city>.*?)[ ,]+)?(?P<postcode>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})",
    "IE": r"(?:(?P<city>.*?)[ ,]+)?(?P<postcode>[A-Z]\d[\dW] ?[A-Z\d]{4})",
    "US": r"(?P<city>.+?,? [A-Z]{2}),? (?P<postcode>\d{5}(?:-\d{4})?)",
    "CA": r"(?P<city>.+?,? [A-Z]{2}),? (?P<postcode>[A-Z]\d[A-Z] ?\d[A-Z]\d)",
    "AU": r"(?P<city>.+?,? [A-Z]{2,3}),? (?P<postcode>\d{4})",
}
_BEFORE_CITY = {
    "IS": r"(?P<postcode>\d{3}),? (?P<city>.+)",
    "NL": r"(?P<postcode>\d{4} ?[A-Z]{2}),? (?P<city>.+)",
    "PL": r"(?P<postcode>\d{2}-\d{3}),? (?P<city>.+)",
    "PT": r"(?P<postcode>\d{4}-\d{3}),? (?P<city>.+)",
}
_USUAL = r"(?P<postcode>(?:[A-Z]{1,2}-)?(?:\d{4,6}|\d{3} \d{2,3})),? (?P<city>.+)"
_MOST_PARTS = 3  # of the typed ones that belong to the city: `Springfield, IL, 62701`


def parse_address(text: str, country: str) -> Address:
    """Take `Damrak 1, 1012 LG Amsterdam` apart; commas, semicolons and new lines separate the parts.

    Args:
        text: the address as typed, without the country.
        country: ISO code; it settles where the postcode stands.
    """
    parts = [part.strip() for part in re.split(r"[,;\n]|\\n", text) if part.strip()]
    pattern = re.compile(_AFTER_CITY.get(country) or _BEFORE_CITY.get(country) or _USUAL, re.ASCII | re.IGNORECASE)
    for taken in range(1, min(len(parts), _MOST_PARTS) + 1):
        found = pattern.fullmatch(", ".join(parts[-taken:]))
        if found:
            street, city = parts[:-taken], (found["city"] or "").strip(" ,")
            if not city and len(street) > 1 and not _begins_with_house_number(street[-1]):
                city = street.pop()  # the postcode alone: `10 Downing Street, London, SW1A 2AA`
            if not _begins_with_house_number(city):
                return Address("\n".join(street), found["postcode"].upper(), city)
    return Address("\n".join(parts), "", "")


def _begins_with_house_number(part: str) -> bool:
    """Say whether a part is a street rather than a city: no city begins with a figure."""
    return part[:1].isdigit()
