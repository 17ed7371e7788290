"""`kill -9` in the middle of issuing: whatever the moment, the book holds whole invoices, each entry once, no gap.

`VA_TORTURE_KILLS` says how many processes are killed (50).
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from vabackoffice.storage import journal
from vabackoffice.storage.book import Book, open_book

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va

KILLS = int(os.environ.get("VA_TORTURE_KILLS", "50"))
LANES = 2  # books that are tortured at the same time, each by one process at a time
PROGRAM = [sys.executable, "-c", "from vabackoffice.cli.entry import run; run()"]
PATIENCE = 60  # seconds; a process that takes longer hangs

_SOURCES = """
    SELECT 'draft ' || draft_id, sources FROM draft_line UNION ALL
    SELECT 'invoice ' || invoice_id, sources FROM invoice_line"""
_CLAIMS = """
    SELECT CASE WHEN draft_id IS NULL THEN 'invoice ' || invoice_id ELSE 'draft ' || draft_id END, source_id
    FROM claim WHERE kind = 'entry'"""
_ISSUED = """
    SELECT i.id, i.number, i.year, i.sequence, i.net_minor, i.vat_minor, i.total_minor,
        (SELECT sum(net_minor) FROM invoice_line l WHERE l.invoice_id = i.id),
        (SELECT count(*) FROM invoice_line l WHERE l.invoice_id = i.id),
        (SELECT sum(net_minor) FROM invoice_vat v WHERE v.invoice_id = i.id),
        (SELECT sum(vat_minor) FROM invoice_vat v WHERE v.invoice_id = i.id),
        f.sha256, d.content
    FROM invoice i JOIN invoice_document f ON f.invoice_id = i.id AND f.form = 'pdf'
    JOIN document d ON d.sha256 = f.sha256 ORDER BY i.year, i.sequence"""
# A draft: 1 h and 50m (up to 15m: 1 h) at 35.50, a line of one's own at 9 %, and 10 % off once for each rate.
LINES, NET, VAT = 5, 7100 + 1000 - 710 - 100, 1342 + 81  # 63.90 x 21 % = 13.419; 9.00 x 9 % = 0.81


@dataclass
class Lane:
    """One book, what is drafted in it, and how its processes ended."""

    book: Path
    environment: dict[str, str]
    entries: int
    rng: random.Random
    span: float = 0.0
    inside: int = 0

    def start(self) -> subprocess.Popen[str]:
        """Start to issue the first draft there is, or the first two."""
        many = {"many": self.rng.choice((1, 1, 1, 2))}
        with closing(sqlite3.connect(self.book)) as connection:
            drafts = [str(key) for (key,) in connection.execute("SELECT id FROM draft ORDER BY id LIMIT :many", many)]
        command = [*PROGRAM, "invoice", "issue", *drafts, "--yes"]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.environment, stdout=pipe, stderr=pipe, text=True)

    def wait_for_lock(self, process: subprocess.Popen[str]) -> bool:
        """Wait until the process writes to the book; False when it ends without that being seen."""
        with closing(sqlite3.connect(self.book, timeout=0, isolation_level=None)) as probe:
            while process.poll() is None:
                try:
                    probe.execute("BEGIN IMMEDIATE")
                    probe.execute("ROLLBACK")
                except sqlite3.OperationalError:
                    return True
                time.sleep(0.01)
        return False

    def run_whole(self) -> None:
        """Let one process end, and see how long it holds the book."""
        process = self.start()
        assert self.wait_for_lock(process), process.communicate(timeout=PATIENCE)
        began = time.monotonic()
        out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, err
        assert out.startswith("Issued ")
        self.span = time.monotonic() - began

    def kill_one(self) -> str:
        """Kill a process at a random moment, most of them while they write; return what it said before.

        The later, the likelier: the pages are written and the transaction ends shortly before the process does.
        """
        with self.start() as process:
            if self.rng.random() < 0.15:
                time.sleep(self.rng.uniform(0, self.span))
            elif self.wait_for_lock(process):
                time.sleep(self.span * self.rng.random() ** 0.5)
                alive = process.poll() is None
                self.inside += alive
                self.span *= 1.05 if alive else 0.8  # the machine's pace changes: stay near the end
            process.kill()
            return process.communicate(timeout=PATIENCE)[0]

    def torture(self, kills: int) -> None:
        """Kill so many processes, and look at the book after each."""
        self.run_whole()
        for _ in range(kills):
            said = self.kill_one()
            self.check(said)

    def check(self, said: str) -> int:
        """Look at everything the book must hold; return how many invoices are issued."""
        with closing(open_book(self.book)) as book:
            (verdict,) = book.connection.execute("PRAGMA integrity_check").fetchone()
            assert verdict == "ok"
            assert book.connection.execute("PRAGMA foreign_key_check").fetchall() == []
            assert journal.broken_link(book.connection) is None
            numbers = check_invoices(book)
            # What was acknowledged is there.
            acknowledged = [
                line.split()[1].removesuffix(":") for line in said.splitlines() if line.startswith("Issued ")
            ]
            assert set(acknowledged) <= set(numbers)
            check_claims(book, self.entries)
        return len(numbers)


def check_invoices(book: Book) -> list[str]:
    """Check that numbers have no gap and every invoice is whole; return the numbers."""
    rows = book.connection.execute(_ISSUED).fetchall()
    (count,) = book.connection.execute("SELECT count(*) FROM invoice").fetchone()
    assert len(rows) == count
    assert [(row[1], row[3]) for row in rows] == [(f"2026-{key:04}", key) for key in range(1, count + 1)]
    for _, _, _, _, net, vat, total, net_of_lines, lines, net_of_groups, vat_of_groups, sha256, content in rows:
        assert lines == LINES
        assert net == net_of_lines == net_of_groups == NET
        assert vat == vat_of_groups == VAT
        assert total == NET + VAT
        assert hashlib.sha256(content).hexdigest() == sha256
        assert content.startswith(b"%PDF-")
        assert content.rstrip().endswith(b"%%EOF")
    return [row[1] for row in rows]


def check_claims(book: Book, entries: int) -> None:
    """Check that drafts and invoices account for every entry exactly once, and say so in the same way."""
    billed = [
        (owner, source["id"])
        for owner, sources in book.connection.execute(_SOURCES)
        for source in json.loads(sources)
        if source["kind"] == "entry"
    ]
    assert Counter(key for _, key in billed) == Counter(range(1, entries + 1))
    assert sorted(billed) == sorted(book.connection.execute(_CLAIMS).fetchall())


def prepare(va: Va, drafts: int) -> None:
    """Draft a day's work so many times: two entries, a line of one's own at another rate, a discount."""
    for day in range(1, drafts + 1):
        on = f"2025-{day // 28 + 1:02}-{day % 28 + 1:02}"
        va("log", "1h", "bakery", "Mail", f"--on={on}").check()
        va("log", "50m", "bakery", "Calls", f"--on={on}").check()
        va("invoice", "draft", "bakery", on, "--group=entry", "--discount=10%").check()
        va("invoice", "add", str(day), "Book", "--price=10", "--vat=S:9").check()


@pytest.mark.slow
def test_a_process_killed_while_it_issues_leaves_a_sound_book(va: Va) -> None:
    kills = -(-KILLS // LANES)
    drafts = kills + 6  # one in three or four processes gets to its end
    prepare(va, drafts)
    lanes = []
    for number in range(LANES):
        book = va.book.with_name(f"lane{number}.db")
        with closing(sqlite3.connect(va.book)) as source, closing(sqlite3.connect(book)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = WAL")
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("COV_", "COVERAGE_"))}
        lane = Lane(book, environment | {"VA_BOOK": str(book)}, 2 * drafts, random.Random(number))  # noqa: S311
        lanes.append(lane)
    with ThreadPoolExecutor(LANES) as threads:
        for done in [threads.submit(lane.torture, kills) for lane in lanes]:
            done.result()
    # Enough of them were in the middle of it, or this test shows nothing; on a busy machine it is luck how many.
    assert sum(lane.inside for lane in lanes) >= KILLS // 5
    for lane in lanes:
        before = lane.check("")
        lane.run_whole()  # as if nothing had happened
        assert lane.check("") > before
