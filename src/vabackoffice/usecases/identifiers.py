"""Names and numbers that others have given: VAT ids, IBANs and BICs by their arithmetic (python-stdnum), time zones."""

from __future__ import annotations

from vabackoffice.domain.handle import shorten
from vabackoffice.errors import InvalidInputError

_COMPARE = "Compare it with a letter of the tax office; '--force' keeps it as it is."
_PREFIXES = {"GR": "EL"}  # where VAT ids do not begin with the country's ISO code


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
    if not _is_member(country) and not _is_member(compact[:2]):
        return _check_elsewhere(compact, country, force=force)
    prefix, rest = (compact[:2], compact[2:]) if compact[:2].isalpha() else (country, compact)
    full = _PREFIXES.get(prefix, prefix) + rest
    try:
        return str(vat.validate(full))
    except ValidationError as error:
        if force:
            return full
        message = f"'{shorten(text)}' is not a valid VAT id."
        raise InvalidInputError(message, f"{_COMPARE} ({error})") from error


def _is_member(code: str) -> bool:
    """Say whether ids that begin with `code` are checked as those of a Member State or of Northern Ireland."""
    from stdnum.eu import vat

    return code in ("EL", "XI") or code.lower() in vat.MEMBER_STATES


def _check_elsewhere(compact: str, country: str, *, force: bool) -> str:
    """Check the ids of countries outside the EU that publish an arithmetic; keep the others as typed."""
    from stdnum import get_cc_module
    from stdnum.exceptions import ValidationError

    module = get_cc_module(country.lower(), "vat")
    if country == "GB" and compact[:1].isdigit():
        compact = f"GB{compact}"
    if module is None or force:
        return compact
    try:
        module.validate(compact)
    except ValidationError as error:
        message = f"'{shorten(compact)}' is not a valid VAT id of {country}."
        raise InvalidInputError(message, f"{_COMPARE} ({error})") from error
    return compact


def check_iban(text: str) -> str:
    """Return an IBAN without spaces; one whose check digits do not fit is never kept, one of a new bank is."""
    from contextlib import suppress

    from stdnum import iban
    from stdnum.exceptions import InvalidComponent, ValidationError

    if not text.strip():
        return ""
    try:
        number = str(iban.validate(text, check_country=False))
        with suppress(InvalidComponent):  # Belgium: the bank is not in the list of banks, which ages
            iban.validate(number)
    except ValidationError as error:
        message = f"'{shorten(text)}' is not a valid IBAN."
        raise InvalidInputError(
            message, f"Copy it from a bank statement; a wrong digit sends money astray. ({error})"
        ) from error
    return number


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


def check_leitweg_id(text: str) -> str:
    """Return the Leitweg-ID of a German public buyer; one whose check digits do not fit reaches nobody."""
    from stdnum.de import leitweg
    from stdnum.exceptions import ValidationError

    if not text.strip():
        return ""
    try:
        return str(leitweg.validate(text.strip()))
    except ValidationError as error:
        message = f"'{shorten(text)}' is not a valid Leitweg-ID."
        hint = f"Copy it from the order, such as '04011000-1234512345-06'; its last two digits are a check. ({error})"
        raise InvalidInputError(message, hint) from error


def check_email(text: str) -> str:
    """Return an address that mail can be sent to."""
    address = text.strip()
    name, at, host = address.rpartition("@")
    if address and (not at or not name or "." not in host or any(letter.isspace() for letter in address)):
        message = f"'{shorten(text)}' is not an e-mail address."
        raise InvalidInputError(message, "Write it as 'name@example.com'.")
    return address


def check_time_zone(text: str) -> str:
    """Return the name of a time zone that this machine knows."""
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(text.strip()).key
    except (KeyError, ValueError, OSError) as error:
        message = f"'{shorten(text)}' is not a time zone."
        raise InvalidInputError(message, "Use a name such as 'Europe/Amsterdam' or 'America/New_York'.") from error
