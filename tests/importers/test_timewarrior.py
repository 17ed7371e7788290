"""Timewarrior's intervals: data files, folders of them, and exports."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importers.keyed import keyed

from vabackoffice.errors import InvalidInputError, MissingError, NotFoundError
from vabackoffice.importers.row import ImportedRow, RefusedRow
from vabackoffice.importers.sources import read_source, source_files
from vabackoffice.importers.timewarrior import read_line, recognises

if TYPE_CHECKING:
    from pathlib import Path

    from vabackoffice.importers.row import Row

SPAN = "inc 20260302T090000Z - 20260302T102530Z"
DATA = f"""{SPAN} # acme inbox # "Sent 2 letters, called \\"Ada\\""
inc 20260303T080000Z - 20260303T090000Z # "example bakery"
inc 20260304T080000Z - 20260304T080001Z
inc 20260305T080000Z - 20260305T090000Z # # "no tags"
"""
EXPORT: list[Any] = [
    {
        "id": 4,
        "start": "20260302T090000Z",
        "end": "20260302T102530Z",
        "tags": ["acme", "inbox"],
        "annotation": 'Sent 2 letters, called "Ada"',
    },
    {"id": 3, "start": "20260303T080000Z", "end": "20260303T090000Z", "tags": ["example bakery"]},
    {"id": 2, "start": "20260304T080000Z", "end": "20260304T080001Z"},
    {"id": 1, "start": "20260305T080000Z", "end": "20260305T090000Z", "annotation": "no tags"},
]
FIRST = ImportedRow(
    row=1,
    seconds=5130,
    start=datetime(2026, 3, 2, 9, tzinfo=UTC),
    end=datetime(2026, 3, 2, 10, 25, 30, tzinfo=UTC),
    note='Sent 2 letters, called "Ada"',
    tags=("acme", "inbox"),
    by_tags=True,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("timewarrior")


def rows_of(folder: Path, content: Any, name: str = "2026-03.data") -> list[Row]:
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / name).write_text(text, encoding="utf-8")
    return list(read_source("timewarrior", folder / name))


def reasons(rows: list[Row]) -> list[str]:
    return [row.reason if isinstance(row, RefusedRow) else "" for row in rows]


def tags_of(folder: Path, said: str) -> tuple[str, ...]:
    [row] = rows_of(folder, f"{SPAN} {said}\n")
    assert isinstance(row, ImportedRow), row
    return row.tags


def test_a_data_file_and_an_export_are_the_same_rows(folder: Path) -> None:
    from_data = rows_of(folder, DATA)
    from_export = rows_of(folder, EXPORT, "export.json")
    renumbered = rows_of(folder, [{**interval, "id": 9} for interval in reversed(EXPORT)], "export.json")

    assert from_data[0] == FIRST
    assert from_data == from_export
    assert {key for _, key in keyed(from_data)} == {key for _, key in keyed(renumbered)}
    assert [row.place for row in from_data if isinstance(row, ImportedRow)] == [
        ("", "", ("acme", "inbox")),
        ("", "", ("example bakery",)),
        ("", "", ()),
        ("", "", ()),
    ]


def test_a_folder_of_data_files_is_read_month_by_month(folder: Path) -> None:
    data = folder / "home" / "data"
    data.mkdir(parents=True)
    lines = DATA.splitlines(keepends=True)
    (data / "2026-02.data").write_text("", encoding="utf-8")
    (data / "2026-04.data").write_text(f"\n{lines[2]}inc 20260401T080000Z # acme\n{lines[3]}", encoding="utf-8")
    (data / "2026-03.data").write_text("".join(lines[:2]), encoding="utf-8")
    (data / "tags.data").write_text('{"acme":{"count":1}}', encoding="utf-8")
    (data / "undo.data").write_text("txn:\n", encoding="utf-8")

    rows = list(read_source("timewarrior", data))

    running = RefusedRow(5, "2026-04.data, line 3: The timer is still running: there is no end.")
    assert [row.row for row in rows] == [1, 2, 4, 5, 6]
    assert rows[3] == running
    assert [key for _, key in keyed(rows) if key] == [key for _, key in keyed(rows_of(folder, DATA))]
    assert list(read_source("timewarrior", folder / "home")) == rows
    assert [file.name for file in source_files("timewarrior", data)] == ["2026-02.data", "2026-03.data", "2026-04.data"]


def test_a_folder_without_data_files_is_refused(folder: Path) -> None:
    empty = folder / "empty"
    empty.mkdir()

    with pytest.raises(InvalidInputError, match=r"has no data files of Timewarrior, such as '2026-03\.data'") as caught:
        source_files("timewarrior", empty)

    assert "~/.timewarrior/data" in caught.value.hint


def test_the_seconds_are_those_of_a_second_look(folder: Path) -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    spans = [(start + timedelta(hours=n), start + timedelta(hours=n, seconds=n * n)) for n in range(1, 59)]
    lines = [f"inc {first:%Y%m%dT%H%M%SZ} - {last:%Y%m%dT%H%M%SZ} # acme\n" for first, last in spans]

    rows = rows_of(folder, "".join(lines))

    found = [re.findall(r"T(..)(..)(..)Z", line) for line in lines]
    clocks = [[int(h) * 3600 + int(m) * 60 + int(s) for h, m, s in pair] for pair in found]
    summed = sum(last - first for first, last in clocks)
    assert sum(row.seconds or 0 for row in rows if isinstance(row, ImportedRow)) == summed == 66729


@pytest.mark.parametrize(
    ("said", "tags"),
    [
        ("# acme", ("acme",)),
        ("# b a b", ("b", "a")),
        ('# "two words" one', ("two words", "one")),
        ('# "two\\twords" ""', ("two words",)),
        ('# "say \\"hi\\""', ('say "hi"',)),
        ('# "\\"q\\""', ('"q"',)),
        ('# "C++" "a/b" "x=y" "50%" "a_b" "a-b"', ("C++", "a/b", "x=y", "50%", "a_b", "a-b")),
        ('# "back\\\\slash and \\more"', ("back\\slash and more",)),
        ('# "\\u0041 U+0042"', ("A B",)),
        ('# "\\ud83d!"', ("!",)),
        ('# "a # b" c', ("a # b", "c")),
        ("# 'two words' it's", ("two words", "it's")),
        ("# don't stop", ("don't", "stop")),
        ("# 'tis", ("'tis",)),
        ("# back\\slash a\\nb U+0041", ("back\\slash", "a\\nb", "U+0041")),
        ("# #hash caf\u00e9 cafe\u0301 a,b foo:bar", ("#hash", "caf\u00e9", "a,b", "foo:bar")),
        ("# a\u00a0b", ("a b",)),
        ("#  a \t b ", ("a", "b")),
        ("#", ()),
        ("# #", ()),
        ("", ()),
    ],
)
def test_tags_are_divided_as_timewarrior_divides_them(folder: Path, said: str, tags: tuple[str, ...]) -> None:
    assert tags_of(folder, said) == tags


@pytest.mark.parametrize(
    ("said", "note"),
    [
        ('# acme # "one"', "one"),
        ('# # "one"', "one"),
        ('# acme # "a # b"', "a # b"),
        ('# acme # "it\'s \\"quoted\\""', 'it\'s "quoted"'),
        ('# acme # "C:\\\\temp\\nnext"', "C:\\temp next"),
        ("# acme # of older versions", "of older versions"),
        ('# acme # "one" two # "three"', "one two # three"),
        ("# acme", ""),
    ],
)
def test_the_annotation_is_the_note(folder: Path, said: str, note: str) -> None:
    [row] = rows_of(folder, f"{SPAN} {said}\n")

    assert isinstance(row, ImportedRow)
    assert row.note == note


def test_the_night_when_the_clock_changes_is_as_long_as_it_was(folder: Path) -> None:
    # From 1:30 to 4:30 in Amsterdam on 29 March 2026, when 2:00 became 3:00.
    [row] = rows_of(folder, "inc 20260329T003000Z - 20260329T023000Z # acme\n")

    assert row.seconds == 7200  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("inc 20260302T090000Z", "The timer is still running: there is no end."),
        ("inc 20260302T090000Z # acme", "The timer is still running: there is no end."),
        ("inc 20260302T090000Z - # acme", "The timer is still running: there is no end."),
        ("inc # acme", "There is no start."),
        ("inc", "There is no start."),
        (
            "inc 20260302T090000Z - 20260302T085900Z",
            "It ends at 2026-03-02 08:59:00 UTC, before it starts at 2026-03-02 09:00:00 UTC.",
        ),
        ("inc 20261302T090000Z - 20261302T100000Z", "'20261302T090000Z' is not an instant like 20260302T090000Z."),
        (
            "inc 2026-03-02T09:00:00Z - 20260302T100000Z",
            "'2026-03-02T09:00:00Z' is not the start or the end of an interval, like 20260302T090000Z.",
        ),
        (
            f"{SPAN} acme",
            "'acme' is not the start or the end of an interval, like 20260302T090000Z.",
        ),
        (f'{SPAN} # acme # "Sent 2 lett', "The quote before 'Sent' is never closed."),
        ("exc monday", "'exc monday' does not begin with 'inc'."),
        ("; a comment", "'; a comment' does not begin with 'inc'."),
    ],
)
def test_an_interval_that_cannot_be_taken_is_refused_by_itself(folder: Path, line: str, reason: str) -> None:
    rows = rows_of(folder, f"{SPAN}\n\n{line}\n{SPAN}\n")

    assert reasons(rows) == ["", reason, ""]
    assert [row.row for row in rows] == [1, 3, 4]


@pytest.mark.parametrize(
    ("interval", "reason"),
    [
        ({"start": "20260302T090000Z", "tags": ["acme"]}, "The timer is still running: there is no end."),
        ({"start": "20260302T090000Z", "end": None}, "The timer is still running: there is no end."),
        ({"start": None}, "There is no start."),
        (
            {"start": "20260302T090000", "end": "20260302T100000Z"},
            "'20260302T090000' is not an instant like 20260302T090000Z.",
        ),
        ({**EXPORT[0], "tags": "acme"}, "The tags are 'acme', not a list."),
        ({**EXPORT[0], "annotation": 5}, "The annotation is '5', not a text."),
        ({"tags": []}, "It is an object that is no interval."),
        ([1, 2], "It is a list that is no interval."),
    ],
)
def test_an_exported_interval_that_cannot_be_taken_is_refused_by_itself(
    folder: Path, interval: Any, reason: str
) -> None:
    assert reasons(rows_of(folder, [EXPORT[0], interval, EXPORT[1]], "export.json")) == ["", reason, ""]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "'2026-03.data' is empty."),
        (DATA[:-1], "'2026-03.data' ends in the middle of line 4."),
        (DATA[:-30], "'2026-03.data' ends in the middle of line 4."),
        (f"{SPAN}\n{SPAN} # ac", "'2026-03.data' ends in the middle of line 2."),
        ("txn:\n  type: interval\n", "'2026-03.data' is not a data file of Timewarrior: line 1 is 'txn:'."),
        ("2026-03-02\n    9:00 - 10:00\n", "'2026-03.data' is not a data file of Timewarrior: line 1 is '2026-03-02'."),
        ("PK\x03\x04\0\0", "'2026-03.data' is not a data file of Timewarrior in UTF-8."),
        ('{"acme":{"count":1}}', "'2026-03.data' is not what 'timew export' prints."),
        ([[1, 2, "acme", "1", [], 3]], "'2026-03.data' is not what 'timew export' prints."),
        (
            [{"id": "1", "project": "acme", "start": "x", "stop": "y"}],
            "'2026-03.data' is not what 'timew export' prints.",
        ),
        (json.dumps(EXPORT)[:-20], "'2026-03.data' ends in the middle of line 1."),
    ],
)
def test_a_file_that_is_something_else_or_cut_off_is_refused_whole(folder: Path, content: Any, message: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        rows_of(folder, content)

    assert caught.value.message == message
    assert caught.value.hint


def test_a_file_in_another_encoding_is_refused(folder: Path) -> None:
    file = folder / "2026-05.data"
    file.write_bytes(DATA.encode() + f"{SPAN} # café\n".encode("cp1252"))

    with pytest.raises(InvalidInputError, match=r"is not a data file of Timewarrior in UTF-8\."):
        list(read_source("timewarrior", file))


def test_an_export_of_windows_is_read_and_an_empty_one_has_no_rows(folder: Path) -> None:
    file = folder / "export.json"
    file.write_bytes(json.dumps(EXPORT, indent=1).replace("\n", "\r\n").encode("utf-16"))

    assert next(read_source("timewarrior", file)) == FIRST
    assert rows_of(folder, "[\n]\n", "export.json") == []
    with pytest.raises(NotFoundError):
        list(read_source("timewarrior", folder / "missing.data"))


def test_a_folder_that_may_not_be_read_is_said_plainly(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(folder), "iterdir", refuse)

    with pytest.raises(MissingError, match="cannot be read: Permission denied"):
        source_files("timewarrior", folder)


def quoted_if_needed(tag: str) -> str:
    """Write a tag as Timewarrior 1.4 does (`quoteIfNeeded` in `src/util.cpp`)."""
    if not re.search(r'["\s+/()<^!=~_%-]', tag):
        return tag
    return '"' + tag.replace('"', '\\"') + '"'


# Timewarrior itself reads a backslash and a code point in quotes as something else, and an apostrophe begins a quote.
tag_texts = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\\'"), min_size=1).filter(
    lambda tag: tag != "#" and "U+" not in tag and tag == tag.strip()
)


@given(st.lists(tag_texts, max_size=4), tag_texts | st.just(""))
def test_what_timewarrior_writes_is_read_back(tags: list[str], annotation: str) -> None:
    said = f" # {' '.join(map(quoted_if_needed, tags))}" if tags else " #" if annotation else ""
    escaped = annotation.replace('"', '\\"')
    line = SPAN + said + (f' # "{escaped}"' if annotation else "")

    assert read_line(line) == (["20260302T090000Z", "20260302T102530Z"], tags, annotation)


pieces = st.sampled_from(["inc", "20260302T090000Z", "-", "#", '"', "'", "\\", "acme", " ", "\n", "[", "{", '"start":'])


@given(st.one_of(st.text(), st.lists(pieces).map("".join), st.lists(pieces).map(" ".join)), st.booleans())
def test_no_content_upsets_it(folder: Path, content: str, known: bool) -> None:  # noqa: FBT001
    text = f"{SPAN} # acme\n{content}\n" if known else content
    try:
        for row, key in keyed(rows_of(folder, text.encode("utf-8", "replace").decode())):
            assert bool(key) is isinstance(row, ImportedRow)
    except InvalidInputError as problem:
        assert problem.hint  # noqa: PT017


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        (DATA, True),
        (json.dumps(EXPORT), True),
        ('[\n{"id":1,"start":"20260302T080000Z"}\n]', True),
        ('[{"id":"1","start":"2026-03-02T09:00:00+00:00"}]', False),
        ("i 2026-03-02 09:00 acme", False),
        ("", False),
    ],
)
def test_it_knows_its_own_files(folder: Path, head: str, is_one: bool) -> None:  # noqa: FBT001
    assert recognises(head, folder / "hours") is is_one


def test_it_knows_a_folder_of_its_files(folder: Path) -> None:
    rows_of(folder, DATA)

    assert recognises("", folder)
    assert not recognises("", folder.parent)
