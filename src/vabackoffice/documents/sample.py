"""An invoice that is plainly an example, to look at templates and to test them."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from vabackoffice.documents.words import words
from vabackoffice.domain.invoice import Invoice, Line, LineSource, Party, group_by_vat, hours_quantity, line_net
from vabackoffice.domain.period import Period

if TYPE_CHECKING:
    from vabackoffice.domain.invoice import Kind, LineKind

_IBANS = {"nl": "NL91ABNA0417164300"}
_IBAN = "DE89370400440532013000"  # the example of the IBAN registry
_QUARTER = 15 * 60

# Day of March, which work, minutes worked; billed are whole quarters of an hour.
_INBOX = ((2, 0, 85), (2, 1, 40), (3, 0, 50), (5, 2, 35), (9, 0, 70), (12, 1, 55), (16, 0, 60), (30, 1, 45))
_TRAVEL = ((10, 3, 110), (11, 3, 45), (18, 3, 20))
_BOOKS = ((6, 4, 75), (27, 4, 125))
_POSTS = ((4, 5), (11, 5), (18, 5), (25, 5))


def sample_invoice(language: str = "en", *, kind: Kind = "invoice", number: str | None = "2026-0042") -> Invoice:
    """Return an example in `language`: eight lines of every kind, a timesheet and a payment block in euros.

    Args:
        language: one of the languages of documents; the seller is from a country where it is spoken.
        kind: "invoice" or "credit_note", which then corrects invoice 2026-0031.
        number: None makes it a draft.

    Raises:
        InvalidInputError: documents are not made in this language.
    """
    words(language)  # refuses an unknown language with the list of the known ones
    say = _says()[language]
    lines = _lines(say)
    return Invoice(
        kind=kind,
        number=number,
        client="bakery",
        issue_date=date(2026, 4, 1),
        due_date=date(2026, 4, 15),
        period=Period(date(2026, 3, 1), date(2026, 4, 1)),
        supply_date=date(2026, 3, 31),
        currency="EUR",
        language=language,
        seller=_seller(say, _IBANS.get(language, _IBAN)),
        buyer=_buyer(say),
        lines=lines,
        vat_breakdown=group_by_vat(lines, {}),
        notes=say["notes"],
        payment_reference="RF18539007547034" if kind == "invoice" else "",
        corrects="2026-0031" if kind == "credit_note" else "",
    )


def _says() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("vabackoffice.documents") / "words" / "sample.toml").read_text(encoding="utf-8"))


def _seller(say: dict[str, Any], iban: str) -> Party:
    name, street, postcode, city = say["seller"]
    return Party(
        name=name,
        country=say["country"],
        street=street,
        postcode=postcode,
        city=city,
        vat_id=say["vat_ids"][0],
        email="ada@example.com",
        phone="+00 123 456 789",
        website="www.example.com",
        iban=iban,
        account_holder=name,
    )


def _buyer(say: dict[str, Any]) -> Party:
    name, contact, street, postcode, city = say["buyer"]
    return Party(
        name=name,
        country=say["country"],
        street=street,
        postcode=postcode,
        city=city,
        contact=contact,
        vat_id=say["vat_ids"][1],
        buyer_reference="PO-2026-17",
    )


def _lines(say: dict[str, Any]) -> tuple[Line, ...]:
    return (
        _time(say, "inbox", "42.00", _INBOX),
        _time(say, "travel", "42.00", _TRAVEL),
        _time(say, "books", "48.50", _BOOKS),
        _line(say, "task", "posts", ("4", "post", "17.50"), _done(say["work"])),
        _line(say, "task", "newsletter", ("1", "piece", "120.00")),
        _line(say, "fee", "retainer", ("1", "month", "150.00")),
        _line(say, "extra", "courier", ("1", "piece", "18.40")),
        _line(say, "discount", "discount", ("1", "", "-25.00")),
    )


def _time(say: dict[str, Any], key: str, rate: str, worked: tuple[tuple[int, int, int], ...]) -> Line:
    sources = tuple(
        LineSource("entry", index, date(2026, 3, day), say["work"][work], minutes * 60, _whole_quarters(minutes * 60))
        for index, (day, work, minutes) in enumerate(worked, start=1)
    )
    hours = hours_quantity(sum(source.billed_seconds for source in sources))
    return _line(say, "time", key, (str(hours), "hour", rate), sources)


def _line(
    say: dict[str, Any],
    kind: LineKind,
    key: str,
    counted: tuple[str, str, str],
    sources: tuple[LineSource, ...] = (),
) -> Line:
    quantity, unit, price = Decimal(counted[0]), counted[1], Decimal(counted[2])
    return Line(
        kind=kind,
        text=say[key],
        quantity=quantity,
        unit=unit,
        unit_price=price,
        net=line_net(quantity, price, "EUR"),
        vat_category="S",
        vat_rate=Decimal(say["rate"]),
        sources=sources,
    )


def _done(work: list[str]) -> tuple[LineSource, ...]:
    return tuple(
        LineSource("task", index, date(2026, 3, day), work[note]) for index, (day, note) in enumerate(_POSTS, start=1)
    )


def _whole_quarters(seconds: int) -> int:
    return -(-seconds // _QUARTER) * _QUARTER
