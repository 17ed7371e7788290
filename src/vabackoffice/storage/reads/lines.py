"""Lines of drafts and invoices: rows in, domain lines out, and back."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.invoice import Line, LineSource
from vabackoffice.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping


def read_line(row: Mapping[str, Any], currency: str) -> Line:
    """Return the line behind a row of `draft_line` or `invoice_line`."""
    return Line(
        **{name: row[name] for name in ("kind", "text", "unit", "engagement", "service", "vat_choice")},
        quantity=Decimal(row["quantity"]),
        unit_price=Decimal(row["unit_price"]),
        net=Money(row["net_minor"], currency),
        reasons=tuple(json.loads(row["reasons"])),
        first_day=_day(row["first_day"]),
        last_day=_day(row["last_day"]),
        vat_category=row.get("vat_category", ""),
        vat_rate=Decimal(row.get("vat_rate", "0")),
        sources=tuple(_source(one) for one in json.loads(row["sources"])),
        discount=row.get("discount") or "",
    )


def line_columns(line: Line) -> dict[str, Any]:
    """Return the columns that drafts and invoices share."""
    return {
        **{name: getattr(line, name) for name in ("kind", "text", "unit", "engagement", "service", "vat_choice")},
        "quantity": str(line.quantity),
        "unit_price": str(line.unit_price),
        "net_minor": line.net.minor,
        "reasons": json.dumps(line.reasons, ensure_ascii=False),
        "first_day": line.first_day.isoformat() if line.first_day else None,
        "last_day": line.last_day.isoformat() if line.last_day else None,
        "sources": json.dumps([_source_json(source) for source in line.sources], ensure_ascii=False),
        "discount": line.discount or None,
    }


def _source_json(source: LineSource) -> dict[str, Any]:
    return {
        "kind": source.kind,
        "id": source.source_id,
        "date": source.on_date.isoformat(),
        "note": source.note,
        "worked": source.worked_seconds,
        "billed": source.billed_seconds,
    }


def _source(found: dict[str, Any]) -> LineSource:
    day = date.fromisoformat(found["date"])
    return LineSource(found["kind"], found["id"], day, found["note"], found["worked"], found["billed"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
