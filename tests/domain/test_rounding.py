"""Rounding of worked time: rules as typed and as said, and hand-worked tables."""

from __future__ import annotations

from datetime import date

import pytest

from vabackoffice.domain.rounding import Level, Mode, Piece, RoundingRule, billed_seconds, round_seconds
from vabackoffice.errors import InvalidInputError

MINUTE = 60
DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "unit_minutes", "mode"),
    [
        ("15m/up", 15, "up"),
        ("6m/nearest", 6, "nearest"),
        ("30m/down", 30, "down"),
        ("15m", 15, "up"),
        ("1h/up", 60, "up"),
        (" 15M / Up ", 15, "up"),
        ("none", 0, "up"),
        ("None", 0, "up"),
    ],
)
def test_a_rule_is_read_as_typed(text: str, unit_minutes: int, mode: Mode) -> None:
    assert RoundingRule.parse(text) == RoundingRule(unit_minutes * MINUTE, mode, 0, "entry")


def test_level_and_minimum_are_read_with_the_rule() -> None:
    assert RoundingRule.parse("6m/nearest", "task-day", "30m") == RoundingRule(360, "nearest", 1800, "task-day")
    assert RoundingRule.parse("none", "day", "1h") == RoundingRule(0, "up", 3600, "day")


@pytest.mark.parametrize("text", ["", "15", "15m/", "/up", "15m/sideways", "15m/up/down", "0m/up", "-15m", "none/up"])
def test_a_rule_that_is_none_is_refused_with_its_text(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        RoundingRule.parse(text)
    assert caught.value.message == f"'{text}' is not a rounding rule."
    assert caught.value.hint == (
        "Write a duration and the way, such as '15m/up', '6m/nearest' or '30m/down', or 'none'."
    )


def test_an_unknown_level_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InvalidInputError) as caught:
        RoundingRule.parse("15m", "week")
    assert caught.value.message == "'week' is not a level of rounding."
    assert caught.value.hint == "Use one of entry, task-day, day, invoice."


def test_a_minimum_that_is_no_duration_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="'half' is not a duration"):
        RoundingRule.parse("15m", minimum="half")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (RoundingRule(), "not rounded"),
        (RoundingRule(level="day"), "not rounded"),
        (RoundingRule(900), "each entry rounded up to 15m"),
        (RoundingRule(900, minimum_seconds=1800), "each entry rounded up to 15m, at least 30m"),
        (RoundingRule(360, "nearest", level="task-day"), "each task on each day rounded to the nearest 6m"),
        (RoundingRule(1800, "down", level="day"), "each day rounded down to 30m"),
        (RoundingRule(3600, level="invoice"), "all time at one price rounded up to 1h"),
        (RoundingRule(minimum_seconds=5400), "each entry at least 1h30"),
    ],
)
def test_a_rule_is_said_in_plain_words(rule: RoundingRule, words: str) -> None:
    assert rule.describe() == words


@pytest.mark.parametrize(
    ("seconds", "rule", "billed"),
    [
        # Up to 15m (900 s): 1 s and 15m make one unit, one second more makes two.
        (1, RoundingRule(900), 900),
        (900, RoundingRule(900), 900),
        (901, RoundingRule(900), 1800),
        # To the nearest 6m (360 s): half of it is 180 s, and the tie goes up.
        (179, RoundingRule(360, "nearest"), 0),
        (180, RoundingRule(360, "nearest"), 360),
        (539, RoundingRule(360, "nearest"), 360),
        (540, RoundingRule(360, "nearest"), 720),
        (720, RoundingRule(360, "nearest"), 720),
        # An odd unit has no tie: 7 s, half is 3.5 s.
        (3, RoundingRule(7, "nearest"), 0),
        (4, RoundingRule(7, "nearest"), 7),
        # Down to 30m (1800 s).
        (1799, RoundingRule(1800, "down"), 0),
        (1800, RoundingRule(1800, "down"), 1800),
        (3599, RoundingRule(1800, "down"), 1800),
        # At least 20m, then up to 15m: 5m become 20m become 30m; 31m become 45m.
        (300, RoundingRule(900, "up", 1200), 1800),
        (1860, RoundingRule(900, "up", 1200), 2700),
        # At least 20m, then down to 15m: the unit comes last, so 15m are billed.
        (300, RoundingRule(900, "down", 1200), 900),
        # A minimum alone.
        (300, RoundingRule(minimum_seconds=1800), 1800),
        (1801, RoundingRule(minimum_seconds=1800), 1801),
        # Nothing worked is nothing billed, whatever the minimum.
        (0, RoundingRule(900, "up", 1800), 0),
        (4321, RoundingRule(), 4321),
    ],
)
def test_rounding_by_hand(seconds: int, rule: RoundingRule, billed: int) -> None:
    assert round_seconds(seconds, rule) == billed


