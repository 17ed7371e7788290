"""`va invoice deposit` and `final`: charged once, deducted once, with the VAT that was charged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.fixture
def paid(va: Va) -> Va:
    """Run on a book with the deposit 2026-0001 of bakery, 50 and 10.50 VAT, and draft 2 of 71 and 14.91 VAT."""
    va("invoice", "deposit", "bakery", "50", "Deposit for the fair").check()
    va("invoice", "issue", "1", "--yes").check()
    va("log", "2h", "bakery").check()
    va("invoice", "draft", "bakery").check()
    return va


def test_a_deposit_is_an_invoice_of_its_own(paid: Va) -> None:
    found = paid.json("invoice", "show", "2026-0001")
    assert (found["net"], found["vat"], found["total"], found["deducted_on"]) == ("50.00", "10.50", "60.50", None)
    assert [(line["kind"], line["text"]) for line in found["lines"]] == [("deposit", "Deposit for the fair")]


def test_the_word_for_it_is_in_the_clients_language(va: Va) -> None:
    [draft] = va.json("invoice", "deposit", "bakery", "50")["drafts"]
    assert draft["lines"][0]["text"] == "Aanbetaling"


def test_the_final_invoice_deducts_it_with_its_vat(paid: Va) -> None:
    [draft] = paid.json("invoice", "final", "2", "--deposit=2026-0001")["drafts"]
    # 71 - 50 = 21; 21 % of it is 4.41; together with the deposit 71 and 14.91, as without one.
    assert (draft["net"], draft["vat"], draft["total"]) == ("21.00", "4.41", "25.41")
    assert draft["lines"][1]["text"] == "Af: aanbetalingsfactuur 2026-0001 van 16 maart 2026"
    assert (draft["lines"][1]["quantity"], draft["lines"][1]["net"]) == ("-1", "-50.00")
    assert paid.json("invoice", "show", "2026-0001")["deducted_on"] == "draft 2"
    paid("invoice", "issue", "2", "--yes").check()
    assert paid.json("invoice", "show", "2026-0001")["deducted_on"] == "2026-0002"
    assert "Deducted on 2026-0002" in paid("invoice", "show", "2026-0001").out
    paid("invoice", "pdf", "2026-0002", "-o", paid.book.with_name("final.pdf")).check()
    paid("doctor").check()


def test_each_rate_is_deducted_at_its_own(va: Va) -> None:
    va("invoice", "deposit", "bakery", "20").check()
    va("invoice", "add", "1", "Books", "--price=10", "--vat=S:9").check()
    va("invoice", "issue", "1", "--yes").check()
    va("log", "2h", "bakery").check()
    va("invoice", "draft", "bakery").check()
    [draft] = va.json("invoice", "final", "2", "--deposit=2026-0001")["drafts"]
    groups = [(group["rate"], group["net"], group["vat"]) for group in draft["vat_breakdown"]]
    assert groups == [("21", "51.00", "10.71"), ("9", "-10.00", "-0.90")]


def test_it_goes_off_as_it_was_charged_though_the_regime_is_another_since(paid: Va) -> None:
    paid("regime", "set", "nl-kor", "--from", "2026-04-01").check()
    paid.at("2026-04-10T12:00:00+02:00")
    paid("log", "2h", "bakery").check()
    paid("invoice", "draft", "bakery", "2026-04").check()
    [draft] = paid.json("invoice", "final", "3", "--deposit=2026-0001")["drafts"]
    groups = [(group["category"], group["rate"], group["net"], group["vat"]) for group in draft["vat_breakdown"]]
    assert groups == [("S", "21", "-50.00", "-10.50"), ("E", "0", "71.00", "0.00")]
    assert draft["total"] == "10.50"  # 71 - 60.50
    paid("invoice", "issue", "3", "--yes").check()


def test_a_discount_is_on_the_work_and_not_on_the_deposit(paid: Va) -> None:
    paid("invoice", "edit", "2", "--discount=10%").check()
    [draft] = paid.json("invoice", "final", "2", "--deposit=2026-0001")["drafts"]
    assert draft["net"] == "13.90"  # 71 - 7.10 - 50


def test_taking_its_line_off_frees_it(paid: Va) -> None:
    paid("invoice", "final", "2", "--deposit=2026-0001").check()
    paid("invoice", "edit", "2", "--line=2", "--remove").check()
    assert paid.json("invoice", "show", "2026-0001")["deducted_on"] is None
    paid("invoice", "final", "2", "--deposit=2026-0001").check()
    paid("invoice", "discard", "2", "--yes").check()
    assert paid.json("invoice", "show", "2026-0001")["deducted_on"] is None


def test_it_is_deducted_once(paid: Va) -> None:
    paid("invoice", "final", "2", "--deposit=2026-0001").check()
    for number in ("2026-0001", "2026-0001 "):
        paid.refuses(
            *("invoice", "final", "2", f"--deposit={number.strip()}"),
            exit_code=5,
            error="va: The deposit 2026-0001 is deducted on draft 2 already.\n"
            "    'va invoice show 2026-0001' shows where.",
        )


def test_it_is_not_deducted_beyond_the_total(va: Va) -> None:
    va("invoice", "deposit", "bakery", "100").check()
    va("invoice", "issue", "1", "--yes").check()
    va("log", "2h", "bakery").check()
    va("invoice", "draft", "bakery").check()
    va.refuses(
        *("invoice", "final", "2", "--deposit=2026-0001"),
        exit_code=2,
        error="va: Draft 2 would come to -35.09 EUR with that deposit off, less than nothing.\n"
        "    Bill more on it first, or credit what was paid too much: 'va invoice credit NUMBER --amount'.",
    )


def test_only_a_deposit_of_the_same_client_that_stands_is_deducted(paid: Va) -> None:
    paid("invoice", "issue", "2", "--yes").check()
    paid("log", "2h", "acme").check()
    paid("invoice", "draft", "acme").check()
    paid.refuses(
        *("invoice", "final", "3", "--deposit=2026-0002"),
        exit_code=5,
        error="va: 2026-0002 is no deposit.\n"
        "    'va invoice deposit HANDLE AMOUNT' makes one; 'va invoice list' shows all.",
    )
    paid.refuses(
        *("invoice", "final", "3", "--deposit=2026-0001"),
        exit_code=5,
        error="va: 2026-0001 is a deposit of bakery in EUR, and draft 3 is for acme in EUR.\n"
        "    Deduct it on an invoice of the same client in the same currency.",
    )
    paid("invoice", "credit", "2026-0001", "--amount=10", "--yes").check()
    paid("log", "1h", "bakery").check()
    paid("invoice", "draft", "bakery").check()
    paid.refuses(
        *("invoice", "final", "4", "--deposit=2026-0001"),
        exit_code=5,
        error="va: 10.00 EUR of the deposit 2026-0001 was credited.\n"
        "    What was credited is not deducted as well; charge a new deposit instead.",
    )


def test_a_deposit_that_is_deducted_is_credited_after_what_deducts_it(paid: Va) -> None:
    paid("invoice", "final", "2", "--deposit=2026-0001").check()
    paid.refuses(
        *("invoice", "credit", "2026-0001", "--yes"),
        exit_code=5,
        error="va: The deposit 2026-0001 is deducted on draft 2.\n"
        "    Take the deduction off first: 'va invoice edit 2 --line N --remove'.",
    )
    paid("invoice", "issue", "2", "--yes").check()
    paid.refuses(
        *("invoice", "credit", "2026-0001", "--yes"),
        exit_code=5,
        error="va: The deposit 2026-0001 is deducted on 2026-0002.\n    Credit 2026-0002 first.",
    )
    paid("invoice", "credit", "2026-0002", "--yes").check()
    paid("invoice", "credit", "2026-0001", "--yes").check()


def test_crediting_the_final_invoice_with_reopen_frees_the_deposit(paid: Va) -> None:
    paid("invoice", "final", "2", "--deposit=2026-0001").check()
    paid("invoice", "issue", "2", "--yes").check()
    paid("invoice", "credit", "2026-0002", "--reopen", "--yes").check()
    paid("invoice", "draft", "bakery").check()
    [draft] = paid.json("invoice", "final", "bakery", "--deposit=2026-0001")["drafts"]
    assert draft["total"] == "25.41"


def test_prices_that_include_vat(va: Va) -> None:
    va("client", "edit", "bakery", "--prices-include-vat").check()
    va("invoice", "deposit", "bakery", "10").check()
    va("invoice", "issue", "1", "--yes").check()
    assert va.json("invoice", "show", "2026-0001")["payable"] == "10.00"
    va("log", "2h", "bakery").check()
    va("invoice", "draft", "bakery").check()
    [draft] = va.json("invoice", "final", "2", "--deposit=2026-0001")["drafts"]
    # 71.00 was agreed, 9.99 of VAT groups were charged before.
    assert draft["payable"] == "61.01"


def test_a_deposit_of_nothing_is_refused(va: Va) -> None:
    va.refuses(
        *("invoice", "deposit", "bakery", "0"),
        exit_code=2,
        error="va: A deposit of nothing charges nothing.\n    Give what shall be paid before the work, such as '500'.",
    )
