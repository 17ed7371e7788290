"""Planning an import: which rows are new, known, overlapping or refused, and what their names mean.

The rows come one at a time; what is kept of each is one byte, its key, and its span.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vabackoffice.domain.time_entry import When
from vabackoffice.errors import InvalidInputError, NotFoundError
from vabackoffice.importers.keys import keyed
from vabackoffice.importers.row import RefusedRow
from vabackoffice.importers.wall_time import span_in
from vabackoffice.storage.reads import imports as reads
from vabackoffice.storage.reads.entries import running_timer
from vabackoffice.storage.reads.imports import Spans
from vabackoffice.usecases.import_names import Interpreter, Use
from vabackoffice.usecases.import_overlaps import find_overlaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from vabackoffice.importers.row import ImportedRow, Row
    from vabackoffice.storage.book import Book
    from vabackoffice.usecases.import_names import Meaning

_LONGEST_TAG = 40
_SHOWN_PEOPLE = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user wants besides: whose rows, those that overlap too, and to bill also what is not billable."""

    user: str = ""
    force: bool = False
    bill: bool = False


@dataclass(slots=True)
class ImportPlan:
    """What applying would do.

    `rows` counts all rows of the file, `others` those of other people, `unbillable` those to write that say they
    are not billed. `overlapping` are written only if forced. `uses` has every name of a row that is not known yet,
    `tags` every tag and what becomes of it, empty when nothing can stay. `writes` says of each row whether it is
    written. `seen` is the last operation of the book that the plan was made from.
    """

    source: str
    wish: Wish
    seen: int
    rows: int = 0
    new: int = 0
    known: int = 0
    skipped: int = 0
    others: int = 0
    unbillable: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    overlapping: list[RefusedRow] = field(default_factory=list)
    uses: dict[tuple[str, str], Use] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    writes: bytearray = field(default_factory=bytearray)

    @property
    def meanings(self) -> list[Meaning]:
        """Every name of a row that is not known yet and what it means, by name."""
        return sorted((use.meaning for use in self.uses.values()), key=lambda meaning: meaning.name)

    @property
    def seconds(self) -> int:
        """The seconds of the rows to write."""
        return sum(use.seconds for use in self.uses.values())


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Rows with a span, written unless they overlap: the span owned by the row's number, its place, its name."""

    spans: Spans = field(default_factory=Spans)
    places: list[int] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    unbillable: bytearray = field(default_factory=bytearray)


def plan_import(
    book: Book,
    now: datetime,
    zone: ZoneInfo,
    source: str,
    rows: Iterable[Row],
    mapping: Mapping[str, str],
    wish: Wish,
) -> ImportPlan:
    """Find out what applying would do; nothing is written.

    Args:
        book: the open book.
        now: the present instant.
        zone: the zone of wall times.
        source: where the rows come from, `toggl`.
        rows: the rows of the file.
        mapping: what names mean, as the user wrote it.
        wish: what the user wants besides.

    Raises:
        InvalidInputError: the file cannot be read, or has the work of several people and none of them is wished.
        NotFoundError: nobody of that name is in it, or the map names a client that is not in the book.
    """
    plan = ImportPlan(source, wish, reads.last_operation(book))
    candidates = _Candidates()
    _sort_out(plan, book, rows, Interpreter(book, source, mapping), candidates, zone)
    _settle_overlaps(plan, candidates, _busy(book, now), zone)
    return plan


def when_of(row: ImportedRow, zone: ZoneInfo) -> When:
    """Return when the work of a row was done, in `zone`.

    Raises:
        InvalidInputError: it lasted no time or longer than a day, or its times do not fit together.
    """
    if row.seconds <= 0:
        tail = f": it starts and ends at {row.start:%H:%M:%S}" if row.start and row.start == row.end else ""
        message = f"The duration is zero{tail}."
        raise InvalidInputError(message)
    if row.start is not None and row.end is not None:
        return When.between(*span_in(row.start, row.end, row.seconds, zone))
    if row.on_date is None:
        message = "There is no date."
        raise InvalidInputError(message)
    return When.lasting(row.on_date, row.seconds)


def make_tag(text: str) -> str:
    """Return a tag as it can be typed: `Client call` becomes `client-call`; empty when nothing of it can stay."""
    kept = "".join(letter if letter.isalnum() or letter in "_./" else "-" for letter in text.lower())
    return "-".join(filter(None, kept.split("-")))[:_LONGEST_TAG].strip("-")


