"""What every reader yields: a row of work as another program wrote it, or why it cannot be taken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

# Client, project, and the tags of which one may name the client.
Place = tuple[str, str, tuple[str, ...]]

STILL_RUNNING = "The timer is still running: there is no end."
BETWEEN = "\x1f"  # no cell holds it: `plain_text` takes control characters out


@dataclass(slots=True)  # not frozen: making one would take three times as long, and a file has 100,000
class ImportedRow:
    """One finished piece of work as its source states it; texts are on one line, empty where it says nothing.

    `row` counts the rows of a table from 1, the heading left out; where there is no table it is the number of the
    line. `start` and `end` are both aware, or both wall times of the assistant's zone, or both absent: then there are
    only `on_date` and `seconds`. `seconds` is the true length, None where the source has times and no length of its
    own. `pause` is what has to be taken out of it, in seconds. `by_tags` says that the source knows no clients: one of
    the tags may name it. `billable` is None where the source does not say, `invoiced` that it is on an invoice of
    that program. `own_id` is the source's own key, where it has one that never changes. `on_date` beside times says
    that the length counts even where the times do not give it. `known_by` is the row whose line and length count when
    it comes again, where that is not the row itself.
    """

    row: int
    seconds: int | None
    start: datetime | None = None
    end: datetime | None = None
    on_date: date | None = None
    client: str = ""
    project: str = ""
    task: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    billable: bool | None = None
    user: str = ""
    email: str = ""
    own_id: str = ""
    pause: int = 0
    by_tags: bool = False
    invoiced: bool = False
    known_by: ImportedRow | None = field(default=None, compare=False)

    @property
    def place(self) -> Place:
        """Whose work it is, as the source says it."""
        return self.client, self.project, tuple(sorted(self.tags)) if self.by_tags else ()

    @property
    def person(self) -> str:
        """Who did it; an e-mail address is kept longer than a name."""
        return (self.email or self.user).casefold()

    @property
    def line(self) -> str:
        """What makes it this row and no other, however long it was: a timer may go on, and hours are added to a day."""
        if self.own_id:
            return self.own_id
        when = str(self.on_date if self.start is None else self.start)
        return BETWEEN.join((when, self.person, self.client, self.project, self.task, self.note, *sorted(self.tags)))

    @property
    def length(self) -> int:
        """The seconds it lasted as far as the source says, its pause taken out; by the clock where it says nothing."""
        if self.seconds is not None:
            return self.seconds - self.pause
        if self.start is None or self.end is None:
            return 0
        by_clock = self.end - self.start
        return by_clock.days * 86_400 + by_clock.seconds - self.pause


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be taken, and why, in a sentence for the person who exported it."""

    row: int
    reason: str


Row = ImportedRow | RefusedRow
