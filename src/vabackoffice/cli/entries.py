"""`va log`, `entries`, `edit`, `split`, `delete`: finished work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.options import given, refuse_nothing
from vabackoffice.cli.timer import Force, Internal, NoBill, Place, ServiceName, TaskId, entry_json
from vabackoffice.domain.clock_time import looks_like_duration, looks_like_range, parse_time_range
from vabackoffice.domain.duration import format_duration, parse_duration
from vabackoffice.usecases.overlaps import describe

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.period import Period
    from vabackoffice.domain.time_entry import TimeEntry, When

app = typer.Typer(rich_markup_mode=None, add_completion=False)

On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day: 'yesterday', 'mon', '2026-03-02'.")]
EntryName = Annotated[str, typer.Argument(metavar="@N|ID", show_default=False)]


@app.command("log")
def log(
    when: Annotated[str, typer.Argument(metavar="DURATION|FROM-TO", show_default=False)],
    words: Annotated[list[str] | None, typer.Argument(metavar="HANDLE [NOTE...] [+TAG...]", show_default=False)] = None,
    on: On = None,
    internal: Internal = None,
    service: ServiceName = None,
    place: Place = None,
    task: TaskId = None,
    no_bill: NoBill = False,
    force: Force = False,
) -> None:
    """Log finished work: how long or from when to when, for whom, what.

    Examples:
      va log 1h30 acme Sorted mail +email
      va log 9:00-10:25 acme Call --on yesterday
      va log 45m --internal admin Bookkeeping
    """
    from vabackoffice.cli.reading import read_work
    from vabackoffice.usecases.entries import log_entry

    when, words = _in_order(when, words or [])
    with invocation.open_desk() as desk:
        day = desk.day(on) or desk.today
        work = read_work(desk, words, day, internal=internal, service=service, place=place, task=task, bill=not no_bill)
        entry = log_entry(desk.book, desk.now, desk.zone, work, _when(desk, when, day), force=force)
    output.show({"logged": entry_json(entry)}, f"Logged {describe(entry)}")


@app.command("entries")
def entries(
    period: Annotated[list[str] | None, typer.Argument(metavar="[PERIOD]", show_default=False)] = None,
    client: Annotated[str | None, typer.Option(metavar="HANDLE", help="Only this client or engagement.")] = None,
    tag: Annotated[str | None, typer.Option(metavar="TAG", help="Only with this tag.")] = None,
    unbilled: Annotated[bool, typer.Option("--unbilled", help="Only what no invoice has billed.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """List time entries, this month's by default.

    Examples:
      va entries
      va entries last week --client acme
      va entries 2026-03 --unbilled --csv
    """
    from vabackoffice.storage.reads.entries import entries_between

    with invocation.open_desk() as desk:
        found_period = desk.period(" ".join(period or []), "this month")
        handle, engagement_id = _only(desk, client)
        wanted = tag.removeprefix("+").lower() if tag else None
        found = entries_between(
            desk.book,
            found_period.start,
            found_period.end,
            client=handle,
            engagement_id=engagement_id,
            tag=wanted,
            unbilled=unbilled,
        )
        ranks = _ranks(desk)
    if csv:
        _print_csv(found)
    elif invocation.current.json:
        body = {"start": found_period.start.isoformat(), "end": found_period.end.isoformat()}
        total = sum(entry.seconds for entry in found)
        output.print_json({"period": body, "entries": [entry_json(entry) for entry in found], "total_seconds": total})
    else:
        _print_entries(found_period, found, ranks)


@app.command("edit")
def edit(
    ctx: typer.Context,
    entry: EntryName,
    start: Annotated[str | None, typer.Option("--from", metavar="TIME", help="A new start.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="TIME", help="A new end.")] = None,
    duration: Annotated[str | None, typer.Option(metavar="DURATION", help="A new length.")] = None,
    on: On = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="A new note.")] = None,
    client: Annotated[str | None, typer.Option(metavar="HANDLE", help="Another client or engagement.")] = None,
    tags: Annotated[str | None, typer.Option(metavar="TAGS", help="New tags: 'email inbox', or '' for none.")] = None,
    service: Annotated[str | None, typer.Option(metavar="NAME", help="Another kind of work, or '' for none.")] = None,
    place: Annotated[str | None, typer.Option(metavar="PLACE", help="home, client or other; '' for none.")] = None,
    task: Annotated[str | None, typer.Option(metavar="ID", help="The flat-fee task, or '' for none.")] = None,
    bill: Annotated[
        bool | None, typer.Option("--bill/--no-bill", help="Bill this or never.", show_default=False)
    ] = None,
    force: Force = False,
) -> None:
    """Change a time entry. '@1' is the newest.

    Examples:
      va edit @1 --to 10:45
      va edit @2 --note "Call about the fair" --client acme
    """
    from vabackoffice.cli.entry_changes import changed_when, changed_work
    from vabackoffice.usecases.entries import change_entry, find_entry

    refuse_nothing(given(ctx, without=("entry", "force")), "va edit")
    with invocation.open_desk() as desk:
        old = find_entry(desk.book, entry)
        when = changed_when(desk, old, start=start, end=end, duration=duration, on=on)
        work = changed_work(
            desk,
            old,
            when.on_date,
            note=note,
            client=client,
            tags=tags,
            service=service,
            place=place,
            task=task,
            bill=bill,
        )
        new = change_entry(desk.book, desk.now, old, work, when, force=force)
    output.show({"before": entry_json(old), "after": entry_json(new)}, f"Was {describe(old)}\nNow {describe(new)}")


@app.command("split")
def split(entry: EntryName, at: Annotated[str, typer.Argument(metavar="AT", show_default=False)]) -> None:
    """Cut an entry in two at a time, or after a duration.

    Examples:
      va split @1 10:00
      va split @1 45m
    """
    from vabackoffice.cli.entry_changes import halves
    from vabackoffice.usecases.entries import find_entry, split_entry

    with invocation.open_desk() as desk:
        old = find_entry(desk.book, entry)
        first, second = split_entry(desk.book, desk.now, old, *halves(desk, old, at))
    text = f"Was {describe(old)}\nNow {describe(first)}\nand {describe(second)}"
    output.show({"before": entry_json(old), "after": [entry_json(first), entry_json(second)]}, text)


@app.command("delete")
def delete(entry: EntryName) -> None:
    """Delete a time entry; 'va undo' brings it back.

    Examples:
      va delete @1 --yes
    """
    from vabackoffice.usecases.entries import delete_entry, find_entry, refuse_billed

    with invocation.open_desk() as desk:
        old = find_entry(desk.book, entry)
        refuse_billed(old)
        invocation.confirm(f"Deleting {describe(old)}")
        delete_entry(desk.book, desk.now, old)
    output.show({"deleted": entry_json(old)}, f"Deleted {describe(old)}")


def _in_order(when: str, words: list[str]) -> tuple[str, list[str]]:
    """Let the client come first: `va log acme 1h30` means `va log 1h30 acme`."""
    if not _is_when(when) and words and _is_when(words[0]):
        return words[0], [when, *words[1:]]
    return when, words


def _is_when(text: str) -> bool:
    return looks_like_range(text) or looks_like_duration(text)


def _when(desk: Desk, text: str, day: date) -> When:
    from vabackoffice.domain.time_entry import When

    language = desk.about.language
    if looks_like_range(text, language=language):
        return When.between(*parse_time_range(text, on=day, now=desk.now, zone=desk.zone, language=language))
    return When.lasting(day, parse_duration(text))


def _only(desk: Desk, client: str | None) -> tuple[str | None, int | None]:
    from vabackoffice.usecases.targets import find_client, find_engagement

    if client is None:
        return None, None
    if "/" in client:
        return None, find_engagement(desk.book, client, archived=True).id
    return find_client(desk.book, client, archived=True), None


def _ranks(desk: Desk) -> dict[int, int]:
    """Return n for which `@n` names an entry, for the newest; older ones are easier named by their id."""
    from vabackoffice.storage.reads.entries import newest_ids

    return {key: place for place, key in enumerate(newest_ids(desk.book, 20), start=1)}


def _print_csv(found: list[TimeEntry]) -> None:
    from vabackoffice.documents.tabular import write_csv

    rows = [entry_json(entry) | {"tags": " ".join(entry.work.tags)} for entry in found]
    columns = (
        "id",
        "date",
        "start",
        "end",
        "seconds",
        "client",
        "engagement",
        "internal",
        "service",
        "note",
        "tags",
        "billable",
        "place",
        "invoice",
    )
    output.say(write_csv(rows, columns).rstrip("\n"))


def _print_entries(period: Period, found: list[TimeEntry], ranks: dict[int, int]) -> None:
    from vabackoffice.domain.civil_date import format_date
    from vabackoffice.domain.time_entry import format_span

    if not found:
        output.say(f"No entries in {period}.")
        return
    rows = [
        [
            f"@{ranks[entry.id]}" if entry.id in ranks else str(entry.id),
            format_date(entry.on_date),
            format_span(entry.start, entry.end) if entry.start and entry.end else "",
            format_duration(entry.seconds),
            entry.work.target,
            entry.work.words,
            entry.invoice
            or ("draft" if entry.draft_id else "" if entry.work.billable or entry.work.internal else "no"),
        ]
        for entry in found
    ]
    rows.append(["", "", "", format_duration(sum(entry.seconds for entry in found)), f"{len(found)} entries", "", ""])
    headings = (
        ("", "left"),
        ("Date", "left"),
        ("Time", "left"),
        ("", "right"),
        ("For", "left"),
        ("What", "left"),
        ("Billed", "left"),
    )
    output.print_table(headings, rows, title=f"Time entries, {period}", total=True)
