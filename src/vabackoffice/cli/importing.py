"""`va import`: hours from other programs: shown first, written on '--apply', once."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.importers.sources import SOURCES, read_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.importers.row import Row
    from vabackoffice.storage.reads.imports import ImportRun
    from vabackoffice.usecases.import_plan import ImportPlan

app = typer.Typer(
    rich_markup_mode=None, add_completion=False, no_args_is_help=True, help="Bring in hours from another program."
)

Text = str | None
File = Annotated[Path, typer.Argument(metavar="FILE", show_default=False)]
Apply = Annotated[bool, typer.Option("--apply", help="Write what was shown.")]
MapFile = Annotated[
    Path | None,
    typer.Option("--map", metavar="FILE", help="What names mean here; remembered on '--apply'.", show_default=False),
]
ProposeMap = Annotated[
    Path | None, typer.Option("--propose-map", metavar="FILE", help="Write a map to edit.", show_default=False)
]
User = Annotated[Text, typer.Option(metavar="NAME", help="Only this person's rows.", show_default=False)]
Dates = Annotated[Text, typer.Option(metavar="dmy|mdy", help="Day or month first.", show_default=False)]
Bill = Annotated[bool, typer.Option("--bill", help="Bill every row, also those that say they are not billable.")]
Force = Annotated[bool, typer.Option("--force", help="Write rows that overlap, too.")]

_LONG = 1_000_000  # bytes from which on a person wants to see how far it is


def _add_source(source: str, what: str) -> None:
    """Add the command of one source; they differ in the reader alone."""

    def command(
        file: File,
        map_file: MapFile = None,
        apply: Apply = False,
        user: User = None,
        dates: Dates = None,
        bill: Bill = False,
        force: Force = False,
        propose_map: ProposeMap = None,
    ) -> None:
        _run(source, file, map_file, propose_map, apply=apply, user=user, dates=dates, bill=bill, force=force)

    examples = f"Examples:\n  va import {source} hours.csv\n  va import {source} hours.csv --map names.toml --apply"
    app.command(source, help=f"Import {what}; without '--apply' nothing is written.\n\n{examples}")(command)


for _source, _what in SOURCES.items():
    _add_source(_source, _what)


@app.command("list")
def list_imports() -> None:
    """List the imports that were applied.

    Examples:
      va import list
    """
    from vabackoffice.storage.reads.imports import import_runs

    with invocation.open_desk() as desk:
        found = [_run_json(desk, run) for run in import_runs(desk.book)]
    if invocation.current.json:
        output.print_json({"imports": found})
    elif not found:
        output.say("Nothing has been imported yet.")
    else:
        from vabackoffice.domain.duration import format_duration

        headings = (
            ("", "right"),
            ("From", "left"),
            ("File", "left"),
            ("When", "left"),
            ("Entries", "right"),
            ("", "right"),
        )
        cells = [
            [
                str(run["id"]),
                run["source"],
                run["file"],
                run["at"][:16].replace("T", " "),
                str(run["entries"]),
                format_duration(run["seconds"]),
            ]
            for run in found
        ]
        output.print_table(headings, cells)


@app.command("undo")
def undo(import_id: Annotated[int, typer.Argument(metavar="ID", show_default=False)]) -> None:
    """Delete the entries of an import; clients that it made stay. 'va undo' brings them back.

    Examples:
      va import undo 1 --yes
    """
    from vabackoffice.usecases.importing import find_import, undo_import

    with invocation.open_desk() as desk:
        run = find_import(desk.book, import_id)
        what = f"import {run.id} of '{run.file_name}', {_count(run.entries, 'entry', 'entries')}"
        invocation.confirm(f"Deleting {what}")
        undo_import(desk.book, desk.now, import_id)
        body = _run_json(desk, run)
    output.show({"undone": body}, f"Deleted {what}.")


def _run(
    source: str,
    file: Path,
    map_file: Path | None,
    propose_map: Path | None,
    *,
    apply: bool,
    user: str | None,
    dates: str | None,
    bill: bool,
    force: bool,
) -> None:
    """Plan, show, and write when that was said and, at a terminal, confirmed."""
    from vabackoffice.cli.import_text import plan_json, plan_lines, result_lines
    from vabackoffice.domain.time_entry import check_choice
    from vabackoffice.importers.date_order import ORDERS
    from vabackoffice.usecases.import_map import read_map, write_map
    from vabackoffice.usecases.import_plan import Wish, plan_import
    from vabackoffice.usecases.importing import SourceFile, apply_import

    order = check_choice(dates, ORDERS, "date order") if dates is not None else ""
    mapping = read_map(map_file) if map_file else {}
    wish = Wish(user or "", force, bill)
    import_id = None
    with invocation.open_desk() as desk:
        found = SourceFile.at(file)
        with _progress(file, "Reading") as shown:
            rows = shown(read_source(source, file, order))
            plan = plan_import(desk.book, desk.now, desk.zone, source, rows, mapping, wish)
        if propose_map:
            write_map(propose_map, plan.meanings)
        lines = plan_lines(plan, file, desk.zone)
        if apply:
            lines = _ask(plan, lines)
            with _progress(file, "Writing", plan.rows) as shown:
                rows = shown(read_source(source, file, order))
                import_id = apply_import(desk.book, desk.now, desk.zone, plan, rows, found)
    text = "\n".join([*lines, *result_lines(plan, import_id, applied=apply, proposed=propose_map)])
    output.show(plan_json(plan, import_id, applied=apply), text)


def _ask(plan: ImportPlan, lines: list[str]) -> list[str]:
    """Show the plan and ask a person who is there; return what is left to show."""
    if not plan.new or invocation.current.yes or not invocation.can_ask():
        return lines
    output.note("\n".join(lines))
    invocation.confirm(f"Importing {_count(plan.new, 'row', 'rows')}")
    return []


@contextmanager
def _progress(file: Path, what: str, total: int | None = None) -> Iterator[Callable[[Iterator[Row]], Iterator[Row]]]:
    """Yield what rows are passed through on their way: it moves a bar at a terminal when the file is long."""
    if not sys.stderr.isatty() or file.stat().st_size < _LONG:
        yield lambda rows: rows
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        yield lambda rows: iter(progress.track(rows, total=total, description=what))


def _run_json(desk: Desk, run: ImportRun) -> dict[str, Any]:
    from vabackoffice.storage.instants import read_instant

    return {
        "id": run.id,
        "source": run.source,
        "file": run.file_name,
        "sha256": run.file_sha256,
        "at": read_instant(run.imported_at).astimezone(desk.zone).isoformat(),
        "rows": run.rows,
        "entries": run.entries,
        "seconds": run.seconds,
    }


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
