"""From unbilled work to lines: hours and tasks, rounded and priced by what held on their day, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.engagement import terms_on
from vabackoffice.domain.handle import shorten
from vabackoffice.domain.invoice import Line, LineSource, hours_quantity, line_net
from vabackoffice.domain.rate import hourly_price, name_terms, say_price
from vabackoffice.domain.rounding import Piece, billed_seconds

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from vabackoffice.domain.engagement import Terms
    from vabackoffice.domain.rate import PriceRow
    from vabackoffice.domain.rounding import RoundingRule

Grouping = Literal["entry", "day", "service", "one"]
_BRIEF = 100  # characters: two printed lines at most


UNNAMED = "main"  # the engagement that was given no name
_WHY_NOT_BILLED = {
    "flat": "flat: only tasks are billed",
    "retainer": "a retainer: hours draw on its allowance",
    "package": "prepaid: hours draw on packages",
}


@dataclass(frozen=True, slots=True)
class WorkedEntry:
    """A finished, billable time entry: `engagement` as typed (`acme/inbox`), `task` as rounding groups by it."""

    id: int
    day: date
    seconds: int
    note: str
    engagement: str
    service: str = ""
    task: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DoneTask:
    """Flat-fee work done on `day`: `quantity` times `unit_price` (major units) per `unit`."""

    id: int
    day: date
    title: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    engagement: str
    service: str = ""


@dataclass(frozen=True, slots=True)
class _Priced:
    entry: WorkedEntry
    rule: RoundingRule
    rate: Decimal
    why: str


def time_lines(
    entries: Sequence[WorkedEntry],
    terms_by_engagement: Mapping[str, Sequence[Terms]],
    prices: Sequence[PriceRow],
    currency: str,
    grouping: Grouping = "service",
) -> list[Line]:
    """Return the lines of work billed by the hour, ordered by engagement and first day.

    Every entry is in exactly one line, unless its terms are not hourly (see `not_billed`). What is rounded as
    one never mixes engagements, prices or rounding rules; no line mixes engagements or prices.

    Args:
        entries: work of one client; entries of the same day keep the order given.
        terms_by_engagement: all terms of each engagement.
        prices: prices of services, for everybody and for this client.
        currency: of the invoice.
        grouping: one line per `entry`, per `day` and service, per `service`, or `one` for all.

    Raises:
        ConflictError: no terms or no price reach the day of an entry.
    """
    priced = []
    for entry in sorted(entries, key=lambda entry: (entry.engagement, entry.day)):
        terms = terms_on(terms_by_engagement.get(entry.engagement, ()), entry.day, entry.engagement)
        if terms.model == "hourly":
            priced.append(_Priced(entry, terms.rounding, *hourly_price(entry, terms, prices, currency)))
    billed = _billed(priced)
    groups = _grouped(priced, grouping)
    return [_time_line(group, billed, currency, grouping) for group in groups]


def not_billed(
    entries: Sequence[WorkedEntry], terms_by_engagement: Mapping[str, Sequence[Terms]]
) -> list[tuple[WorkedEntry, str]]:
    """Return the entries that make no line of their own because their terms are not hourly, each with the reason."""
    skipped = []
    for entry in entries:
        terms = terms_on(terms_by_engagement.get(entry.engagement, ()), entry.day, entry.engagement)
        if terms.model != "hourly":
            skipped.append((entry, f"{name_terms(entry, terms)} are {_WHY_NOT_BILLED[terms.model]}"))
    return skipped


def task_lines(tasks: Sequence[DoneTask], currency: str) -> list[Line]:
    """Return one line for each done task, ordered by engagement and day."""
    return [_task_line(task, currency) for task in sorted(tasks, key=lambda task: (task.engagement, task.day))]


def _billed(priced: Sequence[_Priced]) -> dict[int, int]:
    rounded_as_one: dict[Hashable, list[_Priced]] = {}
    for item in priced:
        rounded_as_one.setdefault((item.entry.engagement, item.rate, item.rule), []).append(item)
    billed: dict[int, int] = {}
    for group in rounded_as_one.values():
        pieces = [Piece(item.entry.id, item.entry.day, item.entry.task, item.entry.seconds) for item in group]
        billed |= billed_seconds(pieces, group[0].rule)
    return billed


def _grouped(priced: Sequence[_Priced], grouping: Grouping) -> list[list[_Priced]]:
    groups: dict[Hashable, list[_Priced]] = {}
    for item in priced:
        entry = item.entry
        apart: dict[Grouping, Hashable] = {
            "entry": entry.id,
            "day": (entry.day, entry.service),
            "service": entry.service,
            "one": None,
        }
        groups.setdefault((entry.engagement, item.rate, apart[grouping]), []).append(item)
    return list(groups.values())


def _time_line(group: Sequence[_Priced], billed: Mapping[int, int], currency: str, grouping: Grouping) -> Line:
    entries = [item.entry for item in group]
    services = {entry.service for entry in entries}
    rate = group[0].rate
    quantity = hours_quantity(sum(billed[entry.id] for entry in entries))
    return Line(
        kind="time",
        text=_text(entries, grouping),
        quantity=quantity,
        unit="hour",
        unit_price=rate,
        net=line_net(quantity, rate, currency),
        reasons=(*_rounding_reasons(group, billed), *dict.fromkeys(item.why for item in group)),
        engagement=entries[0].engagement,
        service=services.pop() if len(services) == 1 else "",
        first_day=entries[0].day,
        last_day=entries[-1].day,
        sources=tuple(
            LineSource(
                kind="entry",
                source_id=entry.id,
                on_date=entry.day,
                note=entry.note,
                worked_seconds=entry.seconds,
                billed_seconds=billed[entry.id],
            )
            for entry in entries
        ),
    )


def _text(entries: Sequence[WorkedEntry], grouping: Grouping) -> str:
    """Return what a line calls its work, empty when nothing names it."""
    first = entries[0]
    name = _readable(first.engagement.rpartition("/")[2])
    if grouping == "one":
        return name
    if grouping == "service":
        return _readable(first.service) or name
    notes = ", ".join(dict.fromkeys(entry.note for entry in entries if entry.note))
    if grouping == "entry":
        return notes or _readable(first.service) or name
    return shorten(": ".join(part for part in (_readable(first.service), notes) if part), _BRIEF) or name


def _readable(name: str) -> str:
    """Return a typed name as a client may read it; `main` says nothing to anybody."""
    words = "" if name == UNNAMED else name.replace("-", " ")
    return words[:1].upper() + words[1:]


def _rounding_reasons(group: Sequence[_Priced], billed: Mapping[int, int]) -> list[str]:
    by_rule: dict[str, list[WorkedEntry]] = {}
    for item in group:
        by_rule.setdefault(item.rule.describe(), []).append(item.entry)
    reasons = []
    for rule, entries in by_rule.items():
        count = f"{len(entries)} entries" if len(entries) > 1 else "1 entry"
        worked = format_duration(sum(entry.seconds for entry in entries))
        charged = format_duration(sum(billed[entry.id] for entry in entries))
        reasons.append(f"{count}, {worked} worked, {charged} billed: {rule}")
    return reasons


def _task_line(task: DoneTask, currency: str) -> Line:
    price = say_price(task.unit_price, currency)
    return Line(
        kind="task",
        text=task.title,
        quantity=task.quantity,
        unit=task.unit,
        unit_price=task.unit_price,
        net=line_net(task.quantity, task.unit_price, currency),
        reasons=(f"done {format_date(task.day)} at {price} per {task.unit}",),
        engagement=task.engagement,
        service=task.service,
        first_day=task.day,
        last_day=task.day,
        sources=(LineSource(kind="task", source_id=task.id, on_date=task.day, note=task.title),),
    )
