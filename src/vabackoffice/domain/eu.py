"""The VAT area of the European Union: which countries form it, since when, and which of their territories do not.

Accession dates are those of the treaties; the United Kingdom stayed in the VAT area until the last day of the
transition period (Withdrawal Agreement art. 126). Territories outside: Directive 2006/112/EC art. 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Membership:
    """A country inside the VAT area: ISO 3166 code, its name in an English sentence, first and last day."""

    country: str
    name: str
    joined: date
    left: date | None = None

    def covers(self, day: date) -> bool:
        """Say whether the country was inside on `day`."""
        return self.joined <= day and (self.left is None or day <= self.left)


@dataclass(frozen=True, slots=True)
class Area:
    """Where a party is for VAT: a country, or a part of it that has VAT rules of its own.

    `code` is what rates are filed under: `ES`, `ES-CN`, `PT-30`. `outside` marks a part to which the
    Directive does not apply although its country is a member.
    """

    country: str
    code: str
    name: str
    outside: bool = False

    def shares_vat_with(self, other: Area) -> bool:
        """Say whether a supply from here to there is domestic."""
        if self.outside or other.outside:
            return self.code == other.code
        return self.country == other.country


_FOUNDED = date(1958, 1, 1)
_WIDENED_2004 = date(2004, 5, 1)

EU_VAT_MEMBERS = (
    Membership("AT", "Austria", date(1995, 1, 1)),
    Membership("BE", "Belgium", _FOUNDED),
    Membership("BG", "Bulgaria", date(2007, 1, 1)),
    Membership("CY", "Cyprus", _WIDENED_2004),
    Membership("CZ", "Czechia", _WIDENED_2004),
    Membership("DE", "Germany", _FOUNDED),
    Membership("DK", "Denmark", date(1973, 1, 1)),
    Membership("EE", "Estonia", _WIDENED_2004),
    Membership("ES", "Spain", date(1986, 1, 1)),
    Membership("FI", "Finland", date(1995, 1, 1)),
    Membership("FR", "France", _FOUNDED),
    Membership("GB", "the United Kingdom", date(1973, 1, 1), date(2020, 12, 31)),
    Membership("GR", "Greece", date(1981, 1, 1)),
    Membership("HR", "Croatia", date(2013, 7, 1)),
    Membership("HU", "Hungary", _WIDENED_2004),
    Membership("IE", "Ireland", date(1973, 1, 1)),
    Membership("IT", "Italy", _FOUNDED),
    Membership("LT", "Lithuania", _WIDENED_2004),
    Membership("LU", "Luxembourg", _FOUNDED),
    Membership("LV", "Latvia", _WIDENED_2004),
    Membership("MT", "Malta", _WIDENED_2004),
    Membership("NL", "the Netherlands", _FOUNDED),
    Membership("PL", "Poland", _WIDENED_2004),
    Membership("PT", "Portugal", date(1986, 1, 1)),
    Membership("RO", "Romania", date(2007, 1, 1)),
    Membership("SE", "Sweden", date(1995, 1, 1)),
    Membership("SI", "Slovenia", _WIDENED_2004),
    Membership("SK", "Slovakia", _WIDENED_2004),
)

_NAMES = {member.country: member.name for member in EU_VAT_MEMBERS} | {
    "AU": "Australia",
    "CA": "Canada",
    "CH": "Switzerland",
    "NO": "Norway",
    "NZ": "New Zealand",
    "US": "the United States",
}

_SAME_COUNTRY = {
    "EL": "GR",  # what Greek VAT ids begin with
    "UK": "GB",  # what people write
    "XI": "GB",  # Northern Ireland follows the EU for goods only (Protocol art. 8): for services it is the UK
    "MC": "FR",  # Monaco is treated as France (Directive 2006/112/EC art. 7)
    "IM": "GB",  # the Isle of Man is treated as the United Kingdom (Directive 2006/112/EC art. 7)
}

_CANARIES = (
    "canary islands, canaries, canarias, islas canarias, las palmas, santa cruz de tenerife, "
    "gran canaria, tenerife, lanzarote, fuerteventura, la palma, la gomera, el hierro"
)

# Area code, name in a sentence, outside the EU VAT area, and what people write in an address.
_TERRITORIES = (
    ("AT-JUNGHOLZ", "Jungholz", False, "jungholz"),
    ("AT-MITTELBERG", "Mittelberg", False, "mittelberg, kleinwalsertal"),
    ("DE-BUESINGEN", "Büsingen", True, "büsingen, buesingen, büsingen am hochrhein"),
    ("DE-HELGOLAND", "Heligoland", True, "heligoland, helgoland"),
    ("ES-CE", "Ceuta", True, "ceuta"),
    ("ES-CN", "the Canary Islands", True, _CANARIES),
    ("ES-ML", "Melilla", True, "melilla"),
    ("FI-01", "the Åland Islands", True, "åland, aland, åland islands, aland islands, ahvenanmaa"),
    ("FR-971", "Guadeloupe", True, "guadeloupe"),
    ("FR-972", "Martinique", True, "martinique"),
    ("FR-973", "French Guiana", True, "french guiana, guyane, guyane française"),
    ("FR-974", "Réunion", True, "réunion, reunion, la réunion, la reunion"),
    ("FR-976", "Mayotte", True, "mayotte"),
    ("FR-MF", "Saint-Martin", True, "saint-martin, saint martin"),
    ("GR-69", "Mount Athos", True, "mount athos, athos, agio oros"),
    ("IT-CAMPIONE", "Campione d'Italia", True, "campione d'italia, campione"),
    ("IT-LIVIGNO", "Livigno", True, "livigno"),
    ("PT-20", "the Azores", False, "azores, açores, acores"),
    ("PT-30", "Madeira", False, "madeira"),
)


def country_code(text: str) -> str:
    """Return the country that VAT law means: `EL` is `GR`, `UK` and `XI` are `GB`."""
    code = text.strip().upper()
    return _SAME_COUNTRY.get(code, code)


def country_name(country: str) -> str:
    """Return the name of a country for an English sentence; the code itself where no name is kept."""
    return _NAMES.get(country_code(country), country.upper())


def locate(country: str, region: str = "") -> Area:
    """Return the area of an address; a region without VAT rules of its own is simply its country."""
    home = country_code(country)
    wanted = " ".join(region.casefold().split()).removeprefix("the ")
    for code, name, outside, spellings in _TERRITORIES:
        if code.startswith(home) and wanted in (code.casefold(), *spellings.split(", ")):
            return Area(home, code, name, outside)
    return Area(home, home, country_name(country))
