"""`va start`, `stop`, `switch`, `resume`, `cancel`, `status`: typed many times a day, so nothing heavy is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vabackoffice.cli import invocation, limits, output
from vabackoffice.domain.duration import format_duration
from vabackoffice.usecases.limits import what_is_left

if TYPE_CHECKING:
    from datetime import datetime

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.time_entry import RunningTimer, TimeEntry, Work
    from vabackoffice.usecases.limits import Left
    from vabackoffice.usecases.status import Status

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Words = Annotated[list[str] | None, typer.Argument(metavar="HANDLE [NOTE...] [+TAG...]", show_default=False)]
At = Annotated[str | None, typer.Option(metavar="TIME", help="When: '9:00', '-25m', '25m ago'.")]
Internal = Annotated[str | None, typer.Option(metavar="KIND", help="Own work: admin, acquisition, training, travel.")]
ServiceName = Annotated[str | None, typer.Option(metavar="NAME", help="The kind of work.")]
Place = Annotated[str | None, typer.Option(metavar="PLACE", help="Where: home, client, other.")]
NoBill = Annotated[bool, typer.Option("--no-bill", help="Never bill this.")]
TaskId = Annotated[int | None, typer.Option(metavar="ID", help="The flat-fee task this is for.")]
Force = Annotated[bool, typer.Option("--force", help="Keep it although it overlaps another entry.")]


@app.command("start")
def start(
    words: Words = None,
    at: At = None,
    internal: Internal = None,
    service: ServiceName = None,
    place: Place = None,
    task: TaskId = None,
    no_bill: NoBill = False,
    force: Force = False,
) -> None:
    """Start a timer; one that runs is stopped first.

    Examples:
      va start acme Sorting mail +email
      va start acme --at -25m
      va start --internal admin Bookkeeping
    """
    with invocation.open_desk() as desk:
        work = _read(desk, words, internal, service, place, task, no_bill)
        _begin(desk, work, at, force=force)


@app.command("switch")
def switch(
    words: Words = None,
    at: At = None,
    internal: Internal = None,
    service: ServiceName = None,
    place: Place = None,
    task: TaskId = None,
    no_bill: NoBill = False,
    force: Force = False,
) -> None:
    """Stop the running timer and start another.

    Examples:
      va switch bakery Newsletter
    """
    from vabackoffice.usecases.timers import required_timer

    with invocation.open_desk() as desk:
        required_timer(desk.book)
        work = _read(desk, words, internal, service, place, task, no_bill)
        _begin(desk, work, at, force=force)


@app.command("stop")
def stop(at: At = None, force: Force = False) -> None:
    """Stop the running timer and keep the entry.

    Examples:
      va stop
      va stop --at 17:30
    """
    from vabackoffice.usecases.timers import stop_timer

    with invocation.open_desk() as desk:
        moment = _end_of_work(desk, at)
        entry = stop_timer(desk.book, desk.now, moment, keep_long=invocation.current.yes, force=force)
        left = what_is_left(desk.book, entry.work, desk.today) if entry else None
    if entry is None:
        output.show({"stopped": None, "bank": None}, "Stopped in the second it began: nothing to keep.")
    else:
        text = "\n".join((f"Stopped {_line(entry)}", *limits.left_line(entry.work, left)))
        output.show({"stopped": entry_json(entry), "bank": limits.left_json(left)}, text)


@app.command("resume")
def resume(
    entry: Annotated[str, typer.Argument(metavar="[@N|ID]", show_default=False)] = "@1",
    at: At = None,
    force: Force = False,
) -> None:
    """Start a timer for what an entry was about, the newest one by default.

    Examples:
      va resume
      va resume @2
    """
    from vabackoffice.usecases.entries import find_entry, refuse_archived

    with invocation.open_desk() as desk:
        work = find_entry(desk.book, entry).work
        refuse_archived(desk.book, work)
        _begin(desk, work, at, force=force)


@app.command("cancel")
def cancel() -> None:
    """Throw the running timer away.

    Examples:
      va cancel
    """
    from vabackoffice.domain.time_entry import seconds_from
    from vabackoffice.usecases.timers import cancel_timer

    with invocation.open_desk() as desk:
        timer = cancel_timer(desk.book, desk.now)
        elapsed = format_duration(seconds_from(timer.started, desk.now))
    output.show({"cancelled": timer_json(timer, None)}, f"Cancelled {timer.work.target}, {elapsed} not kept")


@app.command("status")
def status(
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print nothing and exit 1 when idle.")] = False,
    short: Annotated[bool, typer.Option("--short", help="One short line for a status bar, empty when idle.")] = False,
) -> None:
    """Show the running timer and the hours of today and this week.

    Examples:
      va status
      va status --short
      va status --json
    """
    from vabackoffice.usecases.status import read_status

    with invocation.open_desk() as desk:
        found = read_status(desk.book, desk.now)
        left = _left_while_running(desk, found)
    running = timer_json(found.running, found.running_seconds) if found.running else None
    if quiet and not running:
        raise typer.Exit(1)
    text = _short(found) if short else _timer_now(found)
    if not quiet and not short:
        text += f"\nToday {format_duration(found.today_seconds)}, this week {format_duration(found.week_seconds)}"
        text += f"\n{limits.left_line(found.running.work, left)[0]}" if found.running and left else ""
    body = {"running": running, "today_seconds": found.today_seconds, "week_seconds": found.week_seconds}
    output.show(body | {"bank": limits.left_json(left)}, text)


def _left_while_running(desk: Desk, found: Status) -> Left | None:
    running = found.running
    return what_is_left(desk.book, running.work, desk.today, found.running_seconds) if running else None


def _short(found: Status) -> str:
    whole_minutes = found.running_seconds // 60 * 60
    return f"{found.running.work.target} {format_duration(whole_minutes)}" if found.running else ""


def _timer_now(found: Status) -> str:
    if found.running is None:
        return "No timer is running"
    return f"{timer_line(found.running)}, {format_duration(found.running_seconds)}"


def _read(
    desk: Desk,
    words: list[str] | None,
    internal: str | None,
    service: str | None,
    place: str | None,
    task: int | None,
    no_bill: bool,
) -> Work:
    from vabackoffice.cli.reading import read_work

    return read_work(
        desk, words or [], desk.today, internal=internal, service=service, place=place, task=task, bill=not no_bill
    )


def _begin(desk: Desk, work: Work, at: str | None, *, force: bool) -> None:
    from vabackoffice.domain.time_entry import seconds_from
    from vabackoffice.usecases.timers import start_timer

    limits.ask_at_the_limit(desk, work)
    started = start_timer(
        desk.book,
        desk.now,
        desk.zone,
        work,
        _start_of_work(desk, at),
        ended=_asked_end(desk) if at is None else None,
        keep_long=invocation.current.yes,
        force=force,
    )
    lines = [f"Stopped {_line(started.stopped)}"] if started.stopped else []
    left = what_is_left(desk.book, work, desk.today, seconds_from(started.timer.started, desk.now))
    lines += [f"Started {timer_line(started.timer)}", *limits.left_line(work, left)]
    stopped = entry_json(started.stopped) if started.stopped else None
    body = {"started": timer_json(started.timer, None), "stopped": stopped, "bank": limits.left_json(left)}
    output.show(body, "\n".join(lines))


def _start_of_work(desk: Desk, at: str | None) -> datetime:
    """Return now, or the instant `at` names; a clock time still to come is yesterday's if a timer was running then."""
    if at is None:
        return desk.now
    from datetime import timedelta

    from vabackoffice.domain.clock_time import parse_moment
    from vabackoffice.domain.time_entry import seconds_from
    from vabackoffice.storage.reads.entries import running_timer

    moment = parse_moment(at, on=desk.today, now=desk.now, zone=desk.zone, language=desk.about.language)
    running = running_timer(desk.book)
    if running is None or seconds_from(moment, desk.now) >= 0:
        return moment
    day_before = desk.today - timedelta(days=1)
    yesterday = parse_moment(at, on=day_before, now=desk.now, zone=desk.zone, language=desk.about.language)
    return yesterday if seconds_from(running.started, yesterday) >= 0 else moment


