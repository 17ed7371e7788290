"""When a row of an import was done, and what its tags become."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from vabackoffice.domain.time_entry import check_tag
from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.row import ImportedRow
from vabackoffice.usecases.import_plan import make_tag, when_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def test_a_row_of_instants_belongs_to_the_day_on_which_it_starts_where_the_assistant_is() -> None:
    start, end = datetime(2026, 3, 1, 23, 30, tzinfo=UTC), datetime(2026, 3, 2, 0, 30, tzinfo=UTC)

    when = when_of(ImportedRow(row=1, seconds=3600, start=start, end=end), AMSTERDAM)

    assert (when.on_date, when.seconds, when.span) == (date(2026, 3, 2), 3600, (start, end))


def test_a_row_without_times_is_a_duration_on_its_date() -> None:
    when = when_of(ImportedRow(row=1, seconds=5400, on_date=date(2026, 3, 2)), AMSTERDAM)

    assert (when.on_date, when.seconds, when.span) == (date(2026, 3, 2), 5400, None)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (ImportedRow(row=1, seconds=0, on_date=date(2026, 3, 2)), "The duration is zero."),
        (ImportedRow(row=1, seconds=-60, on_date=date(2026, 3, 2)), "The duration is zero."),
        (ImportedRow(row=1, seconds=60), "There is no date."),
        (ImportedRow(row=1, seconds=None, on_date=date(2026, 3, 2)), "There is no duration."),
        (ImportedRow(row=1, seconds=90_000, on_date=date(2026, 3, 2)), "25h is more than a day."),
        (ImportedRow(row=1, seconds=60, on_date=date(26, 3, 2)), "Nobody worked in the year 26."),
        (
            ImportedRow(
                row=1, seconds=60, start=datetime(1, 1, 1, tzinfo=UTC), end=datetime(1, 1, 1, 0, 1, tzinfo=UTC)
            ),
            "Nobody worked in the year 1.",
        ),
        (
            ImportedRow(
                row=1, seconds=60, start=datetime(2026, 1, 1, tzinfo=UTC), end=datetime.max.replace(tzinfo=UTC)
            ),
            "Nobody worked in the year 9999.",
        ),
        (
            ImportedRow(row=1, seconds=1800, on_date=date(2026, 3, 2), pause=1800),
            "The pause of 30m is not shorter than the work of 30m.",
        ),
    ],
)
def test_a_row_that_is_no_work_is_refused(row: ImportedRow, message: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        when_of(row, AMSTERDAM)

    assert caught.value.message == message


def test_work_less_a_pause_is_a_duration_on_the_day_on_which_it_started() -> None:
    # From 23:30 to 1:00 and a pause of half an hour, which may have been before or after midnight.
    start, end = datetime(2026, 3, 1, 22, 30, tzinfo=UTC), datetime(2026, 3, 2, 0, 0, tzinfo=UTC)

    when = when_of(ImportedRow(row=1, seconds=5400, start=start, end=end, pause=1800), AMSTERDAM)
    long = when_of(ImportedRow(row=1, seconds=90_000, on_date=date(2026, 3, 2), pause=7200), AMSTERDAM)

    assert (when.on_date, when.seconds, when.span) == (date(2026, 3, 1), 3600, None)
    assert long.seconds == 82_800


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("inbox", "inbox"),
        ("Client call", "client-call"),
        ("Ärzte & Co.", "ärzte-co."),
        ("C++", "c"),
        ("a--b", "a-b"),
        ("#1/2_b", "1/2_b"),
        ("!!!", ""),
        ("x" * 50, "x" * 40),
    ],
)
def test_a_tag_becomes_one_that_can_be_typed(text: str, tag: str) -> None:
    assert make_tag(text) == tag
    assert not tag or check_tag(tag) == tag
