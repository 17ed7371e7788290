"""Engagements: agreements with clients, and their dated terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.domain.amount import check_currency
from vabackoffice.domain.bank_period import check_terms_start
from vabackoffice.domain.engagement import Terms, terms_on
from vabackoffice.domain.handle import check_handle
from vabackoffice.domain.pricing import UNNAMED
from vabackoffice.domain.terms_reading import read_terms
from vabackoffice.errors import ConflictError, InvalidInputError
from vabackoffice.storage.reads.contracts import read_packages
from vabackoffice.storage.reads.particulars import read_client
from vabackoffice.storage.reads.targets import engagements
from vabackoffice.storage.reads.terms import latest_billed, read_terms_of
from vabackoffice.usecases.billed_work import refuse_billed
from vabackoffice.usecases.closed_periods import closed_periods_kept
from vabackoffice.usecases.targets import find_client, find_engagement

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from decimal import Decimal

    from vabackoffice.domain.pricing import Grouping
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow

_SAME_COLUMNS = (
    *("model", "allowance_seconds", "every", "anchor", "carry", "use_order", "debt", "overage_steps"),
    *("cap_seconds", "cap_every", "over_cap", "payment_days", "renew", "holidays"),
)
GROUPINGS: tuple[Grouping, ...] = ("entry", "day", "service", "one")


def add_engagement(
    book: Book, now: datetime, typed_name: str, typed: Mapping[str, Any], since: date | None, until: date | None
) -> tuple[EngagementRow, Terms]:
    """Write a new engagement with its first terms.

    Args:
        book: the open book.
        now: the present instant.
        typed_name: `CLIENT/NAME`; without a name it is called `main`.
        typed: the options of the terms as typed, with `currency` and `group`.
        since: from which day the terms hold, None for "since ever".
        until: the last day of the engagement, None while it goes on.
    """
    client_part, _, name_part = typed_name.partition("/")
    client = find_client(book, client_part)
    name = check_handle(name_part or UNNAMED)
    with book.operation("engagement add", now):
        if name in [row.name for row in engagements(book, client)]:
            message = f"There is already an engagement '{client}/{name}'."
            raise ConflictError(message, f"Give it new terms: 'va engagement terms {client}/{name} --from DATE …'.")
        return write_engagement(book, client, name, typed, since, until)


def write_engagement(
    book: Book, client: str, name: str, typed: Mapping[str, Any], since: date | None, until: date | None
) -> tuple[EngagementRow, Terms]:
    """Write an engagement that the client does not have yet, with its first terms, into the open operation."""
    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import Client, Engagement

    with writing(book) as session:
        row = read_client(book, client)
        currency = check_currency(typed["currency"]) if typed.get("currency") else row["currency"]
        terms = read_terms(typed, currency, since)
        _refuse_end_before(since, until)
        engagement = Engagement(
            client_id=session.get_one(Client, row["id"]).id or 0,
            name=name,
            currency=currency,
            grouping=check_grouping(typed.get("group") or "service"),
            ended_on=until.isoformat() if until else None,
        )
        session.add(engagement)
        session.flush()
        session.add(_row(engagement.id or 0, terms))
    return next(row for row in engagements(book, client) if row.name == name), terms


def set_terms(
    book: Book, now: datetime, typed_name: str, typed: Mapping[str, Any], since: date
) -> tuple[EngagementRow, Terms]:
    """Write what holds from `since` on; options left out stay as they were.

    Raises:
        InvalidInputError: they begin inside a period of a retainer and do not say that it is cut by days.
        ConflictError: work, a fee or a bank period of those days is already invoiced or drafted.
    """
    engagement = find_engagement(book, typed_name)
    with book.operation("engagement terms", now):
        return engagement, write_terms(book, engagement, typed, since, now.date())


def write_terms(
    book: Book, engagement: EngagementRow, typed: Mapping[str, Any], since: date, today: date, *, anew: bool = False
) -> Terms:
    """Write what holds from `since` on into the open operation; refused as by `set_terms`.

    Args:
        book: the open book.
        engagement: whose terms they are.
        typed: the options of the terms as typed.
        since: the first day.
        today: the present day.
        anew: options left out are as usual, not as they were.
    """
    from vabackoffice.storage.session import writing

    with closed_periods_kept(book, engagement, today), writing(book) as session:
        history = read_terms_of(book, engagement.id, engagement.currency)
        later = [terms.valid_from for terms in history if terms.valid_from and terms.valid_from > since]
        until = min(later, default=None)
        refuse_billed(latest_billed(book, since, until, engagement_id=engagement.id), "terms")
        reaches = [terms for terms in history if terms.valid_from is None or terms.valid_from <= since]
        before = terms_on(reaches, since, engagement.name) if reaches else None
        terms = read_terms(typed, engagement.currency, since, None if anew else before)
        check_terms_start([one for one in history if one.valid_from != since], terms)
        _drop_same_day(session, engagement.id, since)
        session.add(_row(engagement.id, terms))
    return terms


def edit_engagement(
    book: Book, now: datetime, typed_name: str, *, name: str | None, group: str | None, default: bool | None
) -> EngagementRow:
    """Change how an engagement is called, how its lines are grouped, or whether it is the client's default."""
    from sqlmodel import select

    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import Engagement

    found = find_engagement(book, typed_name)
    with book.operation("engagement edit", now), writing(book) as session:
        row = session.get_one(Engagement, found.id)
        if name is not None:
            row.name = check_handle(name)
            if row.name != found.name and row.name in [other.name for other in engagements(book, found.client)]:
                message = f"There is already an engagement '{found.client}/{row.name}'."
                raise ConflictError(message, "Choose another name.")
        if group is not None:
            row.grouping = check_grouping(group)
        if default is not None:
            for other in session.exec(select(Engagement).where(Engagement.client_id == row.client_id)):
                other.is_default = default and other.id == found.id
        new_name = row.name
    return next(row for row in engagements(book, found.client) if row.name == new_name)


