"""What every reader yields: a row of work as another program wrote it, or why it cannot be taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

BETWEEN = "\x1f"  # no cell holds it: `plain_text` takes control characters out


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One finished piece of work as its source states it; texts are on one line, empty where it says nothing.

    `row` counts the rows of the file from 1, the heading left out. `start` and `end` are both aware, or both wall
    times of the assistant's zone, or both absent: then there are only `on_date` and `seconds`. `billable` is None
    where the source does not say. `own_id` is the source's own key, where it has one that never changes.
    """

    row: int
    seconds: int
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

    @property
    def person(self) -> str:
        """Who did it; an e-mail address is kept longer than a name."""
        return (self.email or self.user).casefold()

    @property
    def identity(self) -> str:
        """What makes it this row and no other; two rows that are equal in everything share it."""
        if self.own_id:
            return self.own_id
        when = (self.on_date, self.seconds) if self.start is None else (self.start.isoformat(), self.end, self.seconds)
        work = (self.person, self.client, self.project, self.task, self.note, *sorted(self.tags))
        return BETWEEN.join((*map(str, when), *work))


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be taken, and why, in a sentence for the person who exported it."""

    row: int
    reason: str


Row = ImportedRow | RefusedRow
