"""Hours that agreements promise: allowances of retainers, what is left of packages, targets beyond both."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.accrual import Done, days_done, part_of
from vabackoffice.domain.bank_package import open_package
from vabackoffice.domain.bank_period import bank_periods, paused_days, uncut_period
from vabackoffice.domain.bank_turn import included
from vabackoffice.domain.contract import Contract
from vabackoffice.domain.hour_bank import replay
from vabackoffice.domain.hour_target import Scope, held_in, planned_seconds, unit_for
from vabackoffice.domain.period import Period
from vabackoffice.errors import BackOfficeError
from vabackoffice.storage.reads.banks import with_bank
from vabackoffice.storage.reads.capacity import ended_engagements
from vabackoffice.storage.reads.contracts import read_packages, read_pauses
from vabackoffice.storage.reads.hour_targets import read_hour_targets
from vabackoffice.storage.reads.targets import handles
from vabackoffice.storage.reads.terms import read_terms_of
from vabackoffice.usecases.bank import read_bank
from vabackoffice.usecases.hour_targets import series

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from vabackoffice.domain.hour_target import HourTarget
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow

OPEN_END = timedelta(7 * 13)  # over which a package without an end is spread
_DAY = timedelta(1)


class Promise(NamedTuple):
    """Hours for `acme/desk` or `acme`: `kind` is `retainer`, `package` or `target`; seconds by the pieces asked for."""

    name: str
    kind: str
    pieces: tuple[int, ...]

    @property
    def seconds(self) -> int:
        """All of them."""
        return sum(self.pieces)


def read_promises(book: Book, pieces: Sequence[Period], today: date) -> tuple[list[Promise], list[str]]:
    """Return what is promised for each of some pieces of time in a row, and what could not be counted.

    A retainer promises the allowance of each of its periods, spread over its days that are not paused. A package
    promises what is left of it today, spread over the days from today to its last usable one; without an end, over
    13 weeks. A target counts as far as it goes beyond what is promised of the same hours: an engagement's beyond its
    retainer and packages, a client's beyond all of her engagements. Targets of all work promise nobody anything, and
    so do flat fees.
    """
    promises: list[Promise] = []
    remarks: list[str] = []
    for row in with_bank(book):
        try:
            promises += _of_bank(book, row, pieces, today)
        except BackOfficeError as error:
            remarks.append(f"{row.client}/{row.name} is not counted: {error.message}")
    targets = {scope: of_scope for scope, of_scope in _targets(book, pieces).items() if scope.client}
    for scope in sorted(targets, key=lambda scope: (scope.client, not scope.engagement, scope.engagement)):
        promises.append(_beyond(scope, targets[scope], promises, len(pieces)))
    return [promise for promise in promises if promise.seconds], remarks


def _of_bank(book: Book, row: EngagementRow, pieces: Sequence[Period], today: date) -> Iterator[Promise]:
    terms = read_terms_of(book, row.id, row.currency)
    packages = read_packages(book, row.id, row.currency)
    last = date.fromisoformat(row.ended_on) if row.ended_on else None
    first = terms[0].valid_from or uncut_period(terms[0], pieces[0].start).start
    name = f"{row.client}/{row.name}"
    contract = Contract(name, tuple(terms), first, last, packages, read_pauses(book, row.id))
    yield Promise(name, "retainer", tuple(_allowance(contract, piece) for piece in pieces))
    # A pause moves the end of a package.
    if packages and (contract.pauses or any(one.expires_on is None or one.expires_on >= today for one in packages)):
        left = list(_left_of_packages(book, row, today))
        spread = [
            [part_of(seconds, days_done(since, until, piece)) for piece in pieces] for since, until, seconds in left
        ]
        yield Promise(name, "package", tuple(map(sum, zip([0] * len(pieces), *spread, strict=True))))


def _allowance(contract: Contract, piece: Period) -> int:
    """Return what of the allowances of a retainer's periods lies in some days."""
    seconds = 0
    for one in bank_periods(contract, piece.last_day):
        if one.period.end > piece.start and one.terms.model == "retainer" and not one.is_paused:
            open_days = _open_days(contract, one.period)
            done = Done(open_days(piece.start), open_days(piece.end), open_days(one.period.end))
            seconds += part_of(included(one), done)
    return seconds


def _open_days(contract: Contract, period: Period) -> Callable[[date], int]:
    """Return how to count the days of a bank period before a day that are not paused."""

    def count(day: date) -> int:
        end = min(day, period.end)
        if end <= period.start:
            return 0
        passed = Period(period.start, end)
        return passed.days - paused_days(contract.pauses, passed)

    return count


def _left_of_packages(book: Book, row: EngagementRow, today: date) -> Iterator[tuple[date, date, int]]:
    """Yield first day, last day and seconds of each package that is open today, or will be bought."""
    bank = read_bank(book, row, today)
    state = replay(bank.contract, bank.work, today, day_over=False) if bank else None
    if bank is None:
        return
    to_come = [open_package(one, bank.contract.pauses) for one in bank.contract.packages if one.bought_on > today]
    for one in (*(state.stock.packages if state else ()), *to_come):
        since = max(today, one.package.bought_on)
        until = one.last_day or since + OPEN_END - _DAY
        yield since, min(until, bank.contract.last_day or until), one.left


def _targets(book: Book, pieces: Sequence[Period]) -> dict[Scope, list[int]]:
    """Return what targets plan for each piece, by whose hours they are; of ended agreements until their last day."""
    current, ended = set(handles(book)), ended_engagements(book)
    by_scope: dict[Scope, dict[str, list[HourTarget]]] = {}
    for (scope, every), of_unit in series(read_hour_targets(book)).items():
        if scope.client in current:
            by_scope.setdefault(scope, {})[every] = of_unit
    return {
        scope: [_planned(by_unit, piece, ended.get(str(scope))) for piece in pieces]
        for scope, by_unit in by_scope.items()
    }


def _planned(by_unit: dict[str, list[HourTarget]], piece: Period, last_day: date | None) -> int:
    end = min(piece.end, last_day + _DAY) if last_day else piece.end
    if end <= piece.start:
        return 0
    days = Period(piece.start, end)
    held = {every: held_in(targets, days) for every, targets in by_unit.items()}
    every = unit_for(held, piece)
    return planned_seconds(every, held[every]) if every else 0


def _beyond(scope: Scope, planned: Sequence[int], promises: Sequence[Promise], count: int) -> Promise:
    """Return what a target asks for beyond what is promised of the same hours."""
    name = str(scope)
    same = [one for one in promises if one.name == name or one.name.startswith(f"{name}/")]
    promised = [sum(one.pieces[place] for one in same) for place in range(count)]
    return Promise(name, "target", tuple(max(0, one - other) for one, other in zip(planned, promised, strict=True)))
