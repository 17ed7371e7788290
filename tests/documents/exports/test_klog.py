"""klog's records: minutes, tags, and what its own grammar makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vabackoffice.documents.exports.klog import write

if TYPE_CHECKING:
    from tests.documents.exports.conftest import Work

    from vabackoffice.documents.exports.hours import Hours, Sender


def lines(sender: Sender, *entries: Hours) -> list[str]:
    return "".join(write(entries, sender)).splitlines()


@pytest.mark.parametrize(
    ("start", "seconds", "written"),
    [
        ("2026-03-02", 5400, "1h30m"),
        ("2026-03-02", 7200, "2h"),
        ("2026-03-02", 86_400, "24h"),
        ("2026-03-02", 60, "1m"),
        ("2026-03-02", 1, "1m"),  # nothing becomes nothing
        ("2026-03-02", 89, "1m"),
        ("2026-03-02", 90, "2m"),
        ("2026-03-02", 3599, "1h"),
        ("2026-03-02T09:00:00+01:00", 5100, "9:00 - 10:25"),
        ("2026-03-02T09:00:59+01:00", 61, "9:00 - 9:02"),
        ("2026-03-02T09:00:10+01:00", 20, "1m"),  # 9:00 - 9:00 would be nothing
        ("2026-03-02T22:30:00+01:00", 9600, "22:30 - 1:10>"),
        ("2026-03-02T00:00:00+01:00", 86_400, "0:00 - 0:00>"),
        ("2026-03-29T01:00:00+01:00", 3600, "1h"),  # 1:00 - 3:00 on the clock
        ("2026-03-29T04:00:00+02:00", 3600, "4:00 - 5:00"),
        ("2026-10-25T02:30:00+02:00", 900, "15m"),  # 2:30 happens twice
        ("2026-10-25T02:30:00+01:00", 900, "15m"),
        ("2026-10-25T03:00:00+01:00", 900, "3:00 - 3:15"),
    ],
)
def test_times(sender: Sender, work: Work, start: str, seconds: int, written: str) -> None:
    assert lines(sender, work(start, seconds))[2:] == [f"    {written}"]


def test_entries_of_a_day_share_the_record_of_their_tags(sender: Sender, work: Work) -> None:
    entries = [
        work("2026-03-02", 60, "a"),
        work("2026-03-02", 120, "b", handle="bakery"),
        work("2026-03-02", 180, "c\nd"),
        work("2026-03-02", 240, "e", tags=("x",)),
        work("2026-03-03", 300, "f"),
    ]

    assert lines(sender, *entries) == [
        "2026-03-02",
        "#acme",
        "    1m a",
        "    3m c d",
        "",
        "2026-03-02",
        "#bakery",
        "    2m b",
        "",
        "2026-03-02",
        "#acme #x",
        "    4m e",
        "",
        "2026-03-03",
        "#acme",
        "    5m f",
    ]


def test_the_engagement_is_said_where_it_does_not_go_without_saying(sender: Sender, work: Work) -> None:
    assert lines(sender, work("2026-03-02", 60, alone=False))[1] == "#inbox=acme"
    own = work("2026-03-02", 60, internal="admin", handle="", engagement="")
    assert lines(sender, own)[1] == "#internal=admin"


def test_tags_that_klog_cannot_have_or_that_name_somebody(sender: Sender, work: Work) -> None:
    tags = ("a.b/c", "bakery", "caf\u00e9", "inbox", "to-do", "x_y")

    assert lines(sender, work("2026-03-02", 60, tags=tags))[1] == (
        "#acme #a-b-c #bakery-tag #caf\u00e9 #inbox-tag #to-do #x_y"
    )
