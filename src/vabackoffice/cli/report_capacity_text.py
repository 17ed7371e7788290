"""The report of capacity for people: the weeks with a bar, and whose hours they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.cli import output
from vabackoffice.cli.report_hours_text import say_days
from vabackoffice.domain.duration import format_duration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.usecases.capacity import Capacity, CapacityWeek

_MINUTE = 60
_NARROWEST = 8  # columns of the longest bar
_USUAL_WIDTH = 80  # columns, where what is printed goes into a pipe
_HEADINGS = ("Days", "Hours", "Own work", "Promised", "Free", "Booked")
_MOST = 300  # per cent that a bar shows


def print_capacity(found: Capacity) -> None:
    """Print a line for each week, the bar being its share that is promised, and a line for each promise."""
    from vabackoffice.cli.bars import EIGHTHS, draw_bar
    from vabackoffice.cli.table import GAP, cell_width

    rows = [[_label(week), *_cells([week])] for week in found.weeks]
    rows.append(["Total", *_cells(found.weeks)])
    taken = sum(max(map(cell_width, column)) + len(GAP) for column in zip(("Week", *_HEADINGS), *rows, strict=True))
    width = max(_NARROWEST, output.width(_USUAL_WIDTH) - taken)
    shares = [min(_booked(week.promised, week.available), _MOST) for week in found.weeks]
    eighths = output.can_carry(EIGHTHS)
    bars = [draw_bar(share, max(100, *shares), width, eighths=eighths) for share in shares]
    columns = (("Week", "left"), *((heading, "right") for heading in _HEADINGS), ("", "left"))
    drawn = [[*cells, bar] for cells, bar in zip(rows, [*bars, ""], strict=True)]
    output.print_table(columns, drawn, title=f"Capacity, {found.period}", total=True)
    if found.promises:
        output.say("")
        lines = [[one.name, one.kind, _rounded(one.seconds)] for one in found.promises]
        output.print_table((("Promised to", "left"), ("As", "left"), ("Hours", "right")), lines)
    output.say(f"\n{_said(found)}")


def _label(week: CapacityWeek) -> str:
    """Return `W14  1-5 Apr`."""
    return f"W{week.period.start.isocalendar().week:02}  {say_days(week.period)}"


def _cells(weeks: Sequence[CapacityWeek]) -> list[str]:
    capacity, own, promised, free = (
        sum(column) for column in zip(*((one.capacity, one.own, one.promised, one.free) for one in weeks), strict=True)
    )
    days = sum(len(week.days.worked) for week in weeks)
    booked = f"{_booked(promised, capacity - own)} %" if capacity > own else "-"
    return [str(days), *map(_rounded, (capacity, own, promised, free)), booked]


def _booked(promised: int, available: int) -> int:
    """Return which share of the hours is promised, in per cent, half up; all of the bar where there are none."""
    if not available:
        return _MOST if promised else 0
    return (200 * promised + available) // (2 * available)


def _rounded(seconds: int) -> str:
    """Return a duration to the minute, half up."""
    return format_duration((seconds + _MINUTE // 2) // _MINUTE * _MINUTE)


def _said(found: Capacity) -> str:
    """Return what was left out, and how own work was counted."""
    holidays = sum(len(week.days.holidays) for week in found.weeks)
    off = sum(len(week.days.off) for week in found.weeks)
    counts = ((holidays, "holiday", "holidays"), (off, "day off", "days off"))
    away = " and ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)
    own = found.own_work
    weeks = f"{own.weeks} weeks" if own.weeks > 1 else "week"
    average = f"Own work as in the last {weeks}: {_rounded(own.seconds)} a week."
    return f"Left out: {away}. {average}" if away else average
