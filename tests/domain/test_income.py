"""Income line by line, when it was earned and when it was received."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.eu import EU_VAT_MEMBERS
from vabackoffice.domain.income import IncomeLine, earned, fees, received
from vabackoffice.domain.income_category import income_category
from vabackoffice.domain.invoice import VatGroup, vat_on
from vabackoffice.domain.ledger import Allocation, LedgerInvoice, Payment, Place
from vabackoffice.domain.money import Money
from vabackoffice.domain.period import Period
from vabackoffice.domain.vat_tables import Rate, VatTables

if TYPE_CHECKING:
    from collections.abc import Sequence

TABLES = VatTables(
    regimes=(),
    rates=(
        Rate("NL", "standard", Decimal(21), date(2012, 10, 1), None, "an example"),
        Rate("NL", "reduced", Decimal(9), date(2019, 1, 1), None, "an example"),
    ),
    wordings=(),
    eu_members=EU_VAT_MEMBERS,
)
YEAR = Period.year(2026)
EVER = Period(date(2020, 1, 1), date(2040, 1, 1))


def eur(minor: int) -> Money:
    return Money(minor, "EUR")


def group(net: int, rate: int = 21, category: str = "S") -> VatGroup:
    return VatGroup(category, Decimal(rate), eur(net), vat_on(eur(net), Decimal(rate)))


def invoice(number: str, supplied: date, *groups: VatGroup, corrects: str = "") -> LedgerInvoice:
    return LedgerInvoice(
        number=number,
        kind="credit_note" if corrects else "invoice",
        client="bakery",
        buyer_name="Example Bakery",
        issue_date=supplied,
        due_date=supplied,
        supply_date=supplied,
        currency="EUR",
        seller=Place("NL"),
        buyer=Place("NL"),
        groups=groups,
        withheld=eur(0),
        corrects=corrects,
    )


def payment(key: int, day: date, number: str, amount: int, withheld: int = 0) -> Payment:
    parts = (Allocation(number, eur(amount), eur(withheld)),)
    return Payment(key, day, "bakery", eur(amount), eur(withheld), eur(0), None, "", "", parts)


def found(lines: Sequence[IncomeLine]) -> list[tuple[str, str, int, int, int]]:
    return [(line.document, line.day.isoformat(), int(line.vat_rate), line.net.minor, line.vat.minor) for line in lines]


@pytest.mark.parametrize(
    ("vat", "rate", "buyer", "seller", "category"),
    [
        ("S", 21, Place("NL"), "NL", "services_domestic_std"),
        ("S", 9, Place("NL"), "NL", "services_domestic_reduced"),
        ("S", 21, Place("DE", is_business=False), "NL", "services_domestic_std"),
        ("AE", 0, Place("DE"), "NL", "services_eu_b2b"),
        ("AE", 0, Place("NL"), "NL", "domestic_reverse_charge"),
        ("O", 0, Place("US"), "NL", "services_non_eu"),
        ("O", 0, Place("GB"), "NL", "services_non_eu"),
        ("O", 0, Place("ES", "Canary Islands"), "ES", "services_non_eu"),
        ("G", 0, Place("CH"), "NL", "services_non_eu"),
        ("E", 0, Place("NL"), "NL", "exempt"),
        ("Z", 0, Place("GB"), "GB", "services_domestic_zero"),
        ("O", 0, Place("US"), "US", "services_domestic"),
        ("O", 0, Place("DE"), "US", "services_eu_b2b"),
        ("O", 0, Place("DE", is_business=False), "US", "services_eu_private"),
        ("K", 0, Place("DE"), "NL", "other"),
    ],
)
def test_a_category_says_where_the_client_is_and_how_it_was_taxed(
    vat: str, rate: int, buyer: Place, seller: str, category: str
) -> None:
    one = group(10_000, rate, vat)
    document = replace(invoice("1", date(2026, 3, 31), one), buyer=buyer, seller=Place(seller))

    assert income_category(document, one, TABLES) == f"income.{category}"


def test_earned_is_what_ended_in_the_year_less_credit_notes() -> None:
    documents = [
        invoice("1", date(2025, 12, 31), group(10_000)),
        invoice("2", date(2026, 1, 1), group(20_000), group(10_000, 9)),
        replace(invoice("3", date(2026, 12, 31), group(30_000)), withheld=eur(4_500)),
        replace(invoice("4", date(2026, 12, 31), group(10_000), corrects="3"), withheld=eur(1_500)),
        invoice("5", date(2027, 1, 1), group(40_000)),
    ]

    lines, sides = earned(documents, YEAR, TABLES)

    assert found(lines) == [
        ("2", "2026-01-01", 21, 20_000, 4_200),
        ("2", "2026-01-01", 9, 10_000, 900),
        ("3", "2026-12-31", 21, 30_000, 6_300),
        ("4", "2026-12-31", 21, -10_000, -2_100),
    ]
    assert [(side.documents, side.amount.minor) for side in sides] == [(("3",), 4_500), (("4",), -1_500)]


def test_received_is_the_share_of_each_payment_over_the_year_end() -> None:
    # Net 1000.00, VAT 210.00. Paid 1210.00 in three: 400.00 is net 330.58, 800.00 in all is 661.16, the rest 338.84.
    documents = [invoice("1", date(2025, 11, 30), group(100_000))]
    payments = [
        payment(1, date(2025, 12, 31), "1", 40_000),
        payment(2, date(2026, 1, 1), "1", 40_000),
        payment(3, date(2026, 2, 1), "1", 41_000),
    ]

    lines, _ = received(documents, payments, YEAR, TABLES)

    assert found(lines) == [("1", "2026-01-01", 21, 33_058, 6_942), ("1", "2026-02-01", 21, 33_884, 7_116)]


def test_withheld_tax_counts_as_received() -> None:
    documents = [replace(invoice("1", date(2026, 3, 1), group(100_000)), withheld=eur(15_000))]
    payments = [payment(1, date(2026, 3, 5), "1", 53_000, 7_500)]

    lines, sides = received(documents, payments, YEAR, TABLES)

    # 530.00 and 75.00 are half of 1210.00.
    assert found(lines) == [("1", "2026-03-05", 21, 50_000, 10_500)]
    assert [(side.kind, side.documents, side.amount.minor) for side in sides] == [("withheld", ("1",), 7_500)]


def test_a_credit_note_before_the_money_was_never_income() -> None:
    documents = [
        invoice("1", date(2026, 3, 1), group(100_000)),
        invoice("C1", date(2026, 3, 10), group(50_000), corrects="1"),
    ]
    payments = [payment(1, date(2026, 4, 1), "1", 60_500)]

    lines, _ = received(documents, payments, YEAR, TABLES)

    assert found(lines) == [("1", "2026-04-01", 21, 50_000, 10_500)]


def test_a_credit_note_after_the_money_counts_when_the_money_goes_back() -> None:
    documents = [
        invoice("1", date(2026, 3, 1), group(100_000)),
        invoice("C1", date(2026, 5, 1), group(50_000), corrects="1"),
    ]
    payments = [payment(1, date(2026, 4, 1), "1", 121_000), payment(2, date(2026, 6, 1), "1", -60_500)]

    lines, _ = received(documents, payments, YEAR, TABLES)

    assert found(lines) == [("1", "2026-04-01", 21, 100_000, 21_000), ("1", "2026-06-01", 21, -50_000, -10_500)]


def test_a_credit_note_for_one_rate_moves_what_was_received_to_the_other() -> None:
    # 100.00 at 21 % and 100.00 at 9 %: 230.00. Half is paid, 115.00: net 50.00 and 50.00, VAT 10.50 and 4.50. Then the
    # 9 % are credited: of 121.00 at 21 %, 115.00 are paid: net 95.04 (of 95.0413), VAT 19.96.
    documents = [
        invoice("1", date(2026, 3, 1), group(10_000), group(10_000, 9)),
        invoice("C1", date(2026, 5, 1), group(10_000, 9), corrects="1"),
    ]
    payments = [payment(1, date(2026, 4, 1), "1", 11_500), payment(2, date(2026, 6, 1), "1", 600)]

    lines = sorted(received(documents, payments, YEAR, TABLES)[0], key=lambda line: line.document)

    assert found(lines) == [
        ("1", "2026-04-01", 21, 5_000, 1_050),
        ("1", "2026-04-01", 9, 5_000, 450),
        ("1", "2026-06-01", 21, 496, 104),
        ("C1", "2026-05-01", 21, 4_504, 946),
        ("C1", "2026-05-01", 9, -5_000, -450),
    ]


def test_fees_are_those_of_the_year() -> None:
    one = replace(payment(1, date(2026, 1, 1), "1", 10_000), fee=eur(250))
    before = replace(one, paid_on=date(2025, 12, 31))

    assert [(fee.documents, fee.amount.minor) for fee in fees([before, one], YEAR)] == [(("1",), 250)]


days = st.integers(0, 700).map(lambda days: date(2025, 1, 1) + timedelta(days))


@dataclass(frozen=True)
class Bill:
    """An invoice of up to three rates, what is credited of each in quarters, and what is paid before the end."""

    supplied: date
    nets: list[int]
    credited_on: date
    quarters: list[int]
    pieces: list[tuple[date, int]]


bills = st.builds(
    Bill,
    supplied=days,
    nets=st.lists(st.integers(1, 500_000), min_size=1, max_size=3),
    credited_on=days,
    quarters=st.one_of(st.just([]), st.lists(st.integers(0, 4), min_size=3, max_size=3)),
    pieces=st.lists(st.tuples(days, st.integers(1, 400_000)), max_size=4),
)


def book_of(drawn: list[Bill]) -> tuple[list[LedgerInvoice], list[Payment]]:
    """Return invoices, credit notes and payments that in the end settle all."""
    documents: list[LedgerInvoice] = []
    payments: list[Payment] = []
    for number, one in ((str(key), bill) for key, bill in enumerate(drawn)):
        rates = ((21, "S"), (9, "S"), (0, "O"))
        groups = [group(net, *rate) for net, rate in zip(one.nets, rates, strict=False)]
        documents.append(invoice(number, one.supplied, *groups))
        left = documents[-1].total.minor
        if one.quarters:
            both = zip(groups, one.quarters, strict=False)
            taken = [group(old.net.minor * part // 4, int(old.rate), old.category) for old, part in both]
            documents.append(invoice(f"C{number}", one.credited_on, *taken, corrects=number))
            left -= documents[-1].total.minor
        for day, amount in [*one.pieces, (date(2027, 6, 1), left - sum(amount for _, amount in one.pieces))]:
            payments.append(payment(len(payments), day, number, amount))
    return sorted(documents, key=lambda one: one.issue_date), sorted(payments, key=lambda one: (one.paid_on, one.id))


@given(st.lists(bills, max_size=4))
def test_once_all_is_paid_both_bases_agree_in_every_category(drawn: list[Bill]) -> None:
    documents, payments = book_of(drawn)

    sums = []
    for lines in (earned(documents, EVER, TABLES)[0], received(documents, payments, EVER, TABLES)[0]):
        totals: dict[str, tuple[int, int]] = {}
        for line in lines:
            net, vat = totals.get(line.category, (0, 0))
            totals[line.category] = (net + line.net.minor, vat + line.vat.minor)
        sums.append({category: both for category, both in totals.items() if any(both)})

    assert sums[0] == sums[1]


@given(st.lists(bills, max_size=4))
def test_every_year_takes_its_part_and_nothing_counts_twice(drawn: list[Bill]) -> None:
    documents, payments = book_of(drawn)

    whole = received(documents, payments, EVER, TABLES)[0]
    years = [received(documents, payments, Period.year(year), TABLES)[0] for year in (2025, 2026, 2027)]

    assert sorted(found(whole)) == sorted(row for lines in years for row in found(lines))