def end_engagement(book: Book, now: datetime, typed_name: str, last_day: date) -> EngagementRow:
    """Write the last day of an engagement; work after it is refused.

    Raises:
        InvalidInputError: it would end before it begins.
        ConflictError: work or a package after that day is in the book, or a billed period of the bank would change.
    """
    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import Engagement

    found = find_engagement(book, typed_name)
    kept = closed_periods_kept(book, found, now.date())
    with book.operation("engagement end", now), kept, writing(book) as session:
        _refuse_end_before(read_terms_of(book, found.id, found.currency)[0].valid_from, last_day)
        _refuse_package_after(book, found, last_day)
        later = book.connection.execute(
            "SELECT max(on_date) FROM time_entry WHERE engagement_id = :id", {"id": found.id}
        ).fetchone()[0]
        if later is not None and later > last_day.isoformat():
            message = f"'{found.client}/{found.name}' has work on {later}, after {last_day}."
            raise ConflictError(message, "End it on that day or later, or move the work first.")
        session.get_one(Engagement, found.id).ended_on = last_day.isoformat()
    return found


def _refuse_end_before(since: date | None, until: date | None) -> None:
    if until is not None and since is not None and until < since:
        message = f"The engagement would end on {until}, before it begins on {since}."
        raise InvalidInputError(message, "Give a later day.")


def _refuse_package_after(book: Book, engagement: EngagementRow, last_day: date) -> None:
    for package in read_packages(book, engagement.id, engagement.currency):
        if package.bought_on > last_day:
            name = f"{engagement.client}/{engagement.name}"
            message = f"Package {package.id} of '{name}' is bought on {package.bought_on}, after {last_day}."
            raise ConflictError(message, f"End it on that day or later, or say 'va package delete {package.id}' first.")


def check_grouping(text: str) -> Grouping:
    """Return how lines are grouped: by entry, day, service, or as one."""
    if text not in GROUPINGS:
        message = f"Lines cannot be grouped by '{text}'."
        raise InvalidInputError(message, f"Use one of: {', '.join(GROUPINGS)}.")
    return text


def _drop_same_day(session: Any, engagement_id: int, since: date) -> None:
    from sqlmodel import select

    from vabackoffice.storage.tables import Terms as TermsRow

    query = select(TermsRow).where(TermsRow.engagement_id == engagement_id, TermsRow.valid_from == since.isoformat())
    for old in session.exec(query).all():
        session.delete(old)
    session.flush()


def _row(engagement_id: int, terms: Terms) -> Any:
    from vabackoffice.storage.tables import BEGINNING
    from vabackoffice.storage.tables import Terms as TermsRow

    columns: dict[str, Any] = {name: getattr(terms, name) for name in _SAME_COLUMNS}
    columns |= {name: int(getattr(terms, name)) for name in ("in_advance", "prorata", "compound")}
    columns |= {name: _decimal_text(getattr(terms, name)) for name in ("hourly_rate", "overage_rate")}
    return TermsRow(
        **columns,
        engagement_id=engagement_id,
        valid_from=terms.valid_from.isoformat() if terms.valid_from else BEGINNING,
        low_balance=_decimal_text(terms.low_balance) or "20",
        fee_minor=terms.fee.minor if terms.fee else None,
        cap_minor=terms.cap.minor if terms.cap else None,
        round_seconds=terms.rounding.unit_seconds,
        round_mode=terms.rounding.mode,
        round_level=terms.rounding.level,
        minimum_seconds=terms.rounding.minimum_seconds,
        surcharges=" ".join(map(str, terms.surcharges)),
    )


def _decimal_text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
