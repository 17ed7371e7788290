"""Walking through the gaps of a day with a person who says what each was."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import typer
from typer.exceptions import TyperException

from vabackoffice.cli import invocation, output
from vabackoffice.cli.lazy import Deferred
from vabackoffice.cli.main import COMMANDS
from vabackoffice.cli.reading import read_work
from vabackoffice.domain.clock_time import looks_like_duration, looks_like_range, parse_time_range
from vabackoffice.domain.duration import format_duration, parse_duration
from vabackoffice.domain.gaps import find_gaps
from vabackoffice.domain.time_entry import TimeEntry, When, format_span, later, seconds_from
from vabackoffice.domain.words import quoted
from vabackoffice.errors import BackOfficeError, InvalidInputError
from vabackoffice.usecases.catch_up import log_answers
from vabackoffice.usecases.entries import refuse_after_end
from vabackoffice.usecases.overlaps import describe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.gaps import Span
    from vabackoffice.usecases.catch_up import Answer

_INTRODUCTION = """\
Answer as after the time in 'va log': 'acme Mail +email', or '20m acme Call'
for a part of it. Enter skips a gap, q ends; nothing is written before that."""
_MINUTE = 60


def ask_and_log(desk: Desk, gaps: Sequence[Span], shortest: int, where: str) -> None:
    """Ask what each gap was, show the answers, and log them together after a yes; `where` names day and hours."""
    count = f"{len(gaps)} {'gap' if len(gaps) == 1 else 'gaps'}"
    output.note(f"{count} on {where}, {format_duration(sum(seconds_from(*gap) for gap in gaps))} in all.")
    output.note(_INTRODUCTION)
    answers = _ask(desk, gaps, shortest)
    if not answers:
        output.say("Nothing was written.")
        return
    for work, when in answers:
        output.note(describe(TimeEntry(0, work, when.on_date, when.seconds, when.start, when.end)))
    count = f"{len(answers)} {'entry' if len(answers) == 1 else 'entries'}"
    invocation.confirm(f"Writing {count} ({format_duration(sum(when.seconds for _, when in answers))})", usual=True)
    for entry in log_answers(desk.book, desk.now, desk.zone, answers):
        output.say(f"Logged {describe(entry)}")
    output.say("'va undo' takes all of it back.")


def _ask(desk: Desk, gaps: Sequence[Span], shortest: int) -> list[Answer]:
    """Return the answers in the order in which they were given; a part of a gap leaves the rest to be asked."""
    answers: list[Answer] = []
    waiting = list(reversed(gaps))
    while waiting:
        gap = waiting.pop()
        typed = _read_line(f"{format_span(*gap)}, {format_duration(seconds_from(*gap))}: ")
        if typed is None or typed.lower() == "q":
            break
        if not typed:
            continue
        answer = _understood(desk, gap, typed)
        if answer is None:
            waiting.append(gap)
            continue
        answers.append(answer)
        busy = [answer[1].span] if answer[1].span else []
        waiting.extend(reversed(find_gaps(busy, *gap, shortest)))
    return answers


def _read_line(question: str) -> str | None:
    """Return what was typed, None when nothing more will be (Ctrl-D)."""
    try:
        sys.stderr.write(question)
        sys.stderr.flush()
        return input().strip()
    except EOFError:
        output.note("")
        return None
    except KeyboardInterrupt:
        output.note("\nStopped; nothing was written.")
        raise


def _understood(desk: Desk, gap: Span, typed: str) -> Answer | None:
    """Return what was answered; None, after saying why, if it was not understood."""
    try:
        span, words = _take_span(desk, gap, _split(typed))
        options = _options_of_log(words)
        day = span[0].date()
        work = read_work(desk, options.pop("words") or [], day, bill=not options.pop("no_bill"), **options)
        refuse_after_end(desk.book, work, day)
        return work, When.between(*span)
    except BackOfficeError as problem:
        output.print_error(problem)
    except typer.Exit:  # '--help' has been shown
        pass
    return None


def _split(typed: str) -> list[str]:
    """Return the words of an answer; double quotes keep some together, an apostrophe is part of the note."""
    from shlex import shlex

    words = shlex(typed, posix=True)
    words.whitespace_split, words.quotes, words.escape, words.commenters = True, '"', "", ""
    try:
        return list(words)
    except ValueError:
        message = f"{quoted(typed)} has a quotation mark without its other half."
        raise InvalidInputError(message, "Close it, or leave it out.") from None


def _options_of_log(words: list[str]) -> dict[str, Any]:
    """Return the words and options as `va log` understands them after its first argument."""
    log = Deferred("log", COMMANDS["log"][0], "").load()
    try:
        found: dict[str, Any] = dict(log.make_context("va log", ["", *words]).params)
    except TyperException as problem:
        raise InvalidInputError(problem.format_message(), "'--help' as an answer shows the options.") from problem
    if found["on"] is not None or found["force"]:
        message = "The gap says when it was: '--on' and '--force' have no place here."
        raise InvalidInputError(message, "Leave them out.")
    return {name: found[name] for name in ("words", "internal", "service", "place", "task", "no_bill")}


def _take_span(desk: Desk, gap: Span, words: list[str]) -> tuple[Span, list[str]]:
    """Return the part of the gap with which an answer begins, the whole of it if it does not, and the other words."""
    first, rest = words[0], words[1:]
    if looks_like_range(first, language=desk.about.language):
        return _inside(desk, gap, first), rest
    if not looks_like_duration(first):
        return gap, words
    end = later(gap[0], parse_duration(first))
    if seconds_from(end, gap[1]) < 0:
        raise _not_inside(first, gap)
    return (gap[0], end), rest


def _inside(desk: Desk, gap: Span, text: str) -> Span:
    """Return the range that was typed, on the day on which it lies in the gap; `9:05` is the gap's own 9:05:20."""
    for day in dict.fromkeys(edge.date() for edge in gap):
        start, end = parse_time_range(text, on=day, now=desk.now, zone=desk.zone, language=desk.about.language)
        if seconds_from(start, gap[0]) in range(_MINUTE):
            start = gap[0]
        if seconds_from(gap[0], start) >= 0 and seconds_from(end, gap[1]) >= 0:
            return start, end
    raise _not_inside(text, gap)


def _not_inside(text: str, gap: Span) -> InvalidInputError:
    message = f"{quoted(text)} does not fit into {format_span(*gap)}, {format_duration(seconds_from(*gap))}."
    return InvalidInputError(message, "Say a length or a range inside it, or press Enter to skip it.")
