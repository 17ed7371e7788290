"""`va invoice series`: patterns, several series, going on from another program; numbers never collide or skip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va


def issue(va: Va, *options: str) -> str:
    """Draft and issue something small for bakery; return its number."""
    draft = va.json("invoice", "deposit", "bakery", "10")["drafts"][0]["draft"]
    number: str = va.json("invoice", "issue", str(draft), *options, "--yes")["issued"][0]["number"]
    return number


def test_the_series_of_a_new_book(va: Va) -> None:
    assert va.json("invoice", "series", "list")["series"] == [
        {"name": "invoice", "kind": "invoice", "pattern": "{year}-{seq:04}", "last": 0, "next": "2026-0001"},
        {"name": "credit_note", "kind": "credit_note", "pattern": "C{year}-{seq:04}", "last": 0, "next": "C2026-0001"},
    ]
    issue(va)
    assert "2026-0002" in va("invoice", "series", "list").check().out


def test_a_pattern_is_set_and_said(va: Va) -> None:
    va("invoice", "series", "set", "invoice", "--pattern=VA/{year}/{seq:03}").check(
        output="Series invoice numbers invoices: VA/{year}/{seq:03}, next VA/2026/001."
    )
    assert [issue(va), issue(va)] == ["VA/2026/001", "VA/2026/002"]


def test_numbers_without_a_year_run_on_over_the_years(va: Va) -> None:
    va("invoice", "series", "set", "invoice", "--pattern={seq:05}").check()
    assert [issue(va), issue(va), issue(va, "--date=2027-01-04")] == ["00001", "00002", "00003"]
    va("doctor").check()


def test_numbers_go_on_from_another_program_in_that_year_only(va: Va) -> None:
    va("invoice", "series", "set", "invoice", "--next=38").check()
    assert [issue(va), issue(va), issue(va, "--date=2027-01-04")] == ["2026-0038", "2026-0039", "2027-0001"]
    va("doctor").check()


def test_a_later_year_may_go_on_from_another_program_too(va: Va) -> None:
    issue(va)
    va.at("2027-01-04T12:00:00+01:00")
    va("invoice", "series", "set", "invoice", "--next=12").check()
    assert issue(va) == "2027-0012"
    va("doctor").check()


def test_a_series_of_ones_own(va: Va) -> None:
    va("invoice", "series", "set", "shop", "--pattern=S{year}-{seq:03}", "--kind=invoice").check()
    assert [issue(va, "--series=shop"), issue(va), issue(va, "--series=shop")] == [
        "S2026-001",
        "2026-0001",
        "S2026-002",
    ]
    # Each series rises with its own dates.
    assert issue(va, "--series=shop", "--date=2026-04-01") == "S2026-003"
    assert issue(va) == "2026-0002"


def test_credit_notes_may_be_numbered_among_invoices_but_not_in_spain(va: Va) -> None:
    number = issue(va)
    found = va.json("invoice", "credit", number, "--series=invoice", "--amount=5", "--yes")
    assert found["issued"][0]["number"] == "2026-0002"
    va("business", "edit", "--country=ES", "--vat-id=").check()
    va.refuses(
        *("invoice", "credit", number, "--series=invoice", "--yes"),
        exit_code=2,
        error="va: The series 'invoice' is for invoices, not for credit notes.\n"
        "    Make one: 'va invoice series set NAME --kind credit_note --pattern …'.",
    )


def test_a_pattern_may_change_within_a_year(va: Va) -> None:
    assert issue(va) == "2026-0001"
    va("invoice", "series", "set", "invoice", "--pattern=VA{seq:04}").check()
    assert issue(va) == "VA0002"
    va("invoice", "series", "set", "invoice", "--pattern={year}-{seq:04}").check()
    assert issue(va) == "2026-0003"
    va("doctor").check()


@pytest.mark.parametrize(
    ("typed", "exit_code", "error"),
    [
        (
            "set invoice --pattern={year}",
            2,
            (
                "va: '{year}' is not a number pattern.\n"
                "    Use {seq} or {seq:04}, and {year} where numbers begin anew each year."
            ),
        ),
        (
            "set invoice --pattern={seq}{seq}",
            2,
            (
                "va: '{seq}{seq}' is not a number pattern.\n"
                "    Use {seq} once, {year}, letters, digits and the marks - / . _ only."
            ),
        ),
        (
            "set invoice --next=1",
            5,
            (
                "va: The series 'invoice' has given out 1 in 2026 already; the next number is 2.\n"
                "    '--next' goes on from another program, before the first number only."
            ),
        ),
        (
            "set credit_note --next=0",
            2,
            "va: Numbers begin at 1, not at 0.\n    Give the number that comes next.",
        ),
        (
            "set invoice --pattern=C{year}-{seq:05}",
            5,
            (
                "va: 'C{year}-{seq:05}' and the pattern of the series 'credit_note', 'C{year}-{seq:04}', can collide.\n"
                "    Tell them apart by a letter, such as 'B{year}-{seq:04}'."
            ),
        ),
        (
            "set shop",
            2,
            "va: The new series 'shop' has no pattern.\n    Give it one: '--pattern {year}-{seq:04}'.",
        ),
        (
            "set shop --pattern=S{seq} --kind=quote",
            2,
            "va: A series numbers invoices or credit notes, not 'quote'.\n    Use one of: invoice, credit_note.",
        ),
        (
            "set invoice --kind=credit_note",
            2,
            (
                "va: The series 'invoice' is one of kind invoice and stays that.\n"
                "    Make another series with another name."
            ),
        ),
        (
            "list shop",
            2,
            (
                "va: 'va invoice series list' takes nothing else.\n"
                "    Set a series with 'va invoice series set NAME --pattern …'."
            ),
        ),
        (
            "change invoice",
            2,
            (
                "va: 'va invoice series change' is not understood.\n"
                "    It is 'va invoice series list', or 'va invoice series set NAME --pattern …'."
            ),
        ),
    ],
)
def test_what_is_refused_changes_nothing(va: Va, typed: str, exit_code: int, error: str) -> None:
    issue(va)
    va.refuses("invoice", "series", *typed.split(), exit_code=exit_code, error=error)


def test_a_pattern_that_would_come_to_a_used_number_is_refused(va: Va) -> None:
    va("invoice", "series", "set", "old", "--pattern=B{year}-{seq:04}", "--next=7").check()
    assert issue(va, "--series=old") == "B2026-0007"
    va("invoice", "series", "set", "old", "--pattern=D{year}-{seq:04}").check()
    va.refuses(
        *("invoice", "series", "set", "invoice", "--pattern=B{year}-{seq:04}"),
        exit_code=5,
        error="va: 'B{year}-{seq:04}' would come to the number B2026-0007, which is used.\n"
        "    Choose a pattern that tells its numbers apart, such as 'B{year}-{seq:04}'.",
    )


def test_an_unknown_series_issues_nothing(va: Va) -> None:
    va("invoice", "deposit", "bakery", "10").check()
    before = va.export()
    va("invoice", "issue", "1", "--series=invoices", "--yes").check(exit_code=4)
    va("invoice", "issue", "1", "--series=credit_note", "--yes").check(exit_code=2)
    assert va.export() == before


def test_fatturapa_has_room_for_twenty_characters(no_book: Va) -> None:
    no_book("init", "--name=Ufficio Esempio", "--country=IT").check()
    no_book.refuses(
        *("invoice", "series", "set", "invoice", "--pattern=Fattura-{year}-{seq:08}"),
        exit_code=2,
        error="va: The number 'Fattura-2026-00000001' has 21 characters; FatturaPA takes 20 at most.\n"
        "    Set a shorter pattern: 'va invoice series set NAME --pattern {year}-{seq}'.",
    )
    no_book("invoice", "series", "set", "invoice", "--pattern=Fattura-{year}-{seq:07}").check()
