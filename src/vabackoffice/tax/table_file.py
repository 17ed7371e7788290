"""A TOML file of tables as it comes with the program: sources, then countries, then one row per fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.errors import MissingError
from vabackoffice.tax.table_row import REINSTALL, TableRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable


def packaged_tables() -> Traversable:
    """Return the folder of the tables that came with the program."""
    from importlib.resources import files

    return files("vabackoffice.tax") / "tables"


def read_bytes(folder: Traversable, name: str) -> bytes:
    """Return a file as it is.

    Raises:
        MissingError: it is not there.
    """
    try:
        return (folder / name).read_bytes()
    except OSError:
        message = f"The table '{name}' is not there."
        raise MissingError(message, REINSTALL) from None


def read_table(folder: Traversable, name: str) -> dict[str, Any]:
    """Return what a file holds.

    Raises:
        MissingError: it is not there, or it is no TOML.
    """
    import tomllib

    try:
        return tomllib.loads(read_bytes(folder, name).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"The table '{name}' cannot be read: {error}."
        raise MissingError(message, REINSTALL) from None


def rows_of(name: str, table: Mapping[str, Any]) -> Iterator[TableRow]:
    """Yield the rows of every country, each with its place."""
    sources = table.get("source")
    countries = table.get("country")
    if not isinstance(sources, dict) or not isinstance(countries, list):
        TableRow(f"'{name}'", "", {}, {}).refuse("it has no [source] or no [[country]]")
    for country in map(mapping, countries):
        code, rows = country.get("code"), country.get("rows")
        if not isinstance(code, str) or not isinstance(rows, list):
            TableRow(f"'{name}', country {code!r},", "", {}, {}).refuse("it has no code or no rows")
        for number, values in enumerate(map(mapping, rows), 1):
            yield TableRow(f"'{name}', country '{code}', row {number},", code, values, sources)


def mapping(value: object) -> dict[str, Any]:
    """Return `value`, or nothing where a damaged file holds something else: then a key is missing and is named."""
    return value if isinstance(value, dict) else {}
