"""Packages: sell, correct and delete them, and what is left of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from vabackoffice.domain.bank_package import open_package
from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.contract import Package
from vabackoffice.domain.contract_check import check_package
from vabackoffice.domain.engagement import terms_on
from vabackoffice.domain.hour_bank import replay
from vabackoffice.domain.package_reading import Expiry, read_package_price
from vabackoffice.domain.terms_reading import read_hours
from vabackoffice.errors import ConflictError, NotFoundError
from vabackoffice.storage import packages as storage
from vabackoffice.storage.reads.banks import engagement_of_package, package_holders, with_bank
from vabackoffice.storage.reads.terms import latest_billed, read_terms_of
from vabackoffice.usecases.bank import read_bank
from vabackoffice.usecases.billed_work import how_to_release, name_holder, refuse_billed
from vabackoffice.usecases.closed_periods import closed_periods_kept
from vabackoffice.usecases.targets import find_engagement, find_scope

if TYPE_CHECKING:
    from datetime import datetime

    from vabackoffice.domain.bank_package import OpenPackage
    from vabackoffice.domain.bank_replay import Replay
    from vabackoffice.domain.contract import Contract
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow


@dataclass(frozen=True, slots=True)
class SoldPackage:
    """A package and what became of it.

    `status` is `open`, `used up`, `lapsed` or `to come`. `left` are seconds, `last_day` is the last usable one, None
    while it has no end. `invoice` and `draft_id` are what bills it.
    """

    engagement: str
    currency: str
    package: Package
    status: str
    left: int
    last_day: date | None
    invoice: str = ""
    draft_id: int | None = None


def sell_package(
    book: Book,
    now: datetime,
    typed_name: str,
    hours: str,
    price: str,
    on: date,
    expiry: Expiry,
    *,
    from_first_use: bool,
) -> SoldPackage:
    """Write a package that a client bought, and return it.

    Raises:
        InvalidInputError: hours, price or expiry make no package, or the day lies outside the agreement.
        ConflictError: the terms of that day are flat, or work or a period since is billed already.
    """
    engagement = find_engagement(book, typed_name, on)
    package = Package(
        id=0,
        bought_on=on,
        seconds=read_hours(hours),
        price=read_package_price(price, engagement.currency),
        expires_on=expiry.on,
        expires_days=expiry.days,
        from_first_use=from_first_use,
    )
    with book.operation("package sell", now):
        return write_package(book, now, engagement, package)


def write_package(book: Book, now: datetime, engagement: EngagementRow, package: Package) -> SoldPackage:
    """Write a package inside an open operation; it is refused as by `sell_package`."""
    _check(book, engagement, package)
    refuse_billed(latest_billed(book, package.bought_on, None, engagement_id=engagement.id), "package")
    with closed_periods_kept(book, engagement, now.date()):
        package_id = storage.add_package(book, engagement.id, package)
    return _of_engagement(book, engagement, now.date())[package_id]


def find_package(book: Book, today: date, package_id: int) -> SoldPackage:
    """Return the package with that id."""
    return _of_engagement(book, _engagement_of(book, package_id), today)[package_id]


def edit_package(
    book: Book,
    now: datetime,
    package_id: int,
    *,
    hours: str | None,
    price: str | None,
    on: date | None,
    expiry: Expiry | None,
    from_first_use: bool | None,
) -> SoldPackage:
    """Correct a package that nothing bills; what is None stays.

    Raises:
        NotFoundError: there is no such package.
        InvalidInputError: it would be no package any more.
        ConflictError: it is billed, or the change would alter a period that is.
    """
    engagement = _engagement_of(book, package_id)
    with book.operation("package edit", now):
        old = _unbilled(book, now, engagement, package_id).package
        until = expiry or Expiry(old.expires_on, old.expires_days)
        new = replace(
            old,
            bought_on=on or old.bought_on,
            seconds=old.seconds if hours is None else read_hours(hours),
            price=old.price if price is None else read_package_price(price, engagement.currency),
            expires_on=until.on,
            expires_days=until.days,
            from_first_use=old.from_first_use if from_first_use is None else from_first_use,
        )
        _check(book, engagement, new)
        if new.bought_on < old.bought_on:
            refuse_billed(latest_billed(book, new.bought_on, None, engagement_id=engagement.id), "package")
        with closed_periods_kept(book, engagement, now.date()):
            storage.change_package(book, new)
        return _of_engagement(book, engagement, now.date())[package_id]


def delete_package(book: Book, now: datetime, package_id: int) -> SoldPackage:
    """Delete a package that nothing bills, and return what it was."""
    engagement = _engagement_of(book, package_id)
    with book.operation("package delete", now):
        old = _unbilled(book, now, engagement, package_id)
        with closed_periods_kept(book, engagement, now.date()):
            storage.drop_package(book, package_id)
    return old


def list_packages(book: Book, today: date, typed_name: str | None = None) -> list[SoldPackage]:
    """Return the packages of a client or an engagement, or of all clients that are not archived; by engagement."""
    scope = find_scope(book, typed_name, archived=True)
    rows = [row for row in with_bank(book, scope.client or None) if scope.engagement in {"", row.name}]
    return [sold for row in rows for sold in _of_engagement(book, row, today).values()]


def _engagement_of(book: Book, package_id: int) -> EngagementRow:
    found = engagement_of_package(book, package_id)
    if found is None:
        message = f"There is no package {package_id}."
        raise NotFoundError(message, "'va package list' shows all.")
    return found


def _check(book: Book, engagement: EngagementRow, package: Package) -> None:
    """Refuse a package that cannot be, lies outside the agreement, or could never be used."""
    history = read_terms_of(book, engagement.id, engagement.currency)
    last_day = date.fromisoformat(engagement.ended_on) if engagement.ended_on else None
    check_package(package, history[0].valid_from or date.min, last_day)
    name = f"{engagement.client}/{engagement.name}"
    if terms_on(history, package.bought_on, name).model == "flat":
        message = f"'{name}' has flat terms on {format_date(package.bought_on)}: hours are not counted there."
        hint = (
            f"Sell it under another engagement, or agree on hours: 'va engagement terms {name} --from DATE --package'."
        )
        raise ConflictError(message, hint)


def _unbilled(book: Book, now: datetime, engagement: EngagementRow, package_id: int) -> SoldPackage:
    sold = _of_engagement(book, engagement, now.date())[package_id]
    if sold.invoice or sold.draft_id is not None:
        message = f"Package {package_id} is on {name_holder(sold.invoice, sold.draft_id)}."
        release = how_to_release(sold.invoice, sold.draft_id)
        raise ConflictError(message, release[0].upper() + release[1:])
    return sold


def _of_engagement(book: Book, engagement: EngagementRow, today: date) -> dict[int, SoldPackage]:
    """Return the packages of an engagement by their ids, the first bought first."""
    bank = read_bank(book, engagement, today)
    if bank is None:
        return {}
    holders = package_holders(book, engagement.id)
    state = replay(bank.contract, bank.work, today, day_over=False)
    return {
        one.id: SoldPackage(
            bank.contract.engagement,
            engagement.currency,
            one,
            *_standing(one, bank.contract, today, state),
            *holders.get(one.id, ("", None)),
        )
        for one in bank.contract.packages
    }


def _standing(package: Package, contract: Contract, today: date, state: Replay | None) -> tuple[str, int, date | None]:
    """Return status, seconds left and last usable day."""
    if state is None or package.bought_on > today:
        return "to come", package.seconds, _last_day(open_package(package, contract.pauses), contract)
    for found in state.stock.packages:
        if found.package.id == package.id:
            return "open", found.left, _last_day(found, contract)
    lapsed = next(
        (row.day for row in state.rows if row.kind == "expiry" and row.source == f"package:{package.id}"), None
    )
    return ("lapsed", 0, lapsed) if lapsed else ("used up", 0, None)


def _last_day(package: OpenPackage, contract: Contract) -> date | None:
    return min(filter(None, (package.last_day, contract.last_day)), default=None)
