"""`va invoice show` and `list`: the keys that scripts rely on, and where invoices stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va

WITHOUT_LINES = [
    *("number", "kind", "status", "client", "issue_date", "due_date", "period", "currency"),
    *("net", "vat_breakdown", "vat", "total", "withheld", "stamp_duty", "prepaid", "rounding", "payable"),
    *("national", "payment_reference", "wordings", "paid", "open", "prices_include_vat"),
]


@pytest.fixture
def issued(va: Va) -> Va:
    """Two invoices, of February and March, and a draft."""
    va("log", "1h", "acme", "--on=2026-02-02").check()
    va("log", "1h", "bakery", "--on=2026-03-02").check()
    va("log", "2h", "bakery", "--on=2026-03-03").check()
    va("month", "2026-02", "--issue", "--date=2026-03-01", "--yes").check()
    va("invoice", "draft", "bakery", "2026-03-02").check()
    va("invoice", "issue", "bakery", "--yes").check()
    va("invoice", "draft", "bakery").check()
    return va


def test_the_keys_of_an_invoice(issued: Va) -> None:
    found = issued.json("invoice", "show", "2026-0002")
    assert sorted(found) == sorted([*WITHOUT_LINES, "lines", "credited", "deducted_on"])
    assert sorted(found["lines"][0]) == sorted(
        [
            *("kind", "text", "quantity", "unit", "unit_price", "unit_price_with_vat", "discount", "net"),
            *("vat_category", "vat_rate", "reasons"),
        ]
    )
    assert sorted(found["vat_breakdown"][0]) == sorted(["category", "rate", "net", "vat", "exemption_code", "note"])
    assert sorted(found["period"]) == ["end", "start"]


def test_the_keys_of_the_list(issued: Va) -> None:
    draft, *invoices = issued.json("invoice", "list")["invoices"]
    for invoice in invoices:
        assert sorted(invoice) == sorted([*WITHOUT_LINES, "credited", "deducted_on"])
    assert sorted(draft) == sorted([*WITHOUT_LINES, "draft", "problem"])
    issued("client", "edit", "bakery", "--country=DE").check()
    undecided = issued.json("invoice", "list")["invoices"][0]
    assert sorted(undecided) == sorted(draft)
    assert (undecided["status"], undecided["total"], undecided["problem"][:8]) == ("draft", None, "'bakery'")


def test_the_keys_of_a_preview(issued: Va) -> None:
    found = issued.json("invoice", "preview", "bakery")
    assert sorted(found) == ["drafts", "left_out"]
    assert sorted(found["drafts"][0]) == sorted([*WITHOUT_LINES, "lines", "draft", "vat_reasons", "missing", "advice"])


def test_the_values_of_an_invoice(issued: Va) -> None:
    assert issued.json("invoice", "show", "2026-0002") == {
        "number": "2026-0002",
        "kind": "invoice",
        "status": "issued",
        "client": "bakery",
        "issue_date": "2026-03-16",
        "due_date": "2026-03-30",
        "period": {"start": "2026-03-02", "end": "2026-03-03"},
        "currency": "EUR",
        "lines": [
            {
                "kind": "time",
                "text": "Virtuele assistentie",
                "quantity": "1.00",
                "unit": "hour",
                "unit_price": "35.50",
                "net": "35.50",
                "vat_category": "S",
                "vat_rate": "21",
                "reasons": [
                    "1 entry, 1h worked, 1h billed: each entry rounded up to 15m",
                    "35.50 EUR per hour from the first terms of bakery/main",
                ],
                "discount": None,
                "unit_price_with_vat": None,
            }
        ],
        "net": "35.50",
        "vat_breakdown": [
            {"category": "S", "rate": "21", "net": "35.50", "vat": "7.46", "exemption_code": None, "note": None}
        ],
        "vat": "7.46",
        "total": "42.96",
        "withheld": "0.00",
        "stamp_duty": "0.00",
        "prepaid": "0.00",
        "rounding": "0.00",
        "payable": "42.96",
        "prices_include_vat": False,
        "national": None,
        # 20260002271500 modulo 97 is 94, and 98 - 94 = 4.
        "payment_reference": "RF0420260002",
        "wordings": [],
        "paid": "0.00",
        "open": "42.96",
        "credited": "0.00",
        "deducted_on": None,
    }


def test_the_list_as_a_table_and_as_csv(issued: Va) -> None:
    rows = [" ".join(row.split()) for row in issued("invoice", "list").check().out.splitlines()[2:]]
    assert rows == [
        "draft 3 bakery 85.91 EUR draft",  # 2 x 35.50 = 71.00 and 14.91
        "2026-0001 acme 2026-03-01 2026-03-15 40.00 EUR 40.00 overdue",
        "2026-0002 bakery 2026-03-16 2026-03-30 42.96 EUR 42.96 issued",
    ]
    issued("invoice", "list", "--csv", "--overdue").check(
        output="number,kind,status,client,issue_date,due_date,currency,net,vat,total,payable,paid,open\n"
        "2026-0001,invoice,overdue,acme,2026-03-01,2026-03-15,EUR,40.00,0.00,40.00,40.00,0.00,40.00"
    )


def test_the_list_of_one_client_and_of_what_is_open(issued: Va) -> None:
    def numbers(*options: str) -> list[str | None]:
        return [row["number"] for row in issued.json("invoice", "list", *options)["invoices"]]

    assert numbers("bakery") == [None, "2026-0002"]
    assert numbers("--open") == ["2026-0001", "2026-0002"]
    assert numbers("--overdue") == ["2026-0001"]
    issued.at("2026-03-31T00:30:00+02:00")
    assert numbers("--overdue") == ["2026-0001", "2026-0002"]


def test_an_empty_list_says_how_to_begin(va: Va) -> None:
    va("invoice", "list").check(output="No invoices here. 'va invoice draft HANDLE' makes one.")


def test_a_draft_that_cannot_be_decided_hides_no_other(issued: Va) -> None:
    issued("client", "edit", "bakery", "--country=DE").check()
    listed = issued("invoice", "list").check().out
    assert "? EUR" in listed
    assert "2026-0001" in listed
    issued("invoice", "preview", "3").check(exit_code=2)


def test_a_number_may_be_typed_small_and_a_wrong_one_names_the_nearest(issued: Va) -> None:
    issued("invoice", "credit", "2026-0001", "--yes").check()
    assert issued.json("invoice", "show", "c2026-0001")["kind"] == "credit_note"
    issued("invoice", "show", "2026-0007").check(
        exit_code=4,
        error="va: There is no invoice '2026-0007'.\n    Did you mean 2026-0002 or 2026-0001 or C2026-0001?",
    )
    issued("invoice", "pdf", "nonsense").check(
        exit_code=4, error="va: There is no invoice 'nonsense'.\n    'va invoice list' shows all."
    )
