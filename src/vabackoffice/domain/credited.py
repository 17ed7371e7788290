"""An issued invoice and what credit notes have taken back of it so far."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from vabackoffice.domain.money import Money, total

if TYPE_CHECKING:
    from vabackoffice.domain.invoice import Invoice, Line, VatGroup

# Lines that follow from others and are credited with them.
FOLLOWING = ("discount", "social")
_Key = tuple[str, Decimal]


@dataclass(frozen=True, slots=True)
class Credited:
    """An invoice and what earlier credit notes took back of it."""

    invoice: Invoice
    notes: tuple[Invoice, ...] = ()

    @property
    def left(self) -> Money:
        """What can still be credited, VAT included."""
        return self.invoice.to_settle - total([note.to_settle for note in self.notes], self.invoice.currency)

    @property
    def by_amount(self) -> bool:
        """An earlier note took back an amount, which belongs to no line."""
        return any(not line.sources for note in self.notes for line in note.lines)

    @property
    def zero(self) -> Money:
        """Nothing, in the invoice's currency."""
        return Money.zero(self.invoice.currency)

    def rest(self, name: Literal["withheld", "stamp_duty", "prepaid", "rounding"]) -> Money:
        """Return what is left of an amount below the total."""
        taken = [getattr(note, name) or self.zero for note in self.notes]
        whole: Money = getattr(self.invoice, name) or self.zero
        return whole - total(taken, self.invoice.currency)

    def taken(self, place: int) -> tuple[Decimal, Money]:
        """Return quantity and net that earlier notes took back of a line, counted from 1."""
        lines = [line for note in self.notes for line in note.lines if place_of(line) == place]
        net = total([line.net for line in lines], self.invoice.currency)
        return sum((line.quantity for line in lines), Decimal(0)), net

    def quantity_left(self, place: int) -> Decimal:
        """Return how many units of a line are left."""
        return self.invoice.lines[place - 1].quantity - self.taken(place)[0]

    def group_left(self, group: VatGroup) -> tuple[Money, Money]:
        """Return net and VAT that are left of a VAT group of the invoice."""
        before = [one for note in self.notes for one in note.vat_breakdown if group_key(one) == group_key(group)]
        taken = [total([getattr(one, name) for one in before], self.invoice.currency) for name in ("net", "vat")]
        return group.net - taken[0], group.vat - taken[1]


def place_of(line: Line) -> int:
    """Return which line of the invoice a line of a credit note takes back; 0 is none."""
    return line.sources[0].source_id if line.sources and line.sources[0].kind == "line" else 0


def group_key(group: VatGroup) -> _Key:
    """Return category and rate of a VAT group."""
    return group.category, group.rate


def line_key(line: Line) -> _Key:
    """Return category and rate of a line."""
    return line.vat_category, line.vat_rate
