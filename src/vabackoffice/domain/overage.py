"""What hours beyond the bank cost: one rate, or steps that begin anew in each bank period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.rate import say_price
from vabackoffice.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from decimal import Decimal

    from vabackoffice.domain.bank_row import BankRow
    from vabackoffice.domain.engagement import Terms


@dataclass(frozen=True, slots=True)
class OverageCharge:
    """Some or all seconds of one overage row, at one rate (major units per hour), and why at that rate."""

    row: BankRow
    seconds: int
    rate: Decimal
    why: str


def price_overage(rows: Sequence[BankRow], terms: Terms, engagement: str, currency: str) -> list[OverageCharge]:
    """Return what the overage of one bank period costs; a row that reaches over a step is split there.

    Args:
        rows: the overage rows of the period, in the order of the ledger; rows of other kinds are left out.
        terms: what holds in that period.
        engagement: its name, for the message.
        currency: in which it is billed.

    Raises:
        ConflictError: the terms name no price for them.
    """
    beyond = [row for row in rows if row.kind == "overage"]
    steps = overage_prices(terms, currency)
    if beyond and not steps:
        hours = format_duration(sum(row.seconds for row in beyond))
        message = f"No price is known for {hours} of '{engagement}' beyond the bank since {format_date(beyond[0].day)}."
        since = terms.valid_from or "DATE"
        raise ConflictError(message, f"Set one: 'va engagement terms {engagement} --from {since} --overage RATE'.")
    charges: list[OverageCharge] = []
    counted = 0
    for row in beyond:
        charges += _charges(row, counted, steps, currency)
        counted += row.seconds
    return charges


def overage_prices(terms: Terms, currency: str) -> tuple[tuple[int | None, Decimal], ...]:
    """Return rising limits in seconds, the last None, each with the rate up to it; empty where no price is known."""
    if terms.overage_steps is not None:
        from vabackoffice.domain.terms_reading import read_steps

        return read_steps(terms.overage_steps, currency)
    rate = terms.overage_rate if terms.overage_rate is not None else terms.hourly_rate
    return () if rate is None else ((None, rate),)


def say_overage(terms: Terms, currency: str, period: str) -> str:
    """Return ` at 50.00 EUR per hour`, `, in March 2026 the first 3h at 40.00 EUR, then 50.00 EUR`, or nothing."""
    prices = overage_prices(terms, currency) if currency else ()
    if len(prices) <= 1:
        return f" at {say_price(prices[0][1], currency)} per hour" if prices else ""
    return f", in {period} {', '.join(_say_step(number, prices, currency) for number in range(len(prices)))}"


def _charges(
    row: BankRow, counted: int, steps: Sequence[tuple[int | None, Decimal]], currency: str
) -> Iterator[OverageCharge]:
    """Split a row where the hours of the period, `counted` of which came before it, reach a step."""
    end = counted + row.seconds
    for number, (limit, rate) in enumerate(steps):
        until = end if limit is None else min(end, limit)
        if until > counted:
            yield OverageCharge(row, until - counted, rate, _why(row, until - counted, number, steps, currency))
            counted = until


def _why(row: BankRow, seconds: int, number: int, steps: Sequence[tuple[int | None, Decimal]], currency: str) -> str:
    hours = f"{format_duration(seconds)} beyond the bank on {format_date(row.day)}"
    if len(steps) == 1:
        return f"{hours} at {say_price(steps[0][1], currency)} per hour"
    return f"{hours}: {_say_step(number, steps, currency)}"


def _say_step(number: int, steps: Sequence[tuple[int | None, Decimal]], currency: str) -> str:
    """Return `the first 3h at 40.00 EUR`, `up to 5h at 45.00 EUR`, `then 50.00 EUR`."""
    limit, rate = steps[number]
    price = say_price(rate, currency)
    if limit is None:
        return f"then {price}"
    return f"{'up to' if number else 'the first'} {format_duration(limit)} at {price}"
