"""What comes back: listed with its next day, and packages that the month renews."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va


@pytest.fixture
def renewing(va: Va) -> Va:
    """Sell ten hours on terms that renew themselves."""
    va("engagement", "add", "acme/block", "--package", "--renew=draft").check()
    va("package", "sell", "acme/block", "--hours=10", "--price=400", "--on=2026-03-01", "--expires=60d").check()
    return va


def listed(va: Va, *words: str) -> list[tuple[Any, ...]]:
    keys = ("kind", "client", "engagement", "next_on", "amount")
    return [tuple(one[key] for key in keys) for one in va.json("invoice", "recurring", "list", *words)["recurring"]]


def test_nothing_comes_back(va: Va) -> None:
    va("invoice", "recurring", "list").check(
        output="Nothing comes back: no retainer, no recurring task, no package that renews itself."
    )


def test_a_retainer_comes_back_on_the_next_day_that_is_not_billed(va: Va) -> None:
    va("engagement", "add", "bakery/care", "--retainer=400", "--hours=10", "--from=2026-03-01").check()
    va(
        "engagement", "add", "acme/care", "--retainer=90", "--every=quarter", "--in-arrears", "--from=2026-01-01"
    ).check()
    # Due on 1 March in advance; on 31 March, the last day of the quarter, in arrears.
    expected = [
        ("retainer", "bakery", "care", "2026-03-01", "400.00"),
        ("retainer", "acme", "care", "2026-03-31", "90.00"),
    ]
    assert listed(va) == expected
    va("month", "this month", "--draft").check()
    assert listed(va, "bakery") == [("retainer", "bakery", "care", "2026-04-01", "400.00")]
    va("engagement", "end", "bakery/care", "--on=2026-03-31").check()
    assert listed(va, "bakery") == []


def test_a_task_comes_back_at_its_own_price_or_that_of_the_list(va: Va) -> None:
    va("service", "add", "post", "--price=12.50", "--unit=post").check()
    va("task", "add", "acme", "Posts", "--qty=4", "--service=post", "--every=week", "--from=2026-03-18").check()
    va(
        "task", "add", "bakery", "Letter", "--price=60", "--every=month", "--from=2026-03-16", "--until=2026-05-01"
    ).check()

    # The first Monday on or after 18 March is the 23rd; the first of the month after the 16th is 1 April.
    assert listed(va) == [
        ("task", "acme", "inbox", "2026-03-23", "50.00"),
        ("task", "bakery", "main", "2026-04-01", "60.00"),
    ]
    va.at("2026-04-01T12:00:00+02:00")
    va("task", "due", "--yes").check()
    assert listed(va, "bakery") == [("task", "bakery", "main", "2026-05-01", "60.00")]
    va.at("2026-05-01T12:00:00+02:00")
    va("task", "due", "--yes").check()
    assert listed(va, "bakery") == []


def test_a_package_has_no_day_until_its_bank_is_low(renewing: Va) -> None:
    assert listed(renewing) == [("package", "acme", "block", None, "400.00")]
    renewing("log", "9h", "acme/block", "--on=2026-03-10").check()
    assert listed(renewing) == [("package", "acme", "block", "2026-03-16", "400.00")]
    renewing("engagement", "terms", "acme/block", "--from=2026-03-16", "--renew=propose").check()
    assert listed(renewing) == []


def test_drafting_the_month_fills_a_low_bank_in_the_same_operation(renewing: Va) -> None:
    renewing("log", "9h", "acme/block", "--on=2026-03-10").check()
    before = renewing.export()

    drafted = renewing.json("month", "this month", "--draft")

    assert [(one["engagement"], one["hours"], one["price"]) for one in drafted["renewed"]] == [
        ("acme/block", "10.00", "400.00")
    ]
    # The package of 1 March and the one of today, 400.00 each.
    assert [one["net"] for client in drafted["clients"] for one in client["drafts"]] == ["800.00"]
    assert renewing.json("month", "this month", "--draft")["renewed"] == []
    renewing("undo").check()
    assert renewing.export() == before


def test_a_preview_of_the_month_sells_nothing(renewing: Va) -> None:
    renewing("log", "9h", "acme/block", "--on=2026-03-10").check()
    before = renewing.export()

    assert renewing.json("month", "this month")["renewed"] == []
    assert renewing.export() == before


def test_the_list_as_csv(renewing: Va) -> None:
    renewing("invoice", "recurring", "list", "acme", "--csv").check(
        output="""\
kind,client,engagement,text,every,next_on,amount,currency
package,acme,block,package of 10h,when it is low,,400.00,EUR"""
    )


def test_another_word_is_refused(va: Va) -> None:
    va.refuses(
        *("invoice", "recurring", "add"),
        exit_code=2,
        error="""\
va: 'va invoice recurring add' is not understood.
    It is 'va invoice recurring list'.""",
    )


def test_a_proforma_has_no_number_and_leaves_the_draft_as_it_is(va: Va, tmp_path: Path) -> None:
    va("task", "add", "bakery", "Letter", "--price=60").check()
    va("task", "done", "1").check()
    va("invoice", "draft", "bakery").check()
    before = va.export()

    va("invoice", "preview", "1", "--proforma", "-o", tmp_path / "proforma.pdf").check()

    text = PdfReader(tmp_path / "proforma.pdf").pages[0].extract_text()
    assert "Pro forma" in text
    assert "geen factuur" in text
    assert "2026-0001" not in text
    assert va.export() == before
    va.refuses(
        *("invoice", "preview", "1", "--proforma"),
        exit_code=2,
        error="""\
va: A proforma is a PDF.
    Say where to: '-o proforma.pdf', or '--open' to look at it.""",
    )
