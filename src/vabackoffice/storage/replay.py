"""Replaying the changes of an operation: backwards to take it back, forwards to bring it back.

Rows that came or went one after the other in one table go or come back in one statement, thousands at a time, out of
the images that the journal has of them: an import has hundreds of thousands. Rows that changed are turned one by one,
because the order can matter.
"""

from __future__ import annotations

import json
import sqlite3
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from vabackoffice.errors import ConflictError
from vabackoffice.storage import journal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vabackoffice.storage.book import Book

_MOST = 5000  # changes replayed at a time

# Stored files are addressed by their hash and never leave; an unreferenced one does no harm.
_CHANGES = """
    SELECT id, table_name, before IS NULL, after IS NULL FROM change
    WHERE operation_id = :id AND table_name <> 'document' ORDER BY id"""
_CAME = """
    SELECT id, table_name, before IS NULL FROM change
    WHERE operation_id = :id AND table_name IN (SELECT value FROM json_each(:tables)) AND after IS NOT NULL
    ORDER BY id DESC"""
_IMAGES = """
    SELECT before, after FROM change
    WHERE operation_id = :operation AND table_name = :table AND id BETWEEN :first AND :last ORDER BY id"""
_OF_RUN = "c.operation_id = :operation AND c.table_name = :table AND c.id BETWEEN :first AND :last"

Row = dict[str, Any]


class _Run(NamedTuple):
    """Changes of one kind in one table, one after the other: their ids go from `first` to `last`."""

    operation: int
    table: str
    came: bool
    went: bool
    first: int
    last: int


class _Shape(NamedTuple):
    """The columns that the images of a run have, and those of them that make up the key."""

    columns: list[str]
    key: list[str]


def replay(book: Book, operation_id: int, *, back: bool) -> None:
    """Turn every row that an operation changed into what it was before it, or into what it was after it.

    Raises:
        ConflictError: a row is not what the journal left there.
    """
    runs = list(_runs(book, operation_id))
    for run in reversed(runs) if back else runs:
        shape = _shape(book, run)
        if run.came == run.went:
            _turn_each(book, run, shape, back=back)
        elif run.came == back:
            _take_away(book, run, shape)
        else:
            _put_back(book, run, shape, back=back)


def take_back_unused(book: Book, operation_id: int, tables: Sequence[str]) -> list[str]:
    """Turn back those rows of some tables that are still as an operation left them and that no other row refers to.

    Returns:
        The table of each row that was turned back.
    """
    values = {"id": operation_id, "tables": json.dumps(tables)}
    changes = book.connection.execute(_CAME, values).fetchall()
    runs = [_Run(operation_id, table, bool(came), went=False, first=key, last=key) for key, table, came in changes]
    return [run.table for run in runs if _turned_back(book, run)]


def _turned_back(book: Book, run: _Run) -> bool:
    """Turn one row back and say so; a row that has changed since, or that another one needs, is left alone."""
    try:
        shape = _shape(book, run)
        if run.came:
            _take_away(book, run, shape)
        else:
            _turn_each(book, run, shape, back=True)
    except (ConflictError, sqlite3.IntegrityError):
        return False
    return True


def _runs(book: Book, operation_id: int) -> Iterator[_Run]:
    changes = book.connection.execute(_CHANGES, {"id": operation_id})
    for (table, came, went), group in groupby(changes, key=lambda change: change[1:]):
        while ids := [change[0] for change in islice(group, _MOST)]:
            yield _Run(operation_id, table, bool(came), bool(went), ids[0], ids[-1])


def _shape(book: Book, run: _Run) -> _Shape:
    """Return the columns of a run; a migration may have added some to the table since."""
    before, after = book.connection.execute(_IMAGES, _values(run)).fetchone()
    image = json.loads(before or after)
    columns = dict(journal.columns(book.connection, run.table))
    key = [name for name, in_key in columns.items() if in_key]
    if not set(key) <= image.keys() <= columns.keys():
        message = f"'{run.table}' had other columns"
        raise unfit(message)
    return _Shape(list(image), key)


