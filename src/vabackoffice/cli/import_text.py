"""How the plan of an import and its result are shown: counts first, then names, then what is left out and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vabackoffice.domain.duration import format_duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from vabackoffice.importers.row import RefusedRow
    from vabackoffice.usecases.import_findings import ChangedRow, Findings
    from vabackoffice.usecases.import_meaning import Use
    from vabackoffice.usecases.import_plan import ImportPlan

_LONGEST_LIST = 20


def plan_json(plan: ImportPlan, import_id: int | None, *, applied: bool) -> dict[str, Any]:
    """Return the plan as scripts read it."""
    return {
        "source": plan.source,
        "rows": plan.rows,
        "new": plan.new,
        "known": plan.known,
        "refused": _refused_json(plan.refused.rows) + [_unchanged_json(row) for row in _left_as_they_are(plan)],
        "overlapping": _refused_json(plan.overlapping.rows),
        "changed": [_changed_json(row) for row in plan.changed.rows],
        "skipped": plan.skipped,
        "others": plan.others,
        "invoiced": plan.invoiced,
        "seconds": plan.seconds,
        "names": [_name_json(use) for use in _by_name(plan)],
        "tags": dict(sorted(plan.tags.items())),
        "more": _more(plan),
        "columns": plan.wish.columns.fields if plan.wish.columns else {},
        "applied": applied,
        "import_id": import_id,
    }


def plan_lines(plan: ImportPlan, file: Path, zone: ZoneInfo) -> list[str]:
    """Return the plan for a person."""
    counts = [f"{plan.new} new ({format_duration(plan.seconds)})", f"{plan.known} known"]
    others = {"changed": plan.changed.count, "overlapping": plan.overlapping.count, "refused": plan.refused.count}
    others |= {"skipped": plan.skipped, "of other people": plan.others}
    counts += [f"{number} {what}" for what, number in others.items() if number]
    rows = f"{plan.rows} {'row' if plan.rows == 1 else 'rows'}"
    kept = "written all the same" if plan.wish.force else "not written; '--force' writes them"
    return [
        f"{file.absolute().name}: {rows}: {', '.join(counts)}. Times are read in {zone.key}.",
        *_part("Columns", [f"'{heading}' is the {field}" for heading, field in _columns(plan)]),
        *_part("Names", [_name_line(use) for use in _by_name(plan)]),
        *_part("Tags", [f'"{tag}" becomes {f"+{new}" if new else "no tag"}' for tag, new in _changed_tags(plan)]),
        *_changed_lines(plan),
        *_part(f"Overlapping, {kept}", _with_numbers(plan.overlapping.rows), plan.overlapping.count),
        *_part("Refused", _with_numbers(plan.refused.rows), plan.refused.count),
        *_invoiced(plan),
        *_unbillable(plan),
    ]


def result_lines(plan: ImportPlan, import_id: int | None, *, applied: bool, proposed: Path | None) -> list[str]:
    """Return what was done, and what to do next."""
    lines = [f"Wrote the map '{proposed}': edit it and give it with '--map {proposed}'."] if proposed else []
    if not plan.new and not plan.updates:
        return [*lines, "There was nothing new to import."]
    if not applied:
        wanted = [f"import {_rows(plan.new)}"] if plan.new else []
        wanted += [f"change {_entries(plan.updates)}"] if plan.updates else []
        return [*lines, f"Nothing was written. Add '--apply' to {' and '.join(wanted)}."]
    done = [f"Imported {_rows(plan.new)} as import {import_id}"] if plan.new else []
    done += [f"{'changed' if done else 'Changed'} {_entries(plan.updates)}"] if plan.updates else []
    back = "it" if plan.new + plan.updates == 1 else "them"
    return [*lines, f"{' and '.join(done)}; 'va undo' takes {back} back.", *_to_do(plan)]


def _to_do(plan: ImportPlan) -> list[str]:
    """Return what new clients and engagements still need: no address is known, and no price was invented."""
    made = [use for use in _by_name(plan) if use.meaning.proposed and use.rows]
    clients = {use.meaning.client for use in made if use.meaning.client_name}
    days: dict[str, str] = {}
    for use in made:
        days[use.meaning.place] = min(filter(None, (days.get(use.meaning.place), use.first_day)))
    prices = [f"va engagement terms {place} --from {day} --hourly RATE" for place, day in sorted(days.items())]
    edits = [f"va client edit {client} --country CODE --address TEXT" for client in sorted(clients)]
    return [*_part("Set the prices", prices), *_part("Complete the clients", edits)]


def _by_name(plan: ImportPlan) -> list[Use]:
    return sorted(plan.by_meaning.values(), key=lambda use: use.meaning.name)


def _columns(plan: ImportPlan) -> list[tuple[str, str]]:
    return list(plan.wish.columns.fields.items()) if plan.wish.columns else []


def _changed_tags(plan: ImportPlan) -> list[tuple[str, str]]:
    return sorted((tag, new) for tag, new in plan.tags.items() if tag.lower() != new)


def _name_json(use: Use) -> dict[str, Any]:
    meaning = use.meaning
    return {
        "name": meaning.name,
        "target": None if meaning.refusal else meaning.target,
        "new": meaning.proposed,
        "rows": use.rows,
        "seconds": use.seconds,
        "why": meaning.refusal or None,
    }


def _name_line(use: Use) -> str:
    meaning = use.meaning
    target = meaning.target
    if meaning.proposed:
        client = f"client '{meaning.client_name}' and engagement" if meaning.client_name else "engagement"
        target = f"{meaning.place}, a new {client} without a price"
    elif meaning.refusal:
        target = "not known, see below"
    brought = f": {_rows(use.rows)}, {format_duration(use.seconds)}" if use.rows else ""
    name = meaning.name.removesuffix(" / ") or meaning.name
    return f'"{name}" is {target}{brought}'


def _invoiced(plan: ImportPlan) -> list[str]:
    """Return what becomes of work that was invoiced in the other program."""
    if not plan.invoiced:
        return []
    was, them = ("row was", "it") if plan.invoiced == 1 else ("rows were", "them")
    here = ";" if plan.wish.bill else " and will not be billed here;"
    return [f"{plan.invoiced} {was} already invoiced in the other program{here} '--bill' bills {them} again."]


def _unbillable(plan: ImportPlan) -> list[str]:
    """Return a remark when a file says of everything that it is not billed, as Toggl's free plan does."""
    if not plan.new or plan.unbillable < plan.new or plan.wish.bill:
        return []
    return ["Every row says that it is not billable, and no invoice will have it; '--bill' bills them all the same."]


