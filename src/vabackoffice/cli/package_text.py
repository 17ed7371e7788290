"""Packages as people and scripts read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.cli import output
from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import format_duration, hours_text
from vabackoffice.usecases.billed_work import name_holder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.usecases.packages import SoldPackage

COLUMNS = (
    *("id", "engagement", "bought_on", "hours", "price", "currency", "expires_on", "expires_days", "from_first_use"),
    *("status", "left", "last_day", "invoice", "draft"),
)


def package_json(sold: SoldPackage) -> dict[str, Any]:
    """Return a package as scripts read it."""
    package = sold.package
    return {
        "id": package.id,
        "engagement": sold.engagement,
        "bought_on": package.bought_on.isoformat(),
        "seconds": package.seconds,
        "hours": hours_text(package.seconds),
        "price": str(package.price.amount),
        "currency": sold.currency,
        "expires_on": package.expires_on.isoformat() if package.expires_on else None,
        "expires_days": package.expires_days,
        "from_first_use": package.from_first_use,
        "status": sold.status,
        "left_seconds": sold.left,
        "left": hours_text(sold.left),
        "last_day": sold.last_day.isoformat() if sold.last_day else None,
        "invoice": sold.invoice or None,
        "draft": sold.draft_id,
    }


def package_line(sold: SoldPackage) -> str:
    """Return `package 1: 10h for 400.00 EUR, acme/inbox, bought on Mon 16 Mar 2026, usable until Fri 15 May 2026`."""
    package = sold.package
    said = [
        f"package {package.id}: {format_duration(package.seconds)} for {package.price}",
        sold.engagement,
        f"bought on {format_date(package.bought_on)}",
        f"usable {_until(sold)}" if sold.status in {"open", "to come"} else sold.status,
    ]
    return ", ".join(said)


def print_packages(packages: Sequence[SoldPackage]) -> None:
    """Print packages for a person."""
    if not packages:
        output.say("No packages. 'va package sell HANDLE --hours 10 --price 400' sells one.")
        return
    headings = (
        ("", "right"),
        ("For", "left"),
        ("Bought", "left"),
        ("Hours", "right"),
        ("Price", "right"),
        ("Left", "right"),
        ("Usable", "left"),
        ("Billed", "left"),
    )
    output.print_table(headings, [_row(sold) for sold in packages])


def _row(sold: SoldPackage) -> list[str]:
    package = sold.package
    return [
        str(package.id),
        sold.engagement,
        package.bought_on.isoformat(),
        format_duration(package.seconds),
        str(package.price),
        format_duration(sold.left),
        {"lapsed": f"lapsed on {sold.last_day}", "used up": "used up"}.get(sold.status) or _until(sold),
        name_holder(sold.invoice, sold.draft_id) if sold.invoice or sold.draft_id is not None else "",
    ]


def _until(sold: SoldPackage) -> str:
    """Return `until Fri 15 May 2026`, `for 60 days from first use` or `without end`."""
    if sold.last_day is not None:
        return f"until {format_date(sold.last_day)}"
    if sold.package.from_first_use:
        return f"for {sold.package.expires_days} days from first use"
    return "without end"
