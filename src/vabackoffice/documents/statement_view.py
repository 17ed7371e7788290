"""The "hours left" for a client as plain data: everything already put into words and figures of its language."""

from __future__ import annotations

from base64 import b64encode
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from vabackoffice.documents.address import address_lines
from vabackoffice.documents.contrast import readable
from vabackoffice.documents.typography import clock, document_locale, long_date, money, short_day, span
from vabackoffice.documents.words import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from babel import Locale

    from vabackoffice.documents.look import Look
    from vabackoffice.domain.bank_statement import BankStatement, StatedWork
    from vabackoffice.domain.invoice import Party

Medium = Literal["paper", "screen"]

LIGHT, DARK = "#ffffff", "#14181a"  # what is behind the text on a screen
_BRIGHT = 7.0  # so that the accent also stands out from the grey beside it in the bar
_BAR = 1000  # units of the drawing from one end to the other


class Reader(NamedTuple):
    """Who reads it: the client, the agreement where it has a name, the language, and whether prices include VAT."""

    name: str
    agreement: str
    language: str
    prices_include_vat: bool


def statement_view(  # noqa: PLR0913 - what, from whom, for whom, in which look, on what
    statement: BankStatement,
    notes: Mapping[int, str],
    seller: Party,
    reader: Reader,
    look: Look,
    *,
    medium: Medium = "paper",
    most_rows: int | None = None,
) -> dict[str, Any]:
    """Return what the template may print.

    Hours are hours and minutes, with seconds for all of them if any has seconds, so that everything adds up.

    Args:
        statement: the hour bank as it stands.
        notes: of its entries, by id, as on an invoice's timesheet.
        seller: the business, for the head.
        reader: the client.
        look: paper, colour and logo.
        medium: a printed page or a screen.
        most_rows: how many entries are shown one by one, the latest; None for all.

    Raises:
        InvalidInputError: documents are not made in the client's language.
    """
    locale = document_locale(reader.language, seller.country)
    speech = _Speech(words(reader.language), locale, _to_the_second(statement))
    return {
        "medium": medium,
        "language": str(locale).replace("_", "-"),
        "words": speech.word,
        "client": reader.name,
        "agreement": reader.agreement,
        "period": span(statement.period.start, statement.period.last_day, locale),
        "as_of": speech.say("as_of", date=long_date(statement.day, locale)),
        "look": _look(look),
        "seller": {
            "name": seller.name,
            "address": address_lines(seller, abroad=False, locale=locale),
            "contact": [line for line in (seller.email, seller.phone, seller.website) if line],
        },
        "headline": _headline(statement, speech),
        "bar": _bar(statement, speech),
        "outlook": _outlook(statement, speech, with_vat=reader.prices_include_vat),
        "work": _work(statement, notes, speech, most_rows),
    }


class _Speech(NamedTuple):
    """The words and manners of a language."""

    word: Mapping[str, Any]
    locale: Locale
    with_seconds: bool

    def hours(self, seconds: int) -> str:
        return clock(seconds, with_seconds=self.with_seconds)

    def say(self, key: str, **filled: str) -> str:
        return str(self.word[key].format(**filled))


def _to_the_second(statement: BankStatement) -> bool:
    shown = (statement.available, statement.left, statement.debt, statement.lapsed, statement.beyond)
    return any(seconds % 60 for seconds in (*shown, *(one.seconds for one in statement.work)))


def _look(look: Look) -> dict[str, str]:
    logo = f"data:{look.logo_type};base64,{b64encode(look.logo).decode()}" if look.logo else ""
    return {
        "paper": look.paper,
        "accent": look.accent,
        "logo": logo,
        "light": LIGHT,
        "dark": DARK,
        "accent_on_light": readable(look.accent, LIGHT),
        "accent_on_dark": readable(look.accent, DARK, _BRIGHT),
    }


def _headline(statement: BankStatement, speech: _Speech) -> dict[str, Any]:
    if statement.debt:
        return {"hours": speech.hours(statement.debt), "text": speech.word["in_advance"], "is_debt": True}
    text = speech.say("left_of", available=speech.hours(statement.available))
    return {"hours": speech.hours(statement.left), "text": text, "is_debt": False}


