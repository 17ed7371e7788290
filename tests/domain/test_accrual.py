"""When something was earned: parts of all periods add up, whatever is cut where."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as some

from vabackoffice.domain.accrual import (
    Done,
    days_done,
    earned_by_days,
    hourly_rate,
    part_of,
    services_shared,
    shared_out,
)
from vabackoffice.domain.money import Money
from vabackoffice.domain.period import Period

FIRST = date(2026, 3, 1)
AMOUNTS = some.integers(-(10**9), 10**9)


def test_a_fee_by_days() -> None:
    fee = Money(62000, "EUR")
    first, last = FIRST, date(2026, 3, 31)

    assert earned_by_days(fee, first, last, Period(first, date(2026, 3, 11))) == Money(20000, "EUR")
    assert earned_by_days(fee, first, last, Period(date(2026, 2, 1), date(2026, 5, 1))) == fee
    assert earned_by_days(fee, first, last, Period(date(2026, 4, 1), date(2026, 5, 1))) == Money(0, "EUR")
    assert earned_by_days(fee, first, first, Period(first, date(2026, 3, 2))) == fee


def test_halves_go_up_and_what_is_taken_back_goes_the_same_way() -> None:
    # Half of 5 is 2.5: 3 is reached after the first half.
    assert [part_of(5, done) for done in (Done(0, 1, 2), Done(1, 2, 2))] == [3, 2]
    assert [part_of(-5, done) for done in (Done(0, 1, 2), Done(1, 2, 2))] == [-3, -2]
    assert part_of(5, Done(0, 0, 0)) == 0


@given(AMOUNTS, some.integers(1, 400), some.lists(some.integers(-50, 450), min_size=1, max_size=6))
def test_the_parts_of_all_days_add_up(minor: int, length: int, cuts: list[int]) -> None:
    last = FIRST + timedelta(length - 1)
    edges = sorted({-60, *cuts, 460})
    pieces = [Period(FIRST + timedelta(start), FIRST + timedelta(end)) for start, end in pairwise(edges)]

    amount = Money(minor, "EUR")
    parts = [earned_by_days(amount, FIRST, last, piece) for piece in pieces]

    assert sum(part.minor for part in parts) == minor
    for piece, part in zip(pieces, parts, strict=True):
        days = sum(FIRST <= piece.start + timedelta(day) <= last for day in range(piece.days))
        assert abs(part.minor * length - minor * days) <= length
        done = days_done(FIRST, last, piece)
        assert done.until - done.before == days


@given(AMOUNTS, some.lists(some.integers(0, 10**6), min_size=1, max_size=8))
def test_what_is_shared_out_adds_up(whole: int, weights: list[int]) -> None:
    parts = shared_out(whole, weights)

    total = sum(weights)
    assert sum(parts) == (whole if total else 0)
    assert all(abs(part * total - whole * weight) <= total for part, weight in zip(parts, weights, strict=True))


def test_services() -> None:
    fee = Money(62000, "EUR")

    assert services_shared(fee, {"inbox": 4 * 3600, "": 12 * 3600}) == {
        "inbox": Money(15500, "EUR"),
        "": Money(46500, "EUR"),
    }
    assert services_shared(fee, {}) == {"": fee}


def test_an_hour() -> None:
    assert hourly_rate(Money(60000, "EUR"), 18 * 3600) == Money(3333, "EUR")
    assert hourly_rate(Money(-1, "EUR"), 7200) == Money(-1, "EUR")
    assert hourly_rate(Money(60000, "EUR"), 0) is None
