"""`va report`: what the book adds up to. Each report is a file of its own, `report_*.py`."""

from __future__ import annotations

import typer

from vabackoffice.cli.lazy import lazy_group

REPORTS = {
    "hours": ("report_hours:hours", "Add up finished work, beside its targets."),
    "week": ("report_week:week", "Show a week day by day."),
    "rates": ("report_rates:rates", "Show what an hour really earned, own work counted."),
    "capacity": ("report_capacity:capacity", "Lay hours promised beside hours there are."),
    "rounding": ("report_rounding:rounding", "Lay hours worked beside hours billed, or another rule's."),
}

app = typer.Typer(
    cls=lazy_group(REPORTS),
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="Reports: hours, week, rates, capacity, rounding.",
)