def _bar(statement: BankStatement, speech: _Speech) -> dict[str, Any]:
    """Return the parts of the bar from left to right: what the bank gave, and beyond it extra hours or a debt."""
    drawn = max(statement.available - statement.lapsed - statement.left, 0)
    parts = [
        ("used", speech.word["used"], drawn),
        ("lapsed", speech.word["lapsed"], statement.lapsed),
        ("left", speech.word["left"], statement.left),
        ("over", speech.word["beyond"], statement.beyond),
        ("over", speech.word["owed_hours"], statement.debt),
    ]
    parts = [part for part in parts if part[2] or part[0] in ("used", "left")]
    ends = _ends([seconds for _, _, seconds in parts])
    shown = [
        {"kind": kind, "label": label, "hours": speech.hours(seconds), "start": start, "width": end - start}
        for (kind, label, seconds), start, end in zip(parts, [0, *ends], ends, strict=False)
    ]
    said = ", ".join(f"{part['label']} {part['hours']}" for part in shown)
    return {"length": _BAR, "title": speech.word["used_and_left"], "said": said, "parts": shown}


def _ends(lengths: Sequence[int]) -> list[int]:
    """Return where each part of the bar ends, half up to a unit."""
    whole = sum(lengths) or 1
    return [(2 * _BAR * end + whole) // (2 * whole) for end in accumulate(lengths)]


def _outlook(statement: BankStatement, speech: _Speech, *, with_vat: bool) -> list[dict[str, Any]]:
    """Return what is to come, a label and its lines each."""
    lapsing = [
        speech.say("on_day", hours=speech.hours(one.seconds), date=long_date(one.last_day, speech.locale))
        for one in statement.lapsing
    ]
    rows = [
        (speech.word["beyond"], _beyond(statement, speech, with_vat=with_vat)),
        (speech.word["lapsing"], lapsing),
        (speech.word["run_out"], _run_out(statement, speech)),
        (speech.word["next_period"], _next_period(statement, speech)),
    ]
    return [{"label": label, "lines": lines} for label, lines in rows if lines]


def _beyond(statement: BankStatement, speech: _Speech, *, with_vat: bool) -> list[str]:
    if not statement.beyond:
        return []
    hours = speech.hours(statement.beyond)
    if statement.price is None:
        return [hours]
    price = money(statement.price, speech.locale)
    return [f"{hours}, {price}" if with_vat else f"{hours}, {price} {speech.word['without_vat']}"]


def _run_out(statement: BankStatement, speech: _Speech) -> list[str]:
    if statement.run_out is None:
        return []
    return [speech.say("run_out_on", date=long_date(statement.run_out, speech.locale))]


def _next_period(statement: BankStatement, speech: _Speech) -> list[str]:
    if statement.next_period is None:
        return []
    start, seconds = statement.next_period
    said = long_date(start, speech.locale)
    return [speech.say("from_day", hours=speech.hours(seconds), date=said) if seconds else said]


def _work(statement: BankStatement, notes: Mapping[int, str], speech: _Speech, most_rows: int | None) -> dict[str, Any]:
    """Return the latest entries one by one, and the ones before them as a sum."""
    work = statement.work
    shown = work if most_rows is None or len(work) <= most_rows else work[len(work) - most_rows :]
    earlier = work[: len(work) - len(shown)]
    with_year = any(one.day.year != statement.day.year for one in shown)
    return {
        "rows": [
            {
                "date": short_day(one.day, speech.locale, with_year=with_year),
                "note": notes.get(one.entry) or speech.word["assistance"],
                "hours": speech.hours(one.seconds),
                "remarks": _remarks(one, speech),
            }
            for one in shown
        ],
        "earlier": _earlier(earlier, speech),
        "total": speech.hours(statement.used),
    }


def _earlier(earlier: Sequence[StatedWork], speech: _Speech) -> dict[str, str] | None:
    if not earlier:
        return None
    key = "earlier_entries" if len(earlier) > 1 else "earlier_entry"
    text = speech.say(key, count=str(len(earlier)))
    return {"text": text, "hours": speech.hours(sum(one.seconds for one in earlier))}


def _remarks(one: StatedWork, speech: _Speech) -> list[str]:
    said = [speech.word["added_later"]] if one.is_late else []
    if one.beyond:
        part = speech.say("partly_beyond", hours=speech.hours(one.beyond))
        said.append(part if one.beyond < one.seconds else speech.word["beyond"])
    return said
