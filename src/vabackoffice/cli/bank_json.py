"""An hour bank as scripts read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.domain.duration import hours_text

if TYPE_CHECKING:
    from vabackoffice.usecases.bank_view import BankView


def bank_json(view: BankView) -> dict[str, Any]:
    """Return the rows, and where the bank stands after them; hours with two decimals, seconds beside them exact."""
    standing = view.standing
    return {
        "engagement": view.contract.engagement,
        "unit": "hours",
        "period": {"start": view.period.start.isoformat(), "end": view.period.end.isoformat()},
        "rows": [
            {
                "date": row.day.isoformat(),
                "kind": row.kind,
                "source": row.source,
                "entry": row.entry,
                "seconds": row.seconds,
                "hours": hours_text(row.seconds),
                "balance": hours_text(row.balance),
                "why": row.why,
            }
            for row in view.rows
        ],
        "balance": hours_text(view.balance),
        "balance_seconds": view.balance,
        "used": hours_text(view.used),
        "used_seconds": view.used,
        "expires": [
            {"date": one.last_day.isoformat(), "hours": hours_text(one.seconds), "source": one.source}
            for one in view.expiring
        ],
        "low": standing.low if standing and not view.over else None,
    }
