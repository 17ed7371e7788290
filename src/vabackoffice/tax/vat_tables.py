"""Reads the VAT tables that come with the program: `rates.toml`, `wordings.toml`, `regimes.toml`.

Each file names its sources, then its countries, then one row per fact. A row that cannot be read stops the
program: a wrong figure on an invoice is worse than none.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from vabackoffice.domain.eu import EU_VAT_MEMBERS
from vabackoffice.domain.vat_tables import Rate, Regime, RegimeKind, VatTables, Wording, WordingKey
from vabackoffice.errors import MissingError
from vabackoffice.tax.table_row import REINSTALL, TableRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

RATES, WORDINGS, REGIMES = "rates.toml", "wordings.toml", "regimes.toml"

_GOOD_ENOUGH_FOR_A_FIGURE = ("A", "B")
_KINDS: tuple[RegimeKind, ...] = get_args(RegimeKind)
_KEYS: tuple[WordingKey, ...] = get_args(WordingKey)


@cache
def load_vat_tables() -> VatTables:
    """Return the tables that came with the program.

    Raises:
        MissingError: a file is absent or one of its rows cannot be read; the message names both.
    """
    return read_vat_tables(_folder())


def tables_sha256() -> str:
    """Return the SHA-256 over the three files, so that a document can say which tables it was made with."""
    import hashlib

    digest = hashlib.sha256()
    for name in (RATES, WORDINGS, REGIMES):
        digest.update(_read_bytes(_folder(), name))
    return digest.hexdigest()


def read_vat_tables(folder: Traversable) -> VatTables:
    """Return the tables of `folder`, which holds the three files."""
    regimes = _read_file(folder, REGIMES)
    return VatTables(
        regimes=tuple(_regime(row) for row in _rows(REGIMES, regimes)),
        rates=tuple(_rate(row) for row in _rows(RATES, _read_file(folder, RATES)) if _gives_a_figure(row)),
        wordings=tuple(_wording(row) for row in _rows(WORDINGS, _read_file(folder, WORDINGS))),
        eu_members=EU_VAT_MEMBERS,
        refused={row.text("code"): row.text("reason") for row in _refused(regimes)},
    )


def _folder() -> Traversable:
    from importlib.resources import files

    return files("vabackoffice.tax") / "tables"


def _read_bytes(folder: Traversable, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError:
        message = f"The table '{name}' is not there."
        raise MissingError(message, REINSTALL) from None


def _read_file(folder: Traversable, name: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(_read_bytes(folder, name).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"The table '{name}' cannot be read: {error}."
        raise MissingError(message, REINSTALL) from None


def _rows(name: str, table: Mapping[str, Any]) -> Iterator[TableRow]:
    """Yield the rows of every country, each with its place."""
    sources = table.get("source")
    countries = table.get("country")
    if not isinstance(sources, dict) or not isinstance(countries, list):
        TableRow(f"'{name}'", "", {}, {}).refuse("it has no [source] or no [[country]]")
    for country in map(_mapping, countries):
        code, rows = country.get("code"), country.get("rows")
        if not isinstance(code, str) or not isinstance(rows, list):
            TableRow(f"'{name}', country {code!r},", "", {}, {}).refuse("it has no code or no rows")
        for number, values in enumerate(map(_mapping, rows), 1):
            yield TableRow(f"'{name}', country '{code}', row {number},", code, values, sources)


def _refused(table: Mapping[str, Any]) -> Iterator[TableRow]:
    """Yield what people ask for and the law does not offer."""
    for number, values in enumerate(map(_mapping, table.get("refused", [])), 1):
        row = TableRow(f"'{REGIMES}', refused row {number},", "", values, table["source"])
        row.evidence()
        row.source()
        yield row


def _mapping(value: object) -> dict[str, Any]:
    """Return `value`, or nothing where a damaged file holds something else: then a key is missing and is named."""
    return value if isinstance(value, dict) else {}


def _gives_a_figure(row: TableRow) -> bool:
    return row.evidence() in _GOOD_ENOUGH_FOR_A_FIGURE


def _rate(row: TableRow) -> Rate:
    return Rate(row.country, row.text("level"), row.percent(), *row.span(), row.source())


def _wording(row: TableRow) -> Wording:
    row.evidence()
    key, language = row.word("key", _KEYS), row.text("language")
    return Wording(key, row.country, language, row.text("text"), *row.span(), row.source())


def _regime(row: TableRow) -> Regime:
    row.evidence()
    row.source()
    return Regime(row.text("code"), row.country, row.word("kind", _KINDS), row.texts("aliases"), row.text("name"))
