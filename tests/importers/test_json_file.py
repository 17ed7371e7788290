"""JSON files: read whole or refused in words, whatever is in them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.errors import BackOfficeError, InvalidInputError, MissingError, NotFoundError
from vabackoffice.importers import json_file
from vabackoffice.importers.json_file import read_json, read_text, read_texts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("json") / "hours.json"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_a_file_is_read_in_the_encodings_that_terminals_write(file: Path, encoding: str) -> None:
    file.write_bytes(json.dumps(["Café ☕"], ensure_ascii=False).encode(encoding))

    assert read_json(file) == ["Café ☕"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "'hours.json' is empty."),
        (b" \n ", "'hours.json' is empty."),
        (b'[\n{"start":', "'hours.json' ends in the middle of line 2."),
        (b'[\n{"start":"2026', "'hours.json' ends in the middle of line 2."),
        (b"[1,\n2", "'hours.json' ends in the middle of line 2."),
        (b"[1,\n2;3]", "'hours.json' is not JSON: line 2, column 2."),
        (b"inc 20260302T090000Z\n", "'hours.json' is not JSON: line 1, column 1."),
        ('["Café"]'.encode("cp1252"), "'hours.json' is not text in UTF-8."),
        (b"[" * 100_000, "'hours.json' cannot be read as JSON."),
        (b"[" + b"1" * 5000 + b"]", "'hours.json' cannot be read as JSON."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\r", "'hours.json' is not text in UTF-8."),
    ],
)
def test_what_cannot_be_read_is_said_with_what_to_do(file: Path, data: bytes, message: str) -> None:
    file.write_bytes(data)

    with pytest.raises(InvalidInputError) as caught:
        read_json(file)

    assert caught.value.message == message
    assert caught.value.hint


def test_a_file_that_would_fill_the_memory_is_not_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_file, "_MEGABYTE", 1)
    file.write_bytes(b"[" + b" " * 62 + b"]")
    assert read_json(file) == []

    file.write_bytes(b"[" + b" " * 63 + b"]")
    with pytest.raises(InvalidInputError, match=r"'hours.json' is larger than 64 MB\.") as caught:
        read_json(file)

    assert caught.value.hint == "Export it in parts, such as year by year."


def test_what_is_not_there_is_said_plainly(file: Path) -> None:
    with pytest.raises(NotFoundError):
        read_json(file.with_name("missing.json"))
    with pytest.raises(MissingError):
        read_json(file.parent)


@given(st.binary(max_size=200))
def test_no_bytes_upset_it(file: Path, data: bytes) -> None:
    file.write_bytes(data)

    try:
        read_json(file)
    except BackOfficeError as problem:
        assert problem.hint  # noqa: PT017


def test_texts_are_on_one_line_and_each_is_there_once() -> None:
    assert read_text("two\nlines \ud83d", "note") == "two lines"
    assert read_text(None, "note") == ""
    assert read_texts(["b", "a", " b ", ""], "tags") == ("b", "a")
    assert read_texts(None, "tags") == ()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (5, "The note is '5', not a text."),
        (["x"], "The note is a list, not a text."),
        ({"x": 1}, "The note is an object, not a text."),
        (True, "The note is 'true', not a text."),
    ],
)
def test_a_value_of_another_kind_is_refused(value: object, message: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_text(value, "note")

    assert caught.value.message == message


def test_tags_that_are_no_list_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="The tags are 'acme', not a list"):
        read_texts("acme", "tags")
    with pytest.raises(InvalidInputError, match="The tags is a list, not a text"):
        read_texts([["acme"]], "tags")
