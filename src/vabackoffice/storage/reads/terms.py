"""Reading dated terms and prices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.engagement import Terms
from vabackoffice.domain.money import Money
from vabackoffice.domain.price_steps import parse_steps
from vabackoffice.domain.rate import PriceRow
from vabackoffice.domain.rounding import RoundingRule
from vabackoffice.domain.surcharge import parse_surcharge

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_TERMS = """
    SELECT valid_from, model, hourly_rate, fee_minor, allowance_seconds, every, anchor, in_advance, prorata, carry,
        use_order, debt, overage_rate, overage_steps, low_balance, round_seconds, round_mode, round_level,
        minimum_seconds, surcharges, compound, cap_seconds, cap_minor, cap_every, over_cap, payment_days, renew,
        holidays
    FROM terms WHERE engagement_id = :engagement_id ORDER BY valid_from"""
_PRICES = """
    SELECT s.name, c.handle, p.unit, p.amount, p.currency, p.valid_from, p.steps, p.steps_per
    FROM price p JOIN service s ON s.id = p.service_id LEFT JOIN client c ON c.id = p.client_id
    WHERE :client IS NULL OR c.handle IS NULL OR c.handle = :client
    ORDER BY s.name, c.handle, p.unit, p.valid_from"""
# What was billed at the terms of an engagement, or at the price of a service, from one day until before another.
# A client with a price of its own never pays everybody's.
_BILLED = """
    SELECT coalesce(i.number, ''), k.draft_id, c.handle || '/' || e.name, max(t.on_date) FROM claim k
    JOIN time_entry t ON k.kind IN ('entry', 'part') AND t.id = k.source_id
    JOIN engagement e ON e.id = t.engagement_id JOIN client c ON c.id = e.client_id
    LEFT JOIN invoice i ON i.id = k.invoice_id
    WHERE t.on_date >= :day AND (:until IS NULL OR t.on_date < :until)
        AND (:engagement_id IS NULL OR e.id = :engagement_id)
        AND (:service_id IS NULL OR t.service_id = :service_id)
        AND (:client_id IS NULL OR c.id = :client_id)
        AND (:service_id IS NULL OR :client_id IS NOT NULL OR NOT EXISTS (
            SELECT 1 FROM price p WHERE p.service_id = t.service_id AND p.client_id = c.id
                AND p.unit = 'hour' AND p.valid_from <= t.on_date))
    GROUP BY k.invoice_id, k.draft_id ORDER BY i.number IS NULL, 4 DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class BilledWork:
    """Hours that an invoice (by its number) or else a draft bills: the engagement and the last day of them."""

    invoice: str
    draft_id: int | None
    engagement: str
    day: date


def read_terms_of(book: Book, engagement_id: int, currency: str) -> list[Terms]:
    """Return all terms of an engagement, the first first."""
    cursor = book.connection.execute(_TERMS, {"engagement_id": engagement_id})
    names = [column[0] for column in cursor.description]
    return [_terms(dict(zip(names, row, strict=True)), currency) for row in cursor]


def read_prices(book: Book, client: str | None = None) -> list[PriceRow]:
    """Return the dated prices that hold for `client`: its own and the general ones; all when None."""
    return [price for _, price in list_prices(book, client)]


def list_prices(book: Book, client: str | None = None) -> list[tuple[str | None, PriceRow]]:
    """Return the dated prices with the client each is for, None for everybody: those that hold for `client`, or all."""
    return [
        (
            handle,
            PriceRow(
                service=name,
                client_specific=handle is not None,
                unit=unit,
                amount=Decimal(amount),
                currency=currency,
                valid_from=dated(valid_from),
                steps=parse_steps(steps, currency) if steps else (),
                steps_per=steps_per,
            ),
        )
        for name, handle, unit, amount, currency, valid_from, steps, steps_per in book.connection.execute(
            _PRICES, {"client": client}
        )
    ]


def latest_billed(
    book: Book,
    since: date | None,
    until: date | None,
    *,
    engagement_id: int | None = None,
    service_id: int | None = None,
    client_id: int | None = None,
) -> BilledWork | None:
    """Return who bills the latest hours from `since` until before `until`; an invoice comes before a draft.

    Hours of an engagement, or of a service: a client's, or everybody's who has no price of its own.
    """
    values = {
        "day": since.isoformat() if since else "0001-01-01",
        "until": until.isoformat() if until else None,
        "engagement_id": engagement_id,
        "service_id": service_id,
        "client_id": client_id,
    }
    row = book.connection.execute(_BILLED, values).fetchone()
    if row is None:
        return None
    number, draft_id, engagement, day = row
    return BilledWork(number, draft_id, engagement, date.fromisoformat(day))


def dated(valid_from: str) -> date | None:
    """Return the day a dated row holds from, None for "since ever"."""
    return None if valid_from.startswith("0001") else date.fromisoformat(valid_from)


def _terms(row: dict[str, Any], currency: str) -> Terms:
    row["rounding"] = RoundingRule(
        row.pop("round_seconds"), row.pop("round_mode"), row.pop("minimum_seconds"), row.pop("round_level")
    )
    for name in ("hourly_rate", "overage_rate", "low_balance"):
        row[name] = None if row[name] is None else Decimal(row[name])
    for name in ("fee", "cap"):
        minor = row.pop(f"{name}_minor")
        row[name] = None if minor is None else Money(minor, currency)
    for name in ("in_advance", "prorata", "compound"):
        row[name] = bool(row[name])
    row["valid_from"] = dated(row["valid_from"])
    row["surcharges"] = tuple(parse_surcharge(text) for text in row["surcharges"].split())
    row["renew"], row["holidays"] = row["renew"] or "propose", row["holidays"] or "client"
    return Terms(**row)
