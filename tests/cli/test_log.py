"""`va log`: finished work by length or by times, for whom, and what refuses to share its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1h30", "1h30"),
        ("1:30", "1h30"),
        ("1,5h", "1h30"),
        ("90m", "1h30"),
        ("45min", "45m"),
        ("24h", "24h"),
        ("9:00-10:25", "09:00-10:25, 1h25"),
        ("9-10:30", "09:00-10:30, 1h30"),
        ("9am-10:30am", "09:00-10:30, 1h30"),
        ("0900-0930", "09:00-09:30, 30m"),
        ("9:00..now", "09:00-12:00, 3h"),
        ("22:00-1:30", "22:00-01:30, 3h30"),
    ],
)
def test_a_length_or_a_range(va: Va, typed: str, shown: str) -> None:
    between = " " if ":" in shown else ", "
    va("log", typed, "acme", "Sorted", "mail", "+email").check(
        output=f"Logged Mon 16 Mar 2026{between}{shown}, acme/inbox: Sorted mail +email"
    )


def test_the_client_may_come_first_and_a_range_have_spaces(va: Va) -> None:
    va("log", "acme", "1h30", "Mail").check(output="Logged Mon 16 Mar 2026, 1h30, acme/inbox: Mail")
    va("log", "acme/inbox", "9-10", "Mail").check(output="Logged Mon 16 Mar 2026 09:00-10:00, 1h, acme/inbox: Mail")
    va("log", "8", "-", "9", "acme", "Mail").check(output="Logged Mon 16 Mar 2026 08:00-09:00, 1h, acme/inbox: Mail")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("today", "Mon 16 Mar 2026"),
        ("yesterday", "Sun 15 Mar 2026"),
        ("fri", "Fri 13 Mar 2026"),
        ("mon", "Mon 16 Mar 2026"),
        ("last mon", "Mon 9 Mar 2026"),
        ("3 days ago", "Fri 13 Mar 2026"),
        ("2 mar", "Mon 2 Mar 2026"),
        ("2/3", "Mon 2 Mar 2026"),  # in the Netherlands the day comes first
        ("2026-02-28", "Sat 28 Feb 2026"),
    ],
)
def test_on_another_day(va: Va, typed: str, shown: str) -> None:
    va("log", "9:00-10:00", "acme", "--on", typed).check(output=f"Logged {shown} 09:00-10:00, 1h, acme/inbox")
    va("log", "1h", "acme", "--on", typed).check(output=f"Logged {shown}, 1h, acme/inbox")


def test_what_else_can_be_said(va: Va) -> None:
    va("service", "add", "calendar").check()
    va("task", "add", "bakery", "Poster", "--price", "90").check()

    va("log", "1h", "acme", "Trip", "--service", "cal", "--place", "client", "--no-bill").check(
        output="Logged Mon 16 Mar 2026, 1h, acme/inbox, calendar, at the client's, not billable: Trip"
    )
    va("log", "1h", "bakery", "--place", "home", "--task", "1").check(
        output="Logged Mon 16 Mar 2026, 1h, bakery/main, task 1, at home"
    )
    va("log", "1h", "bakery", "--place", "other").check(output="Logged Mon 16 Mar 2026, 1h, bakery/main, elsewhere")


@pytest.mark.parametrize("kind", ["admin", "acquisition", "training", "travel"])
def test_own_work_has_a_kind_and_nobody_to_bill(va: Va, kind: str) -> None:
    va("log", "45m", "--internal", kind, "Course").check(output=f"Logged Mon 16 Mar 2026, 45m, internal {kind}: Course")

    entry = va.json("entries")["entries"][0]
    assert (entry["client"], entry["engagement"], entry["billable"]) == (None, None, False)
    assert entry["internal"] == kind


def test_a_logged_entry_as_json(va: Va) -> None:
    assert va.json("log", "22:00-1:30", "acme", "Mail", "+b", "+a") == {
        "logged": {
            "id": 1,
            "client": "acme",
            "engagement": "inbox",
            "internal": None,
            "start": "2026-03-16T22:00:00+01:00",
            "end": "2026-03-17T01:30:00+01:00",
            "date": "2026-03-16",
            "seconds": 12_600,  # 3.5 hours
            "billable": True,
            "note": "Mail",
            "tags": ["a", "b"],
            "service": None,
            "place": None,
            "invoice": None,
        },
        "bank": None,
    }


ZERO = "Write a duration above zero, like 25m or 1h30."


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("0m", f"va: '0m' is not a duration: it is zero.\n    {ZERO}"),
        ("0:00", f"va: '0:00' is not a duration: it is zero.\n    {ZERO}"),
        ("90", "va: '90' can be read in two ways: 90m or 90h.\n    Write 90m or 90h."),
        ("soon", "va: 'soon' is not a duration.\n    Write it like 1h30, 1:30, 1.5h or 90m."),
        ("25h", "va: 25h is more than a day.\n    Log each day for itself with '--on DATE'."),
        (
            "10:00-9:00",
            (
                "va: '10:00-9:00' ends before it starts.\n"
                "    Write the earlier time first; over midnight a range is at most 12 hours. Did you mean 21:00?"
            ),
        ),
        (
            "9:00-9:00",
            "va: '9:00-9:00' has zero duration: it starts and ends at 09:00.\n    Write an end after the start.",
        ),
        (
            "1-2:30pm",
            (
                "va: '1-2:30pm' can be read in two ways: from 1:00 or from 13:00.\n    "
                "Write 1:00am or 1:00pm for the start."
            ),
        ),
    ],
)
def test_times_that_make_no_entry(va: Va, typed: str, error: str) -> None:
    va.refuses("log", typed, "acme", exit_code=2, error=error)


def test_a_negative_length(va: Va) -> None:
    before = va.export()

    refused = va("log", "-1h", "acme")

    assert (refused.exit_code, refused.out) == (2, "")
    assert "'-1h' is less than nothing" in refused.err
    assert va.export() == before


def test_without_a_client_or_a_length(va: Va) -> None:
    error = """
