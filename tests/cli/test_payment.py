"""`va pay`: payments in whole, in part, too much, back again, in another currency; and `va pay list`."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va

# Four invoices of 16 March 2026:
#   2026-0001 bakery  net 1000.00 + 21 % = 1210.00
#   2026-0002 acme    640.00, reverse charge
#   2026-0003 shop    900.00 USD
#   2026-0004 studio  net 1000.00 + 21 % = 1210.00, of which the client withholds 15 % of the net: 1060.00 to be paid
CLIENTS = [
    [
        *("client", "add", "shop", "--name=Example Shop Inc.", "--country=US", "--currency=USD", "--language=en"),
        "--address=1 Example Way, Troy, NY 12180",
    ],
    ["engagement", "add", "shop/main", "--hourly=45"],
    [
        *("client", "add", "studio", "--name=Example Studio", "--country=NL", "--withholding=15%"),
        "--address=Laan 4, 2511 AC Den Haag",
    ],
    ["engagement", "add", "studio/main", "--hourly=45"],
]
WORK = [("bakery", 1000), ("acme", 640), ("shop", 900), ("studio", 1000)]


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("billed") / "book.db"


@pytest.fixture
def billed(va: Va, kept: Path) -> Va:
    """Run commands on a book with the four invoices."""
    if not kept.exists():
        for command in CLIENTS:
            va(*command).check()
        for place, (client, price) in enumerate(WORK, start=1):
            va("task", "add", client, "Website", "--price", str(price)).check()
            va("task", "done", str(place), "--on=2026-03-10").check()
            va("invoice", "draft", client).check()
        va("invoice", "issue", "1", "2", "3", "4", "--yes").check()
        shutil.copy(va.book, kept)
    shutil.copy(kept, va.book)
    return va


def stand(va: Va, number: str) -> tuple[str, str, str]:
    found = va.json("invoice", "show", number)
    return found["status"], found["paid"], found["open"]


def test_a_payment_in_full(billed: Va) -> None:
    billed("pay", "2026-0001", "1210").check(
        output=(
            "Booked 1210.00 EUR on 2026-0001 of Example Bakery, Mon 16 Mar 2026.\n"
            "2026-0001 is paid: 1210.00 paid, 0.00 EUR open."
        )
    )
    assert stand(billed, "2026-0001") == ("paid", "1210.00", "0.00")


def test_a_payment_in_parts_with_a_fee(billed: Va) -> None:
    billed.at("2026-03-20T12:00:00+01:00")
    billed("pay", "2026-0001", "605,00", "--on", "yesterday", "--fee", "2.50", "--method", "PayPal").check(
        output=(
            "Booked 605.00 EUR on 2026-0001 of Example Bakery, Thu 19 Mar 2026.\n"
            "Fee 2.50 EUR: the bank got 602.50 EUR.\n"
            "2026-0001 is partly paid: 605.00 paid, 605.00 EUR open."
        )
    )
    # The fee is a cost, so it settles nothing and leaves nothing open.
    assert stand(billed, "2026-0001") == ("partly_paid", "605.00", "605.00")

    billed("pay", "2026-0001", "605").check()
    assert stand(billed, "2026-0001") == ("paid", "1210.00", "0.00")


def test_json_says_what_was_booked_and_where_the_invoice_stands(billed: Va) -> None:
    found = billed.json("pay", "2026-0001", "100.10", "--fee", "0.35", "--note", "first part")

    assert found == {
        "payment": {
            "id": 1,
            "date": "2026-03-16",
            "client": "bakery",
            "currency": "EUR",
            "amount": "100.10",
            "withheld": "0.00",
            "fee": "0.35",
            "rate": None,
            "method": None,
            "note": "first part",
            "allocations": [{"invoice": "2026-0001", "amount": "100.10", "withheld": "0.00"}],
            "unallocated": "0.00",
        },
        "invoice": {"number": "2026-0001", "status": "partly_paid", "paid": "100.10", "open": "1109.90"},
        "credit": "0.00",
    }


def test_the_expected_tax_is_withheld_in_proportion(billed: Va) -> None:
    # 530.00 is half of 1060.00, so half of the 150.00 was withheld.
    billed("pay", "2026-0004", "530").check(
        output=(
            "Booked 530.00 EUR on 2026-0004 of Example Studio, Mon 16 Mar 2026.\n"
            "Withheld by the client: 75.00 EUR, in proportion; '--withheld AMOUNT' says otherwise.\n"
            "2026-0004 is partly paid: 530.00 paid, 530.00 EUR open, 75.00 EUR yet to be withheld."
        )
    )

    assert billed.json("pay", "2026-0004", "530")["payment"]["withheld"] == "75.00"
    assert stand(billed, "2026-0004") == ("paid", "1060.00", "0.00")


def test_a_stated_tax_wins(billed: Va) -> None:
    ran = billed("pay", "2026-0004", "1060", "--withheld", "0").check()
    # 1210.00 less 1060.00: the tax is still to come, no money is.
    assert "2026-0004 is partly paid: 1060.00 paid, 0.00 EUR open, 150.00 EUR yet to be withheld." in ran.out

    found = billed.json("pay", "2026-0004", "0", "--withheld", "150")
    assert found["invoice"] == {"number": "2026-0004", "status": "paid", "paid": "1060.00", "open": "0.00"}


def test_all_the_money_although_tax_was_to_be_withheld_has_to_be_said(billed: Va) -> None:
    before = billed.export()
    billed("pay", "2026-0004", "1210").check(
        exit_code=5,
        error=(
            "va: 1210.00 EUR is more than the 1060.00 EUR expected on 2026-0004: "
            "the client was to withhold 150.00 EUR.\n"
            "    Say what was withheld: '--withheld 0' if nothing was, else '--withheld 150.00'."
        ),
    )
    assert billed.export() == before

    assert billed.json("pay", "2026-0004", "1210", "--withheld", "0")["invoice"]["status"] == "paid"


def test_what_is_paid_too_much_is_credit(billed: Va) -> None:
    billed("pay", "2026-0001", "1300").check(
        output=(
            "Booked 1300.00 EUR on 2026-0001 of Example Bakery, Mon 16 Mar 2026.\n"
            "90.00 EUR is more than was open: kept as credit of bakery.\n"
            "2026-0001 is paid: 1210.00 paid, 0.00 EUR open."
        )
    )
    [payment] = billed.json("pay", "list")["payments"]
    assert payment["unallocated"] == "90.00"
    assert payment["allocations"] == [{"invoice": "2026-0001", "amount": "1210.00", "withheld": "0.00"}]


def test_money_on_a_paid_invoice_needs_a_yes(billed: Va) -> None:
    billed("pay", "2026-0001", "1210").check()
    before = billed.export()
    billed("pay", "2026-0001", "50").check(
        exit_code=5,
        error=("va: 2026-0001 is already paid; nothing is open.\n    '--yes' keeps the 50.00 EUR as credit of bakery."),
    )
    assert billed.export() == before

    assert billed.json("pay", "2026-0001", "50", "--yes")["credit"] == "50.00"


def test_a_negative_amount_is_money_that_went_back(billed: Va) -> None:
    billed("pay", "2026-0001", "1210").check()
    billed("pay", "2026-0001", "-100").check(
        output=(
            "Booked 100.00 EUR back from 2026-0001 of Example Bakery, Mon 16 Mar 2026.\n"
            "2026-0001 is partly paid: 1110.00 paid, 100.00 EUR open."
        )
    )
    assert stand(billed, "2026-0001") == ("partly_paid", "1110.00", "100.00")


@pytest.mark.parametrize("amount", [["-1210"], ["-1210.00"], ["-1.210,00"], ["--", "-1210"], ["-1210 EUR"]])
def test_ways_to_type_a_negative_amount(billed: Va, amount: list[str]) -> None:
    billed("pay", "2026-0001", "1210").check()
    billed("pay", "2026-0001", *amount).check()

    assert stand(billed, "2026-0001") == ("issued", "0.00", "1210.00")


def test_the_opposite_takes_a_wrong_payment_back_with_its_tax_fee_and_credit(billed: Va) -> None:
    billed("pay", "2026-0001", "1300", "--fee", "3").check()
    billed("pay", "2026-0001", "-1300", "--fee", "-3").check(
        output=(
            "Booked 1300.00 EUR back from 2026-0001 of Example Bakery, Mon 16 Mar 2026.\n"
            "Fee -3.00 EUR: the bank gave 1297.00 EUR.\n"
            "90.00 EUR of it was credit of bakery.\n"
            "2026-0001 is issued: 0.00 paid, 1210.00 EUR open."
        )
    )
    billed("pay", "2026-0004", "1060").check()
    assert billed.json("pay", "2026-0004", "-1060")["payment"]["withheld"] == "-150.00"
    assert stand(billed, "2026-0004") == ("issued", "0.00", "1060.00")


def test_a_payment_in_another_currency_can_say_its_rate(billed: Va) -> None:
    # 900.00 × 0.9235 = 831.15
    billed("pay", "2026-0003", "900 USD", "--rate", "0.9235").check(
        output=(
            "Booked 900.00 USD on 2026-0003 of Example Shop Inc., Mon 16 Mar 2026.\n"
            "At 0.9235 EUR for 1 USD: 831.15 EUR.\n"
            "2026-0003 is paid: 900.00 paid, 0.00 USD open."
        )
    )
    assert billed.json("pay", "list", "shop")["payments"][0]["rate"] == "0.9235"


def test_without_a_rate_it_is_said_that_the_tax_year_will_miss_it(billed: Va) -> None:
    ran = billed("pay", "2026-0003", "900").check()

    assert "Without '--rate' the tax year lists it in USD, apart from EUR." in ran.out


def test_an_advance_is_said(billed: Va) -> None:
    ran = billed("pay", "2026-0001", "1210", "--on", "2026-03-01").check()

    assert "That is before 2026-0001 was issued (2026-03-16): an advance." in ran.out


def test_a_payment_is_not_undone(billed: Va) -> None:
    billed("pay", "2026-0001", "1210").check()
    before = billed.export()
    billed("undo").check(
        exit_code=5,
        error=(
            "va: The last command booked a payment on invoice 2026-0001.\n"
            "    Book the opposite amount: 'va pay 2026-0001 -100'."
        ),
    )
    assert billed.export() == before


REFUSED = [
    (["2026-0001", "0"], 2, "A payment of nothing settles nothing."),
    (["2026-0001", "x"], 2, "'x' is not an amount."),
    (["2026-0001", "--foo"], 2, "'--foo' is not an amount."),
    (["2026-0001", "5", "--feee", "3"], 2, "Got unexpected extra argument(s) (--feee 3)"),
    (["2026-0001", "1.210"], 2, "'1.210' can be read in two ways: 1210 or 1.21."),
    (["2026-0001"], 3, "The amount is missing."),
    (["2026-0001", "100 USD"], 2, "'100 USD' is in USD, but 2026-0001 is in EUR."),
    (["2026-0003", "100 EUR"], 2, "'100 EUR' is in EUR, but 2026-0003 is in USD."),
    (["2026-0001", "100", "--fee", "2 USD"], 2, "'2 USD' is in USD, but 2026-0001 is in EUR."),
    (["2026-0001", "100", "--fee", "100.01"], 2, "A fee of 100.01 EUR does not go with a payment of 100.00 EUR."),
    (["2026-0001", "100", "--fee", "-1"], 2, "A fee of -1.00 EUR does not go with a payment of 100.00 EUR."),
    (["2026-0001", "100", "--rate", "1.1"], 2, "The invoice is in EUR, the currency of the book: there is no rate."),
    (["2026-0003", "100", "--rate", "0"], 2, "'0' is not an exchange rate."),
    (["2026-0003", "100", "--rate", "-1"], 2, "'-1' is not an exchange rate."),
    (["2026-0001", "-1"], 2, "1.00 EUR cannot go back: 0.00 EUR was paid on 2026-0001."),
    (
        ["2026-0001", "100", "--withheld", "1210.01"],
        2,
        "1210.01 EUR withheld is more than the 1210.00 EUR that is unsettled on 2026-0001.",
    ),
    (["2026-0001", "100", "--on", "2026-03-17"], 2, "'2026-03-17' is in the future."),
    (["2026-0001", "100", "--on", "never"], 2, "'never' is not a date."),
    (["2026-0009", "100"], 4, "There is no invoice '2026-0009'."),
    (["nothing", "100"], 4, "There is no invoice 'nothing'."),
    (["2026-0001", "100", "--csv"], 2, "'--csv' does not go with this."),
    (["list", "--fee", "2"], 2, "'--fee' does not go with this."),
    (["list", "nobody"], 4, "There is no client 'nobody'."),
]


@pytest.mark.parametrize(("arguments", "code", "message"), REFUSED, ids=[" ".join(case[0]) for case in REFUSED])
def test_what_is_refused_changes_nothing(billed: Va, arguments: list[str], code: int, message: str) -> None:
    before = billed.export()

    ran = billed("pay", *arguments).check(exit_code=code)

    assert ran.err.startswith(f"va: {message}\n    ")
    assert ran.out == ""
    assert billed.export() == before


def test_an_unknown_number_names_the_nearest(billed: Va) -> None:
    ran = billed("pay", "2026-001", "100").check(exit_code=4)

    assert "Did you mean 2026-0001 or " in ran.err


def test_a_draft_cannot_be_paid(billed: Va) -> None:
    billed("task", "add", "bakery", "Newsletter", "--price=80").check()
    billed("task", "done", "5").check()
    billed("invoice", "draft", "bakery").check()
    before = billed.export()

    billed("pay", "5", "96.80").check(
        exit_code=4,
        error=(
            "va: Draft 5 has no number yet, so nothing can be paid on it.\n    Issue it first: 'va invoice issue 5'."
        ),
    )
    assert billed.export() == before


def test_a_credit_note_cannot_be_paid_and_a_credited_invoice_only_with_a_yes(billed: Va) -> None:
    billed("pay", "2026-0001", "1210").check()
    billed("invoice", "credit", "2026-0001", "--yes").check()
    billed("invoice", "credit", "2026-0002", "--yes").check()
    before = billed.export()

    billed("pay", "C2026-0001", "1210").check(
        exit_code=5,
        error=(
            "va: C2026-0001 is a credit note; payments are booked on invoices.\n"
            "    Money that went back is a negative payment: 'va pay 2026-0001 -100'."
        ),
    )
    ran = billed("pay", "2026-0002", "640").check(exit_code=5)
    assert ran.err.startswith("va: 2026-0002 is credited; nothing is open.\n")
    assert billed.export() == before

    # The money of the credited invoice goes back.
    billed("pay", "2026-0001", "-1210").check()
    assert stand(billed, "2026-0001") == ("credited", "0.00", "0.00")


def test_the_list_shows_payments_by_date(billed: Va) -> None:
    billed("pay", "list").check(output="No payments yet. 'va pay NUMBER AMOUNT' books one.")
    billed("pay", "2026-0003", "900", "--rate", "0.92", "--fee", "5", "--note", "Card").check()
    billed("pay", "2026-0001", "1300", "--on", "2026-03-12", "--method", "bank").check()

    found = billed.json("pay", "list")["payments"]
    assert [(one["id"], one["date"], one["client"], one["amount"]) for one in found] == [
        (2, "2026-03-12", "bakery", "1300.00"),
        (1, "2026-03-16", "shop", "900.00"),
    ]
    assert [one["id"] for one in billed.json("pay", "list", "ba")["payments"]] == [2]

    shown = [" ".join(line.split()) for line in billed("pay", "list").check().out.splitlines()]
    assert shown[0] == "Date Client Invoice Amount Withheld Fee"
    assert shown[2:] == [
        "2026-03-12 bakery 2026-0001 1300.00 EUR bank, credit 90.00",
        "2026-03-16 shop 2026-0003 900.00 USD 5.00 at 0.92, Card",
    ]
    assert billed("pay", "list", "--csv").check().out.splitlines() == [
        "id,date,client,currency,amount,withheld,fee,rate,method,note,invoices,unallocated",
        "2,2026-03-12,bakery,EUR,1300.00,0.00,0.00,,bank,,2026-0001,90.00",
        "1,2026-03-16,shop,USD,900.00,0.00,5.00,0.92,,Card,2026-0003,0.00",
    ]
