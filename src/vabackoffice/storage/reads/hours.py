"""Adding up finished work: sums over the entries of some days, grouped by the book itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from vabackoffice.domain.hour_target import Scope
from vabackoffice.storage.reads.targets import services

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.domain.dimension import Name
    from vabackoffice.domain.period import Period
    from vabackoffice.storage.book import Book

# Groups of two kinds at most; one that is not asked for is NULL everywhere. Joining names to every entry would take
# twice as long as adding them up, so clients and services are ids here.
_HOURS = """
    SELECT
        CASE :outer
            WHEN 'day' THEN t.on_date WHEN 'week' THEN date(t.on_date, '-6 days', 'weekday 1')
            WHEN 'month' THEN substr(t.on_date, 1, 7) || '-01' WHEN 'service' THEN t.service_id WHEN 'tag' THEN g.tag
            WHEN 'client' THEN t.engagement_id WHEN 'engagement' THEN coalesce(t.engagement_id, t.internal) END,
        CASE :inner
            WHEN 'day' THEN t.on_date WHEN 'week' THEN date(t.on_date, '-6 days', 'weekday 1')
            WHEN 'month' THEN substr(t.on_date, 1, 7) || '-01' WHEN 'service' THEN t.service_id WHEN 'tag' THEN g.tag
            WHEN 'client' THEN t.engagement_id WHEN 'engagement' THEN coalesce(t.engagement_id, t.internal) END,
        sum(t.seconds),
        sum(CASE WHEN t.billable AND t.internal IS NULL THEN t.seconds ELSE 0 END),
        sum(CASE WHEN t.internal IS NULL THEN 0 ELSE t.seconds END)
    FROM time_entry t LEFT JOIN entry_tag g ON 'tag' IN (:outer, :inner) AND g.entry_id = t.id
    WHERE t.on_date >= :start AND t.on_date < :end
        AND (:client IS NULL OR t.engagement_id IN (
            SELECT e.id FROM engagement e JOIN client c ON c.id = e.client_id
            WHERE c.handle = :client AND (:engagement IS NULL OR e.name = :engagement)))
        AND (:tag IS NULL OR EXISTS (SELECT 1 FROM entry_tag w WHERE w.entry_id = t.id AND w.tag = :tag))
        AND (NOT :unbilled OR (t.billable AND t.internal IS NULL AND NOT EXISTS (
            SELECT 1 FROM claim k WHERE k.kind = 'entry' AND k.source_id = t.id AND k.invoice_id IS NOT NULL)))
    GROUP BY 1, 2"""
_ENGAGEMENTS = "SELECT e.id, c.handle, e.name FROM engagement e JOIN client c ON c.id = e.client_id"


class Hours(NamedTuple):
    """Sums of seconds: all of them, what may be billed of them, and what is own work."""

    seconds: int = 0
    billable: int = 0
    internal: int = 0

    def plus(self, other: Hours) -> Hours:
        """Return both together."""
        return Hours(self.seconds + other.seconds, self.billable + other.billable, self.internal + other.internal)


class Chosen(NamedTuple):
    """Which entries count."""

    scope: Scope = Scope()
    tag: str | None = None
    unbilled: bool = False


def hours_by(
    book: Book, period: Period, by: Sequence[str] = (), chosen: Chosen | None = None
) -> dict[tuple[Name, ...], Hours]:
    """Return the sums of every group under its names, of up to two dimensions; without any, one sum under `()`.

    An entry with several tags counts under each where tags are asked for.
    """
    outer, inner = (*by, None, None)[:2]
    scope, tag, unbilled = chosen or Chosen()
    values = {
        "outer": outer,
        "inner": inner,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "client": scope.client or None,
        "engagement": scope.engagement or None,
        "tag": tag,
        "unbilled": unbilled,
    }
    known = [_names(book, dimension) for dimension in by]
    found: dict[tuple[Name, ...], Hours] = {}
    for *keys, seconds, billable, internal in book.connection.execute(_HOURS, values):
        names = tuple(_name(*named) for named in zip(by, known, keys, strict=False))
        found[names] = found.get(names, Hours()).plus(Hours(seconds, billable, internal))
    return found


def hours_of(book: Book, period: Period, scope: Scope) -> Hours:
    """Return the sums of one client, one engagement or all work."""
    return hours_by(book, period, (), Chosen(scope)).get((), Hours())


def _names(book: Book, by: str) -> dict[int, str]:
    """Return what the ids in a dimension stand for."""
    if by == "service":
        return {key: name for name, key in services(book).items()}
    if by not in {"client", "engagement"}:
        return {}
    rows = book.connection.execute(_ENGAGEMENTS)
    return {key: client if by == "client" else f"{client}/{name}" for key, client, name in rows}


def _name(by: str, known: dict[int, str], key: Any) -> Name:
    if by == "engagement" and isinstance(key, str):
        return f"internal {key}"
    return known.get(key, None if by in {"client", "service"} else key)
