"""When a timer starts and stops: `--at`, midnight, forgotten timers, the nights in which the clock changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from vabackoffice.cli import invocation

if TYPE_CHECKING:
    from tests.conftest import Va


def newest(va: Va) -> dict[str, Any]:
    """Return the entry written last, of whatever day."""
    entries: list[dict[str, Any]] = va.json("entries", "2026")["entries"]
    return max(entries, key=lambda entry: int(entry["id"]))


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("11:30", "11:30"),
        ("9", "09:00"),
        ("0900", "09:00"),
        ("09.05", "09:05"),
        ("9am", "09:00"),
        ("-25m", "11:35"),
        ("25m ago", "11:35"),
        ("now", "12:00"),
        ("-1h30", "10:30"),
    ],
)
def test_start_at(va: Va, typed: str, shown: str) -> None:
    va("start", "acme", "--at", typed).check(output=f"Started acme/inbox at {shown}")


@pytest.mark.parametrize("typed", ["12:01", "5pm", "23:59", "24:00"])
def test_a_timer_cannot_start_in_the_future(va: Va, typed: str) -> None:
    shown = {"5pm": "17:00", "24:00": "00:00"}.get(typed, typed)
    error = f"""
va: A timer cannot start in the future ({shown}; it is 12:00).
    For last night write how long ago: '--at -2h'; for planned work use 'va log FROM-TO'.
"""
    va.refuses("start", "acme", "--at", typed, exit_code=2, error=error)


@pytest.mark.parametrize("typed", ["half past", "25:00", "9:75", ""])
def test_at_that_is_no_time(va: Va, typed: str) -> None:
    before = va.export()

    refused = va("start", "acme", "--at", typed)

    assert (refused.exit_code, refused.out) == (2, "")
    assert f"'{typed}' is not a time" in refused.err
    assert va.export() == before


def test_starting_at_an_earlier_time_stops_the_other_timer_there(va: Va) -> None:
    va("start", "acme", "--at", "9:00").check()

    va("start", "bakery", "--at", "11:15").check(
        output="Stopped Mon 16 Mar 2026 09:00-11:15, 2h15, acme/inbox\nStarted bakery/main at 11:15"
    )


def test_starting_before_the_running_timer_began(va: Va) -> None:
    va("start", "acme", "--at", "9:00").check()

    error = """
va: The timer for acme/inbox was started at 09:00, after 08:50.
    Give a later time, or throw that timer away with 'va cancel'.
"""
    va.refuses("start", "bakery", "--at", "8:50", exit_code=2, error=error)
    va.refuses("stop", "--at", "8:50", exit_code=2, error=error)


def test_a_start_at_the_very_start_replaces_the_other_timer(va: Va) -> None:
    va("start", "acme", "--at", "9:00").check()

    va("start", "bakery", "--at", "9:00").check(output="Started bakery/main at 09:00")

    assert va.json("entries")["entries"] == []


def test_stop_at(va: Va) -> None:
    va("start", "acme", "--at", "9:00").check()

    va.refuses(
        "stop",
        "--at",
        "12:30",
        exit_code=2,
        error="va: A timer cannot stop in the future (12:30; it is 12:00).\n    Stop it when the work ends.",
    )
    va("stop", "--at", "-25m").check(output="Stopped Mon 16 Mar 2026 09:00-11:35, 2h35, acme/inbox")


def test_a_clock_time_still_to_come_is_yesterdays_if_a_timer_ran_then(va: Va) -> None:
    va.at("2026-03-15T22:00:00+01:00")
    va("start", "acme").check()
    va.at("2026-03-16T00:20:00+01:00")

    va("start", "bakery", "--at", "23:30").check(
        output="Stopped Sun 15 Mar 2026 22:00-23:30, 1h30, acme/inbox\nStarted bakery/main at 23:30"
    )
    va("stop", "--at", "23:50").check(output="Stopped Sun 15 Mar 2026 23:30-23:50, 20m, bakery/main")
    # Nothing runs now, so 23:50 is a time to come.
    va("start", "acme", "--at", "23:50").check(exit_code=2, output="")


def test_midnight_as_a_time(va: Va) -> None:
    va.at("2026-03-15T22:00:00+01:00")
    va("start", "acme").check()
    va.at("2026-03-16T08:00:00+01:00")

    va("stop", "--at", "24:00").check(output="Stopped Sun 15 Mar 2026 22:00-00:00, 2h, acme/inbox")


def test_an_entry_belongs_to_the_day_on_which_it_started(va: Va) -> None:
    va.at("2026-02-28T23:30:00+01:00")
    va("start", "acme").check()
    va.at("2026-03-01T01:00:00+01:00")

    va("stop").check(output="Stopped Sat 28 Feb 2026 23:30-01:00, 1h30, acme/inbox")

    assert newest(va)["date"] == "2026-02-28"
    assert va.json("entries", "2026-03")["entries"] == []
    assert va.json("status")["today_seconds"] == 0


FORGOTTEN = """
va: The timer for acme/inbox has been running since Sun 15 Mar 2026 16:00: forgotten?
    Say when the work ended with 'va stop --at 17:30', or keep it whole with '--yes'.
