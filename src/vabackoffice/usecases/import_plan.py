"""Planning an import: which rows are new, known, overlapping or refused, and what their names mean.

The rows come one at a time; what is to be written is kept in `import_rows`, so memory does not grow with the file.
"""

from __future__ import annotations

import json
from array import array
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.duration import format_duration
from vabackoffice.domain.time_entry import When
from vabackoffice.errors import InvalidInputError, NotFoundError
from vabackoffice.importers.row import ImportedRow, RefusedRow
from vabackoffice.importers.wall_time import span_in
from vabackoffice.storage import import_rows
from vabackoffice.storage.reads import imports as reads
from vabackoffice.storage.reads.entries import running_timer
from vabackoffice.storage.reads.imports import Spans
from vabackoffice.usecases.import_findings import ChangedRow, Findings
from vabackoffice.usecases.import_known import recognise, settle_changes
from vabackoffice.usecases.import_meaning import Use
from vabackoffice.usecases.import_names import Interpreter
from vabackoffice.usecases.import_overlaps import find_overlaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from vabackoffice.importers.row import Place, Row
    from vabackoffice.storage.book import Book
    from vabackoffice.usecases.import_columns import Columns
    from vabackoffice.usecases.import_known import Recognised
    from vabackoffice.usecases.import_meaning import Meaning

_BATCH = 1000  # rows that are looked up in the book at a time
_LONGEST_TAG = 40
_SHOWN_PEOPLE = 5
_YEARS = range(1970, 2200)  # what else a file says is a slip, or no date at all


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user wants besides: whose rows, those that overlap too, and to bill also what is not billable.

    `update` changes the entries whose rows have another length now. `columns` is what the columns of a table are, where
    the source does not know them itself.
    """

    user: str = ""
    force: bool = False
    bill: bool = False
    update: bool = False
    columns: Columns | None = None


@dataclass(slots=True)
class ImportPlan:
    """What applying would do.

    `rows` counts all rows of the file, `others` those of other people, `unbillable` those to write that say they
    are not billed, `invoiced` those that were invoiced in the other program. `overlapping` are written only if forced,
    and so are those `changed` that no entry is changed for; `updates` counts the entries that are changed. `uses` has
    every name of a row that is not known yet, `by_meaning` each of these uses once, `tags` every tag and what becomes
    of it, empty when nothing can stay. `seen` is the last operation of the book that the plan was made from.
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
    updates: int = 0
    refused: Findings[RefusedRow] = field(default_factory=Findings)
    overlapping: Findings[RefusedRow] = field(default_factory=Findings)
    changed: Findings[ChangedRow] = field(default_factory=Findings)
    uses: dict[Place, Use] = field(default_factory=dict)
    by_meaning: dict[Meaning, Use] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)

    @property
    def meanings(self) -> list[Meaning]:
        """Every name of a row that is not known yet and what it means, by name."""
        return sorted(self.by_meaning, key=lambda meaning: meaning.name)

    @property
    def seconds(self) -> int:
        """The seconds of the rows to write."""
        return sum(use.seconds for use in self.by_meaning.values())