va: The client is missing.
    Name it: 'acme' or 'acme/inbox'; or say '--internal admin' for your own work.
"""
    va.refuses("log", "1h", exit_code=3, error=error)
    assert va("log").exit_code == 2


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (
            ["acme", "+bad!tag"],
            ("va: '+bad!tag' cannot be a tag.\n    Use letters, digits, '-', '_', '.' and '/', up to 40 of them."),
        ),
        (["acme", "--place", "moon"], "va: 'moon' is not a place of work.\n    Use one of: home, client, other."),
        (["acme", "x" * 501], f"va: The note '{'x' * 39}…' has 501 characters.\n    Use at most 500 characters."),
        (
            ["acme", "--internal", "lunch"],
            ("va: 'lunch' is not a kind of internal work.\n    Use one of: admin, acquisition, training, travel."),
        ),
    ],
)
def test_words_that_are_not_understood(va: Va, words: list[str], error: str) -> None:
    va.refuses("log", "1h", *words, exit_code=2, error=error)


def test_a_service_is_known_by_name_or_by_a_part_that_only_it_begins_with(va: Va) -> None:
    va("service", "add", "calendar").check()
    va("service", "add", "copywriting").check()

    va.refuses(
        "log", "1h", "acme", "--service", "c",
        exit_code=2, error="va: 'c' could be calendar or copywriting.\n    Type one more letter.",
    )  # fmt: skip
    va.refuses(
        "log", "1h", "acme", "--service", "calender",
        exit_code=4,
        error="va: There is no service 'calender'.\n"
        "    Did you mean calendar? 'va service add NAME' makes one, 'va service list' shows all.",
    )  # fmt: skip
    va.refuses(
        "log", "1h", "acme", "--service", "",
        exit_code=4,
        error="va: There is no service ''.\n    'va service add NAME' makes one, 'va service list' shows all.",
    )  # fmt: skip


def test_overlapping_entries_are_both_shown_and_kept_only_when_forced(va: Va) -> None:
    va("log", "9:00-10:25", "bakery", "Call").check()
    error = """
va: Mon 16 Mar 2026 10:00-11:00 overlaps Mon 16 Mar 2026 09:00-10:25, 1h25, bakery/main: Call.
    Change the other one with 'va edit @1', or keep both with '--force'.
