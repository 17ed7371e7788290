"""What an invoice adds up to, by EN 16931: worked by hand, and for random lines and rates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.invoice import Invoice, Line, Party, VatGroup, group_by_vat, hours_quantity, line_net, vat_on
from vabackoffice.domain.money import Money
from vabackoffice.errors import InvalidInputError

PARTY = Party("Example Office", "NL")
KEYS = [
    ("S", Decimal(21)),
    ("S", Decimal(9)),
    ("S", Decimal("5.5")),
    ("AE", Decimal(0)),
    ("E", Decimal(0)),
]
lines_of_anything = st.lists(
    st.tuples(
        st.sampled_from(KEYS),
        st.decimals(-999, 999, places=2, allow_nan=False),
        st.decimals(0, 9999, places=3, allow_nan=False),
    ),
    max_size=12,
)


def line(category: str, rate: str, quantity: str, price: str, currency: str = "EUR") -> Line:
    count, unit_price = Decimal(quantity), Decimal(price)
    net = line_net(count, unit_price, currency)
    return Line("extra", "Work", count, "hour", unit_price, net, vat_category=category, vat_rate=Decimal(rate))


def invoice(lines: tuple[Line, ...], withheld: Money | None = None) -> Invoice:
    day = date(2026, 3, 31)
    groups = group_by_vat(lines, {("AE", Decimal(0)): ("VATEX-EU-AE", "Reverse charge")})
    return Invoice(
        "invoice", None, "acme", day, day, None, day, "EUR", "en", PARTY, PARTY, lines, groups, withheld=withheld
    )


def test_totals_by_hand() -> None:
    made = invoice((line("S", "9", "3", "33.335"), line("S", "21", "1.25", "35.50"), line("S", "21", "-1", "4.38")))
    # 3 x 33.335 = 100.005 -> 100.01; 1.25 x 35.50 = 44.375 -> 44.38, less 4.38 is 40.00.
    assert [one.net.minor for one in made.lines] == [10001, 4438, -438]
    # 21 % of 40.00 is 8.40; 9 % of 100.01 is 9.0009 -> 9.00. The higher rate comes first.
    assert made.vat_breakdown == (
        VatGroup("S", Decimal(21), Money(4000, "EUR"), Money(840, "EUR")),
        VatGroup("S", Decimal(9), Money(10001, "EUR"), Money(900, "EUR")),
    )
    assert (made.net.minor, made.vat.minor, made.total.minor) == (14001, 1740, 15741)
    assert made.payable == made.total


def test_withheld_tax_is_taken_off_what_is_to_be_paid_only() -> None:
    made = invoice((line("S", "21", "10", "40"),), withheld=Money(6000, "EUR"))
    # 400.00 + 84.00 = 484.00, less 15 % of 400.00.
    assert (made.total.minor, made.payable.minor) == (48400, 42400)


def test_a_group_without_vat_says_why() -> None:
    [group] = invoice((line("AE", "0", "1.5", "40"),)).vat_breakdown
    assert group == VatGroup("AE", Decimal(0), Money(6000, "EUR"), Money(0, "EUR"), "VATEX-EU-AE", "Reverse charge")


def test_rates_that_are_equal_are_one_group() -> None:
    [group] = invoice((line("S", "21", "1", "10"), line("S", "21.0", "1", "10"))).vat_breakdown
    assert (group.net.minor, group.vat.minor) == (2000, 420)


@pytest.mark.parametrize(
    ("net", "rate", "vat"),
    # Half a cent goes up, and down below zero: 0.50 x 21 % = 0.105; 0.10 x 5 % = 0.005.
    [(50, "21", 11), (10, "5", 1), (-10, "5", -1), (9, "5", 0), (3550, "21", 746), (0, "21", 0)],
)
def test_vat_is_rounded_half_up(net: int, rate: str, vat: int) -> None:
    assert vat_on(Money(net, "EUR"), Decimal(rate)) == Money(vat, "EUR")


@pytest.mark.parametrize(
    ("seconds", "hours"), [(0, "0.00"), (18, "0.01"), (17, "0.00"), (5400, "1.50"), (3000, "0.83"), (1206, "0.34")]
)
def test_hours_have_two_decimals(seconds: int, hours: str) -> None:
    # 17 s are 0.00472 h, 18 s are 0.005 h, 50 minutes 0.8333 h, 1,206 s 0.335 h.
    assert str(hours_quantity(seconds)) == hours


def test_what_no_invoice_can_say_is_refused() -> None:
    assert line_net(Decimal(10**6), Decimal(10**7), "EUR") == Money(10**15, "EUR")
    with pytest.raises(InvalidInputError) as caught:
        line_net(Decimal(10**6), Decimal(10**8), "EUR")
    assert caught.value.message == "1000000 × 100000000 EUR is more than fits an invoice."
    assert caught.value.hint == "Check the quantity and the price."


@given(lines_of_anything, st.integers(0, 100))
def test_totals_satisfy_the_standard(drawn: list[tuple[tuple[str, Decimal], Decimal, Decimal]], percent: int) -> None:
    lines = tuple(line(key[0], str(key[1]), str(quantity), str(price)) for key, quantity, price in drawn)
    plain = invoice(lines)
    made = invoice(lines, withheld=plain.net.times(Decimal(percent) / 100))
    groups = {(group.category, group.rate): group for group in made.vat_breakdown}
    # BR-CO-18: a group for every category and rate there is, and no other.
    assert groups.keys() == {(one.vat_category, one.vat_rate) for one in lines}
    assert len(groups) == len(made.vat_breakdown)
    # BR-CO-10 and BR-CO-13: without allowances and charges of the document, its net is the sum of the lines.
    assert made.net.minor == sum(one.net.minor for one in lines)
    for (category, rate), group in groups.items():
        own = [one.net.minor for one in lines if (one.vat_category, one.vat_rate) == (category, rate)]
        # BR-S-08 and its like: the taxable amount is the sum of the group's lines.
        assert group.net.minor == sum(own)
        # BR-CO-17, in whole numbers: the group's net times its rate, half up away from zero.
        thousandths = abs(group.net.minor) * int(rate * 10)
        assert abs(group.vat.minor) == (2 * thousandths + 1000) // 2000
        assert group.vat.minor * group.net.minor >= 0
    # BR-CO-14: the VAT is the sum of the groups. BR-CO-15: the total is net and VAT.
    assert made.vat.minor == sum(group.vat.minor for group in made.vat_breakdown)
    assert made.total.minor == made.net.minor + made.vat.minor
    # BR-CO-16: what is to be paid is the total less what is kept back.
    assert made.withheld is not None
    assert made.payable.minor == made.total.minor - made.withheld.minor
