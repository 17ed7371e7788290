"""Reading the lines that bill time of an engagement: on drafts, and on invoices as far as they are not credited."""

from __future__ import annotations

import json
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from vabackoffice.domain.cap import BilledEntry, BilledLine
from vabackoffice.domain.money import Money
from vabackoffice.domain.period import Period

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

# A line is taken back by notes over the whole of it, or with all of its invoice.
_LINES = """
    SELECT i.period_start, l.net_minor, i.currency, l.sources FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id
    WHERE l.engagement = :engagement AND l.kind = 'time' AND l.last_day >= :since AND i.kind = 'invoice'
        AND NOT EXISTS (
            SELECT 1 FROM invoice c WHERE c.corrects_id = i.id
            GROUP BY c.corrects_id HAVING sum(c.net_minor) >= i.net_minor)
        AND NOT EXISTS (
            SELECT 1 FROM invoice c JOIN invoice_line n ON n.invoice_id = c.id
            WHERE c.corrects_id = i.id AND json_extract(n.sources, '$[0].kind') = 'line'
                AND json_extract(n.sources, '$[0].id') = l.position
            GROUP BY c.corrects_id HAVING sum(n.net_minor) >= l.net_minor)
    UNION ALL
    SELECT d.period_start, l.net_minor, d.currency, l.sources FROM draft_line l JOIN draft d ON d.id = l.draft_id
    WHERE l.engagement = :engagement AND l.kind = 'time' AND l.last_day >= :since"""

# An invoice that a credit note takes back whole bills its period no more.
_PERIODS = """
    SELECT i.period_start, i.period_end FROM invoice i JOIN client c ON c.id = i.client_id
    WHERE c.handle = :client AND i.kind = 'invoice' AND i.period_start IS NOT NULL
        AND EXISTS (SELECT 1 FROM invoice_line l WHERE l.invoice_id = i.id AND l.engagement <> '')
        AND NOT EXISTS (
            SELECT 1 FROM invoice n WHERE n.corrects_id = i.id
            GROUP BY n.corrects_id HAVING sum(n.net_minor) >= i.net_minor)
    UNION
    SELECT d.period_start, d.period_end FROM draft d JOIN client c ON c.id = d.client_id
    WHERE c.handle = :client AND d.kind = 'invoice' AND d.period_start IS NOT NULL
        AND EXISTS (SELECT 1 FROM draft_line l WHERE l.draft_id = d.id AND l.engagement <> '')"""


def read_billed_spans(book: Book, client: str) -> list[Period]:
    """Return the periods for which drafts and invoices bill a client's work."""
    rows = book.connection.execute(_PERIODS, {"client": client})
    return [Period(date.fromisoformat(start), date.fromisoformat(end)) for start, end in rows]


def read_billed_lines(book: Book, engagement: str, since: date) -> list[BilledLine]:
    """Return the lines of time of an engagement (`acme/inbox`) that reach to `since` or later.

    Work that a line only settles for an hour bank, which comes after the bank's mark, is not in it.
    """
    values = {"engagement": engagement, "since": since.isoformat()}
    return [
        BilledLine(
            document_from=date.fromisoformat(start) if start else None,
            net=Money(net, currency),
            entries=tuple(
                BilledEntry(
                    one["id"],
                    date.fromisoformat(one["date"]),
                    one["note"],
                    one["worked"],
                    one["billed"],
                    is_part=one["kind"] == "part",
                )
                for one in takewhile(lambda one: one["kind"] != "bank", json.loads(sources))
                if one["kind"] in ("entry", "part")
            ),
        )
        for start, net, currency, sources in book.connection.execute(_LINES, values)
    ]
