"""The arithmetic of EN 16931 over any invoice: lines, discounts and rates drawn at random."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.discount import discount_line
from vabackoffice.domain.invoice import Invoice, Line, Party, group_by_vat, line_net
from vabackoffice.domain.money import Money
from vabackoffice.einvoice.from_invoice import from_invoice
from vabackoffice.einvoice.profiles import profile_named
from vabackoffice.einvoice.read import read_invoice
from vabackoffice.einvoice.rule import broken
from vabackoffice.einvoice.rules_amounts import AMOUNT_RULES
from vabackoffice.einvoice.write import write

if TYPE_CHECKING:
    from vabackoffice.einvoice.model import Document

quantities = st.decimals("-50", "500", places=2)
prices = st.one_of(st.decimals("-200", "900", places=2), st.decimals("0", "90", places=6))
vats = st.sampled_from([("S", "21"), ("S", "9"), ("S", "5.5"), ("E", "0"), ("AE", "0"), ("S", "0"), ("Z", "0")])


@st.composite
def lines(draw: st.DrawFn) -> list[Line]:
    found = []
    for _ in range(draw(st.integers(1, 8))):
        quantity, price, (category, rate) = draw(quantities), draw(prices), draw(vats)
        off = draw(st.just(0) | st.integers(0, 5_000))
        net = line_net(quantity, price, "EUR") - Money(off, "EUR")
        plain = Line("extra", "Work", quantity, "hour", price, net, discount=str(off) if off else "")
        found.append(replace(plain, vat_category=category, vat_rate=Decimal(rate)))
    return found


@st.composite
def invoices(draw: st.DrawFn) -> Invoice:
    sold = draw(lines())
    percent = draw(st.integers(0, 30))
    if percent and sum(line.net.minor for line in sold) > 100:
        sold += _spread(discount_line(sold, f"{percent}%", "EUR"), sold)
    cents = st.integers(0, 50_000).map(lambda minor: Money(minor, "EUR"))
    return Invoice(
        kind=draw(st.sampled_from(["invoice", "credit_note"])),
        number="1",
        client="acme",
        issue_date=date(2026, 4, 1),
        due_date=date(2026, 4, 15),
        period=None,
        supply_date=date(2026, 4, 1),
        currency="EUR",
        language="en",
        seller=Party("Ada", "NL"),
        buyer=Party("Acme", "NL"),
        lines=tuple(sold),
        vat_breakdown=group_by_vat(sold, {}),
        stamp_duty=draw(st.none() | cents),
        prepaid=draw(st.none() | cents),
        rounding=draw(st.none() | st.integers(-5, 5).map(lambda minor: Money(minor, "EUR"))),
        withheld=draw(st.none() | cents),
    )


def _spread(whole: Line, sold: list[Line]) -> list[Line]:
    """Take the discount off the first group: how it is spread is the draft's affair."""
    first = sold[0]
    return [
        Line(
            "discount",
            "Discount",
            Decimal(-1),
            "piece",
            whole.unit_price,
            whole.net,
            vat_category=first.vat_category,
            vat_rate=first.vat_rate,
        )
    ]


def slowly(document: Document) -> dict[str, Fraction]:
    """Return the totals as the standard writes them down, in fractions."""
    net = sum((Fraction(line.net) for line in document.lines), Fraction(0))
    off = sum((Fraction(one.amount) for one in document.allowances if not one.is_charge), Fraction(0))
    on = sum((Fraction(one.amount) for one in document.allowances if one.is_charge), Fraction(0))
    vat = Fraction(0)
    for category, rate in {(line.category, line.rate) for line in document.lines if line.rate}:
        parts = [line.net for line in document.lines if (line.category, line.rate) == (category, rate)]
        parts += [
            one.amount if one.is_charge else -one.amount
            for one in document.allowances
            if (one.category, one.rate) == (category, rate)
        ]
        base = sum(parts, Decimal(0))
        vat += Fraction((base * (rate or Decimal(0)) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP))
    gross = net - off + on + vat
    due = gross - Fraction(document.totals.prepaid) + Fraction(document.totals.rounding)
    return {
        "lines": net,
        "allowances": off,
        "charges": on,
        "net": net - off + on,
        "vat": vat,
        "gross": gross,
        "payable": due,
    }


@given(invoices())
def test_every_sum_is_right_to_the_cent(invoice: Invoice) -> None:
    document = from_invoice(invoice)

    assert [*broken(AMOUNT_RULES, document, "acme")] == []
    assert {name: Fraction(getattr(document.totals, name)) for name in slowly(document)} == slowly(document)


@given(invoices())
def test_what_is_written_is_read_back(invoice: Invoice) -> None:
    for name in ("facturx", "peppol"):
        read = read_invoice(write(from_invoice(invoice), profile_named(name)))
        document = from_invoice(invoice)
        assert (read.lines, read.allowances, read.breakdown) == (
            document.lines,
            document.allowances,
            document.breakdown,
        )
        assert read.totals == document.totals


@given(invoices())
def test_prices_are_never_negative(invoice: Invoice) -> None:
    assert min(line.price for line in from_invoice(invoice).lines) >= 0
