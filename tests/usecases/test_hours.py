"""Hours added up by the book against a walk through the entries: any period, any grouping, any filter."""

from __future__ import annotations

import itertools
import random
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from vabackoffice.domain.dimension import DIMENSIONS
from vabackoffice.domain.hour_target import Scope
from vabackoffice.domain.period import Period
from vabackoffice.domain.time_entry import TimeEntry, When, Work
from vabackoffice.storage import daybook
from vabackoffice.storage.book import open_book
from vabackoffice.storage.reads.entries import entries_between
from vabackoffice.storage.reads.hours import Chosen, Hours, hours_by
from vabackoffice.usecases.hours import HoursRow, report_hours
from vabackoffice.usecases.week import look_at_week

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Va

    from vabackoffice.storage.book import Book

FIRST = date(2025, 12, 15)
DAYS = 120
EVERYTHING = Period(FIRST - timedelta(40), FIRST + timedelta(DAYS + 40))

periods = st.builds(
    lambda start, length: Period(FIRST + timedelta(start), FIRST + timedelta(start + length)),
    st.integers(-20, DAYS),
    st.integers(1, DAYS),
)
ways = st.lists(st.sampled_from(DIMENSIONS), min_size=1, max_size=2, unique=True)
choices = st.builds(
    Chosen,
    st.sampled_from((Scope(), Scope("acme"), Scope("acme", "inbox"), Scope("bakery"))),
    st.sampled_from((None, None, "email")),
    st.booleans(),
)


def fill(va: Va, book: Book) -> list[TimeEntry]:
    """Write 250 entries of four months: clients and own work, services, tags, billed or not."""
    chance = random.Random(2026)  # noqa: S311 - the same entries in every run
    works = [Work(key) for key in (1, 2, 3)] + [
        Work(None, internal=kind, billable=False) for kind in ("admin", "travel")
    ]
    with book.operation("log", datetime(2026, 4, 30, tzinfo=UTC)):
        for _ in range(250):
            tags = tuple(sorted(chance.sample(("email", "urgent", "web"), chance.randrange(3))))
            work = chance.choice(works)._replace(tags=tags, service_id=chance.choice((None, 1, 2)))
            if work.internal is None:
                work = work._replace(billable=chance.random() < 0.8)
            day = FIRST + timedelta(chance.randrange(DAYS))
            daybook.add_entry(book, work, When.lasting(day, chance.randrange(1, 9000)), "Europe/Amsterdam")
    va("invoice", "draft", "bakery", "2026-01").check()
    va("invoice", "issue", "1", "--yes").check()
    return entries_between(book, EVERYTHING.start, EVERYTHING.end)


def with_book(va: Va, check: Callable[[Book, list[TimeEntry]], None]) -> None:
    for name in ("calendar", "travel"):
        va("service", "add", name).check()
    va("engagement", "add", "acme/calendar", "--hourly", "50").check()
    with closing(open_book(va.book)) as book:
        check(book, fill(va, book))


def groups_of(entry: TimeEntry, by: str) -> list[str | None]:
    """Return the groups of an entry, told apart in another way than the program does."""
    year, week, _ = entry.on_date.isocalendar()
    work = entry.work
    found: dict[str, list[str | None]] = {
        "day": [str(entry.on_date)],
        "week": [str(datetime.strptime(f"{year}-{week}-1", "%G-%V-%u").date())],  # noqa: DTZ007 - a civil date
        "month": [f"{entry.on_date:%Y-%m}-01"],
        "client": [work.client or None],
        "engagement": [f"internal {work.internal}" if work.internal else f"{work.client}/{work.engagement}"],
        "service": [work.service or None],
        "tag": list(work.tags) or [None],
    }
    return found[by]


