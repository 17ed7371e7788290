"""Days to pay, and what is open on an invoice: derived from what was billed, credited and paid, never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from vabackoffice.domain.money import Money
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from datetime import date

Status = Literal["issued", "partly_paid", "paid", "credited", "overdue"]
LONGEST_TERM = 365  # days


def check_payment_days(days: int) -> int:
    """Return how many days a client has to pay, or refuse what nobody agrees to."""
    if not 0 <= days <= LONGEST_TERM:
        message = f"{days} days to pay is not possible."
        raise InvalidInputError(message, f"Give between 0 and {LONGEST_TERM} days.")
    return days


def unsettled(total: Money, credited: Money, paid: Money, withheld: Money) -> Money:
    """Return what neither money, withheld tax nor a credit note has settled yet."""
    return total - credited - paid - withheld


def open_amount(rest: Money, expected_withheld: Money, withheld: Money) -> Money:
    """Return the money still expected: what is unsettled, less the tax the client has yet to withhold."""
    to_come = Money(max(0, expected_withheld.minor - withheld.minor), rest.currency)
    return rest if rest.minor <= 0 else rest - min(to_come, rest, key=lambda money: money.minor)


def status_of(  # noqa: PLR0913 - where an invoice stands hangs on this many facts
    rest: Money, *, total: Money, credited: Money, settled: Money, due: date, today: date
) -> Status:
    """Return where an issued invoice stands on `today`.

    Args:
        rest: what is unsettled.
        total: what was billed, VAT included.
        credited: by credit notes.
        settled: by money and withheld tax.
        due: the last day to pay.
        today: the day of the question.
    """
    if credited.minor and credited.minor >= total.minor:
        return "credited"
    if rest.minor <= 0:
        return "paid"
    if today > due:
        return "overdue"
    return "partly_paid" if settled.minor > 0 else "issued"