def _take_away(book: Book, run: _Run, shape: _Shape) -> None:
    """Delete the rows that came, or that were brought back, after a look at whether they are still what they were."""
    image = "after" if run.came else "before"
    _expect(book, run, shape, image)
    keys = ", ".join(f'"{name}"' for name in shape.key)
    book.connection.execute(
        f'DELETE FROM "{run.table}" WHERE ({keys})'
        f" IN (SELECT {_extracted(shape.key, image)} FROM change c WHERE {_OF_RUN})",
        _values(run),
    )


def _put_back(book: Book, run: _Run, shape: _Shape, *, back: bool) -> None:
    """Insert the rows that went, or that were taken back."""
    names = ", ".join(f'"{name}"' for name in shape.columns)
    image, order = ("before", "DESC") if back else ("after", "ASC")
    book.connection.execute(
        f'INSERT INTO "{run.table}" ({names}) SELECT {_extracted(shape.columns, image)}'
        f" FROM change c WHERE {_OF_RUN} ORDER BY c.id {order}",
        _values(run),
    )


def _expect(book: Book, run: _Run, shape: _Shape, image: str) -> None:
    """Refuse to take away a row that is not what the journal left there."""
    same_key = " AND ".join(f't."{name}" = {_extracted([name], image)}' for name in shape.key)
    told = ", ".join(f"'{name}', t.\"{name}\"" for name in shape.columns)
    same = " AND ".join(f't."{name}" IS {_extracted([name], image)}' for name in shape.columns)
    # The image as a whole is compared first: that takes a tenth of the time, and another SQLite may write it otherwise.
    found = book.connection.execute(
        f'SELECT t."{shape.key[0]}" IS NULL FROM change c LEFT JOIN "{run.table}" t ON {same_key}'
        f" WHERE {_OF_RUN} AND CASE WHEN json_object({told}) = c.{image} THEN 0 ELSE NOT ({same}) END LIMIT 1",
        _values(run),
    ).fetchone()
    if found is not None:
        raise _altered(run.table, is_gone=bool(found[0]))


def _turn_each(book: Book, run: _Run, shape: _Shape, *, back: bool) -> None:
    """Turn each row of a run from what it is now into what it was, or was made."""
    images = [(json.loads(before), json.loads(after)) for before, after in _images(book, run)]
    for before, after in reversed(images) if back else images:
        old, new = (after, before) if back else (before, after)
        _update(book, run.table, shape, old, new)


def _images(book: Book, run: _Run) -> Sequence[tuple[str, str]]:
    return book.connection.execute(_IMAGES, _values(run)).fetchall()


def _update(book: Book, table: str, shape: _Shape, old: Row, new: Row) -> None:
    """Turn a row into another, if it is what the journal left there."""
    where = " AND ".join(f'"{name}" = :old_{name}' for name in shape.key)
    names = ", ".join(f'"{name}"' for name in shape.columns)
    key = {f"old_{name}": old[name] for name in shape.key}
    found = book.connection.execute(f'SELECT {names} FROM "{table}" WHERE {where}', key).fetchone()
    if found != tuple(old.values()):
        raise _altered(table, is_gone=found is None)
    changed = ", ".join(f'"{name}" = :{name}' for name in shape.columns)
    book.connection.execute(f'UPDATE "{table}" SET {changed} WHERE {where}', new | key)


def _extracted(names: Sequence[str], image: str) -> str:
    """Return the SQL for columns out of the image of a change."""
    return ", ".join(f"json_extract(c.{image}, '$.\"{name}\"')" for name in names)


def _values(run: _Run) -> dict[str, Any]:
    return {"operation": run.operation, "table": run.table, "first": run.first, "last": run.last}


def _altered(table: str, *, is_gone: bool) -> ConflictError:
    return unfit(f"a row of '{table}' is {'gone' if is_gone else 'no longer what it was'}")


def unfit(why: str) -> ConflictError:
    """Return that the rows of the book are not what its journal says."""
    message = f"The book no longer fits its journal: {why}."
    return ConflictError(message, "Nothing was changed. 'va doctor' checks the book.")
