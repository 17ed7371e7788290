"""`va quote line` and `va quote offer`: what a quote offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import engagement as terms
from vabackoffice.cli import invocation, output

if TYPE_CHECKING:
    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.quote import Quote

Text = str | None
QuoteName = Annotated[str, typer.Argument(metavar="QUOTE", show_default=False)]
Option = Annotated[
    Text, typer.Option("--option", metavar="NAME", help="To choose from, such as A; left out, it is in every one.")
]


def line(
    name: QuoteName,
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", show_default=False)],
    price: Annotated[str, typer.Option(metavar="AMOUNT", help="Of one unit, without VAT.", show_default=False)],
    qty: Annotated[str, typer.Option("--qty", metavar="N", help="How many.")] = "1",
    unit: Annotated[str, typer.Option(metavar="UNIT", help="piece, hour, post, page, call, trip …")] = "piece",
    option: Option = None,
) -> None:
    """Offer flat-fee work; once accepted it is a task.

    Examples:
      va quote line Q-2026-0001 Set up the newsletter --price 80
      va quote line acme Posts --qty 8 --unit post --price 12.50 --option B
    """
    from vabackoffice.usecases.quotes import add_quote_line, find_quote, read_item

    with invocation.open_desk() as desk:
        quote = find_quote(desk.book, name)
        item = read_item(quote, " ".join(text), qty=qty, price=price, unit=unit, option=option)
        _show(desk, add_quote_line(desk.book, desk.now, quote, item))


def offer(
    ctx: typer.Context,
    name: QuoteName,
    engagement: terms.Named,
    option: Option = None,
    until: terms.Until = None,
    group: terms.Group = None,
    hourly: terms.Hourly = None,
    flat: terms.Flat = None,
    retainer: terms.Retainer = None,
    package: terms.Package = None,
    hours: terms.Hours = None,
    every: terms.Every = None,
    anchor: terms.Anchor = None,
    in_advance: terms.Advance = None,
    prorata: terms.Prorata = None,
    carry: terms.Carry = None,
    use: terms.Use = None,
    debt: terms.Debt = None,
    overage: terms.Overage = None,
    overage_steps: terms.Steps = None,
    low: terms.Low = None,
    round_to: Annotated[
        Text, typer.Option("--round", metavar="RULE", help="'15m/up', '6m/nearest', 'none'.", show_default=False)
    ] = None,
    round_level: terms.RoundLevel = None,
    minimum: terms.Minimum = None,
    surcharge: terms.Surcharge = None,
    compound: terms.Compound = None,
    cap: terms.Cap = None,
    cap_every: terms.CapEvery = None,
    over_cap: terms.OverCap = None,
    renew: terms.Renew = None,
    holidays: terms.Holidays = None,
    payment_days: terms.PaymentDays = None,
) -> None:
    """Offer an engagement and its terms, as 'va engagement add' has them.

    Examples:
      va quote offer Q-2026-0001 acme/inbox --hourly 42 --option A
      va quote offer acme acme/inbox --retainer 400 --hours 10 --overage 45 --option B
    """
    from vabackoffice.usecases.quotes import add_quote_line, find_quote, read_offer

    typed: dict[str, Any] = terms.terms_typed(ctx, without=("name", "engagement", "option", "until"))
    with invocation.open_desk() as desk:
        last = desk.day(until, future=True)
        quote = find_quote(desk.book, name)
        found = read_offer(desk.book, quote, engagement, typed, last, option=option)
        _show(desk, add_quote_line(desk.book, desk.now, quote, found))


def _show(desk: Desk, quote: Quote) -> None:
    from vabackoffice.cli.quote_text import line_text, quote_json
    from vabackoffice.usecases.quoted import read_choices_or_say

    number = len(quote.lines)
    said = f"Line {number} of quote {quote.number}: {line_text(quote, quote.lines[-1])}"
    output.show(quote_json(quote, desk.today, read_choices_or_say(desk.book, quote)), said)
