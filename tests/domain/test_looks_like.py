"""Whether a word looks like a range or like a length, before anything tries to read it."""

import pytest

from vabackoffice.domain.clock_time import looks_like_duration, looks_like_range


@pytest.mark.parametrize(
    "text",
    ["9-10:30", "9:00-10:25", "9am-10:30am", "9..10", "9 \u2013 10", "22:00-1:30", "9:00-now", "-2h-now", "-2h--1h",
     "now-10", "25-26", "1:30-04:00..3", "2h ago-1h ago"],
)  # fmt: skip
def test_what_looks_like_a_range(text: str) -> None:
    assert looks_like_range(text)
    assert not looks_like_duration(text)


@pytest.mark.parametrize(
    "text",
    ["1h30", "1h30m", "1:30", "1.5h", "1,5h", "90m", "45min", ".5h", "1h 30m", "90", "1h75", "1:75", "-25m", "0m"],
)
def test_what_looks_like_a_duration(text: str) -> None:
    assert looks_like_duration(text)
    assert not looks_like_range(text)


@pytest.mark.parametrize(
    "text",
    ["", "acme", "acme/inbox", "acme-2", "3m-design", "2026-03-02", "2-3-2026", "9am", "now", "-", "..", "9-", "h",
     "+inbox", "@1", "9" * 101, "9-1" * 50, "1h\u0663"],
)  # fmt: skip
def test_what_looks_like_neither(text: str) -> None:
    assert not looks_like_range(text)
    assert not looks_like_duration(text)
