"""What is looked up about documents beside VAT, as dated values: sentences, particulars, levies, notices.

`valid_to` is the last day; `when` are the facts of an invoice (`document_facts`) that must all be true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

PartyName = Literal["seller", "buyer"]
LevyKey = Literal["withholding", "social_charge", "stamp_duty"]

# Where the client is and what it is; the seller's regime; the kind of document; VAT categories (UNCL 5305); what stands
# below the lines; the electronic invoice that the client wants.
FACTS = (
    *("home", "abroad", "business", "private"),
    *("standard", "small", "unregistered"),
    *("invoice", "credit_note"),
    *("S", "AE", "E", "O", "G", "Z"),
    *("withheld", "social_charge", "stamp_duty"),
    *("xrechnung", "fatturapa", "peppol"),
)


@dataclass(frozen=True, slots=True)
class Span:
    """From which day to which a row holds; without a last day it still does."""

    first: date
    last: date | None

    def covers(self, day: date) -> bool:
        """Say whether the row holds on `day`."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that a country's law wants on an invoice; `role` says what it is about."""

    role: str
    country: str
    language: str
    text: str
    when: frozenset[str]
    span: Span
    source: str


@dataclass(frozen=True, slots=True)
class Particular:
    """Something an invoice must say about a party: one of the fields `any_of`.

    `above` is the total (major units of the country's currency) up to which the law does not ask for it; `is_advice`
    marks what no law asks for, or what is not certain enough to refuse an invoice for.
    """

    country: str
    party: PartyName
    what: str
    any_of: tuple[str, ...]
    called: str
    when: frozenset[str]
    above: Decimal | None
    is_advice: bool
    span: Span
    source: str


@dataclass(frozen=True, slots=True)
class Levy:
    """What is taken off or put on below the lines: `figure` is in per cent, of stamp duty in major units.

    Stamp duty is due when what stands in `categories` of VAT is more than `above`.
    """

    key: LevyKey
    country: str
    figure: Decimal
    when: frozenset[str]
    above: Decimal | None
    categories: tuple[str, ...]
    span: Span
    source: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a seller should know about a duty that this program does not fulfil."""

    key: str
    country: str
    text: str
    span: Span
    source: str


@dataclass(frozen=True, slots=True)
class DocumentTables:
    """All of them."""

    mentions: tuple[Mention, ...]
    particulars: tuple[Particular, ...]
    levies: tuple[Levy, ...]
    notices: tuple[Notice, ...]

    def mentions_for(self, country: str, facts: frozenset[str], language: str, day: date) -> tuple[str, ...]:
        """Return the sentences of a document of `day`, of one role once per language where it has several.

        Args:
            country: the seller's.
            facts: of the invoice.
            language: the invoice's; it decides where a country has rows in several languages, one of them this.
            day: the document's date.
        """
        found = [one for one in self.mentions if one.country == country and one.when <= facts and one.span.covers(day)]
        spoken = {one.role for one in found if one.language == language}
        chosen = [one.text for one in found if one.language == language or one.role not in spoken]
        return tuple(dict.fromkeys(chosen))

    def particulars_for(self, country: str, facts: frozenset[str], day: date, *, in_eu: bool) -> tuple[Particular, ...]:
        """Return what a document of `day` must say about its parties; a country's own rows replace those of the EU."""
        own = [one for one in self.particulars if one.country == country]
        settled = {(one.party, one.what) for one in own}
        general = [one for one in self.particulars if one.country == "EU" and (one.party, one.what) not in settled]
        rows = [one for one in self.particulars if not one.country]
        asked = [*own, *(general if in_eu else ()), *rows]
        return tuple(one for one in asked if one.when <= facts and one.span.covers(day))

    def levies_of(self, key: LevyKey, country: str, day: date) -> tuple[Levy, ...]:
        """Return the levies of a country on `day`."""
        return tuple(one for one in self.levies if one.key == key and one.country == country and one.span.covers(day))

    def notices_for(self, country: str, day: date) -> tuple[Notice, ...]:
        """Return what a seller of `country` should know on `day`."""
        return tuple(one for one in self.notices if one.country == country and one.span.covers(day))


def unknown_facts(words: Iterable[str]) -> list[str]:
    """Return the words that are no facts of an invoice."""
    return [word for word in words if word not in FACTS]
