"""Work on its way into the hour bank: from which hours it draws, and what is beyond them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.bank_words import say_beyond, say_draw
from vabackoffice.domain.civil_date import format_date

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.bank_package import OpenPackage
    from vabackoffice.domain.bank_replay import Replay
    from vabackoffice.domain.bank_stock import Pool
    from vabackoffice.domain.contract import BilledTime


def draw(bank: Replay, time: BilledTime) -> None:
    """Let an entry draw, one row for each source; flat work draws nothing, and hourly work nothing in a pause."""
    terms, day = bank.now.terms, time.draws_on
    if terms.model == "flat":
        return
    rest = time.seconds
    paused = bank.now.paused_days > 0 and any(day in pause for pause in bank.contract.pauses)
    if not paused:
        rest = _draw_from_pools(bank, time, day, rest)
        rest = _draw_from_packages(bank, time, day, rest) if rest and bank.stock.packages else rest
    if not rest or terms.model == "hourly":
        return
    if paused:
        bank.add(day, "overage", "overage", rest, say_beyond(rest, "in a pause", bank.beyond, time), time.entry)
    elif terms.debt == "bill":
        bank.add(day, "overage", "overage", rest, say_beyond(rest, "beyond the bank", bank.beyond, time), time.entry)
    else:
        bank.stock.debt += rest
        why = say_beyond(rest, "beyond the bank", "a debt that the next hours pay", time)
        bank.add(day, "draw", "debt", -rest, why, time.entry)


def _draw_from_pools(bank: Replay, time: BilledTime, day: date, rest: int) -> int:
    """Draw on allowance and carry-over; return what is still to be drawn."""
    pools = (bank.stock.allowance, bank.stock.carried)
    for pool in pools if bank.now.terms.use_order == "allowance-first" else reversed(pools):
        if rest and pool.left:
            rest -= _take(bank, pool, time, day, rest)
    return rest


def _draw_from_packages(bank: Replay, time: BilledTime, day: date, rest: int) -> int:
    for package in bank.stock.packages:
        if not rest:
            break
        begun = ""
        if package.waits_for_use:
            package.begin(day, bank.contract.pauses)
            last = package.last_day
            begun = f"; first used now, until {format_date(last)}" if last else "; first used now"
        rest -= _take(bank, package, time, day, rest, begun)
    bank.stock.settle_packages()
    return rest


def _take(  # noqa: PLR0913, PLR0917 - what a draw is made of
    bank: Replay, source: Pool | OpenPackage, time: BilledTime, day: date, wanted: int, begun: str = ""
) -> int:
    taken = source.take(wanted)
    bank.add(day, "draw", source.source, -taken, say_draw(taken, source.name, source.left, time) + begun, time.entry)
    return taken
