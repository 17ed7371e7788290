"""Low banks and the packages that fill them again: which are due, what is sold, and that it is sold once."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from vabackoffice.storage.book import open_book
from vabackoffice.usecases.renewals import low_banks, renewals_due, sell_renewals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Va

    from vabackoffice.storage.book import Book

NOW = datetime.fromisoformat("2026-03-16T12:00:00+01:00")


@pytest.fixture
def low(va: Va) -> Va:
    """Sell ten hours on terms that renew themselves, and use nine."""
    va("engagement", "add", "acme/block", "--package", "--renew=draft").check()
    va("package", "sell", "acme/block", "--hours=10", "--price=400", "--on=2026-03-01", "--expires=2026-04-30").check()
    va("log", "9h", "acme/block", "--on=2026-03-10").check()
    return va


@pytest.fixture
def book(low: Va) -> Iterator[Book]:
    with closing(open_book(low.book)) as opened:
        yield opened


def test_the_last_package_is_sold_again_for_as_many_days(low: Va, book: Book) -> None:
    (due,) = renewals_due(book, NOW)
    assert (due.name, due.said, due.command) == ("acme/block", "1h of 10h left until 30 Apr", "va month --draft")
    with book.operation("month", NOW):
        (sold,) = sell_renewals(book, NOW)
    # 1 March to 30 April are 60 days; 16 March and 60 days is 15 May.
    assert (sold.package.id, sold.package.bought_on, sold.package.expires_days) == (2, date(2026, 3, 16), 60)
    assert (sold.left, str(sold.package.price), sold.last_day) == (36_000, "400.00 EUR", date(2026, 5, 15))
    assert renewals_due(book, NOW) == []
    low("undo").check()
    assert [one["id"] for one in low.json("package", "list")["packages"]] == [1]


def test_what_is_only_proposed_is_not_due(low: Va, book: Book) -> None:
    low("engagement", "terms", "acme/block", "--from=2026-03-16", "--renew=propose").check()
    assert renewals_due(book, NOW) == []
    assert [one.command for one in low_banks(book, NOW.date())] == [
        "va package sell acme/block --hours 10h --price 400.00 --expires 60d"
    ]


def test_a_package_to_come_is_a_renewal(low: Va, book: Book) -> None:
    low("package", "sell", "acme/block", "--hours=1", "--price=40", "--on=2026-04-01").check()
    assert low_banks(book, NOW.date()) == []


def test_an_archived_client_and_an_ended_agreement_need_none(low: Va, book: Book) -> None:
    low("engagement", "end", "acme/block", "--on=2026-03-15").check()
    assert low_banks(book, NOW.date()) == []
    low("undo").check()
    low("client", "archive", "acme").check()
    assert low_banks(book, NOW.date()) == []


def test_a_retainer_that_never_sold_a_package_sells_none(va: Va) -> None:
    retainer = ("--retainer=400", "--hours=10", "--renew=draft")
    va("engagement", "add", "acme/desk", "--from=2026-03-01", *retainer).check()
    va("log", "9h", "acme/desk").check()
    with closing(open_book(va.book)) as book:
        assert [(one.name, one.command) for one in low_banks(book, NOW.date())] == [("acme/desk", "va bank acme/desk")]
        assert renewals_due(book, NOW) == []


def test_on_a_day_that_is_billed_the_renewal_waits(low: Va, book: Book) -> None:
    """A package of 31 March would change the March that was settled on that day."""
    last = datetime.fromisoformat("2026-03-31T18:00:00+02:00")
    low.at(last.isoformat())
    low("invoice", "draft", "acme", "2026-03").check()
    assert renewals_due(book, last) == []
    assert [one.name for one in renewals_due(book, datetime.fromisoformat("2026-04-01T09:00:00+02:00"))] == [
        "acme/block"
    ]


def test_on_hourly_terms_a_day_with_billed_hours_waits_too(va: Va) -> None:
    va("engagement", "add", "acme/block", "--hourly=40", "--renew=draft").check()
    va("package", "sell", "acme/block", "--hours=10", "--price=400", "--on=2026-03-01").check()
    va("log", "9h", "acme/block", "--on=2026-03-10").check()
    with closing(open_book(va.book)) as book:
        assert [one.name for one in renewals_due(book, NOW)] == ["acme/block"]
        va("log", "2h", "acme/block").check()  # an hour of it is billed by the hour
        va("invoice", "draft", "acme").check()
        assert renewals_due(book, NOW) == []
