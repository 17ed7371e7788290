"""What an hour really earned: income by the days of the work, over all hours, own work included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.accrual import hourly_rate, shared_out
from vabackoffice.domain.money import Money
from vabackoffice.domain.period import Period
from vabackoffice.errors import InvalidInputError
from vabackoffice.usecases.period_earnings import read_period_earnings
from vabackoffice.usecases.rate_groups import grouped_hours, grouped_income

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from vabackoffice.storage.book import Book
    from vabackoffice.usecases.period_earnings import PeriodEarnings

_Group = tuple[str, int | None, str]  # name, key, currency

WAYS = ("client", "engagement", "service", "task")


class RateRow(NamedTuple):
    """A group: what it earned (`unbilled`: the part that is on no invoice), its seconds, and its share of own work.

    `key` tells rows of one name apart: the id of a task.
    """

    name: str
    key: int | None
    income: Money
    unbilled: Money
    seconds: int
    own: int = 0

    @property
    def rate(self) -> Money | None:
        """What an hour for clients came to; None without one."""
        return hourly_rate(self.income, self.seconds)

    @property
    def rate_with_own(self) -> Money | None:
        """What an hour came to, own work counted; None without hours for clients."""
        return hourly_rate(self.income, self.seconds + self.own) if self.seconds else None

    def plus(self, income: Money, *, unbilled: bool) -> RateRow:
        """Return the row with more income."""
        more = self.unbilled + income if unbilled else self.unbilled
        return self._replace(income=self.income + income, unbilled=more)


@dataclass(frozen=True, slots=True)
class Rates:
    """What the days earned by one dimension, the best paid first, and one total for each currency.

    `period` is what was asked for, cut after today. `own_seconds` is work without a client. `remarks` say what could
    not be counted.
    """

    period: Period
    by: str
    rows: tuple[RateRow, ...]
    totals: tuple[RateRow, ...]
    own_seconds: int
    remarks: tuple[str, ...]


def report_rates(book: Book, period: Period, by: str, today: date) -> Rates:
    """Return what an hour earned in the days of a period until today, net, for each currency by itself.

    What counts when:

    * a line of time, by the days of the entries behind it, each with its share of the line by billed time;
    * a retainer's fee, by the days of the period it is for, whatever of its hours was used;
    * a package, by the hours drawn on it; what lapses or pays a debt counts on that day;
    * a flat fee, by the hours logged on its task, once that is done; without such hours, on the day it was done;
    * overage without entries and surcharges on hours of a bank, by the days of the bank period;
    * a line by hand, on its own days, else on the day of supply. It belongs to no engagement;
    * a document's discount or social charge, with its lines of the same rate of VAT, by their net;
    * a credit note takes off the lines it takes back, on the days of those; work that it does not reopen earned
      nothing. One over an amount takes off a line by hand;
    * a deposit not at all: the work on the final invoice is what earned it.

    What is on no invoice counts as unbilled: lines of drafts, and what nothing claims yet at its present price, as
    its next invoice would bill it. VAT, stamp duty and payments do not matter.

    It is divided by all hours of the same days: billable or not, billed or not, those on open tasks as well. Own work
    is shared over the groups by their hours. What is agreed for all services together (fees, packages, overage) is
    shared over services by their hours. Hours of a flat engagement that name no task are shared over those of its
    tasks that have no hours of their own, by what they earned.

    Args:
        book: the open book.
        period: the days; those after today are left out.
        by: one of `WAYS`.
        today: the present.

    Raises:
        InvalidInputError: the period has not begun.
    """
    if period.start > today:
        message = f"'{period}' has not begun."
        raise InvalidInputError(message, "Name a period with days until today, such as 'this month'.")
    days = Period(period.start, min(period.end, today + timedelta(days=1)))
    earned = read_period_earnings(book, days, today)
    own = sum(one.seconds for one in earned.sums if not one.engagement_id)
    rows = tuple(sorted(_with_own(_rows(earned, by), own), key=_order))
    return Rates(days, by, rows, tuple(_totals(rows)), own, earned.remarks)


def _rows(earned: PeriodEarnings, by: str) -> Iterator[RateRow]:
    """Yield the groups with hours or income, own work not shared yet."""
    found: dict[_Group, RateRow] = {}
    for name, key, currency, seconds in grouped_hours(earned, by):
        row = found.get((name, key, currency)) or _nothing(name, key, currency)
        found[name, key, currency] = row._replace(seconds=row.seconds + seconds)
    for one in earned.earnings:
        for name, key, amount in grouped_income(earned, one, by):
            currency = amount.currency
            row = found.get((name, key, currency)) or _nothing(name, key, currency)
            found[name, key, currency] = row.plus(amount, unbilled=one.unbilled)
    yield from found.values()


def _nothing(name: str, key: int | None, currency: str) -> RateRow:
    return RateRow(name, key, Money.zero(currency), Money.zero(currency), 0)


def _with_own(rows: Iterator[RateRow], own: int) -> list[RateRow]:
    found = list(rows)
    parts = shared_out(own, [row.seconds for row in found])
    return [row._replace(own=part) for row, part in zip(found, parts, strict=True)]


def _order(row: RateRow) -> tuple[str, bool, int, str]:
    rate = row.rate_with_own
    return row.income.currency, rate is None, -rate.minor if rate else 0, row.name


def _totals(rows: Sequence[RateRow]) -> Iterator[RateRow]:
    for currency in dict.fromkeys(row.income.currency for row in rows):
        total = _nothing("Total", None, currency)
        for row in rows:
            if row.income.currency == currency:
                total = total._replace(
                    income=total.income + row.income,
                    unbilled=total.unbilled + row.unbilled,
                    seconds=total.seconds + row.seconds,
                    own=total.own + row.own,
                )
        yield total
