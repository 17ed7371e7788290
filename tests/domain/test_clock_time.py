"""Clock times and ranges as typed, above all in the nights in which the clock changes."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vabackoffice.domain.clock_time import (
    looks_like_duration,
    looks_like_range,
    parse_moment,
    parse_time_range,
)
from vabackoffice.errors import InvalidInputError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NEW_YORK = ZoneInfo("America/New_York")
MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 13, 5, 30, 999_999, tzinfo=UTC)  # 14:05:30 in Amsterdam
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)

anything = st.text(max_size=110) | st.text(alphabet="0123456789:.,-+ apmnowgh\u2013\u2212\u0663", max_size=20)


def moment(text: str, on: date = MONDAY, zone: ZoneInfo = AMSTERDAM) -> str:
    return parse_moment(text, on=on, now=NOW, zone=zone).isoformat()


def span(text: str, on: date = MONDAY, zone: ZoneInfo = AMSTERDAM) -> tuple[str, str]:
    start, end = parse_time_range(text, on=on, now=NOW, zone=zone)
    return start.isoformat(), end.isoformat()


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("9", "09:00"),
        ("09", "09:00"),
        ("9:00", "09:00"),
        ("9:05", "09:05"),
        ("09.00", "09:00"),
        ("9.30", "09:30"),
        ("0900", "09:00"),
        ("2130", "21:30"),
        ("930", "09:30"),
        ("9am", "09:00"),
        ("9 AM", "09:00"),
        ("9:30pm", "21:30"),
        ("9.30 p.m.", "21:30"),
        ("12am", "00:00"),
        ("12:30am", "00:30"),
        ("12pm", "12:00"),
        ("0", "00:00"),
        ("23:59", "23:59"),
        ("9:00+01:00", "09:00"),
        ("9:00+01:00:00", "09:00"),
    ],
)
def test_clock_times_on_an_ordinary_day(text: str, clock: str) -> None:
    assert moment(text) == f"2026-03-02T{clock}:00+01:00"


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("24:00", "2026-03-03T00:00:00+01:00"),
        ("24", "2026-03-03T00:00:00+01:00"),
        ("now", "2026-03-02T14:05:30+01:00"),
        ("NOW", "2026-03-02T14:05:30+01:00"),
        ("-25m", "2026-03-02T13:40:30+01:00"),
        ("\u221225m", "2026-03-02T13:40:30+01:00"),
        ("25m ago", "2026-03-02T13:40:30+01:00"),
        ("1h30 ago", "2026-03-02T12:35:30+01:00"),
        ("-15h", "2026-03-01T23:05:30+01:00"),
    ],
)
def test_midnight_and_times_counted_from_now(text: str, instant: str) -> None:
    assert moment(text) == instant
    if text not in {"24:00", "24"}:
        assert moment(text, on=date(2026, 1, 1)) == instant


def test_times_counted_from_now_go_back_over_a_clock_change() -> None:
    # 3:10 in summer time on 29 March is ten minutes after 2:00 in winter time.
    now = datetime(2026, 3, 29, 3, 10, tzinfo=AMSTERDAM)
    found = parse_moment("-25m", on=SPRING, now=now, zone=AMSTERDAM)
    assert found.isoformat() == "2026-03-29T01:45:00+01:00"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "'' is not a time."),
        ("noonish", "'noonish' is not a time."),
        ("9x", "'9x' is not a time."),
        ("9:5", "'9:5' is not a time."),
        ("9:000", "'9:000' is not a time."),
        ("in 5m", "'in 5m' is not a time."),
        ("+25m", "'+25m' is not a time."),
        ("9+1:00", "'9+1:00' is not a time."),
        ("\u0669:00", "'\u0669:00' is not a time."),
        ("25", "'25' is not a time: 0:00 to 24:00 is."),
        ("24:01", "'24:01' is not a time: 0:00 to 24:00 is."),
        ("9:60", "'9:60' is not a time: 0:00 to 24:00 is."),
        ("0pm", "'0pm' is not a time: 12am to 11:59pm is."),
        ("13pm", "'13pm' is not a time: 12am to 11:59pm is."),
    ],
)
def test_what_is_no_time_is_refused_with_its_value_and_a_hint(text: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        moment(text)
    assert caught.value.message == message
    assert caught.value.hint == "Write it like 9:00, 0900, 9:30pm, now or -25m."


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("-90", "'90' can be read in two ways: 90m or 90h."),
        ("-0m", "'0m' is not a duration: it is zero."),
        ("soon ago", "'soon' is not a duration."),
    ],
)
def test_a_time_counted_from_now_needs_a_duration(text: str, why: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        moment(text)
    assert caught.value.message == f"'{text}' is not a time: {why}"
    assert caught.value.hint == "Write it like -25m, -1h30 or '25m ago'."


@pytest.mark.parametrize(("text", "on"), [("-99999999999h", MONDAY), ("-99999999h", MONDAY), ("24:00", date.max)])
def test_times_outside_the_calendar_are_refused(text: str, on: date) -> None:
    with pytest.raises(InvalidInputError) as caught:
        moment(text, on=on)
    assert caught.value.message == f"'{text}' is too far away."
    assert caught.value.hint == "Dates run from year 1 to 9999."


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        (AMSTERDAM, SPRING),
        (AMSTERDAM, AUTUMN),
        (NEW_YORK, date(2026, 3, 8)),
        (NEW_YORK, date(2026, 11, 1)),
        (ZoneInfo("Australia/Lord_Howe"), date(2026, 4, 5)),  # the clock changes by half an hour
        (ZoneInfo("Australia/Lord_Howe"), date(2026, 10, 4)),
        (AMSTERDAM, MONDAY),
    ],
)
def test_every_minute_of_a_day_against_a_clock_that_runs_through_it(zone: ZoneInfo, day: date) -> None:
    shown: dict[str, list[datetime]] = {}
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    for minute in range(-24 * 60, 48 * 60):
        local = (midnight + timedelta(minutes=minute)).astimezone(zone)
        if local.date() == day:
            shown.setdefault(f"{local:%H:%M}", []).append(local)
    for minute in range(24 * 60):
        clock = f"{minute // 60:02}:{minute % 60:02}"
        instants = [instant.isoformat() for instant in shown.get(clock, [])]
        if len(instants) == 1:
            assert moment(clock, day, zone) == instants[0]
        else:
            with pytest.raises(InvalidInputError, match="happens twice" if instants else "does not exist") as caught:
                moment(clock, day, zone)
            readings = [instant.split("T")[1].replace(":00+", "+").replace(":00-", "-") for instant in instants]
            assert [moment(reading, day, zone) for reading in readings] == instants
            assert all(reading in caught.value.message + caught.value.hint for reading in readings)


@pytest.mark.parametrize(
    ("text", "on", "where", "jump", "nearest"),
    [
        ("2:30", SPRING, "Sun 29 Mar 2026: in Europe/Amsterdam", "02:00 to 03:00", "01:59 and 03:00"),
        ("2:30+01:00", SPRING, "Sun 29 Mar 2026: in Europe/Amsterdam", "02:00 to 03:00", "01:59 and 03:00"),
        ("2am", date(2026, 3, 8), "Sun 8 Mar 2026: in America/New_York", "02:00 to 03:00", "01:59 and 03:00"),
        ("2:15", date(2026, 10, 4), "Sun 4 Oct 2026: in Australia/Lord_Howe", "02:00 to 02:30", "01:59 and 02:30"),
        (
            *("24:00", date(2018, 11, 3), "Sun 4 Nov 2018: in America/Sao_Paulo", "00:00 to 01:00"),
            "23:59 and 01:00 on Sun 4 Nov 2018",
        ),
        (
            *("9:00", date(2011, 12, 30), "Fri 30 Dec 2011: in Pacific/Apia", "00:00 to 00:00"),  # a whole day
            "23:59 on Thu 29 Dec 2011 and 00:00 on Sat 31 Dec 2011",
        ),
    ],
)
def test_a_time_that_the_clock_skips(text: str, on: date, where: str, jump: str, nearest: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        moment(text, on, ZoneInfo(where.rsplit(maxsplit=1)[1]))
    assert caught.value.message == f"'{text}' does not exist on {where} the clock jumps from {jump}."
    assert caught.value.hint == f"The nearest times are {nearest}."


@pytest.mark.parametrize(
    ("text", "on", "zone", "place", "readings"),
    [
        ("2:30", AUTUMN, AMSTERDAM, "Sun 25 Oct 2026 in Europe/Amsterdam", "02:30+02:00 or 02:30+01:00"),
        ("1:30", date(2026, 11, 1), NEW_YORK, "Sun 1 Nov 2026 in America/New_York", "01:30-04:00 or 01:30-05:00"),
    ],
)
def test_a_time_that_the_clock_shows_twice(text: str, on: date, zone: ZoneInfo, place: str, readings: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        moment(text, on, zone)
    assert caught.value.message == f"'{text}' happens twice on {place}: {readings}."
    assert caught.value.hint == f"Write {readings}; in a range, put .. between the two times."


@pytest.mark.parametrize(
    ("text", "on", "day", "right"),
    [
        ("2:30+03:00", AUTUMN, "Sun 25 Oct 2026", "02:30+02:00 or 02:30+01:00"),
        ("9:00-05:00", MONDAY, "Mon 2 Mar 2026", "09:00+01:00"),
    ],
)
def test_an_offset_that_the_zone_has_not_is_refused(text: str, on: date, day: str, right: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        moment(text, on)
    assert caught.value.message == (
        f"'{text}' is not a time in Europe/Amsterdam on {day}: the clock has another offset then."
    )
    assert caught.value.hint == f"Write {right}."


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9:00-10:25", "02T09:00", "02T10:25"),
        ("9-10:30", "02T09:00", "02T10:30"),
        ("9am-10:30am", "02T09:00", "02T10:30"),
        ("9am-1pm", "02T09:00", "02T13:00"),
        ("0900-1025", "02T09:00", "02T10:25"),
        ("09.00-10.25", "02T09:00", "02T10:25"),
        ("9:00\u201310:25", "02T09:00", "02T10:25"),
        ("9:00 \u2013 10:25", "02T09:00", "02T10:25"),
        ("9:00\u201410:25", "02T09:00", "02T10:25"),
        ("9:00 - 10:25", "02T09:00", "02T10:25"),
        ("9:00 -10:25", "02T09:00", "02T10:25"),
        ("9..10", "02T09:00", "02T10:00"),
        ("9:00 .. 10:25", "02T09:00", "02T10:25"),
        ("9:00+01:00-10:25+01:00", "02T09:00", "02T10:25"),
        ("22:00-1:30", "02T22:00", "03T01:30"),
        ("22-24:00", "02T22:00", "03T00:00"),
        ("22-0", "02T22:00", "03T00:00"),
        ("22:00-10:00", "02T22:00", "03T10:00"),  # twelve hours and no more
        ("24:00-1", "03T00:00", "03T01:00"),
        ("9-5pm", "02T09:00", "02T17:00"),  # nine in the evening would lie after the end
        ("11-1pm", "02T11:00", "02T13:00"),
        ("12-1pm", "02T12:00", "02T13:00"),
        ("1am-2:30pm", "02T01:00", "02T14:30"),
        ("13-2:30pm", "02T13:00", "02T14:30"),
        ("9-11am", "02T09:00", "02T11:00"),
    ],
)
def test_time_ranges(text: str, start: str, end: str) -> None:
    assert span(text) == (f"2026-03-{start}:00+01:00", f"2026-03-{end}:00+01:00")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("9:00-now", "09:00:00", "14:05:30"),
        ("9:00..now", "09:00:00", "14:05:30"),
        ("-2h-now", "12:05:30", "14:05:30"),
        ("-2h--30m", "12:05:30", "13:35:30"),
        ("2h ago - 30m ago", "12:05:30", "13:35:30"),
        ("-2h-13:00", "12:05:30", "13:00:00"),
    ],
)
def test_time_ranges_that_count_from_now(text: str, start: str, end: str) -> None:
    assert span(text) == (f"2026-03-02T{start}+01:00", f"2026-03-02T{end}+01:00")


@pytest.mark.parametrize(
    ("text", "on", "start", "end"),
    [
        ("22-3:30", date(2026, 3, 28), "2026-03-28T22:00:00+01:00", "2026-03-29T03:30:00+02:00"),
        ("1-3:30", SPRING, "2026-03-29T01:00:00+01:00", "2026-03-29T03:30:00+02:00"),
        # The end is read on the next night, so the gap of this one does no harm.
        ("23-2:30", SPRING, "2026-03-29T23:00:00+02:00", "2026-03-30T02:30:00+02:00"),
        ("1-3:30", AUTUMN, "2026-10-25T01:00:00+02:00", "2026-10-25T03:30:00+01:00"),
        ("22-10", date(2026, 10, 24), "2026-10-24T22:00:00+02:00", "2026-10-25T10:00:00+01:00"),
        ("22..2:30+01:00", date(2026, 10, 24), "2026-10-24T22:00:00+02:00", "2026-10-25T02:30:00+01:00"),
        ("2:30+02:00-3:00", AUTUMN, "2026-10-25T02:30:00+02:00", "2026-10-25T03:00:00+01:00"),
        ("2:30+02:00-2:30+01:00", AUTUMN, "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"),
        ("2:50+02:00-2:10+01:00", AUTUMN, "2026-10-25T02:50:00+02:00", "2026-10-25T02:10:00+01:00"),
    ],
)
def test_time_ranges_in_the_nights_of_the_clock_change(text: str, on: date, start: str, end: str) -> None:
    assert span(text, on) == (start, end)


def test_an_offset_west_of_greenwich_stands_in_a_range_with_two_dots() -> None:
    day = date(2026, 11, 1)
    assert span("1:30-04:00..3:00", day, NEW_YORK) == ("2026-11-01T01:30:00-04:00", "2026-11-01T03:00:00-05:00")
    assert span("0:30..1:30-05:00", day, NEW_YORK) == ("2026-11-01T00:30:00-04:00", "2026-11-01T01:30:00-05:00")
    assert span("1:30-04:00", MONDAY, NEW_YORK) == ("2026-03-02T01:30:00-05:00", "2026-03-02T04:00:00-05:00")


ORDER = "Write the earlier time first; over midnight a range is at most 12 hours."


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("9-5", "'9-5' ends before it starts.", f"{ORDER} Did you mean 17:00?"),
        ("10:15-9:45", "'10:15-9:45' ends before it starts.", f"{ORDER} Did you mean 21:45?"),
        ("14:00-13:00", "'14:00-13:00' ends before it starts.", ORDER),
        ("22:00-10:01", "'22:00-10:01' ends before it starts.", ORDER),
        ("10am-9am", "'10am-9am' ends before it starts.", ORDER),
        ("15:00-now", "'15:00-now' ends before it starts.", ORDER),
        ("now--1h", "'now--1h' ends before it starts.", ORDER),
        ("9-9", "'9-9' has zero duration: it starts and ends at 09:00.", "Write an end after the start."),
        ("now-now", "'now-now' has zero duration: it starts and ends at 14:05.", "Write an end after the start."),
        ("1-2:30pm", "'1-2:30pm' can be read in two ways: from 1:00 or from 13:00.", "Write 1:00am or 1:00pm"),
        ("9:15-9:30pm", "'9:15-9:30pm' can be read in two ways: from 9:15 or from 21:15.", "Write 9:15am or 9:15pm"),
        ("9", "'9' is not a time range.", "Write it like 9:00-10:25, 9am-10:30am or 9:00-now."),
        ("9-", "'9-' is not a time range.", "Write it like 9:00-10:25"),
        ("-9", "'-9' is not a time range.", "Write it like 9:00-10:25"),
        ("..", "'..' is not a time range.", "Write it like 9:00-10:25"),
        ("", "'' is not a time range.", "Write it like 9:00-10:25"),
        ("9-later", "'later' is not a time.", "Write it like 9:00"),
        ("9-10-11", "'10-11' is not a time.", "Write it like 9:00"),
    ],
)
def test_ranges_that_are_refused(text: str, message: str, hint: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        span(text)
    assert caught.value.message == message
    assert caught.value.hint.startswith(hint)
    if hint == ORDER:
        assert caught.value.hint == ORDER


def test_the_first_of_two_readings_does_not_come_after_the_second() -> None:
    with pytest.raises(InvalidInputError) as caught:
        span("2:30+01:00..2:30+02:00", AUTUMN)
    assert caught.value.message == "'2:30+01:00..2:30+02:00' ends before it starts."
    assert caught.value.hint == ORDER


@pytest.mark.parametrize(("text", "on"), [("22-1", date.max), ("0-1", date.min), ("-99999999h-now", MONDAY)])
def test_ranges_outside_the_calendar_are_refused(text: str, on: date) -> None:
    with pytest.raises(InvalidInputError, match="is too far away") as caught:
        span(text, on)
    assert caught.value.hint == "Dates run from year 1 to 9999."


@settings(max_examples=100, deadline=None)
@given(st.datetimes(datetime(1990, 1, 1), datetime(2036, 1, 1)), st.sampled_from((AMSTERDAM, NEW_YORK)))  # noqa: DTZ001 - hypothesis wants bare bounds and adds the zone
def test_printed_moments_are_read_back(naive: datetime, zone: ZoneInfo) -> None:
    instant = naive.replace(second=0, microsecond=0, tzinfo=UTC).astimezone(zone)
    printed = instant.isoformat(timespec="minutes").split("T")[1]
    assert moment(printed, instant.date(), zone) == instant.isoformat()
    whole = parse_time_range(f"{printed}..24:00", on=instant.date(), now=NOW, zone=zone)
    assert whole[0].astimezone(UTC) == instant.astimezone(UTC)


@settings(max_examples=250, deadline=None)
@given(anything, st.sampled_from((MONDAY, SPRING, AUTUMN, date.min, date.max)), st.sampled_from((AMSTERDAM, NEW_YORK)))
@example("-9999999999999999999999h", MONDAY, AMSTERDAM)
@example("0:00", date.min, AMSTERDAM)
@example("0-0:01", date.min, AMSTERDAM)
@example("23:59-24:00", date.max, NEW_YORK)
@example("22-24", date.max, NEW_YORK)
def test_nothing_but_invalid_input_escapes(text: str, on: date, zone: ZoneInfo) -> None:
    with suppress(InvalidInputError):
        assert moment(text, on, zone)
    with suppress(InvalidInputError):
        start, end = parse_time_range(text, on=on, now=NOW, zone=zone)
        assert end.astimezone(UTC) > start.astimezone(UTC)
    assert not (looks_like_range(text) and looks_like_duration(text))
