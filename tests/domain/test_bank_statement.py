"""What the client is told, worked out by hand: half an hour a day where a pace is needed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from tests.domain.bank_cases import HOUR, agreed, day, days, hourly, package, prepaid, retainer, worked

from vabackoffice.domain.bank_statement import BankStatement, bank_statement
from vabackoffice.domain.contract import BilledTime
from vabackoffice.domain.money import Money
from vabackoffice.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.domain.contract import Contract

TODAY = "2026-03-19"


def stated(
    contract: Contract, work: Sequence[BilledTime] = (), asked: str | None = None, today: str = TODAY
) -> BankStatement:
    return bank_statement(contract, work, days(asked) if asked else None, day(today), "EUR")


def hours(statement: BankStatement) -> dict[str, float]:
    """Return what is not nothing, in hours."""
    names = ("available", "used", "lapsed", "left", "debt", "beyond")
    return {name: getattr(statement, name) / HOUR for name in names if getattr(statement, name)}


def lapsing(statement: BankStatement) -> list[tuple[float, str]]:
    return [(one.seconds / HOUR, str(one.last_day)) for one in statement.lapsing]


def test_the_present_period_with_what_was_carried_into_it() -> None:
    # February leaves 1 h; 11 h for March, of which 6.5 h are used. Carried hours lapse a month before the others.
    contract = agreed(retainer("2026-02-01", carry="1"))
    work = worked(("2026-02-05", "9h"), ("2026-03-02", "4h"), ("2026-03-09", "2h30"))
    statement = stated(contract, work)

    assert (str(statement.period), statement.day) == ("2026-03", day(TODAY))
    assert hours(statement) == {"available": 11, "used": 6.5, "left": 4.5}
    # Drawn on the allowance first: 1 h carried and 3.5 h of March are left.
    assert lapsing(statement) == [(1, "2026-03-31"), (3.5, "2026-04-30")]
    assert [(one.entry, str(one.day), one.seconds / HOUR, one.beyond) for one in statement.work] == [
        (2, "2026-03-02", 4, 0),
        (3, "2026-03-09", 2.5, 0),
    ]
    assert statement.next_period == (day("2026-04-01"), 10 * HOUR)
    assert (statement.beyond, statement.price) == (0, None)


def test_hours_beyond_the_bank_are_work_and_have_a_price() -> None:
    contract = agreed(retainer("2026-03-01", overage_rate=Decimal(50)))
    statement = stated(contract, worked(("2026-03-02", "6h"), ("2026-03-09", "5h20")))

    assert hours(statement) == {"available": 10, "used": 11 + 1 / 3, "beyond": 1 + 1 / 3}
    assert statement.price == Money(6650, "EUR")  # 1.33 h, as an invoice has it, at 50.00
    assert [one.beyond for one in statement.work] == [0, 4800]
    assert statement.run_out is None


def test_steps_begin_anew_in_each_bank_period() -> None:
    # January 3 h and February 4 h over, each its first 2 h at 40 and then 50: 130 + 180.
    contract = agreed(retainer("2026-01-01", "5h", overage_steps="2h:40,50"))
    statement = stated(contract, worked(("2026-01-05", "8h"), ("2026-02-05", "9h")), "2026-Q1")

    assert hours(statement) == {"available": 15, "used": 17, "left": 5, "beyond": 7}
    assert statement.price == Money(31000, "EUR")


def test_part_of_a_bank_period_pays_the_steps_that_its_hours_have_reached() -> None:
    # Over are 2 h on the 5th, at 40, and 3 h on the 20th: all of them at 50.
    contract = agreed(retainer("2026-01-01", "5h", overage_steps="2h:40,50"))
    statement = stated(contract, worked(("2026-01-05", "7h"), ("2026-01-20", "3h")), "2026-01-10..2026-01-31")

    assert hours(statement) == {"used": 3, "beyond": 3}
    assert statement.price == Money(15000, "EUR")


def test_where_no_price_is_known_none_is_told() -> None:
    statement = stated(agreed(retainer("2026-03-01")), worked(("2026-03-02", "11h")))
    assert (statement.beyond, statement.price) == (HOUR, None)


def test_a_debt_is_told_as_such_and_lessens_what_comes_in() -> None:
    contract = agreed(retainer("2026-02-01", debt="carry"))
    work = worked(("2026-02-05", "12h"), ("2026-03-02", "3h"))

    assert hours(stated(contract, work, today="2026-02-20")) == {"available": 10, "used": 12, "debt": 2}
    assert hours(stated(contract, work)) == {"available": 8, "used": 3, "left": 5}


def test_a_debt_larger_than_the_allowance_leaves_nothing_to_use() -> None:
    contract = agreed(retainer("2026-02-01", "5h", debt="carry"))
    statement = stated(contract, worked(("2026-02-05", "12h"), ("2026-03-02", "1h")))
    assert hours(statement) == {"used": 1, "debt": 3}


def test_a_period_that_is_over_is_told_as_it_ended() -> None:
    # Of 20 h in February 8 h were used on its own allowance; the carried 10 h lapsed at its end, 2 h went on.
    contract = agreed(retainer("2026-01-01", carry="1"))
    statement = stated(contract, worked(("2026-02-05", "8h")), "2026-02")

    assert hours(statement) == {"available": 20, "used": 8, "lapsed": 10, "left": 2}
    assert lapsing(statement) == [(2, "2026-03-31")]
    assert (statement.day, statement.run_out) == (day("2026-02-28"), None)
    assert statement.next_period == (day("2026-03-01"), 10 * HOUR)


def test_an_agreement_that_ended_bills_its_debt_and_has_no_next_period() -> None:
    contract = agreed(retainer("2026-02-01", debt="carry", overage_rate=Decimal(50)), until="2026-02-28")
    statement = stated(contract, worked(("2026-02-05", "12h")))

    assert hours(statement) == {"available": 10, "used": 12, "beyond": 2}
    assert (statement.price, statement.next_period) == (Money(10000, "EUR"), None)
    assert (str(statement.period), statement.day) == ("2026-02", day("2026-02-28"))


def test_packages_are_told_from_the_purchase_of_the_first_open_one_on() -> None:
    # The first package is used up, 2 h of the second are: 8 h of it and all of the third are left.
    packages = (
        package(1, "2026-01-05", "4h"),
        package(2, "2026-02-01", "10h", "2026-05-31"),
        package(3, "2026-03-01", "5h"),
    )
    work = worked(("2026-01-06", "4h"), ("2026-02-10", "2h"))
    statement = stated(agreed(prepaid("2026-01-01"), packages=packages), work)

    assert (statement.period.start, statement.period.last_day) == (day("2026-02-01"), day(TODAY))
    assert hours(statement) == {"available": 15, "used": 2, "left": 13}
    assert lapsing(statement) == [(8, "2026-05-31")]
    assert [one.entry for one in statement.work] == [2]
    assert statement.next_period is None


def test_packages_that_are_used_up_are_told_from_the_last_purchase_on() -> None:
    packages = package(1, "2026-01-05", "4h"), package(2, "2026-02-01", "2h")
    contract = agreed(hourly("2026-01-01"), packages=packages)
    statement = stated(contract, worked(("2026-01-06", "4h"), ("2026-02-10", "2h")))
    assert (statement.period.start, hours(statement)) == (day("2026-02-01"), {"available": 2, "used": 2})


def test_without_a_package_yet_the_month_is_told() -> None:
    statement = stated(agreed(prepaid("2026-03-01"), packages=(package(1, "2026-04-01", "5h"),)))
    assert (str(statement.period), hours(statement)) == ("2026-03", {})


def test_when_an_allowance_runs_out_is_asked_until_its_period_ends() -> None:
    # 19 days with 9.5 h: half an hour a day. 30 minutes more last one day; 7 h would last until 2 April.
    contract = agreed(retainer("2026-03-01"))
    assert stated(contract, worked(("2026-03-02", "9h30"))).run_out == day("2026-03-20")
    longer = agreed(retainer("2026-03-01", "16h30"))
    assert stated(longer, worked(("2026-03-02", "9h30"))).run_out is None


def test_when_packages_run_out_is_asked_beyond_the_month() -> None:
    # 19 days with 4:45 h: a quarter of an hour a day; 5:15 h last 21 days.
    contract = agreed(prepaid("2026-03-01"), packages=(package(1, "2026-03-01", "10h"),))
    assert stated(contract, worked(("2026-03-02", "4h45"))).run_out == day("2026-04-09")
    ending = agreed(prepaid("2026-03-01"), packages=(package(1, "2026-03-01", "10h"),), until="2026-04-08")
    assert stated(ending, worked(("2026-03-02", "4h45"))).run_out is None


def test_the_next_period_is_the_next_that_is_not_paused() -> None:
    contract = agreed(retainer("2026-03-01"), pauses=(days("2026-04"),))
    assert stated(contract).next_period == (day("2026-05-01"), 10 * HOUR)
    assert stated(agreed(retainer("2026-03-01"), pauses=(days("2026-04-01..2028-01-01"),))).next_period is None


def test_late_work_is_told_on_the_day_it_was_done() -> None:
    late = BilledTime(7, day("2026-02-27"), HOUR, late_on=day("2026-03-01"))
    statement = stated(agreed(retainer("2026-02-01")), (late, *worked(("2026-03-02", "2h"))))
    assert [(one.entry, str(one.day), one.is_late) for one in statement.work] == [
        (7, "2026-02-27", True),
        (1, "2026-03-02", False),
    ]
    assert hours(statement) == {"available": 10, "used": 3, "left": 7}


def test_a_period_is_cut_to_the_agreement() -> None:
    contract = agreed(retainer("2026-01-15"), until="2026-02-10")
    statement = stated(contract, asked="2026")
    assert (statement.period.start, statement.period.last_day) == (day("2026-01-15"), day("2026-02-10"))


@pytest.mark.parametrize(
    ("asked", "today", "message", "hint"),
    [
        ("2026-04", TODAY, "'2026-04' has not begun.", "Leave the period out for the present one."),
        ("2025", TODAY, "'acme/inbox' has no hour bank in '2025'.", "It runs from 2026-01-01 to 2026-02-28."),
        ("2026-03", TODAY, "'acme/inbox' has no hour bank in '2026-03'.", "It runs from 2026-01-01 to 2026-02-28."),
        (None, "2025-12-31", "The hour bank has not begun.", "It runs from 2026-01-01 to 2026-02-28."),
    ],
)
def test_days_of_which_there_is_nothing_to_tell(asked: str | None, today: str, message: str, hint: str) -> None:
    with pytest.raises(ConflictError) as refused:
        stated(agreed(retainer("2026-01-01"), until="2026-02-28"), (), asked, today)
    assert (refused.value.message, refused.value.hint) == (message, hint)