"""
    va.refuses("log", "10:00-11:00", "acme", exit_code=5, error=error)

    va("log", "10:00-11:00", "acme", "--force").check(output="Logged Mon 16 Mar 2026 10:00-11:00, 1h, acme/inbox")


@pytest.mark.parametrize("typed", ["8:00-9:01", "9:59-10:30", "9:15-9:30", "9:00-10:00", "8:00-11:00", "21:30-9:05"])
def test_every_way_to_share_time_is_an_overlap(va: Va, typed: str) -> None:
    va("log", "9:00-10:00", "acme").check()

    on = "yesterday" if typed.startswith("21") else "today"
    va("log", typed, "bakery", "--on", on).check(exit_code=5, output="")


def test_several_overlapping_entries_are_counted(va: Va) -> None:
    for hour in (8, 9, 10):
        va("log", f"{hour}:00-{hour}:30", "acme").check()

    va.refuses(
        "log",
        "8:15-11:00",
        "bakery",
        exit_code=5,
        error="va: Mon 16 Mar 2026 08:15-11:00 overlaps Mon 16 Mar 2026 08:00-08:30, 30m, acme/inbox and 2 more.\n"
        "    Change the other one with 'va edit @3', or keep both with '--force'.",
    )


def test_entries_that_touch_do_not_overlap(va: Va) -> None:
    for typed in ("9:00-10:00", "8:00-9:00", "10:00-10:30"):
        va("log", typed, "acme").check()

    assert va.json("entries")["total_seconds"] == 9000  # 1 h + 1 h + 30 min


def test_a_length_without_times_overlaps_nothing(va: Va) -> None:
    va("log", "9:00-10:00", "acme").check()
    va("log", "8h", "acme").check()
    va("log", "9:00-10:00", "acme", "--on", "yesterday").check()


def test_the_running_timer_takes_its_time_too(va: Va) -> None:
    va("start", "acme", "--at", "11:00").check()
    error = """
va: Mon 16 Mar 2026 10:30-11:30 overlaps the timer for acme/inbox since 11:00.
    Stop or cancel the timer first, or keep both with '--force'.
