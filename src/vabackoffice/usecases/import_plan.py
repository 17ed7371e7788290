"""Planning an import: which rows are new, known, overlapping or refused, and what their names mean.

The rows come one at a time; what is kept of each is one byte, its key, and its span.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.time_entry import When
from vabackoffice.errors import InvalidInputError, NotFoundError
from vabackoffice.importers.keys import keyed
from vabackoffice.importers.row import RefusedRow
from vabackoffice.importers.wall_time import span_in
from vabackoffice.storage.reads import imports as reads
from vabackoffice.storage.reads.entries import running_timer
from vabackoffice.storage.reads.imports import Spans
from vabackoffice.usecases.import_kept import KeptRow
from vabackoffice.usecases.import_meaning import Use
from vabackoffice.usecases.import_names import Interpreter
from vabackoffice.usecases.import_overlaps import find_overlaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from vabackoffice.importers.row import ImportedRow, Place, Row
    from vabackoffice.storage.book import Book
    from vabackoffice.usecases.import_columns import Columns
    from vabackoffice.usecases.import_kept import KeptRows
    from vabackoffice.usecases.import_meaning import Meaning

_LONGEST_TAG = 40
_SHOWN_PEOPLE = 5
_YEARS = range(1970, 2200)  # what else a file says is a slip, or no date at all


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user wants besides: whose rows, those that overlap too, and to bill also what is not billable.

    `columns` is what the columns of a table are, where the source does not know them itself.
    """

    user: str = ""
    force: bool = False
    bill: bool = False
    columns: Columns | None = None


@dataclass(slots=True)
class ImportPlan:
    """What applying would do.

    `rows` counts all rows of the file, `others` those of other people, `unbillable` those to write that say they
    are not billed, `invoiced` those that were invoiced in the other program. `overlapping` are written only if forced.
    `uses` has every name of a row that is not known yet, `by_meaning` each of these uses once, `tags` every tag and
    what becomes of it, empty when nothing can stay. `writes` says of each row whether it is written. `seen` is the
    last operation of the book that the plan was made from.
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
    invoiced: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    overlapping: list[RefusedRow] = field(default_factory=list)
    uses: dict[Place, Use] = field(default_factory=dict)
    by_meaning: dict[Meaning, Use] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    writes: bytearray = field(default_factory=bytearray)

    @property
    def meanings(self) -> list[Meaning]:
        """Every name of a row that is not known yet and what it means, by name."""
        return sorted(self.by_meaning, key=lambda meaning: meaning.name)

    @property
    def seconds(self) -> int:
        """The seconds of the rows to write."""
        return sum(use.seconds for use in self.by_meaning.values())


@dataclass(frozen=True, slots=True)
class _Candidates:
    """Rows with a span, written unless they overlap: the span owned by the row's number, its place, its name."""

    spans: Spans = field(default_factory=Spans)
    places: list[int] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    unbillable: bytearray = field(default_factory=bytearray)
    invoiced: bytearray = field(default_factory=bytearray)


