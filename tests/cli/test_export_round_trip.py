"""Hours that leave in a format come back from it into a fresh book: the same seconds, day, client, note and tags."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Va

MAP = """\
" / admin" = "internal:admin"
"Example Office / admin" = "internal:admin"
"internal=admin" = "internal:admin"
"""
LOGGED = (
    ("9:00-10:25", "acme/inbox", "Sorted mail", "+email", "+to-do", "--on", "2026-03-02"),
    ("10:25-10:26", "acme/inbox", "--on", "2026-03-02"),
    ("1h30", "acme/web", "=HYPERLINK(1)", "--on", "2026-03-02"),
    ("20m", "acme/web", "@home -1 of 2, \"quoted\"; #1 'x' \\ y", "+b", "+a", "--on", "2026-03-02"),
    ("20m", "acme/web", "+a", "+b", "--on", "2026-03-02"),
    ("22:30-1:10", "bakery", "Caf\u00e9 \u4e2d\u6587 \U0001f350, na\u00efve", "--on", "2026-03-03"),
    ("45m", "--internal", "admin", "Books", "--on", "2026-03-04"),
    ("0:30-4:00", "bakery", "the clock goes forward", "--on", "2025-03-30"),
    ("0:30-4:00", "bakery", "the clock goes back", "--on", "2025-10-26"),
    ("7h", "bakery", "on the day of the other", "+night", "--on", "2025-10-26"),
    ("14:00-15:00", "bakery", "unpaid", "--no-bill", "--on", "2026-03-04"),
    ("24h", "bakery", "around the clock", "--on", "2026-03-05"),
    ("1h", "bakery", "in a tag's name", "+inbox", "+acme", "--on", "2026-03-07"),
)


@pytest.fixture
def fresh(va: Va, tmp_path: Path) -> Path:
    """A book with the clients, one of which has two engagements and no default, and nothing logged."""
    va("engagement", "add", "acme/web", "--hourly", "50").check()
    return Path(shutil.copy(va.book, tmp_path / "fresh.db"))


Entry = dict[str, Any]
Carried = Callable[[Entry], Entry]


def entries(va: Va, book: Path) -> list[Entry]:
    found = va.json("entries", "2020-01-01..2026-12-31", "--book", book)["entries"]
    for entry in found:
        del entry["id"]
    return sorted(found, key=lambda entry: (entry["date"], entry["seconds"], entry["note"]))


def round_trip(va: Va, fresh: Path, form: str) -> tuple[list[Entry], list[Entry]]:
    """Export, import into the fresh book, and return what was logged and what came back."""
    folder = va.book.parent
    (folder / "names.toml").write_text(MAP, encoding="utf-8")
    va("export", "--format", form, "-o", folder / "hours").check()
    # The source is recognised by itself.
    came = va.json("import", folder / "hours", "--map", folder / "names.toml", "--apply", "--book", fresh)
    assert (came["source"], came["refused"], came["overlapping"]) == (form, [], [])
    again = va.json("import", form, folder / "hours", "--map", folder / "names.toml", "--apply", "--book", fresh)
    assert (again["new"], again["known"]) == (0, came["new"])
    assert len(va.json("client", "list", "--book", fresh)["clients"]) == 2
    return entries(va, va.book), entries(va, fresh)


def in_toggl(entry: Entry) -> Entry:
    """Hours without clock times are given some, which the test looks at elsewhere."""
    return entry | {"start": None, "end": None}


def in_harvest(entry: Entry) -> Entry:
    return entry | {"start": None, "end": None, "tags": [], "billable": entry["internal"] is None}


def in_klog(entry: Entry) -> Entry:
    tags = [f"{tag}-tag" if tag in {"acme", "inbox"} else tag for tag in entry["tags"]]
    if "#1" in entry["note"]:
        tags = ["1", *tags]
    return entry | {"tags": sorted(tags), "billable": entry["internal"] is None}


def in_ics(entry: Entry) -> Entry:
    return entry | {"billable": entry["internal"] is None}


@pytest.mark.parametrize(
    ("form", "carried"), [("toggl", in_toggl), ("harvest", in_harvest), ("klog", in_klog), ("ics", in_ics)],
    ids=["toggl", "harvest", "klog", "ics"],
)  # fmt: skip
def test_hours_come_back_as_far_as_the_format_carries_them(va: Va, fresh: Path, form: str, carried: Carried) -> None:
    for words in LOGGED:
        va("log", *words, "--force").check()
    va("start", "acme/web", "still running").check()

    logged, came = round_trip(va, fresh, form)

    expected = [carried(entry) for entry in logged]
    if form == "toggl":
        came = [entry | {"start": None, "end": None} for entry in came]
    if form == "klog":  # where the clock was changed in between, only the length is written
        expected = [e | {"start": None, "end": None} if "the clock goes" in e["note"] else e for e in expected]
    assert came == expected
