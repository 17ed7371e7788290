"""`va target`: hours to work in a day, week, month, quarter or year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import format_duration

if TYPE_CHECKING:
    from vabackoffice.domain.hour_target import HourTarget
    from vabackoffice.usecases.hour_targets import Standing

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_NOW = {"day": "today", "week": "this week", "month": "this month", "quarter": "this quarter", "year": "this year"}


@app.command("target")
def target(
    typed: Annotated[str | None, typer.Argument(metavar="[DURATION/UNIT]", show_default=False)] = None,
    handle: Annotated[str | None, typer.Argument(metavar="[HANDLE]", show_default=False)] = None,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="The first day; else the current week's (month's …)."),
    ] = None,
) -> None:
    """Set hours to work for a client, an engagement or altogether; alone: list them.

    A target for a day is one for Monday to Friday. 'none' ends a target.

    Examples:
      va target 20h/week acme
      va target 80h/month acme/inbox --from 2026-04-01
      va target 6h/day
      va target none/week acme --from 2026-07-01
      va target none acme
      va target
    """
    from vabackoffice.domain.hour_target import parse_target
    from vabackoffice.usecases import hour_targets
    from vabackoffice.usecases.targets import find_scope

    with invocation.open_desk() as desk:
        if typed is None:
            _list(hour_targets.look_at_targets(desk.book, desk.today))
            return
        seconds, every = parse_target(typed, desk.about.language)
        scope = find_scope(desk.book, handle, archived=not seconds)
        first = desk.day(since, future=True)
        if seconds and every:
            written = [hour_targets.set_target(desk.book, desk.now, scope, seconds, every, first)]
        else:
            written = hour_targets.end_targets(desk.book, desk.now, scope, every, first)
    output.show({"set": [_target_json(one) for one in written]}, "\n".join(_line(one) for one in written))


def _list(found: list[Standing]) -> None:
    if invocation.current.json:
        output.print_json({"targets": [_standing_json(one) for one in found]})
    elif not found:
        output.say("No targets yet: 'va target 20h/week CLIENT'.")
    else:
        rows = [[str(one.target.scope), _amount(one.target), _progress(one)] for one in found]
        output.print_table((("For", "left"), ("Target", "right"), ("Now", "left")), rows)


def _progress(one: Standing) -> str:
    """Return `12h30 of 20h this week, 7h30 to go, 2 working days left`."""
    if one.to_come:
        return f"from {format_date(one.target.since)} on"
    if not one.planned:
        return f"nothing planned {_NOW[one.target.every]}"
    done = f"{format_duration(one.actual)} of {format_duration(one.planned)} {_NOW[one.target.every]}"
    if one.left <= 0:
        return f"{done}, {f'{format_duration(-one.left)} more' if one.left else 'reached'}"
    days = f"{one.working_days} working day{'' if one.working_days == 1 else 's'} left"
    return f"{done}, {format_duration(one.left)} to go{'' if one.target.every == 'day' else f', {days}'}"


def _amount(one: HourTarget) -> str:
    return f"{format_duration(one.seconds)}/{one.every}"


def _line(one: HourTarget) -> str:
    what = f"{_amount(one)} from" if one.seconds else f"no target for a {one.every} from"
    return f"{one.scope}: {what} {format_date(one.since)} on"


def _target_json(one: HourTarget) -> dict[str, Any]:
    return {
        "client": one.scope.client or None,
        "engagement": one.scope.engagement or None,
        "seconds": one.seconds,
        "every": one.every,
        "from": one.since.isoformat(),
    }


def _standing_json(one: Standing) -> dict[str, Any]:
    return _target_json(one.target) | {
        "period": {"start": one.period.start.isoformat(), "end": one.period.end.isoformat()},
        "planned_seconds": one.planned,
        "actual_seconds": one.actual,
        "left_seconds": one.left,
        "working_days_left": one.working_days,
    }
