"""`va import`: hours from other programs: shown first, written on '--apply', once."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.import_book import SOURCE as BOOK
from vabackoffice.cli.import_book import import_book, refuse_options
from vabackoffice.cli.import_group import AUTO, FileGroup
from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.book_export import is_book_export
from vabackoffice.importers.sources import ANY_TABLE, FILE_NAMES, SOURCES, read_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.importers.row import Row
    from vabackoffice.storage.reads.imports import ImportRun
    from vabackoffice.usecases.import_columns import Columns
    from vabackoffice.usecases.import_plan import ImportPlan
    from vabackoffice.usecases.importing import Gone

app = typer.Typer(
    cls=FileGroup,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Bring in hours: 'va import FILE' finds out from which program.\n\n"
    "What would come in is shown; nothing is written without '--apply'. A second import of a file adds nothing.\n\n"
    "Examples:\n  va import hours.csv\n  va import hours.csv --apply\n  va import toggl hours.csv --map names.toml",
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
ColumnFields = Annotated[
    Text,
    typer.Option(metavar="COLUMN=FIELD,…", help="What the columns are; remembered on '--apply'.", show_default=False),
]
Dates = Annotated[Text, typer.Option(metavar="dmy|mdy", help="Day or month first.", show_default=False)]
Bill = Annotated[bool, typer.Option("--bill", help="Bill every row, also those that say they are not billable.")]
Force = Annotated[bool, typer.Option("--force", help="Write rows that overlap or have changed, too.")]
Update = Annotated[bool, typer.Option("--update", help="Change the entries whose rows are longer or shorter now.")]

_HEADINGS = (
    ("", "right"),
    ("From", "left"),
    ("File", "left"),
    ("When", "whole"),
    ("Entries", "right"),
    ("", "right"),
)
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
        update: Update = False,
        propose_map: ProposeMap = None,
    ) -> None:
        said = {"user": user, "dates": dates}
        _run(source, file, map_file, propose_map, said, apply=apply, bill=bill, force=force, update=update)

    call = f"va import {source} {FILE_NAMES.get(source, 'hours.csv')}"
    examples = f"Examples:\n  {call}\n  {call} --map names.toml --apply"
    help_text = f"Import {what}; without '--apply' nothing is written.\n\n{examples}"
    app.command(source, help=help_text, short_help=_shortly(what))(command)


def _add_table(command_name: str, source: str, summary: str, *, hidden: bool = False) -> None:
    """Add a command for files that may need to be told what their columns are."""

    def command(
        file: File,
        columns: ColumnFields = None,
        map_file: MapFile = None,
        apply: Apply = False,
        user: User = None,
        dates: Dates = None,
        bill: Bill = False,
        force: Force = False,
        update: Update = False,
        propose_map: ProposeMap = None,
    ) -> None:
        said = {"user": user, "dates": dates, "columns": columns}
        _run(source, file, map_file, propose_map, said, apply=apply, bill=bill, force=force, update=update)

    call = f"va import {'' if hidden else f'{command_name} '}hours.csv"
    examples = f'Examples:\n  {call}\n  {call} --columns "Datum=date,Stunden=hours,Kunde=client" --apply'
    help_text = f"{summary}\n\n{examples}"
    app.command(command_name, hidden=hidden, help=help_text, short_help=_shortly(SOURCES[ANY_TABLE]))(command)


def _shortly(what: str) -> str:
    """Return what a file is as a line of a list, such as `A timedot file of hledger.`."""
    return f"{what[0].upper()}{what[1:]}."


for _source, _what in SOURCES.items():
    if _source != ANY_TABLE:
        _add_source(_source, _what)
_add_table(ANY_TABLE, ANY_TABLE, f"Import {SOURCES[ANY_TABLE]}; without '--apply' nothing is written.")


@app.command(BOOK, short_help="A whole book, as 'va export' writes it.")
def import_whole_book(file: File, apply: Apply = False) -> None:
    """Bring a whole book back from what 'va export' wrote; without '--apply' nothing is written.

    It becomes the book, which must not be there yet or only be set up.

    Examples:
      va import vabackoffice book.json --book new.db
      va import vabackoffice book.json --book new.db --apply
    """
    import_book(file, _progress, apply=apply)


_add_table(AUTO, "", "Import a file, whichever source it is of; without '--apply' nothing is written.", hidden=True)


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
        output.print_table(_HEADINGS, [_cells(run) for run in found])


@app.command("undo")
def undo(import_id: Annotated[int, typer.Argument(metavar="ID", show_default=False)]) -> None:
    """Delete the entries of an import.

    The clients that it made go with them, unless something else needs them. 'va undo' brings all of it back.

    Examples:
      va import undo 1 --yes
    """
    from vabackoffice.usecases.importing import find_import, undo_import

    with invocation.open_desk() as desk:
        run = find_import(desk.book, import_id)
        what = f"import {run.id} of '{run.file_name}', {_count(run.entries, 'entry', 'entries')}"
        invocation.confirm(f"Deleting {what}")
        gone = undo_import(desk.book, desk.now, import_id)
        body = _run_json(desk, run) | {"clients": gone.clients, "engagements": gone.engagements}
    output.show({"undone": body}, f"Deleted {what}{_with_it(gone)}.")


def _run(
    source: str,
    file: Path,
    map_file: Path | None,
    propose_map: Path | None,
    said: dict[str, str | None],
    *,
    apply: bool,
    bill: bool,
    force: bool,
    update: bool,
) -> None:
    """Plan, show, and write when that was said and, at a terminal, confirmed; without a source it is found out.

    What was `said` is the user's name, the order of the dates, and what columns are, where that can be said.
    """
    from vabackoffice.cli.import_text import plan_json, plan_lines, result_lines
    from vabackoffice.domain.time_entry import check_choice
    from vabackoffice.importers.date_order import ORDERS
    from vabackoffice.usecases.import_map import read_map, write_map
    from vabackoffice.usecases.import_plan import Wish, plan_import
    from vabackoffice.usecases.importing import SourceFile, apply_import, parts_of

    if not source and is_book_export(file):
        marks = {"bill": bill, "force": force, "update": update}
        refuse_options({"map": map_file, "propose-map": propose_map, **said, **marks})
        import_book(file, _progress, apply=apply)
        return
    dates = said["dates"]
    order = check_choice(dates, ORDERS, "date order") if dates is not None else ""
    mapping = read_map(map_file) if map_file else {}
    import_id = None
    with invocation.open_desk() as desk:
        reading = _reading(desk, source, file, order, said.get("columns"))
        found = SourceFile.at(reading.source, file)
        wish = Wish(said["user"] or "", force, bill, update, reading.columns)
        with _progress(file, "Reading") as shown:
            plan = plan_import(desk.book, desk.now, desk.zone, reading.source, shown(reading.rows()), mapping, wish)
        if propose_map:
            write_map(propose_map, plan.meanings)
        lines = [] if source else [f"{file.absolute().name} is read as {reading.source}: {SOURCES[reading.source]}."]
        lines += plan_lines(plan, file, desk.zone)
        if apply:
            lines = _ask(plan, lines)
            parts = parts_of(plan)
            with _progress(file, "Writing", len(parts)) as shown:
                import_id = apply_import(desk.book, desk.now, desk.zone, plan, shown(iter(parts)), found)
    text = "\n".join([*lines, *result_lines(plan, import_id, applied=apply, proposed=propose_map)])
    output.show(plan_json(plan, import_id, applied=apply), text)


class _Reading(NamedTuple):
    """How a file is read: its source, what its columns are where that has to be said, and its rows, each time anew."""

    source: str
    columns: Columns | None
    rows: Callable[[], Iterator[Row]]


def _reading(desk: Desk, source: str, file: Path, order: str, typed: str | None) -> _Reading:
    """Find out the source, where it was not named, and the columns, where it does not know them itself."""
    from functools import partial

    if not source:
        from vabackoffice.usecases.import_source import find_source

        source = find_source(desk.book, file)
    columns = None
    if source == ANY_TABLE:
        from vabackoffice.cli.import_columns import find_columns

        columns = find_columns(desk.book, file, typed)
    elif typed is not None:
        message = f"'{file.name}' is {SOURCES[source]}, whose columns are known."
        raise InvalidInputError(message, f"Leave '--columns' out, or read it as any table: 'va import {ANY_TABLE}'.")
    known = {"columns": columns.fields, "first_columns": columns.first} if columns else {}
    rows = partial(read_source, source, file, order, now=desk.now, zone=desk.zone, **known)
    return _Reading(source, columns, rows)


def _ask(plan: ImportPlan, lines: list[str]) -> list[str]:
    """Show the plan and ask a person who is there; return what is left to show."""
    if not (plan.new or plan.updates) or invocation.current.yes or not invocation.can_ask():
        return lines
    output.note("\n".join(lines))
    steps = {"importing": _count(plan.new, "row", "rows"), "changing": _count(plan.updates, "entry", "entries")}
    wanted = [f"{step} {what}" for step, what in steps.items() if not what.startswith("0 ")]
    invocation.confirm(" and ".join(wanted).capitalize())
    return []


@contextmanager
def _progress(file: Path, what: str, total: int | None = None) -> Iterator[Callable[[Iterator[Any]], Iterator[Any]]]:
    """Yield what rows are passed through on their way: it moves a bar at a terminal when the file is long."""
    if not sys.stderr.isatty() or file.stat().st_size < _LONG:
        yield lambda rows: rows
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=total)  # now: it may take a while until the first row comes
        yield lambda rows: iter(progress.track(rows, total=total, task_id=task))


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


def _cells(run: dict[str, Any]) -> list[str]:
    from vabackoffice.domain.duration import format_duration

    return [
        str(run["id"]),
        run["source"],
        run["file"],
        run["at"][:16].replace("T", " "),
        str(run["entries"]),
        format_duration(run["seconds"]),
    ]


def _with_it(gone: Gone) -> str:
    counts = [_count(gone.clients, "client", "clients"), _count(gone.engagements, "engagement", "engagements")]
    said = [count for count in counts if not count.startswith("0 ")]
    return f", and {' and '.join(said)} it had made" if said else ""


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
