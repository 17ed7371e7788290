"""`va invoice credit`: an issued invoice is taken back by a document of its own, never changed."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va


@pytest.fixture
def issued(va: Va) -> Va:
    """Run on a book with invoice 2026-0001: two hours at the bakery, 71.00 net, 14.91 VAT, 85.91 in all."""
    va("log", "2h", "bakery", "Orders").check()
    va("invoice", "draft", "bakery").check()
    va("invoice", "issue", "1", "--yes").check()
    return va


def test_a_credit_note_says_what_the_invoice_says_and_names_it(issued: Va, tmp_path: Path) -> None:
    issued("invoice", "credit", "2026-0001", "--yes").check(
        output="Issued C2026-0001: credit note over 85.91 EUR for 2026-0001."
    )
    invoice, note = (issued.json("invoice", "show", number) for number in ("2026-0001", "C2026-0001"))

    # 2 h x 35.50 = 71.00; 21 % of it is 14.91. Amounts stay positive (EN 16931 type 381); together they are nothing.
    assert (note["kind"], note["net"], note["vat"], note["total"]) == ("credit_note", "71.00", "14.91", "85.91")
    assert [line["net"] for line in note["lines"]] == [line["net"] for line in invoice["lines"]]
    assert note["vat_breakdown"] == invoice["vat_breakdown"]
    assert (invoice["status"], invoice["open"], invoice["credited"]) == ("credited", "0.00", "85.91")

    issued("invoice", "pdf", "C2026-0001", "-o", tmp_path / "note.pdf").check()
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO((tmp_path / "note.pdf").read_bytes())).pages)
    assert "Creditfactuur" in text
    assert "2026-0001" in text
    assert "85,91" in text


def test_the_work_stays_billed_unless_it_is_reopened(issued: Va) -> None:
    issued("invoice", "credit", "2026-0001", "--yes").check()
    issued("invoice", "draft", "bakery").check(exit_code=5)


def test_reopened_work_is_billed_again(issued: Va) -> None:
    issued("invoice", "credit", "2026-0001", "--reopen", "--yes").check(
        output="Issued C2026-0001: credit note over 85.91 EUR for 2026-0001; its work is unbilled again."
    )
    issued("invoice", "draft", "bakery").check()
    issued("invoice", "issue", "bakery", "--yes").check()
    assert issued.json("invoice", "show", "2026-0002")["total"] == "85.91"


@pytest.mark.parametrize(
    ("arguments", "exit_code", "error"),
    [
        (
            ["C2026-0001", "--yes"],
            5,
            "va: C2026-0001 is a credit note.\n    'va invoice list' shows which document corrects which.",
        ),
        (
            ["2026-0001", "--yes"],
            5,
            "va: 2026-0001 is credited already.\n    'va invoice list' shows which document corrects which.",
        ),
        (["2026-0009", "--yes"], 4, None),
    ],
)
def test_what_is_no_invoice_any_more_is_refused(
    issued: Va, arguments: list[str], exit_code: int, error: str | None
) -> None:
    issued("invoice", "credit", "2026-0001", "--yes").check()
    before = issued.export()
    issued("invoice", "credit", *arguments).check(exit_code=exit_code, error=error)
    assert issued.export() == before


def test_a_credit_note_is_not_dated_before_its_invoice(issued: Va) -> None:
    before = issued.export()
    issued("invoice", "credit", "2026-0001", "--date", "2026-03-15", "--yes").check(
        exit_code=5,
        error="va: The credit note would be dated 2026-03-15, before the invoice of 2026-03-16.\n"
        "    Date it 2026-03-16 or later.",
    )
    assert issued.export() == before


def test_without_a_yes_nothing_is_credited(issued: Va) -> None:
    before = issued.export()
    issued("invoice", "credit", "2026-0001").check(exit_code=3)
    assert issued.export() == before


def test_a_credit_note_is_not_undone(issued: Va) -> None:
    issued("invoice", "credit", "2026-0001", "--yes").check()
    issued("undo").check(
        exit_code=5,
        error="va: The last command issued credit note C2026-0001.\n"
        "    What it reopened is billed again by 'va invoice draft HANDLE'.",
    )
