"""Logging beside what a timer wrote: its seconds are not shown, so they are no overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Va


def test_a_range_begins_with_the_second_in_which_a_timer_ended(va: Va) -> None:
    va.at("2026-03-16T09:00:10+01:00")
    va("start", "acme", "Mail").check()
    va.at("2026-03-16T10:25:50+01:00")
    va("stop").check()
    va.at("2026-03-16T12:00:00+01:00")
    # The timer is shown as 09:00-10:25: what is logged before and after it goes up to its seconds, 70 s less in all.
    after = va.json("log", "10:25-11:00", "acme", "Calls")["logged"]
    assert (after["start"], after["end"]) == ("2026-03-16T10:25:50+01:00", "2026-03-16T11:00:00+01:00")
    before = va.json("log", "8:30-9:01", "acme", "Post")["logged"]
    assert (before["end"], before["seconds"]) == ("2026-03-16T09:00:10+01:00", 1810)
    va.refuses(
        "log", "10:24-10:26", "acme", exit_code=5,
        error="va: Mon 16 Mar 2026 10:24-10:26 overlaps "
        "Mon 16 Mar 2026 09:00-10:25, 1h25m40s, acme/inbox: Mail and 1 more.\n"
        "    Change the other one with 'va edit @3', or keep both with '--force'.",
    )  # fmt: skip
