"""`va engagement pause` and `resume`: whole days of rest, and what they may not change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va

PAUSE, RESUME = ("engagement", "pause", "acme/desk"), ("engagement", "resume", "acme/desk")


@pytest.fixture
def desk(va: Va) -> Va:
    """Agree on a retainer from 2026 on."""
    va("engagement", "add", "acme/desk", "--from=2026-01-01", "--retainer=400", "--hours=10", "--overage=50").check()
    return va


def pauses(va: Va) -> list[tuple[str, str | None]]:
    return [(one["from"], one["until"]) for one in va.json("engagement", "show", "acme/desk")["pauses"]]


def test_a_pause_with_both_days(desk: Va) -> None:
    desk(*PAUSE, "--from=2026-04-06", "--until=2026-04-10").check(
        output="acme/desk is paused from Mon 6 Apr 2026 to Fri 10 Apr 2026.", error=""
    )
    desk("engagement", "show", "acme/desk").check(
        output="""
acme/desk, billed in EUR
  2026-01-01  400.00 EUR per month with 10h, billed in advance, 50.00 EUR per hour over, not rounded
  paused from Mon 6 Apr 2026 to Fri 10 Apr 2026
"""
    )
    assert pauses(desk) == [("2026-04-06", "2026-04-10")]
    desk("undo").check()
    assert pauses(desk) == []


def test_a_pause_until_further_notice_and_back_to_work(desk: Va) -> None:
    assert desk.json(*PAUSE, "--from=2026-03-09") == {
        "engagement": "acme/desk",
        "paused": {"from": "2026-03-09", "until": None},
    }
    assert "paused from Mon 9 Mar 2026 until further notice" in desk("engagement", "show", "acme/desk").out
    desk(*RESUME).check(output="acme/desk goes on from Mon 16 Mar 2026 on.")
    assert pauses(desk) == [("2026-03-09", "2026-03-15")]
    assert desk.json(*RESUME, "--on=2026-03-12") == {"engagement": "acme/desk", "resumes": "2026-03-12"}
    assert pauses(desk) == [("2026-03-09", "2026-03-11")]
    # 3 of 31 days are paused, 28 are left: 10 h x 28 / 31 = 9.032 h, half up to the minute 9h02 = 9.03 h.
    rows = desk.json("bank", "acme/desk", "2026-03")["rows"]
    assert [(row["date"], row["kind"], row["hours"]) for row in rows] == [("2026-03-01", "allowance", "9.03")]


def test_resuming_on_the_first_day_takes_the_pause_back(desk: Va) -> None:
    desk(*PAUSE, "--from=2026-04-06", "--until=2026-04-10").check()
    desk(*RESUME, "--on=2026-04-06").check()
    assert pauses(desk) == []


def test_an_hourly_engagement_can_rest_too(va: Va) -> None:
    va("engagement", "pause", "acme", "--from=2026-04-01").check()
    assert "paused from Wed 1 Apr 2026 until further notice" in va("engagement", "show", "acme").out


def test_a_pause_until_further_notice_ends_with_the_agreement(desk: Va) -> None:
    desk("engagement", "end", "acme/desk", "--on=2026-06-30").check()
    desk(*PAUSE, "--from=2026-06-01").check(output="acme/desk is paused from Mon 1 Jun 2026 until further notice.")


@pytest.mark.parametrize(
    ("days", "exit_code", "error"),
    [
        (
            ["--from=2026-04-08", "--until=2026-04-20"],
            5,
            (
                "'acme/desk' is paused from Mon 6 Apr 2026 to Fri 10 Apr 2026 already.\n"
                "    Give days outside of it, or end that pause first."
            ),
        ),
        (
            ["--from=2026-03-30"],
            5,
            (
                "'acme/desk' is paused from Mon 6 Apr 2026 to Fri 10 Apr 2026 already.\n"
                "    Give days outside of it, or end that pause first."
            ),
        ),
        (
            ["--from=2025-12-31", "--until=2026-01-01"],
            2,
            (
                "The pause begins on Wed 31 Dec 2025, but the agreement begins on Thu 1 Jan 2026.\n"
                "    Give a day inside the agreement."
            ),
        ),
        (
            ["--from=2026-12-31", "--until=2027-01-01"],
            2,
            (
                "The pause ends on Fri 1 Jan 2027, but the agreement ends on Thu 31 Dec 2026.\n"
                "    Give a day inside the agreement."
            ),
        ),
        (
            ["--from=2026-05-05", "--until=2026-05-04"],
            2,
            (
                "The pause would end on Mon 4 May 2026, before it begins on Tue 5 May 2026.\n"
                "    Give '--until' a later day; it is the last day of the pause."
            ),
        ),
    ],
)
def test_days_that_cannot_be_paused(desk: Va, days: list[str], exit_code: int, error: str) -> None:
    desk("engagement", "end", "acme/desk", "--on=2026-12-31").check()
    desk(*PAUSE, "--from=2026-04-06", "--until=2026-04-10").check()
    desk.refuses(*PAUSE, *days, exit_code=exit_code, error=f"va: {error}")


def test_only_a_paused_day_can_end_a_pause(desk: Va) -> None:
    desk(*PAUSE, "--from=2026-04-06", "--until=2026-04-10").check()
    for day, said in (("2026-04-05", "Sun 5 Apr 2026"), ("2026-04-11", "Sat 11 Apr 2026")):
        desk.refuses(
            *RESUME,
            f"--on={day}",
            exit_code=5,
            error=f"va: 'acme/desk' is not paused on {said}.\n    'va engagement show acme/desk' lists its pauses.",
        )


def test_a_settled_period_is_neither_paused_nor_resumed(desk: Va) -> None:
    desk(*PAUSE, "--from=2026-02-16", "--until=2026-02-20").check()
    desk("invoice", "draft", "acme", "2026-02").check()
    hint = "    Take a day from 2026-03-01 on, or discard it and draft again: 'va invoice discard 1'."
    settled = f"va: That would change February 2026, which draft 1 has settled.\n{hint}"
    desk.refuses(*PAUSE, "--from=2026-02-23", "--until=2026-03-08", exit_code=5, error=settled)
    desk.refuses(*RESUME, "--on=2026-02-18", exit_code=5, error=settled)
    desk(*PAUSE, "--from=2026-03-02", "--until=2026-03-08").check()


def test_a_month_whose_fee_is_billed_in_advance_is_not_paused(desk: Va) -> None:
    desk("invoice", "draft", "acme", "2026-03").check()  # the fee of March; its hours are settled when it is over
    desk("client", "edit", "acme", "--address=Beispielweg 1, 10115 Berlin").check()
    desk("invoice", "issue", "1", "--yes").check()
    desk.refuses(
        *PAUSE,
        "--from=2026-03-23",
        exit_code=5,
        error="va: That would change March 2026, whose fee is on invoice 2026-0001.\n"
        "    Take a day from 2026-04-01 on, or correct it first: 'va invoice credit 2026-0001 --reopen'.",
    )
    desk(*PAUSE, "--from=2026-04-01").check()
