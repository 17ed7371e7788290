"""`va export`: everything in the book, or hours, for other programs."""

from __future__ import annotations

import io
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.storage.book import Book

app = typer.Typer(rich_markup_mode=None, add_completion=False)

WHOLE_BOOK = ("json", "csv")


@app.command("export")
def export(
    period: Annotated[list[str] | None, typer.Argument(metavar="[PERIOD]", show_default=False)] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help="json, csv, toggl, harvest, klog or ics.")
    ] = "json",
    client: Annotated[
        str | None, typer.Option(metavar="HANDLE", help="Only this client or engagement.", show_default=False)
    ] = None,
    target: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="FILE|DIR", help="Write to this file; json and csv: folder.", show_default=False
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over files that are there.")] = False,
) -> None:
    """Write the whole book as json or csv, or the hours of a period, else all, for another program.

    'va import' reads every format back but csv, hours as far as the format carries them:

    \b
    json     the whole book, stored files included; its history stays in the book
    csv      the same in a folder, with a file per table
    toggl    no service, task, place; hours without clock times get free ones
    harvest  no clock times, tags, 'not billable', service, task, place
    klog     whole minutes; no 'not billable', service, task, place
    ics      no 'not billable', service, task, place

    Hours of your own name no client: 'va import' asks for a map of them.

    Examples:
      va export > book.json
      va export --format csv -o my-data
      va export --format toggl 2026-03 -o toggl-march.csv
      va export --format harvest last month --client acme -o harvest.csv
      va export --format klog > hours.klg
      va export --format ics this year -o hours.ics
    """  # noqa: D301 - the backspace keeps the lines below it as they are
    from vabackoffice.usecases.exporting_hours import FORMATS

    if form in FORMATS:
        _export_hours(form, " ".join(period or []), client, target, force=force)
        return
    _check(form, hours=bool(period or client), folder=target)
    _export_book(form, target, force=force)


def _check(form: str, *, hours: bool, folder: str | None) -> None:
    from vabackoffice.usecases.exporting_hours import FORMATS

    known = (*WHOLE_BOOK, *FORMATS)
    if form not in known:
        message = f"'{form}' is not a format of the export."
        raise InvalidInputError(message, f"Use {', '.join(known[:-1])} or {known[-1]}.")
    if hours:
        message = f"The export as {form} is the whole book, not the hours of a period or a client."
        raise InvalidInputError(message, f"Leave them out, or name a format of hours: {', '.join(FORMATS)}.")
    if form == "csv" and not folder:
        message = "CSV is a file per table and needs a folder."
        raise InvalidInputError(message, "Name it: 'va export --format csv -o DIR'.")


def _export_book(form: str, folder: str | None, *, force: bool) -> None:
    from vabackoffice.storage.book import open_book, plain_errors

    with closing(open_book(invocation.book_path())) as book, plain_errors(book.path):
        if folder:
            _write_folder(book, form, Path(folder).expanduser(), force=force)
        else:
            _print_json(book)


def _print_json(book: Book) -> None:
    from vabackoffice.usecases.exporting import write_json

    _same_bytes_everywhere()
    write_json(book, sys.stdout.write)


def _same_bytes_everywhere() -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")


def _write_folder(book: Book, form: str, folder: Path, *, force: bool) -> None:
    from vabackoffice.usecases.exporting import export_csv, export_json

    written = (export_csv if form == "csv" else export_json)(book, folder, force=force)
    where = f"'{written.files[0]}'" if form == "json" else f"{len(written.files)} files in '{folder}'"
    stored = f"{written.documents} stored {'file' if written.documents == 1 else 'files'}"
    body = {"files": [str(file) for file in written.files], "tables": written.tables, "documents": written.documents}
    output.show(body, f"Wrote {where}: {written.tables} tables, {stored}.")


def _export_hours(form: str, typed: str, client: str | None, target: str | None, *, force: bool) -> None:
    """Print the hours, or write them to a file and say how many they were and of which period."""
    from functools import partial

    from vabackoffice.usecases.exporting_hours import write_hours

    with invocation.open_desk() as desk:
        period = desk.period(typed, "") if typed else None
        write = partial(write_hours, desk.book, desk.now, desk.zone, form, period, client)
        if not target:
            _same_bytes_everywhere()
            write(sys.stdout.write)
            return
        parts: list[str] = []
        count, seconds = write(parts.append)
    from vabackoffice.cli.files import write_new
    from vabackoffice.domain.duration import format_duration

    path = write_new(Path(target).expanduser(), "".join(parts).encode(), force=force)
    entries = f"{count} {'entry' if count == 1 else 'entries'} {f'of {period}' if period else 'of the whole book'}"
    days = {"start": period.start.isoformat(), "end": period.end.isoformat()} if period else None
    body = {"file": str(path), "format": form, "period": days, "entries": count, "seconds": seconds}
    output.show(body, f"Wrote '{path}': {entries}, {format_duration(seconds)}.")
