"""From a draft to the invoice as it would be issued on a day: parties, VAT, wording, totals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from vabackoffice.documents.words import words
from vabackoffice.domain.discount import discount_line
from vabackoffice.domain.engagement import payment_days_on
from vabackoffice.domain.gross_price import agreed_with_vat
from vabackoffice.domain.invoice import Invoice, Line, Party, group_by_vat
from vabackoffice.domain.money import total
from vabackoffice.domain.vat import VatBuyer, VatDecision, VatSeller, decide_vat, refuse_mixed_scope
from vabackoffice.errors import BackOfficeError, InvalidInputError, MissingError
from vabackoffice.storage.reads.particulars import read_business, read_client, regime_on
from vabackoffice.storage.reads.targets import engagements
from vabackoffice.storage.reads.terms import read_terms_of
from vabackoffice.tax.vat_tables import load_vat_tables
from vabackoffice.usecases.completing import complete, socially_charged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from vabackoffice.domain.checklist import Missing
    from vabackoffice.domain.draft import Draft
    from vabackoffice.domain.money import Money
    from vabackoffice.storage.book import Book

    _Choice = tuple[str, date | None]

_PARTY = (
    "name",
    "country",
    "street",
    "postcode",
    "city",
    "region",
    "vat_id",
    "tax_number",
    "registration_number",
    "email",
)
_SELLER = (*_PARTY, "phone", "website", "iban", "bic", "bank_name", "account_holder")
_BUYER = (*_PARTY, "contact", "buyer_reference", "leitweg_id", "sdi_code", "pec", "peppol_id")


@dataclass(frozen=True, slots=True)
class Assembled:
    """A draft as it would be issued, the regime it was made under, why its VAT is what it is, and what it lacks."""

    draft: Draft
    invoice: Invoice
    regime: str
    vat_reasons: tuple[str, ...]
    missing: tuple[Missing, ...] = ()


def assemble(
    book: Book, draft: Draft, issue_date: date, *, number: str | None = None, reference: str = ""
) -> Assembled:
    """Return the invoice that `draft` becomes when it is issued on `issue_date`; writes nothing.

    The end of the work decides regime and rate, the date of the document decides the wording.

    Raises:
        InvalidInputError: the draft is empty, or its VAT cannot be decided.
        MissingError: no regime reaches back to the day of the work.
    """
    if not draft.lines:
        message = f"Draft {draft.id} has no lines."
        raise InvalidInputError(
            message, f"Add one with 'va invoice add {draft.id} TEXT --qty 1 --price 10', or discard it."
        )
    business, client = read_business(book), read_client(book, draft.client)
    supply_date = max((line.last_day for line in draft.lines if line.last_day), default=issue_date)
    regime = _regime(book, supply_date)
    decisions = _decide(book, draft, business, client, supply_date, issue_date)
    charged, rounding = _with_vat(draft, decisions, client["language"])
    lines = socially_charged(
        book,
        charged,
        country=business["country"],
        day=issue_date,
        language=client["language"],
        currency=draft.currency,
    )
    refuse_mixed_scope(draft.client, lines)
    invoice = Invoice(
        kind=draft.kind,
        number=number,
        client=draft.client,
        issue_date=issue_date,
        due_date=issue_date + timedelta(days=_days_to_pay(book, draft, business, client)),
        period=draft.period,
        supply_date=supply_date,
        currency=draft.currency,
        language=client["language"],
        seller=seller_party(business),
        buyer=buyer_party(client),
        lines=lines,
        vat_breakdown=group_by_vat(
            lines,
            {(one.category, one.rate): (one.exemption_code, _note(one, draft.notes)) for one in decisions.values()},
        ),
        wordings=tuple(dict.fromkeys(words for one in decisions.values() for words in one.wordings)),
        notes=draft.notes,
        payment_reference=reference,
        rounding=rounding,
        prices_include_vat=draft.prices_include_vat,
    )
    reasons = tuple(dict.fromkeys(one.reason for one in decisions.values()))
    completed, missing = complete(book, invoice, client, regime)
    return Assembled(draft, completed, regime, reasons, missing)


def seller_party(business: dict[str, Any]) -> Party:
    """Return the business as documents name it."""
    return Party(**{name: business[name] for name in _SELLER})


def buyer_party(client: dict[str, Any]) -> Party:
    """Return a client as documents name it."""
    return Party(**{name: client[name] for name in _BUYER}, is_business=bool(client["is_business"]))


def assemble_or_say(book: Book, draft: Draft, issue_date: date) -> Assembled | BackOfficeError:
    """Return what `assemble` does, or why it cannot: one draft that cannot be issued yet hides no other."""
    try:
        return assemble(book, draft, issue_date)
    except BackOfficeError as error:
        return error


def _regime(book: Book, supply_date: date) -> str:
    regime = regime_on(book, supply_date)
    if regime is None:
        message = f"No tax regime is known for {supply_date}."
        raise MissingError(message, f"Say which held then: 'va regime set REGIME --from {supply_date}'.")
    return regime


def _days_to_pay(book: Book, draft: Draft, business: dict[str, Any], client: dict[str, Any]) -> int:
    """Return the longest time that was agreed for any work of the draft: an invoice has one due date."""
    usual: int = business["terms_days"] if client["terms_days"] is None else client["terms_days"]
    histories = {row.name: read_terms_of(book, row.id, row.currency) for row in engagements(book, draft.client)}
    worked = {(line.engagement.rpartition("/")[2], line.last_day) for line in draft.lines}
    agreed = [payment_days_on(histories.get(name, []), day) for name, day in worked if day]
    return max((usual if days is None else days for days in agreed), default=usual)


def _decide(
    book: Book, draft: Draft, business: dict[str, Any], client: dict[str, Any], supply_date: date, issue_date: date
) -> dict[_Choice, VatDecision]:
    """Return the VAT decision for each choice that the lines make, by the law of its day."""
    buyer = VatBuyer(
        draft.client,
        client["country"],
        client["region"],
        bool(client["is_business"]),
        client["vat_id"],
        client["language"],
    )
    return {
        (choice, deposit_day): decide_vat(
            VatSeller(
                business["country"], business["region"], _regime(book, deposit_day or supply_date), business["vat_id"]
            ),
            buyer,
            supply_date=deposit_day or supply_date,
            document_date=issue_date,
            tables=load_vat_tables(),
            choice=client["vat_choice"] if choice == "auto" else choice,
        )
        for choice, deposit_day in dict.fromkeys(_choice(line) for line in draft.lines)
    }


def _choice(line: Line) -> _Choice:
    """Return a line's choice of VAT and, if it deducts a deposit, the day of that: it goes off as it was charged."""
    return line.vat_choice, line.sources[0].on_date if line.deducts_deposit else None


