"""A file of JSON as programs write it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.cells import plain_text
from vabackoffice.importers.source_file import read_beginning

if TYPE_CHECKING:
    from pathlib import Path

_MEGABYTE = 1024 * 1024
_LARGEST = 64  # megabytes, some 300,000 rows; JSON is read whole, and takes ten times its size in memory


def read_json(path: Path) -> Any:
    """Return what a file of JSON holds, in UTF-8 or UTF-16.

    Raises:
        NotFoundError: there is no such file.
        MissingError: it may not be read.
        InvalidInputError: it is empty, larger than 64 MB, cut off, or no JSON.
    """
    data = read_beginning(path, _LARGEST * _MEGABYTE + 1)
    if len(data) > _LARGEST * _MEGABYTE:
        message = f"'{path.name}' is larger than {_LARGEST} MB."
        raise InvalidInputError(message, "Export it in parts, such as year by year.")
    if not data.strip():
        message = f"'{path.name}' is empty."
        raise InvalidInputError(message, "Export it again; nothing was written.")
    try:
        return json.loads(data, strict=False)
    except UnicodeDecodeError as error:
        message = f"'{path.name}' is not text in UTF-8."
        raise InvalidInputError(message, "Name the file as the program wrote it; nothing was written.") from error
    except json.JSONDecodeError as error:
        raise _not_json(path, error) from error
    except (RecursionError, ValueError) as error:  # lists in lists without end, a number of thousands of digits
        message = f"'{path.name}' cannot be read as JSON."
        raise InvalidInputError(message, "Export it again; nothing was written.") from error


def read_text(value: Any, what: str) -> str:
    """Return a text on one line, empty where there is none.

    Raises:
        InvalidInputError: it is no text.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        message = f"The {what} is {show_value(value)}, not a text."
        raise InvalidInputError(message)
    return plain_text(value)


def read_texts(value: Any, what: str) -> tuple[str, ...]:
    """Return each text of a list once, none where there is no list.

    Raises:
        InvalidInputError: it is no list of texts.
    """
    if value is None:
        return ()
    if not isinstance(value, list):
        message = f"The {what} are {show_value(value)}, not a list."
        raise InvalidInputError(message)
    return tuple(dict.fromkeys(filter(None, (read_text(text, what) for text in value))))


def show_value(value: Any) -> str:
    """Return a value for a message, without what is in it."""
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "an object"
    return quoted(value if isinstance(value, str) else json.dumps(value))


def _not_json(path: Path, error: json.JSONDecodeError) -> InvalidInputError:
    if error.pos >= len(error.doc.rstrip()) or error.msg.startswith("Unterminated string"):
        message = f"'{path.name}' ends in the middle of line {error.lineno}."
    else:
        message = f"'{path.name}' is not JSON: line {error.lineno}, column {error.colno}."
    return InvalidInputError(message, "Export it again; nothing was written.")
