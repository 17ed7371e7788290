"""Low hour banks, and the package that would fill each of them again: proposed, or sold when the month is drafted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.bank_period import bank_periods
from vabackoffice.domain.bank_words import say_left
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.engagement import terms_on
from vabackoffice.storage.reads.banks import with_bank
from vabackoffice.storage.reads.terms import latest_billed
from vabackoffice.usecases.bank_standing import read_standing

if TYPE_CHECKING:
    from datetime import datetime

    from vabackoffice.domain.contract import Package
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow
    from vabackoffice.usecases.bank import Bank
    from vabackoffice.usecases.packages import SoldPackage


class LowBank(NamedTuple):
    """A bank at or below its mark: what is left in words, and the next package, as the last one was, if there was one.

    `by_itself` says that the terms let it be sold when the month is drafted. `closed_until` is the last settled day.
    """

    engagement: EngagementRow
    said: str
    next_package: Package | None
    by_itself: bool
    closed_until: date

    @property
    def name(self) -> str:
        """What is typed for the engagement."""
        return f"{self.engagement.client}/{self.engagement.name}"

    @property
    def command(self) -> str:
        """The command that deals with it."""
        if self.next_package is None:
            return f"va bank {self.name}"
        return "va month --draft" if self.by_itself else _sell_command(self.name, self.next_package)


def low_banks(book: Book, today: date) -> list[LowBank]:
    """Return the banks at or below their mark, of agreements that hold today and clients that are not archived."""
    found = (_look(book, row, today) for row in with_bank(book))
    return [low for low in found if low is not None]


def renewals_due(book: Book, now: datetime) -> list[LowBank]:
    """Return the low banks whose terms say that a package is sold with the month, and that had one before.

    A bank of which today is billed already waits until tomorrow.
    """
    today = now.date()
    return [
        low
        for low in low_banks(book, today)
        if low.by_itself and low.next_package is not None
        if today > low.closed_until and latest_billed(book, today, None, engagement_id=low.engagement.id) is None
    ]


def sell_renewals(book: Book, now: datetime) -> list[SoldPackage]:
    """Sell what `renewals_due` names, inside an open operation; return the packages."""
    from vabackoffice.usecases.packages import write_package

    return [
        write_package(book, now, low.engagement, low.next_package)
        for low in renewals_due(book, now)
        if low.next_package is not None
    ]


def _look(book: Book, engagement: EngagementRow, today: date) -> LowBank | None:
    found = read_standing(book, engagement, today)
    if found is None or not found[1].low:
        return None
    bank, balance = found
    terms = terms_on(bank.contract.terms, today, bank.contract.engagement)
    packages = bank.contract.packages
    if any(one.bought_on > today for one in packages):
        return None
    # On hourly or flat days a bank that was used up asks for nothing; a retainer without hours has none to be low.
    if terms.model in {"hourly", "flat"} and not balance.promised:
        return None
    if not packages and not balance.promised:
        return None
    said = say_left(balance.seconds, balance.promised, balance.beyond, balance.until, today)
    again = _again(packages[-1], today) if packages else None
    return LowBank(engagement, said, again, terms.renew == "draft", _closed_until(bank))


def _closed_until(bank: Bank) -> date:
    """Return the last day of the last settled period."""
    if not bank.settled:
        return date.min
    last = max(bank.settled)
    return next(one.period.last_day for one in bank_periods(bank.contract, last) if one.period.start == last)


def _again(last: Package, today: date) -> Package:
    """Return the same package bought today; a fixed last day becomes as many days."""
    days = (last.expires_on - last.bought_on).days if last.expires_on else last.expires_days
    return replace(last, id=0, bought_on=today, expires_on=None, expires_days=days)


def _sell_command(name: str, package: Package) -> str:
    days = f" --expires {package.expires_days}d" if package.expires_days is not None else ""
    first_use = " --from-first-use" if package.from_first_use else ""
    hours = format_duration(package.seconds)
    return f"va package sell {name} --hours {hours} --price {package.price.amount}{days}{first_use}"
