"""From priced time and done tasks to the lines of an invoice, each with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.handle import shorten
from vabackoffice.domain.invoice import Line, LineSource, hours_quantity, line_net
from vabackoffice.domain.pricing import UNNAMED
from vabackoffice.domain.task_price import charge_tasks

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from vabackoffice.domain.pricing import Grouping, PricedTime, WorkedEntry
    from vabackoffice.domain.rate import PriceRow
    from vabackoffice.domain.task_price import DoneTask, TaskCharge

_BRIEF = 100  # characters: two printed lines at most


def time_lines(
    priced: Sequence[PricedTime], currency: str, grouping: Grouping = "service", words: Mapping[str, str] | None = None
) -> list[Line]:
    """Return the lines of time, in the order of its first pieces; no line mixes engagements or prices.

    Args:
        priced: what is billed; all of it is in exactly one line.
        currency: of the invoice.
        grouping: one line per `entry`, per `day` and service, per `service`, or `one` for all.
        words: what surcharges are called on the document; a tag is called what it is.
    """
    groups: dict[Hashable, list[PricedTime]] = {}
    for item in priced:
        groups.setdefault(line_key(item, grouping), []).append(item)
    return [_time_line(group, currency, grouping, words or {}) for group in groups.values()]


def line_key(item: PricedTime, grouping: Grouping) -> Hashable:
    """Return what the items of one line have in common."""
    entry = item.entry
    apart: dict[Grouping, Hashable] = {
        "entry": entry.id,
        "day": (entry.day, entry.service),
        "service": entry.service,
        "one": None,
    }
    return entry.engagement, item.rate, item.surcharges, apart[grouping]


def task_lines(
    tasks: Sequence[DoneTask], currency: str, prices: Sequence[PriceRow] = (), billed: Sequence[DoneTask] = ()
) -> list[Line]:
    """Return a line for each done task and price, ordered by engagement and day; the arguments are `charge_tasks`'s."""
    ordered = sorted(tasks, key=lambda task: (task.engagement, task.day))
    charged = charge_tasks(ordered, prices, currency, billed)
    return [_task_line(task, charge, currency) for task, charges in charged for charge in charges]


def _time_line(group: Sequence[PricedTime], currency: str, grouping: Grouping, words: Mapping[str, str]) -> Line:
    entries = [item.entry for item in group]
    services = {entry.service for entry in entries}
    rate = group[0].rate
    quantity = hours_quantity(sum(item.billed for item in group))
    return Line(
        kind="time",
        text=_with_surcharges(_text(entries, grouping), group[0], words),
        quantity=quantity,
        unit="hour",
        unit_price=rate,
        net=line_net(quantity, rate, currency),
        reasons=(*_rounding_reasons(group), *dict.fromkeys(why for item in group for why in item.why)),
        engagement=entries[0].engagement,
        service=services.pop() if len(services) == 1 else "",
        first_day=entries[0].day,
        last_day=entries[-1].day,
        sources=tuple(time_source(item) for item in group),
    )


def time_source(item: PricedTime) -> LineSource:
    """Return the entry behind a piece of a line, as worked and as billed."""
    entry = item.entry
    return LineSource(
        kind="part" if item.part else "entry",
        source_id=entry.id,
        on_date=entry.day,
        note=entry.note,
        worked_seconds=item.worked,
        billed_seconds=item.billed,
    )


def _text(entries: Sequence[WorkedEntry], grouping: Grouping) -> str:
    """Return what a line calls its work, empty when nothing names it."""
    first = entries[0]
    name = readable(first.engagement.rpartition("/")[2])
    if grouping == "one":
        return name
    if grouping == "service":
        return readable(first.service) or name
    notes = ", ".join(dict.fromkeys(entry.note for entry in entries if entry.note))
    if grouping == "entry":
        return notes or readable(first.service) or name
    return shorten(": ".join(part for part in (readable(first.service), notes) if part), _BRIEF) or name


def _with_surcharges(text: str, item: PricedTime, words: Mapping[str, str]) -> str:
    said = ", ".join(f"{words.get(one.rule, one.rule)} +{one.percent:f}%" for one in item.surcharges)
    return f"{text} ({said})".lstrip() if said else text


def readable(name: str) -> str:
    """Return a typed name as a client may read it; `main` says nothing to anybody."""
    words = "" if name == UNNAMED else name.replace("-", " ")
    return words[:1].upper() + words[1:]


def _rounding_reasons(group: Sequence[PricedTime]) -> list[str]:
    by_rule: dict[str, list[PricedTime]] = {}
    for item in group:
        by_rule.setdefault(item.rounding, []).append(item)
    reasons = []
    for rule, items in by_rule.items():
        count = len({item.entry.id for item in items})
        worked = format_duration(sum(item.worked for item in items))
        charged = format_duration(sum(item.billed for item in items))
        reasons.append(f"{count} {'entries' if count > 1 else 'entry'}, {worked} worked, {charged} billed: {rule}")
    return reasons


def _task_line(task: DoneTask, charge: TaskCharge, currency: str) -> Line:
    reasons = (charge.why, f"one {task.unit} is {task.contents}") if task.contents else (charge.why,)
    return Line(
        kind="task",
        text=f"{task.title} ({task.contents})" if task.contents else task.title,
        quantity=charge.quantity,
        unit=task.unit,
        unit_price=charge.unit_price,
        net=line_net(charge.quantity, charge.unit_price, currency),
        reasons=reasons,
        engagement=task.engagement,
        service=task.service,
        first_day=task.day,
        last_day=task.day,
        sources=(LineSource(kind="task", source_id=task.id, on_date=task.day, note=task.title),),
    )
