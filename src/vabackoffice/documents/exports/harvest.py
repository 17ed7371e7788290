"""Harvest: the eight columns of its time import.

It carries day, client, engagement (as project), note and length, to the second. It cannot carry clock times, tags,
whether work is billed, service, task and place. Harvest wants a task for everything: it is called like the project. The
business's own hours are those of a client with its own name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.documents.exports.machine_csv import csv_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vabackoffice.documents.exports.hours import Hours, Sender

HEADINGS = ("Date", "Client", "Project", "Task", "Notes", "Hours", "First name", "Last name")
_MILLION = 1_000_000  # six decimals of an hour tell every second apart


def write(entries: Iterable[Hours], sender: Sender) -> Iterator[str]:
    """Yield the table piece by piece."""
    yield csv_line(HEADINGS)
    first, _, last = sender.name.rpartition(" ")
    person = (first, last) if first else (last, "")
    for entry in entries:
        place = (entry.client or sender.name, entry.project, entry.project)
        yield csv_line((entry.on_date.isoformat(), *place, entry.note, decimal_hours(entry.seconds), *person))


def decimal_hours(seconds: int) -> str:
    """Return seconds as hours with two decimals, or with as many of six as the second needs: `1.50`, `1.416667`."""
    whole, parts = divmod((2 * seconds * _MILLION + 3600) // 7200, _MILLION)
    return f"{whole}.{f'{parts:06}'.rstrip('0'):0<2}"
