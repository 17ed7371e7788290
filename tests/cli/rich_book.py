"""A book with something in every table that its export has to carry."""

from __future__ import annotations

from base64 import b64decode
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from vabackoffice.storage.book import open_book

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va

# One point, half seen through.
PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")
HOURS = """\
Datum;Stunden;Kunde
2026-02-12;0,25;Bakery
2026-02-13;1,75;bakery
2026-02-14;1;Florist
"""
COMMANDS = (
    ("business", "edit", "--set", "hebesatz=410"),
    ("regime", "set", "nl-kor", "--from", "2027-01-01"),
    ("engagement", "terms", "acme/inbox", "--from", "2026-07-01", "--hourly", "45"),
    ("service", "add", "social post", "--price", "12", "--unit", "post"),
    ("log", "9:00-10:25", "acme", "Sorted mail", "+email", "+inbox", "--on", "2026-03-02"),
    ("log", "22:30-1:10", "bakery", "Caf\u00e9 \u201cquotes\u201d, \"'=1+1", "--on", "2026-03-03"),
    ("log", "1h", "bakery", "Posts", "--service", "social post", "--place", "home", "--on", "2026-03-04"),
    ("log", "45m", "--internal", "admin", "Books \U0001f350"),
    ("log", "30m", "acme", "written in vain"),
    ("delete", "@1", "--yes"),
    ("import", "csv", "hours.csv", "--columns", "Datum=date,Stunden=hours,Kunde=client", "--apply"),
    ("delete", "@1", "--yes"),
    ("task", "add", "bakery", "Newsletter", "--price", "80"),
    ("task", "done", "1", "--on", "2026-03-05"),
    ("task", "add", "bakery", "Website", "--price", "900"),
    ("invoice", "draft", "acme", "2026-03"),
    ("invoice", "issue", "1", "--yes"),
    ("invoice", "draft", "bakery", "2026-03"),
    ("invoice", "issue", "2", "--yes"),
    ("pay", "2026-0001", "20", "--fee", "0.35", "--on", "2026-03-10"),
    ("invoice", "credit", "2026-0002", "--reopen", "--yes"),
    ("invoice", "draft", "bakery", "2026-03"),
    ("business", "edit", "--logo", "logo.png"),
    ("start", "acme", "Calls", "+phone", "--at", "11:20"),
    ("undo",),
    ("redo",),
)
BY_SQL = (
    """INSERT INTO routine (id, weekdays, starts, seconds, engagement_id, note, tags, billable, valid_from)
       VALUES (1, '12345', '09:00', 900, 1, 'inbox check', '', 1, '2026-03-02')""",
    "INSERT INTO routine_day (routine_id, on_date) VALUES (1, '2026-03-02')",
    "INSERT INTO target (client_id, seconds, every, valid_from) VALUES (1, 72000, 'week', '0001-01-01')",
    "INSERT INTO setting (key, value) VALUES ('colour', 'green')",
)


def fill(va: Va, folder: Path) -> None:
    """Do all of it to the book of `va`, which has the clients acme and bakery."""
    (folder / "logo.png").write_bytes(PNG)
    (folder / "hours.csv").write_text(HOURS, encoding="utf-8")
    for command in COMMANDS:
        va(*(folder / word if word in {"logo.png", "hours.csv"} else word for word in command)).check()
    with closing(open_book(va.book)) as book, book.operation("plans", datetime(2026, 3, 16, 11, tzinfo=UTC)):
        for statement in BY_SQL:
            book.connection.execute(statement)
