"""Where an hour bank stands today, for commands that say it beside what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.bank_balance import bank_balance
from vabackoffice.errors import ConflictError
from vabackoffice.usecases.bank import read_bank

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.bank_balance import BankBalance
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow
    from vabackoffice.usecases.bank import Bank


def read_standing(book: Book, engagement: EngagementRow, today: date) -> tuple[Bank, BankBalance] | None:
    """Return a bank and its balance in the course of today.

    None where there is no bank, outside the agreement, and where work without terms keeps the bank from being counted:
    `va bank` and `va month` say so, the others go on.
    """
    bank = read_bank(book, engagement, today)
    if bank is None:
        return None
    try:
        balance = bank_balance(bank.contract, bank.work, today)
    except ConflictError:
        return None
    return None if balance is None else (bank, balance)
