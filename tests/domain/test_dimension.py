"""What hours are grouped by: names, labels, order, and the days of a group."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vabackoffice.domain.dimension import (
    DIMENSIONS,
    label,
    names_of,
    place_in_order,
    short_name,
    span_around,
    span_named,
    spans_in,
)
from vabackoffice.domain.period import Period, parse_period
from vabackoffice.domain.time_entry import TimeEntry, Work

SUNDAY = date(2026, 3, 1)
MAIL = Work(1, "acme", "inbox", tags=("email", "urgent"), service_id=1, service="calendar")
BOOKS = Work(None, internal="admin", billable=False)


@pytest.mark.parametrize(
    ("by", "mail", "books"),
    [
        ("day", ("2026-03-01",), ("2026-03-01",)),
        ("week", ("2026-02-23",), ("2026-02-23",)),
        ("month", ("2026-03-01",), ("2026-03-01",)),
        ("client", ("acme",), (None,)),
        ("engagement", ("acme/inbox",), ("internal admin",)),
        ("service", ("calendar",), (None,)),
        ("tag", ("email", "urgent"), (None,)),
    ],
)
def test_names(by: str, mail: tuple[str, ...], books: tuple[str | None, ...]) -> None:
    assert names_of(TimeEntry(1, MAIL, SUNDAY, 60), by) == mail
    assert names_of(TimeEntry(2, BOOKS, SUNDAY, 60), by) == books


@pytest.mark.parametrize(
    ("by", "name", "shown", "for_scripts"),
    [
        ("day", "2026-03-01", "Sun 1 Mar 2026", "2026-03-01"),
        ("week", "2026-02-23", "2026-W09", "2026-W09"),
        ("month", "2026-03-01", "2026-03", "2026-03"),
        ("client", "acme", "acme", "acme"),
        ("client", None, "internal", None),
        ("engagement", "internal admin", "internal admin", "internal admin"),
        ("service", None, "(no service)", None),
        ("tag", "email", "+email", "email"),
        ("tag", None, "(no tag)", None),
    ],
)
def test_labels(by: str, name: str | None, shown: str, for_scripts: str | None) -> None:
    assert (label(by, name), short_name(by, name)) == (shown, for_scripts)


def in_order(by: str, groups: dict[str | None, int]) -> list[str | None]:
    return sorted(groups, key=lambda name: place_in_order(by, name, groups[name]))


def test_order() -> None:
    assert in_order("week", {"2026-03-09": 5, "2026-03-02": 1}) == ["2026-03-02", "2026-03-09"]
    assert in_order("client", {None: 9, "bakery": 2, "acme": 2, "coast": 5}) == ["coast", "acme", "bakery", None]
    assert in_order("engagement", {"internal admin": 9, "acme/inbox": 1, "internal travel": 10}) == [
        "acme/inbox",
        "internal travel",
        "internal admin",
    ]
    assert in_order("tag", {None: 9, "web": 1, "email": 3}) == ["email", "web", None]


def test_the_days_of_a_group_are_those_inside_the_period() -> None:
    march = Period.month(2026, 3)

    assert span_named("week", "2026-02-23", march) == Period.day(SUNDAY)
    assert span_named("month", "2026-03-01", Period.week(2026, 9)) == Period.day(SUNDAY)
    assert span_named("day", "2026-03-01", march) == Period.day(SUNDAY)
    assert [str(piece) for piece in spans_in("week", march)] == [
        "2026-03-01", "2026-W10", "2026-W11", "2026-W12", "2026-W13", "2026-03-30..2026-03-31",
    ]  # fmt: skip
    assert [str(piece) for piece in spans_in("quarter", Period.year(2026))] == [f"2026-Q{n}" for n in range(1, 5)]
    assert [str(piece) for piece in spans_in("year", march)] == ["2026-03"]


@settings(max_examples=100, deadline=None)
@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.integers(1, 400),
    st.sampled_from(("day", "week", "month", "quarter", "year")),
)
def test_pieces_are_a_partition(start: date, length: int, by: str) -> None:
    period = Period(start, start + timedelta(length))
    pieces = spans_in(by, period)

    assert [day for piece in pieces for day in walk(piece)] == list(walk(period))
    assert all(len({span_around(by, day) for day in walk(piece)}) == 1 for piece in pieces)
    assert len({span_around(by, piece.start) for piece in pieces}) == len(pieces)


def walk(period: Period) -> list[date]:
    return [period.start + timedelta(day) for day in range(period.days)]


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.sampled_from(("day", "week", "month", "quarter", "year")))
def test_a_span_is_the_one_that_is_typed(day: date, by: str) -> None:
    assert span_around(by, day) == parse_period(f"this {by}" if by != "day" else "today", today=day)


def test_the_dimensions() -> None:
    assert DIMENSIONS == ("day", "week", "month", "client", "engagement", "service", "tag")
