"""What money that comes in settles of an invoice, and what a settled part consists of: net, VAT, withheld tax.

Everything is in proportion and by running totals: a part is what is settled now less what was settled before, each
rounded half up. So rounding never piles up, and with the last cent of an invoice its last cent of VAT is settled.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from vabackoffice.domain.money import Money
from vabackoffice.errors import ConflictError, InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Account:
    """Where one invoice stands, all in its own currency.

    Args:
        number: the invoice's number, for messages.
        paid: money that settled it so far.
        withheld: tax withheld by the client that settled it so far.
        open: the money still expected; negative when the invoice was paid and then credited.
        to_withhold: the tax the client has yet to withhold.
        credit: what was paid on it beyond its amount and is kept as the client's credit.
    """

    number: str
    paid: Money
    withheld: Money
    open: Money
    to_withhold: Money
    credit: Money

    @property
    def rest(self) -> Money:
        """What neither money nor withheld tax has settled."""
        return self.open + self.to_withhold


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a payment does: money and withheld tax that settle the invoice, and what is left as credit."""

    amount: Money
    withheld: Money
    credit: Money


def settle(account: Account, amount: Money, withheld: Money | None = None) -> Settlement:
    """Return what `amount` settles: money that came in, or, negative, money that went back.

    Args:
        account: where the invoice stands before.
        amount: the money, before any fee.
        withheld: the tax withheld with it; None takes it in proportion to the money.

    Raises:
        InvalidInputError: nothing is settled, more goes back than was paid, or the signs contradict each other.
        ConflictError: the money and the tax that was to be withheld do not go together.
    """
    if not amount and not withheld:
        message = "A payment of nothing settles nothing."
        raise InvalidInputError(message, "Give the amount that was paid; a negative one is money that went back.")
    if amount.minor < 0 or (not amount and withheld and withheld.minor < 0):
        return _refund(account, -amount, withheld)
    return _receipt(account, amount, withheld)


def portion(parts: Sequence[int], settled: int) -> list[int]:
    """Return how much of each part (minor units) is in `settled` of their sum; adds up to `settled` exactly.

    Parts are filled up by running totals in the order given, so with all nets first the net share is the
    net × settled ÷ sum, half up, however many groups it has. All settled gives back `parts` themselves.
    """
    whole = sum(parts)
    if not whole:
        return [0] * len(parts)
    ends = [_half_up(filled * settled, whole) for filled in accumulate(parts)]
    return [end - start for start, end in pairwise([0, *ends])]


def _receipt(account: Account, amount: Money, withheld: Money | None) -> Settlement:
    if account.rest.minor <= 0 and not withheld:
        return Settlement(amount - amount, amount - amount, amount)
    tax = _expected_tax(account, amount) if withheld is None else _stated_tax(account, withheld)
    money = min(amount, account.rest - tax)
    return Settlement(money, tax, amount - money)


def _expected_tax(account: Account, amount: Money) -> Money:
    """Return the tax withheld with `amount`: the expected tax in proportion to the money, as a running total."""
    if not account.to_withhold:
        return account.to_withhold
    if account.open < amount:
        message = (
            f"{amount} is more than the {account.open} expected on {account.number}: "
            f"the client was to withhold {account.to_withhold}."
        )
        stated = f"'--withheld {account.to_withhold.amount}'"
        raise ConflictError(message, f"Say what was withheld: '--withheld 0' if nothing was, else {stated}.")
    money, tax = account.paid + account.open, account.withheld + account.to_withhold
    so_far = _half_up(tax.minor * (account.paid + amount).minor, money.minor)
    now = max(0, so_far - account.withheld.minor)
    return Money(min(now, account.to_withhold.minor), amount.currency)


def _stated_tax(account: Account, withheld: Money) -> Money:
    if withheld.minor < 0:
        raise _contradiction(withheld)
    if max(account.rest.minor, 0) < withheld.minor:
        message = f"{withheld} withheld is more than the {account.rest} that is unsettled on {account.number}."
        raise InvalidInputError(message, f"'va invoice show {account.number}' shows where it stands.")
    return withheld


def _refund(account: Account, amount: Money, withheld: Money | None) -> Settlement:
    """Take money back: first what was kept as credit, then what settled the invoice, which is open again."""
    credit = min(amount, account.credit)
    money = amount - credit
    if account.paid < money:
        had = account.paid + account.credit
        message = f"{amount} cannot go back: {had} was paid on {account.number}."
        raise InvalidInputError(message, f"'va pay list' shows what was paid; take back at most {had.amount}.")
    if withheld and withheld.minor > 0:
        raise _contradiction(withheld)
    tax = _returned_tax(account, money) if withheld is None else -withheld
    if account.withheld < tax:
        message = f"{tax} withheld cannot be taken back: {account.withheld} was withheld on {account.number}."
        raise InvalidInputError(message, "Take back at most that.")
    return Settlement(-money, -tax, -credit)


def _returned_tax(account: Account, money: Money) -> Money:
    if not money:
        return money
    return Money(_half_up(account.withheld.minor * money.minor, account.paid.minor), money.currency)


def _contradiction(withheld: Money) -> InvalidInputError:
    message = f"'{withheld.amount}' withheld and the amount have opposite signs."
    return InvalidInputError(message, "Both are above zero when money comes in, both below zero when it goes back.")


def _half_up(numerator: int, denominator: int) -> int:
    """Return the quotient rounded half away from zero, in whole numbers only."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    return sign * ((2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator)))
