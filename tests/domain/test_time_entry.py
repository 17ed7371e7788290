"""Work, timers and entries: true seconds, what is said of them, and what cannot be one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.time_entry import (
    INTERNAL_KINDS,
    LONGEST,
    PLACES,
    RunningTimer,
    TimeEntry,
    When,
    Work,
    check_choice,
    check_note,
    check_span,
    check_tag,
    check_tags,
    format_clock,
    format_span,
    later,
    seconds_from,
    split_words,
)
from vabackoffice.errors import InvalidInputError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SOME_DAYS = st.datetimes(datetime(2026, 3, 20), datetime(2026, 11, 5)).map(  # noqa: DTZ001 - made aware in UTC
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC).astimezone(AMSTERDAM)
)


def at(text: str) -> datetime:
    """Return an instant as the clock in Amsterdam shows it: `2026-10-25T02:30+01:00`."""
    return datetime.fromisoformat(text).astimezone(AMSTERDAM)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-03-02T09:00+01:00", "2026-03-02T10:00+01:00", 1),
        ("2026-03-28T22:00+01:00", "2026-03-29T06:00+02:00", 7),  # the spring night
        ("2026-10-24T22:00+02:00", "2026-10-25T06:00+01:00", 9),  # the autumn night
        ("2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00", 1),  # one turn of the clock later
        ("2026-10-25T02:30+01:00", "2026-10-25T02:30+02:00", -1),
        ("2026-03-02T10:00+01:00", "2026-03-02T09:00+01:00", -1),
        ("2026-03-02T10:00+01:00", "2026-03-02T10:00+01:00", 0),
    ],
)
def test_true_seconds_between_two_instants(start: str, end: str, hours: int) -> None:
    assert seconds_from(at(start), at(end)) == 3600 * hours


@given(SOME_DAYS, st.integers(-200_000, 200_000))
def test_seconds_are_those_of_utc(start: datetime, seconds: int) -> None:
    end = (start.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(AMSTERDAM)

    assert seconds_from(start, end) == seconds


@given(SOME_DAYS, st.integers(-LONGEST, LONGEST))
def test_later_counts_true_seconds(moment: datetime, seconds: int) -> None:
    assert later(moment, seconds) == (moment.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(AMSTERDAM)
    assert seconds_from(moment, later(moment, seconds)) == seconds


@given(SOME_DAYS, st.integers(1, LONGEST))
def test_a_span_belongs_to_the_day_on_which_it_starts(start: datetime, seconds: int) -> None:
    end = (start.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(AMSTERDAM)

    when = When.between(start, end)

    assert (when.on_date, when.seconds, when.span) == (start.date(), seconds, (start, end))
    assert (when.start, when.end) == (start, end)


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ("2026-03-02T10:00+01:00", "2026-03-02T09:00+01:00", "The entry would end at 09:00 but starts at 10:00."),
        ("2026-03-02T10:00+01:00", "2026-03-02T10:00+01:00", "The entry would end at 10:00 but starts at 10:00."),
        (
            "2026-10-25T02:10+01:00",
            "2026-10-25T02:50+02:00",
            "The entry would end at 02:50+02:00 but starts at 02:10+01:00.",
        ),
        ("2026-03-02T10:00+01:00", "2026-03-03T10:00:01+01:00", "The entry would be 24h00m01s long."),
        ("2026-10-25T00:00+02:00", "2026-10-26T00:00+01:00", "The entry would be 25h long."),
    ],
)
def test_a_span_ends_after_its_start_and_within_24_hours(start: str, end: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        When.between(at(start), at(end))
    assert caught.value.message == message


def test_a_day_of_24_hours_is_the_longest_span() -> None:
    assert check_span(at("2026-03-02T10:00+01:00"), at("2026-03-03T10:00+01:00")) == LONGEST


def test_a_length_without_times() -> None:
    when = When.lasting(date(2026, 3, 2), LONGEST)

    assert (when.seconds, when.span, when.start, when.end) == (LONGEST, None, None, None)
    with pytest.raises(InvalidInputError, match=r"24h00m01s is more than a day\."):
        When.lasting(date(2026, 3, 2), LONGEST + 1)


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-03-02T09:05+01:00", "09:05"),
        ("2026-10-25T01:59+02:00", "01:59"),
        ("2026-10-25T02:00+02:00", "02:00+02:00"),
        ("2026-10-25T02:59+02:00", "02:59+02:00"),
        ("2026-10-25T02:00+01:00", "02:00+01:00"),
        ("2026-10-25T02:59+01:00", "02:59+01:00"),
        ("2026-10-25T03:00+01:00", "03:00"),
        ("2026-03-29T01:59+01:00", "01:59"),
        ("2026-03-29T03:00+02:00", "03:00"),
    ],
)
def test_a_clock_time_has_its_offset_only_where_it_comes_twice(moment: str, shown: str) -> None:
    assert format_clock(at(moment)) == shown


def test_a_span_is_shown_as_it_is_typed() -> None:
    assert format_span(at("2026-03-02T09:00+01:00"), at("2026-03-02T10:25+01:00")) == "09:00-10:25"
    assert format_span(at("2026-10-25T01:30+02:00"), at("2026-10-25T02:10+01:00")) == "01:30..02:10+01:00"


@pytest.mark.parametrize(
    ("words", "note", "tags"),
    [
        ([], "", ()),
        (["Sorted", "mail"], "Sorted mail", ()),
        (["Sorted mail"], "Sorted mail", ()),
        (["+b", "Sorted", "+A", "mail", "+a"], "Sorted mail", ("a", "b")),
        (["+"], "+", ()),
        (["2", "+", "2"], "2 + 2", ()),
        (["  Two \n lines\t"], "Two lines", ()),
        (["+ünïcode", "+a.b/c-d_e"], "", ("a.b/c-d_e", "ünïcode")),
    ],
)
def test_words_after_the_handle(words: list[str], note: str, tags: tuple[str, ...]) -> None:
    assert split_words(words) == (note, tags)


@pytest.mark.parametrize("text", ["", " ", "a b", "a,b", "a!", "+", "x" * 41])
def test_what_is_no_tag(text: str) -> None:
    with pytest.raises(InvalidInputError, match="cannot be a tag"):
        check_tag(text)


def test_tags_are_kept_once_and_in_order() -> None:
    assert check_tags(["b", "A", "a", "x" * 40]) == ("a", "b", "x" * 40)


def test_a_note_has_at_most_500_characters() -> None:
    assert check_note("x" * 500) == "x" * 500
    with pytest.raises(InvalidInputError) as caught:
        check_note("x" * 501)
    assert caught.value.message == f"The note '{'x' * 39}…' has 501 characters."


@pytest.mark.parametrize(
    ("text", "choices", "chosen"),
    [
        ("admin", INTERNAL_KINDS, "admin"),
        ("AD", INTERNAL_KINDS, "admin"),
        (" tr ", ("travel", "book"), "travel"),
        ("h", PLACES, "home"),
        ("task", ("task", "task-day"), "task"),
    ],
)
def test_a_choice_by_its_name_or_its_beginning(text: str, choices: tuple[str, ...], chosen: str) -> None:
    assert check_choice(text, choices, "kind") == chosen


@pytest.mark.parametrize("text", ["", "tr", "a", "x", "adminx"])
def test_a_choice_in_doubt(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_choice(text, INTERNAL_KINDS, "kind of internal work")
    assert caught.value.message == f"'{text}' is not a kind of internal work."
    assert caught.value.hint == "Use one of: admin, acquisition, training, travel."


@pytest.mark.parametrize(
    ("work", "target", "facts", "words"),
    [
        (Work(1, "acme", "inbox"), "acme/inbox", (), ""),
        (Work(None, internal="admin", billable=False, note="Books"), "internal admin", (), "Books"),
        (
            Work(1, "acme", "inbox", None, "Mail", ("a", "b"), 2, "calendar", 3, billable=False, place="other"),
            "acme/inbox",
            ("calendar", "task 3", "elsewhere", "not billable"),
            "Mail +a +b",
        ),
        (Work(1, "acme", "inbox", tags=("a",), place="client"), "acme/inbox", ("at the client's",), "+a"),
        (Work(1, "acme", "inbox", place="home"), "acme/inbox", ("at home",), ""),
    ],
)
def test_work_in_words(work: Work, target: str, facts: tuple[str, ...], words: str) -> None:
    assert (work.target, work.facts, work.words) == (target, facts, words)


def test_a_timer_is_not_an_entry() -> None:
    timer = RunningTimer(Work(1), at("2026-03-02T09:00+01:00"))
    entry = TimeEntry(1, Work(1), date(2026, 3, 2), 60)

    assert not hasattr(timer, "seconds")
    assert (entry.start, entry.end, entry.invoice, entry.draft_id) == (None, None, "", None)
