"""From worked to billed time: rounding by the terms of the day, and the day on which late work draws. By hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from vabackoffice.domain.bank_movement import Movement, bank_movement
from vabackoffice.domain.bank_work import RawWork, billed_work
from vabackoffice.domain.contract import BilledTime, Contract
from vabackoffice.domain.engagement import Terms
from vabackoffice.domain.hour_bank import bank_ledger
from vabackoffice.domain.money import Money
from vabackoffice.domain.period import Period
from vabackoffice.domain.rounding import RoundingRule

MINUTE, HOUR = 60, 3600
JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))
FIRST, SECOND = ("invoice", 1), ("invoice", 2)


def contract(rule: RoundingRule, last_day: date | None = None) -> Contract:
    terms = Terms(
        "retainer",
        rule,
        JANUARY,
        fee=Money(40000, "EUR"),
        allowance_seconds=10 * HOUR,
        overage_rate=Decimal(50),
        carry="all",
    )
    return Contract("acme/desk", (terms,), JANUARY, last_day)


def work(*rows: tuple[int, date, str, int, tuple[str, int] | None]) -> list[RawWork]:
    return [RawWork(*row) for row in sorted(rows, key=lambda row: row[1])]


def test_each_entry_is_rounded_by_the_terms_of_its_day() -> None:
    found = billed_work(
        contract(RoundingRule(15 * MINUTE)),
        work((1, date(2026, 1, 5), "", 50 * MINUTE, None), (2, date(2026, 1, 5), "", 15 * MINUTE, None)),
        {},
    )
    assert found == [BilledTime(1, date(2026, 1, 5), HOUR), BilledTime(2, date(2026, 1, 5), 15 * MINUTE)]
    assert billed_work(contract(RoundingRule()), [], {}) == []


def test_rounding_at_the_invoice_goes_by_bank_period() -> None:
    # January: 20 and 20 minutes make an hour, 20 more with the last; February: 20 minutes make an hour.
    found = billed_work(
        contract(RoundingRule(HOUR, level="invoice")),
        work(
            (1, date(2026, 1, 5), "", 20 * MINUTE, None),
            (2, date(2026, 1, 6), "", 20 * MINUTE, None),
            (3, date(2026, 2, 6), "", 20 * MINUTE, None),
        ),
        {},
    )
    assert [time.seconds for time in found] == [20 * MINUTE, 40 * MINUTE, HOUR]


def test_late_work_draws_on_the_first_open_period_until_a_document_settles_it() -> None:
    raw = ((1, date(2026, 1, 5), "", HOUR, FIRST), (2, date(2026, 1, 6), "", HOUR, None))
    found = billed_work(contract(RoundingRule()), work(*raw), {JANUARY: FIRST})
    assert [time.late_on for time in found] == [None, FEBRUARY]
    assert [time.draws_on for time in found] == [date(2026, 1, 5), FEBRUARY]
    # The invoice that settled February and March billed it: it goes on drawing on the first of them.
    settled = {JANUARY: FIRST, FEBRUARY: SECOND, MARCH: SECOND}
    billed = [raw[0], (2, date(2026, 1, 6), "", HOUR, SECOND)]
    assert [time.late_on for time in billed_work(contract(RoundingRule()), work(*billed), settled)] == [None, FEBRUARY]


def test_late_work_of_a_rounded_day_adds_what_the_day_comes_to_now() -> None:
    # 40m -> 1h. 15m more: 55m -> 1h, nothing. 20m more: 75m -> 1h30, half an hour.
    day = date(2026, 1, 5)
    found = billed_work(
        contract(RoundingRule(30 * MINUTE, level="day")),
        work((1, day, "", 40 * MINUTE, FIRST), (2, day, "", 15 * MINUTE, None), (3, day, "", 20 * MINUTE, None)),
        {JANUARY: FIRST},
    )
    assert [(time.seconds, time.late_on) for time in found] == [
        (HOUR, None),
        (0, FEBRUARY),
        (30 * MINUTE, FEBRUARY),
    ]


def test_after_the_end_there_is_no_open_period() -> None:
    ended = contract(RoundingRule(), date(2026, 1, 31))
    (found,) = billed_work(ended, work((1, date(2026, 1, 5), "", HOUR, None)), {JANUARY: FIRST})
    assert found.late_on is None


def test_what_moved_in_a_month() -> None:
    agreed = contract(RoundingRule())
    times = [BilledTime(1, date(2026, 1, 5), 8 * HOUR), BilledTime(2, date(2026, 2, 5), 13 * HOUR)]
    rows = bank_ledger(agreed, times, date(2026, 2, 28), day_over=True)
    # January leaves 2 of 10 h; February has 12 and uses 13, one of them beyond.
    assert bank_movement(rows, Period.month(2026, 1)) == Movement(0, 10 * HOUR, 8 * HOUR, 0, 0, 2 * HOUR)
    february = bank_movement(rows, Period.month(2026, 2))
    assert february == Movement(2 * HOUR, 10 * HOUR, 12 * HOUR, 0, HOUR, 0)
    assert str(february) == "2h before, 10h in, 12h used, 1h beyond, 0m after"
