"""Reading the fields of a business or a client from what was typed: each field has one reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.domain.address import parse_address
from vabackoffice.domain.amount import check_currency
from vabackoffice.domain.country import check_country, check_language
from vabackoffice.domain.handle import check_name, shorten
from vabackoffice.errors import InvalidInputError
from vabackoffice.usecases.identifiers import check_bic, check_email, check_iban, check_vat_id

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_TERM = 365

_READERS = {
    "currency": check_currency,
    "language": check_language,
    "email": check_email,
    "iban": check_iban,
    "bic": check_bic,
}


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
        elif name == "terms_days":
            fields[name] = _days(value)
        elif name in _READERS:
            fields[name] = _READERS[name](value)
        elif isinstance(value, str) and value:
            fields[name] = check_name(value, name.replace("_", " "))
        else:
            fields[name] = value
    return fields


def _days(value: int) -> int:
    if not 0 <= value <= LONGEST_TERM:
        message = f"{shorten(str(value))} days to pay is not possible."
        raise InvalidInputError(message, f"Give between 0 and {LONGEST_TERM} days.")
    return value
