"""Wall times and clock changes: Amsterdam's clock goes forward on 29 March 2026 and back on 25 October 2026."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.wall_time import span_in

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOUR = 3600


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "end", "seconds", "instants"),
    [
        # An ordinary day: the wall says it all.
        ("2026-03-02 09:00", "2026-03-02 10:00", HOUR, ("08:00", "09:00")),
        # The clock jumps from 2 to 3: from 1:30 to 4:30 is two hours.
        ("2026-03-29 01:30", "2026-03-29 04:30", 2 * HOUR, ("00:30", "02:30")),
        # 2:30 was not on the clock, but one hour after 1:30 is meant.
        ("2026-03-29 01:30", "2026-03-29 02:30", HOUR, ("00:30", "01:30")),
        # The clock shows 2 to 3 twice: the duration says which.
        ("2026-10-25 01:30", "2026-10-25 02:30", HOUR, ("23:30", "00:30")),
        ("2026-10-25 01:30", "2026-10-25 02:30", 2 * HOUR, ("23:30", "01:30")),
        ("2026-10-25 02:30", "2026-10-25 02:10", 2400, ("00:30", "01:10")),
        ("2026-10-24 22:00", "2026-10-25 04:00", 7 * HOUR, ("20:00", "03:00")),
    ],
)
def test_the_duration_settles_what_the_wall_leaves_open(
    start: str, end: str, seconds: int, instants: tuple[str, str]
) -> None:
    span = span_in(wall(start), wall(end), seconds, AMSTERDAM)

    assert tuple(f"{moment.astimezone(UTC):%H:%M}" for moment in span) == instants
    assert [moment.tzinfo for moment in span] == [AMSTERDAM, AMSTERDAM]


@pytest.mark.parametrize(
    ("start", "end", "seconds", "message"),
    [
        (
            "2026-03-29 02:10",
            "2026-03-29 02:40",
            1800,
            "02:10 on Sun 29 Mar 2026 does not exist in Europe/Amsterdam, and the duration does not settle it.",
        ),
        (
            "2026-10-25 02:10",
            "2026-10-25 02:40",
            1800,
            "02:10 on Sun 25 Oct 2026 happens twice in Europe/Amsterdam, and the duration does not settle it.",
        ),
        (
            "2026-03-02 09:00",
            "2026-03-02 10:05",
            HOUR,
            "The duration is 1h, but 09:00:00 to 10:05:00 is 1h05; is rounding switched on in the report?",
        ),
        (
            "2026-03-02 09:00",
            "2026-03-02 08:00",
            HOUR,
            "The duration is 1h, but 09:00:00 to 08:00:00 is -1h; is rounding switched on in the report?",
        ),
    ],
)
def test_what_nothing_settles_is_refused(start: str, end: str, seconds: int, message: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        span_in(wall(start), wall(end), seconds, AMSTERDAM)

    assert caught.value.message == message


def test_without_a_duration_the_clock_s_own_length_counts() -> None:
    spans = [
        span_in(wall("2026-03-02 09:00"), wall("2026-03-02 10:25:30"), None, AMSTERDAM),
        span_in(wall("2026-03-29 01:30"), wall("2026-03-29 04:30"), None, AMSTERDAM),
        span_in(wall("2026-10-24 22:00"), wall("2026-10-25 04:00"), None, AMSTERDAM),
    ]

    assert [end.timestamp() - start.timestamp() for start, end in spans] == [5130, 2 * HOUR, 7 * HOUR]


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ("2026-03-29 01:30", "2026-03-29 02:30", "02:30 on Sun 29 Mar 2026 does not exist in Europe/Amsterdam"),
        ("2026-10-25 02:10", "2026-10-25 03:10", "02:10 on Sun 25 Oct 2026 happens twice in Europe/Amsterdam"),
    ],
)
def test_without_a_duration_nothing_settles_a_change_of_the_clock(start: str, end: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        span_in(wall(start), wall(end), None, AMSTERDAM)

    assert caught.value.message == f"{message}, and no duration settles it."


def test_instants_need_no_settling() -> None:
    start, end = datetime(2026, 10, 25, 0, 10, tzinfo=UTC), datetime(2026, 10, 25, 0, 40, tzinfo=UTC)

    span = span_in(start, end, 1800, AMSTERDAM)

    assert [moment.timestamp() for moment in span] == [start.timestamp(), end.timestamp()]
    assert [f"{moment:%H:%M}" for moment in span] == ["02:10", "02:40"]


@given(
    minute=st.integers(0, 366 * 24 * 60),
    seconds=st.integers(1, 24 * HOUR),
    zone=st.sampled_from(
        ("Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe", "America/Havana", "Asia/Kolkata")
    ),
)
def test_true_work_is_read_back_or_refused_in_a_night_of_change(minute: int, seconds: int, zone: str) -> None:
    local = ZoneInfo(zone)
    start = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)).astimezone(local)
    end = (start.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(local)

    try:
        read = span_in(start.replace(tzinfo=None, fold=0), end.replace(tzinfo=None, fold=0), seconds, local)
    except InvalidInputError as problem:
        assert "happens twice" in problem.message  # noqa: PT017
    else:
        assert [moment.timestamp() for moment in read] == [start.timestamp(), end.timestamp()]
