"""An hour bank as it is looked at: its rows over some days, and where it stands at the end of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from vabackoffice.domain.bank_balance import balance_of
from vabackoffice.domain.bank_period import bank_periods
from vabackoffice.domain.hour_bank import bank_ledger, replay
from vabackoffice.domain.period import Period
from vabackoffice.errors import ConflictError, InvalidInputError
from vabackoffice.storage.reads.banks import with_bank
from vabackoffice.usecases.bank import read_bank
from vabackoffice.usecases.targets import find_client, find_engagement

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.bank_balance import BankBalance, Expiring
    from vabackoffice.domain.bank_row import BankRow
    from vabackoffice.domain.contract import Contract
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow
    from vabackoffice.usecases.bank import Bank

_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class BankView:
    """The rows of a bank within `period`, and the bank after the last of them.

    `day` is how far the ledger goes, at most to the present, and `over` whether that day is over. `balance`, `used`
    (work of the period, overage included) and `later` (work of days to come) are in seconds. `expiring` is what lapses
    after `day` unless it is used; `standing` is where the bank stands in the course of `day`, None outside the
    agreement.
    """

    contract: Contract
    period: Period
    day: date
    over: bool
    rows: tuple[BankRow, ...]
    balance: int
    used: int
    later: int
    expiring: tuple[Expiring, ...]
    standing: BankBalance | None


def look_at_bank(
    book: Book, engagement: EngagementRow, today: date, asked: Period | None = None, *, whole: bool = False
) -> BankView:
    """Return an engagement's bank over the days asked for: its current period, or with `whole` all its days.

    Raises:
        ConflictError: the engagement has no bank, or work lies outside of the agreement.
    """
    bank = read_bank(book, engagement, today)
    if bank is None:
        raise no_bank(engagement)
    first = bank.contract.first_day
    period = Period(first, max(first, today) + _DAY) if whole else asked or _current(bank.contract, today)
    return _view(bank, period, min(period.last_day, today), over=period.last_day < today)


def _view(bank: Bank, period: Period, day: date, *, over: bool) -> BankView:
    state = replay(bank.contract, bank.work, day, day_over=False)
    standing = balance_of(state, day) if state else None
    ledger = bank_ledger(bank.contract, bank.work, day, day_over=True) if over else state.rows if state else []
    rows = tuple(row for row in ledger if row.day in period)
    return BankView(
        bank.contract,
        period,
        day,
        over,
        rows,
        balance=ledger[-1].balance if ledger else 0,
        used=sum(abs(row.seconds) for row in rows if row.entry is not None),
        later=sum(time.seconds for time in bank.work if time.draws_on > day and time.draws_on in period),
        expiring=tuple(one for one in standing.expiring if not over or one.last_day > day) if standing else (),
        standing=standing,
    )


def _current(contract: Contract, today: date) -> Period:
    """Return the bank period of today, the last one of an agreement that ended, or the first of one to come."""
    return bank_periods(contract, max(today, contract.first_day))[-1].period


def find_bank(book: Book, typed: str, day: date) -> EngagementRow:
    """Return the engagement with a bank that `CLIENT` or `CLIENT/ENGAGEMENT` names.

    A client's only bank of an engagement that has not ended, or that of its default engagement, needs no name.

    Raises:
        InvalidInputError: the client has several.
        ConflictError: what is named has none.
    """
    if "/" in typed:
        return find_engagement(book, typed, day, archived=True)
    client = find_client(book, typed, archived=True)
    banks = with_bank(book, client)
    standing = [row for row in banks if row.ended_on is None or row.ended_on >= day.isoformat()] or banks
    if not standing:
        raise no_bank(find_engagement(book, client, day, archived=True))
    chosen = standing if len(standing) == 1 else [row for row in standing if row.is_default]
    if not chosen:
        names = ", ".join(f"{client}/{row.name}" for row in standing)
        message = f"'{client}' has several hour banks: {names}."
        raise InvalidInputError(message, f"Name one: 'va bank {client}/{standing[0].name}'.")
    return chosen[0]


def no_bank(engagement: EngagementRow) -> ConflictError:
    """Return the error for an engagement without an hour bank."""
    name = f"{engagement.client}/{engagement.name}"
    message = f"'{name}' has no hour bank: its terms are neither a retainer nor packages."
    hint = f"Sell hours: 'va package sell {name} --hours H --price AMOUNT'; or agree on a retainer: "
    return ConflictError(message, f"{hint}'va engagement terms {name} --from DATE --retainer FEE --hours H'.")
