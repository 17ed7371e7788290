"""`va regime`: the tax regime, from which day on."""

from __future__ import annotations

from typing import Annotated

import typer

from vabackoffice.cli import invocation, output

app = typer.Typer(
    rich_markup_mode=None, add_completion=False, no_args_is_help=True, help="Your tax regime, from which day on."
)


@app.command("set")
def set_regime(
    regime: Annotated[str, typer.Argument(metavar="REGIME", show_default=False)],
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="The first day; since ever when left out.", show_default=False),
    ] = None,
) -> None:
    """Say which tax regime holds from a day on.

    Examples:
      va regime set nl-kor --from 2026-01-01
    """
    from vabackoffice.usecases import business

    with invocation.open_desk() as desk:
        first = desk.day(since, future=True)
        code = business.set_regime(desk.book, desk.now, regime, first)
    output.show(
        {"regime": code, "from": first}, f"Regime {code} holds {f'from {first} on' if first else 'since ever'}."
    )


@app.command("list")
def list_regimes() -> None:
    """List your regimes by the day they hold from.

    Examples:
      va regime list
    """
    from vabackoffice.storage.reads.particulars import read_business

    with invocation.open_desk() as desk:
        found = read_business(desk.book)["regimes"]
    output.show({"regimes": found}, "\n".join(f"{since:10}  {code}" for since, code in found.items()))
