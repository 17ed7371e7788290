"""Gaps: the time between pieces of work of which nobody has said what it was."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from vabackoffice.domain.time_entry import later, seconds_from

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[datetime, datetime]


def find_gaps(busy: Iterable[Span], start: datetime, end: datetime, shortest: int = 1) -> list[Span]:
    """Return the spans from `start` to `end` in which nothing is busy, in order and in the start's time zone.

    Args:
        busy: half-open spans of aware instants in any order; they may overlap and reach beyond both edges.
        start: where the first gap may begin.
        end: where the last gap may end; there is none unless it is after `start`.
        shortest: how many true seconds a gap has at least, 1 or more.
    """
    length = seconds_from(start, end)
    spans = sorted((seconds_from(start, first), seconds_from(start, last)) for first, last in busy)
    gaps, reached = [], 0
    for first, last in [*spans, (length, length)]:
        until = min(first, length)
        if until - reached >= shortest:
            gaps.append((later(start, reached), later(start, until)))
        reached = max(reached, last)
    return gaps
