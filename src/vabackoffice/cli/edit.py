"""`va edit`: one entry by options, or the entries of a period in an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.cli.entries import On
from vabackoffice.cli.options import given, refuse_nothing
from vabackoffice.cli.timer import Force, entry_json
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.time_entry import TimeEntry, When

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_OWN = "Own work (admin, acquisition, training, travel)"
_TIMES = ("start", "end", "duration", "on")
_SHIFT_HINT = "A shift moves the entry as it is; leave one of the two out."
_BULK_HINT = "In the editor every field can be changed; leave the option out."


@app.command("edit")
def edit(
    ctx: typer.Context,
    words: Annotated[list[str] | None, typer.Argument(metavar="@N|ID|PERIOD", show_default=False)] = None,
    start: Annotated[str | None, typer.Option("--from", metavar="TIME", help="A new start.")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="TIME", help="A new end.")] = None,
    duration: Annotated[str | None, typer.Option(metavar="DURATION", help="A new length.")] = None,
    on: On = None,
    shift: Annotated[
        str | None, typer.Option(metavar="SHIFT", help="Move start and end: '+10m', '-25m', '-1d'.")
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="A new note.")] = None,
    client: Annotated[str | None, typer.Option(metavar="HANDLE", help="Another client or engagement.")] = None,
    internal: Annotated[str | None, typer.Option(metavar="KIND", help=f"{_OWN} instead of a client's.")] = None,
    tags: Annotated[str | None, typer.Option(metavar="TAGS", help="New tags: 'email inbox', or '' for none.")] = None,
    service: Annotated[str | None, typer.Option(metavar="NAME", help="Another kind of work, or '' for none.")] = None,
    place: Annotated[str | None, typer.Option(metavar="PLACE", help="home, client or other; '' for none.")] = None,
    task: Annotated[str | None, typer.Option(metavar="ID", help="The flat-fee task, or '' for none.")] = None,
    bill: Annotated[
        bool | None, typer.Option("--bill/--no-bill", help="Bill this or never.", show_default=False)
    ] = None,
    bulk: Annotated[bool, typer.Option("--bulk", help="Edit a PERIOD's entries in your editor.")] = False,
    force: Force = False,
) -> None:
    """Change a time entry. '@1' is the newest.

    'va edit --bulk PERIOD' opens the period's entries, this month's by default, as lines of text in the editor that
    $VISUAL or $EDITOR names: change, delete or add lines, and say yes to what that changes.

    Examples:
      va edit @1 --to 10:45
      va edit @1 --shift -10m
      va edit @2 --note "Call about the fair" --client acme
      va edit @2 --internal admin
    """
    typed = given(ctx, without=("words", "bulk", "force"))
    if bulk:
        _refuse_beside(ctx, "--bulk", list(typed), _BULK_HINT)
        from vabackoffice.cli.bulk_edit import edit_in_bulk

        edit_in_bulk(_period(words or []), force=force)
    else:
        name = _name(words or [])
        refuse_nothing(typed, "va edit")
        if shift is not None:
            _refuse_beside(ctx, "--shift", [name for name in _TIMES if name in typed], _SHIFT_HINT)
        _edit_one(name, typed, force=force)


def _edit_one(name: str, typed: Mapping[str, Any], *, force: bool) -> None:
    from vabackoffice.cli.entry_changes import changed_work
    from vabackoffice.usecases.entries import change_entry, find_entry
    from vabackoffice.usecases.overlaps import describe

    with invocation.open_desk() as desk:
        old = find_entry(desk.book, name)
        when = _when(desk, old, typed)
        others = ("note", "client", "internal", "tags", "service", "place", "task", "bill")
        work = changed_work(desk, old, when.on_date, **{other: typed.get(other) for other in others})
        new = change_entry(desk.book, desk.now, old, work, when, force=force)
    output.show({"before": entry_json(old), "after": entry_json(new)}, f"Was {describe(old)}\nNow {describe(new)}")


def _when(desk: Desk, old: TimeEntry, typed: Mapping[str, Any]) -> When:
    from vabackoffice.cli.entry_changes import changed_when, shifted_when

    if "shift" in typed:
        return shifted_when(desk, old, typed["shift"])
    return changed_when(desk, old, **{time: typed.get(time) for time in _TIMES})


def _name(words: list[str]) -> str:
    if not words:
        message = "Nothing says which entry shall change."
        raise InvalidInputError(message, "Name one, as in 'va edit @1 --to 10:45', or many: 'va edit --bulk PERIOD'.")
    if len(words) > 1:
        message = f"'{words[1]}' is one word too many."
        raise InvalidInputError(message, "Name one entry; a text of several words needs quotes: '--note \"A call\"'.")
    return words[0]


def _period(words: list[str]) -> str:
    for word in words:
        if word.startswith("@"):
            message = f"'{word}' is one entry, and '--bulk' opens those of a period."
            raise InvalidInputError(message, "Name a period, as in 'va edit --bulk last week', or leave '--bulk' out.")
    return " ".join(words)


def _refuse_beside(ctx: typer.Context, option: str, others: Sequence[str], hint: str) -> None:
    """Refuse others beside an option that says the same in another way."""
    for parameter in ctx.command.params:
        if parameter.name in others:
            message = f"'{option}' and '{parameter.opts[0]}' do not go together."
            raise InvalidInputError(message, hint)
