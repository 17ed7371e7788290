"""`va month`: month-end for all clients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.options import PeriodWords
from vabackoffice.errors import ConflictError, InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date as date_type

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.money import Money
    from vabackoffice.domain.period import Period
    from vabackoffice.usecases.issuing import Issued
    from vabackoffice.usecases.month import ClientMonth
    from vabackoffice.usecases.packages import SoldPackage

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("month")
def month(
    period: PeriodWords = None,
    preview: Annotated[bool, typer.Option("--preview", help="Only show; this is the default.")] = False,
    draft: Annotated[bool, typer.Option("--draft", help="Write the drafts.")] = False,
    issue: Annotated[bool, typer.Option("--issue", help="Draft and issue them all.")] = False,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The date on the invoices.", show_default=False)
    ] = None,
    what_if: Annotated[
        str | None,
        typer.Option(
            "--what-if", metavar="RULE", help="Only show what another rounding would bill.", show_default=False
        ),
    ] = None,
) -> None:
    """Bill a month for all clients, last month by default.

    Examples:
      va month
      va month last month --draft
      va month 2026-03 --issue --date 2026-04-01 --yes
      va month 2026-03 --what-if 15m/up
    """
    from vabackoffice.usecases.month import draft_month, look_at_month

    if preview + draft + issue > 1:
        message = "'--preview', '--draft' and '--issue' were said together."
        raise InvalidInputError(message, "Choose one of them.")
    with invocation.open_desk() as desk:
        span = desk.period(" ".join(period or []), "last month")
        if what_if is not None:
            _show_what_if(desk, span, what_if, writes=draft or issue)
            return
        day = desk.day(date, future=True) or desk.today
        if issue:
            _issue(desk, span, day)
            return
        if draft:
            _show(span, *draft_month(desk.book, desk.now, span))
            return
        months = look_at_month(desk.book, span, day)
    _show(span, months)


def _show_what_if(desk: Desk, span: Period, typed: str, *, writes: bool) -> None:
    from vabackoffice.cli.report_rounding import read_what_if, show_rounding
    from vabackoffice.usecases.rounding import report_rounding

    if writes:
        message = "'--what-if' only shows; it drafts and issues nothing."
        raise InvalidInputError(
            message, "Leave '--draft' or '--issue' out, or change the terms: 'va engagement terms'."
        )
    show_rounding(report_rounding(desk.book, span, read_what_if(typed), desk.today))


def _issue(desk: Desk, span: Period, day: date_type) -> None:
    from vabackoffice.cli.before_issuing import note_duties
    from vabackoffice.usecases.issuing import refuse_missing
    from vabackoffice.usecases.month import issue_month, look_at_month, refuse_problems

    months = look_at_month(desk.book, span, day)
    refuse_problems(months)
    found = [one for month in months for one in month.drafts]
    if not found:
        message = f"There is nothing to bill in {span}."
        raise ConflictError(message, "'va entries' shows what there is, 'va invoice list' what was billed.")
    refuse_missing(found)
    note_duties(desk)
    for one in found:
        invoice = one.invoice
        output.note(f"{one.draft.client}: {invoice.buyer.name}, {invoice.total}, due {invoice.due_date}")
    invocation.confirm(f"Issuing {len(found)} invoice{'s' if len(found) > 1 else ''} dated {day} for good")
    issued = issue_month(desk.book, desk.now, span, day, invocation.template_folder())
    output.show({"issued": [_issued_json(one) for one in issued]}, "\n".join(_issued_line(one) for one in issued))


def _issued_json(one: Issued) -> dict[str, Any]:
    invoice = one.invoice
    return {
        "number": invoice.number,
        "client": invoice.client,
        "total": str(invoice.total.amount),
        "currency": invoice.currency,
        "sha256": one.sha256,
    }


def _issued_line(one: Issued) -> str:
    return f"Issued {one.invoice.number}: {one.invoice.client}, {one.invoice.total}, due {one.invoice.due_date}"


def _show(span: Period, months: list[ClientMonth], renewed: Sequence[SoldPackage] = ()) -> None:
    from dataclasses import asdict

    from vabackoffice.cli.invoice_text import preview_json
    from vabackoffice.cli.package_text import package_json, package_line

    period = {"start": span.start.isoformat(), "end": span.end.isoformat()}
    clients = [
        {
            "client": month.client,
            "drafts": [preview_json(one) for one in month.drafts],
            "left_out": list(month.left_out),
            "problem": month.problem and month.problem.message,
            "banks": [{"engagement": name} | asdict(movement) for name, movement in month.banks],
            "differences": [_difference_json(*amounts) for amounts in month.differences],
        }
        for month in months
    ]
    blocks = ["\n".join(_block(month)) for month in months]
    text = "\n\n".join([*blocks, *_totals(months)]) or f"There is nothing to bill in {span}."
    if renewed:
        text += "\n\n" + "\n".join(f"Sold, as the bank was low: {package_line(one)}" for one in renewed)
    body = {"period": period, "clients": clients, "renewed": [package_json(one) for one in renewed]}
    output.show(body, text)


def _block(month: ClientMonth) -> list[str]:
    from vabackoffice.cli.invoice_text import preview_text

    problem = month.problem
    said = [f"Cannot be billed yet: {month.client}: {problem.message}", f"    {problem.hint}"] if problem else []
    left_out = [f"Left out: {month.client}: {reason}" for reason in month.left_out]
    banks = [f"Hour bank {name}: {movement}" for name, movement in month.banks]
    compared = [_difference(*amounts) for amounts in month.differences if amounts[1]]
    drafts = ["\n\n".join(preview_text(one) for one in month.drafts)] if month.drafts else []
    return [*drafts, *said, *left_out, *banks, *compared]


def _difference(now: Money, before: Money, more: Money) -> str:
    change = f"{more} more" if more.minor > 0 else f"{-more} less" if more else "the same"
    return f"Net {now}, the period before {before}: {change}"


def _difference_json(now: Money, before: Money, more: Money) -> dict[str, str]:
    amounts = {"net": now, "before": before, "difference": more}
    return {"currency": now.currency} | {name: str(money.amount) for name, money in amounts.items()}


def _totals(months: list[ClientMonth]) -> list[str]:
    """Return one line per currency; amounts of two currencies are never added."""
    sums: dict[str, Any] = {}
    for month in months:
        for one in month.drafts:
            invoice = one.invoice
            sums[invoice.currency] = (
                sums[invoice.currency] + invoice.total if invoice.currency in sums else invoice.total
            )
    return ["\n".join(f"All together {amount}" for amount in sums.values())] if sums else []
