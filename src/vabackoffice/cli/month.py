"""`va month`: month-end for all clients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.errors import ConflictError, InvalidInputError

if TYPE_CHECKING:
    from vabackoffice.cli.invocation import Desk
    from vabackoffice.usecases.issuing import Issued
    from vabackoffice.usecases.month import ClientMonth

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("month")
def month(
    period: Annotated[str | None, typer.Argument(metavar="[PERIOD]", show_default=False)] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Only show; this is the default.")] = False,
    draft: Annotated[bool, typer.Option("--draft", help="Write the drafts.")] = False,
    issue: Annotated[bool, typer.Option("--issue", help="Draft and issue them all.")] = False,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The date on the invoices.", show_default=False)
    ] = None,
) -> None:
    r"""Bill a month for all clients, last month by default.

    \b
    Examples:
      va month
      va month 2026-03 --draft
      va month 2026-03 --issue --date 2026-04-01 --yes
    """
    from vabackoffice.usecases.month import draft_month, look_at_month

    if preview + draft + issue > 1:
        message = "'--preview', '--draft' and '--issue' were said together."
        raise InvalidInputError(message, "Choose one of them.")
    with invocation.open_desk() as desk:
        span = desk.period(period, "last month")
        months = look_at_month(desk.book, span)
        if draft:
            months = draft_month(desk.book, desk.now, span)
        if issue:
            _issue(desk, span, months, desk.day(date, future=True) or desk.today)
            return
        found = [(one, [_assembled(desk, made) for made in (*one.made, *one.due)]) for one in months]
    _show(span, found)


def _issue(desk: Desk, span: Any, months: list[ClientMonth], day: Any) -> None:
    from vabackoffice.usecases.month import issue_month

    count = sum(len(one.made) + len(one.due) for one in months)
    if not count:
        message = f"There is nothing to bill in {span}."
        raise ConflictError(message, "'va entries' shows what there is, 'va invoice list' what was billed.")
    for one in months:
        for made in (*one.made, *one.due):
            invoice = _assembled(desk, made, day).invoice
            output.note(f"{one.client}: {invoice.buyer.name}, {invoice.total}, due {invoice.due_date}")
    invocation.confirm(f"Issuing {count} invoice{'s' if count > 1 else ''} dated {day} for good")
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


def _assembled(desk: Desk, draft: Any, day: Any = None) -> Any:
    from vabackoffice.usecases.assembling import assemble

    return assemble(desk.book, draft, day or desk.today)


def _show(span: Any, found: list[tuple[ClientMonth, list[Any]]]) -> None:
    from vabackoffice.cli.invoice_text import preview_text
    from vabackoffice.usecases.standing import invoice_json

    body = [
        {
            "client": one.client,
            "drafts": [
                {"draft": draft.id} | invoice_json(made.invoice)
                for draft, made in zip((*one.made, *one.due), all_made, strict=True)
            ],
            "left_out": list(one.left_out),
        }
        for one, all_made in found
    ]
    blocks = [
        "\n".join(
            [
                *(preview_text(draft, made) for draft, made in zip((*one.made, *one.due), all_made, strict=True)),
                *(f"Left out: {one.client}: {reason}" for reason in one.left_out),
            ]
        )
        for one, all_made in found
    ]
    totals = _totals(found)
    text = "\n\n".join([*blocks, *totals]) or f"There is nothing to bill in {span}."
    period = {"start": span.start.isoformat(), "end": span.end.isoformat()}
    output.show({"period": period, "clients": body}, text)


def _totals(found: list[tuple[ClientMonth, list[Any]]]) -> list[str]:
    """Return one line per currency; amounts of two currencies are never added."""
    sums: dict[str, Any] = {}
    for _, all_made in found:
        for made in all_made:
            invoice = made.invoice
            sums[invoice.currency] = (
                sums[invoice.currency] + invoice.total if invoice.currency in sums else invoice.total
            )
    return ["\n".join(f"All together {amount}" for amount in sums.values())] if sums else []
