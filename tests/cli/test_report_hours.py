"""`va report hours`: sums by client, day, tag and so on, checked by hand; bars, JSON, CSV and what is refused."""

from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING

import pytest

from vabackoffice.cli.entry import main

if TYPE_CHECKING:
    from tests.conftest import Va

SEVERAL = "Entries with several tags count under each; the total counts them once."


@pytest.fixture
def filled(va: Va) -> Va:
    """Log 10h of March (6h acme, 3h bakery, 1h own work) in two weeks, and 2h of February."""
    va("service", "add", "calendar").check()
    va("engagement", "add", "acme/calendar", "--hourly", "50").check()
    for words in (
        "4h acme/inbox Mail +email --on 2026-03-03",
        "1h30 acme/calendar Plan +email +urgent --service calendar --on 2026-03-10",
        "30m acme/inbox Call --no-bill --on 2026-03-11",
        "3h bakery Posts +web --on 2026-03-11",
        "1h --internal admin Books --on 2026-03-12",
        "2h acme/inbox Old --on 2026-02-27",
    ):
        va("log", *words.split()).check()
    return va


def report(va: Va, *arguments: str) -> str:
    """Return what `va report hours` prints, without spaces at the ends of lines."""
    return "\n".join(line.rstrip() for line in va("report", "hours", *arguments).check(error="").out.splitlines())


def cells(va: Va, *arguments: str) -> list[str]:
    """Return the rows of the table below its title and headings, a bar between cells."""
    _, _, _, *lines = report(va, *arguments).splitlines()
    return [re.sub(r"(?<=\S) {2,}", "|", line) for line in lines if line not in {"", SEVERAL}]


def test_this_month_by_client(filled: Va) -> None:
    assert (
        report(filled)
        == """\
Hours by client, 2026-03
Client    Hours  Billable  Share
────────────────────────────────
acme         6h      5h30   60 %
bakery       3h        3h   30 %
internal     1h        0m   10 %

Total       10h      8h30  100 %"""
    )


@pytest.mark.parametrize(
    ("arguments", "rows"),
    [
        # Name, hours, billable, own work where it has no row of its own, share.
        (
            "2026-02-27..2026-03-15 --by week",
            (
                "2026-W09|27 Feb-1 Mar|2h|2h|0m|17 %; 2026-W10|2-8 Mar|4h|4h|0m|33 %; "
                "2026-W11|9-15 Mar|6h|4h30|1h|50 %; Total|12h|10h30|1h|100 %"
            ),
        ),
        (
            "2026-03-10..2026-03-12 --by day",
            (
                "Tue 10 Mar 2026|1h30|1h30|0m|25 %; Wed 11 Mar 2026|3h30|3h|0m|58 %; Thu 12 Mar 2026|1h|0m|1h|17 %; "
                "Total|6h|4h30|1h|100 %"
            ),
        ),
        ("2026-Q1 --by month", "2026-02|2h|2h|0m|17 %; 2026-03|10h|8h30|1h|83 %; Total|12h|10h30|1h|100 %"),
        ("2026-02-15..2026-02-28 --by month", "2026-02|15-28 Feb|2h|2h|100 %; Total|2h|2h|100 %"),
        (
            "--by engagement",
            (
                "acme/inbox|4h30|4h|45 %; bakery/main|3h|3h|30 %; acme/calendar|1h30|1h30|15 %; "
                "internal admin|1h|0m|10 %; Total|10h|8h30|100 %"
            ),
        ),
        ("--by service", "calendar|1h30|1h30|0m|15 %; (no service)|8h30|7h|1h|85 %; Total|10h|8h30|1h|100 %"),
        # 4h + 1h30 under email; 1h30 again under urgent; the total is the real one.
        (
            "--by tag",
            (
                "+email|5h30|5h30|0m|55 %; +web|3h|3h|0m|30 %; +urgent|1h30|1h30|0m|15 %; (no tag)|1h30|0m|1h|15 %; "
                "Total|10h|8h30|1h|100 %"
            ),
        ),
        (
            "--by client --by engagement",
            (
                "acme|6h|5h30|60 %;   acme/inbox|4h30|4h|45 %;   acme/calendar|1h30|1h30|15 %; bakery|3h|3h|30 %; "
                "  bakery/main|3h|3h|30 %; internal|1h|0m|10 %;   internal admin|1h|0m|10 %; Total|10h|8h30|100 %"
            ),
        ),
        # acme has 6h, though its tags add up to 4h + 1h30 + 1h30 and 30m without.
        (
            "--by client,tag --client acme",
            (
                "acme|6h|5h30|100 %;   +email|5h30|5h30|92 %;   +urgent|1h30|1h30|25 %;   (no tag)|30m|0m|8 %; "
                "Total|6h|5h30|100 %"
            ),
        ),
        ("--client acme/cal", "acme|1h30|1h30|100 %; Total|1h30|1h30|100 %"),
        ("--tag +email --by month", "2026-03|5h30|5h30|100 %; Total|5h30|5h30|100 %"),
        # Own work and what is never billed are not unbilled.
        ("--unbilled", "acme|5h30|5h30|65 %; bakery|3h|3h|35 %; Total|8h30|8h30|100 %"),
    ],
)
def test_tables(filled: Va, arguments: str, rows: str) -> None:
    assert cells(filled, *arguments.split()) == rows.split("; ")


