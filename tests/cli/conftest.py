"""What tests of several commands share: files as other programs write them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from tests.cli.editor import Editor

if TYPE_CHECKING:
    from pathlib import Path

TOGGL = "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags"


class TogglFile:
    """A Detailed report of Toggl Track, of one's own making."""

    monday = """
Ada,ada@example.com,Example Bakery,Website,,Texts,Yes,2026-03-02,09:00:00,2026-03-02,10:25:00,01:25:00,"web,Client call"
Ada,ada@example.com,Acme,Inbox,Mail,Sorted,Yes,2026-03-02,10:30:00,2026-03-02,11:00:30,00:30:30,
Ada,ada@example.com,Example Bakery,,,Phoned,No,2026-03-02,11:00:30,2026-03-02,11:15:30,00:15:00,
"""
    tuesday = """
Ada,ada@example.com,Example Florist,Social media,,Posts,Yes,2026-03-03,09:00:00,2026-03-03,11:00:00,02:00:00,
Ada,ada@example.com,Example Florist,Social media,,Posts,Yes,2026-03-03,13:00:00,2026-03-03,13:30:00,00:30:00,
"""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, *parts: str, name: str = "toggl.csv") -> Path:
        """Write rows under the heading, as Toggl does: UTF-8 with a byte order mark."""
        path = self.path.with_name(name)
        path.write_text("\n".join([TOGGL, *(part.strip() for part in parts)]) + "\n", encoding="utf-8-sig")
        return path

    def row(self, client: str, project: str, times: str, **others: str) -> str:
        """Return one row of 2 March 2026, `09:00-10:00`, with other cells by their headings."""
        start, end = times.split("-")
        minutes = [int(part[:2]) * 60 + int(part[3:]) for part in (start, end)]
        length = f"{(minutes[1] - minutes[0]) // 60:02}:{(minutes[1] - minutes[0]) % 60:02}:00"
        cells = {"User": "Ada", "Email": "ada@example.com", "Client": client, "Project": project, "Billable": "Yes"}
        cells |= {"Start date": "2026-03-02", "Start time": f"{start}:00", "Duration": length}
        cells |= {"End date": "2026-03-02", "End time": f"{end}:00"}
        text = io.StringIO()
        csv.DictWriter(text, TOGGL.split(","), restval="", lineterminator="").writerow(cells | others)
        return text.getvalue()


@pytest.fixture
def toggl(tmp_path: Path) -> TogglFile:
    """Write Detailed reports of Toggl Track."""
    return TogglFile(tmp_path / "toggl.csv")


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Put an editor into $EDITOR, and temporary files into a folder of the test's own."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    return Editor(tmp_path / "editor's home", monkeypatch)