def plan_import(
    book: Book,
    now: datetime,
    zone: ZoneInfo,
    source: str,
    rows: Iterable[Row],
    mapping: Mapping[str, str],
    wish: Wish,
) -> ImportPlan:
    """Find out what applying would do; nothing is written, but the rows to write lie ready in `import_rows`.

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
    import_rows.make_room(book)
    _sort_out(plan, book, rows, Interpreter(book, source, mapping), zone)
    settle_changes(book, plan)
    _settle_overlaps(book, plan, now, zone)
    _add_up(book, plan)
    return plan


def when_of(row: ImportedRow, zone: ZoneInfo) -> When:
    """Return when the work of a row was done, in `zone`.

    Raises:
        InvalidInputError: it lasted no time or longer than a day, or its times do not fit together.
    """
    for day in (row.on_date, row.start, row.end):
        if day is not None and day.year not in _YEARS:
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


def _sort_out(plan: ImportPlan, book: Book, rows: Iterable[Row], names: Interpreter, zone: ZoneInfo) -> None:
    """Read the rows once, and put each where it belongs."""
    people: dict[str, str] = {}
    found = False
    read = iter(rows)
    tag_texts: dict[Any, str] = {}
    while batch := list(islice(read, _BATCH)):
        plan.rows += len(batch)
        wanted = [row for row in batch if isinstance(row, RefusedRow) or _is_wanted(row, people, plan.wish.user)]
        plan.others += len(batch) - len(wanted)
        mine = [row for row in wanted if isinstance(row, ImportedRow)]
        found = found or bool(mine)
        recognised = iter(recognise(book, plan.source, mine))
        seen, new = [], []
        for row in wanted:
            if isinstance(row, RefusedRow):
                plan.refused.add(row)
                continue
            known = next(recognised)
            plan.known += known.known
            taken = None if known.known else _judge(plan, row, names, zone)
            if taken is None:
                seen.append({"number": row.row, "key": known.key, "occurrence": known.occurrence})
            else:
                new.append(_kept(plan, row, known, *taken, tag_texts))
        import_rows.add_rows(book, seen, new)
    _check_people(people, plan.wish.user, found=found)


def _is_wanted(row: ImportedRow, people: dict[str, str], user: str) -> bool:
    """Tell whether a row is of the person who is wished, and remember whose it is."""
    if row.person:
        people[row.person] = row.user or row.email
    return not user or user.casefold() in (row.user.casefold(), row.email.casefold())


def _judge(plan: ImportPlan, row: ImportedRow, names: Interpreter, zone: ZoneInfo) -> tuple[When, Use] | None:
    """Return when a row that is not known was done and what for, None when it is refused or left out."""
    place = row.place
    try:
        when = when_of(row, zone)
    except InvalidInputError as problem:
        plan.refused.add(RefusedRow(row.row, problem.message))
        return None
    use = plan.uses.get(place)
    if use is None:
        meaning = names.meaning(*place)
        use = plan.uses[place] = plan.by_meaning.setdefault(meaning, Use(meaning, len(plan.by_meaning)))
    refusal = use.meaning.refusal_on(when.on_date)
    if refusal:
        plan.refused.add(RefusedRow(row.row, refusal))
    elif use.meaning.work is None:
        plan.skipped += 1
    else:
        return when, use
    return None


def _kept(
    plan: ImportPlan, row: ImportedRow, known: Recognised, when: When, use: Use, tag_texts: dict[Any, str]
) -> dict[str, Any]:
    """Return a row as it is to be written; whether it overlaps shows when all are known."""
    meaning = use.meaning
    invoiced = row.invoiced and meaning.billable
    tags = tag_texts.get((row.tags, meaning.tag))
    if tags is None:
        tags = tag_texts[row.tags, meaning.tag] = _tag_text(plan, row.tags, meaning.tag)
    return {
        "number": row.row,
        "key": known.key,
        "occurrence": known.occurrence,
        "use": use.number,
        "on_date": when.on_date.isoformat(),
        "seconds": when.seconds,
        "start": int(when.span[0].timestamp()) if when.span else None,
        # A task stands before the note, because the book's own tasks are flat-fee work.
        "note": f"{row.task}: {row.note}" if row.task and row.note else row.task or row.note,
        "tags": tags,
        # What was invoiced in the other program must not be billed again unseen.
        "billable": meaning.billable and (plan.wish.bill or not (row.invoiced or row.billable is False)),
        "unbillable": row.billable is False and meaning.billable and not invoiced,
        "invoiced": invoiced,
    }


def _tag_text(plan: ImportPlan, tags: Iterable[str], of_client: str) -> str:
    """Return the tags of an entry as JSON, without the one that says no more than whose the work is."""
    others = [tag for tag in tags if tag != of_client]
    for tag in others:
        plan.tags.setdefault(tag, make_tag(tag))
    return json.dumps(list(dict.fromkeys(filter(None, (plan.tags[tag] for tag in others)))))


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


def _settle_overlaps(book: Book, plan: ImportPlan, now: datetime, zone: ZoneInfo) -> None:
    """Take the rows that overlap out of what is written, unless they are wanted too."""
    reach = import_rows.reach(book)
    if reach is None:
        return
    left_out: array[int] = array("q")
    for row, reason in find_overlaps(import_rows.timed_rows(book), _busy(book, now, *reach), zone):
        plan.overlapping.add(RefusedRow(row.number, reason))
        left_out.append(row.place)
    plan.overlapping.rows.sort(key=lambda row: row.row)
    if not plan.wish.force:
        import_rows.leave_out(book, left_out)


def _busy(book: Book, now: datetime, start: int, end: int) -> Spans:
    """Return the time that is taken: entries with a span, but those that are to be changed, and the running timer."""
    spans = reads.busy_spans(book, start, end)
    taken = zip(spans.starts, spans.ends, spans.owners, strict=True)
    changed = import_rows.changed_entries(book)
    timer = running_timer(book)
    if timer is None and not changed:
        return spans
    own = [] if timer is None else [(int(timer.started.timestamp()), int(now.timestamp()), 0)]
    settled = Spans()
    for span in sorted([*(span for span in taken if span[2] not in changed), *own]):
        settled.add(*span)
    return settled


def _add_up(book: Book, plan: ImportPlan) -> None:
    """Count what is to be written."""
    uses = list(plan.by_meaning.values())
    for total in import_rows.totals(book):
        use = uses[total.use]
        use.rows, use.seconds, use.first_day = total.rows, total.seconds, total.first_day
        plan.new += total.rows
        plan.unbillable += total.unbillable
        plan.invoiced += total.invoiced
    plan.updates = len(import_rows.changed_entries(book))
