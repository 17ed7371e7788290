"""Services and their dated prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.amount import check_currency, parse_price
from vabackoffice.domain.handle import check_name
from vabackoffice.domain.rate import PriceRow
from vabackoffice.errors import ConflictError, InvalidInputError
from vabackoffice.storage.reads.particulars import read_client
from vabackoffice.storage.reads.targets import services
from vabackoffice.storage.reads.terms import latest_billed
from vabackoffice.usecases.billed_work import refuse_billed
from vabackoffice.usecases.targets import find_service

if TYPE_CHECKING:
    from datetime import date, datetime

    from vabackoffice.storage.book import Book

UNITS = ("hour", "piece", "post", "page", "call", "trip", "word", "month", "day")


def add_service(book: Book, now: datetime, typed_name: str, price: str | None, unit: str, currency: str) -> str:
    """Write a kind of work, with the price of a unit of it for everybody when one is given."""
    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import Price, Service

    name = check_name(typed_name, "service").lower()
    amount = None if price is None else parse_price(price, currency)
    with book.operation("service add", now), writing(book) as session:
        if name in services(book):
            message = f"There is already a service '{name}'."
            raise ConflictError(message, "Give it a price with 'va price set CLIENT SERVICE AMOUNT'.")
        service = Service(name=name)
        session.add(service)
        session.flush()
        if amount is not None:
            row = Price(service_id=service.id or 0, unit=check_unit(unit), amount=str(amount), currency=currency)
            session.add(row)
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
) -> PriceRow:
    """Write what one unit of a service costs a client (a known handle; everybody when None) from a day on.

    The same client, unit and day again replaces the price. `currency` is empty for the client's own.

    Raises:
        ConflictError: hours of the service since then are already invoiced or drafted.
    """
    from sqlmodel import select

    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import BEGINNING, Price

    service_id, name = find_service(book, service)
    payer = read_client(book, client) if client else None
    payer_id = payer["id"] if payer else None
    code = check_currency(currency or (payer["currency"] if payer else ""))
    price = parse_price(amount, code)
    valid_from = since.isoformat() if since else BEGINNING
    with book.operation("price set", now), writing(book) as session:
        if unit == "hour":
            refuse_billed(latest_billed(book, since, None, service_id=service_id, client_id=payer_id), "price")
        same = select(Price).where(
            Price.service_id == service_id,
            Price.client_id == payer_id,
            Price.unit == check_unit(unit),
            Price.valid_from == valid_from,
        )
        row = session.exec(same).first() or Price(
            service_id=service_id, client_id=payer_id, unit=unit, amount="", currency=code, valid_from=valid_from
        )
        row.amount, row.currency = str(price), code
        session.add(row)
    return PriceRow(name, payer is not None, unit, price, code, since)


def check_unit(text: str) -> str:
    """Return the unit a price or a task counts."""
    if text not in UNITS:
        message = f"'{text}' is not a unit."
        raise InvalidInputError(message, f"Use one of: {', '.join(UNITS)}.")
    return text
