"""Making the clients and engagements that an import brings along, and what is to be remembered of its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.storage.reads.business import read_surroundings
from vabackoffice.storage.reads.particulars import read_client
from vabackoffice.storage.reads.targets import handles
from vabackoffice.usecases.import_meaning import ENGAGEMENT, INTERNAL, SKIP, fold_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vabackoffice.domain.time_entry import Work
    from vabackoffice.importers.row import Place
    from vabackoffice.storage.book import Book
    from vabackoffice.usecases.import_meaning import Meaning, Use


def make_targets(book: Book, uses: Mapping[Place, Use]) -> dict[Place, Work]:
    """Return whose the rows of each name are, in the open operation; what was proposed and is used is made.

    A new client has the business's own country, currency and language; a new engagement has no terms, because no
    price is ever invented.
    """
    made: dict[str, int] = {}
    works: dict[Place, Work] = {}
    for place, use in uses.items():
        work = use.meaning.work
        if work is None or not use.rows:
            continue
        if use.meaning.proposed:
            if work.target not in made:
                made[work.target] = _make_engagement(book, work, use.meaning.client_name)
            work = work._replace(engagement_id=made[work.target])
        works[place] = work
    return works


def choices(uses: Mapping[Place, Use], works: Mapping[Place, Work]) -> dict[str, str]:
    """Return what is to be remembered: what was said in a map, and what was made for a name."""
    found = {}
    for place, use in uses.items():
        key = use.meaning.key or (fold_name(use.meaning.name) if use.meaning.proposed else "")
        target = _remembered(use.meaning, works.get(place))
        if key and target:
            found[key] = target
    return found


def _remembered(meaning: Meaning, work: Work | None) -> str:
    """Return a meaning as the book keeps it: by the engagement's id, which outlives a change of handle."""
    if meaning.refusal:
        return ""
    work = work or meaning.work
    if work is None:
        return SKIP
    if work.internal is not None:
        return INTERNAL + work.internal
    return f"{ENGAGEMENT}{work.engagement_id}" if work.engagement_id is not None else ""


def _make_engagement(book: Book, work: Work, client_name: str) -> int:
    from vabackoffice.storage.session import writing
    from vabackoffice.storage.tables import Client, Engagement

    about = read_surroundings(book)
    with writing(book) as session:
        if work.client not in handles(book, archived=True):
            client = Client(
                handle=work.client,
                name=client_name,
                country=about.country,
                currency=about.currency,
                language=about.language,
            )
            session.add(client)
            session.flush()
        found = read_client(book, work.client)
        engagement = Engagement(client_id=found["id"], name=work.engagement, currency=found["currency"])
        session.add(engagement)
        session.flush()
    return engagement.id or 0
