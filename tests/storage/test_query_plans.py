"""The statements of the day's work find their rows by an index, however many years the book holds."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from vabackoffice.storage.book import open_book
from vabackoffice.storage.reads import business, entries, hour_targets, hours, targets

if TYPE_CHECKING:
    from tests.conftest import Va

# Tables that grow with the years; `t` and `k` are what the statements call entries and claims.
GROWING = ("t", "k", "time_entry", "entry_tag", "claim", "invoice", "i", "operation", "change")
# The newest few are read backwards along the key and the reading stops after them.
FROM_THE_END = ("_NEWEST", "_NEWEST_IDS")

STATEMENTS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": text
    for module in (business, entries, hour_targets, hours, targets)
    for name, text in vars(module).items()
    if isinstance(text, str) and text.lstrip().startswith("SELECT") and name != "_COLUMNS_FROM"
}


class Anything(dict[str, None]):
    """Values for whatever parameters a statement has."""

    def __missing__(self, name: str) -> None:
        return None


def test_the_statements_are_found() -> None:
    assert {"entries._SECONDS", "entries._OVERLAPPING", "entries._TIMER", "business._SURROUNDINGS"} <= set(STATEMENTS)


# In the statement about the timer `t` is the timer, of which there is one.
OTHERS = [name for name in STATEMENTS if name.rpartition(".")[2] not in (*FROM_THE_END, "_TIMER")]


@pytest.mark.parametrize("name", OTHERS)
def test_no_statement_of_the_day_reads_a_growing_table_whole(empty_va: Va, name: str) -> None:
    with closing(open_book(empty_va.book)) as book:
        plan = [row[3] for row in book.connection.execute(f"EXPLAIN QUERY PLAN {STATEMENTS[name]}", Anything())]

    whole = [line for line in plan if line.startswith("SCAN") and line.split()[1] in GROWING]
    assert whole == [], plan


@pytest.mark.parametrize("name", FROM_THE_END)
def test_the_newest_are_read_along_the_key(empty_va: Va, name: str) -> None:
    with closing(open_book(empty_va.book)) as book:
        plan = [row[3] for row in book.connection.execute(f"EXPLAIN QUERY PLAN {getattr(entries, name)}", Anything())]

    assert not [line for line in plan if "TEMP B-TREE FOR ORDER BY" in line]
