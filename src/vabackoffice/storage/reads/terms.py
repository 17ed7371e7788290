"""Reading dated terms and prices."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.engagement import Terms
from vabackoffice.domain.money import Money
from vabackoffice.domain.rate import PriceRow
from vabackoffice.domain.rounding import RoundingRule

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

_TERMS = """
    SELECT valid_from, model, hourly_rate, fee_minor, allowance_seconds, every, anchor, in_advance, prorata, carry,
        use_order, debt, overage_rate, overage_steps, low_balance, round_seconds, round_mode, round_level,
        minimum_seconds, surcharges, compound, cap_seconds, cap_minor, cap_every, over_cap, payment_days
    FROM terms WHERE engagement_id = :engagement_id ORDER BY valid_from"""
_PRICES = """
    SELECT s.name, c.handle, p.unit, p.amount, p.currency, p.valid_from
    FROM price p JOIN service s ON s.id = p.service_id LEFT JOIN client c ON c.id = p.client_id
    WHERE :client IS NULL OR c.handle IS NULL OR c.handle = :client
    ORDER BY s.name, c.handle, p.unit, p.valid_from"""
_BILLED_FROM = """
    SELECT i.number, max(t.on_date) FROM claim k
    JOIN time_entry t ON k.kind = 'entry' AND t.id = k.source_id JOIN invoice i ON i.id = k.invoice_id
    WHERE t.engagement_id = :engagement_id AND t.on_date >= :day
    GROUP BY i.number ORDER BY 2 DESC LIMIT 1"""


def read_terms_of(book: Book, engagement_id: int, currency: str) -> list[Terms]:
    """Return all terms of an engagement, the first first."""
    cursor = book.connection.execute(_TERMS, {"engagement_id": engagement_id})
    names = [column[0] for column in cursor.description]
    return [_terms(dict(zip(names, row, strict=True)), currency) for row in cursor]


def read_prices(book: Book, client: str | None = None) -> list[PriceRow]:
    """Return the dated prices that hold for `client`: its own and the general ones; all when None."""
    rows = book.connection.execute(_PRICES, {"client": client})
    return [
        PriceRow(name, handle is not None, unit, Decimal(amount), currency, dated(valid_from))
        for name, handle, unit, amount, currency, valid_from in rows
    ]


def list_prices(book: Book, client: str | None = None) -> list[dict[str, Any]]:
    """Return the dated prices as they are shown, with the client they are for."""
    names = ("service", "client", "unit", "amount", "currency", "from")
    rows = book.connection.execute(_PRICES, {"client": client})
    return [dict(zip(names, [*row[:5], None if dated(row[5]) is None else row[5]], strict=True)) for row in rows]


def invoice_billing_from(book: Book, engagement_id: int, day: date | None) -> tuple[str, date] | None:
    """Return the invoice that bills the latest work on or after `day`, and the day of that work."""
    values = {"engagement_id": engagement_id, "day": day.isoformat() if day else "0001-01-01"}
    row = book.connection.execute(_BILLED_FROM, values).fetchone()
    return (row[0], date.fromisoformat(row[1])) if row else None


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
    row["valid_from"], row["surcharges"] = dated(row["valid_from"]), tuple(row["surcharges"].split())
    return Terms(**row)
