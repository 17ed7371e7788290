"""What a name of another program means here, and what comes in under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from vabackoffice.domain.time_entry import Work

UNDECIDED = "?"
SKIP = "skip"
NEW, INTERNAL, ENGAGEMENT = "new:", "internal:", "engagement:"
BOTH = " + "


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name means: `work` is whose it is, None when its rows are skipped, or refused for `refusal`.

    A work without an engagement's id and without an internal kind is a proposal: client and engagement are made on
    applying, the client under the name `client_name` where it is new too. `key` is what the choice is remembered
    under, empty when nothing was chosen. `tag` is the tag that says no more than this. `asked` has the names of which
    one has to be said in a map, where that is not `name` itself.
    """

    name: str
    work: Work | None = None
    refusal: str = ""
    client_name: str = ""
    ended_on: str | None = None
    key: str = ""
    tag: str = ""
    asked: tuple[str, ...] = ()

    @property
    def proposed(self) -> bool:
        """Tell whether client or engagement have to be made first."""
        return self.work is not None and self.work.engagement_id is None and self.work.internal is None

    @property
    def client(self) -> str:
        """The client's handle, empty when there is none."""
        return self.work.client if self.work is not None else ""

    @property
    def place(self) -> str:
        """The client and engagement, as they are typed; empty when there is none."""
        return self.work.target if self.work is not None and self.work.internal is None else ""

    @property
    def target(self) -> str:
        """The target as a map writes it: `big/web`, `new:big/web`, `internal:admin`, `skip`, or `?` when undecided."""
        if self.work is None:
            return UNDECIDED if self.refusal else SKIP
        if self.work.internal is not None:
            return INTERNAL + self.work.internal
        return (NEW if self.proposed else "") + self.work.target

    @property
    def billable(self) -> bool:
        """Tell whether its work can be billed at all."""
        return self.work is not None and self.work.billable

    def refusal_on(self, day: date) -> str:
        """Return why a row of that day is refused, empty when it is not."""
        if self.ended_on is not None and day.isoformat() > self.ended_on:
            return f"'{self.place}' ended on {self.ended_on}."
        return self.refusal


@dataclass(slots=True, eq=False)
class Use:
    """What a name means and what comes in under it: the rows to write, their seconds, the first day as ISO text."""

    meaning: Meaning
    number: int
    rows: int = 0
    seconds: int = 0
    first_day: str = ""


def full_name(client: str, project: str) -> str:
    """Return the name a row goes by: `Big Company / Website`, `Big Company / `, ` / Website`."""
    return f"{client} / {project}"


def fold_name(name: str) -> str:
    """Return a name as it is compared and remembered: case and spaces, also around a slash, say nothing."""
    return " ".join(name.replace("/", " / ").split()).casefold()
