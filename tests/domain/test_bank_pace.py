"""How long hours last: calculated by hand, at half an hour a day where nothing else is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.domain.bank_cases import HOUR, day, days

from vabackoffice.domain.bank_pace import run_out_day
from vabackoffice.domain.duration import parse_duration

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.period import Period

TODAY = day("2026-03-19")  # the eight weeks up to it begin on 23 January
LONG_AGO = day("2025-01-01")


def run_out(
    left: str,
    *used: tuple[str, str],
    since: date = LONG_AGO,
    until: str = "2026-12-31",
    pauses: tuple[Period, ...] = (),
) -> str:
    spent = [(day(on), parse_duration(hours)) for on, hours in used]
    return str(run_out_day(parse_duration(left), spent, TODAY, since=since, until=day(until), pauses=pauses))


def test_the_hours_that_are_left_over_the_pace_of_eight_weeks() -> None:
    # 28 h in 56 days are half an hour a day: 5 h last ten days.
    assert run_out("5h", ("2026-03-02", "20h"), ("2026-02-02", "8h")) == "2026-03-29"


def test_a_day_that_is_begun_counts() -> None:
    assert run_out("5h01", ("2026-03-02", "28h")) == "2026-03-30"
    assert run_out("0h01", ("2026-03-02", "28h")) == "2026-03-20"


def test_what_is_older_than_eight_weeks_or_to_come_is_no_pace() -> None:
    assert run_out("5h", ("2026-01-23", "28h"), ("2026-01-22", "50h"), ("2026-03-20", "50h")) == "2026-03-29"
    assert run_out("5h", ("2026-01-22", "28h")) == "None"


def test_the_last_day_of_the_question_is_in_it() -> None:
    assert run_out("5h", ("2026-03-02", "28h"), until="2026-03-29") == "2026-03-29"
    assert run_out("5h", ("2026-03-02", "28h"), until="2026-03-28") == "None"


def test_nothing_used_and_nothing_left_run_out_never() -> None:
    assert run_out("5h") == "None"
    used = [(TODAY, 28 * HOUR)]
    for left in (0, -2 * HOUR):
        assert run_out_day(left, used, TODAY, since=LONG_AGO, until=day("2026-12-31")) is None


def test_a_younger_agreement_has_the_pace_of_its_own_days() -> None:
    # 10 to 19 March are ten days with 5 h: 2 h last four days.
    assert run_out("2h", ("2026-03-12", "5h"), since=day("2026-03-10")) == "2026-03-23"


def test_less_than_a_week_counts_as_a_week() -> None:
    # 3.5 h on the first of two days are half an hour a day over seven, not 1:45 h over two.
    assert run_out("2h", ("2026-03-18", "3h30"), since=day("2026-03-18")) == "2026-03-23"


def test_paused_days_count_neither_before_nor_after() -> None:
    # 56 less 14 days with 21 h: 2 h last four days, the 20th and, after the pause, 23 to 25 March.
    pauses = (days("2026-02-01..2026-02-14"), days("2026-03-21..2026-03-22"))
    assert run_out("2h", ("2026-03-02", "21h"), pauses=pauses) == "2026-03-25"


def test_in_a_pause_until_further_notice_nothing_runs_out() -> None:
    assert run_out("2h", ("2026-03-02", "28h"), pauses=(days("2026-03-20..2027-12-31"),)) == "None"
