"""Pricing work by the hour: rounded and priced by what held on its day, with the surcharges of its hours.

What is rounded as one never mixes engagements, prices or rounding rules.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from vabackoffice.domain.engagement import terms_on
from vabackoffice.domain.rate import hourly_price, name_terms
from vabackoffice.domain.rounding import Piece, billed_seconds, share_out
from vabackoffice.domain.surcharge import say_surcharges, stretches, surcharged

if TYPE_CHECKING:
    from collections.abc import Container, Hashable, Mapping, Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from vabackoffice.domain.engagement import Terms
    from vabackoffice.domain.rate import PriceRow
    from vabackoffice.domain.rounding import RoundingRule
    from vabackoffice.domain.surcharge import Stretch, Surcharge

Grouping = Literal["entry", "day", "service", "one"]
BilledBefore = dict["Hashable", tuple[int, int]]  # worked and billed seconds by rounding group

UNNAMED = "main"  # the engagement that was given no name
_WHY_NOT_BILLED = {
    "flat": "flat: only tasks are billed",
    "retainer": "a retainer: hours draw on its allowance",
    "package": "prepaid: hours draw on packages",
}
_BEYOND = "; what is beyond is billed when its period is over"


@dataclass(frozen=True, slots=True)
class WorkedEntry:
    """A finished, billable time entry: `engagement` as typed (`acme/inbox`), `task` as rounding groups by it.

    `span` is its local start and end (aware), where they are known. `part_billed` are the seconds of it that a cap let
    through earlier, or that a package covers.
    """

    id: int
    day: date
    seconds: int
    note: str
    engagement: str
    service: str = ""
    task: str = ""
    tags: tuple[str, ...] = ()
    span: tuple[datetime, datetime] | None = None
    part_billed: int = 0


@dataclass(frozen=True, slots=True)
class PricedTime:
    """Seconds of one entry at one price: as worked, as billed, and `rate` in major units per hour, surcharges included.

    `rounding` and `why` say in plain words how the one became the other and where the rate comes from. `surcharges` are
    those inside the rate. `part` says that more of the entry waits to be billed.
    """

    entry: WorkedEntry
    worked: int
    billed: int
    rate: Decimal
    rounding: str
    why: tuple[str, ...]
    surcharges: tuple[Surcharge, ...] = ()
    part: bool = False


@dataclass(frozen=True, slots=True)
class _Rated:
    entry: WorkedEntry
    terms: Terms
    rate: Decimal
    why: str
    stretches: list[Stretch]

    @property
    def rule(self) -> RoundingRule:
        return self.terms.rounding


@dataclass(frozen=True, slots=True)
class Tariff:
    """What work of one client is priced by.

    Args:
        currency: of the invoice.
        terms: all terms of each engagement.
        prices: of services, for everybody and for this client.
        holidays: civil dates on which a holiday's surcharge holds.
        before: by engagement, what was billed earlier of the same days, where days are rounded as one.
    """

    currency: str
    terms: Mapping[str, Sequence[Terms]]
    prices: Sequence[PriceRow] = ()
    holidays: Container[date] = ()
    before: Mapping[str, BilledBefore] = field(default_factory=dict)

    def terms_of(self, entry: WorkedEntry) -> Terms:
        """Return the terms that hold for an entry."""
        return terms_on(self.terms.get(entry.engagement, ()), entry.day, entry.engagement)


def price_hours(entries: Sequence[WorkedEntry], tariff: Tariff) -> list[PricedTime]:
    """Return the time that is billed by the hour, ordered by engagement and day.

    Every entry whose terms are hourly is in it, cut where its price changes; the others see `not_billed`.
    Entries of the same day keep the order given.

    Raises:
        ConflictError: no terms or no price reach the day of an entry.
    """
    rated = []
    for entry in sorted(entries, key=lambda entry: (entry.engagement, entry.day)):
        terms = tariff.terms_of(entry)
        if terms.model == "hourly":
            rate, why = hourly_price(entry, terms, tariff.prices, tariff.currency)
            rated.append(_Rated(entry, terms, rate, why, stretches(entry, terms.surcharges, tariff.holidays)))
    billed = _billed(rated, tariff.before)
    return [priced for item in rated for priced in _priced(item, billed)]


def not_billed(entries: Sequence[WorkedEntry], tariff: Tariff) -> list[tuple[WorkedEntry, str]]:
    """Return the entries that make no line of their own because their terms are not hourly, each with the reason."""
    skipped = []
    for entry in entries:
        terms = tariff.terms_of(entry)
        if terms.model != "hourly":
            beyond = _BEYOND if terms.model != "flat" and terms.debt == "bill" else ""
            skipped.append((entry, f"{name_terms(entry, terms)} are {_WHY_NOT_BILLED[terms.model]}{beyond}"))
    return skipped


def _billed(rated: Sequence[_Rated], before: Mapping[str, BilledBefore]) -> dict[tuple[int, int], int]:
    """Return the billed seconds of each stretch, by entry and place in it."""
    rounded_as_one: dict[Hashable, list[tuple[_Rated, int, Stretch]]] = {}
    for item in rated:
        for place, stretch in enumerate(item.stretches):
            apart = stretch.surcharges if item.rule.level == "invoice" else ()
            key = (item.entry.engagement, item.rate, item.rule, apart)
            rounded_as_one.setdefault(key, []).append((item, place, stretch))
    billed: dict[tuple[int, int], int] = {}
    for group in rounded_as_one.values():
        first = group[0][0]
        billed |= _billed_as_one(group, first.rule, before.get(first.entry.engagement, {}))
    return billed


def _billed_as_one(
    group: Sequence[tuple[_Rated, int, Stretch]], rule: RoundingRule, before: BilledBefore
) -> dict[tuple[int, int], int]:
    by_entry: dict[int, list[tuple[int, int]]] = {}
    pieces: dict[int, Piece] = {}
    for item, place, stretch in group:
        entry = item.entry
        by_entry.setdefault(entry.id, []).append((place, stretch.seconds))
        worked = sum(seconds for _, seconds in by_entry[entry.id])
        pieces[entry.id] = Piece(entry.id, entry.day, entry.task, worked)
    due = billed_seconds(list(pieces.values()), rule, before)
    return {
        (entry_id, place): share
        for entry_id, parts in by_entry.items()
        for (place, _), share in zip(parts, share_out([worked for _, worked in parts], due[entry_id]), strict=True)
    }


def _priced(item: _Rated, billed: Mapping[tuple[int, int], int]) -> list[PricedTime]:
    found = []
    settled = item.entry.part_billed
    for place, stretch in enumerate(item.stretches):
        due = billed[item.entry.id, place]
        taken = min(settled, due)
        settled -= taken
        dearer = say_surcharges(stretch.surcharges, compound=item.terms.compound)
        found.append(
            PricedTime(
                entry=item.entry,
                worked=max(0, stretch.seconds - taken),
                billed=due - taken,
                rate=surcharged(item.rate, stretch.surcharges, compound=item.terms.compound),
                rounding=item.rule.describe(),
                why=tuple(filter(None, (item.why, dearer))),
                surcharges=stretch.surcharges,
            )
        )
    return found
