"""klog's files and what `klog json` prints: entries, pauses, tags."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.keyed import keyed

from vabackoffice.errors import InvalidInputError, MissingError, NotFoundError
from vabackoffice.importers.keys import length_of, line_of
from vabackoffice.importers.klog import recognises
from vabackoffice.importers.row import ImportedRow, RefusedRow
from vabackoffice.importers.sources import read_source
from vabackoffice.usecases.import_plan import when_of

if TYPE_CHECKING:
    from pathlib import Path

    from vabackoffice.importers.row import Row

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOURS = """\
2026-03-02 (6h!)
Monday, letters for #acme
    9:00 - 10:25 Sorted the inbox #email
    11:00am - 12:30pm Wrote
        to Ada #letters
    -15m Coffee
    1h30m Posts #content=march

2026/03/03
\t<23:30 - 0:45 Late call #client="example bakery"
\t22:00 - 1:30> Newsletter
\t45m

2026-03-04
  13:00 - ? Still at it
"""


def spanning(row: int, times: str, note: str, *tags: str, task: str = "", pause: int = 0) -> ImportedRow:
    start, end = map(datetime.fromisoformat, times.split("/"))
    return ImportedRow(row, None, start, end, task=task, note=note, tags=tags, pause=pause, by_tags=True)


def lasting(row: int, seconds: int, day: date, note: str, *tags: str, task: str = "") -> ImportedRow:
    return ImportedRow(row, seconds, on_date=day, task=task, note=note, tags=tags, by_tags=True)


MONDAY = "Monday, letters for #acme"
SHORTENED = "Wrote to Ada #letters (11:00am - 12:30pm, -15m Coffee)"
ROWS: list[Row] = [
    spanning(3, "2026-03-02 09:00/2026-03-02 10:25", "Sorted the inbox #email", "acme", "email", task=MONDAY),
    spanning(4, "2026-03-02 11:00/2026-03-02 12:30", SHORTENED, "acme", "letters", task=MONDAY, pause=900),
    lasting(7, 5400, date(2026, 3, 2), "Posts #content=march", "acme", "content=march", task=MONDAY),
    spanning(10, "2026-03-02 23:30/2026-03-03 00:45", 'Late call #client="example bakery"', "client=example bakery"),
    spanning(11, "2026-03-03 22:00/2026-03-04 01:30", "Newsletter"),
    lasting(12, 2700, date(2026, 3, 3), ""),
    RefusedRow(15, "The timer is still running: there is no end."),
]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("klog") / "hours.klg"


def rows_of(file: Path, content: Any, encoding: str = "utf-8") -> list[Row]:
    file.write_bytes((content if isinstance(content, str) else json.dumps(content)).encode(encoding))
    return list(read_source("klog", file))


def reasons(rows: list[Row]) -> list[str]:
    return [row.reason if isinstance(row, RefusedRow) else "" for row in rows]


def minutes(rows: list[Row]) -> list[int]:
    return [when_of(row, AMSTERDAM).seconds // 60 for row in rows if isinstance(row, ImportedRow)]


def total_by_a_second_look(text: str) -> int:
    """Add up the minutes of a file with one expression a kind of entry, shifted times and pauses included."""
    total = 0
    for line in re.findall(r"^(?:  ? ? ?|\t)([-<\d].*)", text, re.MULTILINE):
        length = re.match(r"(-?)(?:(\d+)h)?(?:(\d+)m)?(?: |$)", line)
        ends = re.match(r"(<?)(\d+):(\d\d)([ap]m)?(>?) - (<?)(\d+):(\d\d)([ap]m)?(>?)", line)
        if ends:
            sides = []
            for before, hour, minute, half, after in (ends.groups()[:5], ends.groups()[5:]):
                of_day = (int(hour) % 12 + 12 * (half == "pm") if half else int(hour)) * 60 + int(minute)
                sides.append(of_day + 1440 * (bool(after) - bool(before)))
            total += sides[1] - sides[0]
        elif length:
            total += (-1 if length[1] else 1) * (int(length[2] or 0) * 60 + int(length[3] or 0))
    return total


def test_entries_of_every_kind_are_rows(file: Path) -> None:
    assert rows_of(file, HOURS) == ROWS


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n \n\t\n" + HOURS.replace("\n\n", "\n\u2003 \n\n"), id="blank lines"),
        pytest.param(HOURS.rstrip(), id="no end of line"),
        pytest.param(HOURS.replace("\n", "\r\n"), id="lines of Windows"),
        pytest.param("\ufeff" + HOURS, id="byte order mark"),
        pytest.param(HOURS.replace("2026-03-02", "2026/03/02"), id="slashes"),
        pytest.param(HOURS.replace("    ", "  "), id="two spaces"),
        pytest.param(HOURS.replace(" (6h!)", ""), id="no target"),
    ],
)
def test_the_same_hours_in_any_form_have_the_same_keys(file: Path, text: str) -> None:
    assert [key for _, key in keyed(rows_of(file, text))] == [key for _, key in keyed(rows_of(file, HOURS))]


def test_a_pause_that_is_added_or_grows_leaves_an_entry_the_same_line(file: Path) -> None:
    texts = [f"2026-03-02\n    9:00 - 12:00 Mail #acme\n{pause}" for pause in ("", "    -30m Lunch\n", "    -45m\n")]

    keys = [key for text in texts for _, key in keyed(rows_of(file, text))]

    assert len({line_of(key) for key in keys}) == 1
    assert [length_of(key) for key in keys] == [10_800, 9000, 8100]


def test_the_seconds_are_those_of_a_second_look(file: Path) -> None:
    rows = rows_of(file, HOURS)

    # 1h25 + 1h30 - 15m + 1h30 on Monday, 1h15 + 3h30 + 45m on Tuesday.
    assert minutes(rows) == [85, 75, 90, 75, 210, 45]
    assert sum(minutes(rows)) == total_by_a_second_look(HOURS) == 580


def test_every_entry_of_a_record_has_its_tags_and_its_summary(file: Path) -> None:
    rows = rows_of(file, "2026-03-02\n#acme #email\n  1h Mail #email\n  2h\n\n2026-03-02\nAll day\n  3h Posts #acme\n")

    assert [(row.task, row.note, row.tags) for row in rows if isinstance(row, ImportedRow)] == [
        ("", "Mail #email", ("acme", "email")),
        ("", "", ("acme", "email")),
        ("All day", "Posts #acme", ("acme",)),
    ]


@pytest.mark.parametrize(
    ("entries", "lengths"),
    [
        (["9:00 - 12:00", "-30m"], [150]),
        (["9:00 - 12:00", "-30m", "13:00 - 14:00"], [150, 60]),
        (["9:00 - 12:00", "13:00 - 14:00", "-30m"], [180, 30]),
        (["-30m", "9:00 - 12:00", "2h"], [150, 120]),
        (["3h", "-10m", "-20m"], [150]),
        (["3h #acme", "4h #bakery", "-30m #acme"], [150, 240]),
        (["3h #acme", "4h #bakery", "-30m #lunch"], [180, 210]),
        (["4h #bakery", "-30m #acme", "3h #acme"], [240, 150]),
        (["3h #acme #x", "3h #acme #y", "4h", "-30m #acme #x"], [150, 180, 240]),
    ],
)
def test_a_pause_shortens_the_entry_above_it_or_the_nearest_with_its_tags(
    file: Path, entries: list[str], lengths: list[int]
) -> None:
    text = "\n".join(["2026-03-02", *(f"    {entry}" for entry in entries)])

    rows = rows_of(file, text)

    assert minutes(rows) == lengths
    assert sum(lengths) == total_by_a_second_look(text)


def test_what_is_shortened_is_a_duration_and_its_note_says_from_what(file: Path) -> None:
    rows = rows_of(
        file, "2026-03-02\n  9:00-12:00\n  -10m\n  -20m Lunch\n     at home\n\n2026-03-03\n  2h Mail\n  -1h\n"
    )

    assert [row.note for row in rows if isinstance(row, ImportedRow)] == [
        "(9:00-12:00, -10m, -20m Lunch at home)",
        "Mail (2h, -1h)",
    ]
    whens = [when_of(row, AMSTERDAM) for row in rows if isinstance(row, ImportedRow)]
    assert [(when.on_date, when.seconds, when.span) for when in whens] == [
        (date(2026, 3, 2), 9000, None),
        (date(2026, 3, 3), 3600, None),
    ]


def test_a_pause_that_leaves_nothing_is_refused_and_so_is_one_of_what_is_running(file: Path) -> None:
    rows = rows_of(file, "2026-03-02\n  30m\n  -30m\n\n2026-03-02\n  9:00 - ?\n  -30m\n  1h\n")

    assert isinstance(rows[0], ImportedRow)
    with pytest.raises(InvalidInputError, match="The pause of 30m is not shorter than the work of 30m"):
        when_of(rows[0], AMSTERDAM)
    assert [row.row for row in rows] == [2, 6, 7, 8]
    assert reasons(rows) == [
        "",
        "The timer is still running: there is no end.",
        "It is a pause of what is still running.",
        "",
    ]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["    -30m Lunch"], "Line 6, column 1: the record has no entry that the pause -30m can be taken from."),
        (
            ["    1h #a", "    1h #b", "    -5m #a #b"],
            "Line 8, column 1: the record has no entry that the pause -5m can be taken from.",
        ),
        (["    3h", "    15m", "    -30m"], "Line 8, column 1: the pause -30m is longer than what it is taken from."),
        (["    1h", "    -40m", "    -30m"], "Line 8, column 1: the pause -30m is longer than what it is taken from."),
        (
            ["    1h", "    2h 30m", "    Mail"],
            "Line 8, column 5: 'Mail' is neither a duration such as 1h30m nor a time such as 9:00 or 1:30pm.",
        ),
        (
            ["    1h", "   2h"],
            "Line 7, column 1: an entry is indented like the first of its record, by 2 to 4 spaces or a tab.",
        ),
    ],
)
def test_a_fault_refuses_its_record_whole_and_no_other(file: Path, lines: list[str], reason: str) -> None:
    good = ["2026-03-02", "    1h", ""]

    rows = rows_of(file, "\n".join([*good, "", "2026-03-03", *lines, "", *good]))

    assert reasons(rows) == ["", f"{reason} Nothing of this record is taken.", ""]
    assert [key != "" for _, key in keyed(rows)] == [True, False, True]


def test_a_range_is_as_long_as_it_was_when_the_clock_changes(file: Path) -> None:
    # Amsterdam's clock goes from 2:00 to 3:00 on 29 March and from 3:00 to 2:00 on 25 October 2026.
    text = "2026-03-29\n  1:30 - 4:30\n\n2026-10-25\n  1:30 - 4:30\n\n2026-03-29\n  1:30 - 4:30\n  -30m\n"

    rows = rows_of(file, text)

    assert minutes(rows) == [120, 240, 90]


def test_work_before_the_first_day_of_the_calendar_is_refused(file: Path) -> None:
    [row] = rows_of(file, "0001-01-01\n  <23:00 - 1:00\n")

    assert reasons([row]) == ["Line 2, column 1: no calendar has that day. Nothing of this record is taken."]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "'hours.klg' is empty."),
        ("\n \n\t\n", "'hours.klg' is empty."),
        ("Hours of March\n2026-03-02\n    1h\n", "'hours.klg' is not a klog file: line 1 is 'Hours of March'."),
        ("inc 20260302T090000Z\n", "'hours.klg' is not a klog file: line 1 is 'inc 20260302T090000Z'."),
        ("PK\x03\x04\0\0", "'hours.klg' is not a klog file in UTF-8."),
        ("{}", "'hours.klg' is not what 'klog json' prints."),
        ({"records": [{"date": "2026-03-02"}]}, "'hours.klg' is not what 'klog json' prints."),
        (
            {"records": [{"date": "2026-03-02", "summary": "", "entries": [5]}]},
            "'hours.klg' is not what 'klog json' prints.",
        ),
        ({"records": [{"date": 5, "summary": "", "entries": []}]}, "'hours.klg' is not what 'klog json' prints."),
        (
            {"records": None, "warnings": None, "errors": [{"line": 2, "column": 5}]},
            "'hours.klg' says that klog could not read the file it was made from.",
        ),
        ('{"records":[{"date"', "'hours.klg' ends in the middle of line 1."),
    ],
)
def test_a_file_that_is_something_else_is_refused_whole(file: Path, content: Any, message: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        rows_of(file, content)

    assert caught.value.message == message
    assert caught.value.hint


def test_a_file_in_another_encoding_or_that_is_not_there_is_refused(file: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"'hours\.klg' is not a klog file in UTF-8"):
        rows_of(file, "2026-03-02\nCafé\n    1h\n", "cp1252")
    with pytest.raises(NotFoundError):
        list(read_source("klog", file.with_name("missing.klg")))
    with pytest.raises(MissingError):
        list(read_source("klog", file.parent))


def entry_json(kind: str, summary: str, **times: str) -> dict[str, Any]:
    return {"type": kind, "summary": summary, "tags": [], "total_mins": 0, **times}


PRINTED = {
    "records": [
        {
            "date": "2026-03-02",
            "summary": "Monday, letters for #acme",
            "should_total": "6h!",
            "tags": ["#acme"],
            "entries": [
                entry_json("range", "Sorted the inbox #email", start="9:00", end="10:25", total="1h25m"),
                entry_json("range", "Wrote\nto Ada #letters", start="11:00am", end="12:30pm", total="1h30m"),
                entry_json("duration", "Coffee", total="-15m"),
                entry_json("duration", "Posts #content=march", total="1h30m"),
            ],
        },
        {
            "date": "2026-03-03",
            "summary": "",
            "entries": [
                entry_json("range", 'Late call #client="example bakery"', start="<23:30", end="0:45", total="1h15m"),
                entry_json("range", "Newsletter", start="22:00", end="1:30>", total="3h30m"),
                entry_json("duration", "", total="45m"),
            ],
        },
        {"date": "2026-03-04", "summary": "", "entries": [entry_json("open_range", "Still at it", start="13:00")]},
        {"date": "2026-03-05", "summary": "Nothing done", "entries": []},
    ],
    "warnings": None,
    "errors": None,
}


def test_what_klog_prints_as_json_is_the_same_rows(file: Path) -> None:
    rows = rows_of(file, PRINTED)

    assert [key for _, key in keyed(rows)] == [key for _, key in keyed(rows_of(file, HOURS))]
    assert [row.row for row in rows] == [1, 2, 4, 5, 6, 7, 8]
    assert reasons(rows)[-1] == "The timer is still running: there is no end."


pieces = st.sampled_from(
    ["2026-03-02", "9:00", " - ", "?", "-30m", "1h", "24:00", "<", ">", "#a", '="', "\n", "\n    ", "\n\t", "\n\n", " "]
)
values = st.recursive(
    st.none() | st.integers() | st.text(max_size=8) | st.sampled_from(["range", "1h", "9:00", "2026-03-02"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["records", "date", "summary", "entries", "type", "total", "start"]), inner)
    ),
    max_leaves=15,
)
printed = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.sampled_from(["2026-03-02", "", "x"]),
            "summary": st.text(max_size=9),
            "entries": st.lists(
                st.fixed_dictionaries(
                    {"type": st.sampled_from(["duration", "x"]), "summary": st.text(), "total": st.text()}
                )
            ),
        }
    )
)


@given(
    st.text()
    | st.lists(pieces).map("".join)
    | values.map(json.dumps)
    | printed.map(lambda records: json.dumps({"records": records}))
)
def test_no_content_upsets_it(file: Path, content: str) -> None:
    for text in (content, f"2026-03-02\n{content}"):
        try:
            for row, key in keyed(rows_of(file, text.encode("utf-8", "replace").decode())):
                assert bool(key) is isinstance(row, ImportedRow)
        except InvalidInputError as problem:
            assert problem.hint  # noqa: PT017


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        (HOURS, True),
        ("\n2026-03-02\nMonday\n  1h\n", True),
        (json.dumps(PRINTED), True),
        ("2026-03-02\nacme:inbox  .... ..\n", False),
        ("2026-03-02\n    acme:inbox  .... ..\n", False),
        ("2026-03-02 acme\n    1h\n", False),
        ("2026-03-02,09:00,10:00,acme\n", False),
        ("inc 20260302T090000Z\n", False),
        ("", False),
    ],
)
def test_it_knows_its_own_files(file: Path, head: str, is_one: bool) -> None:  # noqa: FBT001
    assert recognises(head, file) is is_one
