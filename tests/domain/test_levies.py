"""Below the lines: withheld tax where the law knows it, a social charge to the cent, stamp duty above its limit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.test_checklist import DAY, invoice

from vabackoffice.domain.invoice import Line, group_by_vat, line_net
from vabackoffice.domain.levies import check_withholding, social_charge_lines, stamp_duty_on
from vabackoffice.domain.money import Money, total
from vabackoffice.errors import InvalidInputError
from vabackoffice.tax.document_tables import load_document_tables

TABLES = load_document_tables()
[RIVALSA] = TABLES.levies_of("social_charge", "IT", DAY)
BOLLO = TABLES.levies_of("stamp_duty", "IT", DAY)


@pytest.mark.parametrize(
    ("category", "net", "currency", "expected"),
    [
        # DPR 642/1972 tariff art. 13: EUR 2 above EUR 77.47 without VAT.
        ("E", "77.47", "EUR", None),
        ("E", "77.48", "EUR", Money(200, "EUR")),
        ("AE", "1000", "EUR", Money(200, "EUR")),
        ("O", "1000", "EUR", Money(200, "EUR")),
        ("G", "1000", "EUR", Money(200, "EUR")),
        ("S", "1000", "EUR", None),  # allegato B art. 6: what bears VAT bears no stamp duty
        ("O", "1000", "USD", None),
    ],
)
def test_stamp_duty(category: str, net: str, currency: str, expected: Money | None) -> None:
    assert stamp_duty_on(invoice("IT", "IT", category=category, net=net, currency=currency), BOLLO) == expected


def test_there_is_stamp_duty_in_italy_only() -> None:
    assert stamp_duty_on(invoice("NL", "NL", category="E"), TABLES.levies_of("stamp_duty", "NL", DAY)) is None


def line(category: str, rate: str, net: str) -> Line:
    price = Decimal(net)
    return Line(
        *("extra", "Work", Decimal(1), "piece", price, line_net(Decimal(1), price, "EUR")),
        vat_category=category,
        vat_rate=Decimal(rate),
    )


def test_the_social_charge_is_taxed_as_what_it_is_charged_on() -> None:
    lines = [line("S", "22", "1000"), line("S", "4", "100.10"), line("S", "22", "-50")]
    # 4 % of 1050.10 is 42.004, so 42.00: of it 38.00 on 950.00 and 4.00 on 100.10.
    made = social_charge_lines(lines, RIVALSA, "Rivalsa INPS 4%", "EUR")
    assert [(one.net, one.vat_rate, one.kind) for one in made] == [
        (Money(3800, "EUR"), Decimal(22), "social"),
        (Money(400, "EUR"), Decimal(4), "social"),
    ]
    assert [one.reasons[0].partition(":")[0] for one in made] == ["4% of 950.00 EUR", "4% of 100.10 EUR"]


@given(
    st.lists(
        st.tuples(st.sampled_from(["22", "10", "4"]), st.decimals(-100, 9999, places=2, allow_nan=False)),
        min_size=1,
        max_size=8,
    )
)
def test_the_social_charge_is_four_per_cent_in_all(rows: list[tuple[str, Decimal]]) -> None:
    lines = [line("S", rate, str(net)) for rate, net in rows]
    net = total([one.net for one in lines], "EUR")
    made = social_charge_lines(lines, RIVALSA, "Rivalsa", "EUR")
    charged = total([one.net for one in made], "EUR")
    assert charged == (net.times(Decimal("0.04")) if net.minor > 0 else Money.zero("EUR"))
    keys = {(group.category, group.rate) for group in group_by_vat(lines, {})}
    assert {(one.vat_category, one.vat_rate) for one in made} <= keys


@pytest.mark.parametrize(
    ("here", "there", "is_business", "is_exempt", "why"),
    [
        ("ES", "DE", True, False, "only businesses in Spain withhold its income tax, and 'acme' is in Germany"),
        ("ES", "ES", False, False, "only businesses withhold income tax in Spain, and 'acme' is a private customer"),
        ("IT", "IT", True, True, "your regime is one that no tax is withheld from"),  # L. 190/2014 art. 1 c. 67
    ],
)
def test_nobody_else_withholds(here: str, there: str, is_business: bool, is_exempt: bool, why: str) -> None:  # noqa: FBT001 - columns
    with pytest.raises(InvalidInputError) as caught:
        check_withholding("acme", here, there, is_business=is_business, is_exempt=is_exempt)
    assert caught.value.message == f"Nothing can be withheld by 'acme': {why}."
    assert caught.value.hint == "Take it off: 'va client edit acme --withholding 0'."


def test_businesses_at_home_withhold() -> None:
    check_withholding("acme", "ES", "ES", is_business=True, is_exempt=False)
