"""`va engagement`: what was agreed with a client, and from which day on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output, pause
from vabackoffice.cli.options import given, refuse_nothing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from vabackoffice.domain.engagement import Terms
    from vabackoffice.storage.reads.targets import EngagementRow

app = typer.Typer(
    rich_markup_mode=None, add_completion=False, no_args_is_help=True, help="Agreements with clients and their terms."
)

Text = str | None


def _option(metavar: str, text: str) -> Any:
    return typer.Option(metavar=metavar, help=text, show_default=False)


Named = Annotated[str, typer.Argument(metavar="CLIENT/NAME", show_default=False)]
Since = Annotated[
    Text, typer.Option("--from", metavar="DATE", help="The first day; since ever when left out.", show_default=False)
]
Until = Annotated[Text, _option("DATE", "The last day.")]
Currency = Annotated[Text, _option("CODE", "Other than the client's.")]
Group = Annotated[Text, _option("HOW", "Lines by entry, day, service or one.")]
Hourly = Annotated[Text, _option("RATE", "Price of an hour.")]
Flat = Annotated[bool | None, typer.Option("--flat", help="Only flat-fee tasks are billed.", show_default=False)]
Retainer = Annotated[Text, _option("FEE", "Fee per period.")]
Package = Annotated[bool | None, typer.Option("--package", help="Hours are bought in blocks.", show_default=False)]
Hours = Annotated[Text, _option("H", "Hours included per period.")]
Every = Annotated[Text, _option("PERIOD", "week, month or quarter.")]
Anchor = Annotated[int | None, _option("DAY", "The day a period begins.")]
Advance = Annotated[
    bool | None, typer.Option("--in-advance/--in-arrears", help="When the fee is billed.", show_default=False)
]
Prorata = Annotated[bool | None, typer.Option("--prorata", help="First and last period by days.", show_default=False)]
Carry = Annotated[Text, _option("RULE", "Unused hours: none, all, cap:2h, or a number of periods.")]
Use = Annotated[Text, _option("ORDER", "allowance-first or oldest-first.")]
Debt = Annotated[Text, _option("RULE", "Hours over: bill, carry, or ask and carry.")]
Overage = Annotated[Text, _option("RATE", "Price of an hour over.")]
Steps = Annotated[Text, _option("STEPS", "'3h:40,50': three hours at 40, then 50.")]
Low = Annotated[Text, _option("PERCENT", "When to warn.")]
Round = Annotated[
    Text,
    typer.Option("--round", metavar="RULE", help="'15m/up', '6m/nearest', '30m/down' or 'none'.", show_default=False),
]
RoundLevel = Annotated[Text, _option("LEVEL", "What is rounded: entry, task-day, day, invoice.")]
Minimum = Annotated[Text, _option("DURATION", "The least that is billed.")]
Surcharge = Annotated[list[str] | None, _option("RULE:PERCENT", "'weekend:50', 'rush:25'.")]
Compound = Annotated[bool | None, typer.Option("--compound", help="Surcharges multiply.", show_default=False)]
Cap = Annotated[Text, _option("HOURS|MONEY", "'20h' or '500': the most per period.")]
CapEvery = Annotated[Text, _option("PERIOD", "week, month or quarter.")]
OverCap = Annotated[Text, _option("RULE", "What lies above: wait or lapse.")]
Renew = Annotated[Text, _option("HOW", "A low bank: propose a package, or draft it with the month.")]
Holidays = Annotated[Text, _option("WHOSE", "For surcharges: the client's or own holidays.")]
PaymentDays = Annotated[int | None, _option("DAYS", "Days to pay, other than the client's.")]

_NOT_TERMS = ("name", "since", "until")


@app.command("add")
def add(
    ctx: typer.Context,
    name: Named,
    since: Since = None,
    until: Until = None,
    currency: Currency = None,
    group: Group = None,
    hourly: Hourly = None,
    flat: Flat = None,
    retainer: Retainer = None,
    package: Package = None,
    hours: Hours = None,
    every: Every = None,
    anchor: Anchor = None,
    in_advance: Advance = None,
    prorata: Prorata = None,
    carry: Carry = None,
    use: Use = None,
    debt: Debt = None,
    overage: Overage = None,
    overage_steps: Steps = None,
    low: Low = None,
    round_to: Round = None,
    round_level: RoundLevel = None,
    minimum: Minimum = None,
    surcharge: Surcharge = None,
    compound: Compound = None,
    cap: Cap = None,
    cap_every: CapEvery = None,
    over_cap: OverCap = None,
    renew: Renew = None,
    holidays: Holidays = None,
    payment_days: PaymentDays = None,
) -> None:
    """Write down what was agreed with a client.

    Examples:
      va engagement add acme/inbox --hourly 40 --round 15m/up
      va engagement add bakery/social --flat --from 2026-01-01
      va engagement add ada/desk --from 2026-01-01 --retainer 400 --hours 10 --carry 1 --overage 45
      va engagement add ada/blocks --package --overage-steps 3h:40,50 --low 25%
    """
    from vabackoffice.usecases.engagements import add_engagement

    with invocation.open_desk() as desk:
        first, last = desk.day(since), desk.day(until, future=True)
        row, terms = add_engagement(desk.book, desk.now, name, terms_typed(ctx), first, last)
    span = (f" from {first} on" if first else "") + (f" until {last}" if last else "")
    text = f"Added {row.client}/{row.name}{span}: {_say(terms, row.currency)}."
    output.show(
        {"engagement": f"{row.client}/{row.name}", "currency": row.currency, "terms": terms_json(terms, row.currency)},
        text,
    )


@app.command("terms")
def terms(
    ctx: typer.Context,
    name: Named,
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day.", show_default=False)],
    hourly: Hourly = None,
    flat: Flat = None,
    retainer: Retainer = None,
    package: Package = None,
    hours: Hours = None,
    every: Every = None,
    anchor: Anchor = None,
    in_advance: Advance = None,
    prorata: Prorata = None,
    carry: Carry = None,
    use: Use = None,
    debt: Debt = None,
    overage: Overage = None,
    overage_steps: Steps = None,
    low: Low = None,
    round_to: Round = None,
    round_level: RoundLevel = None,
    minimum: Minimum = None,
    surcharge: Surcharge = None,
    compound: Compound = None,
    cap: Cap = None,
    cap_every: CapEvery = None,
    over_cap: OverCap = None,
    renew: Renew = None,
    holidays: Holidays = None,
    payment_days: PaymentDays = None,
) -> None:
    """Change the terms from a day on; what is not named stays as it was.

    Examples:
      va engagement terms acme/inbox --from 2026-07-01 --hourly 45
      va engagement terms ada/desk --from 2026-04-01 --hours 12 --carry cap:2h
    """
    from vabackoffice.usecases.engagements import set_terms

    with invocation.open_desk() as desk:
        first = desk.day(since, future=True) or desk.today
        row, new = set_terms(desk.book, desk.now, name, terms_typed(ctx), first)
    text = f"From {first} on, {row.client}/{row.name}: {_say(new, row.currency)}."
    output.show(
        {"engagement": f"{row.client}/{row.name}", "currency": row.currency, "terms": terms_json(new, row.currency)},
        text,
    )


@app.command("list")
def list_engagements(client: Annotated[Text, typer.Argument(metavar="[CLIENT]", show_default=False)] = None) -> None:
    """List engagements and what holds today.

    Examples:
      va engagement list
      va engagement list acme
    """
    from vabackoffice.storage.reads.targets import engagements, handles
    from vabackoffice.storage.reads.terms import read_terms_of
    from vabackoffice.usecases.targets import find_client

    with invocation.open_desk() as desk:
        clients = [find_client(desk.book, client, archived=True)] if client else handles(desk.book)
        rows = [row for handle in clients for row in engagements(desk.book, handle)]
        found = [(row, read_terms_of(desk.book, row.id, row.currency)) for row in rows]
        today = desk.today
    if invocation.current.json:
        output.print_json({"engagements": [_row_json(row, history) for row, history in found]})
        return
    cells = [_cells(row, history, today) for row, history in found]
    output.print_table((("Engagement", "left"), ("Terms today", "left"), ("", "left"), ("Ends", "left")), cells)


@app.command("show")
def show(name: Named) -> None:
    """Show an engagement, all its terms and its pauses.

    Examples:
      va engagement show acme/inbox
    """
    from vabackoffice.domain.pause import say_pause
    from vabackoffice.storage.reads.contracts import read_pauses
    from vabackoffice.storage.reads.terms import read_terms_of
    from vabackoffice.usecases.targets import find_engagement

    with invocation.open_desk() as desk:
        row = find_engagement(desk.book, name)
        history = read_terms_of(desk.book, row.id, row.currency)
        pauses = read_pauses(desk.book, row.id)
    lines = [f"{row.client}/{row.name}, billed in {row.currency}" + (f", ends {row.ended_on}" if row.ended_on else "")]
    lines += [f"  {one.valid_from or 'since ever'!s:10}  {_say(one, row.currency)}" for one in history]
    lines += [f"  paused {say_pause(one)}" for one in pauses]
    text = "\n".join(_folded(line) for line in lines)
    output.show(_row_json(row, history) | {"pauses": [pause.pause_json(one) for one in pauses]}, text)


@app.command("edit")
def edit(
    name: Named,
    new_name: Annotated[Text, typer.Option("--name", metavar="NAME", help="Another name.", show_default=False)] = None,
    group: Group = None,
    default: Annotated[
        bool | None, typer.Option("--default/--no-default", help="Meant when none is named.", show_default=False)
    ] = None,
) -> None:
    """Change name, grouping of lines, or which engagement a bare client means.

    Examples:
      va engagement edit acme/inbox --default
    """
    from vabackoffice.usecases.engagements import edit_engagement

    refuse_nothing([one for one in (new_name, group, default) if one is not None], "va engagement edit")
    with invocation.open_desk() as desk:
        row = edit_engagement(desk.book, desk.now, name, name=new_name, group=group, default=default)
    output.show({"engagement": f"{row.client}/{row.name}"}, f"Changed {row.client}/{row.name}.")


@app.command("end")
def end(
    name: Named, on: Annotated[str, typer.Option("--on", metavar="DATE", help="The last day.", show_default=False)]
) -> None:
    """Say on which day an engagement ends.

    Examples:
      va engagement end acme/inbox --on 2026-12-31
    """
    from vabackoffice.usecases.engagements import end_engagement

    with invocation.open_desk() as desk:
        last = desk.day(on, future=True) or desk.today
        row = end_engagement(desk.book, desk.now, name, last)
    output.show({"engagement": f"{row.client}/{row.name}", "ends": last}, f"{row.client}/{row.name} ends on {last}.")


app.command("pause")(pause.pause)
app.command("resume")(pause.resume)


def terms_typed(ctx: typer.Context, without: Sequence[str] = _NOT_TERMS) -> dict[str, Any]:
    """Return the options of terms that were typed, by the names that they are read by."""
    typed = given(ctx, without=without)
    if "round_to" in typed:
        typed["round"] = typed.pop("round_to")
    return typed


def _cells(row: EngagementRow, history: list[Terms], today: date) -> list[str]:
    holds = _today(history, today, row.currency)
    return [f"{row.client}/{row.name}", holds, "default" if row.is_default else "", row.ended_on or ""]


def _today(history: list[Terms], today: date, currency: str) -> str:
    from vabackoffice.domain.engagement import terms_on

    reach = [terms for terms in history if terms.valid_from is None or terms.valid_from <= today]
    if reach:
        return _say(terms_on(reach, today, ""), currency)
    return f"from {min(one.valid_from for one in history if one.valid_from)}" if history else "no terms yet"


def _row_json(row: EngagementRow, history: list[Terms]) -> dict[str, Any]:
    return {
        "engagement": f"{row.client}/{row.name}",
        "client": row.client,
        "name": row.name,
        "currency": row.currency,
        "default": bool(row.is_default),
        "ends": row.ended_on,
        "terms": [terms_json(terms, row.currency) for terms in history],
    }


def terms_json(terms: Terms, currency: str) -> dict[str, Any]:
    """Return terms as scripts read them: decimals as strings, money as amounts."""
    from dataclasses import asdict

    from vabackoffice.domain.rate import price_text

    rates = {"hourly_rate": terms.hourly_rate, "overage_rate": terms.overage_rate}
    said = {name: price_text(rate, currency) if rate is not None else None for name, rate in rates.items()}
    money = {"fee": terms.fee and str(terms.fee.amount), "cap": terms.cap and str(terms.cap.amount)}
    return (
        asdict(terms)
        | said
        | money
        | {
            "valid_from": terms.valid_from and terms.valid_from.isoformat(),
            "surcharges": [str(one) for one in terms.surcharges],
        }
    )


def _folded(line: str) -> str:
    """Return a line as it fits the terminal, what goes on set below the terms."""
    from textwrap import fill

    return fill(line, output.width(output.UNFOLDED), subsequent_indent=" " * 14, break_on_hyphens=False)


def _say(terms: Terms, currency: str) -> str:
    from vabackoffice.usecases.terms_in_words import terms_in_words

    return terms_in_words(terms, currency)
