"""`va edit --shift`: start and end move together, by true time or by whole days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va

WAS = "Was Mon 2 Mar 2026 09:00-10:25, 1h25, acme/inbox: Mail +email"


@pytest.fixture
def logged(va: Va) -> Va:
    """Log one entry of 2 March, 9:00-10:25."""
    va("log", "9:00-10:25", "acme", "Mail", "+email", "--on", "2026-03-02").check()
    return va


@pytest.mark.parametrize(
    ("shift", "now"),
    [
        ("+10m", "Mon 2 Mar 2026 09:10-10:35"),
        ("-25m", "Mon 2 Mar 2026 08:35-10:00"),
        ("+1h", "Mon 2 Mar 2026 10:00-11:25"),
        ("+14h", "Mon 2 Mar 2026 23:00-00:25"),
        ("+15h", "Tue 3 Mar 2026 00:00-01:25"),
        ("-9h30", "Sun 1 Mar 2026 23:30-00:55"),
        ("+24h", "Tue 3 Mar 2026 09:00-10:25"),
        ("-1d", "Sun 1 Mar 2026 09:00-10:25"),
        ("+1 week", "Mon 9 Mar 2026 09:00-10:25"),
        ("+2 dagen", "Wed 4 Mar 2026 09:00-10:25"),
    ],
)
def test_start_and_end_move_together_and_the_date_follows(logged: Va, shift: str, now: str) -> None:
    logged("edit", "@1", "--shift", shift).check(output=f"{WAS}\nNow {now}, 1h25, acme/inbox: Mail +email")


def test_a_shift_and_other_work_in_one_edit(logged: Va) -> None:
    before = logged.export()
    changed = logged.json("edit", "@1", "--shift", "+10m", "--note", "Letters", "--client", "bakery", "--no-bill")

    assert changed["after"]["start"] == "2026-03-02T09:10:00+01:00"
    assert [changed["after"][key] for key in ("note", "client", "billable")] == ["Letters", "bakery", False]
    logged("undo").check()
    assert logged.export() == before


@pytest.mark.parametrize(
    ("option", "value"), [("--from", "9:10"), ("--to", "10:30"), ("--duration", "1h"), ("--on", "2026-03-03")]
)
def test_a_shift_is_all_that_is_said_of_the_time(logged: Va, option: str, value: str) -> None:
    logged.refuses(
        "edit", "@1", option, value, "--shift", "+10m",
        exit_code=2,
        error=f"va: '--shift' and '{option}' do not go together.\n"
        "    A shift moves the entry as it is; leave one of the two out.",
    )  # fmt: skip


def test_an_entry_without_clock_times_moves_by_whole_days_only(va: Va) -> None:
    va("log", "1h30", "acme", "--on", "2026-03-02").check()

    va.refuses(
        "edit", "@1", "--shift", "+10m",
        exit_code=2,
        error="va: Entry 1 has no start and no end, only a length.\n"
        "    Shift it by whole days ('--shift -1d'), or give it times: '--from 9:00 --to 10:00'.",
    )  # fmt: skip
    va("edit", "@1", "--shift", "-1d").check(
        output="Was Mon 2 Mar 2026, 1h30, acme/inbox\nNow Sun 1 Mar 2026, 1h30, acme/inbox"
    )


@pytest.mark.parametrize(
    ("logged_as", "day", "shift", "now"),
    [
        # On 29 March the clock jumps from 2:00 to 3:00: two true hours after 1:00 it shows 4:00.
        ("0:00-1:00", "2026-03-29", "+2h", "Sun 29 Mar 2026 03:00-04:00, 1h"),
        ("1:30-3:30", "2026-03-29", "-1h", "Sun 29 Mar 2026 00:30-01:30, 1h"),
        # On 25 October it goes from 3:00 back to 2:00: an hour after the first 2:30 comes the second.
        ("1:30-1:45", "2026-10-25", "+1h", "Sun 25 Oct 2026 02:30+02:00..02:45+02:00, 15m"),
        ("1:30-1:45", "2026-10-25", "+2h", "Sun 25 Oct 2026 02:30+01:00..02:45+01:00, 15m"),
        ("3:30-4:00", "2026-10-25", "-1h", "Sun 25 Oct 2026 02:30+01:00..03:00, 30m"),
        # A day of 25 hours is one day by the clock and not 24 hours.
        ("12:00-13:00", "2026-10-24", "+1d", "Sun 25 Oct 2026 12:00-13:00, 1h"),
        ("12:00-13:00", "2026-10-24", "+24h", "Sun 25 Oct 2026 11:00-12:00, 1h"),
    ],
)
def test_over_a_clock_change_a_shift_is_true_time_and_a_day_is_a_day(
    va: Va, logged_as: str, day: str, shift: str, now: str
) -> None:
    va("log", logged_as, "acme", "--on", day, "--force").check()

    assert va("edit", "@1", "--shift", shift).check().out.splitlines()[1] == f"Now {now}, acme/inbox"


def test_a_day_on_which_the_clock_does_not_show_that_time(va: Va) -> None:
    va("log", "2:30-3:30", "acme", "--on", "2026-03-28").check()

    va.refuses(
        "edit", "@1", "--shift", "+1d",
        exit_code=2,
        error="va: '02:30' does not exist on Sun 29 Mar 2026: in Europe/Amsterdam the clock jumps from 02:00 to 03:00."
        "\n    The nearest times are 01:59 and 03:00.",
    )  # fmt: skip


def test_seconds_of_a_timer_move_along(va: Va) -> None:
    va.at("2026-03-16T09:00:17+01:00")
    va("start", "acme").check()
    va.at("2026-03-16T09:02:50+01:00")
    va("stop").check()

    after = va.json("edit", "@1", "--shift", "-10m")["after"]

    assert (after["start"], after["end"]) == ("2026-03-16T08:50:17+01:00", "2026-03-16T08:52:50+01:00")


def test_an_overlap_is_refused_as_in_every_edit(logged: Va) -> None:
    logged("log", "10:30-11:00", "bakery", "Call", "--on", "2026-03-02").check()
    logged.refuses(
        "edit", "@2", "--shift", "+10m",
        exit_code=5,
        error="va: Mon 2 Mar 2026 09:10-10:35 overlaps Mon 2 Mar 2026 10:30-11:00, 30m, bakery/main: Call.\n"
        "    Change the other one with 'va edit @1', or keep both with '--force'.",
    )  # fmt: skip
    logged("edit", "@2", "--shift", "+5m").check()
    logged("edit", "@2", "--shift", "+5m", "--force").check()


@pytest.mark.parametrize("shift", ["+99999999h", "-800000d", "+99999999999h"])
def test_a_shift_out_of_the_calendar(logged: Va, shift: str) -> None:
    logged.refuses(
        "edit", "@1", "--shift", shift,
        exit_code=2, error=f"va: '{shift}' is too far away.\n    Dates run from year 1 to 9999.",
    )  # fmt: skip


def test_a_shift_that_says_no_direction(logged: Va) -> None:
    logged.refuses(
        "edit", "@1", "--shift", "10m",
        exit_code=2,
        error="va: '10m' does not say which way to shift.\n"
        "    Write +10m or +1h30 for later, -25m for earlier, -1d for a day earlier.",
    )  # fmt: skip
