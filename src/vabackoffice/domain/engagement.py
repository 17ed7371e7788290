"""An engagement's terms: what one agreement costs from a day on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vabackoffice.errors import ConflictError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from vabackoffice.domain.money import Money
    from vabackoffice.domain.rounding import RoundingRule
    from vabackoffice.domain.surcharge import Surcharge

PricingModel = Literal["hourly", "retainer", "package", "flat"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds from `valid_from` (None: since ever) until the next row.

    `hourly_rate` is in major units per hour, `fee` per period of `every`, `allowance_seconds` per period.
    The carry, use, debt and cap rules are kept as typed; the hour bank reads them.
    """

    model: PricingModel
    rounding: RoundingRule
    valid_from: date | None = None
    hourly_rate: Decimal | None = None
    fee: Money | None = None
    allowance_seconds: int | None = None
    every: str | None = None
    anchor: int | None = None
    in_advance: bool = True
    prorata: bool = False
    carry: str = "none"
    use_order: str = "allowance-first"
    debt: str = "bill"
    overage_rate: Decimal | None = None
    overage_steps: str | None = None
    low_balance: Decimal | None = None
    surcharges: tuple[Surcharge, ...] = ()
    compound: bool = False
    cap_seconds: int | None = None
    cap: Money | None = None
    cap_every: str | None = None
    over_cap: str = "wait"
    payment_days: int | None = None
    renew: str = "propose"
    holidays: str = "client"


def terms_on(history: Sequence[Terms], day: date, engagement: str) -> Terms:
    """Return the terms that hold on `day`.

    Args:
        history: all terms of the engagement, in any order.
        day: the day of the work.
        engagement: its name, for the message.

    Raises:
        ConflictError: no terms reach back to that day; a neighbour's are never used.
    """
    found = _newest(history, day)
    if found is None:
        message = f"'{engagement}' has no terms on {day}."
        raise ConflictError(
            message, f"Say what held then: 'va engagement terms {engagement} --from {day} --hourly RATE'."
        )
    return found


def payment_days_on(history: Sequence[Terms], day: date) -> int | None:
    """Return the days to pay that were agreed for work of `day`, None where nothing was."""
    found = _newest(history, day)
    return found.payment_days if found else None


def may_bill_hours(history: Sequence[Terms], day: date) -> bool:
    """Say whether hours of `day` are billed one by one, or would be if terms reached back to it."""
    found = _newest(history, day)
    return found is None or found.model == "hourly"


def _newest(history: Sequence[Terms], day: date) -> Terms | None:
    fitting = [terms for terms in history if terms.valid_from is None or terms.valid_from <= day]
    return max(fitting, key=lambda terms: (terms.valid_from is not None, terms.valid_from), default=None)