def _with_vat(
    draft: Draft, decisions: dict[_Choice, VatDecision], language: str
) -> tuple[tuple[Line, ...], Money | None]:
    """Return the lines without VAT, discounts among them, and the rounding that reaches prices agreed with VAT."""
    lines = [_line_with_vat(line, decisions[_choice(line)]) for line in draft.lines]
    lines += _discounts(lines, draft, language) if draft.discount else []
    return agreed_with_vat(lines, draft.currency) if draft.prices_include_vat else (tuple(lines), None)


def _line_with_vat(line: Line, decision: VatDecision) -> Line:
    return replace(line, vat_category=decision.category, vat_rate=decision.rate)


def _discounts(lines: Sequence[Line], draft: Draft, language: str) -> list[Line]:
    """Spread the document's discount over the VAT groups by their net, without losing a cent.

    A deposit that is deducted was paid as it is: the discount is on what the deposit is a part of.
    """
    lines = [line for line in lines if not line.deducts_deposit]
    whole = discount_line(lines, draft.discount, draft.currency)
    word = words(language)["discount"]
    text = f"{word} {whole.text}" if whole.text.endswith("%") else word
    groups: dict[tuple[str, Decimal], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.vat_category, line.vat_rate), []).append(line)
    weights = [max(0, total([line.net for line in group], draft.currency).minor) for group in groups.values()]
    shares = whole.net.spread(weights)
    return [
        replace(whole, text=text, unit_price=-share.amount, net=share, vat_category=category, vat_rate=rate)
        for (category, rate), share in zip(groups, shares, strict=True)
        if share
    ]


def _note(decision: VatDecision, notes: str) -> str:
    """Return why a VAT group bears none: the law's words, or where an exemption was chosen the invoice's notes."""
    return " / ".join(decision.wordings) or (notes.strip() if decision.category == "E" else "")