def _sort_out(
    plan: ImportPlan,
    book: Book,
    rows: Iterable[Row],
    names: Interpreter,
    candidates: _Candidates,
    zone: ZoneInfo,
) -> None:
    """Read the rows once, and put each where it belongs."""
    known = reads.known_keys(book, plan.source)
    people: dict[str, str] = {}
    user, found = plan.wish.user.casefold(), False
    for row, key in keyed(rows):
        plan.rows += 1
        plan.writes.append(0)
        if isinstance(row, RefusedRow):
            plan.refused.append(row)
            continue
        if row.person:
            people[row.person] = row.user or row.email
        if user and user not in (row.user.casefold(), row.email.casefold()):
            plan.others += 1
            continue
        found = True
        if key in known:
            plan.known += 1
        else:
            _judge(plan, row, names, candidates, zone)
    _check_people(people, plan.wish.user, found=found)


def _judge(plan: ImportPlan, row: ImportedRow, names: Interpreter, candidates: _Candidates, zone: ZoneInfo) -> None:
    """Put a row that is not known where it belongs in the plan."""
    place = (row.client, row.project)
    try:
        when = when_of(row, zone)
    except InvalidInputError as problem:
        plan.refused.append(RefusedRow(row.row, problem.message))
        return
    use = plan.uses.get(place)
    if use is None:
        use = plan.uses[place] = Use(names.meaning(*place))
    refusal = use.meaning.refusal_on(when.on_date)
    if refusal:
        plan.refused.append(RefusedRow(row.row, refusal))
    elif use.meaning.work is None:
        plan.skipped += 1
    else:
        _take(plan, row, when, use, candidates)


def _take(plan: ImportPlan, row: ImportedRow, when: When, use: Use, candidates: _Candidates) -> None:
    """Count a row among those to write; whether it overlaps shows when all are known."""
    unbillable = row.billable is False and use.meaning.billable
    plan.writes[-1] = 1
    plan.new += 1
    plan.unbillable += unbillable
    use.add(when)
    for tag in row.tags:
        if tag not in plan.tags:
            plan.tags[tag] = make_tag(tag)
    if when.span:
        start = int(when.span[0].timestamp())
        candidates.spans.add(start, start + when.seconds, row.row)
        candidates.places.append(len(plan.writes) - 1)
        candidates.uses.append(use)
        candidates.unbillable.append(unbillable)


def _check_people(people: Mapping[str, str], user: str, *, found: bool) -> None:
    """Refuse to mix the work of several people, or to look for one who is not there."""
    names = sorted(people.values())
    shown = ", ".join(names[:_SHOWN_PEOPLE]) + (" …" if len(names) > _SHOWN_PEOPLE else "")
    if user and not found:
        message = f"There is no row of '{user}'."
        raise NotFoundError(message, f"The file has rows of: {shown}." if names else "The file names nobody.")
    if len(names) > 1 and not user:
        message = f"The file has the work of {len(names)} people: {shown}."
        raise InvalidInputError(message, "Say whose you want with '--user NAME'.")


def _busy(book: Book, now: datetime) -> Spans:
    """Return the time that is taken: all entries with a span, and the running timer."""
    spans = reads.busy_spans(book)
    timer = running_timer(book)
    if timer is None:
        return spans
    taken = [
        *zip(spans.starts, spans.ends, spans.owners, strict=True),
        (int(timer.started.timestamp()), int(now.timestamp()), 0),
    ]
    with_timer = Spans()
    for span in sorted(taken):
        with_timer.add(*span)
    return with_timer


def _settle_overlaps(plan: ImportPlan, candidates: _Candidates, busy: Spans, zone: ZoneInfo) -> None:
    """Take the rows that overlap out of what is written, unless they are wanted too."""
    spans = candidates.spans
    for index, reason in find_overlaps(spans, busy, zone):
        plan.overlapping.append(RefusedRow(spans.owners[index], reason))
        if not plan.wish.force:
            plan.writes[candidates.places[index]] = 0
            plan.new -= 1
            plan.unbillable -= candidates.unbillable[index]
            candidates.uses[index].take_out(spans.ends[index] - spans.starts[index])
    plan.overlapping.sort(key=lambda row: row.row)
