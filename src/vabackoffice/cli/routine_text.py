"""Routines and what they make due, as people and scripts read them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from vabackoffice.cli import output
from vabackoffice.cli.timer import entry_json
from vabackoffice.domain.civil_date import format_date
from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.routine import format_weekdays
from vabackoffice.domain.time_entry import format_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.domain.time_entry import TimeEntry, Work
    from vabackoffice.storage.reads.routines import Routine
    from vabackoffice.usecases.routines import Due, RoutinePlan

COLUMNS = (
    "id",
    "days",
    "starts",
    "seconds",
    "client",
    "engagement",
    "internal",
    "service",
    "note",
    "tags",
    "billable",
    "place",
    "from",
    "until",
)


def routine_json(routine: Routine) -> dict[str, Any]:
    """Return a routine as scripts read it."""
    return {
        "id": routine.id,
        "days": format_weekdays(routine.rhythm.weekdays),
        "weekdays": list(routine.rhythm.weekdays),
        "starts": routine.rhythm.starts,
        "seconds": routine.rhythm.seconds,
        **_work_json(routine.work),
        "from": routine.first.isoformat(),
        "until": routine.last.isoformat() if routine.last else None,
    }


def routine_line(routine: Routine) -> str:
    """Return `routine 1: Mon-Fri 09:00, 15m, acme/inbox, from Mon 16 Mar 2026: inbox check +email`."""
    work = routine.work
    said = [f"routine {routine.id}: {routine.rhythm}", work.target, *work.facts, f"from {format_date(routine.first)}"]
    said += [f"until {format_date(routine.last)}"] if routine.last else []
    return ", ".join(said) + (f": {work.words}" if work.words else "")


def print_routines(routines: Sequence[Routine]) -> None:
    """Print routines for a person."""
    if not routines:
        output.say("No routines. 'va routine add \"Mon-Fri 9:00 15m HANDLE NOTE\"' makes one.")
        return
    headings = (
        ("", "right"),
        ("Days", "left"),
        ("At", "left"),
        ("", "right"),
        ("For", "left"),
        ("What", "left"),
        ("From", "left"),
        ("Until", "left"),
    )
    rows = [
        [
            str(routine.id),
            format_weekdays(routine.rhythm.weekdays),
            routine.rhythm.starts or "",
            format_duration(routine.rhythm.seconds),
            routine.work.target,
            _what(routine.work),
            routine.first.isoformat(),
            routine.last.isoformat() if routine.last else "",
        ]
        for routine in routines
    ]
    output.print_table(headings, rows)


def print_plan(plan: RoutinePlan) -> None:
    """Print what is due for a person, numbered, with the reasons for what cannot be written."""
    if not plan.rows:
        output.say(f"No routine is due in {plan.period}.")
    else:
        headings = (
            ("", "right"),
            ("Date", "whole"),
            ("Time", "whole"),
            ("", "right"),
            ("For", "left"),
            ("What", "left"),
        )
        rows = [_cells(number, row) for number, row in enumerate(plan.rows, start=1)]
        output.print_table((*headings, ("", "left")), rows, title=f"Routines due, {plan.period}")
    for number, row in enumerate(plan.rows, start=1):
        if row.why:
            output.say(f"Row {number} is not written and stays due: {row.why}")
    if plan.left_out:
        older = _count(len(plan.left_out), "older row")
        last = plan.period.start - timedelta(days=1)
        output.say(f"{older} left out; 'va routine run {plan.left_out[0]}..{last}' shows what is still due then.")


def plan_in_words(plan: RoutinePlan) -> str:
    """Return what a plan writes: `2 entries (30m), 1 day skipped`."""
    seconds = sum(row.routine.rhythm.seconds for row in plan.to_write)
    said = f"{len(plan.to_write)} {'entry' if len(plan.to_write) == 1 else 'entries'} ({format_duration(seconds)})"
    return f"{said}, {_count(len(plan.skip), 'day')} skipped" if plan.skip else said


def say_result(plan: RoutinePlan, written: list[TimeEntry] | None) -> None:
    """Print what was written, or how to write it."""
    if written is not None:
        output.say(f"Wrote {plan_in_words(plan)}; 'va undo' takes it back.")
    elif plan.to_settle:
        output.say(f"Nothing was written. Add '--yes' to write {plan_in_words(plan)}.")


def plan_json(plan: RoutinePlan, written: list[TimeEntry] | None) -> dict[str, Any]:
    """Return a plan, and what was written of it, as scripts read it."""
    return {
        "period": {"start": plan.period.start.isoformat(), "end": plan.period.end.isoformat()},
        "rows": [_row_json(number, row) for number, row in enumerate(plan.rows, start=1)],
        "left_out": len(plan.left_out),
        "applied": written is not None,
        "logged": [entry_json(entry) for entry in written or ()],
    }


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _cells(number: int, row: Due) -> list[str]:
    return [
        str(number),
        format_date(row.day),
        format_span(*row.when.span) if row.when and row.when.span else row.routine.rhythm.starts or "",
        format_duration(row.routine.rhythm.seconds),
        row.routine.work.target,
        _what(row.routine.work),
        {"due": "", "skip": "skipped", "refused": "not written"}[row.state],
    ]


def _what(work: Work) -> str:
    return ", ".join(filter(None, (work.words, *work.facts)))


def _row_json(number: int, row: Due) -> dict[str, Any]:
    span = row.when.span if row.when else None
    return {
        "row": number,
        "routine": row.routine.id,
        "date": row.day.isoformat(),
        "start": span[0].isoformat() if span else None,
        "end": span[1].isoformat() if span else None,
        "seconds": row.routine.rhythm.seconds,
        **_work_json(row.routine.work),
        "state": row.state,
        "why": row.why or None,
    }


def _work_json(work: Work) -> dict[str, Any]:
    return {
        "client": work.client or None,
        "engagement": work.engagement or None,
        "internal": work.internal,
        "service": work.service or None,
        "note": work.note,
        "tags": list(work.tags),
        "billable": work.billable,
        "place": work.place,
    }
