"""Timeclock files of Emacs, Ledger and hledger: a line for each clock-in (`i`) and clock-out (`o`).

Read as hledger 1.50 does (Hledger.Read.TimeclockReader): seconds are optional, a time zone is ignored, text after `;`
is a comment, a clock-out ends the session it names, else the latest one, and a session runs once at a time. Where
hledger differs from the others, the others are read too: `O` is a clock-out (hledger passes over it), and what stands
behind a clock-out that names no session is the reason that Emacs asked for. Lines are read in their order.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.words import quoted
from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.cells import plain_text, read_clock
from vabackoffice.importers.date_order import YEAR_FIRST, read_day
from vabackoffice.importers.hledger import GAP, join_note, read_tags, split_account
from vabackoffice.importers.row import ImportedRow, RefusedRow
from vabackoffice.importers.text_file import cut_off, not_the_format, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vabackoffice.importers.row import Row
    from vabackoffice.importers.text_file import Line

_WHAT = "a timeclock file"
_ENTRY = re.compile(
    r"([iohbO])\s+([0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2})\s+([0-9]{1,2}:[0-9]{2})(:[0-9]{2})?(?:\s*[+-][0-9]{4})?"
    r"(?:\s+(.*))?"
)
_COMMENTS = ("#", ";", "*")
_CLOCK_OUTS = ("o", "O")


class _Entry(NamedTuple):
    """A line: its code, when it was, the account or reason, the description and the comment."""

    row: int
    code: str
    at: datetime
    exact: bool
    account: str
    description: str
    comment: str


def recognises(head: str, _path: Path) -> bool:
    """Tell whether a file that begins with `head` is one of these."""
    lines = (line.strip() for line in head.splitlines())
    first = next((line for line in lines if line and not line.startswith(_COMMENTS)), "")
    return _ENTRY.fullmatch(first) is not None


def read_rows(path: Path, _dates: str = "") -> Iterator[Row]:
    """Yield the sessions of a timeclock file, each where it ends; see `sources.read_source`."""
    sessions: list[_Entry] = []
    known = False
    for line in read_lines(path, _WHAT):
        text = line.text.strip()
        if not text or text.startswith(_COMMENTS):
            continue
        try:
            entry = _entry(line)
        except InvalidInputError as problem:
            if not line.ended:
                raise cut_off(path, line.number) from problem
            if not known:
                raise not_the_format(path, _WHAT, line) from problem
            yield RefusedRow(line.number, problem.message)
            continue
        known = True
        if entry.code == "i":
            yield from _clock_in(sessions, entry)
        elif entry.code in _CLOCK_OUTS:
            if not line.ended and not entry.exact and any(session.exact for session in sessions):
                raise cut_off(path, line.number)
            yield _clock_out(sessions, entry)
    for session in sessions:
        yield RefusedRow(session.row, f"{_name(session)} is still running: there is no clock-out.")


def _entry(line: Line) -> _Entry:
    """Return what a line says.

    Raises:
        InvalidInputError: it has not the form of an entry, or a date or time that does not exist.
    """
    match = _ENTRY.fullmatch(line.text.strip())
    if match is None:
        message = f"{quoted(line.text.strip())} is neither a clock-in nor a clock-out."
        raise InvalidInputError(message)
    code, day, clock, seconds, rest = match.groups(default="")
    at = datetime.combine(read_day(day, YEAR_FIRST), read_clock(clock + seconds))
    said, _, comment = rest.partition(";")
    account, *description = GAP.split(said.strip(), maxsplit=1)
    return _Entry(line.number, code, at, bool(seconds), plain_text(account), " ".join(description), comment.strip())


def _clock_in(sessions: list[_Entry], entry: _Entry) -> Iterator[RefusedRow]:
    """Open a session; one of the same account that is open already never ended."""
    for session in [session for session in sessions if session.account == entry.account]:
        sessions.remove(session)
        yield RefusedRow(session.row, f"{_name(session)} was clocked in again on line {entry.row} without an end.")
    sessions.append(entry)


def _clock_out(sessions: list[_Entry], entry: _Entry) -> Row:
    """Close the session that the clock-out names, else the latest one, and return it as a row."""
    if not sessions:
        return RefusedRow(entry.row, "Nothing is clocked in that this could clock out.")
    named = [session for session in sessions if session.account == entry.account]
    is_reason = bool(entry.account) and not named
    if is_reason and (len(sessions) > 1 or ":" in entry.account.partition(" ")[0]):
        return RefusedRow(entry.row, f"{_name(entry)} is not clocked in, so this cannot clock it out.")
    session = (named or sessions)[-1]
    sessions.remove(session)
    client, project = split_account(session.account)
    reason = f"{entry.account} {entry.description}" if is_reason else entry.description
    return ImportedRow(
        row=session.row,
        seconds=None,
        start=session.at,
        end=entry.at,
        client=client,
        project=project,
        note=join_note(session.description or reason, join_note(session.comment, entry.comment)),
        tags=read_tags(f"{session.comment},{entry.comment}"),
    )


def _name(session: _Entry) -> str:
    return quoted(session.account) if session.account else "The timer"