def _end_of_work(desk: Desk, at: str | None) -> datetime:
    """Return now, or the instant since the timer's start that `at` names."""
    if at is None:
        return _asked_end(desk) or desk.now
    from vabackoffice.cli.reading import read_moment_between
    from vabackoffice.usecases.timers import required_timer

    return read_moment_between(desk, at, required_timer(desk.book).started, desk.now)


def _asked_end(desk: Desk) -> datetime | None:
    """Ask a person when the work ended whose timer has run for more than twelve hours; None if there is no need."""
    if not invocation.can_ask() or invocation.current.yes:
        return None
    from vabackoffice.cli.reading import read_moment_between
    from vabackoffice.domain.time_entry import FORGOTTEN, seconds_from
    from vabackoffice.storage.reads.entries import running_timer

    running = running_timer(desk.book)
    if running is None or seconds_from(running.started, desk.now) <= FORGOTTEN:
        return None
    output.note(f"The timer for {timer_line(running)} has been running for more than 12 hours.")
    typed = invocation.ask("When did the work end", "--at TIME")
    return read_moment_between(desk, typed, running.started, desk.now)


def _line(entry: TimeEntry) -> str:
    from vabackoffice.usecases.overlaps import describe

    return describe(entry)


def timer_line(timer: RunningTimer) -> str:
    """Return the running timer on one line: `acme/inbox at 09:00: Sorting mail +email`."""
    from vabackoffice.domain.time_entry import format_clock

    said = ", ".join((f"{timer.work.target} at {format_clock(timer.started)}", *timer.work.facts))
    return f"{said}: {timer.work.words}" if timer.work.words else said


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