def plan_import(
    book: Book,
    now: datetime,
    zone: ZoneInfo,
    source: str,
    rows: Iterable[Row],
    mapping: Mapping[str, str],
    wish: Wish,
    kept: KeptRows | None = None,
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
        kept: where to keep the rows, to write them.

    Raises:
        InvalidInputError: the file cannot be read, or has the work of several people and none of them is wished.
        NotFoundError: nobody of that name is in it, or the map names a client that is not in the book.
    """
    plan = ImportPlan(source, wish, reads.last_operation(book))
    candidates = _Candidates()
    _sort_out(plan, book, rows, Interpreter(book, source, mapping), candidates, zone, kept)
    _settle_overlaps(plan, candidates, _busy(book, now), zone)
    return plan


def when_of(row: ImportedRow, zone: ZoneInfo) -> When:
    """Return when the work of a row was done, in `zone`.

    Raises:
        InvalidInputError: it lasted no time or longer than a day, or its times do not fit together.
    """
    for day in filter(None, (row.on_date, row.start, row.end)):
        if day.year not in _YEARS:
            message = f"Nobody worked in the year {day.year}."
            raise InvalidInputError(message)
    same = row.start is not None and row.start == row.end
    if same if row.seconds is None else row.seconds <= 0:
        tail = f": it starts and ends at {row.start:%H:%M:%S}" if same else ""
        message = f"The duration is zero{tail}."
        raise InvalidInputError(message)
    if row.start is not None and row.end is not None:
        try:
            when = When.between(*span_in(row.start, row.end, row.seconds, zone))
        except InvalidInputError:
            if row.on_date is None:
                raise
        else:
            return _shortened(when.on_date, when.seconds, row.pause) if row.pause else when
    if row.on_date is None or row.seconds is None:
        message = f"There is no {'date' if row.on_date is None else 'duration'}."
        raise InvalidInputError(message)
    return _shortened(row.on_date, row.seconds, row.pause)


def _shortened(on_date: date, seconds: int, pause: int) -> When:
    """Return work less its pause: when that was is not known, so what is left is a duration on a date."""
    if pause >= seconds:
        message = f"The pause of {format_duration(pause)} is not shorter than the work of {format_duration(seconds)}."
        raise InvalidInputError(message)
    return When.lasting(on_date, seconds - pause)


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
    kept: KeptRows | None,
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
            taken = _judge(plan, row, names, zone)
            if taken is not None:
                _take(plan, row, *taken, candidates)
                if kept is not None:
                    kept.add(_kept(plan, row, key, *taken))
    _check_people(people, plan.wish.user, found=found)


def _judge(plan: ImportPlan, row: ImportedRow, names: Interpreter, zone: ZoneInfo) -> tuple[When, Use] | None:
    """Return when a row that is not known was done and what for, None when it is refused or left out."""
    place = row.place
    try:
        when = when_of(row, zone)
    except InvalidInputError as problem:
        plan.refused.append(RefusedRow(row.row, problem.message))
        return None
    use = plan.uses.get(place)
    if use is None:
        meaning = names.meaning(*place)
        use = plan.uses[place] = plan.by_meaning.setdefault(meaning, Use(meaning, len(plan.by_meaning)))
    refusal = use.meaning.refusal_on(when.on_date)
    if refusal:
        plan.refused.append(RefusedRow(row.row, refusal))
    elif use.meaning.work is None:
        plan.skipped += 1
    else:
        return when, use
    return None


def _take(plan: ImportPlan, row: ImportedRow, when: When, use: Use, candidates: _Candidates) -> None:
    """Count a row among those to write; whether it overlaps shows when all are known."""
    invoiced = row.invoiced and use.meaning.billable
    unbillable = row.billable is False and use.meaning.billable and not invoiced
    plan.writes[-1] = 1
    plan.new += 1
    plan.unbillable += unbillable
    plan.invoiced += invoiced
    use.add(when)
    for tag in row.tags:
        if tag not in plan.tags and tag != use.meaning.tag:
            plan.tags[tag] = make_tag(tag)
    if when.span:
        start = int(when.span[0].timestamp())
        candidates.spans.add(start, start + when.seconds, row.row)
        candidates.places.append(len(plan.writes) - 1)
        candidates.uses.append(use)
        candidates.unbillable.append(unbillable)
        candidates.invoiced.append(invoiced)


def _kept(plan: ImportPlan, row: ImportedRow, key: bytes, when: When, use: Use) -> KeptRow:
    """Return the row that `_take` has counted as it is to be written."""
    # A task stands before the note, because the book's own tasks are flat-fee work.
    note = f"{row.task}: {row.note}" if row.task and row.note else row.task or row.note
    tags = dict.fromkeys(plan.tags[tag] for tag in row.tags if tag != use.meaning.tag and plan.tags[tag])
    # What was invoiced in the other program must not be billed again unseen.
    billable = use.meaning.billable and (plan.wish.bill or not (row.invoiced or row.billable is False))
    return KeptRow.of(use.number, len(plan.writes) - 1, key, when, note, list(tags), billable=billable)


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
            plan.invoiced -= candidates.invoiced[index]
            candidates.uses[index].take_out(spans.ends[index] - spans.starts[index])
    plan.overlapping.sort(key=lambda row: row.row)
