"""`va entries`: which entries a period and the filters choose, as a table, as JSON and as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.fixture
def filled(va: Va) -> Va:
    """Log five entries; the one of February is the newest, and on a draft."""
    va("service", "add", "calendar").check()
    va("log", "9:00-10:25", "acme", "Sorted", "mail", "+email", "+urgent", "--on", "2026-03-02").check()
    va("log", "1h30", "bakery", "=1+1", "--on", "2026-03-03", "--service", "calendar").check()
    va("log", "22:00-1:30", "bakery", "+email", "--on", "2026-03-08", "--no-bill", "--place", "home").check()
    va("log", "45m", "--internal", "admin", "Books", "--on", "2026-03-10").check()
    va("log", "2h", "acme", "Report", "--on", "2026-02-27").check()
    va("invoice", "draft", "acme", "2026-02").check()
    return va


def table(va: Va, *arguments: str) -> str:
    """Return what `va entries` prints, without spaces at the ends of lines."""
    return "\n".join(line.rstrip() for line in va("entries", *arguments).check(error="").out.splitlines())


def ids(va: Va, *arguments: str) -> list[int]:
    return [entry["id"] for entry in va.json("entries", *arguments)["entries"]]


def test_this_month_as_a_table(filled: Va) -> None:
    # 1:25 + 1:30 + 3:30 + 0:45 = 7:10
    assert (
        table(filled)
        == """\
Time entries, 2026-03
    Date             Time               For             What                        Billed
──────────────────────────────────────────────────────────────────────────────────────────
@5  Mon 2 Mar 2026   09:00-10:25  1h25  acme/inbox      Sorted mail +email +urgent
@4  Tue 3 Mar 2026                1h30  bakery/main     =1+1
@3  Sun 8 Mar 2026   22:00-01:30  3h30  bakery/main     +email                      no
@2  Tue 10 Mar 2026                45m  internal admin  Books

                                  7h10  4 entries"""
    )


def test_what_a_draft_or_an_invoice_bills_is_marked(filled: Va) -> None:
    assert "acme/inbox  Report  draft" in table(filled, "last", "month")

    filled("invoice", "issue", "1", "--yes").check()

    assert "acme/inbox  Report  2026-0001" in table(filled, "2026-02")


def test_a_month_without_entries(filled: Va) -> None:
    filled("entries", "2025-11").check(output="No entries in 2025-11.", error="")


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ([], [1, 2, 3, 4]),
        (["2026"], [5, 1, 2, 3, 4]),
        (["this", "month"], [1, 2, 3, 4]),
        (["last", "month"], [5]),
        (["last month"], [5]),
        (["february"], [5]),
        (["2026-W11"], [4]),  # Mon 9 to Sun 15 March
        (["last", "week"], [4]),
        (["2026-03-03"], [2]),
        (["8", "mar"], [3]),
        (["2026-02-27..2026-03-02"], [5, 1]),
        (["yesterday"], []),
    ],
)
def test_periods(filled: Va, period: list[str], expected: list[int]) -> None:
    assert ids(filled, *period) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--client", "acme"], [5, 1]),
        (["--client", "ac"], [5, 1]),
        (["--client", "acme/inbox"], [5, 1]),
        (["--client", "bakery"], [2, 3]),
        (["--tag", "email"], [1, 3]),
        (["--tag", "+Email"], [1, 3]),
        (["--tag", "mail"], []),
        (["--unbilled"], [5, 1, 2]),  # neither the internal entry nor the one never to be billed
        (["--client", "bakery", "--tag", "email"], [3]),
        (["--client", "acme", "--unbilled", "--tag", "urgent"], [1]),
    ],
)
def test_filters(filled: Va, options: list[str], expected: list[int]) -> None:
    assert ids(filled, "2026", *options) == expected


def test_what_an_invoice_has_billed_is_not_unbilled(filled: Va) -> None:
    filled("invoice", "issue", "1", "--yes").check()

    assert ids(filled, "2026", "--unbilled") == [1, 2]


def test_entries_of_an_archived_client(filled: Va) -> None:
    filled("client", "archive", "bakery").check()

    assert ids(filled, "--client", "bakery") == [2, 3]
    assert ids(filled, "--client", "bakery/main") == [2, 3]


def test_a_client_that_does_not_exist(filled: Va) -> None:
    filled.refuses(
        "entries",
        "--client",
        "bakary",
        exit_code=4,
        error="va: There is no client 'bakary'.\n    Did you mean bakery? 'va client list' shows all.",
    )


def test_a_period_that_is_none(filled: Va) -> None:
    refused = filled("entries", "whenever").check(exit_code=2, output="")

    assert refused.err.startswith("va: 'whenever' is not a period.\n    Write it like 2026, 2026-Q1, 2026-03,")


def test_json_has_the_keys_that_scripts_rely_on(filled: Va) -> None:
    assert filled.json("entries", "2026-03-02..2026-03-03") == {
        "period": {"start": "2026-03-02", "end": "2026-03-04"},  # half-open
        "entries": [
            {
                "id": 1,
                "client": "acme",
                "engagement": "inbox",
                "internal": None,
                "start": "2026-03-02T09:00:00+01:00",
                "end": "2026-03-02T10:25:00+01:00",
                "date": "2026-03-02",
                "seconds": 5100,
                "billable": True,
                "note": "Sorted mail",
                "tags": ["email", "urgent"],
                "service": None,
                "place": None,
                "invoice": None,
            },
            {
                "id": 2,
                "client": "bakery",
                "engagement": "main",
                "internal": None,
                "start": None,
                "end": None,
                "date": "2026-03-03",
                "seconds": 5400,
                "billable": True,
                "note": "=1+1",
                "tags": [],
                "service": "calendar",
                "place": None,
                "invoice": None,
            },
        ],
        "total_seconds": 10_500,
    }


def test_csv_is_neutralised_for_spreadsheets(filled: Va) -> None:
    filled("entries", "--csv").check(
        output="""\
