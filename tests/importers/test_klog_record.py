"""The grammar of klog's records, rule by rule of its specification."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.importers.klog_record import (
    Entry,
    Record,
    RecordError,
    parse_duration,
    parse_record,
    parse_time,
    without_tags,
)


def record(text: str) -> Record:
    return parse_record(list(enumerate(text.split("\n"), 1)))


def entries(*lines: str) -> tuple[Entry, ...]:
    return record("\n".join(["2026-03-02", *lines])).entries


def error(*lines: str) -> str:
    with pytest.raises(RecordError) as caught:
        record("\n".join(lines))
    assert caught.value.hint == "Correct it there; 'klog print' checks the file."
    return caught.value.message


@pytest.mark.parametrize(
    "headline",
    [
        "2026-03-02",
        "2026/03/02",
        "2026-03-02 (8h!)",
        "2026-03-02   (-3h30m!)",
        "2026-03-02\t( 45m! )",
        "2026-03-02 (0m!)  ",
    ],
)
def test_a_record_begins_with_a_date_and_may_have_a_target(headline: str) -> None:
    assert record(headline) == Record(date(2026, 3, 2), "", (), ())


def test_a_record_has_a_summary_and_entries() -> None:
    found = record("2026-03-02\nMonday, #inbox day\nfor #client=acme\n    1h Mail\n    9:00 - 10:25")

    assert found == Record(
        date(2026, 3, 2),
        "Monday, #inbox day for #client=acme",
        ("inbox", "client=acme"),
        (Entry(4, "1h", 60, " Mail", ()), Entry(5, "9:00 - 10:25", 85, "", (), 540, 625)),
    )


@pytest.mark.parametrize("indent", ["    ", "   ", "  ", "\t"])
def test_entries_are_indented_alike_and_their_summaries_go_on_twice_as_far(indent: str) -> None:
    found = entries(f"{indent}1h Mail", f"{indent * 2}and #calls", f"{indent * 2}   more", f"{indent}2h")

    assert [(entry.line, entry.minutes, " ".join(entry.summary.split()), entry.tags) for entry in found] == [
        (2, 60, "Mail and #calls more", ("calls",)),
        (5, 120, "", ()),
    ]


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("1h", 60),
        ("5m", 5),
        ("4h12m", 252),
        ("0h", 0),
        ("119m", 119),
        ("50h", 3000),
        ("1h59m", 119),
        ("01h05m", 65),
        ("+4h12m", 252),
        ("-8h30m", -510),
        ("-0m", 0),
    ],
)
def test_durations_are_hours_and_minutes_with_a_sign(written: str, minutes: int) -> None:
    assert parse_duration(written) == minutes


@pytest.mark.parametrize(
    "written",
    ["", "h", "m", "1", "1h60m", "1m1h", "1.5h", "1h 30m", "1H", "--1h", "h5m", "+", "1h30", "٣h", "1234567h"],
)
def test_what_is_no_duration(written: str) -> None:
    assert parse_duration(written) is None


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("0:00", 0),
        ("00:00", 0),
        ("9:00", 540),
        ("09:05", 545),
        ("23:59", 1439),
        ("24:00", 1440),
        ("12:00am", 0),
        ("12:30pm", 750),
        ("1:30pm", 810),
        ("11:59pm", 1439),
        ("<23:00", -60),
        ("<24:00", 0),
        ("<11:00pm", -60),
        ("0:45>", 1485),
        ("12:45am>", 1485),
        ("23:59>", 2879),
    ],
)
def test_times_are_of_12_or_24_hours_and_of_the_day_before_or_after(written: str, minutes: int) -> None:
    assert parse_time(written) == minutes


@pytest.mark.parametrize(
    "written",
    ["", "9", "9:0", "9:60", "25:00", "24:01", "24:00>", "<9:00>", "13:00pm", "0:30am", "9:00AM", "9:00 am", "123:00"],
)
def test_what_is_no_time(written: str) -> None:
    assert parse_time(written) is None


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("8:00 - 9:00", 480, 540),
        ("8:00-9:00 Mail", 480, 540),
        ("8:00   -   9:00", 480, 540),
        ("11:00am - 1:00pm", 660, 780),
        ("<23:40 - 3:12", -20, 192),
        ("0:30> - 4:00>", 1470, 1680),
        ("22:00 - 24:00", 1320, 1440),
        ("9:00 - 9:00", 540, 540),
    ],
)
def test_ranges_have_a_start_and_an_end(line: str, start: int, end: int) -> None:
    [entry] = entries(f"    {line}")

    assert (entry.start, entry.end, entry.minutes) == (start, end, end - start)


@pytest.mark.parametrize("line", ["9:00 - ?", "9:00-?", "9:00 - ??? Mail", "9:00am - ?"])
def test_an_open_range_has_no_length(line: str) -> None:
    [entry] = entries(f"    {line}")

    assert (entry.start, entry.end, entry.minutes) == (540, None, None)


@pytest.mark.parametrize(
    ("summary", "tags"),
    [
        ("Call with #acme", ("acme",)),
        ("#home_office #24hours #読む #x-ray", ("home_office", "24hours", "読む", "x-ray")),
        ("#client=acme #content=2026-03", ("client=acme", "content=2026-03")),
        ('#client="example bakery" #who=\'Ada "A."\'', ("client=example bakery", 'who=Ada "A."')),
        ("#client= #client=", ("client",)),
        ("#acme, #acme.", ("acme",)),
        ("# no tag, C# neither", ()),
    ],
)
def test_tags_stand_anywhere_in_a_summary(summary: str, tags: tuple[str, ...]) -> None:
    assert entries(f"    1h {summary}")[0].tags == record(f"2026-03-02\n{summary}").tags == tags


def test_what_a_summary_says_besides_its_tags() -> None:
    assert without_tags('#acme #client="example bakery"') == ""
    assert without_tags("Monday, #acme") == "Monday,"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["Monday"], "Line 1, column 1: 'Monday' does not begin with a date such as 2026-03-02."),
        ([" 2026-03-02"], "Line 1, column 1: ' 2026-03-02' does not begin with a date such as 2026-03-02."),
        (["2026-3-2"], "Line 1, column 1: '2026-3-2' does not begin with a date such as 2026-03-02."),
        (["2026-03/02"], "Line 1, column 1: '2026-03/02' does not begin with a date such as 2026-03-02."),
        (["2026-03-021"], "Line 1, column 1: '2026-03-021' does not begin with a date such as 2026-03-02."),
        (["2026-02-30"], "Line 1, column 1: '2026-02-30' is no day of the calendar."),
        (["0000-01-01"], "Line 1, column 1: '0000-01-01' is no day of the calendar."),
        (["2026-03-02  (8h)"], "Line 1, column 13: '(8h)' is no target such as (8h!)."),
        (["2026-03-02 (eight!)"], "Line 1, column 12: '(eight!)' is no target such as (8h!)."),
        (["2026-03-02 Monday"], "Line 1, column 12: 'Monday' is no target such as (8h!)."),
        (
            ["2026-03-02", "    1h", "Tuesday"],
            "Line 3, column 1: a record ends with an empty line.",
        ),
        (
            ["2026-03-02", "    1h", "2026-03-03", "    2h"],
            "Line 3, column 1: a record ends with an empty line.",
        ),
        (
            ["2026-03-02", " 1h"],
            "Line 2, column 1: an entry is indented like the first of its record, by 2 to 4 spaces or a tab.",
        ),
        (
            ["2026-03-02", "     1h"],
            "Line 2, column 1: an entry is indented like the first of its record, by 2 to 4 spaces or a tab.",
        ),
        (
            ["2026-03-02", "    1h", "  2h"],
            "Line 3, column 1: an entry is indented like the first of its record, by 2 to 4 spaces or a tab.",
        ),
        (
            ["2026-03-02", "    1h", "\t2h"],
            "Line 3, column 1: an entry is indented like the first of its record, by 2 to 4 spaces or a tab.",
        ),
        (
            ["2026-03-02", "  1h", "   2h"],
            "Line 3, column 1: an entry is indented like the first of its record, by 2 to 4 spaces or a tab.",
        ),
        (
            ["2026-03-02", "    Mail"],
            "Line 2, column 5: 'Mail' is neither a duration such as 1h30m nor a time such as 9:00 or 1:30pm.",
        ),
        (
            ["2026-03-02", "  -Mail"],
            "Line 2, column 3: '-Mail' is neither a duration such as 1h30m nor a time such as 9:00 or 1:30pm.",
        ),
        (
            ["2026-03-02", "\t1h60m Mail"],
            "Line 2, column 2: '1h60m' is neither a duration such as 1h30m nor a time such as 9:00 or 1:30pm.",
        ),
        (["2026-03-02", "    9:00"], "Line 2, column 9: '9:00' has no end, such as 9:00 - 17:00 or 9:00 - ?."),
        (["2026-03-02", "    9:00 - "], "Line 2, column 12: '9:00' has no end, such as 9:00 - 17:00 or 9:00 - ?."),
        (["2026-03-02", "    9:00 Mail"], "Line 2, column 9: '9:00' has no end, such as 9:00 - 17:00 or 9:00 - ?."),
        (["2026-03-02", "    9:00 - 9:7"], "Line 2, column 12: '9:7' is no time such as 17:00, 5:00pm or 1:30>."),
        (["2026-03-02", "    9:00 - ?>"], "Line 2, column 12: '?>' is no time such as 17:00, 5:00pm or 1:30>."),
        (
            ["2026-03-02", "    1h", "    22:00 - 1:30 Mail"],
            "Line 3, column 5: '22:00 - 1:30' ends before it starts; the next day is written 1:30>.",
        ),
    ],
)
def test_what_breaks_the_grammar_is_named_with_line_and_column(lines: list[str], message: str) -> None:
    assert error(*lines) == message


def print_duration(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    text = (f"{hours}h" if hours else "") + (f"{rest}m" if rest or not hours else "")
    return f"-{text}" if minutes < 0 else text


def print_time(minutes: int, *, twelve: bool) -> str:
    day, of_day = divmod(minutes, 1440)
    hour, minute = divmod(of_day, 60)
    clock = f"{(hour - 1) % 12 + 1}:{minute:02}{'pm' if hour >= 12 else 'am'}" if twelve else f"{hour}:{minute:02}"
    return f"{'<' if day < 0 else ''}{clock}{'>' if day > 0 else ''}"


@given(st.integers(-100_000, 100_000))
def test_a_printed_duration_is_read_back(minutes: int) -> None:
    assert parse_duration(print_duration(minutes)) == minutes


@given(
    st.lists(st.integers(-1440, 2879), min_size=2, max_size=2).map(sorted),
    st.tuples(st.booleans(), st.booleans()),
    st.sampled_from(["-", " - ", "  -   "]),
    st.sampled_from(["    ", "   ", "  ", "\t"]),
    st.text(st.characters(exclude_categories=["Cc", "Zl", "Zp"]), max_size=20),
)
def test_a_printed_range_is_read_back(
    times: list[int], twelve: tuple[bool, bool], dash: str, indent: str, summary: str
) -> None:
    start, end = times
    written = f"{print_time(start, twelve=twelve[0])}{dash}{print_time(end, twelve=twelve[1])}"

    [entry] = entries(f"{indent}{written} {summary}")

    assert (entry.start, entry.end, entry.minutes, entry.written) == (start, end, end - start, written)
    assert entry.summary == f" {summary}"


lines = st.text(st.characters(exclude_characters="\n"), min_size=1).filter(str.strip)
words = st.sampled_from(
    ["2026-03-02", "(8h!)", "    ", "\t", "  ", "9:00", "-", "?", "1h30m", "<23:00", "0:30>", "#acme", "x"]
)


@given(st.lists(lines | st.lists(words, min_size=1).map("".join).filter(str.strip), min_size=1, max_size=6))
def test_no_text_upsets_it(texts: list[str]) -> None:
    for first in ([], ["2026-03-02"]):
        try:
            parse_record(list(enumerate([*first, *texts], 1)))
        except RecordError as problem:
            assert problem.message.startswith("Line ")  # noqa: PT017