def _changed_lines(plan: ImportPlan) -> list[str]:
    """Return the rows that the book has with another length, and what can be done about each."""
    lines = []
    for row in plan.changed.rows[:_LONGEST_LIST]:
        what = "it is changed accordingly." if row.updates else _way_out(row)
        lines.append(f"row {row.row}: {_difference(row)}: {what}")
    kept = "written as new entries" if plan.wish.force else "not written as new entries"
    return _part(f"Changed since they were imported, {kept}", lines, plan.changed.count)


def _difference(row: ChangedRow) -> str:
    was, now = format_duration(row.was), format_duration(row.seconds)
    return f"it was {was} when it became entry {row.entry_id}, now it is {now}"


def _way_out(row: ChangedRow) -> str:
    """Return what to do about a row that has changed."""
    if row.why:
        return row.why
    duration = format_duration(row.seconds)
    return f"'--update' changes the entry, as does 'va edit {row.entry_id} --duration {duration}'."


def _left_as_they_are(plan: ImportPlan) -> list[ChangedRow]:
    """Return the changed rows that are not written."""
    return [] if plan.wish.force else [row for row in plan.changed.rows if not row.updates]


def _unchanged_json(row: ChangedRow) -> dict[str, Any]:
    return {"row": row.row, "reason": f"{_difference(row)[0].upper()}{_difference(row)[1:]}: {_way_out(row)}"}


def _changed_json(row: ChangedRow) -> dict[str, Any]:
    return {
        "row": row.row,
        "entry": row.entry_id,
        "was_seconds": row.was,
        "seconds": row.seconds,
        "updated": row.updates,
        "why": row.why or None,
    }


def _more(plan: ImportPlan) -> dict[str, int]:
    """Return how many rows there are beyond those that are listed, by the name of the list; none of them usually."""
    lists: dict[str, Findings[Any]] = {"refused": plan.refused, "overlapping": plan.overlapping}
    lists["changed"] = plan.changed
    return {name: found.count - len(found.rows) for name, found in lists.items() if found.count > len(found.rows)}


def _with_numbers(rows: Sequence[RefusedRow]) -> list[str]:
    return [f"row {row.row}: {row.reason}" for row in rows[:_LONGEST_LIST]]


def _part(heading: str, lines: Sequence[str], count: int | None = None) -> list[str]:
    """Return a list of `count` lines under its heading, cut when it is long; nothing when it is empty."""
    if not lines:
        return []
    shown = [f"  {line}" for line in lines[:_LONGEST_LIST]]
    more = (len(lines) if count is None else count) - _LONGEST_LIST
    return [f"{heading}:", *shown, *([f"  and {more} more"] if more > 0 else [])]


def _refused_json(rows: Iterable[RefusedRow]) -> list[dict[str, Any]]:
    return [{"row": row.row, "reason": row.reason} for row in rows]


def _rows(number: int) -> str:
    return f"{number} {'row' if number == 1 else 'rows'}"


def _entries(number: int) -> str:
    return f"{number} {'entry' if number == 1 else 'entries'}"