id,date,start,end,seconds,client,engagement,internal,service,note,tags,billable,place,invoice
1,2026-03-02,2026-03-02T09:00:00+01:00,2026-03-02T10:25:00+01:00,5100,acme,inbox,,,Sorted mail,email urgent,true,,
2,2026-03-03,,,5400,bakery,main,,calendar,'=1+1,,true,,
3,2026-03-08,2026-03-08T22:00:00+01:00,2026-03-09T01:30:00+01:00,12600,bakery,main,,,,email,false,home,
4,2026-03-10,,,2700,,,admin,,Books,,false,,""",
        error="",
    )


def test_csv_of_nothing_is_its_heading(filled: Va) -> None:
    filled("entries", "2025", "--csv").check(
        output="id,date,start,end,seconds,client,engagement,internal,service,note,tags,billable,place,invoice"
    )


def test_only_the_newest_entries_are_named_by_place(va: Va) -> None:
    for minutes in range(1, 23):
        va("log", f"{minutes}m", "acme").check()

    names = [line.split()[0] for line in table(va).splitlines()[3:25]]

    assert names == ["1", "2", *(f"@{place}" for place in range(20, 0, -1))]
    va("edit", names[0], "--note", "The first").check()
    va("edit", names[-1], "--note", "The last").check()
    assert [entry["note"] for entry in va.json("entries")["entries"]] == ["The first", *[""] * 20, "The last"]


def test_entries_logged_in_another_zone_show_their_own_clock(va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VA_TZ", "America/New_York")
    va("log", "9:00-10:00", "acme", "--on", "2026-03-16").check(
        output="Logged Mon 16 Mar 2026 09:00-10:00, 1h, acme/inbox"
    )
    monkeypatch.delenv("VA_TZ")

    entry = va.json("entries")["entries"][0]
    # New York has had summer time since 8 March, Amsterdam has not yet.
    assert (entry["start"], entry["date"]) == ("2026-03-16T09:00:00-04:00", "2026-03-16")
    assert "09:00-10:00" in table(va)