"""
    va.refuses("log", "10:30-11:30", "bakery", exit_code=5, error=error)

    va("log", "10:00-11:00", "bakery").check()  # until it began
    va("log", "12:00-13:00", "bakery").check()  # planned: from now on
    va("log", "11:15-11:30", "bakery", "--force").check()


def test_unknown_handles_bring_the_nearest_names(va: Va) -> None:
    va.refuses(
        "log",
        "1h",
        "acne",
        exit_code=4,
        error="va: There is no client 'acne'.\n    Did you mean acme? 'va client list' shows all.",
    )
    va.refuses(
        "log",
        "1h",
        "zzzz",
        exit_code=4,
        error="va: There is no client 'zzzz'.\n    'va client list' shows all.",
    )
    va.refuses(
        "log",
        "1h",
        "acme/inbux",
        exit_code=4,
        error="va: There is no engagement 'inbux' of acme.\n"
        "    Did you mean inbox? 'va engagement list acme' shows all.",
    )


def test_the_beginning_of_a_handle_is_enough_if_nothing_else_begins_so(va: Va) -> None:
    va("log", "1h", "AC").check(output="Logged Mon 16 Mar 2026, 1h, acme/inbox")
    va("log", "1h", "b/m").check(output="Logged Mon 16 Mar 2026, 1h, bakery/main")
    va("client", "add", "acorn", "--name=Acorn Example Ltd").check()

    va.refuses("log", "1h", "ac", exit_code=2, error="va: 'ac' could be acme or acorn.\n    Type one more letter.")
    va("log", "1h", "acm").check(output="Logged Mon 16 Mar 2026, 1h, acme/inbox")


def test_a_handle_wins_over_a_longer_one_that_begins_with_it(va: Va) -> None:
    va("client", "add", "acme-shop", "--name=Acme Example Shop").check()
    va("engagement", "add", "acme-shop/main", "--hourly=50").check()

    va("log", "1h", "acme").check(output="Logged Mon 16 Mar 2026, 1h, acme/inbox")


def test_the_engagement_that_needs_no_name(va: Va) -> None:
    va("client", "add", "solo", "--name=Solo Example").check()
    va.refuses(
        "log",
        "1h",
        "solo",
        exit_code=4,
        error="va: 'solo' has no engagement yet.\n    Say what was agreed: 'va engagement add solo/main --hourly 40'.",
    )
    va("engagement", "add", "acme/travel", "--hourly=55").check()
    va("engagement", "edit", "acme/inbox", "--no-default").check()
    va.refuses(
        "log",
        "1h",
        "acme",
        exit_code=2,
        error="va: 'acme' has several engagements: acme/inbox, acme/travel.\n"
        "    Name one, or set a default: 'va engagement edit acme/inbox --default'.",
    )

    va("engagement", "edit", "acme/travel", "--default").check()
    va("log", "1h", "acme").check(output="Logged Mon 16 Mar 2026, 1h, acme/travel")


def test_an_engagement_that_ends_is_there_until_its_last_day(va: Va) -> None:
    va("engagement", "add", "acme/travel", "--hourly=55").check()
    va("engagement", "edit", "acme/inbox", "--no-default").check()
    va("engagement", "end", "acme/inbox", "--on", "2026-03-10").check()

    va("log", "1h", "acme").check(output="Logged Mon 16 Mar 2026, 1h, acme/travel")
    va("log", "1h", "acme/inbox", "--on", "2026-03-10").check(output="Logged Tue 10 Mar 2026, 1h, acme/inbox")
    va.refuses(
        "log",
        "1h",
        "acme/inbox",
        "--on",
        "2026-03-11",
        exit_code=5,
        error="va: 'acme/inbox' ended on 2026-03-10.\n"
        "    Add a new engagement, or move the end with 'va engagement end'.",
    )
    # On a day when both stood, the name is needed.
    va("log", "1h", "acme", "--on", "2026-03-10").check(exit_code=2, output="")


def test_an_archived_client(va: Va) -> None:
    va("client", "archive", "acme").check()

    va.refuses(
        "log",
        "1h",
        "acme",
        exit_code=5,
        error="va: 'acme' is archived.\n    'va client archive acme --back' brings it back.",
    )
    va("client", "archive", "acme", "--back").check()
    va("log", "1h", "acme").check()


def test_the_nights_in_which_the_clock_changes(va: Va) -> None:
    # 22:00 to 06:00 is 7 hours in the spring night and 9 in the autumn one.
    va("log", "22:00-6:00", "acme", "--on", "2026-03-28").check(
        output="Logged Sat 28 Mar 2026 22:00-06:00, 7h, acme/inbox"
    )
    va("log", "22:00-6:00", "acme", "--on", "2026-10-24").check(
        output="Logged Sat 24 Oct 2026 22:00-06:00, 9h, acme/inbox"
    )


def test_the_hour_that_comes_twice(va: Va) -> None:
    va.refuses(
        "log",
        "2:10-2:50",
        "acme",
        "--on",
        "2026-10-25",
        exit_code=2,
        error="va: '2:10' happens twice on Sun 25 Oct 2026 in Europe/Amsterdam: 02:10+02:00 or 02:10+01:00.\n"
        "    Write 02:10+02:00 or 02:10+01:00; in a range, put .. between the two times.",
    )
    # From 2:50 in summer time to 2:10 in winter time are 20 minutes; the next hour of the clock is free again.
    va("log", "2:50+02:00..2:10+01:00", "acme", "--on", "2026-10-25").check(
        output="Logged Sun 25 Oct 2026 02:50+02:00..02:10+01:00, 20m, acme/inbox"
    )
    va("log", "2:10+02:00..2:50+02:00", "bakery", "--on", "2026-10-25").check()
    va("log", "2:10+01:00..2:50+01:00", "bakery", "--on", "2026-10-25").check()
    va("log", "2:05+01:00..2:15+01:00", "bakery", "--on", "2026-10-25").check(exit_code=5, output="")


def test_the_hour_that_the_clock_skips(va: Va) -> None:
    va.refuses(
        "log",
        "2:30-4:00",
        "acme",
        "--on",
        "2026-03-29",
        exit_code=2,
        error="va: '2:30' does not exist on Sun 29 Mar 2026: in Europe/Amsterdam the clock jumps from 02:00 to 03:00.\n"
        "    The nearest times are 01:59 and 03:00.",
    )
