"""An hour bank as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.cli import output
from vabackoffice.domain.bank_words import name_period, say_left
from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import format_duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vabackoffice.domain.bank_row import BankRow
    from vabackoffice.usecases.bank_view import BankView

_KINDS = {
    "carry_in": "carried in",
    "allowance": "allowance",
    "purchase": "bought",
    "draw": "worked",
    "overage": "beyond the bank",
    "expiry": "lapsed",
    "carry_out": "carried out",
}
_SOURCES = {"allowance": "allowance", "carried": "carried over", "debt": "debt"}  # a package says its number
_WITH_SOURCE = ("purchase", "draw", "expiry")


def print_bank(view: BankView, *, explain: bool) -> None:
    """Print where the bank stands, then its rows; with `explain` the reason of each below it."""
    for line in _heading(view):
        output.say(line)
    if not view.rows:
        return
    columns = (("Date", "whole"), ("What", "left"), ("Hours", "right"), ("Balance", "right"))
    rows = [
        [
            format_date(row.day),
            f"{_what(row)}\n{row.why}" if explain else _what(row),
            f"{'+' if row.seconds > 0 else ''}{format_duration(row.seconds)}",
            format_duration(row.balance),
        ]
        for row in view.rows
    ]
    output.say("")
    output.print_table(columns, rows)


def _heading(view: BankView) -> Iterator[str]:
    name, days, used = view.contract.engagement, name_period(view.period), format_duration(view.used)
    standing = view.standing
    yield f"{name}, {days}"
    outside = _outside(view)
    if outside:
        yield f"  {outside}"
        return
    if view.over or standing is None:
        yield f"  {used} used, {format_duration(view.balance)} left at the end"
    else:
        left = say_left(standing.seconds, standing.promised, standing.beyond, standing.until, view.day)
        yield f"  {used} used, {left}"
    for one in view.expiring:
        yield f"  {format_duration(one.seconds)} ({_source(one.source)}) lapse after {format_date(one.last_day)}"
    if view.later:
        yield f"  {format_duration(view.later)} of days to come are not counted yet."
    if standing and standing.low and not view.over:
        yield f"  The bank is low: at most {standing.mark:f} % are left."


def _outside(view: BankView) -> str:
    """Say why there can be no rows, if that is so."""
    first, last = view.contract.first_day, view.contract.last_day
    if last is not None and view.period.start > last:
        return f"The agreement ended on {format_date(last)}."
    if first > view.day:
        return f"The agreement begins on {format_date(first)}."
    return "These days are still to come." if view.period.start > view.day else ""


def _what(row: BankRow) -> str:
    """Return `worked, package 1, entry 12`."""
    said = [_KINDS[row.kind]]
    if row.kind in _WITH_SOURCE:
        said.append(_source(row.source))
    if row.entry is not None:
        said.append(f"entry {row.entry}")
    return ", ".join(said)


def _source(source: str) -> str:
    return _SOURCES.get(source) or source.replace(":", " ")
