"""What lines of `va edit --bulk` mean: changed fields are read, untouched ones keep what no line shows."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vabackoffice.cli import invocation
from vabackoffice.cli.entry_lines import read_bulk_edit
from vabackoffice.domain.entry_text import entry_lines, format_table
from vabackoffice.domain.time_entry import TimeEntry, When, Work
from vabackoffice.storage.reads.entries import entries_between
from vabackoffice.usecases.bulk_edit import BulkEdit, find_problems

if TYPE_CHECKING:
    from tests.conftest import Va

    from vabackoffice.errors import BackOfficeError

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def working(va: Va) -> Va:
    """Log 9:00:17-9:02:50 by a timer (1), 10:00-11:00 for the bakery on a task (2), and own work of 45m (3)."""
    for name in ("calendar", 'social "post"'):
        va("service", "add", name).check()
    va("task", "add", "bakery", "Poster", "--price", "90").check()
    va.at("2026-03-12T09:00:17+01:00")
    va("start", "acme", "Mail", "+email").check()
    va.at("2026-03-12T09:02:50+01:00")
    va("stop").check()
    va.at("2026-03-16T12:00:00+01:00")
    va("log", "10:00-11:00", "bakery", "Poster", "--task", "1", "--on", "2026-03-13").check()
    va("log", "45m", "--internal", "admin", "Books", "--on", "2026-03-13").check()
    return va


def read(*changes: tuple[str, str]) -> tuple[BulkEdit, dict[int, BackOfficeError]]:
    """Open March 2026, replace each text by the other, and read the table."""
    with invocation.open_desk() as desk:
        period = desk.period("2026-03", "")
        entries = entries_between(desk.book, period.start, period.end)
        text = format_table("Entries", entries)
        for old, new in changes:
            head, headings, lines = text.partition("what\n")
            assert lines.count(old) == 1, f"{old!r} in\n{lines}"
            text = head + headings + lines.replace(old, new)
        edit, problems = read_bulk_edit(desk, text, entries)
        return edit, problems or find_problems(desk.book, desk.now, edit)


def one(*changes: tuple[str, str]) -> TimeEntry:
    """Return the one entry that is changed or added, nothing being wrong."""
    edit, problems = read(*changes)
    assert {number: problem.message for number, problem in problems.items()} == {}
    (wanted,) = edit.wanted
    return wanted.entry


def span(entry: TimeEntry) -> str:
    assert entry.start
    assert entry.end
    return f"{entry.start:%Y-%m-%d %H:%M:%S}..{entry.end:%Y-%m-%d %H:%M:%S}"


@pytest.mark.usefixtures("working")
def test_a_table_as_it_was_printed_changes_nothing() -> None:
    assert read() == (BulkEdit([], []), {})


@pytest.mark.usefixtures("working")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("09:00-09:02", "09:00-09:02"),
        ("09:00-09:02", "9:00 - 9.02"),
        ("2026-03-12", "12/3/2026"),
        ("acme/inbox", "ac"),
        ("Mail +email", "+EMAIL   Mail"),
        ("Poster --task 1", "--task=01 Poster"),
        ("45m", "0:45"),
        ("internal:admin", "Internal:adm"),
        ("   1  2026-03-12", "1 2026-03-12"),
        ("   1  2026-03-12", "001 2026-03-12"),
    ],
)
def test_the_same_said_otherwise_changes_nothing(old: str, new: str) -> None:
    assert read((old, new)) == (BulkEdit([], []), {})


@pytest.mark.usefixtures("working")
@pytest.mark.parametrize(
    ("old", "new", "times"),
    [
        # What a timer wrote has seconds; the side that says what it said keeps them.
        ("09:00-09:02", "08:50-09:02", "2026-03-12 08:50:00..2026-03-12 09:02:50"),
        ("09:00-09:02", "9-9:10", "2026-03-12 09:00:17..2026-03-12 09:10:00"),
        ("09:00-09:02", "13:00-14:00", "2026-03-12 13:00:00..2026-03-12 14:00:00"),
        ("2026-03-12", "2026-03-10", "2026-03-10 09:00:17..2026-03-10 09:02:50"),
        ("2026-03-12", "zondag", "2026-03-15 09:00:17..2026-03-15 09:02:50"),
        ("2026-03-12  09:00-09:02", "2026-03-29  23:00-1:30", "2026-03-29 23:00:00..2026-03-30 01:30:00"),
        ("2026-03-12  09:00-09:02", "vandaag  11:30-nu", "2026-03-16 11:30:00..2026-03-16 12:00:00"),
        ("45m", "14:00-14:45", "2026-03-13 14:00:00..2026-03-13 14:45:00"),
    ],
)
def test_another_time(old: str, new: str, times: str) -> None:
    assert span(one((old, new))) == times


@pytest.mark.usefixtures("working")
def test_a_length_instead_of_times_and_another_length() -> None:
    entry = one(("10:00-11:00", "1h15"))
    assert (entry.start, entry.seconds, entry.on_date.isoformat()) == (None, 4500, "2026-03-13")
    assert one(("45m", "45m07s")).seconds == 2707


@pytest.mark.usefixtures("working")
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Mail +email", "Letters +email", {"note": "Letters"}),
        ("Mail +email", r"\+1 Mail", {"note": "+1 Mail", "tags": ()}),
        ("Mail +email", "Mail +a +email", {"tags": ("a", "email")}),
        ("Mail +email", "Mail +email --no-bill", {"billable": False}),
        ("Mail +email", "Mail +email --place cl", {"place": "client"}),
        ("Mail +email", 'Mail +email --service "social \\"post\\""', {"service": 'social "post"', "service_id": 2}),
        ("acme/inbox", "internal:travel", {"internal": "travel", "client": "", "engagement": "", "billable": False}),
        ("acme/inbox", "bak", {"client": "bakery", "engagement": "main", "billable": True}),
        ("internal:admin", "acme", {"internal": None, "client": "acme", "billable": True}),
        ("internal:admin  Books", "acme Books --no-bill", {"client": "acme", "billable": False}),
        ("Poster --task 1", "Poster", {"task_id": None}),
        ("bakery/main     Poster --task 1", "acme Poster", {"client": "acme", "task_id": None}),
    ],
)
def test_other_work(old: str, new: str, expected: dict[str, Any]) -> None:
    work = one((old, new)).work
    assert {name: getattr(work, name) for name in expected} == expected


@pytest.mark.usefixtures("working")
def test_a_line_without_an_id_is_new_and_a_line_that_is_gone_is_deleted() -> None:
    edit, problems = read(
        ("   2  2026-03-13  10:00-11:00  bakery/main     Poster --task 1\n", "gisteren 2h bakery New +x --place home\n")
    )

    assert problems == {}
    ((_, work, when, old),) = edit.wanted
    assert old is None
    assert (work.client, work.note, work.tags, work.place, work.billable) == ("bakery", "New", ("x",), "home", True)
    assert (when.on_date.isoformat(), when.seconds, when.span) == ("2026-03-15", 7200, None)
    assert [entry.id for entry in edit.deleted] == [2]


@pytest.mark.usefixtures("working")
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("acme/inbox", "acne", "There is no client 'acne'."),
        ("acme/inbox", "acme/inbx", "There is no engagement 'inbx' of acme."),
        ("acme/inbox", "", "There is no client 'Mail'."),
        ("09:00-09:02", "9:02-9:00", "'9:02-9:00' ends before it starts."),
        ("09:00-09:02", "9", "'9' can be read in two ways: 9m or 9h."),
        ("09:00-09:02", "25h", "25h is more than a day."),
        ("2026-03-12", "2026-02-30", "'2026-02-30'"),
        ("2026-03-12", "someday", "'someday' is not a date."),
        ("   1  2026", "   7  2026", "'7' is the id of none of these entries."),
        ("   1  2026", " 2  2026", "Entry 2 is there twice."),
        ("+email", "+e!", "'+e!' cannot be a tag."),
        ("Mail", "M" * 501, f"The note '{'M' * 39}…' has 501 characters."),
        ("+email", "--service cooking", "There is no service 'cooking'."),
        ("+email", "--place moon", "'moon' is not a place of work."),
        ("+email", "--task one", "'one' is not the number of a task."),
        ("+email", "--task 9", "There is no task 9."),
        ("+email", "--task 1", "Task 1 is for bakery/main, not for acme/inbox."),
        ("bakery/main ", "acme ", "Task 1 is for bakery/main, not for acme/inbox."),
        ("bakery/main ", "internal:admin ", "Task 1 is for bakery/main, not for internal admin."),
        ("internal:admin", "internal:tr", "'tr' is not a kind of internal work."),
    ],
)
def test_what_is_refused(old: str, new: str, message: str) -> None:
    _, problems = read((old, new))

    said = [problem.message for problem in problems.values()]
    assert len(said) == 1
    assert said[0].startswith(message)
    assert all(problem.hint for problem in problems.values())


NOTES = st.text(st.characters(exclude_categories=["Cs"]), max_size=100) | st.sampled_from(
    [
        "+1 note",
        "--place home",
        '\\+x "quoted" \\',
        "# 12 2026-03-02 1h acme",
        "-- + -",
        "x" * 500,
        "\N{NO-BREAK SPACE}a  b\n",
    ]
)
NIGHTS = [datetime(2026, month, day, 20, tzinfo=AMSTERDAM) for month, day in ((3, 15), (3, 28), (10, 24))]


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Draw times to the minute, in nights with and without a clock change, up to 10 hours; or lengths to the second."""
    first = draw(st.sampled_from(NIGHTS)).timestamp() + 60 * draw(st.integers(0, 12 * 60))
    start = datetime.fromtimestamp(first, AMSTERDAM)
    if draw(st.booleans()):
        return When(start.date(), draw(st.integers(1, 86400)))
    seconds = 60 * draw(st.integers(1, 600))
    return When(start.date(), seconds, (start, datetime.fromtimestamp(first + seconds, AMSTERDAM)))


