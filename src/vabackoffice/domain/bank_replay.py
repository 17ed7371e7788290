"""The state of an hour bank while its contract is replayed: what it holds, the period it is in, and the rows so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vabackoffice.domain.bank_row import BankRow
from vabackoffice.domain.bank_stock import Stock
from vabackoffice.domain.bank_words import name_period
from vabackoffice.domain.overage import say_overage

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.bank_period import BankPeriod
    from vabackoffice.domain.bank_row import RowKind
    from vabackoffice.domain.contract import Contract


@dataclass(slots=True)
class Replay:
    """A bank on its way through `contract`; `now` is the period it is in and `name` what sentences call that.

    `beyond` says what overage costs in it; `carried_by` is the name and the carry rule of the period that carried last.
    """

    contract: Contract
    now: BankPeriod
    name: str = ""
    beyond: str = ""
    carried_by: tuple[str, str] = ("", "")
    stock: Stock = field(default_factory=Stock)
    rows: list[BankRow] = field(default_factory=list)
    balance: int = 0

    def enter(self, period: BankPeriod) -> None:
        """Go on to the next period."""
        self.now = period
        self.name = name_period(period.period)
        self.beyond = f"overage{say_overage(period.terms, self.contract.currency, self.name)}"

    def add(  # noqa: PLR0913, PLR0917 - the columns of a row; by position, since there are many thousands of them
        self, day: date, kind: RowKind, source: str, seconds: int, why: str, entry: int | None = None
    ) -> None:
        """Write a row; overage of an entry stands beside the balance."""
        if kind != "overage" or entry is None:
            self.balance += seconds
        self.rows.append(BankRow(day, kind, source, entry, seconds, self.balance, self.now.period, why))
