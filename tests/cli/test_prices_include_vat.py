"""Prices that include VAT, and discounts on lines: what is typed, shown, printed and paid."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from tests.conftest import Va


def text_of(va: Va, number: str) -> str:
    """Return the text of an invoice's PDF, spaces made one."""
    path = va.book.with_name(f"{number}.pdf")
    va("invoice", "pdf", number, "-o", path).check()
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(path.read_bytes())).pages).split())


@pytest.fixture
def private(va: Va) -> Va:
    """Run on a book with the private client ada, whose 35.50 an hour includes VAT, and draft 1 of 2.5 hours."""
    va("client", "add", "ada", "--private", "--prices-include-vat", "--address=Dorpsstraat 3, 1234 AB Dorp").check()
    va("engagement", "add", "ada", "--hourly=35.50").check()
    va("log", "2h30", "ada").check()
    va("invoice", "draft", "ada").check()
    return va


def test_what_was_agreed_is_what_is_paid(private: Va) -> None:
    [draft] = private.json("invoice", "preview", "1")["drafts"]
    # 2.5 x 35.50 = 88.75; 35.50 / 1.21 = 29.338843; 73.35 net and 15.40 VAT.
    assert (draft["net"], draft["vat"], draft["rounding"], draft["payable"]) == ("73.35", "15.40", "0.00", "88.75")
    [line] = draft["lines"]
    assert (line["unit_price"], line["unit_price_with_vat"]) == ("29.338843", "35.50")
    assert draft["prices_include_vat"] is True


def test_the_preview_shows_both(private: Va) -> None:
    shown = private("invoice", "preview", "1").check().out
    assert "    2.50 hour × 29.338843 EUR\n    agreed: 35.50 EUR, 88.75 EUR with VAT\n" in shown


def test_what_net_and_vat_cannot_reach_is_rounded(private: Va) -> None:
    [draft] = private.json("invoice", "add", "1", "Stamps", "--price=10")["drafts"]
    # 8.26 more net: 81.61, of which 21 % is 17.1381 -> 17.14: 98.75, which is 88.75 + 10.
    assert (draft["net"], draft["vat"], draft["rounding"], draft["payable"]) == ("81.61", "17.14", "0.00", "98.75")
    [draft] = private.json("invoice", "edit", "1", "--line=1", "--remove")["drafts"]
    assert (draft["net"], draft["vat"], draft["rounding"], draft["payable"]) == ("8.26", "1.73", "0.01", "10.00")
    private("invoice", "issue", "1", "--yes").check()
    found = private.json("invoice", "show", "2026-0001")
    assert (found["total"], found["rounding"], found["payable"], found["open"]) == ("9.99", "0.01", "10.00", "10.00")
    text = text_of(private, "2026-0001")
    for part in ("8,264463", "8,26", "1,73", "9,99", "0,01", "€ 10,00"):
        assert part in text
    private("pay", "2026-0001", "10").check()
    assert private.json("invoice", "show", "2026-0001")["status"] == "paid"
    private("doctor").check()


def test_a_correction_comes_to_the_same_again(private: Va) -> None:
    private("invoice", "add", "1", "Stamps", "--price=10", "--qty=3", "--discount=5").check()
    private("invoice", "edit", "1", "--discount=10%").check()
    private("invoice", "issue", "1", "--yes").check()
    # 88.75 + 30 - 5 = 113.75, less 11.38.
    assert private.json("invoice", "show", "2026-0001")["payable"] == "102.37"
    [draft] = private.json("invoice", "correct", "2026-0001", "--yes")["drafts"]
    assert draft["payable"] == "102.37"
    prices = [line["unit_price_with_vat"] for line in draft["lines"] if line["kind"] != "discount"]
    assert prices == ["35.50", "10.00"]


def test_an_invoice_may_differ_from_its_client(va: Va) -> None:
    va("log", "2h", "bakery").check()
    [draft] = va.json("invoice", "draft", "bakery", "--prices-include-vat")["drafts"]
    assert draft["payable"] == "71.00"
    va("invoice", "discard", "1", "--yes").check()
    va("client", "edit", "bakery", "--prices-include-vat").check()
    [draft] = va.json("invoice", "draft", "bakery", "--prices-exclude-vat")["drafts"]
    assert draft["payable"] == "85.91"


def test_without_vat_to_charge_the_price_is_what_was_agreed(va: Va) -> None:
    va("log", "2h", "acme").check()
    [draft] = va.json("invoice", "draft", "acme", "--prices-include-vat")["drafts"]
    assert (draft["lines"][0]["unit_price"], draft["payable"], draft["rounding"]) == ("40.00", "80.00", "0.00")


def test_a_discount_on_a_line_is_shown_printed_and_kept(va: Va) -> None:
    va("log", "2h", "bakery").check()
    va("invoice", "draft", "bakery").check()
    [draft] = va.json("invoice", "add", "1", "Course material", "--qty=4", "--price=25", "--discount=10%")["drafts"]
    assert (draft["lines"][1]["discount"], draft["lines"][1]["net"], draft["net"]) == ("10.00", "90.00", "161.00")
    [draft] = va.json("invoice", "edit", "1", "--line=1", "--discount=1")["drafts"]
    assert (draft["lines"][0]["discount"], draft["lines"][0]["net"]) == ("1.00", "70.00")
    assert "    discount 10%: -10.00 EUR" in va("invoice", "preview", "1").out
    va("invoice", "issue", "1", "--yes").check()
    assert [line["net"] for line in va.json("invoice", "show", "2026-0001")["lines"]] == ["70.00", "90.00"]
    text = text_of(va, "2026-0001")
    assert "Korting 10%: −10,00" in text
    assert "Korting: −1,00" in text


def test_a_changed_quantity_keeps_the_discount_and_none_takes_it_off(va: Va) -> None:
    va("log", "1h", "bakery").check()
    va("invoice", "draft", "bakery").check()
    va("invoice", "add", "1", "Forms", "--qty=4", "--price=25", "--discount=10%").check()
    changed = va.json("invoice", "edit", "1", "--line=2", "--qty=2")["drafts"][0]["lines"][1]
    assert (changed["discount"], changed["net"]) == ("5.00", "45.00")
    changed = va.json("invoice", "edit", "1", "--line=2", "--discount=")["drafts"][0]["lines"][1]
    assert (changed["discount"], changed["net"]) == (None, "50.00")


@pytest.mark.parametrize("command", ["add 1 Forms --price=10 --discount=11", "edit 1 --line=1 --discount=101"])
def test_more_than_the_line_comes_to_is_refused(va: Va, command: str) -> None:
    va("log", "1h", "bakery").check()
    va("invoice", "draft", "bakery").check()
    off, whole = ("11", "10.00") if "add" in command else ("101", "35.50")
    va.refuses(
        "invoice",
        *command.split(),
        exit_code=2,
        error=f"va: A discount of '{off}' takes {off}.00 EUR off a line of {whole} EUR.\n"
        "    Give more than nothing and no more than the line comes to, such as '10%' or '5'; '' takes it away.",
    )
