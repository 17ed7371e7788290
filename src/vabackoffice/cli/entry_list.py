"""`va entries`: the list of finished work, as it is or grouped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.options import PeriodWords
from vabackoffice.cli.timer import entry_json
from vabackoffice.domain.dimension import DIMENSIONS, SEVERAL_TAGS, label, names_of, place_in_order, short_name
from vabackoffice.domain.duration import format_duration
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.dimension import Name
    from vabackoffice.domain.period import Period
    from vabackoffice.domain.time_entry import TimeEntry

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_CSV = (
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
_HEADINGS = (
    ("", "left"),
    ("Date", "whole"),
    ("Time", "whole"),
    ("", "right"),
    ("For", "left"),
    ("What", "left"),
    ("Billed", "left"),
)

Group = tuple["Name", list["TimeEntry"]]


@app.command("entries")
def entries(
    period: PeriodWords = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="WHAT", help=f"Group by {', '.join(DIMENSIONS[:-1])} or tag.", show_default=False),
    ] = None,
    client: Annotated[str | None, typer.Option(metavar="HANDLE", help="Only this client or engagement.")] = None,
    tag: Annotated[str | None, typer.Option(metavar="TAG", help="Only with this tag.")] = None,
    unbilled: Annotated[bool, typer.Option("--unbilled", help="Only what no invoice has billed.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """List time entries, this month's by default.

    Examples:
      va entries
      va entries last week --client acme
      va entries 2026-03 --by client
      va entries 2026-03 --unbilled --csv
    """
    dimension = _dimension(by, csv=csv)
    with invocation.open_desk() as desk:
        span = desk.period(" ".join(period or []), "this month")
        found = _entries(desk, span, client, tag, unbilled=unbilled)
        ranks = _ranks(desk)
    if csv:
        _print_csv(found)
    elif invocation.current.json:
        output.print_json(_list_json(span, found, dimension))
    elif not found:
        output.say(f"No entries in {span}.")
    else:
        _print_entries(span, found, ranks, dimension)


def _dimension(typed: str | None, *, csv: bool) -> str | None:
    """Return what the list is grouped by."""
    from vabackoffice.domain.time_entry import check_choice

    if typed is None:
        return None
    if csv:
        message = "'--by' and '--csv' were said together."
        raise InvalidInputError(message, "Leave '--by' out: each row of the CSV has date, client, service and tags.")
    return check_choice(typed, DIMENSIONS, "way to group entries")


def _entries(desk: Desk, period: Period, client: str | None, tag: str | None, *, unbilled: bool) -> list[TimeEntry]:
    from vabackoffice.storage.reads.entries import entries_between

    handle, engagement_id = _only(desk, client)
    wanted = tag.removeprefix("+").lower() if tag else None
    return entries_between(
        desk.book,
        period.start,
        period.end,
        client=handle,
        engagement_id=engagement_id,
        tag=wanted,
        unbilled=unbilled,
    )


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


def _groups(found: list[TimeEntry], by: str) -> list[Group]:
    """Return the entries by what they are grouped by; one with several tags is in several groups."""
    groups: dict[Name, list[TimeEntry]] = {}
    for entry in found:
        for name in names_of(entry, by):
            groups.setdefault(name, []).append(entry)
    return sorted(groups.items(), key=lambda group: place_in_order(by, group[0], _seconds(group[1])))


def _seconds(found: list[TimeEntry]) -> int:
    return sum(entry.seconds for entry in found)


def _print_csv(found: list[TimeEntry]) -> None:
    from vabackoffice.documents.tabular import write_csv

    rows = [entry_json(entry) | {"tags": " ".join(entry.work.tags)} for entry in found]
    output.say(write_csv(rows, _CSV).rstrip("\n"))


def _list_json(period: Period, found: list[TimeEntry], by: str | None) -> dict[str, Any]:
    body: dict[str, Any] = {
        "period": {"start": period.start.isoformat(), "end": period.end.isoformat()},
        "entries": [entry_json(entry) for entry in found],
        "total_seconds": _seconds(found),
    }
    if by is None:
        return body
    groups = [
        {"name": short_name(by, name), "seconds": _seconds(group), "entries": [entry.id for entry in group]}
        for name, group in _groups(found, by)
    ]
    return body | {"by": by, "groups": groups}


def _print_entries(period: Period, found: list[TimeEntry], ranks: dict[int, int], by: str | None) -> None:
    rows = [_cells(entry, ranks) for entry in found] if by is None else _grouped_cells(_groups(found, by), by, ranks)
    rows.append(["", "", "", format_duration(_seconds(found)), _counted(found), "", ""])
    title = f"Time entries{f' by {by}' if by else ''}, {period}"
    output.print_table(_HEADINGS, rows, title=title, total=True)
    if by == "tag":
        output.say(SEVERAL_TAGS)


def _counted(found: list[TimeEntry]) -> str:
    return f"{len(found)} entr{'y' if len(found) == 1 else 'ies'}"


def _grouped_cells(groups: list[Group], by: str, ranks: dict[int, int]) -> list[list[str]]:
    """Return the rows of each group below one that has its name and its sum, with an empty one between groups."""
    rows: list[list[str]] = []
    for name, found in groups:
        head = ["", "", "", format_duration(_seconds(found)), label(by, name), _counted(found), ""]
        rows += [*([[""] * len(head)] if rows else []), head, *(_cells(entry, ranks) for entry in found)]
    return rows


def _cells(entry: TimeEntry, ranks: dict[int, int]) -> list[str]:
    from vabackoffice.domain.civil_date import format_date
    from vabackoffice.domain.time_entry import format_span

    claim = "draft" if entry.draft_id else "" if entry.work.billable or entry.work.internal else "no"
    return [
        f"@{ranks[entry.id]}" if entry.id in ranks else str(entry.id),
        format_date(entry.on_date),
        format_span(entry.start, entry.end) if entry.start and entry.end else "",
        format_duration(entry.seconds),
        entry.work.target,
        entry.work.words,
        entry.invoice or claim,
    ]
