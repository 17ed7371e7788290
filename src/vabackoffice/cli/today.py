"""`va` alone: today."""

from __future__ import annotations

from vabackoffice.cli import invocation, output
from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import format_duration


def show_today() -> None:
    """Show the timer, the hours, and what is to be done, each with its command; without a book, how to begin."""
    if not invocation.book_path().exists():
        _show_beginning()
        return
    from vabackoffice.cli.timer import timer_json, timer_line
    from vabackoffice.usecases.today import look_at_today

    with invocation.open_desk() as desk:
        found = look_at_today(desk.book, desk.now)
    status = found.status
    timer = (
        f"{timer_line(status.running)}, {format_duration(status.running_seconds)}"
        if status.running
        else "No timer is running"
    )
    hours = f"Today {format_duration(status.today_seconds)}, this week {format_duration(status.week_seconds)}"
    week = [
        f"  {client:20} {format_duration(day):>8} {format_duration(all_week):>8}"
        for client, day, all_week in found.week
    ]
    chores = [f"  {chore.what}\n      {chore.command}" for chore in found.chores]
    lines = [format_date(desk.today), timer, hours, *week, *(["To do:", *chores] if chores else [])]
    body = {
        "running": timer_json(status.running, status.running_seconds) if status.running else None,
        "today_seconds": status.today_seconds,
        "week_seconds": status.week_seconds,
        "clients": [{"client": client, "today_seconds": day, "week_seconds": week} for client, day, week in found.week],
        "to_do": [{"what": chore.what, "command": chore.command} for chore in found.chores],
    }
    output.show(body, "\n".join(lines))


def _show_beginning() -> None:
    lines = (
        "The back office of a virtual assistant: hours in, money out, tax year done.",
        "",
        f"There is no book yet; it would lie at {invocation.book_path()}",
        "",
        "  va init                                          set up your business",
        "  va client add acme --name 'Acme Example Ltd'     who pays",
        "  va engagement add acme/inbox --hourly 40         what was agreed",
        "  va log 1h30 acme Sorted mail                     what you did",
        "  va month --issue                                 what you bill",
    )
    output.show({"book": None}, "\n".join(lines))
