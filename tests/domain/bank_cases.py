"""Small contracts and their ledgers as text, so that a test shows both side by side."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.contract import BilledTime, Contract, Package
from vabackoffice.domain.duration import format_duration, parse_duration
from vabackoffice.domain.engagement import Terms
from vabackoffice.domain.hour_bank import bank_ledger
from vabackoffice.domain.money import Money
from vabackoffice.domain.period import Period, parse_period
from vabackoffice.domain.rounding import RoundingRule

if TYPE_CHECKING:
    from vabackoffice.domain.bank_row import BankRow

HOUR = 3600


def day(text: str) -> date:
    return date.fromisoformat(text)


def retainer(since: str, hours: str = "10h", **options: Any) -> Terms:
    options = {"fee": Money(40000, "EUR"), "every": "month", **options}
    return Terms("retainer", RoundingRule(), valid_from=day(since), allowance_seconds=parse_duration(hours), **options)


def prepaid(since: str, **options: Any) -> Terms:
    return Terms("package", RoundingRule(), valid_from=day(since), **options)


def hourly(since: str) -> Terms:
    return Terms("hourly", RoundingRule(), valid_from=day(since), hourly_rate=Decimal(40))


def package(number: int, bought_on: str, hours: str, until: str | int | None = None, **options: Any) -> Package:
    """Return a package that can be used until a day, for a number of days, or without end."""
    end = {"expires_days": until} if isinstance(until, int) else {"expires_on": day(until) if until else None}
    return Package(number, day(bought_on), parse_duration(hours), Money(40000, "EUR"), **end, **options)


def days(text: str) -> Period:
    return parse_period(text, today=day("2026-01-01"))


def agreed(*terms: Terms, until: str | None = None, **options: Any) -> Contract:
    assert terms[0].valid_from is not None
    return Contract("acme/inbox", terms, terms[0].valid_from, day(until) if until else None, **options)


def worked(*entries: tuple[str, str]) -> tuple[BilledTime, ...]:
    """Return entries 1, 2, 3 … of a day and a duration each."""
    return tuple(
        BilledTime(number, day(on), parse_duration(hours)) for number, (on, hours) in enumerate(entries, start=1)
    )


def ledger(contract: Contract, work: tuple[BilledTime, ...], until: str, *, day_over: bool = True) -> list[BankRow]:
    return bank_ledger(contract, work, day(until), day_over=day_over)


def shown(rows: list[BankRow]) -> str:
    """Return a line for each row: `2026-03-04 draw allowance #1 -3h 7h` ends with the effect and the balance."""
    return "\n".join(
        " ".join(
            [
                f"{row.day} {row.kind} {row.source}",
                *([f"#{row.entry}"] if row.entry is not None else []),
                f"{'+' if row.seconds > 0 else ''}{format_duration(row.seconds)} {format_duration(row.balance)}",
            ]
        )
        for row in rows
    )


def check(contract: Contract, work: tuple[BilledTime, ...], until: str, table: str, *, day_over: bool = True) -> None:
    """Compare a ledger with a table, in which spaces only align the columns."""
    expected = "\n".join(" ".join(line.split()) for line in table.strip().splitlines())
    assert shown(ledger(contract, work, until, day_over=day_over)) == expected
