"""However work is logged: unforced entries never share time, and every sum of the same entries is the same."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.conftest import Va

TARGETS = (["acme"], ["bakery"], ["--internal", "admin"])

# Two days and the night of the autumn clock change, close enough for many collisions.
DAYS = st.sampled_from(["2026-03-02", "2026-03-03", "2026-10-24", "2026-10-25"])
TIMES = st.tuples(st.integers(0, 23), st.sampled_from([0, 15, 30, 45])).map(lambda time: f"{time[0]}:{time[1]:02}")
RANGES = st.tuples(TIMES, TIMES).map("..".join)
LENGTHS = st.integers(1, 24 * 60).map(lambda minutes: f"{minutes}m")
LOGS = st.lists(st.tuples(RANGES | RANGES | LENGTHS, DAYS, st.sampled_from(TARGETS)), min_size=2, max_size=9)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LOGS)
def test_what_is_logged_without_force_never_overlaps_and_adds_up(
    va: Va, logs: list[tuple[str, str, list[str]]]
) -> None:
    kept = sum(va("log", typed, *target, "--on", day).exit_code == 0 for typed, day, target in logs)
    entries = va.json("entries", "2026")

    try:
        assert len(entries["entries"]) == kept
        assert overlapping(entries["entries"]) == []
        assert_sums_agree(va, entries)
    finally:  # the book is the same one for every example
        if kept:
            va("undo", str(kept)).check()


def overlapping(entries: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """Return the pairs that share time, found the slow way: every one against every other."""
    spans = [
        (entry["id"], datetime.fromisoformat(entry["start"]), datetime.fromisoformat(entry["end"]))
        for entry in entries
        if entry["start"]
    ]
    return [
        (one, other)
        for (one, start, end), (other, start_too, end_too) in combinations(spans, 2)
        if start < end_too and start_too < end  # offsets of one instant each, so these compare as instants
    ]


def assert_sums_agree(va: Va, found: dict[str, Any]) -> None:
    by_day: dict[str, int] = defaultdict(int)
    by_target: dict[str | None, int] = defaultdict(int)
    for entry in found["entries"]:
        by_day[entry["date"]] += entry["seconds"]
        by_target[entry["client"]] += entry["seconds"]
        if entry["start"]:
            start, end = datetime.fromisoformat(entry["start"]), datetime.fromisoformat(entry["end"])
            assert (end - start) == timedelta(seconds=entry["seconds"])
            assert start.date() == date.fromisoformat(entry["date"])
    assert sum(by_day.values()) == sum(by_target.values()) == found["total_seconds"]
    for day, seconds in by_day.items():
        assert va.json("entries", day)["total_seconds"] == seconds
    for client, seconds in by_target.items():
        if client:
            assert va.json("entries", "2026", "--client", client)["total_seconds"] == seconds


def test_the_slow_check_finds_what_is_forced(va: Va) -> None:
    va("log", "9:00-10:00", "acme").check()
    va("log", "9:30-9:45", "bakery", "--force").check()

    assert overlapping(json.loads(va("entries", "--json").out)["entries"]) == [(1, 2)]
