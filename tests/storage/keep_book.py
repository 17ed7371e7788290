"""Write a book of this schema to books/SCHEMA.sql, once: `python tests/storage/keep_book.py`.

A small book with something in it: a client, terms, time entries, a timer, a draft, an issued invoice with its payment,
and a history with an undo and a redo. The tests open it with every later version. Once its schema is released, a kept
book is never written anew.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from vabackoffice.cli.entry import main as va
from vabackoffice.storage.book import SCHEMA, Book, open_book
from vabackoffice.storage.documents import store_document

FOLDER = Path(__file__).with_name("books")
NOW = datetime(2026, 3, 16, 11, tzinfo=UTC)
COMMANDS = (
    (
        "init",
        "--name=Example Office",
        "--country=NL",
        "--regime=nl-standard",
        "--address=Voorbeeldstraat 1, 1012 AB Amsterdam",
    ),
    ("client", "add", "acme", "--name=Acme Example GmbH", "--country=DE", "--vat-id=DE136695976"),
    ("engagement", "add", "acme/inbox", "--hourly=40"),
    ("log", "9:00-10:25", "acme", "Sorted mail", "+email", "--on=2026-03-02"),
    ("log", "1h30", "acme", "Caf\u00e9 \u201cquotes\u201d", "--on=2026-03-03"),
    ("log", "45m", "--internal=admin", "Bookkeeping", "--on=2026-03-04"),
    ("delete", "@1", "--yes"),
    ("undo", "2"),
    ("redo", "1"),
    ("start", "acme", "Calendar", "--at=-25m"),
)
INVOICE: dict[str, Any] = {
    "id": 1, "kind": "invoice", "number": "2026-0001", "series_id": 1, "year": 2026, "sequence": 1, "client_id": 1,
    "issue_date": "2026-03-16", "due_date": "2026-03-30", "supply_date": "2026-03-02", "currency": "EUR",
    "language": "en", "seller": "{}", "buyer": "{}", "wordings": "[]", "notes": "", "grouping": "service",
    "payment_reference": "RF3520260001", "regime": "nl-standard", "net_minor": 10000, "vat_minor": 2100,
    "total_minor": 12100, "withheld_minor": 0, "stamp_duty_minor": 0, "prepaid_minor": 0, "rounding_minor": 0,
    "payable_minor": 12100, "issued_at": "2026-03-16T11:00:00Z",
}  # fmt: skip
LINE: dict[str, Any] = {
    "kind": "time", "text": "Inbox", "quantity": "2.50", "unit": "hour", "unit_price": "40", "net_minor": 10000,
    "vat_choice": "auto", "reasons": json.dumps(["1h25 and 1h05"]), "engagement": "acme/inbox", "service": "",
    "first_day": "2026-03-02", "last_day": "2026-03-02", "sources": "[]", "position": 1,
}  # fmt: skip

ROUTINE: dict[str, Any] = {
    "seconds": 900, "note": "inbox check", "tags": "", "billable": 1, "valid_from": "2026-03-02",
}  # fmt: skip


def main() -> int:
    """Make the book in a folder of its own and write it as SQL."""
    target = FOLDER / f"{SCHEMA}.sql"
    if target.exists():
        sys.exit(f"{target} is kept as it is; delete it if this schema was never released.")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.db"
        os.environ |= {"VA_BOOK": str(path), "VA_NOW": NOW.isoformat(), "VA_TZ": "Europe/Amsterdam"}
        for command in COMMANDS:
            if va(list(command)):
                sys.exit(f"va {' '.join(command)} failed.")
        with closing(open_book(path)) as book:
            fill(book)
            FOLDER.mkdir(exist_ok=True)
            target.write_text(text_of(book), encoding="utf-8", newline="\n")
    return 0


def fill(book: Book) -> None:
    """Write by SQL what else a book can hold, so that no font and no library decides about its bytes."""
    with book.operation("invoice draft", NOW):
        draft = {"kind": "invoice", "currency": "EUR", "grouping": "", "discount": "", "notes": ""}
        insert(book, "draft", id=1, client_id=1, created_at="2026-03-16T11:00:00Z", **draft)
        insert(book, "draft_line", id=1, draft_id=1, **LINE)
        insert(book, "claim", kind="entry", source_id=2, period_start="", draft_id=1)
    with book.operation("invoice issue", NOW):
        insert(book, "invoice", **INVOICE)
        insert(book, "invoice_line", id=1, invoice_id=1, vat_category="S", vat_rate="21", **LINE)
        vat = {"category": "S", "rate": "21", "net_minor": 10000, "vat_minor": 2100, "exemption_code": "", "note": ""}
        insert(book, "invoice_vat", invoice_id=1, **vat)
        insert(book, "claim", kind="entry", source_id=1, period_start="", invoice_id=1)
        sha256 = store_document(book, b"%PDF-1.7 an example\n", "application/pdf")
        insert(book, "invoice_document", invoice_id=1, form="pdf", sha256=sha256, name="2026-0001-acme.pdf")
        book.mark_final("issued invoice 2026-0001")
    with book.operation("routine add", NOW):
        insert(book, "routine", id=1, weekdays="12345", starts="09:00", engagement_id=1, **ROUTINE)
        insert(book, "routine_day", routine_id=1, on_date="2026-03-02")
    with book.operation("target", NOW):
        insert(book, "target", id=1, client_id=1, seconds=72000, every="week", valid_from="0001-01-01")
    with book.operation("package sell", NOW):
        package = {"seconds": 36000, "price_minor": 40000, "expires_days": 60, "from_first_use": 0}
        insert(book, "package", id=1, engagement_id=1, bought_on="2026-03-01", **package)
        insert(book, "pause", id=1, engagement_id=1, starts_on="2026-08-01", resumes_on="2026-08-15")
        insert(book, "service", id=1, name="starter")
        insert(book, "service", id=2, name="post")
        insert(book, "bundle_part", bundle_id=1, service_id=2, quantity="10")
        task = {"quantity": "1", "unit": "piece", "unit_price": "25", "every": "month", "valid_from": "2026-03-01"}
        insert(book, "recurring_task", id=1, engagement_id=1, title="Newsletter", **task)
        insert(book, "recurring_task_day", recurring_task_id=1, due_on="2026-03-01")
    with book.operation("pay", NOW):
        money = {"currency": "EUR", "amount_minor": 5000, "withheld_minor": 0, "fee_minor": 0, "method": "", "note": ""}
        insert(book, "payment", id=1, client_id=1, paid_on="2026-03-16", **money)
        insert(book, "payment_allocation", payment_id=1, invoice_id=1, amount_minor=5000, withheld_minor=0)
        book.mark_final("booked a payment on invoice 2026-0001")


def insert(book: Book, table: str, **values: Any) -> None:
    """Insert one row inside the open operation."""
    names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
    book.connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(values.values()))  # noqa: S608


def text_of(book: Book) -> str:
    """Return the book as SQL that makes it again, with the two numbers in the head of the file."""
    numbers = ("application_id", "user_version")
    head = [f"PRAGMA {name} = {book.connection.execute(f'PRAGMA {name}').fetchone()[0]};" for name in numbers]
    return "\n".join([*head, *book.connection.iterdump(), ""])


if __name__ == "__main__":
    sys.exit(main())
