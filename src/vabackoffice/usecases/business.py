"""Setting up the book and the business, and changing her own particulars."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.country import LANGUAGES, check_country, customs
from vabackoffice.domain.eu import locate
from vabackoffice.domain.vat import resolve_regime
from vabackoffice.domain.working_time import check_facts
from vabackoffice.errors import ConflictError, InvalidInputError
from vabackoffice.storage.documents import store_document
from vabackoffice.tax.vat_tables import load_vat_tables
from vabackoffice.usecases.look import check_look, check_own_words, read_logo
from vabackoffice.usecases.typed_fields import read_fields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from vabackoffice.storage.book import Book
    from vabackoffice.storage.tables import Business

FIRST_SERIES = {"invoice": "{year}-{seq:04}", "credit_note": "C{year}-{seq:04}"}


def usual_regime(country: str, vat_id: str) -> str:
    """Return the regime most assistants of `country` have: what `va init` proposes."""
    if country == "US":
        return "us-sole-trader"
    if country == "GB":
        return "uk-standard" if vat_id else "uk-unregistered"
    known = {regime.country for regime in load_vat_tables().regimes if regime.kind == "standard"}
    return f"{country.lower()}-standard" if country in known else "other-unregistered"


def check_regime(typed: str, country: str) -> str:
    """Return the code of a regime named by code or alias, which must be one of the business's country."""
    tables = load_vat_tables()
    regime, home = resolve_regime(typed, tables), locate(country)
    if regime.country in ("", home.country):
        return regime.code
    own = [one.code for one in tables.regimes if one.country == home.country] or ["other-unregistered"]
    message = f"The regime '{regime.code}' is not one of {home.name}."
    raise InvalidInputError(message, f"Use one of: {', '.join(own)}.")


def set_up(path: Path, now: datetime, typed: Mapping[str, Any], regime: str = "", *, force: bool = False) -> Book:
    """Make the book and write the business into it; nothing is left behind when anything is refused.

    Args:
        path: where the book shall lie.
        now: the present instant.
        typed: the business's fields as typed; `name` and `country` must be there.
        regime: code or alias of the tax regime, the country's usual one when empty.
        force: keep a VAT id whose check digits do not fit.
    """
    from vabackoffice.storage.migrate import create_book

    country = check_country(typed["country"])
    currency, language, timezone = customs(country)
    usual = {"currency": currency, "language": language if language in LANGUAGES else "en", "timezone": timezone}
    fields = usual | read_fields(typed, country, force=force)
    code = check_regime(regime or usual_regime(country, fields.get("vat_id", "")), country)
    if path.exists():
        return _set_up_existing(path, now, fields, code)
    book = create_book(path)
    try:
        _write_first(book, now, fields, code)
    except BaseException:
        book.close()
        path.unlink()
        raise
    return book


def _set_up_existing(path: Path, now: datetime, fields: dict[str, Any], regime: str) -> Book:
    """Fill an empty book; one that has its business is left alone."""
    from vabackoffice.storage.book import open_book

    book = open_book(path)
    try:
        _refuse_taken(book)
        _write_first(book, now, fields, regime)
    except BaseException:
        book.close()
        raise
    return book


def _refuse_taken(book: Book) -> None:
    row = book.connection.execute("SELECT name FROM business").fetchone()
    if row is not None:
        message = f"The book '{book.path}' already belongs to {row[0]}."
        hint = "Change her particulars with 'va business edit', or make another book with '--book PATH'."
        raise ConflictError(message, hint)


def _write_first(book: Book, now: datetime, fields: dict[str, Any], regime: str) -> None:
    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import BEGINNING, Business, NumberSeries, TaxRegime

    with book.operation("init", now), writing(book) as session:
        session.add(Business(id=1, **fields))
        session.add(TaxRegime(valid_from=BEGINNING, regime=regime))
        for kind, pattern in FIRST_SERIES.items():
            session.add(NumberSeries(name=kind, kind=kind, pattern=pattern))


def edit_business(
    book: Book,
    now: datetime,
    typed: Mapping[str, Any],
    facts: Mapping[str, str],
    since: date | None,
    *,
    logo: str | None = None,
    templates: Path | None = None,
    force: bool = False,
) -> None:
    """Change the business's particulars, and what a country asks (`facts`) from a day on.

    `logo` is the path of a picture, empty to remove the one there is; `templates` is the user's own folder.
    """
    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import BEGINNING, BusinessFact

    check_facts(facts)
    check_own_words(facts)
    with book.operation("business edit", now), writing(book) as session:
        business = required_business(session)
        country = check_country(typed.get("country", business.country))
        for name, value in (read_fields(typed, country, force=force) | check_look(typed, templates)).items():
            setattr(business, name, value)
        if logo is not None:
            business.logo_sha256 = store_document(book, *read_logo(Path(logo))) if logo else None
        valid_from = since.isoformat() if since else BEGINNING
        for key, value in facts.items():
            session.merge(BusinessFact(key=key, valid_from=valid_from, value=value))


def required_business(session: Any) -> Business:
    """Return the business's row."""
    from vabackoffice.storage.tables import Business

    business: Business = session.get_one(Business, 1)
    return business


def set_regime(book: Book, now: datetime, typed: str, since: date | None) -> str:
    """Write from which day on a tax regime holds; return its code."""
    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import BEGINNING, TaxRegime

    with book.operation("regime set", now), writing(book) as session:
        code = check_regime(typed, required_business(session).country)
        session.merge(TaxRegime(valid_from=since.isoformat() if since else BEGINNING, regime=code))
    return code
