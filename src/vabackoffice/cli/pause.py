"""`va engagement pause` and `resume`: whole days on which an engagement rests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.pause import has_end, say_pause

if TYPE_CHECKING:
    from vabackoffice.domain.period import Period

Named = Annotated[str, typer.Argument(metavar="CLIENT/NAME", show_default=False)]


def pause(
    name: Named,
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day of rest.", show_default=False)],
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="The last one; else until it resumes.", show_default=False)
    ] = None,
) -> None:
    """Pause an engagement: no fee and no hours for those days, and packages last as much longer.

    Examples:
      va engagement pause acme/inbox --from 2026-08-03 --until 2026-08-14
      va engagement pause acme/inbox --from 2026-09-07
    """
    from vabackoffice.usecases.pauses import pause_engagement

    with invocation.open_desk() as desk:
        first = desk.day(since, future=True) or desk.today
        row, found = pause_engagement(desk.book, desk.now, name, first, desk.day(until, future=True))
    text = f"{row.client}/{row.name} is paused {say_pause(found)}."
    output.show({"engagement": f"{row.client}/{row.name}", "paused": pause_json(found)}, text)


def resume(
    name: Named,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The first day of work; else today.")] = None,
) -> None:
    """Let a pause end: work goes on from a day on.

    Examples:
      va engagement resume acme/inbox --on 2026-09-21
    """
    from vabackoffice.usecases.pauses import resume_engagement

    with invocation.open_desk() as desk:
        day = desk.day(on, future=True) or desk.today
        row, _ = resume_engagement(desk.book, desk.now, name, day)
    text = f"{row.client}/{row.name} goes on from {format_date(day)} on."
    output.show({"engagement": f"{row.client}/{row.name}", "resumes": day.isoformat()}, text)


def pause_json(pause: Period) -> dict[str, Any]:
    """Return a pause as scripts read it, both days included; `until` is null as long as it goes on."""
    return {"from": pause.start.isoformat(), "until": pause.last_day.isoformat() if has_end(pause) else None}
