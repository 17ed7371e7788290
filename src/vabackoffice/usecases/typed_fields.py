"""Reading the fields of a business or a client from what was typed: each field has one reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.domain.address import parse_address
from vabackoffice.domain.amount import check_currency
from vabackoffice.domain.country import check_country, check_language
from vabackoffice.domain.handle import check_name
from vabackoffice.domain.payment import check_payment_days
from vabackoffice.usecases.identifiers import (
    check_bic,
    check_email,
    check_iban,
    check_leitweg_id,
    check_time_zone,
    check_vat_id,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_READERS: dict[str, Callable[[Any], Any]] = {
    "currency": check_currency,
    "language": check_language,
    "email": check_email,
    "iban": check_iban,
    "bic": check_bic,
    "leitweg_id": check_leitweg_id,
    "terms_days": check_payment_days,
    "timezone": check_time_zone,
}

_NEVER_EMPTY = ("name",)  # of the fields of text: a document without it says nothing


def read_fields(typed: Mapping[str, Any], country: str, *, force: bool = False) -> dict[str, Any]:
    """Return the columns that `typed` fills, each read and checked.

    Args:
        typed: option names and what was written; absent options are not in it.
        country: the country as it will be; it settles how address and VAT id are read.
        force: keep a VAT id whose check digits do not fit.
    """
    fields: dict[str, Any] = {}
    for name, value in typed.items():
        if name == "address":
            fields |= parse_address(value, country)._asdict()
        elif name == "country":
            fields[name] = check_country(value)
        elif name == "vat_id":
            fields[name] = check_vat_id(value, country, force=force)
        elif name in _READERS:
            fields[name] = _READERS[name](value)
        elif isinstance(value, str) and (value or name in _NEVER_EMPTY):
            fields[name] = check_name(value, name.replace("_", " "))
        else:
            fields[name] = value
    return fields
