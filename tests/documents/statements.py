"""Example statements of an hour bank: of 11:30 hours 6:35 are used and 4:55 are left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from vabackoffice.documents.look import Look
from vabackoffice.documents.statement_view import Reader, statement_view
from vabackoffice.domain.bank_statement import BankStatement, Lapsing, NextPeriod, StatedWork
from vabackoffice.domain.invoice import Party
from vabackoffice.domain.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping

HOUR, MINUTE = 3600, 60

SELLER = Party(
    "Example Office", "NL", "Voorbeeldstraat 1", "1012 AB", "Amsterdam", email="office@example.com", vat_id="NL1"
)
NOTES = {1: "Inbox", 2: "Travel for the trade fair in Frankfurt", 3: "", 4: "Newsletter"}
# The longest words that clients have, and how far apart letters and figures may be.
LONG_NAMES = {
    "de": "Bäckerei Größenwahn-Übermüller Beispielgesellschaft mbH & Co. KG",
    "nl": "Arbeidsongeschiktheidsverzekeringsmaatschappij Voorbeeld B.V.",
    "es": "Asociación Española de Electroencefalografistas Ejemplares, S.L.U.",
    "it": "Società Esemplare di Precipitevolissimevolmente Consulenti S.r.l.",
    "fr": "Boulangerie Anticonstitutionnellement Exemplaire et Fils SARL",
    "en": "Example Counterrevolutionaries and Sons Incorporated Ltd",
}
LONG_NOTE = "Donaudampfschifffahrtsgesellschaftskapitänsmützenbestellung und Terminabstimmung mit der Geschäftsführung"


def work(*entries: tuple[int, int, int]) -> tuple[StatedWork, ...]:
    """Return entries of a day in March, seconds, and seconds beyond the bank, numbered from 1."""
    return tuple(
        StatedWork(number, date(2026, 3, on), seconds, beyond, is_late=False)
        for number, (on, seconds, beyond) in enumerate(entries, start=1)
    )


def sample(**changes: Any) -> BankStatement:
    """Return the example, changed."""
    example = BankStatement(
        engagement="acme/inbox",
        period=Period.month(2026, 3),
        day=date(2026, 3, 19),
        available=11 * HOUR + 30 * MINUTE,
        used=6 * HOUR + 35 * MINUTE,
        lapsed=0,
        left=4 * HOUR + 55 * MINUTE,
        debt=0,
        beyond=0,
        price=None,
        lapsing=(Lapsing(90 * MINUTE, date(2026, 3, 31)), Lapsing(205 * MINUTE, date(2026, 4, 30))),
        run_out=date(2026, 3, 29),
        next_period=NextPeriod(date(2026, 4, 1), 10 * HOUR),
        work=work((2, 90 * MINUTE, 0), (3, 120 * MINUTE, 0), (9, 45 * MINUTE, 0), (12, 140 * MINUTE, 0)),
    )
    return replace(example, **changes)


def viewed(  # noqa: PLR0913 - what a view is made of
    statement: BankStatement | None = None,
    notes: Mapping[int, str] | None = None,
    *,
    language: str = "en",
    name: str = "Example Bakery Ltd",
    agreement: str = "inbox",
    with_vat: bool = False,
    look: Look | None = None,
    **options: Any,
) -> dict[str, Any]:
    """Return the view of a statement; of the example where none is given."""
    reader = Reader(name, agreement, language, prices_include_vat=with_vat)
    found = NOTES if notes is None else notes
    return statement_view(statement or sample(), found, SELLER, reader, look or Look(), **options)
