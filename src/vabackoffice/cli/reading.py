"""Reading what was typed for the day's work: handle, note, tags, service, place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vabackoffice.domain.time_entry import INTERNAL_KINDS, PLACES, Work, check_choice, split_words
from vabackoffice.errors import InvalidInputError
from vabackoffice.usecases.entries import describe_work
from vabackoffice.usecases.targets import find_service

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.cli.invocation import Desk


def read_work(
    desk: Desk,
    words: Sequence[str],
    *,
    internal: str | None = None,
    service: str | None = None,
    place: str | None = None,
    bill: bool = True,
) -> Work:
    """Return the work that `HANDLE NOTE… +TAG…` describes; with `internal` there is no handle."""
    rest = list(words)
    kind = check_choice(internal, INTERNAL_KINDS, "kind of internal work") if internal is not None else None
    target = ""
    if kind is None:
        position = next((index for index, word in enumerate(rest) if not word.startswith("+")), None)
        if position is None:
            message = "The client is missing."
            raise InvalidInputError(
                message, "Name it: 'acme' or 'acme/inbox'; or say '--internal admin' for your own work."
            )
        target = rest.pop(position)
    note, tags = split_words(rest)
    work = describe_work(desk.book, target, kind, Work(engagement_id=None, note=note, tags=tags, billable=bill))
    if service is not None:
        key, name = find_service(desk.book, service)
        work = replace(work, service_id=key, service=name)
    if place is not None:
        work = replace(work, place=check_choice(place, PLACES, "place of work"))
    return work