# Four entries on two days: 10m and 20m of mail and 7m of calls on Monday, 4m of mail on Tuesday.
PIECES = [
    Piece(1, DAY, "mail", 10 * MINUTE),
    Piece(2, DAY, "calls", 7 * MINUTE),
    Piece(3, DAY, "mail", 20 * MINUTE),
    Piece(4, date(2026, 3, 3), "mail", 4 * MINUTE),
]


@pytest.mark.parametrize(
    ("level", "minutes"),
    [
        # Each by itself: 10 → 15, 7 → 15, 20 → 30, 4 → 15.
        ("entry", {1: 15, 2: 15, 3: 30, 4: 15}),
        # Monday's mail 30 stays 30; Monday's calls 7 → 15; Tuesday's mail 4 → 15.
        ("task-day", {1: 10, 2: 15, 3: 20, 4: 15}),
        # Monday 37 → 45, the 8 more on its last entry; Tuesday 4 → 15.
        ("day", {1: 10, 2: 7, 3: 28, 4: 15}),
        # 41 → 45, the 4 more on the last entry.
        ("invoice", {1: 10, 2: 7, 3: 20, 4: 8}),
    ],
)
def test_what_rounding_up_to_15m_adds_lands_on_the_last_entry(level: Level, minutes: dict[int, int]) -> None:
    billed = billed_seconds(PIECES, RoundingRule(900, "up", level=level))
    assert billed == {key: value * MINUTE for key, value in minutes.items()}


@pytest.mark.parametrize(
    ("unit_minutes", "minutes"),
    [
        # 41 → 40: one minute off the last entry.
        (20, {1: 10, 2: 7, 3: 20, 4: 3}),
        # 41 → 30: 11 off, 4 of the last, 7 of the one before.
        (30, {1: 10, 2: 7, 3: 13, 4: 0}),
        # 41 → 0: nothing is left, and nothing is below zero.
        (60, {1: 0, 2: 0, 3: 0, 4: 0}),
    ],
)
def test_what_rounding_down_takes_comes_off_the_last_entries(unit_minutes: int, minutes: dict[int, int]) -> None:
    billed = billed_seconds(PIECES, RoundingRule(unit_minutes * MINUTE, "down", level="invoice"))
    assert billed == {key: value * MINUTE for key, value in minutes.items()}


def test_the_minimum_counts_once_for_what_is_rounded_as_one() -> None:
    # At least 1h a day: Monday 37m → 60m, so entry 3 gets 20 + 23; Tuesday 4m → 60m.
    billed = billed_seconds(PIECES, RoundingRule(minimum_seconds=3600, level="day"))
    assert billed == {1: 600, 2: 420, 3: 43 * MINUTE, 4: 3600}


def test_entries_without_a_task_are_one_task() -> None:
    # 5m + 5m → 15m.
    pieces = [Piece(1, DAY, "", 300), Piece(2, DAY, "", 300)]
    assert billed_seconds(pieces, RoundingRule(900, level="task-day")) == {1: 300, 2: 600}


def test_what_was_billed_earlier_of_a_day_is_taken_off_its_new_total() -> None:
    rule = RoundingRule(30 * MINUTE, level="day")
    monday = PIECES[0].day
    late = [Piece(9, monday, "", 20 * MINUTE)]
    # 55m were billed as 1h; with 20m more the day comes to 75m, 1h30: half an hour is added.
    assert billed_seconds(late, rule, {monday: (55 * MINUTE, 60 * MINUTE)}) == {9: 30 * MINUTE}
    # 30m billed as 1h30 under an older rule: 50m come to 1h, less than was billed, so nothing is.
    assert billed_seconds(late, rule, {monday: (30 * MINUTE, 90 * MINUTE)}) == {9: 0}


def test_no_work_bills_nothing() -> None:
    assert billed_seconds([], RoundingRule(900, level="invoice")) == {}
