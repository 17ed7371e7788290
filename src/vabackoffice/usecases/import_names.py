"""What the names of another program mean here: which engagement, which internal work, or nothing.

A row's name is `Client / Project`, where either may be empty; `Client` alone is all its projects. What was said in
a map comes first, then what was said before, then a client of that very name; a client that only looks like it is
asked about, and an unknown one is proposed, never made unseen.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from itertools import count
from typing import TYPE_CHECKING

from vabackoffice.domain.handle import LONGEST_HANDLE, check_handle, check_name, make_handle
from vabackoffice.domain.time_entry import INTERNAL_KINDS, Work, check_choice
from vabackoffice.errors import BackOfficeError, InvalidInputError, NotFoundError
from vabackoffice.storage.reads import imports as reads
from vabackoffice.storage.reads.targets import engagements
from vabackoffice.usecases.import_meaning import (
    ENGAGEMENT,
    INTERNAL,
    NEW,
    SKIP,
    UNDECIDED,
    Meaning,
    fold_name,
    full_name,
)
from vabackoffice.usecases.import_tags import read_tags
from vabackoffice.usecases.targets import find_engagement

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from vabackoffice.importers.row import Place
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.targets import EngagementRow

_NEAR = 0.8


class Interpreter:
    """Finds out once what each name means; names met later never change what was found before."""

    def __init__(self, book: Book, source: str, mapping: Mapping[str, str]) -> None:
        self._book = book
        self._mapping = {fold_name(name): (name, target) for name, target in mapping.items() if target != UNDECIDED}
        self._remembered = reads.remembered_names(book, source)
        self._clients = reads.client_names(book)
        self._handles = {client.handle for client in self._clients}
        self._spoken_for = {target.removeprefix(NEW) for target in mapping.values() if target.startswith(NEW)}
        self._new_clients: dict[str, str] = {}
        self._new_engagements: dict[tuple[str, str], str] = {}
        self._found: dict[Place, Meaning] = {}
        self.keys = dict.fromkeys((*self._mapping, *self._remembered))  # what was said something of, folded

    def meaning(self, client: str, project: str, tags: tuple[str, ...] = ()) -> Meaning:
        """Return what the names of a row mean, or its tags where these are all it has.

        Raises:
            BackOfficeError: the map names something that is not there.
        """
        place = client, project, tags
        found = self._found.get(place)
        if found is None:
            found = self._found[place] = read_tags(self, tags) if tags else self._find(client, project)
        return found

    def _find(self, client: str, project: str) -> Meaning:
        name = full_name(client, project)
        for key in dict.fromkeys((fold_name(name), fold_name(client)) if client else (fold_name(name),)):
            if key in self.keys:
                return self.said(key, name, client)
        if not client:
            return Meaning(
                name, refusal=f"There is no client: map \"{name}\" to one, to 'internal:admin' or to 'skip'."
            )
        return self.named(client, project, name)

    def said(self, key: str, name: str, client: str = "") -> Meaning:
        """Return what a map says of one of the keys, or has said before."""
        if key in self._mapping:
            return replace(self._mapped(*self._mapping[key], client), name=name, key=key)
        return replace(self._remember(self._remembered[key], name), name=name, key=key)

    def _mapped(self, name: str, target: str, client: str) -> Meaning:
        """Return what a line of the map says."""
        try:
            if target == SKIP:
                return Meaning(name)
            if target.startswith(INTERNAL):
                return Meaning(name, _internal(target))
            if target.startswith(NEW):
                return self._new(name, target.removeprefix(NEW), client)
            return _known(name, find_engagement(self._book, target))
        except BackOfficeError as problem:
            message = f'The map says "{name}" = "{target}": {problem.message}'
            raise type(problem)(message, problem.hint) from problem

    def _new(self, name: str, target: str, client: str) -> Meaning:
        """Return the engagement that the map makes, or that it has made before."""
        client_part, _, engagement_part = target.partition("/")
        handle, engagement = check_handle(client_part), check_handle(engagement_part or "main")
        if handle not in self._handles:
            return Meaning(
                name, Work(None, handle, engagement), client_name=check_name(client or handle, "client name")
            )
        known = {row.name: row for row in engagements(self._book, handle)}
        return _known(name, known[engagement]) if engagement in known else Meaning(name, Work(None, handle, engagement))

    def _remember(self, target: str, name: str) -> Meaning:
        """Return what was said in an earlier import, or refuse what is no longer there."""
        if target == SKIP:
            return Meaning(name)
        if target.startswith(INTERNAL):
            return Meaning(name, _internal(target))
        row = reads.engagement_by_id(self._book, int(target.removeprefix(ENGAGEMENT)))
        if row is None:
            return Meaning(name, refusal=f'The engagement that "{name}" was mapped to is gone: map it again.')
        return self._archived(name, row.client) or _known(name, row)

    def named(self, client: str, project: str, name: str) -> Meaning:
        """Return the client of this very name, or refuse one that looks like it, or propose a new one."""
        own = fold_name(client)
        handle = _handle(client)
        same = self.same(client)
        if len(same) > 1:
            return Meaning(name, refusal=f"'{client}' can be {' or '.join(same)}: map \"{client}\" to one of them.")
        if same:
            return self._archived(name, same[0]) or self._engagement(same[0], project, name)
        question = self.question(client)
        if question:
            return Meaning(name, refusal=question)
        try:
            client_name = check_name(client, "client name")
        except InvalidInputError as problem:
            return Meaning(name, refusal=f"{problem.message} Map it to a client.")
        if own not in self._new_clients:
            mapped = {target.partition("/")[0] for target in self._spoken_for}
            self._new_clients[own] = _free(handle or "client", self._handles | mapped | set(self._new_clients.values()))
        new = self._new_clients[own]
        return Meaning(name, Work(None, new, self._new_engagement(new, project)), client_name=client_name)

    def same(self, client: str) -> list[str]:
        """Return the handles of the clients of this very name or handle."""
        own = fold_name(client)
        sought = own, _handle(client)
        return [known.handle for known in self._clients if own == fold_name(known.name) or known.handle in sought]

    def engagement_of(self, handle: str, names: Iterable[str]) -> str:
        """Return the one of `names` that one of the client's several engagements has, empty when there is not one."""
        known = {row.name for row in engagements(self._book, handle)}
        fitting = [name for name in names if _handle(name) in known]
        return fitting[0] if len(fitting) == 1 and len(known) > 1 else ""

    def question(self, client: str) -> str:
        """Return the question whether a client is meant whose name looks like this; empty when there is none."""
        near = self._near(client)
        if near is None:
            return ""
        like = f"'{client}' looks like client {near.handle} ({near.name})"
        return f"{like}: map \"{client}\" to it, or to 'new:{_handle(client) or 'handle'}'."

    def _engagement(self, handle: str, project: str, name: str) -> Meaning:
        """Return the client's engagement of the project's name, else its only or default one, else propose one."""
        wanted = _handle(project)
        known = engagements(self._book, handle)
        for row in known:
            if row.name == wanted:
                return _known(name, row)
        try:
            return _known(name, find_engagement(self._book, handle))
        except NotFoundError:
            return Meaning(name, Work(None, handle, self._new_engagement(handle, project)))
        except InvalidInputError as problem:
            return Meaning(name, refusal=f'{problem.message} Map "{name}" to one of them.')

    def _new_engagement(self, handle: str, project: str) -> str:
        """Return the name of the engagement made for a project; two projects never share one by accident."""
        place = (handle, fold_name(project))
        if place not in self._new_engagements:
            taken = {name for (client, _), name in self._new_engagements.items() if client == handle}
            taken |= {
                target.removeprefix(f"{handle}/") for target in self._spoken_for if target.startswith(f"{handle}/")
            }
            self._new_engagements[place] = _free(_handle(project) or "main", taken)
        return self._new_engagements[place]

    def _near(self, client: str) -> reads.ClientName | None:
        """Return the client whose name or handle looks most like this one, if any does."""
        own = fold_name(client)
        rated = [
            (SequenceMatcher(None, mine, theirs).ratio(), known)
            for known in self._clients
            for mine, theirs in ((own, fold_name(known.name)), (own, known.handle), (_handle(client), known.handle))
        ]
        ratio, nearest = max(rated, default=(0.0, None))
        return nearest if ratio >= _NEAR else None

    def _archived(self, name: str, handle: str) -> Meaning | None:
        if any(known.handle == handle and known.archived for known in self._clients):
            return Meaning(
                name, refusal=f"Client {handle} is archived: bring it back with 'va client archive {handle} --back'."
            )
        return None


def _known(name: str, row: EngagementRow) -> Meaning:
    return Meaning(name, Work(row.id, row.client, row.name), ended_on=row.ended_on)


def _internal(target: str) -> Work:
    kind = check_choice(target.removeprefix(INTERNAL).strip(), INTERNAL_KINDS, "kind of internal work")
    return Work(None, internal=kind, billable=False)


def _handle(name: str) -> str:
    """Return the handle a name suggests, empty when it has no letter that a handle can have."""
    made = make_handle(name)
    return "" if made == "client" and "client" not in name.lower() else made


def _free(wanted: str, taken: Container[str]) -> str:
    """Return `wanted`, with a number behind it when it is taken."""
    handle = wanted
    for number in count(2):
        if handle not in taken:
            break
        tail = f"-{number}"
        handle = wanted[: LONGEST_HANDLE - len(tail)].rstrip("-") + tail
    return handle
