"""The timesheet: sums worked out by hand, and what is shown when."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from vabackoffice.documents.annex_view import annex_view
from vabackoffice.documents.sample import sample_invoice
from vabackoffice.documents.typography import document_locale
from vabackoffice.domain.invoice import Invoice, LineSource

MINUTE = 60


def with_sources(*groups: tuple[LineSource, ...]) -> Invoice:
    """Return an invoice whose lines have these sources, one group each."""
    invoice = sample_invoice("en")
    lines = tuple(replace(line, sources=group) for line, group in zip(invoice.lines, groups, strict=False))
    return replace(invoice, lines=lines)


def entry(number: int, day: int, worked: int, billed: int, note: str = "") -> LineSource:
    return LineSource("entry", number, date(2026, 3, day), note, worked, billed)


def view(invoice: Invoice) -> Any:
    """Return the timesheet with plain spaces, which are easier to type."""
    found = annex_view(invoice, document_locale(invoice.language, "GB"))
    return json.loads(json.dumps(found, ensure_ascii=False).replace("\u00a0", " "))


def test_rows_are_in_the_order_of_days_and_add_up() -> None:
    # 85 + 20 + 50 = 155 minutes worked; up to 15m each: 90 + 30 + 60 = 180 billed = 3.00 hours.
    sources = (
        entry(3, 9, 50 * MINUTE, 60 * MINUTE, "third"),
        entry(2, 2, 20 * MINUTE, 30 * MINUTE, "second"),
        entry(1, 2, 85 * MINUTE, 90 * MINUTE, "first"),
    )

    assert view(with_sources(sources)) == {
        "shows_billed": True,
        "groups": [
            {
                "text": "Inbox and calendar",
                "rows": [
                    {"date": "Mon 2 Mar", "note": "first", "worked": "1:25 h", "billed": "1:30 h"},
                    {"date": "Mon 2 Mar", "note": "second", "worked": "0:20 h", "billed": "0:30 h"},
                    {"date": "Mon 9 Mar", "note": "third", "worked": "0:50 h", "billed": "1:00 h"},
                ],
                "total": {"worked": "2:35 h", "billed": "3:00 h", "hours": "3.00 hours"},
            }
        ],
        "total": None,
    }


def test_billed_is_shown_everywhere_if_it_differs_anywhere() -> None:
    same, other = entry(1, 2, 3600, 3600), entry(2, 3, 600, 900)

    assert view(with_sources((same,), (same,)))["shows_billed"] is False
    assert view(with_sources((same,), (other,)))["shows_billed"] is True


def test_odd_seconds_are_shown_so_that_the_column_adds_up() -> None:
    # Three times 20 minutes and 20 seconds are 1:01:00, not three times 0:20.
    sources = tuple(entry(number, number, 1220, 1220) for number in (1, 2, 3))

    [group] = view(with_sources(sources))["groups"]

    assert [row["worked"] for row in group["rows"]] == ["0:20:20 h"] * 3
    assert group["total"] == {"worked": "1:01:00 h", "billed": "1:01:00 h", "hours": "1.02 hours"}


def test_several_lines_have_a_total_of_their_own_and_one_of_all() -> None:
    found = view(with_sources((entry(1, 2, 3600, 3600),), (), (entry(2, 3, 1800, 1800),)))

    assert [group["text"] for group in found["groups"]] == ["Inbox and calendar", "Preparing the books"]
    assert found["total"] == {"worked": "1:30 h", "billed": "1:30 h", "hours": "1.50 hours"}


def test_tasks_are_listed_without_a_time() -> None:
    task = LineSource("task", 7, date(2026, 3, 4), "Spring bread series")

    [group] = view(with_sources((task,)))["groups"]

    assert group["rows"] == [{"date": "Wed 4 Mar", "note": "Spring bread series", "worked": "", "billed": ""}]
    assert group["total"] is None


def test_days_of_another_year_than_the_document_carry_the_year() -> None:
    december = LineSource("entry", 1, date(2025, 12, 29), "", 3600, 3600)

    [group] = view(with_sources((december,)))["groups"]

    assert group["rows"][0]["date"] == "Mon, 29 Dec 2025"


def test_without_sources_there_is_no_timesheet() -> None:
    assert annex_view(with_sources((), ()), document_locale("en", "GB")) is None


def test_what_bills_no_work_makes_no_row() -> None:
    fee, bank = (LineSource(kind, 1, date(2026, 3, 1), "") for kind in ("fee", "bank"))

    [group] = view(with_sources((fee, bank, entry(1, 2, 3600, 3600))))["groups"]

    assert [row["date"] for row in group["rows"]] == ["Mon 2 Mar"]
    assert annex_view(with_sources((fee, bank)), document_locale("en", "GB")) is None


def test_prepaid_work_does_not_count_into_a_line_of_hours() -> None:
    sources = (
        entry(1, 2, 3600, 3600, "by the hour"),
        LineSource("bank", 1, date(2026, 3, 1), ""),
        entry(2, 3, 1800, 1800, "prepaid"),
    )

    hourly, prepaid = view(with_sources(sources))["groups"]

    assert (hourly["text"], hourly["total"]["hours"]) == ("Inbox and calendar", "1.00 hours")
    assert (prepaid["text"], prepaid["rows"][0]["note"]) == ("Prepaid hours", "prepaid")
