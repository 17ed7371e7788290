"""Finding what a handle means: `acme`, `ac`, `acme/inbox`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.handle import find_by_prefix, nearest, shorten
from vabackoffice.errors import ConflictError, InvalidInputError, NotFoundError
from vabackoffice.storage.reads import targets

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.hour_target import Scope
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow


def find_client(book: Book, typed: str, *, archived: bool = False) -> str:
    """Return the handle that `typed` names, or refuse with the nearest ones.

    Raises:
        NotFoundError: there is no such client.
        ConflictError: there is one, but it is archived and archived ones are not asked for.
    """
    try:
        return find_by_prefix(typed, targets.handles(book, archived=archived), "client", "va client list")
    except NotFoundError:
        wanted = typed.strip().lower()
        if archived or wanted not in targets.handles(book, archived=True):
            raise
        message = f"'{wanted}' is archived."
        raise ConflictError(message, f"'va client archive {wanted} --back' brings it back.") from None


def find_engagement(book: Book, typed: str, day: date | None = None, *, archived: bool = False) -> EngagementRow:
    """Return the engagement that `CLIENT` or `CLIENT/ENGAGEMENT` names.

    A client's only engagement that has not ended by `day` (None: that has no end), or its default one, needs no name.
    """
    client_part, _, name_part = typed.partition("/")
    client = find_client(book, client_part, archived=archived)
    known = targets.engagements(book, client)
    if name_part:
        names = [row.name for row in known]
        name = find_by_prefix(name_part, names, "engagement", f"va engagement list {client}", of=client)
        return next(row for row in known if row.name == name)
    return _only_or_default(client, known, day)


def _only_or_default(client: str, known: list[EngagementRow], day: date | None) -> EngagementRow:
    since = day.isoformat() if day else "9999"
    standing = [row for row in known if row.ended_on is None or row.ended_on >= since] or known
    if not standing:
        message = f"'{client}' has no engagement yet."
        raise NotFoundError(message, f"Say what was agreed: 'va engagement add {client}/main --hourly 40'.")
    chosen = standing if len(standing) == 1 else [row for row in standing if row.is_default]
    if not chosen:
        names = ", ".join(f"{client}/{row.name}" for row in standing)
        message = f"'{client}' has several engagements: {names}."
        raise InvalidInputError(
            message, f"Name one, or set a default: 'va engagement edit {client}/{standing[0].name} --default'."
        )
    return chosen[0]


def find_scope(book: Book, typed: str | None, *, archived: bool = False) -> Scope:
    """Return whose hours `CLIENT` or `CLIENT/ENGAGEMENT` names; everybody's when nothing was typed."""
    from vabackoffice.domain.hour_target import Scope

    if typed is None:
        return Scope()
    if "/" in typed:
        engagement = find_engagement(book, typed, archived=archived)
        return Scope(engagement.client, engagement.name)
    return Scope(find_client(book, typed, archived=archived))


def refuse_ended(engagement: EngagementRow, day: str) -> None:
    """Refuse work on a day after the engagement ended."""
    if engagement.ended_on is not None and day > engagement.ended_on:
        message = f"'{engagement.client}/{engagement.name}' ended on {engagement.ended_on}."
        raise ConflictError(message, "Add a new engagement, or move the end with 'va engagement end'.")


def find_service(book: Book, typed: str) -> tuple[int, str]:
    """Return id and name of the service that `typed` names exactly or by unique prefix."""
    known = targets.services(book)
    wanted = typed.strip().lower()
    fitting = [wanted] if wanted in known else [name for name in known if wanted and name.startswith(wanted)]
    if len(fitting) > 1:
        message = f"'{shorten(typed)}' could be {' or '.join(fitting[:5])}."
        raise InvalidInputError(message, "Type one more letter.")
    if not fitting:
        near = nearest(wanted, list(known))
        message = f"There is no service '{shorten(typed)}'."
        hint = f"Did you mean {' or '.join(near)}? " if near else ""
        raise NotFoundError(message, f"{hint}'va service add NAME' makes one, 'va service list' shows all.")
    return known[fitting[0]], fitting[0]
