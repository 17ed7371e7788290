"""`va status --short`: one line that fits a prompt or a status bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Va


def test_the_timer_in_whole_minutes(va: Va) -> None:
    va("start", "bakery", "Sorting", "mail", "+email").check()

    va("status", "--short").check(output="bakery/main 0m", error="")
    va.at("2026-03-16T13:05:59+01:00")
    va("status", "--short").check(output="bakery/main 1h05", error="")
    va("status", "-q", "--short").check(output="bakery/main 1h05", error="")


def test_own_work(va: Va) -> None:
    va("start", "--internal", "admin").check()
    va.at("2026-03-16T12:10:00+01:00")

    va("status", "--short").check(output="internal admin 10m")


def test_an_empty_line_when_no_timer_runs(va: Va) -> None:
    assert va("status", "--short").check(error="").out == "\n"
    assert va("status", "--short", "-q").check(exit_code=1, error="").out == ""


def test_json_stays_what_it_is(va: Va) -> None:
    va("start", "bakery").check()

    assert va.json("status", "--short") == va.json("status")