def test_why_the_tags_add_up_to_more_is_said(filled: Va) -> None:
    assert report(filled, "--by", "tag").endswith(f"\n{SEVERAL}")
    assert report(filled, "--by", "week,tag", "--chart").endswith(f"\n{SEVERAL}")
    assert SEVERAL not in report(filled)


def test_a_period_of_several_words(filled: Va) -> None:
    assert report(filled, "last", "month").startswith("Hours by client, 2026-02\n")
    assert report(filled, "last month", "--by", "day").startswith("Hours by day, 2026-02\n")


def test_how_the_filters_were_read(filled: Va) -> None:
    assert report(filled, "--client", "ac", "--tag", "Email", "--unbilled").startswith(
        "Hours by client, 2026-03, acme, +email, unbilled\n"
    )
    filled("report", "hours", "2025", "--client", "bak/m").check(output="No hours in 2025, bakery/main.", error="")
    filled("report", "hours", "2025", "--chart").check(output="No hours in 2025.", error="")


def test_what_an_invoice_has_billed_is_not_unbilled(filled: Va) -> None:
    filled("invoice", "draft", "bakery", "2026-03").check()
    assert "bakery|3h|3h|35 %" in cells(filled, "--unbilled")  # a draft can be discarded

    filled("invoice", "issue", "1", "--yes").check()

    assert cells(filled, "--unbilled") == ["acme|5h30|5h30|100 %", "Total|5h30|5h30|100 %"]


def test_an_archived_client_still_has_its_hours(filled: Va) -> None:
    filled("client", "archive", "bakery").check()

    assert cells(filled, "--client", "bakery") == ["bakery|3h|3h|100 %", "Total|3h|3h|100 %"]


def test_json(filled: Va) -> None:
    assert filled.json("report", "hours", "2026-03", "--by", "week", "--by", "client", "--tag", "email") == {
        "period": {"start": "2026-03-01", "end": "2026-04-01"},
        "by": ["week", "client"],
        "client": None,
        "engagement": None,
        "tag": "email",
        "unbilled": False,
        "rows": [
            {"by": "week", "name": "2026-W10", "period": {"start": "2026-03-02", "end": "2026-03-09"}}
            | sums(14_400, "0.7273")  # 4h of 5h30
            | {"rows": [{"by": "client", "name": "acme"} | sums(14_400, "0.7273")]},
            {"by": "week", "name": "2026-W11", "period": {"start": "2026-03-09", "end": "2026-03-16"}}
            | sums(5400, "0.2727")
            | {"rows": [{"by": "client", "name": "acme"} | sums(5400, "0.2727")]},
        ],
        "total": sums(19_800, "1.0000"),
        "total_seconds": 19_800,
    }


def sums(seconds: int, share: str) -> dict[str, object]:
    return {
        "seconds": seconds,
        "billable_seconds": seconds,
        "internal_seconds": 0,
        "share": share,
        "target_seconds": None,
        "difference_seconds": None,
    }


def test_json_of_nothing(filled: Va) -> None:
    found = filled.json("report", "hours", "2025")

    assert (found["rows"], found["total_seconds"], found["total"]["share"]) == ([], 0, "0.0000")