"""


@pytest.fixture
def forgotten(va: Va) -> Va:
    """Leave a timer running from Sunday 16:00 to Monday 12:00: twenty hours."""
    va.at("2026-03-15T16:00:00+01:00")
    va("start", "acme", "Mail").check()
    va.at("2026-03-16T12:00:00+01:00")
    return va


def test_a_forgotten_timer_is_not_kept_unasked(forgotten: Va) -> None:
    forgotten.refuses("stop", exit_code=3, error=FORGOTTEN)
    forgotten.refuses("start", "bakery", exit_code=3, error=FORGOTTEN)
    forgotten.refuses("switch", "bakery", exit_code=3, error=FORGOTTEN)


def test_a_forgotten_timer_is_kept_whole_with_yes(forgotten: Va) -> None:
    forgotten("stop", "--yes").check(output="Stopped Sun 15 Mar 2026 16:00-12:00, 20h, acme/inbox: Mail")


def test_a_forgotten_timer_is_kept_whole_when_another_starts_with_yes(forgotten: Va) -> None:
    forgotten("start", "bakery", "--yes").check(
        output="Stopped Sun 15 Mar 2026 16:00-12:00, 20h, acme/inbox: Mail\nStarted bakery/main at 12:00"
    )


def test_a_forgotten_timer_ends_when_it_is_said(forgotten: Va) -> None:
    forgotten("stop", "--at", "17:30").check(output="Stopped Sun 15 Mar 2026 16:00-17:30, 1h30, acme/inbox: Mail")


def test_the_end_of_a_timer_forgotten_for_days_lies_within_a_day_of_its_start(va: Va) -> None:
    va.at("2026-03-13T16:00:00+01:00")  # a Friday
    va("start", "acme").check()
    va.at("2026-03-16T17:45:00+01:00")  # Monday: 73 h 45 min later, more than an entry can be
    error = """
va: The timer for acme/inbox has been running since Fri 13 Mar 2026 16:00: forgotten?
    Say when the work ended with 'va stop --at 17:30'; an entry is 24 hours long at most.
