"""How far a cap is used in its running week, month or quarter: what is billed and what is not yet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.cap import LONGEST_CAP, cap_periods, less_parts, say_cap
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.invoice import hours_quantity, line_net
from vabackoffice.domain.money import Money
from vabackoffice.domain.period import Period
from vabackoffice.domain.pricing import Tariff, price_hours
from vabackoffice.storage.reads.billed_time import read_billed_lines
from vabackoffice.storage.reads.particulars import read_business, read_client
from vabackoffice.storage.reads.terms import read_prices, read_terms_of
from vabackoffice.storage.reads.unbilled import unbilled_entries
from vabackoffice.usecases.holidays_of import surcharge_holidays

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from vabackoffice.domain.cap import CapPeriod
    from vabackoffice.domain.pricing import PricedTime
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow

NEARLY = 80  # per cent of a cap, from which on it is said
FULL = 100


class CapUse(NamedTuple):
    """A cap's share that is used, in whole per cent (down), and the same in words."""

    percent: int
    said: str


def read_cap_use(book: Book, engagement: EngagementRow, today: date) -> CapUse | None:
    """Return how far the cap of today is used by time billed in its period and by unbilled work of its days."""
    name = f"{engagement.client}/{engagement.name}"
    history = read_terms_of(book, engagement.id, engagement.currency)
    billed = read_billed_lines(book, name, today - LONGEST_CAP)
    caps = cap_periods(history, Period.day(today), billed, Money.zero(engagement.currency))
    if not caps:
        return None
    entries = unbilled_entries(book, engagement.client, caps[0].period, engagement_id=engagement.id)
    tariff = Tariff(engagement.currency, {name: history}, read_prices(book, engagement.client))
    if caps[0].terms.cap is not None:
        home, payer = read_business(book)["country"], read_client(book, engagement.client)
        tariff = replace(tariff, holidays=surcharge_holidays(history, entries, home, payer))
    return _use(name, caps[0], price_hours(less_parts(entries, billed), tariff))


def _use(name: str, cap: CapPeriod, priced: Sequence[PricedTime]) -> CapUse:
    """Compare what is used with the cap, both as money or both as hours."""
    terms = cap.terms
    if terms.cap is None:
        seconds = cap.used_seconds + sum(item.billed for item in priced)
        percent = seconds * FULL // max(terms.cap_seconds or 0, 1)
        said = format_duration(seconds)
    else:
        hours: dict[Decimal, int] = {}
        for item in priced:
            hours[item.rate] = hours.get(item.rate, 0) + item.billed
        nets = [line_net(hours_quantity(seconds), rate, terms.cap.currency) for rate, seconds in hours.items()]
        used = sum(nets, cap.used)
        percent = used.minor * FULL // terms.cap.minor
        said = str(used)
    return CapUse(percent, f"{name}: {said} of at most {say_cap(terms)} are used ({percent} %)")
