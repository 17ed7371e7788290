"""How far a cap is used in its running week, month or quarter: what is billed and what is not yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.cap import cap_periods, say_cap
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.invoice import hours_quantity, line_net
from vabackoffice.domain.money import Money
from vabackoffice.domain.period import Period
from vabackoffice.domain.pricing import Tariff, price_hours
from vabackoffice.storage.reads.billed_time import read_billed_lines
from vabackoffice.storage.reads.particulars import read_business, read_client
from vabackoffice.storage.reads.terms import read_prices, read_terms_of
from vabackoffice.storage.reads.unbilled import unbilled_entries
from vabackoffice.usecases.holidays_of import holidays_in

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import date
    from decimal import Decimal

    from vabackoffice.domain.cap import BilledLine, CapPeriod
    from vabackoffice.domain.engagement import Terms
    from vabackoffice.domain.pricing import PricedTime
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow

NEARLY = 80  # per cent of a cap, from which on it is said
FULL = 100
_LONGEST_CAP = timedelta(92)


class CapUse(NamedTuple):
    """A cap's share that is used, in whole per cent (down), and the same in words."""

    percent: int
    said: str


def read_cap_use(book: Book, engagement: EngagementRow, today: date) -> CapUse | None:
    """Return how far the cap of today is used by time billed in its period and by unbilled work of its days."""
    name = f"{engagement.client}/{engagement.name}"
    history = read_terms_of(book, engagement.id, engagement.currency)
    billed = read_billed_lines(book, name, today - _LONGEST_CAP)
    caps = cap_periods(history, Period.day(today), billed, Money.zero(engagement.currency))
    if not caps:
        return None
    days = caps[0].period
    entries = unbilled_entries(book, engagement.client, days, engagement_id=engagement.id)
    parts = _parts_billed(billed)
    holidays = _holidays(book, engagement, caps[0].terms, days)
    tariff = Tariff(engagement.currency, {name: history}, read_prices(book, engagement.client), holidays)
    priced = price_hours([replace(one, part_billed=parts.get(one.id, 0)) for one in entries], tariff)
    return _use(name, caps[0], priced)


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


def _parts_billed(billed: Sequence[BilledLine]) -> dict[int, int]:
    """Return the seconds of each entry that a cap let through earlier."""
    parts: dict[int, int] = {}
    for line in billed:
        for one in line.entries:
            parts[one.id] = parts.get(one.id, 0) + (one.billed if one.is_part else 0)
    return parts


def _holidays(book: Book, engagement: EngagementRow, terms: Terms, days: Period) -> Container[date]:
    """Return the holidays that make hours dearer; of none where only hours count."""
    if terms.cap is None or not any(rule.rule == "holiday" for rule in terms.surcharges):
        return ()
    if terms.holidays == "own":
        return holidays_in(read_business(book)["country"], "", days)
    payer = read_client(book, engagement.client)
    return holidays_in(payer["country"], payer["region"], days)
