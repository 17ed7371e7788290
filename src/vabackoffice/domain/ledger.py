"""The ledger behind a tax year: what was billed, what was paid and how long was worked, as rows without lines."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.domain.invoice import VatGroup
from vabackoffice.domain.money import Money, total

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.invoice import Kind


@dataclass(frozen=True, slots=True)
class Place:
    """Where a party was and what it was, as frozen on the document."""

    country: str
    region: str = ""
    is_business: bool = True


@dataclass(frozen=True, slots=True)
class LedgerInvoice:
    """An issued invoice or credit note: amounts as printed, so those of a credit note are positive too.

    `supply_date` is the end of the service, `withheld` the tax the client was to withhold, `stamp_duty` what it was
    charged, `rounding` what reached an agreed price, `corrects` the number of the invoice a credit note corrects,
    `file_name` and `sha256` those of its PDF.
    """

    number: str
    kind: Kind
    client: str
    buyer_name: str
    issue_date: date
    due_date: date
    supply_date: date
    currency: str
    seller: Place
    buyer: Place
    groups: tuple[VatGroup, ...]
    withheld: Money
    stamp_duty: Money | None = None
    rounding: Money | None = None
    corrects: str = ""
    file_name: str = ""
    sha256: str = ""

    @property
    def sign(self) -> int:
        """What its amounts count as: a credit note takes away."""
        return -1 if self.kind == "credit_note" else 1

    @property
    def net(self) -> Money:
        """The sum without VAT."""
        return total([group.net for group in self.groups], self.currency)

    @property
    def vat(self) -> Money:
        """The VAT."""
        return total([group.vat for group in self.groups], self.currency)

    @property
    def total(self) -> Money:
        """The sum with VAT."""
        return self.net + self.vat

    @property
    def parts(self) -> tuple[VatGroup, ...]:
        """What money settles: the VAT groups, then stamp duty and rounding as groups of their own without VAT."""
        beside = {"stamp_duty": self.stamp_duty, "rounding": self.rounding}
        zero = Money.zero(self.currency)
        return (*self.groups, *(VatGroup(name, Decimal(0), money, zero) for name, money in beside.items() if money))

    @property
    def to_settle(self) -> Money:
        """The sum that money, withheld tax and credit notes are to settle."""
        return total([part.net + part.vat for part in self.parts], self.currency)


@dataclass(frozen=True, slots=True)
class Allocation:
    """The part of a payment that settles one invoice: money and withheld tax."""

    invoice: str
    amount: Money
    withheld: Money


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came in, or went back (negative); `rate` is book currency per one unit of its own."""

    id: int
    paid_on: date
    client: str
    amount: Money
    withheld: Money
    fee: Money
    rate: Decimal | None
    method: str
    note: str
    allocations: tuple[Allocation, ...]

    @property
    def unallocated(self) -> Money:
        """What settles no invoice: the client's credit."""
        return self.amount - total([part.amount for part in self.allocations], self.amount.currency)

    @property
    def invoices(self) -> tuple[str, ...]:
        """The numbers of the invoices it was paid on."""
        return tuple(part.invoice for part in self.allocations)


@dataclass(frozen=True, slots=True)
class WorkedHours:
    """The seconds of one month (`2026-03`) for one client, or for the business itself, billable or not."""

    month: str
    client: str
    internal: str
    billable: bool
    seconds: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was billed and paid until the end of a period, and what was worked inside it, each by date."""

    invoices: tuple[LedgerInvoice, ...]
    payments: tuple[Payment, ...]
    hours: tuple[WorkedHours, ...]
