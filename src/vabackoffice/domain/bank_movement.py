"""What happened in an hour bank within a period, as sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vabackoffice.domain.duration import format_duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vabackoffice.domain.bank_row import BankRow
    from vabackoffice.domain.period import Period


@dataclass(frozen=True, slots=True)
class Movement:
    """Seconds in a bank before and after a period; in between what came in, was used, lapsed, or was used beyond it."""

    before: int
    came_in: int
    used: int
    lapsed: int
    beyond: int
    after: int

    def __str__(self) -> str:
        """Return `2h before, 10h in, 9h used, 1h beyond, 3h after`; what is nothing is left out, but for both ends."""
        middle = ((self.came_in, "in"), (self.used, "used"), (self.lapsed, "lapsed"), (self.beyond, "beyond"))
        parts = [f"{format_duration(seconds)} {what}" for seconds, what in middle if seconds]
        ends = [f"{format_duration(self.before)} before", f"{format_duration(self.after)} after"]
        return ", ".join([ends[0], *parts, ends[1]])


def bank_movement(rows: Sequence[BankRow], period: Period) -> Movement:
    """Return the sums of a ledger within a period. What is carried from one bank period into the next did not move.

    Args:
        rows: the whole ledger up to the period's end.
        period: whose days count.
    """
    inside = [row for row in rows if row.day in period]
    before = _stock(row for row in rows if row.day < period.start)
    return Movement(
        before=before,
        came_in=sum(row.seconds for row in inside if row.kind in ("allowance", "purchase")),
        used=-sum(row.seconds for row in inside if row.kind == "draw"),
        lapsed=-sum(row.seconds for row in inside if row.kind == "expiry"),
        beyond=sum(row.seconds for row in inside if row.kind == "overage"),
        after=before + _stock(inside),
    )


def _stock(rows: Iterable[BankRow]) -> int:
    """Return what rows bring into a bank; overage is beside it, but for a debt at the end, which no entry made."""
    settled = ("allowance", "purchase", "draw", "expiry")
    return sum(row.seconds for row in rows if row.kind in settled or (row.kind == "overage" and row.entry is None))
