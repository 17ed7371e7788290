"""`va catch-up`: the day's gaps, each with the question what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import format_duration, parse_duration
from vabackoffice.domain.time_entry import FORGOTTEN, format_clock, format_span, later, seconds_from
from vabackoffice.errors import InvalidInputError, MissingError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.gaps import Span

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_MINUTE = 60


@app.command("catch-up")
def catch_up(
    words: Annotated[list[str] | None, typer.Argument(metavar="[DATE]", show_default=False)] = None,
    start: Annotated[str | None, typer.Option("--from", metavar="TIME", help="Where the day begins.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="TIME", help="Where the day ends.")] = None,
    gap: Annotated[str, typer.Option("--gap", metavar="DURATION", help="The shortest gap that counts.")] = "5m",
) -> None:
    """Ask what each gap of a day was, today's by default, and log the answers together.

    The day goes from its first entry to its last, or to the running timer. An answer is what follows the time in
    'va log'; it may begin with a length or a range, then the rest of the gap is asked again. Without a terminal the
    gaps are listed.

    Examples:
      va catch-up
      va catch-up yesterday --from 9:00 --to 17:30
      va catch-up --to now --gap 15m --json
    """
    from vabackoffice.usecases.catch_up import open_time

    shortest = parse_duration(gap)
    with invocation.open_desk() as desk:
        day = desk.day(" ".join(words or [])) or desk.today
        edges = _edges(desk, day, start, end)
        gaps = open_time(desk.book, desk.now, *edges, shortest) if edges else []
        if edges and gaps and invocation.can_ask() and not invocation.current.json:
            from vabackoffice.cli.catch_up_walk import ask_and_log

            ask_and_log(desk, gaps, shortest, _where(day, edges))
            return
    if invocation.current.json:
        output.print_json({"date": day.isoformat(), "gaps": [_json(gap) for gap in gaps]})
    else:
        _print(gaps, edges, day, desk.today, shortest)


def _edges(desk: Desk, day: date, start: str | None, end: str | None) -> Span | None:
    """Return from when to when to look, as typed, else as the day's work has it; never beyond now."""
    from vabackoffice.cli.reading import read_moment_between
    from vabackoffice.domain.clock_time import parse_moment
    from vabackoffice.usecases.catch_up import edges_of_day

    found = edges_of_day(desk.book, desk.now, day)
    if start is None and end is None:
        return found
    if found is None and (start is None or end is None):
        message = f"Nothing on {format_date(day)} has times, so the day's other edge is missing."
        raise MissingError(message, "Give both '--from' and '--to'.")
    begun, ended = found or (desk.now, desk.now)
    if start is not None:
        begun = parse_moment(start, on=day, now=desk.now, zone=desk.zone, language=desk.about.language)
    if end is not None:
        ended = read_moment_between(desk, end, begun, later(begun, FORGOTTEN))
    if seconds_from(desk.now, ended) > 0:
        ended = desk.now
    if seconds_from(begun, ended) <= 0:
        message = f"On {format_date(day)} there is no time from {format_clock(begun)} to {format_clock(ended)}."
        raise InvalidInputError(message, "Give a '--from' in the past and a '--to' after it.")
    return begun, ended


def _json(gap: Span) -> dict[str, object]:
    start, end = gap
    return {"start": start.isoformat(), "end": end.isoformat(), "seconds": seconds_from(start, end)}


def _print(gaps: Sequence[Span], edges: Span | None, day: date, today: date, shortest: int) -> None:
    if edges is None:
        named = "" if day == today else f" {day}"
        hint = f"'va catch-up{named} --from 9:00 --to 17:00' looks at the hours you name."
        output.say(f"Nothing on {format_date(day)} has times. {hint}")
        return
    where = _where(day, edges)
    if not gaps:
        output.say(f"No gaps of {format_duration(shortest)} or more on {where}.")
        return
    lengths = [seconds_from(*gap) for gap in gaps]
    rows = [[format_span(*gap), format_duration(length)] for gap, length in zip(gaps, lengths, strict=True)]
    total = [f"{len(gaps)} {'gap' if len(gaps) == 1 else 'gaps'}", format_duration(sum(lengths))]
    output.print_table((("Time", "left"), ("", "right")), [*rows, total], title=f"Gaps on {where}", total=True)
    output.say(f"'va log {_whole_minutes(gaps[0])} HANDLE NOTE{_on(gaps[0], today)}' fills the first one.")


def _where(day: date, edges: Span) -> str:
    return f"{format_date(day)}, {format_span(*edges)}"


def _whole_minutes(gap: Span) -> str:
    """Return the gap as it can be typed, without seconds and inside it."""
    start, end = gap
    return format_span(later(start, -start.second % _MINUTE), end)


def _on(gap: Span, today: date) -> str:
    day = gap[0].date()
    return "" if day == today else f" --on {day}"
