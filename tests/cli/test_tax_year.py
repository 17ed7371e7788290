"""`va tax year`: two years of a small business, worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.cli.two_years import bill, by, two_years

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.fixture
def book(va: Va, tmp_path_factory: pytest.TempPathFactory) -> Va:
    """Run commands on the book of the two years."""
    return two_years(va, tmp_path_factory)


def test_the_year_as_it_was_earned(book: Va) -> None:
    found = book.json("tax", "year", "2026")["both"]["accrual"]

    assert by(found["income"], "category") == {
        "income.services_domestic_reduced": ("100.00", ["2026-0005"]),
        "income.services_domestic_std": ("1200.00", ["2026-0003", "2026-0004"]),
        "income.services_eu_b2b": ("0.00", ["2026-0006", "C2026-0001"]),
    }
    assert by(found["other"], "category") == {"income.services_non_eu USD": ("900.00", ["2026-0002"])}
    assert by(found["by_client"], "client") == {
        "acme": ("0.00", ["2026-0006", "C2026-0001"]),
        "bakery": ("300.00", ["2026-0004", "2026-0005"]),
        "studio": ("1000.00", ["2026-0003"]),
        "shop USD": ("900.00", ["2026-0002"]),
    }
    assert by(found["by_month"], "month") == {
        "2026-02 USD": ("900.00", ["2026-0002"]),
        "2026-03": ("1000.00", ["2026-0003"]),
        "2026-05": ("200.00", ["2026-0004"]),
        "2026-06": ("100.00", ["2026-0005"]),
        "2026-07": ("0.00", ["2026-0006", "C2026-0001"]),
    }
    # 210.00 + 42.00 + 9.00; the fee of 10.00 USD at 0.92 is 9.20; 1300.00 less 9.20.
    assert (found["vat"], found["withheld"], found["fees"]) == ("261.00", "150.00", "9.20")
    assert (found["income_total"], found["profit_books"]) == ("1300.00", "1290.80")
    assert found["documents"] == {
        "vat": ["2026-0003", "2026-0004", "2026-0005"],
        "withheld": ["2026-0003"],
        "fees": ["2026-0002"],
    }


def test_the_year_as_it_was_received(book: Va) -> None:
    found = book.json("tax", "year", "2026")["both"]["cash"]

    # Half of 2025-0001, half of 2026-0003 and all of 2026-0004; 500.00 USD at 0.92; half of 100.00 came and went.
    assert by(found["income"], "category") == {
        "income.services_domestic_reduced": ("50.00", ["2026-0005"]),
        "income.services_domestic_std": ("1200.00", ["2025-0001", "2026-0003", "2026-0004"]),
        "income.services_eu_b2b": ("640.00", ["2026-0001"]),
        "income.services_non_eu": ("460.00", ["2026-0002"]),
    }
    assert by(found["other"], "category") == {"income.services_non_eu USD": ("400.00", ["2026-0002"])}
    assert by(found["by_month"], "month") == {
        "2026-01": ("1140.00", ["2025-0001", "2026-0001"]),
        "2026-02": ("460.00", ["2026-0002"]),
        "2026-03 USD": ("400.00", ["2026-0002"]),
        "2026-04": ("500.00", ["2026-0003"]),
        "2026-05": ("200.00", ["2026-0004"]),
        "2026-06": ("50.00", ["2026-0005"]),
    }
    # 105.00 + 105.00 + 42.00 + 4.50
    assert (found["vat"], found["withheld"], found["fees"]) == ("256.50", "75.00", "9.20")
    assert (found["income_total"], found["profit_books"]) == ("2350.00", "2340.80")
    assert [(one["currency"], one["income"]) for one in found["by_currency"]] == [("EUR", "2350.00"), ("USD", "400.00")]


def test_the_year_before(book: Va) -> None:
    found = book.json("tax", "year", "2025")

    assert by(found["both"]["accrual"]["income"], "category") == {
        "income.services_domestic_std": ("1000.00", ["2025-0001"]),
        "income.services_eu_b2b": ("640.00", ["2026-0001"]),
    }
    assert by(found["both"]["cash"]["income"], "category") == {
        "income.services_domestic_std": ("500.00", ["2025-0001"])
    }
    assert [found["both"][basis]["profit_books"] for basis in ("accrual", "cash")] == ["1638.00", "498.00"]
    # 2026-0001 was issued on 2 January; the second half of 2025-0001 came on 15 January.
    assert [(row["invoice"], row["paid"], row["open"]) for row in found["open_at_end"]] == [
        ("2025-0001", "605.00", "605.00")
    ]
    assert found["hours"]["total"] == "3.00"


def test_what_is_open_on_the_last_day_and_what_the_book_cannot_know(book: Va) -> None:
    found = book.json("tax", "year", "2026")

    # 1210.00 less 530.00 and 75.00 is 605.00, of which 75.00 are still to be withheld.
    assert [(row["invoice"], row["withheld"], row["open"]) for row in found["open_at_end"]] == [
        ("2026-0003", "75.00", "530.00"),
        ("2026-0005", "0.00", "54.50"),
    ]
    assert [(one["key"], one["basis"], one["documents"]) for one in found["open_questions"]] == [
        ("no_rate", "cash", ["2026-0002"]),
        ("no_rate", "accrual", ["2026-0002"]),
        ("client_credit", None, ["2026-0004"]),
        ("no_expenses", None, []),
    ]
    assert found["client_credits"] == [
        {"client": "bakery", "currency": "EUR", "amount": "58.00", "documents": ["2026-0004"]}
    ]
    assert found["open_questions"][2]["question"].startswith("58.00 EUR of bakery settle no invoice: ")


def test_a_fee_in_another_currency_is_not_lost(book: Va) -> None:
    # Earned in 2026, given back and paid again in 2027 without a rate, with a fee of 3.00 USD.
    book("pay", "2026-0002", "-900").check()
    book("pay", "2026-0002", "900", "--fee=3").check()

    found = book.json("tax", "year", "2027")
    assert [(one["basis"], one["question"].partition(" without")[0]) for one in found["open_questions"][:2]] == [
        ("cash", "3.00 USD were kept as fees"),
        ("accrual", "3.00 USD were kept as fees"),
    ]
    for basis in ("cash", "accrual"):
        [dollars] = found["both"][basis]["by_currency"]
        assert (dollars["currency"], dollars["income"], dollars["fees"]) == ("USD", "0.00", "3.00")
        assert dollars["documents"] == ["2026-0002"]


def test_the_contract_of_the_json(book: Va) -> None:
    found = book.json("tax", "year", "2026")

    assert (found["country"], found["year"], found["currency"], found["basis"]) == ("NL", 2026, "EUR", "accrual")
    assert found["period"] == {"start": "2026-01-01", "end": "2027-01-01"}
    assert found["hours"] == {
        "billable": "2.50",
        "indirect": "1.50",
        "total": "4.00",
        "seconds": {"billable": 9000, "indirect": 5400, "total": 14400},
    }
    assert (found["expenses"], found["lines"], found["estimates"], found["thresholds"]) == ([], [], [], [])
    assert found["profit"] is None
    assert len(found["table_sha256"]) == 64
    accrual = found["both"]["accrual"]
    for key in ("income", "profit_books", "vat", "withheld", "fees", "by_client", "by_month", "by_currency"):
        assert found[key] == accrual[key]


def test_a_chosen_basis_counts_alone(book: Va) -> None:
    found = book.json("tax", "year", "2026", "--basis", "cash")

    assert found["basis"] == "cash"
    assert found["profit_books"] == "2340.80"
    assert list(found["both"]) == ["cash"]
    assert [one["basis"] for one in found["open_questions"]] == ["cash", None, None]


def test_every_sum_has_documents_and_adds_up(book: Va) -> None:
    for year in ("2025", "2026", "2027"):
        both = book.json("tax", "year", year)["both"]
        for figures in both.values():
            for rows in (figures["income"], figures["by_client"], figures["by_month"], figures["other"]):
                assert all(row["documents"] for row in rows)
            totals = [
                sum(Decimal(row["amount"]) for row in figures[name] if row.get("currency", "EUR") == "EUR")
                for name in ("income", "by_client", "by_month")
            ]
            assert totals == [Decimal(figures["income_total"])] * 3


def test_once_all_is_paid_the_years_agree_on_both_bases(book: Va) -> None:
    # What was open is paid in 2027; the dollars are in neither sum of euros once 2026-0002 is left out.
    book("pay", "2026-0003", "530").check()
    book("pay", "2026-0005", "54.50").check()

    sums: dict[str, dict[str, Decimal]] = {"cash": {}, "accrual": {}}
    for year in ("2025", "2026", "2027"):
        for basis, figures in book.json("tax", "year", year)["both"].items():
            for row in figures["income"]:
                if row["documents"] != ["2026-0002"]:
                    name = row["category"]
                    sums[basis][name] = sums[basis].get(name, Decimal(0)) + Decimal(row["amount"])

    # 1000 + 1000 + 200, 640 + 300 - 300, and 100.
    assert (
        sums["cash"]
        == sums["accrual"]
        == {
            "income.services_domestic_std": Decimal(2200),
            "income.services_eu_b2b": Decimal(640),
            "income.services_domestic_reduced": Decimal(100),
        }
    )


def test_the_report_for_people(book: Va) -> None:
    ran = book("tax", "year", "2026").check()
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]

    assert lines[:2] == [
        "Tax year 2026 of Example Office, NL",
        "Thu 1 Jan 2026 to Thu 31 Dec 2026; basis: accrual (usual)",
    ]
    for line in (
        "Income in EUR Accrual Cash Documents",
        "Services, standard VAT 1200.00 1200.00 2025-0001, 2026-0003 to 0004",
        "Services, reduced VAT 100.00 50.00 2026-0005",
        "Services outside the EU 0.00 460.00 2026-0002",
        "Income 1300.00 2350.00",
        "Bank and processor fees 9.20 9.20 2026-0002",
        "Profit by the books 1290.80 2340.80",
        "VAT on the income 261.00 256.50 2025-0001, 2026-0003 to 0005",
        "Tax withheld by clients 150.00 75.00 2026-0003",
        "bakery 300.00 750.00 2025-0001, 2026-0004 to 0005",
        "2026-01 0.00 1140.00 2025-0001, 2026-0001",
        "Services outside the EU accrual 900.00 USD 2026-0002",
        "Services outside the EU cash 400.00 USD 2026-0002",
        "2026-0003 studio 2026-04-15 1210.00 EUR 530.00 EUR",
        "Hours: 2.50 billable, 1.50 indirect, 4.00 in total",
        "This report adds up what is in your book. It is no tax return and advises on",
    ):
        assert line in lines
    assert max(map(len, ran.out.splitlines())) <= 100


def test_the_report_fits_eighty_columns(book: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    assert max(map(len, book("tax", "year", "2026").check().out.splitlines())) <= 80


def test_a_year_without_anything_says_so(empty_va: Va) -> None:
    ran = empty_va("tax", "year", "2026").check()

    assert "No invoice was open on 2026-12-31." in ran.out
    assert "- No hours were logged in this year: unknown is not zero." in ran.out
    # It is 16 March 2026.
    assert "- The year ends on 2026-12-31; this is how it stood on 2026-03-16." in ran.out


def test_a_credit_note_on_a_paid_invoice_asks_for_the_money(book: Va) -> None:
    book("invoice", "credit", "2026-0001", "--date=2027-01-05", "--yes").check()

    found = book.json("tax", "year", "2027")
    assert (found["open_at_end"][0]["invoice"], found["open_at_end"][0]["open"]) == ("2026-0001", "-640.00")
    assert ("owed_to_client", ["2026-0001"]) in [(one["key"], one["documents"]) for one in found["open_questions"]]
    # Until the money goes back it stays received; then it counts in the year in which it went.
    assert found["both"]["cash"]["income"] == []
    book("pay", "2026-0001", "-640").check()
    assert by(book.json("tax", "year", "2027", "--basis=cash")["income"], "category") == {
        "income.services_eu_b2b": ("-640.00", ["2026-0001"])
    }


UK = [
    *("init", "--name=Example Office", "--country=GB", "--regime=uk-unregistered"),
    "--address=1 Example Street, London, SW1A 2AA",
]


def test_a_british_year_begins_on_6_april(no_book: Va) -> None:
    no_book.at("2026-04-06T12:00:00+01:00")
    no_book(*UK).check()
    no_book("client", "add", "bakery", "--name=Example Bakery").check()
    no_book("engagement", "add", "bakery/main", "--hourly=30").check()
    bill(no_book, "bakery", "100", "2026-04-05", "2026-04-05")
    bill(no_book, "bakery", "10", "2026-04-06", "2026-04-06")
    no_book("pay", "2026-0001", "60", "--on=2026-04-05").check()
    no_book("pay", "2026-0001", "40", "--on=2026-04-06").check()
    no_book("log", "1h", "--internal=admin", "--on=2026-04-05").check()

    old, new = (no_book.json("tax", "year", year) for year in ("2025-26", "2026"))

    assert (old["year"], old["label"], old["basis"]) == (2025, "2025-26", "cash")
    assert old["period"] == {"start": "2025-04-06", "end": "2026-04-06"}
    for found, cash, accrual, left, hours in (
        (old, "60.00", "100.00", "40.00", "1.00"),
        (new, "40.00", "10.00", "10.00", "0.00"),
    ):
        assert found["profit_books"] == cash
        assert found["both"]["accrual"]["profit_books"] == accrual
        assert [row["open"] for row in found["open_at_end"]] == [left]
        assert found["hours"]["total"] == hours
        assert [row["category"] for row in found["income"]] == ["income.services_domestic"]


REFUSED = [
    (["twenty"], 2, "'twenty' is not a tax year."),
    (["2026-Q1"], 2, "'2026-Q1' is not a tax year."),
    (["9999"], 2, "The year '9999' is outside the calendar."),
    (["2026-27"], 2, "'2026-27' is not a tax year."),
    (["2026", "--basis=money"], 2, "'money' is not a basis."),
    (["2026", "--basis="], 2, "'' is not a basis."),
    ([], 2, "Missing argument 'YEAR'."),
]


@pytest.mark.parametrize(("arguments", "code", "message"), REFUSED)
def test_what_is_refused(book: Va, arguments: list[str], code: int, message: str) -> None:
    ran = book("tax", "year", *arguments).check(exit_code=code)

    assert ran.err.startswith(f"va: {message}\n    ")
    assert ran.out == ""
