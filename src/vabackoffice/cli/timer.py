"""`va start`, `stop`, `switch`, `resume`, `cancel`, `status`: typed many times a day, so nothing heavy is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.domain.clock_time import parse_moment
from vabackoffice.domain.duration import format_duration

if TYPE_CHECKING:
    from datetime import datetime

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.time_entry import RunningTimer, TimeEntry, Work

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Words = Annotated[list[str] | None, typer.Argument(metavar="HANDLE [NOTE...] [+TAG...]", show_default=False)]
At = Annotated[str | None, typer.Option(metavar="TIME", help="When: '9:00', '-25m', '25m ago'.")]
Internal = Annotated[str | None, typer.Option(metavar="KIND", help="Own work: admin, acquisition, training, travel.")]
ServiceName = Annotated[str | None, typer.Option(metavar="NAME", help="The kind of work.")]
Place = Annotated[str | None, typer.Option(metavar="PLACE", help="Where: home, client, other.")]
NoBill = Annotated[bool, typer.Option("--no-bill", help="Never bill this.")]
TaskId = Annotated[int | None, typer.Option(metavar="ID", help="The flat-fee task this is for.")]


@app.command("start")
def start(
    words: Words = None,
    at: At = None,
    internal: Internal = None,
    service: ServiceName = None,
    place: Place = None,
    task: TaskId = None,
    no_bill: NoBill = False,
) -> None:
    r"""Start a timer; one that runs is stopped first.

    \b
    Examples:
      va start acme Sorting mail +email
      va start acme --at -25m
      va start --internal admin Bookkeeping
    """
    _start(words or [], at, internal=internal, service=service, place=place, task=task, no_bill=no_bill)


@app.command("switch")
def switch(
    words: Words = None,
    at: At = None,
    internal: Internal = None,
    service: ServiceName = None,
    place: Place = None,
    task: TaskId = None,
    no_bill: NoBill = False,
) -> None:
    r"""Stop the running timer and start another.

    \b
    Examples:
      va switch bakery Newsletter
    """
    from vabackoffice.usecases.timers import required_timer

    with invocation.open_desk() as desk:
        required_timer(desk.book)
    _start(words or [], at, internal=internal, service=service, place=place, task=task, no_bill=no_bill)


@app.command("stop")
def stop(at: At = None) -> None:
    r"""Stop the running timer and keep the entry.

    \b
    Examples:
      va stop
      va stop --at 17:30
    """
    from vabackoffice.usecases.timers import stop_timer

    with invocation.open_desk() as desk:
        moment = _moment_or_ask(desk, at)
        entry = stop_timer(desk.book, desk.now, moment, keep_long=invocation.current.yes)
    if entry is None:
        output.show({"stopped": None}, "Stopped in the second it began: nothing to keep.")
    else:
        output.show({"stopped": entry_json(entry)}, f"Stopped {_line(entry)}")


@app.command("resume")
def resume(entry: Annotated[str, typer.Argument(metavar="[@N]")] = "@1", at: At = None) -> None:
    r"""Start a timer for what an entry was about, the newest one by default.

    \b
    Examples:
      va resume
      va resume @2
    """
    from vabackoffice.usecases.entries import find_entry

    with invocation.open_desk() as desk:
        _begin(desk, find_entry(desk.book, entry).work, at)


@app.command("cancel")
def cancel() -> None:
    r"""Throw the running timer away.

    \b
    Examples:
      va cancel
    """
    from vabackoffice.usecases.timers import cancel_timer

    with invocation.open_desk() as desk:
        timer = cancel_timer(desk.book, desk.now)
        elapsed = format_duration(_elapsed(desk, timer))
    output.show({"cancelled": timer_json(timer, None)}, f"Cancelled {timer.work.target}, {elapsed} not kept")


@app.command("status")
def status(
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print nothing and exit 1 when idle.")] = False,
) -> None:
    r"""Show the running timer and the hours of today and this week.

    \b
    Examples:
      va status
      va status --json
    """
    from vabackoffice.usecases.status import read_status

    with invocation.open_desk() as desk:
        found = read_status(desk.book, desk.now)
    running = timer_json(found.running, found.running_seconds) if found.running else None
    if quiet and not running:
        raise typer.Exit(1)
    work = (
        f"{timer_line(found.running)}, {format_duration(found.running_seconds)}"
        if found.running
        else "No timer is running"
    )
    text = (
        work
        if quiet
        else f"{work}\nToday {format_duration(found.today_seconds)}, this week {format_duration(found.week_seconds)}"
    )
    output.show({"running": running, "today_seconds": found.today_seconds, "week_seconds": found.week_seconds}, text)


def _start(
    words: list[str],
    at: str | None,
    *,
    internal: str | None,
    service: str | None,
    place: str | None,
    task: int | None,
    no_bill: bool,
) -> None:
    from dataclasses import replace

    from vabackoffice.cli.reading import read_work

    with invocation.open_desk() as desk:
        work = read_work(desk, words, internal=internal, service=service, place=place, bill=not no_bill)
        if task is not None:
            from vabackoffice.usecases.tasks import find_task

            work = replace(work, task_id=find_task(desk.book, task).id)
        _begin(desk, work, at)


def _begin(desk: Desk, work: Work, at: str | None) -> None:
    from vabackoffice.usecases.timers import start_timer

    moment = _moment(desk, at)
    started = start_timer(desk.book, desk.now, desk.zone, work, moment, keep_long=invocation.current.yes)
    lines = [f"Stopped {_line(started.stopped)}"] if started.stopped else []
    lines.append(f"Started {timer_line(started.timer)}")
    stopped = entry_json(started.stopped) if started.stopped else None
    output.show({"started": timer_json(started.timer, None), "stopped": stopped}, "\n".join(lines))


def _moment(desk: Desk, at: str | None) -> datetime:
    """Return the instant `at` names: the latest such time that is not in the future, or now."""
    if at is None:
        return desk.now
    from datetime import timedelta

    moment = parse_moment(at, on=desk.today, now=desk.now, zone=desk.zone)
    if moment > desk.now and at[:1].isdigit():
        yesterday = parse_moment(at, on=desk.today - timedelta(days=1), now=desk.now, zone=desk.zone)
        from vabackoffice.storage.reads.entries import running_timer

        running = running_timer(desk.book)
        return yesterday if running is not None and yesterday > running.started else moment
    return moment


def _moment_or_ask(desk: Desk, at: str | None) -> datetime:
    """Like `_moment`, but ask a person about a timer that ran for more than twelve hours."""
    from vabackoffice.domain.time_entry import FORGOTTEN
    from vabackoffice.usecases.timers import required_timer

    running = required_timer(desk.book)
    forgotten = at is None and _elapsed(desk, running) > FORGOTTEN and not invocation.current.yes
    if forgotten and invocation.can_ask():
        output.note(f"The timer for {running.work.target} has been running since {running.started:%a %d %b %H:%M}.")
        at = invocation.ask("When did the work end?", "--at TIME")
    return _moment(desk, at)


def _elapsed(desk: Desk, timer: RunningTimer) -> int:
    return int(desk.now.timestamp() - timer.started.timestamp())


def _line(entry: TimeEntry) -> str:
    from vabackoffice.usecases.overlaps import describe

    return describe(entry)


def timer_line(timer: RunningTimer) -> str:
    """Return the running timer on one line."""
    words = " ".join([timer.work.note, *(f"+{tag}" for tag in timer.work.tags)]).strip()
    return f"{timer.work.target} at {timer.started:%H:%M}" + (f": {words}" if words else "")


def timer_json(timer: RunningTimer, seconds: int | None) -> dict[str, object]:
    """Return the running timer as scripts read it."""
    work = timer.work
    return {
        "client": work.client or None,
        "engagement": work.engagement or None,
        "internal": work.internal,
        "note": work.note,
        "tags": list(work.tags),
        "started": timer.started.isoformat(),
        "seconds": seconds,
    }


def entry_json(entry: TimeEntry) -> dict[str, object]:
    """Return one entry as scripts read it."""
    work = entry.work
    return {
        "id": entry.id,
        "client": work.client or None,
        "engagement": work.engagement or None,
        "internal": work.internal,
        "start": entry.start.isoformat() if entry.start else None,
        "end": entry.end.isoformat() if entry.end else None,
        "date": entry.on_date.isoformat(),
        "seconds": entry.seconds,
        "billable": work.billable,
        "note": work.note,
        "tags": list(work.tags),
        "service": work.service or None,
        "place": work.place,
        "invoice": entry.invoice or None,
    }
