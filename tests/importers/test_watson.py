"""Watson's frames: the file itself, older ones, and the log as JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.keyed import keyed

from vabackoffice.errors import InvalidInputError, MissingError, NotFoundError
from vabackoffice.importers.row import ImportedRow, RefusedRow
from vabackoffice.importers.sources import read_source
from vabackoffice.importers.watson import recognises

if TYPE_CHECKING:
    from pathlib import Path

    from vabackoffice.importers.row import Row

NINE = int(datetime(2026, 3, 2, 9, tzinfo=UTC).timestamp())
FIRST = "6f1c0a3b9d2e4f5a8b7c6d5e4f3a2b1c"
SECOND = "0a1b2c3d4e5f60718293a4b5c6d7e8f9"
FRAMES: list[Any] = [
    [NINE, NINE + 5130, "acme", FIRST, ["inbox", "two words"], NINE + 6000],
    [NINE + 6000, NINE + 9600, "Example Bakery/Website", SECOND, [], NINE + 9600],
]
LOG: list[Any] = [
    {
        "id": FIRST,
        "project": "acme",
        "start": "2026-03-02T10:00:00+01:00",
        "stop": "2026-03-02T11:25:30+01:00",
        "tags": ["inbox", "two words"],
    },
    {
        "id": SECOND,
        "project": "Example Bakery/Website",
        "start": "2026-03-02T10:40:00+00:00",
        "stop": "2026-03-02T11:40:00+00:00",
        "tags": [],
    },
]
ROWS = [
    ImportedRow(
        row=1,
        seconds=5130,
        start=datetime(2026, 3, 2, 9, tzinfo=UTC),
        end=datetime(2026, 3, 2, 10, 25, 30, tzinfo=UTC),
        client="acme",
        tags=("inbox", "two words"),
        own_id=FIRST,
    ),
    ImportedRow(
        row=2,
        seconds=3600,
        start=datetime(2026, 3, 2, 10, 40, tzinfo=UTC),
        end=datetime(2026, 3, 2, 11, 40, tzinfo=UTC),
        client="Example Bakery",
        project="Website",
        own_id=SECOND,
    ),
]
HINT = (
    "Name the file 'frames' in Watson's folder: ~/.config/watson, on a Mac ~/Library/Application Support/watson, "
    "on Windows %APPDATA%\\watson."
)


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("watson") / "frames"


def rows_of(frames: Path, content: Any) -> list[Row]:
    frames.write_text(content if isinstance(content, str) else json.dumps(content, indent=1), encoding="utf-8")
    return list(read_source("watson", frames))


def reasons(rows: list[Row]) -> list[str]:
    return [row.reason if isinstance(row, RefusedRow) else "" for row in rows]


def test_the_frames_and_the_log_are_the_same_rows(frames: Path) -> None:
    from_file = rows_of(frames, FRAMES)
    from_log = rows_of(frames, LOG)

    assert from_file == from_log == ROWS
    assert [key for _, key in keyed(from_file)] == [key for _, key in keyed(from_log)]


def test_older_frames_have_no_tags_or_not_even_a_time_of_change(frames: Path) -> None:
    older: list[Any] = [[*FRAMES[0][:4], NINE], FRAMES[1][:4]]

    rows = rows_of(frames, older)

    assert [row.tags for row in rows if isinstance(row, ImportedRow)] == [(), ()]
    assert [key for _, key in keyed(rows)] == [key for _, key in keyed(ROWS)]


def test_the_seconds_are_those_of_a_second_look(frames: Path) -> None:
    spans = [(NINE + 7 * n, NINE + 7 * n + n * n) for n in range(1, 50)]
    content = [[*span, "acme", f"{number:032x}", [], 0] for number, span in enumerate(spans)]

    rows = rows_of(frames, content)

    summed = sum(stop for _, stop in spans) - sum(start for start, _ in spans)
    assert sum(row.seconds or 0 for row in rows if isinstance(row, ImportedRow)) == summed == 40425


@pytest.mark.parametrize(
    ("project", "names"),
    [
        ("acme", ("acme", "")),
        ("acme/inbox", ("acme", "inbox")),
        ("acme / inbox / mail", ("acme", "inbox / mail")),
        ("acme inbox", ("acme inbox", "")),
        ("/inbox", ("", "inbox")),
        ("", ("", "")),
        ("two\nlines\x1b[31m", ("two lines [31m", "")),
    ],
)
def test_a_project_is_the_client_or_client_and_project(frames: Path, project: str, names: tuple[str, str]) -> None:
    [row] = rows_of(frames, [[NINE, NINE + 60, project, FIRST, [], NINE]])

    assert isinstance(row, ImportedRow)
    assert (row.client, row.project) == names


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        ([NINE, None, "acme", FIRST, [], NINE], "The timer is still running: there is no end."),
        ({**LOG[0], "stop": None}, "The timer is still running: there is no end."),
        ({**LOG[0], "id": "current"}, "The timer is still running: there is no end."),
        (
            [NINE, NINE - 60, "acme", FIRST, [], NINE],
            "It ends at 2026-03-02 08:59:00 UTC, before it starts at 2026-03-02 09:00:00 UTC.",
        ),
        (["2026-03-02", NINE, "acme", FIRST, [], NINE], "'2026-03-02' is not an instant like 1772442000."),
        ({**LOG[0], "stop": "11:25"}, "'11:25' is not an instant like 2026-03-02T10:00:00+01:00."),
        ({**LOG[0], "stop": "2026-03-02T11"}, "'2026-03-02T11' is not an instant like 2026-03-02T10:00:00+01:00."),
        ([NINE, NINE + 60, ["acme"], FIRST, [], NINE], "The project is a list, not a text."),
        ([NINE, NINE + 60, "acme", 7, [], NINE], "The id is '7', not a text."),
        ([NINE, NINE + 60, "acme", "", [], NINE], "There is no id."),
        ([NINE, NINE + 60, "acme", FIRST, [5], NINE], "The tags is '5', not a text."),
        ([NINE, NINE + 60], "It is a list that is no frame."),
        ({"id": FIRST}, "It is an object that is no frame."),
        (5, "It is '5' that is no frame."),
        (FRAMES[1], "Row 1 has the same id '0a1b2c3d4e5f60718293a4b5c6d7e8f9'."),
    ],
)
def test_a_frame_that_cannot_be_taken_is_refused_by_itself(frames: Path, frame: Any, reason: str) -> None:
    rows = rows_of(frames, [FRAMES[1], frame, [NINE, NINE + 9, "acme", "1", [], 0]])

    assert reasons(rows) == ["", reason, ""]
    assert [row.row for row in rows] == [1, 2, 3]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "id,start,stop,project,tags\n6f1c0a3,2026-03-02 10:00:00,2026-03-02 11:25:30,acme,inbox\n",
            "'frames' is from 'watson log --csv': its ids are cut and its times have no zone.",
        ),
        ({}, "'frames' has no frames of Watson."),
        ({"project": "acme", "start": NINE, "tags": []}, "'frames' has no frames of Watson."),
        ({"projects": [], "time": 0.0, "timespan": {}}, "'frames' has no frames of Watson."),
        ([{"projects": [], "time": 0.0}], "'frames' has no frames of Watson."),
        ([{"id": 1, "start": "20260302T080000Z", "end": "20260302T092500Z"}], "'frames' has no frames of Watson."),
        ('"frames"', "'frames' has no frames of Watson."),
    ],
)
def test_another_file_of_watson_or_of_another_program_is_refused_whole(
    frames: Path, content: Any, message: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        rows_of(frames, content)

    assert (caught.value.message, caught.value.hint) == (message, HINT)


def test_a_file_that_was_cut_off_is_refused_whole_wherever_it_was_cut(frames: Path) -> None:
    whole = json.dumps(FRAMES)

    for length in range(len(whole)):
        with pytest.raises(InvalidInputError, match=r"is empty|ends in the middle of line 1|is not JSON: line 1"):
            rows_of(frames, whole[:length])


def test_no_frames_are_no_rows_and_what_is_not_there_is_said(frames: Path) -> None:
    assert rows_of(frames, []) == []
    with pytest.raises(NotFoundError):
        list(read_source("watson", frames.with_name("missing")))
    with pytest.raises(MissingError):
        list(read_source("watson", frames.parent))


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(st.sampled_from([*LOG[0], "x"]), inner, max_size=5),
    max_leaves=12,
)
broken_frames = st.tuples(values, values, values, values, values, values).map(list)


@given(st.one_of(st.text(), values.map(json.dumps), st.lists(broken_frames, max_size=3).map(json.dumps)))
def test_no_content_upsets_it(frames: Path, content: str) -> None:
    frames.write_text(content, encoding="utf-8", errors="replace")

    try:
        for _, key in keyed(read_source("watson", frames)):
            assert len(key) in {0, 16}
    except InvalidInputError as problem:
        assert problem.hint  # noqa: PT017


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        (json.dumps(FRAMES, indent=1), True),
        (json.dumps([[NINE, None, "acme"]]), True),
        (json.dumps(LOG, indent=4), True),
        ("id,start,stop,project,tags\n", True),
        ('[{"id":1,"start":"20260302T080000Z","end":"20260302T092500Z"}]', False),
        ("[]", False),
        ("inc 20260302T080000Z", False),
        ("", False),
    ],
)
def test_it_knows_its_own_files(frames: Path, head: str, is_one: bool) -> None:  # noqa: FBT001
    assert recognises(head, frames) is is_one
