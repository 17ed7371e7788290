"""`va invoice credit --lines` and `--amount`, and `va invoice correct`: what they do to the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.fixture
def issued(va: Va) -> Va:
    """Run on a book with 2026-0001: 2 h x 35.50 = 71.00 and 3 x 10 = 30.00, at 21 %: 101.00, 21.21, 122.21."""
    va("log", "2h", "bakery", "Orders").check()
    va("invoice", "draft", "bakery").check()
    va("invoice", "add", "1", "Forms", "--qty=3", "--price=10").check()
    va("invoice", "issue", "1", "--yes").check()
    return va


def stands(va: Va, number: str = "2026-0001") -> tuple[str, str, str]:
    """Return status, what was credited and what is open."""
    found = va.json("invoice", "show", number)
    return found["status"], found["credited"], found["open"]


def test_a_line_in_part(issued: Va) -> None:
    # 1 x 10 and 2.10.
    issued("invoice", "credit", "2026-0001", "--lines=2:1", "--yes").check(
        output="Issued C2026-0001: credit note over 12.10 EUR for 2026-0001."
    )
    note = issued.json("invoice", "show", "C2026-0001")
    assert [(line["text"], line["quantity"], line["net"]) for line in note["lines"]] == [("Forms", "1", "10.00")]
    assert stands(issued) == ("issued", "12.10", "110.11")
    assert issued.json("invoice", "list", "--open")["invoices"][0]["status"] == "issued"


def test_notes_add_up_to_the_invoice_and_then_nothing_is_left(issued: Va) -> None:
    issued("invoice", "credit", "2026-0001", "--lines=2:1", "--yes").check()
    issued("invoice", "credit", "2026-0001", "--amount=50", "--yes").check()
    issued("invoice", "credit", "2026-0001", "--yes").check(
        output="Issued C2026-0003: credit note over 60.11 EUR for 2026-0001."  # 122.21 - 12.10 - 50.00
    )
    assert stands(issued) == ("credited", "122.21", "0.00")
    notes = [issued.json("invoice", "show", f"C2026-000{place}") for place in (1, 2, 3)]
    assert round(sum(float(note["net"]) * 100 for note in notes)) == 10100
    assert round(sum(float(note["vat"]) * 100 for note in notes)) == 2121
    issued("doctor").check()


@pytest.mark.parametrize(
    ("options", "exit_code", "error"),
    [
        (
            ["--lines=2:2.5"],
            5,
            "va: 2 piece is left of line 2 of 2026-0001.\n    Credit at most that: '--lines 2:2'.",
        ),
        (
            ["--amount=200"],
            5,
            (
                "va: 200.00 EUR is more than the 110.11 EUR that is left of 2026-0001.\n"
                "    Credit at most that: '--amount 110.11'."
            ),
        ),
        (
            ["--lines=3"],
            4,
            "va: 2026-0001 has no line 3.\n    It has 2: 'va invoice show 2026-0001'.",
        ),
        (
            ["--lines=1", "--amount=5"],
            2,
            "va: '--lines' and '--amount' do not go together.\n    Credit lines and an amount with a credit note each.",
        ),
        (
            ["--amount=5 USD"],
            2,
            "va: '5 USD' is in USD, but 2026-0001 is in EUR.\n    Give the amount in EUR, VAT included.",
        ),
        (
            ["--amount=5", "--reopen"],
            2,
            (
                "va: An amount names no line, so no work can be reopened with it.\n"
                "    Name lines with '--lines', or leave '--reopen' out."
            ),
        ),
        (
            ["--lines=1:1", "--reopen"],
            2,
            (
                "va: Line 1 is credited in part, and a part of its work cannot be reopened.\n"
                "    Credit the whole line, or leave '--reopen' out."
            ),
        ),
        (
            ["--series=nothing"],
            4,
            "va: There is no number series 'nothing'.\n    'va invoice series list' shows all.",
        ),
    ],
)
def test_what_is_refused_issues_nothing(issued: Va, options: list[str], exit_code: int, error: str) -> None:
    issued("invoice", "credit", "2026-0001", "--lines=2:1", "--yes").check()
    issued.refuses("invoice", "credit", "2026-0001", *options, "--yes", exit_code=exit_code, error=error)
    # No number is used up.
    issued("invoice", "credit", "2026-0001", "--yes").check()
    assert issued.json("invoice", "show", "C2026-0002")["total"] == "110.11"


def test_reopening_a_line_frees_its_work_alone(issued: Va) -> None:
    issued("invoice", "credit", "2026-0001", "--lines=1", "--reopen", "--yes").check(
        output="Issued C2026-0001: credit note over 85.91 EUR for 2026-0001; its work is unbilled again."
    )
    assert stands(issued) == ("issued", "85.91", "36.30")
    again = issued.json("invoice", "draft", "bakery")["drafts"][0]
    assert (again["net"], [line["kind"] for line in again["lines"]]) == ("71.00", ["time"])


def test_work_whose_line_is_credited_without_reopening_stays_billed(issued: Va) -> None:
    issued("invoice", "credit", "2026-0001", "--lines=1", "--yes").check()
    issued("invoice", "draft", "bakery").check(exit_code=5)


def test_what_was_paid_and_then_credited_is_the_clients(issued: Va) -> None:
    issued("pay", "2026-0001", "122.21").check()
    issued("invoice", "credit", "2026-0001", "--amount=22.21", "--yes").check()
    assert stands(issued) == ("paid", "22.21", "-22.21")
    assert issued.json("pay", "list", "bakery")["owed"] == [
        {"client": "bakery", "invoice": "2026-0001", "currency": "EUR", "amount": "22.21"}
    ]
    assert issued.json("client", "show", "bakery")["client"]["credit"] == ["22.21 EUR"]
    assert (
        "bakery has 22.21 EUR to get back: 2026-0001 was credited after it was paid; "
        "'va pay 2026-0001 -22.21' when it goes back."
    ) in issued("pay", "list").out
    issued("pay", "2026-0001", "-22.21").check()
    assert stands(issued) == ("paid", "22.21", "0.00")
    assert issued.json("pay", "list")["owed"] == []
    assert issued.json("client", "show", "bakery")["client"]["credit"] == []


def test_withheld_tax_is_expected_on_what_stays(va: Va) -> None:
    va("client", "edit", "bakery", "--withholding=15%").check()
    va("log", "2h", "bakery").check()
    va("invoice", "draft", "bakery").check()
    va("invoice", "issue", "1", "--yes").check()
    # 71.00 net, 14.91 VAT, 10.65 withheld; half of it stays: 42.95 less 5.32 (10.65 less 5.33).
    va("invoice", "credit", "2026-0001", "--lines=1:1", "--yes").check()
    note = va.json("invoice", "show", "C2026-0001")
    assert (note["total"], note["withheld"], note["payable"]) == ("42.96", "5.33", "37.63")
    assert stands(va) == ("issued", "42.96", "37.63")


def test_the_tax_year_counts_what_stays(issued: Va) -> None:
    issued("invoice", "credit", "2026-0001", "--lines=2:1", "--yes").check()
    issued("pay", "2026-0001", "110.11").check()
    for basis in ("accrual", "cash"):
        report = issued.json("tax", "year", "2026", f"--basis={basis}")
        assert [row["amount"] for row in report["income"]] == ["91.00"], basis


def test_a_corrected_invoice_is_a_credit_note_and_a_draft_with_the_same_lines(issued: Va) -> None:
    found = issued.json("invoice", "correct", "2026-0001", "--yes")
    assert [(one["number"], one["total"]) for one in found["issued"]] == [("C2026-0001", "122.21")]
    [draft] = found["drafts"]
    old = issued.json("invoice", "show", "2026-0001")
    assert (draft["lines"], draft["total"], old["status"]) == (old["lines"], "122.21", "credited")
    issued("invoice", "draft", "bakery").check(exit_code=5)  # the draft holds the work
    issued("invoice", "edit", str(draft["draft"]), "--line=2", "--qty=2").check()
    issued("invoice", "issue", str(draft["draft"]), "--yes").check()
    assert issued.json("invoice", "show", "2026-0002")["net"] == "91.00"


def test_a_correction_keeps_the_discount_as_it_was_typed(va: Va) -> None:
    va("log", "2h", "bakery").check()
    va("invoice", "draft", "bakery", "--discount=10%").check()
    va("invoice", "issue", "1", "--yes").check()
    [draft] = va.json("invoice", "correct", "2026-0001", "--yes")["drafts"]
    assert draft["net"] == "63.90"
    changed = va.json("invoice", "add", str(draft["draft"]), "More", "--price=29")["drafts"][0]
    assert changed["net"] == "90.00"  # 10 % off 71 + 29


def test_what_has_a_credit_note_is_not_corrected(issued: Va) -> None:
    issued("invoice", "credit", "2026-0001", "--lines=2:1", "--yes").check()
    issued.refuses(
        *("invoice", "correct", "2026-0001", "--yes"),
        exit_code=5,
        error="va: 2026-0001 has a credit note already.\n"
        "    Credit what is left of it, and draft what shall be billed.",
    )


@pytest.mark.parametrize(("whole", "heading"), [(True, "Stornorechnung"), (False, "Rechnungskorrektur")])
def test_a_german_credit_note_is_never_called_gutschrift(va: Va, whole: bool, heading: str) -> None:  # noqa: FBT001
    from io import BytesIO

    from pypdf import PdfReader

    va("client", "edit", "bakery", "--language=de").check()
    va("log", "2h", "bakery").check()
    va("invoice", "draft", "bakery").check()
    va("invoice", "issue", "1", "--yes").check()
    va("invoice", "credit", "2026-0001", *([] if whole else ["--amount=10"]), "--yes").check()
    path = va.book.with_name("note.pdf")
    va("invoice", "pdf", "C2026-0001", "-o", path).check()
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(path.read_bytes())).pages)
    assert heading in text
    assert "Gutschrift" not in text
    assert "2026-0001, 16. März 2026" in " ".join(text.split())


def test_work_on_two_lines_is_reopened_with_both(va: Va) -> None:
    va("service", "add", "post", "--price=20", "--unit=post").check()
    va("price", "set", "bakery", "post", "20", "--steps=2:20,10", "--unit=post").check()
    va("task", "add", "bakery", "Posts", "--qty=3", "--service=post").check()
    va("task", "done", "1").check()
    lines = va.json("invoice", "draft", "bakery")["drafts"][0]["lines"]
    assert [line["net"] for line in lines] == ["40.00", "10.00"]  # one task at two prices
    va("invoice", "issue", "1", "--yes").check()
    va.refuses(
        *("invoice", "credit", "2026-0001", "--lines=1", "--reopen", "--yes"),
        exit_code=2,
        error="va: The work of line 1 is also on a line that stays.\n    Credit both lines, or leave '--reopen' out.",
    )
    va("invoice", "credit", "2026-0001", "--lines=1,2", "--reopen", "--yes").check()
    assert [task["status"] for task in va.json("task", "list")["tasks"]] == ["done"]
