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
    "GB": r"(?P<city>.*?)[ ,]*(?P<postcode>[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})",
    "IE": r"(?P<city>.*?)[ ,]*(?P<postcode>[A-Z]\d[\dW] ?[A-Z\d]{4})",
    "US": r"(?P<city>.+?,? [A-Z]{2}) (?P<postcode>\d{5}(?:-\d{4})?)",
    "CA": r"(?P<city>.+?,? [A-Z]{2}) (?P<postcode>[A-Z]\d[A-Z] ?\d[A-Z]\d)",
    "AU": r"(?P<city>.+?) (?P<postcode>\d{4})",
}
_BEFORE_CITY = {
    "NL": r"(?P<postcode>\d{4} ?[A-Z]{2}) (?P<city>.+)",
    "PT": r"(?P<postcode>\d{4}-\d{3}) (?P<city>.+)",
}
_USUAL = r"(?P<postcode>(?:[A-Z]{1,2}-)?\d{3}(?: ?\d{1,3})?) (?P<city>.+)"


def parse_address(text: str, country: str) -> Address:
    """Take `Damrak 1, 1012 LG Amsterdam` apart; commas, semicolons and new lines separate the parts.

    Args:
        text: the address as typed, without the country.
        country: ISO code; it settles where the postcode stands.
    """
    parts = [part.strip() for part in re.split(r"[,;\n]|\\n", text) if part.strip()]
    pattern = re.compile(_AFTER_CITY.get(country) or _BEFORE_CITY.get(country) or _USUAL, re.ASCII | re.IGNORECASE)
    for taken in (1, 2):  # `London SW1A 1AA`, or `Springfield, IL 62701` which a comma cut in two
        found = pattern.fullmatch(", ".join(parts[-taken:]))
        city = found["city"].strip(" ,") if found else ""
        if found and (city or len(parts) > 2):  # noqa: PLR2004
            rest = parts[:-taken] if city else parts[:-2]
            return Address("\n".join(rest), found["postcode"].upper(), city or parts[-2])
    return Address("\n".join(parts), "", "")
