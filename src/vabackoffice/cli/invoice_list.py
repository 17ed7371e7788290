"""`va invoice list` as table, JSON or CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.cli import invocation, output
from vabackoffice.errors import BackOfficeError
from vabackoffice.usecases.standing import invoice_json, issued_json, undecided_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from vabackoffice.domain.draft import Draft
    from vabackoffice.storage.reads.invoices import IssuedInvoice
    from vabackoffice.usecases.assembling import Assembled

_COLUMNS = (
    "number",
    "kind",
    "status",
    "client",
    "issue_date",
    "due_date",
    "currency",
    "net",
    "vat",
    "total",
    "payable",
    "paid",
    "open",
)


def print_invoices(
    issued: Sequence[IssuedInvoice],
    drafts: Sequence[tuple[Draft, Assembled | BackOfficeError]],
    today: date,
    *,
    only_open: bool,
    overdue: bool,
    csv: bool,
) -> None:
    """Print drafts and issued invoices, or only those that are open or overdue."""
    rows = [_draft_json(draft, made) for draft, made in drafts]
    rows += [
        found
        for found in (issued_json(one, today, lines=False) for one in issued)
        if _wanted(found, only_open=only_open, overdue=overdue)
    ]
    if csv:
        from vabackoffice.documents.tabular import write_csv

        output.say(write_csv(rows, _COLUMNS).rstrip("\n"))
    elif invocation.current.json:
        output.print_json({"invoices": rows})
    elif not rows:
        output.say("No invoices here. 'va invoice draft HANDLE' makes one.")
    else:
        headings = (
            ("Number", "left"),
            ("Client", "left"),
            ("Date", "left"),
            ("Due", "left"),
            ("Total", "right"),
            ("Open", "right"),
            ("", "left"),
        )
        output.print_table(headings, [_cells(row) for row in rows])


def _draft_json(draft: Draft, made: Assembled | BackOfficeError) -> dict[str, Any]:
    if isinstance(made, BackOfficeError):
        return undecided_json(draft, made)
    return {"draft": draft.id} | invoice_json(made.invoice, lines=False) | {"problem": None}


def _wanted(row: dict[str, Any], *, only_open: bool, overdue: bool) -> bool:
    if overdue:
        return bool(row["status"] == "overdue")
    return not only_open or (row["kind"] == "invoice" and row["status"] in ("issued", "partly_paid", "overdue"))


def _cells(row: dict[str, Any]) -> list[str]:
    name = row["number"] or f"draft {row['draft']}"
    total = f"{row['total'] or '?'} {row['currency']}"
    dates = ["", ""] if row["status"] == "draft" else [row["issue_date"], row["due_date"]]
    state = "credit note" if row["kind"] == "credit_note" else row["status"].replace("_", " ")
    state += f": {row['problem']}" if row.get("problem") else ""
    return [name, row["client"], *dates, total, "" if row["status"] == "draft" else row["open"], state]
