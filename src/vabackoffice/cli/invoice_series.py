"""`va invoice series`: how documents are numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.invoice import Text
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.usecases.number_series import Counter

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("series")
def series(
    action: Annotated[str, typer.Argument(metavar="list|set", show_default=False)],
    name: Annotated[Text, typer.Argument(metavar="[SERIES]", show_default=False)] = None,
    pattern: Annotated[
        Text, typer.Option(metavar="PATTERN", help="{seq} or {seq:04}, and {year} to begin anew.", show_default=False)
    ] = None,
    first: Annotated[
        int | None,
        typer.Option("--next", metavar="N", help="Go on from another program with N.", show_default=False),
    ] = None,
    kind: Annotated[
        Text, typer.Option(metavar="invoice|credit_note", help="What a new series is for.", show_default=False)
    ] = None,
) -> None:
    """List number series, or set one. Numbers have no gaps and rise with the dates.

    Examples:
      va invoice series list
      va invoice series set invoice --pattern "{year}-{seq:04}" --next 1
      va invoice series set shop --pattern "S{year}-{seq:03}" --kind invoice
    """
    from vabackoffice.usecases.number_series import counters, set_series

    if action == "list":
        _refuse_extra(name, pattern, first, kind)
        with invocation.open_desk() as desk:
            found = counters(desk.book, desk.today)
        _show(found)
        return
    if action != "set" or name is None:
        message = f"'va invoice series {action}' is not understood."
        raise InvalidInputError(message, "It is 'va invoice series list', or 'va invoice series set NAME --pattern …'.")
    with invocation.open_desk() as desk:
        made = set_series(desk.book, desk.now, name, pattern=pattern, first=first, kind=kind)
    text = (
        f"Series {made.series.name} numbers {_KINDS[made.series.kind]}: {made.series.pattern}, next {made.next_number}."
    )
    output.show({"series": [_json(made)]}, text)


_KINDS = {"invoice": "invoices", "credit_note": "credit notes"}


def _refuse_extra(*typed: object) -> None:
    if any(one is not None for one in typed):
        message = "'va invoice series list' takes nothing else."
        raise InvalidInputError(message, "Set a series with 'va invoice series set NAME --pattern …'.")


def _json(counter: Counter) -> dict[str, Any]:
    found = counter.series
    return {
        "name": found.name,
        "kind": found.kind,
        "pattern": found.pattern,
        "last": counter.last,
        "next": counter.next_number,
    }


def _show(found: list[Counter]) -> None:
    if invocation.current.json:
        output.print_json({"series": [_json(one) for one in found]})
        return
    headings = (("Series", "left"), ("For", "left"), ("Pattern", "left"), ("Next", "left"))
    output.print_table(
        headings, [[one.series.name, _KINDS[one.series.kind], one.series.pattern, one.next_number] for one in found]
    )
