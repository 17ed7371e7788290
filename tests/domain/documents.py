"""Invoices of any lines, and what EN 16931 says that their sums are."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import strategies as st

from vabackoffice.domain.invoice import Invoice, Line, Party, group_by_vat, line_net
from vabackoffice.domain.line_discount import with_discount
from vabackoffice.domain.money import Money

DAY = date(2026, 3, 31)
PARTY = Party("Example Office", "NL")
KEYS = [("S", Decimal(21)), ("S", Decimal(9)), ("S", Decimal("5.5")), ("E", Decimal(0))]


def line(key: tuple[str, Decimal], quantity: str | Decimal, price: str | Decimal, discount: str = "") -> Line:
    """Return a line of one's own in euros."""
    count, unit_price = Decimal(quantity), Decimal(price)
    net = line_net(count, unit_price, "EUR")
    made = Line("extra", "Work", count, "hour", unit_price, net, vat_category=key[0], vat_rate=key[1])
    return with_discount(made, discount)


def invoice(lines: tuple[Line, ...], **fields: Any) -> Invoice:
    """Return an issued invoice of these lines."""
    parties = (PARTY, PARTY)
    groups = group_by_vat(lines, {})
    return Invoice("invoice", "2026-0001", "acme", DAY, DAY, None, DAY, "EUR", "en", *parties, lines, groups, **fields)


@st.composite
def any_line(draw: st.DrawFn) -> Line:
    """Draw a line that charges something, with or without a discount that leaves something of it."""
    key = draw(st.sampled_from(KEYS))
    quantity = draw(st.decimals("0.01", 999, places=2))
    price = draw(st.decimals(1, 999, places=3))
    made = line(key, quantity, price)
    kind = draw(st.sampled_from(["", "%", "amount"])) if made.net.minor > 100 else ""
    percent = draw(st.integers(1, 99))
    if kind == "%":
        return with_discount(made, f"{percent}%")
    return with_discount(made, str(Decimal(made.net.minor * percent // 100) / 100)) if kind else made


def half_up(amount: Decimal) -> Decimal:
    """Return an amount to the cent."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def check_sums(made: Invoice, *, vat_may_miss: Decimal = Decimal(0)) -> None:
    """Assert BR-CO-10 to BR-CO-17, each written as the standard says it; all amounts in euros with two decimals."""
    nets = [one.net.amount for one in made.lines]
    assert made.net.amount == sum(nets, Decimal(0))  # BR-CO-10 and BR-CO-13, discounts being lines here
    for group in made.vat_breakdown:
        own = [one.net.amount for one in made.lines if (one.vat_category, one.vat_rate) == (group.category, group.rate)]
        assert group.net.amount == sum(own, Decimal(0))
        assert abs(group.vat.amount - half_up(group.net.amount * group.rate / 100)) <= vat_may_miss  # BR-CO-17
    assert made.vat.amount == sum((group.vat.amount for group in made.vat_breakdown), Decimal(0))  # BR-CO-14
    assert made.total == made.net + made.vat  # BR-CO-15
    nothing = Money.zero("EUR")
    below = (made.stamp_duty or nothing) + (made.rounding or nothing) - (made.prepaid or nothing)
    assert made.to_settle == made.total + below  # BR-CO-16
