"""What several commands do with their options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# A period may be several words: `va entries last week`.
PeriodWords = Annotated[list[str] | None, typer.Argument(metavar="[PERIOD...]", show_default=False)]


def given(ctx: typer.Context, without: Sequence[str] = ()) -> dict[str, Any]:
    """Return the options that were typed, by name, but for `without`."""
    return {name: value for name, value in ctx.params.items() if value is not None and name not in without}


def refuse_nothing(typed: object, command: str) -> None:
    """Refuse to change something without saying what."""
    if not typed:
        message = "Nothing was named that shall change."
        raise InvalidInputError(message, f"'{command} --help' lists what can be changed.")


def read_pairs(pairs: Sequence[str]) -> dict[str, str]:
    """Read `KEY=VALUE` as often as it was given."""
    found = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not key.strip() or not equals:
            message = f"'{pair}' is not KEY=VALUE."
            raise InvalidInputError(message, "Write it as 'hebesatz=410'.")
        found[key.strip().lower()] = value.strip()
    return found


def address_read(typed: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """Return, where an address was typed, the line that says how it was taken apart."""
    parts = {name: found[name].replace("\n", ", ") for name in ("street", "postcode", "city")}
    said = ", ".join(f"{name} '{part}'" for name, part in parts.items() if part)
    return [f"Address: {said}."] if said and typed.get("address") else []
