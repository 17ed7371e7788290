"""`va report capacity`: hours promised against hours there are, week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.options import PeriodWords

if TYPE_CHECKING:
    from vabackoffice.domain.period import Period
    from vabackoffice.usecases.capacity import Capacity, CapacityWeek

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_SUMS = ("capacity_seconds", "own_seconds", "available_seconds", "promised_seconds", "free_seconds")


@app.command("capacity")
def capacity(
    period: PeriodWords = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Lay hours promised beside hours there are, this month's if nothing else is said.

    A week has 40 hours, less holidays, days off and own work as of late:
    'va business edit --set hours_per_week=32' and '--set days_off=DAYS'.

    Examples:
      va report capacity
      va report capacity next month
      va report capacity 2026-08-01..2026-08-31 --csv
    """
    from vabackoffice.usecases.capacity import report_capacity

    with invocation.open_desk() as desk:
        span = desk.period(" ".join(period or []), "this month")
        found = report_capacity(desk.book, desk.about.country, span, desk.today)
    if csv:
        from vabackoffice.documents.tabular import write_csv

        columns = ("week", "first_day", "last_day", "working_days", *_SUMS)
        output.say(write_csv((_flat(week) for week in found.weeks), columns).rstrip("\n"))
    elif invocation.current.json:
        output.print_json(_json(found))
    else:
        from vabackoffice.cli.report_capacity_text import print_capacity

        print_capacity(found)
    if not invocation.current.json:
        for remark in found.remarks:
            output.note(remark)


def _json(found: Capacity) -> dict[str, Any]:
    promises = [{"name": one.name, "kind": one.kind, "seconds": one.seconds} for one in found.promises]
    return {
        "period": _period(found.period),
        "own_work": {"weeks": found.own_work.weeks, "seconds_per_week": found.own_work.seconds},
        "weeks": [_week(found, place) for place in range(len(found.weeks))],
        "promises": promises,
        "total": {name: sum(_sums(week)[name] for week in found.weeks) for name in _SUMS},
        "remarks": list(found.remarks),
    }


def _week(found: Capacity, place: int) -> dict[str, Any]:
    week = found.weeks[place]
    return {
        "week": _name(week.period),
        "period": _period(week.period),
        "working_days": len(week.days.worked),
        "holidays": [day.isoformat() for day in week.days.holidays],
        "days_off": [day.isoformat() for day in week.days.off],
        **_sums(week),
        "promises": [
            {"name": one.name, "kind": one.kind, "seconds": one.pieces[place]}
            for one in found.promises
            if one.pieces[place]
        ],
    }


def _flat(week: CapacityWeek) -> dict[str, Any]:
    days = {"week": _name(week.period), "working_days": len(week.days.worked)}
    return days | {"first_day": week.period.start, "last_day": week.period.last_day} | _sums(week)


def _sums(week: CapacityWeek) -> dict[str, int]:
    values = (week.capacity, week.own, week.available, week.promised, week.free)
    return dict(zip(_SUMS, values, strict=True))


def _name(period: Period) -> str:
    from vabackoffice.domain.dimension import span_around

    return str(span_around("week", period.start))


def _period(period: Period) -> dict[str, str]:
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}