@st.composite
def works(draw: st.DrawFn) -> Work:
    target: dict[str, Any] = draw(
        st.sampled_from(
            [
                {"engagement_id": 1, "client": "acme", "engagement": "inbox", "billable": True},
                {"engagement_id": 2, "client": "bakery", "engagement": "main", "billable": False, "task_id": 1},
                {"engagement_id": None, "internal": "training", "billable": False},
            ]
        )
    )
    tags = draw(st.sets(st.sampled_from(["a", "b/c", "1", "-", "été"])))
    key, service = draw(st.sampled_from([(None, ""), (1, "calendar"), (2, 'social "post"')]))
    place = draw(st.none() | st.sampled_from(["home", "client", "other"]))
    note = " ".join(draw(NOTES).split())
    return Work(**target, note=note, tags=tuple(sorted(tags)), service_id=key, service=service, place=place)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(works(), whens()), max_size=4))
def test_lines_without_their_ids_make_the_same_entries_anew(working: Va, made: list[tuple[Work, When]]) -> None:
    entries = [
        TimeEntry(n + 1, work, when.on_date, when.seconds, when.start, when.end) for n, (work, when) in enumerate(made)
    ]
    text = "\n".join(line.partition(" ")[2] for _, line in entry_lines(format_table("", entries)))

    with invocation.open_desk() as desk:
        edit, problems = read_bulk_edit(desk, text, [])

    assert working
    assert problems == {}
    assert [wanted.work for wanted in edit.wanted] == [work for work, _ in made]
    for wanted, (_, when) in zip(edit.wanted, made, strict=True):
        assert wanted.when[:2] == when[:2]
        assert (wanted.when.span is None) == (when.span is None)
        assert [moment.timestamp() for moment in wanted.when.span or ()] == [
            moment.timestamp() for moment in when.span or ()
        ]
