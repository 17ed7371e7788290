"""`va` alone: the timer, the hours, and what is to be done with the command that does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Va


def test_without_a_book_it_says_how_to_begin(no_book: Va) -> None:
    no_book().check(
        output=f"""
The back office of a virtual assistant: hours in, money out, tax year done.

There is no book yet; it would lie at {no_book.book}

  va init                                          set up your business
  va client add acme --name 'Acme Example Ltd'     who pays
  va engagement add acme/inbox --hourly 40         what was agreed
  va log 1h30 acme Sorted mail                     what you did
  va month --issue                                 what you bill
""",
        error="",
    )
    assert no_book.json() == {"book": None}
    assert not no_book.book.exists()


def test_a_fresh_book(empty_va: Va) -> None:
    empty_va().check(output="Mon 16 Mar 2026\nNo timer is running\nToday 0m, this week 0m", error="")


def test_everything_that_is_to_be_done(va: Va) -> None:
    va("log", "2h", "bakery", "--on", "2026-01-20").check()
    va("month", "2026-01", "--issue", "--date", "2026-01-31", "--yes").check()  # draft 1; due after 14 days
    va("log", "1h", "acme", "--on", "2026-02-20").check()
    va("log", "45m", "bakery", "--on", "2026-03-13").check()  # last week
    va("log", "9:00-10:25", "acme", "--on", "2026-03-16").check()
    va("log", "30m", "--internal", "admin").check()
    va("task", "add", "bakery", "Newsletter", "--price", "80", "--due", "2026-03-20").check()
    va("task", "add", "bakery", "Website", "--price", "900", "--due", "2026-05-01").check()  # not within a week
    va("invoice", "draft", "bakery", "2026-03").check()
    va("start", "bakery", "Posts").check()
    va.at("2026-03-16T13:00:00+01:00")

    # Two hours at 35.50 are 71.00, with 21 % VAT 85.91.
    va().check(
        output="""
Mon 16 Mar 2026
bakery/main at 12:00: Posts, 1h
Today 2h55, this week 2h55
  acme                     1h25     1h25
  bakery                     1h       1h
  internal                  30m      30m
To do:
  bakery: Newsletter, due 2026-03-20
      va task done 1
  Unbilled work of past months for acme
      va month
  Draft 2 for bakery is waiting
      va invoice issue 2
  bakery owes 85.91 EUR since 2026-02-14
      va invoice show 2026-0001
""",
        error="",
    )


def test_today_as_json(va: Va) -> None:
    va("log", "1h", "acme", "--on", "2026-02-20").check()
    va("log", "30m", "acme").check()
    va("start", "acme", "Mail", "--at", "11:00").check()

    assert va.json() == {
        "running": {
            "client": "acme",
            "engagement": "inbox",
            "internal": None,
            "note": "Mail",
            "tags": [],
            "started": "2026-03-16T11:00:00+01:00",
            "seconds": 3600,
        },
        "today_seconds": 5400,
        "week_seconds": 5400,
        "clients": [{"client": "acme", "today_seconds": 5400, "week_seconds": 5400}],
        "to_do": [{"what": "Unbilled work of past months for acme", "command": "va month"}],
    }


def test_a_timer_since_last_night_counts_for_the_week_in_which_it_began(va: Va) -> None:
    va.at("2026-03-16T23:00:00+01:00")  # Monday
    va("start", "acme").check()
    va.at("2026-03-17T01:00:00+01:00")
    va().check(
        output="Tue 17 Mar 2026\nacme/inbox at 23:00, 2h\nToday 0m, this week 2h\n"
        "  acme                       0m       2h"
    )
    va("cancel").check()

    va.at("2026-03-22T23:00:00+01:00")  # Sunday
    va("start", "acme").check()
    va.at("2026-03-23T01:00:00+01:00")
    va().check(output="Mon 23 Mar 2026\nacme/inbox at 23:00, 2h\nToday 0m, this week 0m")


def test_the_version(no_book: Va) -> None:
    from vabackoffice import __version__

    no_book("--version").check(output=f"vabackoffice {__version__}")
    assert no_book.json("--version") == {"version": __version__}
