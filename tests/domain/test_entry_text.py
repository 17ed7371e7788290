"""The table of `va edit --bulk`: printed for people, and read back to the very fields that were printed."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.entry_text import (
    EntryLine,
    entry_lines,
    format_table,
    line_of,
    mark,
    read_line,
    without_marks,
)
from vabackoffice.domain.time_entry import TimeEntry, Work
from vabackoffice.errors import InvalidInputError, NotFoundError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MAIL = Work(1, "acme", "inbox", note="Sorted mail", tags=("email",))


def at(day: int, hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, second, tzinfo=AMSTERDAM)


def test_one_entry_a_line_in_columns() -> None:
    entries = [
        TimeEntry(9, MAIL, date(2026, 3, 2), 5100, at(2, 9, 0), at(2, 10, 25)),
        TimeEntry(
            10,
            Work(2, "bakery", "main", service_id=1, service="social post", task_id=3, billable=False, place="home"),
            date(2026, 3, 2),
            5407,
        ),
        TimeEntry(8, MAIL._replace(tags=()), date(2026, 3, 2), 3600, invoice="2026-0001"),
        TimeEntry(7, MAIL._replace(tags=()), date(2026, 3, 3), 3600, draft_id=2),
        TimeEntry(11, Work(None, internal="admin", note="+1 for --place", billable=False), date(2026, 3, 3), 60),
    ]

    assert format_table("Time entries, 2026-03", entries) == (
        "# Time entries, 2026-03. Change what is wrong, save, and close the editor.\n"
        "# A line is an entry: its id, date, time, for whom, note +tags and flags.\n"
        "#   time: 9:00-10:25, or only a length: 1h30; your own work: internal:admin\n"
        "#   flags: --no-bill, --service NAME, --place home|client|other, --task ID\n"
        "# Delete a line to delete its entry; add one without an id for a new entry.\n"
        "# Lines that begin with # do not count. A note has \\+a for +a, \\--b for --b.\n"
        "# You see what changes and are asked before it is written.\n"
        "\n"
        "# id  date        time         for             what\n"
        "   9  2026-03-02  09:00-10:25  acme/inbox      Sorted mail +email\n"
        '  10  2026-03-02  1h30m07s     bakery/main     --no-bill --service "social post" --place home --task 3\n'
        "# billed 2026-0001  8  2026-03-02  1h           acme/inbox      Sorted mail\n"
        "# on draft 2  7  2026-03-03  1h           acme/inbox      Sorted mail\n"
        "  11  2026-03-03  1m           internal:admin  \\+1 for \\--place\n"
    )


def test_a_period_without_entries_is_a_table_to_write_in() -> None:
    text = format_table("Time entries, 2026-03", [])

    assert text.endswith("\n# id  date  time  for  what\n")
    assert list(entry_lines(text)) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("12 2026-03-02 9:00-10:00 acme", EntryLine("12", "2026-03-02", "9:00-10:00", "acme")),
        ("\t12\t2026-03-02  1h30 \t acme  \r", EntryLine("12", "2026-03-02", "1h30", "acme")),
        ("12 d 9:00 - 10:00 acme - x", EntryLine("12", "d", "9:00-10:00", "acme", "- x")),
        ("d 1:30-04:00 .. 2:10-05:00 acme", EntryLine("", "d", "1:30-04:00..2:10-05:00", "acme")),
        ("gisteren 1h acme Call", EntryLine("", "gisteren", "1h", "acme", "Call")),
        ("1 d t c +b A  note +a in +b between", EntryLine("1", "d", "t", "c", "A note in between", ("a", "b"))),
        (
            "1 d t c --place=home --task 3 -- + --- -x",
            EntryLine("1", "d", "t", "c", "-- + --- -x", place="home", task="3"),
        ),
        (r'1 d t c --service "a \"b\" \\ c" x', EntryLine("1", "d", "t", "c", "x", service='a "b" \\ c')),
        ('1 d t c --service "never closed', EntryLine("1", "d", "t", "c", "closed", service='"never')),
        (r"1 d t c \+a \\--b \x \\srv C:\d \+", EntryLine("1", "d", "t", "c", r"+a \--b \x \\srv C:\d \+")),
        ('1 d t c "quoted" #1 --no-bill', EntryLine("1", "d", "t", "c", '"quoted" #1', no_bill=True)),
    ],
)
def test_a_line_as_people_write_it(text: str, line: EntryLine) -> None:
    assert read_line(text) == line


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("12", "'12' is no entry."),
        ("12 2026-03-02 9:00-10:00", "'12 2026-03-02 9:00-10:00' is no entry."),
        ("2026-03-02 9:00 - 10:00", "'2026-03-02 9:00 - 10:00' is no entry."),
        ("2026-03-02 acme", "'2026-03-02 acme' is no entry."),
        ("1 d t c --nobill", "'--nobill' is not understood."),
        ("1 d t c --place", "'--place' is not understood."),
        ("1 d t c --task 1 --task 2", "'--task 2' is one flag too many: there is another of its kind."),
        ("1 d t c --no-bill --no-bill", "'--no-bill' is one flag too many: there is another of its kind."),
    ],
)
def test_a_line_that_is_none(text: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read_line(text)

    assert refused.value.message == message
    assert refused.value.hint


def test_problems_stand_above_their_lines_and_are_gone_again() -> None:
    text = "# head\n  1 a b c\n\n  2 a b c\n"
    problems = {1: InvalidInputError("One\nis wrong.", "Do that."), 3: NotFoundError("Two.")}

    marked = mark(text, problems)

    assert marked == (
        "#! 2 lines need another look: see below '#!'. Close without a change to stop; your text is kept.\n"
        "# head\n#! One is wrong. Do that.\n  1 a b c\n\n#! Two.\n  2 a b c\n"
    )
    assert without_marks(marked) == text
    assert mark(text, {1: problems[1]}).startswith("#! 1 line needs another look: ")


# Words that could be taken for something else than a part of the note.
TRICKY = st.sampled_from(
    [
        "+", "+a", "++", "\\+a", "\\\\+a", "--", "--no-bill", "--place", "--place=home", "\\--task", "--service", "---",
        "-", "#", "#!", '"', '"a', 'b"', "\\", "\\\\", "12", "2026-03-02", "9:00-10:00", "internal:admin", "\x00",
    ]
)  # fmt: skip
LETTERS = st.characters(exclude_categories=["Cs"])
NOTES = st.lists(TRICKY | st.text(LETTERS, max_size=12), max_size=60).flatmap(
    lambda words: st.sampled_from([" ", "  ", "\t", "\n"]).map(lambda space: space.join(words))
)
NAMES = st.text(LETTERS, max_size=12).map(lambda text: " ".join(text.split()))
TAGS = st.lists(
    st.text(LETTERS, min_size=1, max_size=8).filter(lambda tag: tag.split() == [tag]), max_size=3, unique=True
)
WORKS = st.builds(
    Work,
    engagement_id=st.just(1),
    client=st.sampled_from(["acme", "a-b"]),
    engagement=st.just("inbox"),
    internal=st.none() | st.just("admin"),
    note=NOTES,
    tags=TAGS.map(tuple),
    service=NAMES,
    task_id=st.none() | st.integers(1, 10**6),
    billable=st.booleans(),
    place=st.none() | st.sampled_from(["home", "client", "other"]),
)
# The nights of both clock changes and midnights between, to the second.
STARTS = st.sampled_from([datetime(2026, 3, 28, 20, tzinfo=AMSTERDAM), datetime(2026, 10, 24, 20, tzinfo=AMSTERDAM)])


@st.composite
def entries(draw: st.DrawFn) -> TimeEntry:
    key, seconds = draw(st.integers(1, 10**9 - 1)), draw(st.integers(1, 86400))
    first = draw(STARTS).timestamp() + draw(st.integers(0, 12 * 3600))
    start = datetime.fromtimestamp(first, AMSTERDAM)
    end = datetime.fromtimestamp(first + seconds, AMSTERDAM)
    span = (start, end) if draw(st.booleans()) else (None, None)
    return TimeEntry(key, draw(WORKS), start.date(), seconds, *span)


@given(st.lists(entries(), max_size=5))
def test_what_is_printed_is_read_back_whatever_it_says(found: list[TimeEntry]) -> None:
    lines = [read_line(line) for _, line in entry_lines(format_table("Time entries", found))]

    assert lines == [line_of(entry) for entry in found]
    for entry, line in zip(found, lines, strict=True):
        work = entry.work
        assert (int(line.id), line.date) == (entry.id, entry.on_date.isoformat())
        assert line.note.split() == work.note.split()
        assert set(line.tags) == set(work.tags)
        assert (line.service, line.place or None) == (work.service, work.place)
        assert line.task == ("" if work.task_id is None else str(work.task_id))
        assert line.no_bill == (not work.billable and work.internal is None)
