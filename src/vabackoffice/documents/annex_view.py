"""The timesheet behind an invoice: what was worked and what was billed, so that the client can check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.documents.typography import clock, quantity, short_day, unit_name
from vabackoffice.documents.words import words
from vabackoffice.domain.accrual import work_behind
from vabackoffice.domain.invoice import hours_quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from babel import Locale

    from vabackoffice.domain.invoice import Invoice, LineSource


def annex_view(invoice: Invoice, locale: Locale) -> dict[str, Any] | None:
    """Return the timesheet: one group per line that work stands behind, with its total; None without any.

    Work that only draws on an hour bank has a group of its own where the line bills hours. `shows_billed` is true when
    any billed time differs from the time worked. Times are hours and minutes, with seconds for all of them if any has
    seconds, so that every column adds up.
    """
    groups = list(_groups(invoice))
    if not groups:
        return None
    sources = [source for _, found in groups for source in found]
    shows_billed = any(source.worked_seconds != source.billed_seconds for source in sources)
    to_the_second = any(_odd(source) for source in sources)
    with_year = any(source.on_date.year != invoice.issue_date.year for source in sources)

    def time(seconds: int) -> str:
        return clock(seconds, with_seconds=to_the_second) if seconds else ""

    def day(source: LineSource) -> str:
        return short_day(source.on_date, locale, with_year=with_year)

    return {
        "shows_billed": shows_billed,
        "groups": [_group(text, found, time, day, locale) for text, found in groups],
        "total": _total(sources, time, locale) if len(groups) > 1 else None,
    }


def _groups(invoice: Invoice) -> Iterator[tuple[str, list[LineSource]]]:
    """Yield each heading with the work below it."""
    prepaid: str = words(invoice.language)["prepaid_hours"]
    for line in invoice.lines:
        own = work_behind(line) if line.kind == "time" else line.sources
        drawn = line.sources[len(own) :] if line.kind == "time" else ()
        for text, sources in ((line.text, own), (prepaid, drawn)):
            work = [one for one in sources if one.kind == "task" or one.worked_seconds or one.billed_seconds]
            if work:
                yield text, work


def _group(
    text: str,
    sources: Sequence[LineSource],
    time: Callable[[int], str],
    day: Callable[[LineSource], str],
    locale: Locale,
) -> dict[str, Any]:
    ordered = sorted(sources, key=lambda source: (source.on_date, source.source_id))
    rows = [
        {
            "date": day(source),
            "note": source.note,
            "worked": time(source.worked_seconds),
            "billed": time(source.billed_seconds),
        }
        for source in ordered
    ]
    return {"text": text, "rows": rows, "total": _total(ordered, time, locale)}


def _total(sources: Sequence[LineSource], time: Callable[[int], str], locale: Locale) -> dict[str, str] | None:
    """Return the sums, and the billed hours with two decimals: the quantity on the line."""
    worked = sum(source.worked_seconds for source in sources)
    billed = sum(source.billed_seconds for source in sources)
    if not worked and not billed:
        return None
    hours = hours_quantity(billed)
    decimal = f"{quantity(hours, 'hour', locale)} {unit_name(hours, 'hour', locale)}"
    return {"worked": time(worked), "billed": time(billed), "hours": decimal}


def _odd(source: LineSource) -> bool:
    return bool(source.worked_seconds % 60 or source.billed_seconds % 60)
