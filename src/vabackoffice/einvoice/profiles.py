"""The kinds of electronic invoice: for each the syntax, what the file says it is, and what it may not hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vabackoffice.errors import NotFoundError

_CEN = "urn:cen.eu:en16931:2017"
_PEPPOL_PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"

Syntax = Literal["cii", "ubl", "fatturapa"]


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of electronic invoice.

    `specification` is BT-24 and `process` BT-23. `one_note` marks rules that allow one note only; `email_address` says
    whether an e-mail address may be the electronic address (EAS code EM).
    """

    name: str
    title: str
    syntax: Syntax
    specification: str
    process: str = ""
    one_note: bool = False
    email_address: bool = True


PROFILES = (
    Profile("facturx", "Factur-X / ZUGFeRD 2, profile EN 16931", "cii", _CEN),
    Profile(
        "xrechnung-cii",
        "XRechnung 3.0 in CII",
        "cii",
        f"{_CEN}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
        _PEPPOL_PROCESS,
    ),
    Profile(
        "xrechnung-ubl",
        "XRechnung 3.0 in UBL",
        "ubl",
        f"{_CEN}#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
        _PEPPOL_PROCESS,
    ),
    Profile(
        "peppol",
        "Peppol BIS Billing 3.0",
        "ubl",
        f"{_CEN}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
        _PEPPOL_PROCESS,
        one_note=True,
        email_address=False,
    ),
    Profile(
        "nlcius",
        "NLCIUS (SI-UBL 2.0)",
        "ubl",
        f"{_CEN}#compliant#urn:fdc:nen.nl:nlcius:v1.0",
        _PEPPOL_PROCESS,
        email_address=False,
    ),
    Profile("fr-ctc", "French reform, CII (XP Z12-012)", "cii", _CEN, "S1", email_address=False),
    Profile("fatturapa", "FatturaPA 1.2.3 between private parties (FPR12)", "fatturapa", "FPR12"),
)


def profile_named(name: str) -> Profile:
    """Return the profile `name`.

    Raises:
        NotFoundError: there is none of that name.
    """
    for profile in PROFILES:
        if profile.name == name.strip().lower():
            return profile
    message = f"'{name}' is not a kind of electronic invoice."
    raise NotFoundError(message, f"Use one of {', '.join(profile.name for profile in PROFILES)}.")
