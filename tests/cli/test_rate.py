"""`va rate`, and VAT in the seller's own money on an invoice in another: stated, imported, the bank's, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cli.test_issue import text_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va

TABLE = """\
Date,USD,JPY,GBP,CHF,
2026-03-13,1.1476,170.12,0.8650,N/A,
2026-03-12,1.1500,171.00,0.8640,0.95,
2024-12-30,1.0400,160.00,0.8300,0.94,
"""


@pytest.fixture
def abroad(va: Va) -> Va:
    """A Dutch client that is billed in dollars: 21 % VAT, to be told in euros."""
    va("client", "add", "dock", "--currency=USD", "--address=Havenweg 1, 3011 AB Rotterdam").check()
    va("engagement", "add", "dock", "--hourly=50", "--currency=USD").check()
    return va


def draft(va: Va, day: str) -> None:
    va("log", "2h", "dock", f"--on={day}").check()
    va("invoice", "draft", "dock").check()


def test_a_rate_is_stated_listed_and_replaced(va: Va) -> None:
    va("rate", "list").check(
        output="No rates of your own: the European Central Bank's count. 'va rate set USD 0.92' states one."
    )
    va("rate", "set", "usd", "0,92", "--on=2026-03-02").check(output="From 2026-03-02 on 1 USD is 0.92 EUR (stated).")
    va("rate", "set", "USD", "0.93", "--on=2026-03-02", "--source=Bank, 2 March").check()
    va("rate", "set", "USD", "0.79", "--in=GBP").check()
    assert va.json("rate", "list") == {
        "rates": [
            {"currency": "USD", "in": "GBP", "on": "2026-03-16", "rate": "0.79", "source": "stated"},
            {"currency": "USD", "in": "EUR", "on": "2026-03-02", "rate": "0.93", "source": "Bank, 2 March"},
        ]
    }
    assert va.json("rate", "list", "CHF") == {"rates": []}
    va("undo").check()
    assert len(va.json("rate", "list")["rates"]) == 1


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (
            ("EUR", "1"),
            "va: The rate would be of EUR in itself.\n    Name a foreign currency, or another one with '--in'.",
        ),
        (
            ("USD", "0.92", "--on=2026-03-17"),
            "va: '2026-03-17' is in the future.\n    Give a day until today, Mon 16 Mar.",
        ),
        (("USX", "0.92"), "va: 'USX' is not a currency code.\n    Did you mean USD or USN?"),
        (
            ("USD", "0"),
            "va: '0' is not an exchange rate.",
        ),
    ],
)
def test_impossible_rates(va: Va, typed: tuple[str, ...], error: str) -> None:
    before = va.export()
    said = va("rate", "set", *typed).check(exit_code=2, output="").err
    assert said.splitlines()[0] == error.splitlines()[0]
    assert va.export() == before


def test_the_banks_table_is_imported_once(va: Va, tmp_path: Path) -> None:
    file = tmp_path / "eurofxref-hist.csv"
    file.write_text(TABLE, encoding="utf-8")
    va("rate", "set", "USD", "0.90", "--on=2026-03-13").check()
    va("rate", "import", file, "--currency=USD", "--currency=chf").check(
        output="2 new rates (CHF, USD, 2026-03-12 to 2026-03-12), 1 known already."
    )
    rates = va.json("rate", "list")["rates"]
    assert [(one["on"], one["currency"], one["rate"], one["source"]) for one in rates] == [
        ("2026-03-13", "USD", "0.90", "stated"),
        ("2026-03-12", "CHF", "1.05263158", "European Central Bank"),  # 1 / 0.95
        ("2026-03-12", "USD", "0.86956522", "European Central Bank"),  # 1 / 1.1500
    ]
    assert va.json("rate", "import", file, "--currency=USD")["new"] == 0
    # In pounds, by way of the euro: 0.8640 / 1.1500.
    va("rate", "import", file, "--currency=USD", "--in=GBP", "--from=2026-03-12").check()
    assert [one["rate"] for one in va.json("rate", "list")["rates"] if one["in"] == "GBP"] == [
        "0.75374695",
        "0.75130435",
    ]


def test_the_currencies_of_clients_are_meant_when_none_is_named(abroad: Va, tmp_path: Path) -> None:
    file = tmp_path / "eurofxref.csv"
    file.write_text("Date, USD, JPY, \n13 March 2026, 1.1476, 170.12, \n", encoding="utf-8")
    assert abroad.json("rate", "import", file) == {"new": 1, "known": 0, "currencies": ["USD"]}


def test_tables_that_are_none_of_the_banks(va: Va, tmp_path: Path) -> None:
    file = tmp_path / "rates.csv"
    file.write_text("Day,Euro\n2026-03-13,1\n", encoding="utf-8")
    va.refuses(
        *("rate", "import", str(file), "--currency=USD"),
        exit_code=2,
        error="va: 'rates.csv' is not the European Central Bank's table of rates.\n"
        "    Take 'eurofxref-hist.csv' (unpacked) or 'eurofxref.csv' from its site.",
    )
    hint = "\n    Take the file from the bank's site again; nothing was written."
    for row, what in (("2026-13-13,1.1476,", "2026-13-13"), ("2026-03-13,much,", "much")):
        file.write_text(f"Date,USD,\n2026-03-12,1.15,\n{row}\n", encoding="utf-8")
        va.refuses(
            *("rate", "import", str(file), "--currency=USD"),
            exit_code=2,
            error=f"va: Row 2 of 'rates.csv' cannot be read: '{what}'.{hint}",
        )
    va.refuses(
        *("rate", "import", str(file)),
        exit_code=2,
        error="va: No client is billed in a foreign currency.\n    Say which rates to keep: '--currency USD'.",
    )


def test_a_stated_rate_is_frozen_on_the_invoice(abroad: Va) -> None:
    draft(abroad, "2026-03-02")
    abroad("rate", "set", "USD", "0.92", "--on=2026-03-01", "--source=Bank").check()
    abroad("invoice", "issue", "1", "--yes").check()
    abroad("rate", "set", "USD", "0.95", "--on=2026-03-01").check()
    found = abroad.json("invoice", "show", "2026-0001")
    # 21 % of 100.00 is 21.00 USD; 21.00 x 0.92 is 19.32 EUR.
    assert found["national"] == {
        "currency": "EUR",
        "rate": "0.92",
        "vat": "19.32",
        "source": "Bank",
        "on": "2026-03-01",
    }
    assert (
        "VAT in EUR: 19.32 (1 USD = 0.92 EUR, Bank, 2026-03-01)" in abroad("invoice", "show", "2026-0001").check().out
    )
    printed = " ".join(text_of(abroad, "2026-0001").split())
    assert "Btw in EUR: € 19,32 (1 USD = 0,92 EUR, Bank, 1 maart 2026)" in printed


def test_without_a_stated_rate_the_banks_last_one_counts(abroad: Va) -> None:
    draft(abroad, "2026-03-15")  # a Sunday: the rate is Friday's
    abroad("invoice", "issue", "1", "--yes").check()
    national = abroad.json("invoice", "show", "2026-0001")["national"]
    assert (national["source"], national["on"]) == ("European Central Bank", "2026-03-13")
    assert national["vat"] == "18.30"  # 21.00 / 1.1476 = 18.299


def test_a_rate_holds_for_a_month_and_no_longer(abroad: Va) -> None:
    draft(abroad, "2026-03-15")
    abroad("rate", "set", "USD", "0.5", "--on=2026-02-12").check()
    assert abroad.json("invoice", "preview", "1")["drafts"][0]["national"]["source"] == "European Central Bank"
    abroad("rate", "set", "USD", "0.5", "--on=2026-02-13").check()
    assert abroad.json("invoice", "preview", "1")["drafts"][0]["national"]["vat"] == "10.50"


def test_without_any_rate_it_is_refused_with_the_command(abroad: Va) -> None:
    abroad.at("2028-03-16T12:00:00+01:00")
    draft(abroad, "2028-03-02")
    assert abroad.json("invoice", "preview", "1")["drafts"][0]["national"] is None
    abroad.refuses(
        *("invoice", "issue", "1", "--yes"),
        exit_code=3,
        error="va: The invoice for dock cannot be issued yet: 1 thing is missing.\n"
        "    the rate of USD in EUR on 2028-03-02: 'va rate set USD RATE --in EUR --on 2028-03-02' "
        "(the VAT is owed in EUR: Directive 2006/112/EC art. 230)",
    )
    abroad("rate", "set", "USD", "0.9", "--in=EUR", "--on=2028-03-02").check()
    abroad("invoice", "issue", "1", "--yes").check()


def test_without_vat_no_rate_is_needed(va: Va) -> None:
    va("client", "add", "hal", "--country=US", "--currency=USD", "--address=1 Example Way, Troy, NY 12180").check()
    va("engagement", "add", "hal", "--hourly=50").check()
    va.at("2028-03-16T12:00:00+01:00")
    va("log", "1h", "hal").check()
    va("invoice", "draft", "hal").check()
    va("invoice", "issue", "1", "--yes").check()
    assert va.json("invoice", "show", "2028-0001")["national"] is None


def test_a_credit_note_goes_by_the_rate_of_its_invoice(abroad: Va) -> None:
    draft(abroad, "2026-03-02")
    abroad("rate", "set", "USD", "0.92", "--on=2026-03-01").check()
    abroad("invoice", "issue", "1", "--yes").check()
    abroad("rate", "set", "USD", "0.80", "--on=2026-03-16").check()
    note = abroad.json("invoice", "credit", "2026-0001", "--yes")["issued"][0]["number"]
    national = abroad.json("invoice", "show", note)["national"]
    assert (national["rate"], national["vat"]) == ("0.92", "19.32")
