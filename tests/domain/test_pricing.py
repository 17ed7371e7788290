"""From unbilled work to lines: worked tables for every grouping, and for what holds on which day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from vabackoffice.domain.engagement import Terms
from vabackoffice.domain.invoice import Line, LineSource
from vabackoffice.domain.lines import task_lines, time_lines
from vabackoffice.domain.money import Money
from vabackoffice.domain.pricing import Grouping, Tariff, WorkedEntry, not_billed, price_hours
from vabackoffice.domain.rate import PriceRow
from vabackoffice.domain.rounding import RoundingRule
from vabackoffice.domain.task_price import DoneTask
from vabackoffice.errors import ConflictError

MINUTE = 60
HOUR = 60 * MINUTE


def march(day: int) -> date:
    return date(2026, 3, day)


UP_15 = Terms("hourly", RoundingRule(15 * MINUTE), valid_from=date(2026, 1, 1), hourly_rate=Decimal(40))
TRAVEL = PriceRow("travel", client_specific=True, unit="hour", amount=Decimal(25), currency="EUR")
FROM_TERMS = "40.00 EUR per hour from the terms of acme/inbox since 2026-01-01"
FROM_TRAVEL = "25.00 EUR per hour, acme's own price of travel"

ENTRIES = [
    WorkedEntry(1, march(3), 50 * MINUTE, "Sorted mail", "acme/inbox", "inbox", tags=("mail",)),
    WorkedEntry(2, march(2), 85 * MINUTE, "Answered mail", "acme/inbox", "inbox"),
    WorkedEntry(3, march(2), 20 * MINUTE, "Flights to Lisbon", "acme/inbox", "travel"),
    WorkedEntry(4, march(3), 5 * MINUTE, "", "acme/inbox"),
    WorkedEntry(5, march(2), 10 * MINUTE, "Answered mail", "acme/inbox", "inbox"),
]
# Up to 15m each: 1: 50 → 60, 2: 85 → 90, 3: 20 → 30, 4: 5 → 15, 5: 10 → 15 minutes.


def lines_of(
    entries: list[WorkedEntry],
    terms: dict[str, list[Terms]],
    prices: list[PriceRow],
    grouping: Grouping = "service",
) -> list[Line]:
    return time_lines(price_hours(entries, Tariff("EUR", terms, prices)), "EUR", grouping)


def shown(lines: list[Line]) -> list[tuple[str, str, str, str, list[int]]]:
    return [
        (line.text, str(line.quantity), str(line.unit_price), str(line.net), [s.source_id for s in line.sources])
        for line in lines
    ]


@pytest.mark.parametrize(
    ("grouping", "expected"),
    [
        (
            "service",
            [
                # 90 + 15 + 60 = 165m = 2.75 h × 40 = 110
                ("Inbox", "2.75", "40", "110.00 EUR", [2, 5, 1]),
                # 30m = 0.5 h × 25 = 12.50
                ("Travel", "0.50", "25", "12.50 EUR", [3]),
                # 15m = 0.25 h × 40 = 10, no service: the engagement's own name
                ("Inbox", "0.25", "40", "10.00 EUR", [4]),
            ],
        ),
        (
            "entry",
            [
                ("Answered mail", "1.50", "40", "60.00 EUR", [2]),
                ("Flights to Lisbon", "0.50", "25", "12.50 EUR", [3]),
                ("Answered mail", "0.25", "40", "10.00 EUR", [5]),
                ("Sorted mail", "1.00", "40", "40.00 EUR", [1]),
                ("Inbox", "0.25", "40", "10.00 EUR", [4]),
            ],
        ),
        (
            "day",
            [
                # 90 + 15 = 105m = 1.75 h × 40 = 70; the note that comes twice is said once
                ("Inbox: Answered mail", "1.75", "40", "70.00 EUR", [2, 5]),
                ("Travel: Flights to Lisbon", "0.50", "25", "12.50 EUR", [3]),
                ("Inbox: Sorted mail", "1.00", "40", "40.00 EUR", [1]),
                ("Inbox", "0.25", "40", "10.00 EUR", [4]),
            ],
        ),
        (
            "one",
            [
                # 165 + 15 = 180m = 3 h × 40 = 120
                ("Inbox", "3.00", "40", "120.00 EUR", [2, 5, 1, 4]),
                ("Inbox", "0.50", "25", "12.50 EUR", [3]),
            ],
        ),
    ],
)
def test_every_grouping_by_hand(grouping: Grouping, expected: list[tuple[str, str, str, str, list[int]]]) -> None:
    assert shown(lines_of(ENTRIES, {"acme/inbox": [UP_15]}, [TRAVEL], grouping)) == expected


def test_a_line_says_all_it_knows() -> None:
    line = lines_of(ENTRIES, {"acme/inbox": [UP_15]}, [TRAVEL])[0]
    assert (line.kind, line.unit, line.engagement, line.service) == ("time", "hour", "acme/inbox", "inbox")
    assert (line.first_day, line.last_day) == (march(2), march(3))
    # 85 + 10 + 50 = 145m = 2h25; 165m = 2h45
    assert line.reasons == ("3 entries, 2h25 worked, 2h45 billed: each entry rounded up to 15m", FROM_TERMS)
    assert line.sources == (
        LineSource("entry", 2, march(2), "Answered mail", 85 * MINUTE, 90 * MINUTE),
        LineSource("entry", 5, march(2), "Answered mail", 10 * MINUTE, 15 * MINUTE),
        LineSource("entry", 1, march(3), "Sorted mail", 50 * MINUTE, 60 * MINUTE),
    )


def test_services_merged_into_one_line_leave_it_without_a_service() -> None:
    lines = lines_of(ENTRIES, {"acme/inbox": [UP_15]}, [TRAVEL], "one")
    assert [line.service for line in lines] == ["", "travel"]
    assert lines[1].reasons == ("1 entry, 20m worked, 30m billed: each entry rounded up to 15m", FROM_TRAVEL)


def test_hours_are_rounded_to_two_decimals_before_they_are_priced() -> None:
    # 50m = 0.8333… h → 0.83 h × 40 = 33.20, not 33.33
    exact = Terms("hourly", RoundingRule(), hourly_rate=Decimal(40))
    (line,) = lines_of([ENTRIES[0]], {"acme/inbox": [exact]}, [])
    assert (line.quantity, line.net) == (Decimal("0.83"), Money(3320, "EUR"))
    assert line.reasons[0] == "1 entry, 50m worked, 50m billed: not rounded"


def test_a_new_price_begins_a_new_line_and_a_new_rounding() -> None:
    # Invoice level, up to 1h, 30 an hour until 2 March and 40 after: 95m → 2h and 55m → 1h.
    rule = RoundingRule(HOUR, level="invoice")
    terms = [
        Terms("hourly", rule, hourly_rate=Decimal(30)),
        Terms("hourly", rule, valid_from=march(3), hourly_rate=Decimal(40)),
    ]
    entries = [ENTRIES[0], ENTRIES[1], ENTRIES[3], ENTRIES[4]]
    lines = lines_of(entries, {"acme/inbox": terms}, [], "one")
    assert shown(lines) == [
        ("Inbox", "2.00", "30", "60.00 EUR", [2, 5]),
        ("Inbox", "1.00", "40", "40.00 EUR", [1, 4]),
    ]
    assert lines[0].reasons == (
        "2 entries, 1h35 worked, 2h billed: all time at one price rounded up to 1h",
        "30.00 EUR per hour from the first terms of acme/inbox",
    )


def test_one_price_under_two_rules_is_one_line_rounded_twice() -> None:
    # Monday not rounded: 85 + 10 = 95m. From Tuesday each day rounded up to 1h: 50 + 5 = 55 → 60m,
    # the 5 more on entry 4.
    terms = [
        Terms("hourly", RoundingRule(), hourly_rate=Decimal(40)),
        Terms("hourly", RoundingRule(HOUR, level="day"), valid_from=march(3), hourly_rate=Decimal("40.00")),
    ]
    entries = [ENTRIES[0], ENTRIES[1], ENTRIES[3], ENTRIES[4]]
    (line,) = lines_of(entries, {"acme/inbox": terms}, [], "one")
    assert [source.billed_seconds // MINUTE for source in line.sources] == [85, 10, 50, 10]
    assert line.reasons == (
        "2 entries, 1h35 worked, 1h35 billed: not rounded",
        "2 entries, 55m worked, 1h billed: each day rounded up to 1h",
        "40.00 EUR per hour from the first terms of acme/inbox",
        "40.00 EUR per hour from the terms of acme/inbox since 2026-03-03",
    )


def test_a_day_is_rounded_over_its_lines() -> None:
    # Monday at one price: 30m of inbox and 20m of social are 50m → 1h; the 10 more stand on the last entry's line.
    terms = Terms("hourly", RoundingRule(HOUR, level="day"), hourly_rate=Decimal(40))
    entries = [
        WorkedEntry(1, march(2), 30 * MINUTE, "", "acme/inbox", "inbox"),
        WorkedEntry(2, march(2), 20 * MINUTE, "", "acme/inbox", "social"),
    ]
    lines = lines_of(entries, {"acme/inbox": [terms]}, [])
    assert shown(lines) == [("Inbox", "0.50", "40", "20.00 EUR", [1]), ("Social", "0.50", "40", "20.00 EUR", [2])]


def test_engagements_are_never_rounded_together_and_stand_in_order() -> None:
    # Up to 1h for the whole invoice: 10m and 20m of two engagements are 1h each.
    terms = [Terms("hourly", RoundingRule(HOUR, level="invoice"), hourly_rate=Decimal(40))]
    entries = [
        WorkedEntry(1, march(2), 10 * MINUTE, "", "acme/social"),
        WorkedEntry(2, march(3), 20 * MINUTE, "", "acme/inbox"),
    ]
    lines = lines_of(entries, {"acme/inbox": terms, "acme/social": terms}, [], "one")
    assert shown(lines) == [("Inbox", "1.00", "40", "40.00 EUR", [2]), ("Social", "1.00", "40", "40.00 EUR", [1])]


def test_task_days_go_by_the_task_of_the_entry() -> None:
    # Up to 15m per task and day: newsletter 5 + 5 → 15m, report 5 → 15m.
    terms = Terms("hourly", RoundingRule(15 * MINUTE, level="task-day"), hourly_rate=Decimal(40))
    entries = [
        WorkedEntry(key, march(2), 5 * MINUTE, "", "acme/inbox", task=task)
        for key, task in enumerate(("newsletter", "report", "newsletter"))
    ]
    (line,) = lines_of(entries, {"acme/inbox": [terms]}, [])
    assert [source.billed_seconds // MINUTE for source in line.sources] == [5, 15, 10]


def test_long_notes_of_a_day_are_cut() -> None:
    entries = [WorkedEntry(key, march(2), HOUR, f"{key} " + "long " * 9 + "note", "acme/inbox") for key in (1, 2, 3)]
    (line,) = lines_of(entries, {"acme/inbox": [UP_15]}, [], "day")
    # Two notes of 51 characters and ", " would be 104; the hundredth is the dots.
    first, second = (f"{key} long long long long long long long long long note" for key in (1, 2))
    assert line.text == f"{first}, {second}"[:99] + "…"


def test_work_rounded_down_to_nothing_still_has_its_line() -> None:
    terms = Terms("hourly", RoundingRule(HOUR, "down"), hourly_rate=Decimal(40))
    (line,) = lines_of([ENTRIES[3]], {"acme/inbox": [terms]}, [])
    assert (line.quantity, line.net) == (Decimal("0.00"), Money(0, "EUR"))
    assert line.reasons[0] == "1 entry, 5m worked, 0m billed: each entry rounded down to 1h"


def test_time_under_flat_terms_is_left_out_and_named() -> None:
    terms = {
        "acme/inbox": [UP_15, Terms("flat", RoundingRule(), valid_from=march(3))],
        "acme/site": [Terms("flat", RoundingRule())],
    }
    entries = [*ENTRIES, WorkedEntry(6, march(2), HOUR, "", "acme/site")]
    assert [s.source_id for line in lines_of(entries, terms, [TRAVEL]) for s in line.sources] == [2, 5, 3]
    inbox = "the terms of acme/inbox since 2026-03-03 are flat: only tasks are billed"
    site = "the first terms of acme/site are flat: only tasks are billed"
    assert not_billed(entries, Tariff("EUR", terms)) == [(entries[0], inbox), (entries[3], inbox), (entries[5], site)]


def test_work_before_the_first_terms_is_an_error_that_names_the_day() -> None:
    late = Terms("hourly", RoundingRule(), valid_from=march(3), hourly_rate=Decimal(40))
    with pytest.raises(ConflictError, match="'acme/inbox' has no terms on 2026-03-02"):
        lines_of(ENTRIES, {"acme/inbox": [late]}, [])
    with pytest.raises(ConflictError, match="'acme/inbox' has no terms on 2026-03-02"):
        not_billed(ENTRIES[1:2], Tariff("EUR", {}))


def test_no_work_is_no_lines() -> None:
    assert lines_of([], {}, []) == []
    assert task_lines([], "EUR") == []


def test_done_tasks_are_one_line_each_in_order() -> None:
    posts = DoneTask(7, march(12), "Posts for spring", Decimal(3), "post", Decimal(12), "acme/social", "social")
    logo = DoneTask(8, march(10), "Logo", Decimal("1.5"), "piece", Decimal("0.125"), "acme/social")
    set_up = DoneTask(9, march(31), "Set-up", Decimal(1), "piece", Decimal(150), "acme/inbox")
    lines = task_lines([posts, logo, set_up], "EUR")
    # 1 × 150; 1.5 × 0.125 = 0.1875 → 0.19; 3 × 12 = 36
    assert shown(lines) == [
        ("Set-up", "1", "150", "150.00 EUR", [9]),
        ("Logo", "1.5", "0.125", "0.19 EUR", [8]),
        ("Posts for spring", "3", "12", "36.00 EUR", [7]),
    ]
    assert lines[1].reasons == ("done Tue 10 Mar 2026 at 0.125 EUR per piece",)
    last = lines[2]
    assert (last.kind, last.unit, last.engagement, last.service) == ("task", "post", "acme/social", "social")
    assert last.first_day == last.last_day == march(12)
    assert last.sources == (LineSource("task", 7, march(12), "Posts for spring"),)
    assert last.reasons == ("done Thu 12 Mar 2026 at 12.00 EUR per post",)
