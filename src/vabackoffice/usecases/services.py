"""Services, bundles of them, and their dated prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from vabackoffice.domain.amount import check_currency, parse_price
from vabackoffice.domain.bundle import BundlePart, parse_bundle, refuse_twice
from vabackoffice.domain.handle import check_name, shorten
from vabackoffice.domain.price_steps import PER, parse_steps, steps_text
from vabackoffice.domain.rate import PriceRow, say_price
from vabackoffice.domain.time_entry import check_choice
from vabackoffice.domain.unit import check_unit
from vabackoffice.errors import ConflictError, InvalidInputError
from vabackoffice.storage.reads.billed_tasks import latest_billed_task
from vabackoffice.storage.reads.bundles import read_bundles
from vabackoffice.storage.reads.particulars import read_client
from vabackoffice.storage.reads.targets import services
from vabackoffice.storage.reads.terms import latest_billed, list_prices
from vabackoffice.usecases.billed_work import refuse_billed
from vabackoffice.usecases.targets import find_service

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from vabackoffice.domain.price_steps import PriceStep
    from vabackoffice.storage.book import Book


class AddedService(NamedTuple):
    """A service as it was added: what it bundles, if anything, and what it costs everybody, if that was said."""

    name: str
    bundle: Sequence[BundlePart]
    price: PriceRow | None


class ServiceInDetail(NamedTuple):
    """A service: what it bundles, if anything, and its dated prices, each with the client it is for (None: all)."""

    name: str
    bundle: Sequence[BundlePart]
    prices: Sequence[tuple[str | None, PriceRow]]


def look_at_service(book: Book, typed: str) -> ServiceInDetail:
    """Return what is known about the service that `typed` names."""
    _, name = find_service(book, typed)
    prices = [(client, price) for client, price in list_prices(book) if price.service == name]
    return ServiceInDetail(name, read_bundles(book).get(name, ()), prices)


def add_service(
    book: Book, now: datetime, typed_name: str, price: str | None, unit: str | None, currency: str, bundle: str = ""
) -> AddedService:
    """Write a kind of work and what it bundles, with the price of a unit of it for everybody when one is given.

    Raises:
        ConflictError: there is such a service.
        NotFoundError: it bundles what there is not.
        InvalidInputError: it bundles a bundle, or a service twice.
    """
    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import BundlePart as PartRow
    from vabackoffice.storage.tables import Service

    name = check_name(typed_name, "service").lower()
    amount = None if price is None else parse_price(price, currency)
    counted = check_unit(unit) if unit else "bundle" if bundle else "hour"
    row = None if amount is None else PriceRow(name, False, counted, amount, currency)  # noqa: FBT003 - everybody's
    with book.operation("service add", now), writing(book) as session:
        if name in services(book):
            message = f"There is already a service '{name}'."
            raise ConflictError(message, "Give it a price with 'va price set CLIENT SERVICE AMOUNT'.")
        parts = _parts(book, bundle) if bundle else {}
        service = Service(name=name)
        session.add(service)
        session.flush()
        service_id = service.id or 0
        for part_id, part in parts.items():
            session.add(PartRow(bundle_id=service_id, service_id=part_id, quantity=str(part.quantity)))
        if row is not None:
            _write_price(book, service_id, None, row)
    return AddedService(name, list(parts.values()), row)


def set_price(
    book: Book,
    now: datetime,
    client: str | None,
    service: str,
    amount: str,
    *,
    unit: str | None,
    currency: str,
    since: date | None,
    steps: str | None = None,
    per: str | None = None,
) -> PriceRow:
    """Write what one unit of a service costs a client (a known handle; everybody when None) from a day on.

    The same client, unit and day again replaces the price. `currency` is empty for the client's own. Without a unit it
    is the price of an hour, or of a bundle.

    Raises:
        ConflictError: work at that price since then is already invoiced or drafted.
        InvalidInputError: the steps do not begin with the price, or count hours.
    """
    service_id, name = find_service(book, service)
    counted = check_unit(unit) if unit else "bundle" if name in read_bundles(book) else "hour"
    payer = read_client(book, client) if client else None
    code = check_currency(currency or (payer["currency"] if payer else ""))
    price = parse_price(amount, code)
    found = _read_steps(steps, per, price, code, counted)
    row = PriceRow(name, payer is not None, counted, price, code, since, found, _per(per))
    with book.operation("price set", now):
        _write_price(book, service_id, payer["id"] if payer else None, row)
    return row


def _write_price(book: Book, service_id: int, client_id: int | None, price: PriceRow) -> None:
    """Write a price in the open operation, in the place of the one from the same day, if there is one."""
    from sqlmodel import select

    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import BEGINNING, Price

    since, unit = price.valid_from, price.unit
    if unit == "hour":
        refuse_billed(latest_billed(book, since, None, service_id=service_id, client_id=client_id), "price")
    refuse_billed(latest_billed_task(book, since, service_id=service_id, unit=unit, client_id=client_id), "price")
    place: dict[str, Any] = {
        "service_id": service_id,
        "client_id": client_id,
        "unit": unit,
        "valid_from": since.isoformat() if since else BEGINNING,
    }
    with writing(book) as session:
        row = session.exec(select(Price).filter_by(**place)).first() or Price(**place, amount="", currency="")
        row.amount, row.currency = str(price.amount), price.currency
        row.steps, row.steps_per = steps_text(price.steps) or None, price.steps_per
        session.add(row)


def _per(typed: str | None) -> str:
    return "month" if typed is None else check_choice(typed, PER, "per")


def _read_steps(typed: str | None, per: str | None, price: Decimal, currency: str, unit: str) -> tuple[PriceStep, ...]:
    """Return the steps of a price, none when none were typed, or refuse what contradicts it."""
    if typed is None:
        if per is not None:
            message = f"'--per {per}' says where steps are counted, and there are none."
            raise InvalidInputError(message, "Give them with '--steps 20:12,10', or leave '--per' out.")
        return ()
    if unit == "hour":
        message = f"The steps '{shorten(typed)}' would count hours."
        raise InvalidInputError(message, "Say what they count with '--unit post'; steps are for tasks.")
    steps = parse_steps(typed, currency)
    if steps[0].price != price:
        said = f"{say_price(price, currency)} and {say_price(steps[0].price, currency)}"
        message = f"The first unit would cost {said} at once."
        raise InvalidInputError(message, "Begin the steps with the price: 'post 12 --steps 20:12,10'.")
    return steps


def _parts(book: Book, typed: str) -> dict[int, BundlePart]:
    """Return what a bundle holds, by the ids of the services."""
    bundles = read_bundles(book)
    found = []
    for part in parse_bundle(typed):
        service_id, name = find_service(book, part.service)
        if name in bundles:
            message = f"'{name}' is a bundle itself."
            raise InvalidInputError(message, f"Name what is in it: '{_typed(bundles[name])}'.")
        found.append((service_id, part._replace(service=name)))
    refuse_twice([part for _, part in found])
    return dict(found)


def _typed(parts: Sequence[BundlePart]) -> str:
    return ",".join(f"{part.service}:{part.quantity:f}" for part in parts)
