"""Reading the lines that bill time of an engagement: on drafts, and on invoices as far as they are not credited."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from vabackoffice.domain.cap import BilledEntry, BilledLine
from vabackoffice.domain.money import Money

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


def read_billed_lines(book: Book, engagement: str, since: date) -> list[BilledLine]:
    """Return the lines of time of an engagement (`acme/inbox`) that reach to `since` or later."""
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
                for one in json.loads(sources)
                if one["kind"] in ("entry", "part")
            ),
        )
        for start, net, currency, sources in book.connection.execute(_LINES, values)
    ]
