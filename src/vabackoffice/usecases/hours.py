"""Hours of a period by client, week, tag and so on, beside what targets planned for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.domain.dimension import SPANS, place_in_order
from vabackoffice.storage.reads.hours import Hours, hours_by
from vabackoffice.usecases.hour_plans import Place, Plans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.domain.dimension import Name
    from vabackoffice.domain.period import Period
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.hours import Chosen
    from vabackoffice.usecases.hour_plans import Plan

    Names = tuple[Name, ...]


class HoursRow(NamedTuple):
    """One group: its days, its sums, the plan for it if there was one, and the groups within it."""

    name: Name
    period: Period
    hours: Hours
    plan: Plan | None
    rows: tuple[HoursRow, ...] = ()


class _Found(NamedTuple):
    """What the rows are made of: the sums under their names, and the names within each group."""

    by: Sequence[str]
    sums: dict[Names, Hours]
    within: dict[Names, list[Name]]
    plans: Plans


def report_hours(book: Book, period: Period, by: Sequence[str], chosen: Chosen) -> HoursRow:
    """Return the finished work of a period with its groups by one or two dimensions.

    The sums of the whole are the real ones: an entry with several tags counts under each of them, but once above.

    Targets stand beside the rows they speak of: those of all work beside days, weeks, months and the whole; a client's
    or an engagement's beside its rows, or beside all of these where only its hours are chosen. A row that is a week has
    the target for a week (or for its days), never a part of a month's. A client's row has its target summed up over
    the weeks or months that lie in the period; of those that the period's edge cuts, the part by calendar days counts
    (`planned_seconds`); of several units it is the longest of which the period holds a whole one. Hours chosen by a
    tag, or only unbilled ones, are a part of the work that no target speaks of.
    """
    sums, plans = _sums(book, period, by, chosen), Plans(book)
    found = _Found(by, sums, _within(sums), plans)
    whole = Place(period, None if chosen.tag or chosen.unbilled else chosen.scope)
    hours = sums.get((), Hours())
    like_rows = whole._replace(kind=by[0] if by[0] in SPANS else None)
    plan = plans.beside(like_rows, hours.seconds) or plans.beside(whole, hours.seconds)
    return HoursRow(None, period, hours, plan, _rows(found, whole, ()))


def _sums(book: Book, period: Period, by: Sequence[str], chosen: Chosen) -> dict[Names, Hours]:
    """Return the sums of the whole under `()`, of a group under its name, of one within it under both names."""
    sums = level = hours_by(book, period, by, chosen)
    for depth in range(len(by) - 1, -1, -1):
        # Groups by tag add up to more than the group they are in, so the book is asked for that one.
        level = hours_by(book, period, by[:depth], chosen) if by[depth] == "tag" else _rolled_up(level)
        sums = sums | level
    return sums


def _rolled_up(sums: dict[Names, Hours]) -> dict[Names, Hours]:
    found: dict[Names, Hours] = {}
    for (*outer, _), hours in sums.items():
        found[tuple(outer)] = found.get(tuple(outer), Hours()).plus(hours)
    return found


def _within(sums: dict[Names, Hours]) -> dict[Names, list[Name]]:
    """Return the names of the groups within each group."""
    found: dict[Names, list[Name]] = {}
    for names in sums:
        if names:
            found.setdefault(names[:-1], []).append(names[-1])
    return found


def _rows(found: _Found, place: Place, outer: Names) -> tuple[HoursRow, ...]:
    """Return the groups within `outer`: those with hours, and those for which something was planned."""
    if len(outer) == len(found.by):
        return ()
    by = found.by[len(outer)]
    names = dict.fromkeys([*found.within.get(outer, []), *found.plans.names(by, place)])
    groups = [(name, found.sums.get((*outer, name), Hours())) for name in names]
    rows = []
    for name, hours in sorted(groups, key=lambda group: place_in_order(by, group[0], group[1].seconds)):
        inside = place.narrowed(by, name)
        plan = found.plans.beside(inside, hours.seconds)
        rows.append(HoursRow(name, inside.period, hours, plan, _rows(found, inside, (*outer, name))))
    return tuple(rows)
