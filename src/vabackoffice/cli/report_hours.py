"""`va report hours`: hours by client, week, tag and so on, beside their targets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.options import PeriodWords
from vabackoffice.domain.dimension import DIMENSIONS, SEVERAL_TAGS
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.storage.reads.hours import Chosen
    from vabackoffice.usecases.hours import HoursRow

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_MOST = 2  # dimensions


@app.command("hours")
def hours(
    period: PeriodWords = None,
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="WHAT", help=f"{', '.join(DIMENSIONS)}; a second one splits the first."),
    ] = None,
    client: Annotated[str | None, typer.Option(metavar="HANDLE", help="Only this client or engagement.")] = None,
    tag: Annotated[str | None, typer.Option(metavar="TAG", help="Only with this tag.")] = None,
    unbilled: Annotated[bool, typer.Option("--unbilled", help="Only what no invoice has billed.")] = False,
    chart: Annotated[bool, typer.Option("--chart", help="Draw bars.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """Add up finished work, this month's by client if nothing else is said.

    Targets of 'va target' stand beside what they are for. +/- counts the
    days that had a target.

    Examples:
      va report hours
      va report hours last week --by day --chart
      va report hours 2026 --by client --by month
      va report hours 2026-Q1 --by tag --client acme --csv
    """
    from vabackoffice.storage.reads.hours import Chosen
    from vabackoffice.usecases.hours import report_hours
    from vabackoffice.usecases.targets import find_scope

    dimensions = _dimensions(by or ["client"])
    with invocation.open_desk() as desk:
        span = desk.period(" ".join(period or []), "this month")
        wanted = tag.removeprefix("+").lower() if tag else None
        chosen = Chosen(find_scope(desk.book, client, archived=True), wanted, unbilled)
        found = report_hours(desk.book, span, dimensions, chosen)
    _show(found, dimensions, chosen, chart=chart, csv=csv)


def _dimensions(typed: list[str]) -> list[str]:
    """Return what hours are grouped by; `client,week` is understood like two options."""
    from vabackoffice.domain.time_entry import check_choice

    words = [word for text in typed for word in text.split(",")]
    found = list(dict.fromkeys(check_choice(word, DIMENSIONS, "way to group hours") for word in words))
    if len(found) > _MOST:
        message = f"'--by' was said for {len(found)} things: {', '.join(found)}."
        raise InvalidInputError(message, "Two fit into a table; choose two of them.")
    return found


def _show(found: HoursRow, by: list[str], chosen: Chosen, *, chart: bool, csv: bool) -> None:
    from vabackoffice.cli.report_hours_data import hours_csv, hours_json

    if csv:
        output.say(hours_csv(found, by).rstrip("\n"))
    elif invocation.current.json:
        output.print_json(hours_json(found, by, chosen))
    elif not (found.hours.seconds if chart else found.rows):
        output.say(f"No hours in {found.period}{_filters(chosen)}.")
    else:
        from vabackoffice.cli.report_hours_text import print_chart, print_hours

        title = f"Hours by {' and '.join(by)}, {found.period}{_filters(chosen)}"
        (print_chart if chart else print_hours)(found, by, title)
        if "tag" in by:
            output.say(SEVERAL_TAGS)


def _filters(chosen: Chosen) -> str:
    """Return how the filters were understood, as a part of a title."""
    scope = f", {chosen.scope}" if chosen.scope.client else ""
    return f"{scope}{f', +{chosen.tag}' if chosen.tag else ''}{', unbilled' if chosen.unbilled else ''}"