"""
    va.refuses("stop", exit_code=3, error=error)
    va.refuses("stop", "--yes", exit_code=3, error=error)

    va("stop", "--at", "17:30").check(output="Stopped Fri 13 Mar 2026 16:00-17:30, 1h30, acme/inbox")


def test_twelve_hours_are_a_long_day_and_no_more(va: Va) -> None:
    va.at("2026-03-16T08:00:00+01:00")
    va("start", "acme").check()
    va.at("2026-03-16T20:00:00+01:00")
    va("stop").check(output="Stopped Mon 16 Mar 2026 08:00-20:00, 12h, acme/inbox")

    va("start", "acme").check()
    va.at("2026-03-17T08:00:01+01:00")
    va("stop").check(exit_code=3)


def test_at_a_terminal_the_end_of_a_forgotten_timer_is_asked_for(
    forgotten: Va, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def prompt(question: str, **_options: object) -> str:
        asked.append(question)
        return "18:00"

    monkeypatch.setattr(invocation, "can_ask", lambda: True)
    monkeypatch.setattr("typer.prompt", prompt)

    forgotten("stop").check(
        output="Stopped Sun 15 Mar 2026 16:00-18:00, 2h, acme/inbox: Mail",
        error="The timer for acme/inbox at 16:00: Mail has been running for more than 12 hours.",
    )
    assert asked == ["When did the work end"]


def test_at_a_terminal_it_is_asked_before_another_starts_too(forgotten: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    before = forgotten.export()
    monkeypatch.setattr(invocation, "can_ask", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_args, **_options: "18:00")

    forgotten("start", "bakery").check(
        output="Stopped Sun 15 Mar 2026 16:00-18:00, 2h, acme/inbox: Mail\nStarted bakery/main at 12:00",
        error="The timer for acme/inbox at 16:00: Mail has been running for more than 12 hours.",
    )
    forgotten("undo").check()  # it was one operation
    assert forgotten.export() == before


def test_the_spring_night_has_an_hour_less(va: Va) -> None:
    va.at("2026-03-28T22:00:00+01:00")
    va("start", "acme").check()
    va.at("2026-03-29T06:00:00+02:00")  # 21:00 to 04:00 UTC

    va("stop").check(output="Stopped Sat 28 Mar 2026 22:00-06:00, 7h, acme/inbox")

    entry = newest(va)
    assert (entry["start"], entry["end"]) == ("2026-03-28T22:00:00+01:00", "2026-03-29T06:00:00+02:00")
    assert (entry["date"], entry["seconds"]) == ("2026-03-28", 7 * 3600)


def test_the_autumn_night_has_an_hour_more(va: Va) -> None:
    va.at("2026-10-24T22:00:00+02:00")
    va("start", "acme").check()
    va.at("2026-10-25T06:00:00+01:00")  # 20:00 to 05:00 UTC

    va("stop").check(output="Stopped Sat 24 Oct 2026 22:00-06:00, 9h, acme/inbox")

    entry = newest(va)
    assert (entry["start"], entry["end"]) == ("2026-10-24T22:00:00+02:00", "2026-10-25T06:00:00+01:00")
    assert (entry["date"], entry["seconds"]) == ("2026-10-24", 9 * 3600)


def test_a_timer_through_the_hour_that_comes_twice(va: Va) -> None:
    va.at("2026-10-25T02:50:00+02:00")
    va("start", "acme").check(output="Started acme/inbox at 02:50+02:00")
    va.at("2026-10-25T02:10:00+01:00")  # twenty minutes later, though the clock shows less
    va("status").check(output="acme/inbox at 02:50+02:00, 20m\nToday 20m, this week 20m")

    va("stop").check(output="Stopped Sun 25 Oct 2026 02:50+02:00..02:10+01:00, 20m, acme/inbox")


def test_a_timer_of_an_hour_that_the_clock_does_not_show(va: Va) -> None:
    va.at("2026-10-25T02:30:00+02:00")
    va("start", "acme").check()
    va.at("2026-10-25T02:30:00+01:00")

    va("stop").check(output="Stopped Sun 25 Oct 2026 02:30+02:00..02:30+01:00, 1h, acme/inbox")


def test_a_start_in_the_past_although_the_clock_shows_less(va: Va) -> None:
    va.at("2026-10-25T02:10:00+01:00")

    va("start", "acme", "--at", "2:50+02:00").check(output="Started acme/inbox at 02:50+02:00")


def test_an_end_in_the_hour_that_comes_twice_needs_its_offset(va: Va) -> None:
    va.at("2026-10-24T22:00:00+02:00")
    va("start", "acme").check()
    va.at("2026-10-25T09:00:00+01:00")
    error = """
va: '2:30' happens twice on Sun 25 Oct 2026 in Europe/Amsterdam: 02:30+02:00 or 02:30+01:00.
    Write 02:30+02:00 or 02:30+01:00; in a range, put .. between the two times.
"""
    va.refuses("stop", "--at", "2:30", exit_code=2, error=error)

    va("stop", "--at", "2:30+01:00").check(output="Stopped Sat 24 Oct 2026 22:00..02:30+01:00, 5h30, acme/inbox")


def test_an_end_in_the_hour_that_the_clock_skips(va: Va) -> None:
    va.at("2026-03-28T22:00:00+01:00")
    va("start", "acme").check()
    va.at("2026-03-29T09:00:00+02:00")

    va.refuses(
        "stop",
        "--at",
        "2:30",
        exit_code=2,
        error="va: '2:30' does not exist on Sun 29 Mar 2026: in Europe/Amsterdam the clock jumps from 02:00 to 03:00.\n"
        "    The nearest times are 01:59 and 03:00.",
    )


def test_work_begun_in_another_zone_keeps_that_zone(va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    va.at("2026-03-16T18:30:00-04:00")  # 23:30 in Amsterdam, 18:30 in New York
    monkeypatch.setenv("VA_TZ", "America/New_York")
    va("start", "acme").check(output="Started acme/inbox at 18:30")
    monkeypatch.delenv("VA_TZ")
    va.at("2026-03-17T00:30:00+01:00")

    va("stop").check(output="Stopped Mon 16 Mar 2026 18:30-19:30, 1h, acme/inbox")

    assert newest(va)["start"] == "2026-03-16T18:30:00-04:00"
