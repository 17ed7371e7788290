"""Services and their dated prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.handle import check_name
from vabackoffice.domain.number import parse_decimal
from vabackoffice.errors import ConflictError, InvalidInputError
from vabackoffice.storage.reads.targets import client_id, services
from vabackoffice.usecases.targets import find_client, find_service

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from vabackoffice.storage.book import Book

UNITS = ("hour", "piece", "post", "page", "call", "trip", "word", "month", "day")


def add_service(book: Book, now: datetime, typed_name: str, price: str | None, unit: str, currency: str) -> str:
    """Write a kind of work, with the price of a unit of it for everybody when one is given."""
    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import Price, Service

    name = check_name(typed_name, "service").lower()
    with book.operation("service add", now), writing(book) as session:
        if name in services(book):
            message = f"There is already a service '{name}'."
            raise ConflictError(message, "Give it a price with 'va price set CLIENT SERVICE AMOUNT'.")
        service = Service(name=name)
        session.add(service)
        session.flush()
        if price is not None:
            amount = str(_amount(price))
            session.add(Price(service_id=service.id or 0, unit=check_unit(unit), amount=amount, currency=currency))
    return name


def set_price(
    book: Book,
    now: datetime,
    client: str | None,
    service: str,
    amount: str,
    *,
    unit: str,
    currency: str,
    since: date | None,
) -> tuple[str, Decimal]:
    """Write what one unit of a service costs a client (or everybody, None) from a day on.

    Returns the service's name and the amount. The same client, unit and day again replaces the price.
    """
    from sqlmodel import select

    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import BEGINNING, Price

    service_id, name = find_service(book, service)
    price = _amount(amount)
    payer = client_id(book, find_client(book, client)) if client else None
    valid_from = since.isoformat() if since else BEGINNING
    with book.operation("price set", now), writing(book) as session:
        same = select(Price).where(
            Price.service_id == service_id,
            Price.client_id == payer,
            Price.unit == check_unit(unit),
            Price.valid_from == valid_from,
        )
        row = session.exec(same).first() or Price(
            service_id=service_id, client_id=payer, unit=unit, amount="", currency=currency, valid_from=valid_from
        )
        row.amount, row.currency = str(price), currency
        session.add(row)
    return name, price


def check_unit(text: str) -> str:
    """Return the unit a price or a task counts."""
    if text not in UNITS:
        message = f"'{text}' is not a unit."
        raise InvalidInputError(message, f"Use one of: {', '.join(UNITS)}.")
    return text


def _amount(text: str) -> Decimal:
    amount = parse_decimal(text)
    if amount < 0:
        message = f"The price '{text}' is less than nothing."
        raise InvalidInputError(message, "Give the price of one unit, such as '12' or '12.50'.")
    return amount
