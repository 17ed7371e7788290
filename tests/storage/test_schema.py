"""One schema: what the migrations make, what the models say, what the SQL in the source expects, and a kept book."""

from __future__ import annotations

import ast
import re
import sqlite3
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

import vabackoffice
from vabackoffice.storage.book import APPLICATION_ID, SCHEMA, open_book
from vabackoffice.storage.import_rows import make_room
from vabackoffice.storage.migrate import create_book
from vabackoffice.storage.session import engine_on
from vabackoffice.storage.tables import SQLModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Va

SOURCE = Path(vabackoffice.__file__).parent
SURROUNDINGS = ("fonts", "library")  # what a machine lacks is not what a book lacks
KEPT = sorted(Path(__file__).with_name("books").glob("*.sql"))
STATEMENT = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s")


class Anything(dict[str, None]):
    """Parameters of any name, all of them NULL."""

    def __missing__(self, name: str) -> None:
        return None


@pytest.fixture(scope="module")
def new_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """Return a connection to a book made by the migrations, and to the rows of a file to import."""
    with closing(create_book(tmp_path_factory.mktemp("schema") / "book.db")) as book:
        make_room(book)
        yield book.connection


@pytest.fixture(scope="module")
def by_models() -> Iterator[sqlite3.Connection]:
    """Return a connection to a database made from the models."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        SQLModel.metadata.create_all(engine_on(connection))
        yield connection


def schema(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the statement behind each table and index, without what does not count in SQL."""
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL"
        " AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
    )
    return {name: re.sub(r"\s*([(),])\s*", r"\1", " ".join(sql.replace('"', "").split())) for name, sql in rows}


def details(connection: sqlite3.Connection, table: str) -> dict[str, list[tuple[object, ...]]]:
    """Return what SQLite knows about a table: columns, uniqueness, references, strictness."""
    questions = {
        "columns": 'SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_xinfo(?)',
        "indexes": 'SELECT "unique", origin, partial FROM pragma_index_list(?) ORDER BY 1, 2, 3',
        "references": 'SELECT "table", "from", "to", on_delete FROM pragma_foreign_key_list(?) ORDER BY 1, 2',
        "strict": "SELECT strict, wr FROM pragma_table_list(?)",
    }
    return {what: connection.execute(question, (table,)).fetchall() for what, question in questions.items()}


def test_the_migrations_make_what_the_models_say(new_book: sqlite3.Connection, by_models: sqlite3.Connection) -> None:
    assert schema(new_book) == schema(by_models)
    assert len(schema(new_book)) > 30
    for table in SQLModel.metadata.tables:
        assert details(new_book, table) == details(by_models, table)


def test_every_table_is_strict(new_book: sqlite3.Connection) -> None:
    loose = new_book.execute(
        "SELECT name FROM pragma_table_list WHERE NOT strict AND name NOT LIKE 'sqlite_%'"
    ).fetchall()

    assert loose == [("alembic_version",)]


def test_the_program_names_the_newest_migration(new_book: sqlite3.Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(SOURCE / "storage" / "migrations"))

    assert ScriptDirectory.from_config(config).get_heads() == [SCHEMA]
    assert new_book.execute("SELECT version_num FROM alembic_version").fetchall() == [(SCHEMA,)]
    assert new_book.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def statements() -> dict[str, str]:
    """Return every SQL statement of the source by where it is: written out, or put together in a module's constant."""
    found = {}
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        in_parts = {id(part) for node in ast.walk(tree) for part in parts_of(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in in_parts:
                found[f"{path.relative_to(SOURCE)}:{node.lineno}"] = node.value
        for name, value in constants(path, tree):
            found[f"{path.relative_to(SOURCE)}:{name}"] = value
    return {where: text for where, text in found.items() if STATEMENT.match(text)}


def parts_of(node: ast.AST) -> list[ast.expr]:
    """Return the strings inside an f-string or a sum, which are no statements by themselves."""
    if isinstance(node, ast.JoinedStr):
        return node.values
    return [node.left, node.right] if isinstance(node, ast.BinOp) else []


def constants(path: Path, tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the module-level texts of a module that are put together from others, as Python evaluates them."""
    names = [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp | ast.JoinedStr)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id.isupper()
    ]
    if names:
        module = import_module(".".join(("vabackoffice", *path.relative_to(SOURCE).with_suffix("").parts)))
        yield from ((name, value) for name in names if isinstance(value := getattr(module, name), str))


@pytest.mark.parametrize(("where", "statement"), statements().items(), ids=statements().keys())
def test_every_statement_fits_the_schema(new_book: sqlite3.Connection, where: str, statement: str) -> None:
    assert where
    new_book.execute(f"EXPLAIN {statement}", Anything())


def test_the_statements_of_the_source_are_found() -> None:
    found = statements()

    assert len(found) > 50
    assert found["storage/undo.py:_FIRST_UNDONE"].endswith("r.id > u.id))")


@pytest.mark.parametrize("statement", statements().values(), ids=statements().keys())
def test_no_statement_replaces_or_ignores_rows(statement: str) -> None:
    """REPLACE deletes without the triggers of a delete, and OR IGNORE passes over what triggers refuse."""
    assert not re.search(r"\bREPLACE\s+INTO\b|\bOR\s+(REPLACE|IGNORE)\b", statement)


@pytest.mark.parametrize("kept", KEPT, ids=[path.stem for path in KEPT])
def test_a_kept_book_opens_and_is_sound(no_book: Va, kept: Path) -> None:
    with closing(sqlite3.connect(no_book.book)) as connection:
        connection.executescript(kept.read_text(encoding="utf-8"))

    entries = no_book.json("entries", "2026-03")["entries"]
    assert [(entry["date"], entry["client"], entry["seconds"], entry["tags"]) for entry in entries] == [
        ("2026-03-02", "acme", 5100, ["email"]),
        ("2026-03-03", "acme", 5400, []),
        ("2026-03-04", None, 2700, []),
    ]
    with closing(open_book(no_book.book)) as book:
        assert book.connection.execute("SELECT version_num FROM alembic_version").fetchone() == (SCHEMA,)
        assert book.connection.execute("SELECT number, total_minor FROM invoice").fetchall() == [("2026-0001", 12100)]
    findings = [
        finding for finding in no_book("doctor", "--json").json["findings"] if finding["kind"] not in SURROUNDINGS
    ]
    assert findings == []


def test_a_book_of_every_schema_is_kept() -> None:
    assert [path.stem for path in KEPT][-1] == SCHEMA
