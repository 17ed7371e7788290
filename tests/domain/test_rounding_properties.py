"""Rounding against a slow second implementation that counts, and what must hold for every rule."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.rounding import Level, Mode, Piece, RoundingRule, billed_seconds, round_seconds

DAY = date(2026, 3, 2)

modes = st.sampled_from(("up", "nearest", "down"))
levels = st.sampled_from(("entry", "task-day", "day", "invoice"))
rules = st.builds(RoundingRule, st.integers(0, 50), modes, st.integers(0, 70), levels)
piece_lists = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(("", "mail", "calls")), st.integers(0, 130)), max_size=8
).map(lambda rows: [Piece(key, DAY + timedelta(day), task, seconds) for key, (day, task, seconds) in enumerate(rows)])

if TYPE_CHECKING:
    from collections.abc import Hashable


def round_by_counting(seconds: int, rule: RoundingRule) -> int:
    """Walk up unit by unit until the next step would pass the time, then look at both neighbours."""
    if seconds == 0:
        return 0
    wanted = seconds
    while wanted < rule.minimum_seconds:
        wanted += 1
    if rule.unit_seconds == 0:
        return wanted
    below = 0
    while below + rule.unit_seconds <= wanted:
        below += rule.unit_seconds
    if below == wanted or rule.mode == "down":
        return below
    above = below + rule.unit_seconds
    return above if rule.mode == "up" or above - wanted <= wanted - below else below


def bill_second_by_second(pieces: list[Piece], rule: RoundingRule) -> dict[Hashable, int]:
    """Hand out or take back one second at a time, group by group."""
    billed = {piece.key: piece.seconds for piece in pieces}
    for group in groups_of(pieces, rule.level):
        keys = [piece.key for piece in group]
        target = round_by_counting(sum(billed[key] for key in keys), rule)
        while sum(billed[key] for key in keys) < target:
            billed[keys[-1]] += 1
        while sum(billed[key] for key in keys) > target:
            billed[[key for key in keys if billed[key]][-1]] -= 1
    return billed


def groups_of(pieces: list[Piece], level: Level) -> list[list[Piece]]:
    if level == "entry":
        return [[piece] for piece in pieces]
    if level == "invoice":
        return [pieces] if pieces else []
    days = sorted({piece.day for piece in pieces})
    by_day = [[piece for piece in pieces if piece.day == day] for day in days]
    if level == "day":
        return by_day
    return [[piece for piece in group if piece.task == task] for group in by_day for task in {p.task for p in group}]


@given(st.integers(0, 500), rules)
def test_rounding_agrees_with_counting(seconds: int, rule: RoundingRule) -> None:
    assert round_seconds(seconds, rule) == round_by_counting(seconds, rule)


@given(piece_lists, rules)
def test_billing_agrees_with_handing_out_second_by_second(pieces: list[Piece], rule: RoundingRule) -> None:
    assert billed_seconds(pieces, rule) == bill_second_by_second(pieces, rule)


@given(piece_lists, rules)
def test_a_group_bills_its_rounded_total_and_no_entry_less_than_nothing(
    pieces: list[Piece], rule: RoundingRule
) -> None:
    billed = billed_seconds(pieces, rule)
    assert set(billed) == {piece.key for piece in pieces}
    assert all(seconds >= 0 for seconds in billed.values())
    for group in groups_of(pieces, rule.level):
        total = sum(piece.seconds for piece in group)
        assert sum(billed[piece.key] for piece in group) == round_seconds(total, rule)


@given(st.integers(0, 10**6), st.integers(0, 10**4), st.integers(0, 10**4))
def test_up_never_bills_less_and_down_without_a_minimum_never_more(seconds: int, unit: int, minimum: int) -> None:
    assert round_seconds(seconds, RoundingRule(unit, "up", minimum)) >= seconds
    assert round_seconds(seconds, RoundingRule(unit, "down")) <= seconds


@given(st.integers(0, 10**4), st.integers(1, 10**4), modes)
def test_an_exact_multiple_never_moves(count: int, unit: int, mode: Mode) -> None:
    assert round_seconds(count * unit, RoundingRule(unit, mode)) == count * unit


@given(st.integers(1, 10**6), st.integers(1, 10**4), modes, st.integers(0, 10**4))
def test_a_whole_number_of_units_less_than_one_unit_away(seconds: int, unit: int, mode: Mode, minimum: int) -> None:
    billed = round_seconds(seconds, RoundingRule(unit, mode, minimum))
    assert billed % unit == 0
    assert abs(billed - max(seconds, minimum)) < unit


@given(piece_lists, levels)
def test_without_a_rule_every_entry_is_billed_as_worked(pieces: list[Piece], level: Level) -> None:
    assert billed_seconds(pieces, RoundingRule(level=level)) == {piece.key: piece.seconds for piece in pieces}
