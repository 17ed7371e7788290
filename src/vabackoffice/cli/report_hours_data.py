"""The report of hours for scripts and spreadsheets: JSON and CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.domain.dimension import SPANS, short_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vabackoffice.storage.reads.hours import Chosen
    from vabackoffice.usecases.hours import HoursRow

_PART = 10_000  # shares have four decimals
_SUMS = ("seconds", "hours", "billable_seconds", "internal_seconds", "share", "target_seconds", "difference_seconds")


def hours_json(found: HoursRow, by: Sequence[str], chosen: Chosen) -> dict[str, Any]:
    """Return the report as scripts read it: what was understood, a row for each group, and the whole."""
    return {
        "period": _period(found),
        "by": list(by),
        "client": chosen.scope.client or None,
        "engagement": chosen.scope.engagement or None,
        "tag": chosen.tag,
        "unbilled": chosen.unbilled,
        "rows": [_row(row, by, found.hours.seconds) for row in found.rows],
        "total": _sums(found, found.hours.seconds),
        "total_seconds": found.hours.seconds,
    }


def hours_csv(found: HoursRow, by: Sequence[str]) -> str:
    """Return a line for each of the smallest groups; hours are decimal, seconds exact."""
    from vabackoffice.documents.tabular import write_csv

    return write_csv(_flat(found.rows, by, found.hours.seconds), (*by, *_SUMS))


def _flat(rows: Sequence[HoursRow], by: Sequence[str], total: int) -> Iterator[dict[str, Any]]:
    for row in rows:
        name = {by[0]: short_name(by[0], row.name)}
        if row.rows:
            yield from (name | group for group in _flat(row.rows, by[1:], total))
        else:
            yield name | _sums(row, total) | {"hours": _parts(row.hours.seconds, 3600, 100)}


def _row(row: HoursRow, by: Sequence[str], total: int) -> dict[str, Any]:
    days = {"period": _period(row)} if by[0] in SPANS else {}
    groups = {"rows": [_row(group, by[1:], total) for group in row.rows]} if by[1:] else {}
    return {"by": by[0], "name": short_name(by[0], row.name)} | days | _sums(row, total) | groups


def _period(row: HoursRow) -> dict[str, str]:
    return {"start": row.period.start.isoformat(), "end": row.period.end.isoformat()}


def _sums(row: HoursRow, total: int) -> dict[str, Any]:
    return {
        "seconds": row.hours.seconds,
        "billable_seconds": row.hours.billable,
        "internal_seconds": row.hours.internal,
        "share": _parts(row.hours.seconds, total or 1, _PART),
        "target_seconds": row.plan.seconds if row.plan else None,
        "difference_seconds": row.plan.difference if row.plan else None,
    }


def _parts(count: int, whole: int, parts: int) -> str:
    """Return `count` divided by `whole` as a decimal, half up, with as many places as `parts` has zeros."""
    rounded = (2 * count * parts + whole) // (2 * whole)
    return f"{rounded // parts}.{rounded % parts:0{len(str(parts)) - 1}}"
