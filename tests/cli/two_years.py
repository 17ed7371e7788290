"""Two years of a small business, for tests of `va tax year`."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest
    from tests.conftest import Va

# The documents, with the day on which the work ended, and what was paid:
#   2025-0001  bakery 30 Nov 2025  1000.00 + 21 % = 1210.00        605.00 on 20 Dec (fee 2.00), 605.00 on 15 Jan
#   2026-0001  acme   31 Dec 2025   640.00, reverse charge         640.00 on 20 Jan
#   2026-0002  shop   10 Feb 2026   900.00 USD                     500.00 at 0.92 (fee 10.00) on 28 Feb, 400.00 later
#   2026-0003  studio 31 Mar 2026  1000.00 + 21 %, 150.00 withheld 530.00 on 10 Apr, so 75.00 withheld
#   2026-0004  bakery 10 May 2026   200.00 + 21 % = 242.00         300.00 on 20 May: 58.00 too much
#   2026-0005  bakery  1 Jun 2026   100.00 +  9 % = 109.00         109.00 on 5 Jun, 54.50 back on 30 Jun
#   2026-0006  acme    1 Jul 2026   300.00, reverse charge         nothing: credited by C2026-0001 on 5 Jul
CLIENTS = [
    [
        *("client", "add", "shop", "--name=Example Shop Inc.", "--country=US", "--currency=USD", "--language=en"),
        "--address=1 Example Way, Troy, NY 12180",
    ],
    ["engagement", "add", "shop/main", "--hourly=45"],
    [
        *("client", "add", "studio", "--name=Example Studio", "--country=NL", "--withholding=15%"),
        "--address=Laan 4, 2511 AC Den Haag",
    ],
    ["engagement", "add", "studio/main", "--hourly=45"],
]
BILLED = [
    ("bakery", "1000", "2025-11-30", "2025-12-01"),
    ("acme", "640", "2025-12-31", "2026-01-02"),
    ("shop", "900", "2026-02-10", "2026-02-10"),
    ("studio", "1000", "2026-03-31", "2026-04-01"),
    ("bakery", "200", "2026-05-10", "2026-05-10"),
]
PAID = [
    ["2025-0001", "605", "--on=2025-12-20", "--fee=2"],
    ["2025-0001", "605", "--on=2026-01-15"],
    ["2026-0001", "640", "--on=2026-01-20"],
    ["2026-0002", "500", "--on=2026-02-28", "--rate=0.92", "--fee=10"],
    ["2026-0002", "400", "--on=2026-03-10"],
    ["2026-0003", "530", "--on=2026-04-10"],
    ["2026-0004", "300", "--on=2026-05-20"],
    ["2026-0005", "109", "--on=2026-06-05"],
    ["2026-0005", "-54.50", "--on=2026-06-30"],
]
# Logged after everything was billed: 2.50 h for a client, 1.00 h that is not billed and 0.50 h of own work.
WORKED = [
    ["3h", "acme", "--on=2025-12-31"],
    ["2h30", "acme", "--on=2026-01-01"],
    ["1h", "bakery", "--no-bill", "--on=2026-12-31"],
    ["30m", "--internal=admin", "--on=2026-07-01"],
]
LAST = "2027-01-10T12:00:00+01:00"


def bill(va: Va, client: str, price: str, done: str, issued: str) -> None:
    va.at(f"{issued}T12:00:00+01:00")
    task = va.json("task", "add", client, "Website", "--price", price)["task"]["id"]
    va("task", "done", str(task), "--on", done).check()
    va("invoice", "draft", client).check()
    va("invoice", "issue", client, "--yes").check()


def reduced_rate(va: Va) -> None:
    """Bill 100.00 at 9 %: a line of one's own on a draft whose other line is taken off."""
    va.at("2026-06-01T12:00:00+02:00")
    task = va.json("task", "add", "bakery", "Booklet", "--price", "1")["task"]["id"]
    va("task", "done", str(task), "--on=2026-06-01").check()
    draft = str(va.json("invoice", "draft", "bakery")["drafts"][0]["draft"])
    va("invoice", "add", draft, "Booklet", "--price=100", "--vat=S:9").check()
    va("invoice", "edit", draft, "--line=1", "--remove").check()
    va("invoice", "issue", draft, "--yes").check()
    va("task", "reopen", str(task)).check()


def fill(va: Va) -> None:
    for command in CLIENTS:
        va(*command).check()
    for client, price, done, issued in BILLED:
        bill(va, client, price, done, issued)
    reduced_rate(va)
    bill(va, "acme", "300", "2026-07-01", "2026-07-01")
    va("invoice", "credit", "2026-0006", "--date=2026-07-05", "--yes").check()
    va.at(LAST)
    for payment in PAID:
        va("pay", *payment).check()
    for entry in WORKED:
        va("log", *entry).check()


def two_years(va: Va, factory: pytest.TempPathFactory) -> Va:
    """Return `va` on the book of the two years, on 10 January 2027; the book is made once and copied."""
    kept = factory.getbasetemp() / "two_years.db"
    if not kept.exists():
        fill(va)
        shutil.copy(va.book, kept)
    shutil.copy(kept, va.book)
    va.at(LAST)
    return va


def by(rows: list[dict[str, Any]], key: str) -> dict[str, tuple[str, list[str]]]:
    """Return amount and documents by name; another currency than the book's is part of the name."""
    names = (f"{row[key]} {row['currency']}" if row.get("currency", "EUR") != "EUR" else row[key] for row in rows)
    return {name: (row["amount"], row["documents"]) for name, row in zip(names, rows, strict=True)}
