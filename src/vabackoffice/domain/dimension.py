"""What hours are grouped by: day, week, month, client, engagement, service, tag; and how a group is called.

A group's name is the first day of a day, week or month as ISO text, else what is typed for it: `acme`, `acme/inbox`,
a service, a tag. None stands for own work where clients are asked for, and for work without a service or a tag.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.period import Period

if TYPE_CHECKING:
    from vabackoffice.domain.time_entry import TimeEntry

SPANS = ("day", "week", "month")
DIMENSIONS = (*SPANS, "client", "engagement", "service", "tag")
SEVERAL_TAGS = "Entries with several tags count under each; the total counts them once."
_NOTHING = {"client": "internal", "service": "(no service)", "tag": "(no tag)"}

Name = str | None


def names_of(entry: TimeEntry, by: str) -> tuple[Name, ...]:
    """Return the groups an entry belongs to: one, but with several tags one for each."""
    work, day = entry.work, entry.on_date
    if by in SPANS:
        return (span_around(by, day).start.isoformat(),)
    if by == "tag":
        return work.tags or (None,)
    return ({"client": work.client or None, "engagement": work.target, "service": work.service or None}[by],)


def span_around(by: str, day: date) -> Period:
    """Return the day, ISO week, month, quarter or year that `day` is in."""
    if by == "day":
        return Period.day(day)
    if by == "week":
        monday = day - timedelta(day.weekday())
        return Period(monday, monday + timedelta(7))
    if by == "month":
        return Period.of_month_containing(day)
    return Period.quarter(day.year, (day.month + 2) // 3) if by == "quarter" else Period.year(day.year)


def spans_in(by: str, period: Period) -> list[Period]:
    """Return `period` cut into days, weeks, months, quarters or years; the pieces at its edges may be parts of one."""
    pieces, start = [], period.start
    while start < period.end:
        end = min(span_around(by, start).end, period.end)
        pieces.append(Period(start, end))
        start = end
    return pieces


def span_named(by: str, name: str, period: Period) -> Period:
    """Return the days of `period` that belong to the day, week or month of that name."""
    whole = span_around(by, date.fromisoformat(name))
    return Period(max(whole.start, period.start), min(whole.end, period.end))


def short_name(by: str, name: Name) -> Name:
    """Return the name for scripts, a span in the form that is typed: `2026-03-16`, `2026-W12`, `2026-03`."""
    return str(span_around(by, date.fromisoformat(name))) if by in SPANS and name else name


def label(by: str, name: Name) -> str:
    """Return the name for people: `Mon 16 Mar 2026`, `2026-W12`, `2026-03`, `acme`, `+email`, `(no tag)`."""
    if name is None:
        return _NOTHING[by]
    if by == "day":
        return format_date(date.fromisoformat(name))
    return f"+{name}" if by == "tag" else short_name(by, name) or ""


def place_in_order(by: str, name: Name, seconds: int) -> tuple[bool, int, str]:
    """Return what groups are sorted by: spans by their dates; others the most hours first, own work and none last."""
    if by in SPANS:
        return (False, 0, name or "")
    own = name is None or (by == "engagement" and "/" not in name)
    return (own, -seconds, name or "")
