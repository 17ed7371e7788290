"""Surcharges: work at the weekend, in the evening, on a holiday, or under a tag such as `+rush`, costs more.

Worked time is cut where a window begins or ends, so a Friday night is dear from midnight on. Percentages add up in the
order in which they were agreed; with `--compound` each is taken on what came before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from vabackoffice.domain.handle import shorten
from vabackoffice.domain.number import parse_percent
from vabackoffice.domain.time_entry import check_tag, seconds_from
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from datetime import date

    from vabackoffice.domain.pricing import WorkedEntry

RULES = ("weekend", "evening", "holiday", "rush")
EVENING = (time(18), time(6))
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Surcharge:
    """`percent` on work that `rule` covers: `weekend`, `evening` (its `window`), `holiday`, or else a tag."""

    rule: str
    percent: Decimal
    window: tuple[time, time] | None = None

    def __str__(self) -> str:
        """Return it as it is typed: `weekend:50`, `evening@18:00-22:00:30`."""
        window = f"@{self.window[0]:%H:%M}-{self.window[1]:%H:%M}" if self.window else ""
        return f"{'' if self.rule in RULES else '+'}{self.rule}{window}:{self.percent:f}"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of an entry: its seconds, and the surcharges that hold for it in the order of the terms."""

    seconds: int
    surcharges: tuple[Surcharge, ...]


def parse_surcharge(text: str) -> Surcharge:
    """Return `weekend:50`, `holiday:100`, `evening:30`, `evening@18:00-22:00:30`, or a tag's: `rush:25`, `+urgent:25`.

    Raises:
        InvalidInputError: no rule, no per cent above zero, or a window that is none.
    """
    head, colon, percent_text = text.strip().lower().rpartition(":")
    rule, at, window_text = head.partition("@")
    if not colon or (rule not in RULES and not rule.startswith("+")) or bool(at) > (rule == "evening"):
        message = f"'{shorten(text)}' is not a surcharge."
        hint = "Write 'weekend:50', 'holiday:100', 'evening:30', 'evening@18:00-22:00:30', 'rush:25' or '+tag:25'."
        raise InvalidInputError(message, hint)
    percent = parse_percent(percent_text)
    if not percent:
        message = f"The surcharge '{shorten(text)}' adds nothing."
        raise InvalidInputError(message, f"Give a per cent above zero, such as '{rule}:50', or leave it out.")
    return Surcharge(check_tag(rule.removeprefix("+")), percent, _window(window_text) if at else None)


def stretches(entry: WorkedEntry, surcharges: Sequence[Surcharge], holidays: Container[date]) -> list[Stretch]:
    """Cut one entry where surcharges begin or end; stretches under the same surcharges are one.

    Args:
        entry: without clock times all of it is on its day, and never in the evening.
        surcharges: what was agreed, in order.
        holidays: civil dates.
    """
    pieces = _pieces(*entry.span, surcharges) if entry.span else [(None, entry.day, entry.seconds)]
    found: dict[tuple[Surcharge, ...], int] = {}
    for clock, day, seconds in pieces:
        held = tuple(one for one in surcharges if one.rule in entry.tags or _covers(one, day, clock, holidays))
        found[held] = found.get(held, 0) + seconds
    return [Stretch(seconds, held) for held, seconds in found.items()]


def total_percent(surcharges: Sequence[Surcharge], *, compound: bool) -> Decimal:
    """Return what they come to together: 50 and 25 make 75, compounded 87.5."""
    if not compound:
        return sum((one.percent for one in surcharges), Decimal(0))
    factor = Decimal(1)
    for one in surcharges:
        factor *= 1 + one.percent / 100
    return (factor - 1) * 100


def surcharged(rate: Decimal, surcharges: Sequence[Surcharge], *, compound: bool) -> Decimal:
    """Return the rate with its surcharges, in major units, not rounded."""
    return rate * (1 + total_percent(surcharges, compound=compound) / 100) if surcharges else rate


def say_surcharges(surcharges: Sequence[Surcharge], *, compound: bool) -> str:
    """Return `weekend +50 %, rush +25 %: 75 % more`, empty without any."""
    if not surcharges:
        return ""
    each = ", ".join(f"{one.rule} +{one.percent:f} %" for one in surcharges)
    together = total_percent(surcharges, compound=compound)
    how = " (each on the one before)" if compound else ""
    return f"{each}: {together.normalize():f} % more{how}" if len(surcharges) > 1 else each


def _window(text: str) -> tuple[time, time]:
    match = re.fullmatch(r"([01]?\d|2[0-3])(?::?([0-5]\d))?-([01]?\d|2[0-4])(?::?([0-5]\d))?", text)
    hours = [int(group or 0) for group in match.groups()] if match else [0] * 4
    first, last = time(hours[0], hours[1]), time(hours[2] % 24, hours[3])
    if first == last:
        message = f"'{shorten(text)}' is not a window of an evening."
        raise InvalidInputError(message, "Write it as 'evening@18:00-22:00:30'.")
    return first, last


def _pieces(start: datetime, end: datetime, surcharges: Sequence[Surcharge]) -> list[tuple[time | None, date, int]]:
    """Cut a span at every midnight and every edge of an evening inside it: clock and day of each start, and seconds."""
    edges = {time()}
    for one in surcharges:
        edges.update((one.window or EVENING) if one.rule == "evening" else ())
    days = range((end.date() - start.date()).days + 1)
    marks = [
        datetime.combine(start.date() + timedelta(number), edge, start.tzinfo)
        for number in days
        for edge in sorted(edges)
    ]
    inside = [mark for mark in marks if seconds_from(start, mark) > 0 and seconds_from(mark, end) > 0]
    cuts = pairwise([start, *inside, end])
    return [(first.time(), first.date(), seconds_from(first, last)) for first, last in cuts]


def _covers(one: Surcharge, day: date, clock: time | None, holidays: Container[date]) -> bool:
    if one.rule == "weekend":
        return day.weekday() >= _SATURDAY
    if one.rule == "holiday":
        return day in holidays
    if one.rule != "evening" or clock is None:
        return False
    first, last = one.window or EVENING
    return first <= clock < last if first < last else clock >= first or clock < last