def test_what_belongs_to_no_client_has_no_name(filled: Va) -> None:
    rows = filled.json("report", "hours")["rows"]

    assert [(row["name"], row["seconds"], row["internal_seconds"]) for row in rows] == [
        ("acme", 21_600, 0),
        ("bakery", 10_800, 0),
        (None, 3600, 3600),
    ]


def test_csv(filled: Va) -> None:
    heading = "seconds,hours,billable_seconds,internal_seconds,share,target_seconds,difference_seconds"
    filled("report", "hours", "--by", "client", "--csv").check(
        output=f"client,{heading}\n"
        "acme,21600,6.00,19800,0,0.6000,,\n"
        "bakery,10800,3.00,10800,0,0.3000,,\n"
        ",3600,1.00,0,3600,0.1000,,",
        error="",
    )
    filled("report", "hours", "2026-W11", "--by", "day,service", "--csv", "--client", "acme").check(
        output=f"day,service,{heading}\n"
        "2026-03-10,calendar,5400,1.50,5400,0,0.7500,,\n"
        "2026-03-11,,1800,0.50,0,0,0.2500,,"
    )


@pytest.mark.parametrize(("columns", "width"), [("80", 80), ("120", 120), ("40", 40)])
def test_bars_fill_the_terminal(filled: Va, monkeypatch: pytest.MonkeyPatch, columns: str, width: int) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    _, _, rule, *lines = report(filled, "--chart").splitlines()

    # The names take 8 columns, hours and share 5 each, the gaps 6: 24 in all, and the longest bar the rest.
    assert len(rule) == width
    assert lines[0] == f"acme         6h   60 %  {'█' * (width - 24)}"
    assert lines[-1] == "Total       10h  100 %"


def test_bars_at_eighty_columns(filled: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    # 80 less 8 + 2 + 5 + 2 + 5 + 2 leaves 56 columns for 6h: 3h are 28, 1h is 9 1/3, so 9 and 3/8.
    assert (
        report(filled, "--chart")
        == f"""\
Hours by client, 2026-03
Client    Hours  Share
{"─" * 80}
acme         6h   60 %  {"█" * 56}
bakery       3h   30 %  {"█" * 28}
internal     1h   10 %  {"█" * 9}▍

Total       10h  100 %"""
    )


@pytest.mark.usefixtures("filled")
def test_bars_where_the_terminal_knows_no_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = io.TextIOWrapper(io.BytesIO(), encoding="latin-1", newline="\n")
    monkeypatch.setattr(sys, "stdout", out)

    assert main(["report", "hours", "--chart"]) == 0

    out.flush()
    lines = out.buffer.getvalue().decode("ascii").splitlines()
    assert lines[2] == "-" * 80
    assert lines[3:6] == [
        f"acme         6h   60 %  {'#' * 56}",
        f"bakery       3h   30 %  {'#' * 28}",
        f"internal     1h   10 %  {'#' * 9}",
    ]


def test_bars_into_a_pipe_are_made_for_eighty_columns(filled: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")

    assert len(report(filled, "--chart").splitlines()[2]) == 80


def test_too_many_ways_to_group(filled: Va) -> None:
    filled.refuses(
        *("report", "hours", "--by", "client", "--by", "day,tag"),
        exit_code=2,
        error="va: '--by' was said for 3 things: client, day, tag.\n    Two fit into a table; choose two of them.",
    )
    assert report(filled, "--by", "client", "--by", "cl").startswith("Hours by client, 2026-03\n")


def test_a_way_to_group_that_is_none(filled: Va) -> None:
    filled.refuses(
        *("report", "hours", "--by", "colour"),
        exit_code=2,
        error="va: 'colour' is not a way to group hours.\n"
        "    Use one of: day, week, month, client, engagement, service, tag.",
    )


def test_a_client_and_a_period_that_are_none(filled: Va) -> None:
    filled.refuses(
        *("report", "hours", "--client", "acne"),
        exit_code=4,
        error="va: There is no client 'acne'.\n    Did you mean acme? 'va client list' shows all.",
    )
    refused = filled("report", "hours", "one", "day").check(exit_code=2, output="")
    assert refused.err.startswith("va: 'one day' is not a period.\n")


def test_the_group_says_what_there_is(no_book: Va) -> None:
    shown = no_book("report").check(exit_code=2, output="").err
    assert re.findall(r"^  (\w+)  ", shown, re.MULTILINE)[:2] == ["hours", "week"]
