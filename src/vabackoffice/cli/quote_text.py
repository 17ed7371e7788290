"""Quotes as text for a terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.cli import invocation, output
from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.rate import price_text, say_price
from vabackoffice.errors import BackOfficeError
from vabackoffice.usecases.quoted import offered_terms
from vabackoffice.usecases.terms_in_words import terms_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from vabackoffice.domain.quote import Choice, Quote, QuoteLine, Sum
    from vabackoffice.usecases.accepting import Accepted

    Choices = Sequence[Choice] | BackOfficeError

COLUMNS = ("number", "client", "title", "issued_on", "valid_until", "status", "currency", "chosen")
_PER = {"once": "Once", "hour": "Per hour", "week": "Per week", "month": "Per month", "quarter": "Per quarter"}


def quote_json(quote: Quote, today: date, choices: Choices | None = None) -> dict[str, Any]:
    """Return a quote as scripts read it; with `choices` also its lines, and what each option costs."""
    found: dict[str, Any] = {
        "number": quote.number,
        "client": quote.client,
        "title": quote.title,
        "issued_on": quote.issued_on.isoformat(),
        "valid_until": quote.valid_until.isoformat() if quote.valid_until else None,
        "status": quote.status(today),
        "currency": quote.currency,
        "notes": quote.notes,
        "accepted_on": quote.accepted_on.isoformat() if quote.accepted_on else None,
        "declined_on": quote.declined_on.isoformat() if quote.declined_on else None,
        "chosen": (quote.chosen or None) if not quote.declined_on else None,
        "reason": (quote.chosen or None) if quote.declined_on else None,
    }
    if choices is None:
        return found
    problem = choices.message if isinstance(choices, BackOfficeError) else None
    options = [] if isinstance(choices, BackOfficeError) else [_choice_json(one) for one in choices if quote.lines]
    return found | {"lines": [_line_json(quote, one) for one in quote.lines], "options": options, "problem": problem}


def quote_text(quote: Quote, today: date, choices: Choices) -> str:
    """Return a quote with its lines and what each option costs."""
    title = f": {quote.title}" if quote.title else ""
    until = f", valid until {format_date(quote.valid_until)}" if quote.valid_until else ""
    head = [
        f"Quote {quote.number} for {quote.client}{title}",
        f"{format_date(quote.issued_on)}{until}, {_state(quote, today)}",
    ]
    lines = [f"{number:>3}  {line_text(quote, line)}" for number, line in enumerate(quote.lines, start=1)]
    if not lines:
        lines = [f"It offers nothing yet: 'va quote line {quote.number} TEXT --price 100'."]
    costs = [f"Its VAT cannot be shown yet: {choices.message}"] if isinstance(choices, BackOfficeError) else []
    if not isinstance(choices, BackOfficeError):
        costs = [text for one in choices for text in _choice_text(one)]
    return "\n".join([*head, "", *lines, *(["", *costs] if costs and quote.lines else [])])


def line_text(quote: Quote, line: QuoteLine) -> str:
    """Return `option B: Posts, 8 post at 12.50 EUR = 100.00 EUR`."""
    option = f"option {line.option}: " if line.option else ""
    if line.terms is not None:
        until = f", until {line.terms['until']}" if line.terms.get("until") else ""
        return f"{option}{line.engagement}, {terms_in_words(offered_terms(quote, line), quote.currency)}{until}"
    each = say_price(line.unit_price, quote.currency)
    return f"{option}{line.text}, {line.quantity:f} {line.unit} at {each} = {line.net(quote.currency)}"


def print_quotes(quotes: Sequence[Quote], today: date, *, csv: bool) -> None:
    """Print quotes: as JSON, as CSV, or as a table."""
    rows = [quote_json(one, today) for one in quotes]
    if invocation.current.json:
        output.print_json({"quotes": rows})
    elif csv:
        from vabackoffice.documents.tabular import write_csv

        output.say(write_csv(rows, COLUMNS).rstrip("\n"))
    elif not rows:
        output.say("No quotes. 'va quote add HANDLE TITLE' makes one.")
    else:
        headings = (("Quote", "left"), ("For", "left"), ("About", "left"), ("Valid until", "left"), ("", "left"))
        cells = [[one.number, one.client, one.title, str(one.valid_until or ""), _state(one, today)] for one in quotes]
        output.print_table(headings, cells)


def accepted_json(done: Accepted, on: date) -> dict[str, Any]:
    """Return what was agreed by accepting a quote as scripts read it."""
    engagements = [
        {"engagement": f"{row.client}/{row.name}", "terms": terms_in_words(terms, row.currency)}
        for row, terms in done.agreed
    ]
    quote = done.quote
    return {
        "accepted": quote.number,
        "on": quote.accepted_on and quote.accepted_on.isoformat(),
        "from": on.isoformat(),
        "option": quote.chosen or None,
        "engagements": engagements,
        "tasks": list(done.task_ids),
    }


def accepted_text(done: Accepted, on: date) -> str:
    """Return what was agreed by accepting a quote, each with the command that shows it."""
    option = f" with option {done.quote.chosen}" if done.quote.chosen else ""
    lines = [f"Quote {done.quote.number} is accepted{option}."]
    lines += [
        f"From {on} on, {row.client}/{row.name}: {terms_in_words(terms, row.currency)}." for row, terms in done.agreed
    ]
    if done.task_ids:
        count = "1 task" if len(done.task_ids) == 1 else f"{len(done.task_ids)} tasks"
        lines.append(f"Added {count}: 'va task list {done.quote.client} --open'.")
    return "\n".join(lines)


def _state(quote: Quote, today: date) -> str:
    state = quote.status(today)
    answered = quote.accepted_on or quote.declined_on
    said = f"{state} on {format_date(answered)}" if answered else state
    named = f"option {quote.chosen}" if quote.accepted_on else quote.chosen
    return f"{said} ({named})" if quote.chosen else said


def _line_json(quote: Quote, line: QuoteLine) -> dict[str, Any]:
    offered = line.terms is not None
    return {
        "kind": "terms" if offered else "item",
        "option": line.option or None,
        "text": line.text,
        "quantity": f"{line.quantity:f}",
        "unit": line.unit,
        "unit_price": price_text(line.unit_price, quote.currency),
        "net": str(line.net(quote.currency).amount),
        "engagement": line.engagement or None,
        "terms": dict(line.terms) if line.terms is not None else None,
        "in_words": terms_in_words(offered_terms(quote, line), quote.currency) if offered else None,
    }


def _choice_json(choice: Choice) -> dict[str, Any]:
    return {"option": choice.option or None, "sums": [_sum_json(one) for one in choice.sums]}


def _sum_json(one: Sum) -> dict[str, Any]:
    from vabackoffice.usecases.standing import invoice_json

    found = invoice_json(one.invoice, lines=False)
    return {"per": one.per} | {key: found[key] for key in ("net", "vat_breakdown", "vat", "total", "payable")}


def _choice_text(choice: Choice) -> list[str]:
    name = f"Option {choice.option}: " if choice.option else ""
    said = []
    for one in choice.sums:
        invoice = one.invoice
        vat = f" + VAT {invoice.vat.amount}" if invoice.vat else ""
        said.append(f"{name}{_PER[one.per].lower()} {invoice.net.amount}{vat} = {invoice.total}")
    return [text[0].upper() + text[1:] for text in said]