def counts(entry: TimeEntry, period: Period, chosen: Chosen) -> bool:
    """Tell whether a filter lets an entry through."""
    scope, tag, unbilled = chosen
    return (
        entry.on_date in period
        and scope.client in {"", entry.work.client}
        and scope.engagement in {"", entry.work.engagement}
        and (tag is None or tag in entry.work.tags)
        and not (unbilled and (not entry.work.billable or entry.work.internal or entry.invoice))
    )


def added(entries: list[TimeEntry]) -> Hours:
    return Hours(
        sum(entry.seconds for entry in entries),
        sum(entry.seconds for entry in entries if entry.work.billable and not entry.work.internal),
        sum(entry.seconds for entry in entries if entry.work.internal),
    )


def walked(entries: list[TimeEntry], by: list[str]) -> dict[tuple[str | None, ...], Hours]:
    """Return the sums under every path of names: of the whole, of the groups, of the groups within them."""
    found: dict[tuple[str | None, ...], list[TimeEntry]] = {}
    for entry in entries:
        paths: set[tuple[str | None, ...]] = {()}
        for depth, dimension in enumerate(by):
            paths |= {(*path, name) for path in paths if len(path) == depth for name in groups_of(entry, dimension)}
        for path in paths:
            found.setdefault(path, []).append(entry)
    return {path: added(group) for path, group in found.items()}


def flattened(row: HoursRow, path: tuple[str | None, ...] = ()) -> Iterator[tuple[tuple[str | None, ...], Hours]]:
    yield path, row.hours
    for group in row.rows:
        yield from flattened(group, (*path, group.name))


def test_every_sum_is_that_of_a_walk_through_the_entries(va: Va) -> None:
    def check(book: Book, entries: list[TimeEntry]) -> None:
        @settings(max_examples=150, deadline=None)
        @given(periods, ways, choices)
        def for_any(period: Period, by: list[str], chosen: Chosen) -> None:
            expected = walked([entry for entry in entries if counts(entry, period, chosen)], by)

            assert dict(flattened(report_hours(book, period, by, chosen))) == {(): Hours(), **expected}

        for_any()

    with_book(va, check)


def test_sums_over_any_partition_of_a_period_agree(va: Va) -> None:
    def check(book: Book, _: list[TimeEntry]) -> None:
        @settings(max_examples=60, deadline=None)
        @given(periods, st.lists(st.integers(1, DAYS), max_size=6), choices)
        def for_any(period: Period, cuts: list[int], chosen: Chosen) -> None:
            edges = sorted({period.start, period.end, *(period.start + timedelta(cut % period.days) for cut in cuts)})
            pieces = [Period(start, end) for start, end in itertools.pairwise(edges)]
            whole = report_hours(book, period, ["client"], chosen)

            assert total(report_hours(book, piece, ["client"], chosen) for piece in pieces) == whole.hours
            for by in (way for way in DIMENSIONS if way != "tag"):
                assert total(report_hours(book, period, [by], chosen).rows) == whole.hours

        for_any()

    with_book(va, check)


def total(rows: Iterator[HoursRow] | tuple[HoursRow, ...]) -> Hours:
    found = Hours()
    for row in rows:
        found = found.plus(row.hours)
    return found


def test_a_week_is_that_of_a_walk_through_the_entries(va: Va) -> None:
    def check(book: Book, entries: list[TimeEntry]) -> None:
        for number in range(-1, DAYS // 7 + 2):
            monday = FIRST + timedelta(7 * number)  # FIRST is one
            days = [monday + timedelta(day) for day in range(7)]
            found = look_at_week(book, Period(monday, monday + timedelta(7)))
            for row in (*found.rows, found.total):
                own = [
                    entry
                    for entry in entries
                    if row is found.total
                    or (row.client or "", row.internal) == (entry.work.client, entry.work.internal)
                ]
                assert row.days == tuple(added([one for one in own if one.on_date == day]).seconds for day in days)
            assert sum(row.seconds for row in found.rows) == found.total.seconds
            assert found.total.seconds == hours_by(book, found.period).get((), Hours()).seconds

    with_book(va, check)
