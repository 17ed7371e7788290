"""Caps: what fits under them, what waits and what lapses, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from vabackoffice.domain.cap import BilledEntry, BilledLine, CapPeriod, cap_periods, cap_time, say_cap
from vabackoffice.domain.engagement import Terms
from vabackoffice.domain.money import Money, total
from vabackoffice.domain.period import Period
from vabackoffice.domain.pricing import PricedTime, WorkedEntry
from vabackoffice.domain.rounding import RoundingRule

HOUR = 3600
MARCH, APRIL = Period.month(2026, 3), Period.month(2026, 4)
HOURLY = Terms("hourly", RoundingRule(), hourly_rate=Decimal(40))
NOTHING = Money.zero("EUR")


def euro(amount: str) -> Money:
    return Money.of(amount, "EUR")


def hours(entry: int, day: date, seconds: int, rate: str = "40") -> PricedTime:
    worked = WorkedEntry(entry, day, seconds, "", "acme/desk")
    return PricedTime(worked, seconds, seconds, Decimal(rate), "not rounded", ())


def under(terms: Terms, period: Period = MARCH, seconds: int = 0, money: Money = NOTHING) -> CapPeriod:
    return CapPeriod(period, terms, seconds, money)


def shown(items: tuple[PricedTime, ...]) -> list[tuple[int, int, bool]]:
    return [(item.entry.id, item.billed, item.part) for item in items]


def test_hours_over_the_cap_wait() -> None:
    # 20 h are allowed, 3 h were billed before: 15 h fit whole, 2 of the next 4 h, and the last hour not at all.
    capped = cap_time(
        [
            hours(1, date(2026, 3, 2), 15 * HOUR),
            hours(2, date(2026, 3, 3), 4 * HOUR),
            hours(3, date(2026, 3, 4), HOUR),
        ],
        [under(replace(HOURLY, cap_seconds=20 * HOUR), seconds=3 * HOUR)],
        "service",
    )
    assert shown(capped.within) == [(1, 15 * HOUR, False), (2, 2 * HOUR, True)]
    assert shown(capped.waiting) == [(2, 2 * HOUR, False), (3, HOUR, False)]
    assert capped.within[1].why == ("2h of it fit under the cap of 20h per month",)


def test_what_lapses_is_billed_with_nothing() -> None:
    capped = cap_time(
        [hours(1, date(2026, 3, 2), 3 * HOUR), hours(2, date(2026, 3, 3), HOUR)],
        [under(replace(HOURLY, cap_seconds=2 * HOUR, over_cap="lapse"))],
        "service",
    )
    assert shown(capped.within) == [(1, 2 * HOUR, True), (1, 0, False), (2, 0, False)]
    assert capped.within[2].why == ("1h over the cap of 2h per month lapse",)
    assert capped.waiting == ()


def test_what_waits_comes_first_in_the_next_period() -> None:
    # 5 h a month: of 8 h in March 3 wait; in April they come before April's own 4 h, 2 of which wait on.
    terms = replace(HOURLY, cap_seconds=5 * HOUR)
    capped = cap_time(
        [hours(1, date(2026, 3, 31), 8 * HOUR), hours(2, date(2026, 4, 1), 4 * HOUR)],
        [under(terms), under(terms, APRIL)],
        "service",
    )
    assert shown(capped.within) == [(1, 5 * HOUR, True), (1, 3 * HOUR, False), (2, 2 * HOUR, True)]
    assert shown(capped.waiting) == [(2, 2 * HOUR, False)]


def test_money_takes_the_largest_hundredth_of_an_hour_under_it() -> None:
    # 100 EUR at 30: 3.33 h cost 99.90 and 3.34 h 100.20, so 3.33 h fit: 11 988 s.
    capped = cap_time([hours(1, date(2026, 3, 2), 5 * HOUR, "30")], [under(replace(HOURLY, cap=euro("100")))], "one")
    assert shown(capped.within) == [(1, 11988, True)]
    assert shown(capped.waiting) == [(1, 5 * HOUR - 11988, False)]


def test_money_that_was_billed_before_takes_its_room() -> None:
    # 100 EUR, 70 used: 30 are left, 0.75 h at 40.
    terms = replace(HOURLY, cap=euro("100"))
    capped = cap_time([hours(1, date(2026, 3, 2), HOUR)], [under(terms, money=euro("70"))], "service")
    assert shown(capped.within) == [(1, 2700, True)]
    assert cap_time([hours(1, date(2026, 3, 2), HOUR)], [under(terms, money=euro("100"))], "day").within == ()
    free = cap_time([hours(1, date(2026, 3, 2), HOUR, "0")], [under(terms, money=euro("120"))], "day")
    assert shown(free.within) == [(1, HOUR, False)]


def test_the_periods_of_a_cap_and_what_was_billed_in_them() -> None:
    weekly = replace(HOURLY, cap_seconds=HOUR, cap_every="week")
    history = [HOURLY, replace(weekly, valid_from=date(2026, 3, 9))]
    # The invoice of March billed 30 minutes of Friday 27 February and an hour of Tuesday 10 March, 60 EUR in all.
    line = BilledLine(
        date(2026, 3, 1),
        euro("60"),
        (
            BilledEntry(1, date(2026, 2, 27), "", 1800, 1800, is_part=False),
            BilledEntry(2, date(2026, 3, 10), "", HOUR, HOUR, is_part=False),
        ),
    )
    found = cap_periods(history, Period(date(2026, 3, 1), date(2026, 3, 16)), [line], NOTHING)
    assert found == [CapPeriod(Period.week(2026, 11), history[1], HOUR, euro("40"))]
    monthly = [replace(HOURLY, cap=euro("500"))]
    found = cap_periods(monthly, Period(date(2026, 3, 15), date(2026, 4, 15)), [line], NOTHING)
    # Work of February that March's invoice billed counts in March.
    assert found == [
        CapPeriod(MARCH, monthly[0], HOUR + 1800, euro("60")),
        CapPeriod(APRIL, monthly[0], 0, NOTHING),
    ]


def test_caps_in_words() -> None:
    assert say_cap(replace(HOURLY, cap_seconds=20 * HOUR)) == "20h per month"
    assert say_cap(replace(HOURLY, cap=euro("500"), cap_every="week")) == "500.00 EUR per week"


work = st.lists(
    st.tuples(st.integers(1, 31), st.integers(1, 8 * HOUR), st.sampled_from(("25", "37.50", "40"))), max_size=12
)


@example([(1, 1, "25"), (1, 17, "25")], 1, "wait", "service")  # neither makes 0.01 h, both together do
@given(work, st.integers(1, 40000), st.sampled_from(("wait", "lapse")), st.sampled_from(("service", "entry", "day")))
def test_no_second_is_lost_and_the_lines_stay_under_the_cap(
    rows: list[tuple[int, int, str]], cents: int, over: str, grouping: str
) -> None:
    from vabackoffice.domain.lines import time_lines

    priced = [hours(key, date(2026, 3, day), seconds, rate) for key, (day, seconds, rate) in enumerate(sorted(rows))]
    cap = Money(cents, "EUR")
    capped = cap_time(priced, [under(replace(HOURLY, cap=cap, over_cap=over))], grouping)  # type: ignore[arg-type]
    lines = time_lines(capped.within, "EUR", grouping)  # type: ignore[arg-type]
    assert total([line.net for line in lines], "EUR").minor <= cents
    billed = sum(item.billed for item in (*capped.within, *capped.waiting))
    assert billed <= sum(item.billed for item in priced)
    if over == "wait":
        assert billed == sum(item.billed for item in priced)
    worked = sum(item.worked for item in (*capped.within, *capped.waiting))
    assert worked == sum(item.worked for item in priced)
    if over == "wait" and capped.waiting:  # the first that waits would be too much
        more = time_lines([*capped.within, capped.waiting[0]], "EUR", grouping)  # type: ignore[arg-type]
        assert total([line.net for line in more], "EUR").minor > cents
