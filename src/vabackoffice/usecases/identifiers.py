"""Numbers that others have given: VAT ids, IBANs, BICs; checked by their own arithmetic (python-stdnum)."""

from __future__ import annotations

from vabackoffice.domain.handle import shorten
from vabackoffice.errors import InvalidInputError


def check_vat_id(text: str, country: str, *, force: bool = False) -> str:
    """Return a VAT id with its country prefix, without spaces.

    Args:
        text: as typed, with or without the prefix; empty stays empty.
        country: ISO code of the holder, used when the prefix is missing.
        force: keep an id whose check digits do not fit.
    """
    from stdnum.eu import vat
    from stdnum.exceptions import ValidationError

    compact = "".join(letter for letter in text.upper() if letter.isalnum())
    if not compact:
        return ""
    prefix = {"GR": "EL"}.get(country, country)
    member = prefix.lower() in vat.MEMBER_STATES or prefix == "XI"
    if not member and compact[:2].lower() not in vat.MEMBER_STATES:
        return _check_elsewhere(compact, country, force=force)
    full = compact if compact[:2].isalpha() else prefix + compact
    try:
        return str(vat.validate(full))
    except ValidationError as error:
        if force:
            return full
        message = f"'{shorten(text)}' is not a valid VAT id."
        raise InvalidInputError(
            message, f"Compare it with the client's own invoice; '--force' keeps it as it is. ({error})"
        ) from error


def _check_elsewhere(compact: str, country: str, *, force: bool) -> str:
    """Check the ids of countries outside the EU that publish an arithmetic; keep the others as typed."""
    from stdnum import get_cc_module
    from stdnum.exceptions import ValidationError

    module = get_cc_module(country.lower(), "vat")
    if module is None or force:
        return compact
    try:
        module.validate(compact)
    except ValidationError as error:
        message = f"'{shorten(compact)}' is not a valid VAT id of {country}."
        raise InvalidInputError(
            message, f"Compare it with a letter of the tax office; '--force' keeps it. ({error})"
        ) from error
    return compact


def check_iban(text: str) -> str:
    """Return an IBAN without spaces; one whose check digits do not fit is never kept."""
    from stdnum import iban
    from stdnum.exceptions import ValidationError

    if not text.strip():
        return ""
    try:
        return str(iban.validate(text))
    except ValidationError as error:
        message = f"'{shorten(text)}' is not a valid IBAN."
        raise InvalidInputError(
            message, f"Copy it from a bank statement; a wrong digit sends money astray. ({error})"
        ) from error


def check_bic(text: str) -> str:
    """Return a BIC in upper case."""
    from stdnum import bic
    from stdnum.exceptions import ValidationError

    if not text.strip():
        return ""
    try:
        return str(bic.validate(text))
    except ValidationError as error:
        message = f"'{shorten(text)}' is not a valid BIC."
        raise InvalidInputError(message, f"It has 8 or 11 letters and digits, such as 'INGBNL2A'. ({error})") from error


def check_email(text: str) -> str:
    """Return an address that mail can be sent to."""
    address = text.strip()
    name, at, host = address.rpartition("@")
    if address and (not at or not name or "." not in host or any(letter.isspace() for letter in address)):
        message = f"'{shorten(text)}' is not an e-mail address."
        raise InvalidInputError(message, "Write it as 'name@example.com'.")
    return address
