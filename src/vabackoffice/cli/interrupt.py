"""`va interrupt`: a short job in between, in one command; daily, so nothing heavy is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.limits import ask_at_the_limit
from vabackoffice.cli.timer import Force, Internal, NoBill, Place, ServiceName, entry_json, timer_json, timer_line
from vabackoffice.errors import MissingError

if TYPE_CHECKING:
    from vabackoffice.usecases.interruptions import Interrupted

app = typer.Typer(rich_markup_mode=None, add_completion=False)

Words = Annotated[list[str] | None, typer.Argument(metavar="HANDLE [NOTE...] [DURATION] [+TAG...]", show_default=False)]


@app.command("interrupt")
def interrupt(
    words: Words = None,
    internal: Internal = None,
    service: ServiceName = None,
    place: Place = None,
    no_bill: NoBill = False,
    force: Force = False,
) -> None:
    """Log a short job that ends now, and go on with what the timer was running for.

    The duration is the first or the last word after the handle, with its unit: '10m'.

    Examples:
      va interrupt bakery Phone call 10m
      va interrupt bakery 10m Phone call +call
      va interrupt --internal admin Parcel 5m
    """
    from vabackoffice.cli.reading import read_work
    from vabackoffice.domain.duration import parse_duration
    from vabackoffice.domain.time_entry import When, later
    from vabackoffice.usecases.interruptions import log_interruption

    with invocation.open_desk() as desk:
        typed, rest = _take_duration(words or [], has_handle=internal is None)
        seconds = When.lasting(desk.today, parse_duration(typed or _asked_duration())).seconds
        day = later(desk.now, -seconds).date()
        work = read_work(desk, rest, day, internal=internal, service=service, place=place, bill=not no_bill)
        ask_at_the_limit(desk, work)
        yes = invocation.current.yes
        done = log_interruption(desk.book, desk.now, desk.zone, work, seconds, keep_long=yes, force=force)
    _show(done)


def _take_duration(words: list[str], *, has_handle: bool) -> tuple[str, list[str]]:
    """Return the duration, empty if there is none, and the other words.

    It is the first word after the handle, else the last one, else the one before the handle, as in `va log`. Numbers
    without a unit belong to the note: `Room 12`, `Call at 9:00`.
    """
    places = [place for place, word in enumerate(words) if not word.startswith("+")]
    after_handle = places[1:] if has_handle else places
    for place in (*after_handle[:1], *after_handle[-1:], *places[:1]):
        if _is_duration(words[place]):
            return words[place], [*words[:place], *words[place + 1 :]]
    return "", words


def _is_duration(word: str) -> bool:
    from vabackoffice.domain.clock_time import looks_like_duration

    return looks_like_duration(word) and any(letter.isalpha() for letter in word)


def _asked_duration() -> str:
    if invocation.can_ask():
        return invocation.ask("How long (10m)", "DURATION")
    message = "How long the interruption took is missing."
    raise MissingError(message, "Say it first or last, with its unit: 'va interrupt bakery Phone call 10m'.")


def _show(done: Interrupted) -> None:
    from vabackoffice.usecases.overlaps import describe

    lines = [f"Kept {describe(done.kept)}"] if done.kept else []
    lines.append(f"Logged {describe(done.logged)}")
    lines.append(f"Resumed {timer_line(done.resumed)}" if done.resumed else "No timer was running.")
    body = {
        "logged": entry_json(done.logged),
        "kept": entry_json(done.kept) if done.kept else None,
        "resumed": timer_json(done.resumed, None) if done.resumed else None,
    }
    output.show(body, "\n".join(lines))
