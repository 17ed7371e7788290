"""JSON read piece by piece gives what JSON read whole gives, wherever the pieces end."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers import json_stream
from vabackoffice.importers.json_stream import JsonStream

ROWS = st.lists(st.dictionaries(st.text(max_size=4), st.none() | st.integers() | st.text(), max_size=3), max_size=4)


def read(text: str) -> list[Any]:
    stream = JsonStream(io.StringIO(text), "x.json")
    found = [stream.value() for _ in stream.elements("[]")]
    stream.end()
    return found


@given(ROWS, st.integers(1, 9), st.sampled_from([None, 1]))
def test_pieces_of_any_size(rows: list[Any], size: int, indent: int | None) -> None:
    text = json.dumps(rows, ensure_ascii=False, indent=indent)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_stream, "_PIECE", size)

        assert read(f" {text}\n") == rows


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "'x.json' ends in its beginning, line 1."),
        ("[", "'x.json' ends in its beginning, line 1."),
        ('[\n{"a": 1}', "'x.json' ends in its beginning, line 2."),
        ('[\n\n{"a": ', "'x.json' ends in its beginning, line 3."),
        ('[{"a": "b', "'x.json' ends in its beginning, line 1."),
        ("{}", "'x.json' is damaged in its beginning, line 1."),
        ("[1]", "'x.json' is damaged in its beginning, line 1."),
        ('[{"a" 1}]', "'x.json' is damaged in its beginning, line 1."),
        ('[{"a": "b\nc"}]', "'x.json' is damaged in its beginning, line 1."),
        ('[{"a": NaN}]', "'x.json' is damaged in its beginning, line 1."),
        ("[{}\n{}]", "'x.json' is damaged in its beginning, line 2."),
        ("[{},\n]", "'x.json' is damaged in its beginning, line 2."),
        ("[]\n\n[]", "'x.json' is damaged in its beginning, line 3."),
    ],
)
@pytest.mark.parametrize("size", [1, 4, 1000])
def test_what_is_wrong_has_its_line(text: str, message: str, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "_PIECE", size)

    with pytest.raises(InvalidInputError) as refused:
        read(text)

    assert refused.value.message == message


def test_the_name_of_a_member_is_a_text() -> None:
    with pytest.raises(InvalidInputError, match="is damaged"):
        JsonStream(io.StringIO("[1]: 2"), "x.json").key()
