"""Reads the VAT tables that come with the program: `rates.toml`, `wordings.toml`, `regimes.toml`.

Each file names its sources, then its countries, then one row per fact. A row that cannot be read stops the
program: a wrong figure on an invoice is worse than none.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, get_args

from vabackoffice.domain.eu import EU_VAT_MEMBERS
from vabackoffice.domain.vat_tables import Rate, Regime, RegimeKind, VatTables, Wording, WordingKey
from vabackoffice.tax.table_file import mapping, packaged_tables, read_bytes, read_table, rows_of
from vabackoffice.tax.table_row import TableRow

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
    return read_vat_tables(packaged_tables())


def tables_sha256() -> str:
    """Return the SHA-256 over the three files, so that a document can say which tables it was made with."""
    import hashlib

    digest = hashlib.sha256()
    for name in (RATES, WORDINGS, REGIMES):
        digest.update(read_bytes(packaged_tables(), name))
    return digest.hexdigest()


def read_vat_tables(folder: Traversable) -> VatTables:
    """Return the tables of `folder`, which holds the three files."""
    regimes = read_table(folder, REGIMES)
    return VatTables(
        regimes=tuple(_regime(row) for row in rows_of(REGIMES, regimes)),
        rates=tuple(_rate(row) for row in rows_of(RATES, read_table(folder, RATES)) if _gives_a_figure(row)),
        wordings=tuple(_wording(row) for row in rows_of(WORDINGS, read_table(folder, WORDINGS))),
        eu_members=EU_VAT_MEMBERS,
        refused={row.text("code"): row.text("reason") for row in _refused(regimes)},
    )


def _refused(table: Mapping[str, Any]) -> Iterator[TableRow]:
    """Yield what people ask for and the law does not offer."""
    for number, values in enumerate(map(mapping, table.get("refused", [])), 1):
        row = TableRow(f"'{REGIMES}', refused row {number},", "", values, table["source"])
        row.evidence()
        row.source()
        yield row


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
