"""What the VAT decision looks up: regimes, dated rates and dated phrases, as values. `valid_to` is the last day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from vabackoffice.domain.eu import Membership, country_code, country_name
from vabackoffice.domain.handle import nearest, shorten
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

RegimeKind = Literal["standard", "small", "unregistered"]
WordingKey = Literal["reverse_charge", "small_business", "outside_scope"]

DIRECTIVE = "EU"  # the "country" of the phrases that are the Directive's own


@dataclass(frozen=True, slots=True)
class Regime:
    """How a seller stands towards VAT: charging it, exempt as a small business, or not registered at all."""

    code: str
    country: str
    kind: RegimeKind
    aliases: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Rate:
    """A VAT rate in per cent, filed under a country or under a region with rates of its own (`PT-30`)."""

    country: str
    level: str
    percent: Decimal
    valid_from: date
    valid_to: date | None
    source: str

    def covers(self, day: date) -> bool:
        """Say whether the rate holds on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Wording:
    """A phrase that an invoice must carry.

    The rows of a seller's country are in its legal languages; the rows of `EU` are the Directive's terms,
    for customers who read another language.
    """

    key: WordingKey
    country: str
    language: str
    text: str
    valid_from: date
    valid_to: date | None
    source: str

    def covers(self, day: date) -> bool:
        """Say whether the phrase holds for a document of `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class VatTables:
    """All that is looked up; `refused` tells why a regime that somebody may ask for does not exist."""

    regimes: tuple[Regime, ...]
    rates: tuple[Rate, ...]
    wordings: tuple[Wording, ...]
    eu_members: tuple[Membership, ...]
    refused: Mapping[str, str] = field(default_factory=dict)

    def is_member(self, country: str, day: date) -> bool:
        """Say whether `country` was in the EU VAT area on `day`."""
        return any(member.country == country and member.covers(day) for member in self.eu_members)

    def knows(self, country: str) -> bool:
        """Say whether there are any VAT rules for `country`."""
        return any(regime.country == country for regime in self.regimes)

    def rates_on(self, area: str, day: date) -> tuple[Rate, ...]:
        """Return the rates of an area on `day`, one per level."""
        return tuple(rate for rate in self.rates if rate.country == area and rate.covers(day))

    def phrases(self, key: WordingKey, country: str, language: str, day: date, *, in_eu: bool) -> tuple[str, ...]:
        """Return the phrases for a document of `day`: in the seller's legal language and in that of the invoice.

        Where a country has several legal languages the invoice's decides among them; an invoice in none of
        them carries them all. A country without rows of its own uses the Directive's English term.
        """
        legal = self._by_language(key, country, day)
        general = self._by_language(key, DIRECTIVE, day) if in_eu else {}
        spoken = language[:2].lower()
        if spoken in legal:
            return (legal[spoken],)
        if not legal and spoken not in general:
            spoken = "en"
        found = [*legal.values(), general.get(spoken, "")]
        return tuple(dict.fromkeys(text for text in found if text))

    def _by_language(self, key: WordingKey, country: str, day: date) -> dict[str, str]:
        rows = (row for row in self.wordings if row.key == key and row.country == country and row.covers(day))
        return {row.language: row.text for row in rows}


def resolve_regime(text: str, tables: VatTables) -> Regime:
    """Return the regime that `text` names by code or alias: `nl-kor` is `nl-small`.

    A country without VAT rules has one regime, `<country>-unregistered`.

    Raises:
        InvalidInputError: the name is unknown, or stands for something the law does not offer.
    """
    wanted = "-".join(text.lower().replace("_", "-").split())
    for regime in tables.regimes:
        if wanted == regime.code or wanted in regime.aliases:
            return regime
    if wanted in tables.refused:
        message = f"There is no regime '{wanted}': {tables.refused[wanted]}"
        raise InvalidInputError(message, f"Use '{wanted[:2]}-standard'.")
    country, _, kind = wanted.partition("-")
    if kind == "unregistered" and len(country) == len("xx") and not tables.knows(country_code(country)):
        return Regime(wanted, country_code(country), "unregistered", (), f"{country_name(country)}: no VAT rules known")
    near = nearest(wanted, [name for regime in tables.regimes for name in (regime.code, *regime.aliases)])
    message = f"There is no regime '{shorten(text)}'."
    hint = f"Did you mean {' or '.join(near)}? " if near else ""
    raise InvalidInputError(message, f"{hint}A country without VAT rules here is 'other-unregistered'.")
