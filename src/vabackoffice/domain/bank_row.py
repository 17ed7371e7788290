"""A row of the hour bank's ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from vabackoffice.domain.period import Period

RowKind = Literal["carry_in", "allowance", "purchase", "draw", "overage", "expiry", "carry_out"]


@dataclass(frozen=True, slots=True)
class BankRow:
    """What one event did: `seconds` is the signed effect on `balance`, or beside it for overage.

    `source` is `allowance`, `carried`, `package:ID`, `debt` or `overage`; `entry` the id of the time entry behind it;
    `period` the bank period in which it falls; `why` a sentence.
    """

    day: date
    kind: RowKind
    source: str
    entry: int | None
    seconds: int
    balance: int
    period: Period
    why: str


def drawn_by_entry(rows: Iterable[BankRow]) -> dict[int, int]:
    """Return the seconds that each entry drew on the bank."""
    drawn: dict[int, int] = {}
    for row in rows:
        if row.kind == "draw" and row.entry is not None:
            drawn[row.entry] = drawn.get(row.entry, 0) - row.seconds
    return drawn
