"""The whole book as `va export` writes it: JSON, read row by row."""

from __future__ import annotations

import hashlib
import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.json_stream import JsonStream
from vabackoffice.importers.source_file import read_beginning, read_head, text_encoding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Row = dict[str, Any]

_BEGINNING = re.compile(r'\s*\{\s*"vabackoffice"\s*:')
_as_written = json.JSONEncoder(ensure_ascii=False).encode
_HINT = "Use the file as it was exported, or export again; nothing was written."


class BookExport:
    """An export that is being read: what its heading says, then its tables, once."""

    def __init__(self, stream: JsonStream, name: str) -> None:
        self._stream = stream
        self._name = name
        stream.take("{")
        self._expect("vabackoffice")
        self.heading: dict[str, Any] = self._object()

    def tables(self) -> Iterator[tuple[str, Iterator[Row]]]:
        """Yield each table's name and its rows, which have to be read before the next table; then check them all.

        Raises:
            InvalidInputError: the text is damaged or ends too early, or a table is not what was exported.
        """
        stream, sums = self._stream, {}
        stream.take(",")
        self._expect("tables")
        for _ in stream.elements("{}"):
            stream.where = "the list of tables"
            table = stream.key()
            digest = hashlib.sha256()
            yield table, self._rows(table, digest)
            sums[table] = digest.hexdigest()
        stream.where = "the sums at its end"
        stream.take(",")
        self._expect("sha256")
        stated = self._object()
        stream.take("}")
        stream.end()
        for table in {**sums, **stated}:
            if sums.get(table) != stated.get(table):
                message = f"The table '{table}' of '{self._name}' is not what was exported."
                raise InvalidInputError(message, f"Something has changed the file. {_HINT}")

    def _rows(self, table: str, digest: Any) -> Iterator[Row]:
        """Yield the rows of a table and add each to the digest, written as `va export` writes it."""
        stream = self._stream
        for number, _ in enumerate(stream.elements("[]"), 1):
            stream.where = f"row {number} of '{table}'"
            row = self._object()
            yield row
            digest.update(f"{_as_written(row)}\n".encode(errors="surrogatepass"))

    def _expect(self, key: str) -> None:
        if self._stream.key() != key:
            message = f"'{self._name}' has no '{key}' where an export has it: in {self._stream.where}."
            raise InvalidInputError(message, _HINT)

    def _object(self) -> Row:
        found = self._stream.value()
        if not isinstance(found, dict):
            message = f"'{self._name}' is damaged in {self._stream.where}: that is no object."
            raise InvalidInputError(message, _HINT)
        return found


def is_book_export(path: Path) -> bool:
    """Tell whether a file begins like an export of a whole book."""
    return path.is_file() and _BEGINNING.match(read_head(path)) is not None


@contextmanager
def open_book_export(path: Path) -> Iterator[BookExport]:
    """Open an export for reading.

    Raises:
        NotFoundError: there is no such file.
        MissingError: it may not be read.
        InvalidInputError: it is something else, or not text.
    """
    encoding = text_encoding(read_beginning(path, 4))
    if not is_book_export(path):
        message = f"'{path.name}' is not the export of a whole book."
        raise InvalidInputError(message, "Name a file that 'va export > book.json' has written.")
    try:
        with path.open(encoding=encoding) as file:
            yield BookExport(JsonStream(file, path.name), path.name)
    except UnicodeDecodeError as error:
        message = f"'{path.name}' is not text in UTF-8."
        raise InvalidInputError(message, _HINT) from error
