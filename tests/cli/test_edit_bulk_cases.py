"""`va edit --bulk`: what cannot be changed, what forbids a change, which editor is opened, and odd files."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from tests.cli.terminal import at_a_terminal

from vabackoffice.cli import invocation
from vabackoffice.cli.editor import find_editor
from vabackoffice.errors import MissingError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.editor import Editor
    from tests.conftest import Va

BULK = ["edit", "--bulk", "2026-03", "--yes"]
HINT = "    Name one that is there in $EDITOR: 'export EDITOR=nano', or EDITOR='code --wait'.\n"


@pytest.fixture
def day(va: Va) -> Va:
    """Log 9:00-10:00 (1), 10:00-11:00 (2) and 14:00-15:00 (3) on 2 March, the last one for the bakery."""
    for span, client in (("9-10", "acme"), ("10-11", "acme"), ("14-15", "bakery")):
        va("log", span, client, f"From {span[:2].strip('-')}", "--on", "2026-03-02").check()
    return va


def spans(va: Va) -> dict[int, str]:
    entries = va.json("entries", "2026")["entries"]
    return {entry["id"]: f"{entry['start'][11:16]}-{entry['end'][11:16]}" for entry in entries if entry["start"]}


def marks(va: Va, editor: Editor, step: str, *options: str) -> list[str]:
    """Return the marks that a change brings; the editor is closed on them and the book stays as it is."""
    before = va.export()
    editor.will(step, "pass")
    code, out, screen = at_a_terminal(va, [*BULK, *options], [])
    assert (code in {2, 4, 5}, out) == (True, ""), screen
    assert va.export() == before
    return [line for line in editor.lines() if line.startswith("#!")]


def works(va: Va, editor: Editor, step: str, *options: str) -> str:
    """Apply a change that is in order and return what is said."""
    editor.will(step)
    code, out, screen = at_a_terminal(va, [*BULK, *options], [])
    assert code == 0, screen
    return out.partition(".")[0]


def test_billed_and_drafted_entries_are_comments_and_stay_what_they_are(day: Va, editor: Editor) -> None:
    day("invoice", "draft", "bakery", "2026-03").check()
    day("invoice", "issue", "1", "--yes").check()
    day("invoice", "draft", "acme", "2026-03").check()
    day("log", "1h", "acme", "Free", "--on", "2026-03-03").check()

    said = marks(
        day,
        editor,
        "text = text.replace('# billed 2026-0001 ', '').replace('# on draft 2  1', '1').replace('Free', 'x')",
    )

    assert editor.lines(0) == [
        "# on draft 2  1  2026-03-02  09:00-10:00  acme/inbox   From 9",
        "# on draft 2  2  2026-03-02  10:00-11:00  acme/inbox   From 10",
        "# billed 2026-0001  3  2026-03-02  14:00-15:00  bakery/main  From 14",
        "   4  2026-03-03  1h           acme/inbox   Free",
    ]
    assert said == [
        "#! Entry 1 is on draft 2. Release it with 'va invoice discard 2', change it, and draft again.",
        (
            "#! Entry 3 is billed on invoice 2026-0001. "
            "Correct the invoice with a credit note: 'va invoice credit 2026-0001 --reopen'."
        ),
    ]


def test_deleting_the_comments_of_billed_entries_deletes_nothing(day: Va, editor: Editor) -> None:
    day("invoice", "draft", "bakery", "2026-03").check()

    said = works(
        day, editor, "text = '\\n'.join(line for line in text.split('\\n') if '#' not in line and ' 1 ' not in line)"
    )

    assert said == "1 entry deleted"
    assert set(spans(day)) == {2, 3}


def test_two_entries_can_change_places(day: Va, editor: Editor) -> None:
    assert works(
        day, editor, "replace('09:00-10:00', 'A')\nreplace('10:00-11:00', '9-10')\nreplace('  A', '  10-11')"
    ) == ("2 entries changed")
    assert spans(day) == {1: "10:00-11:00", 2: "09:00-10:00", 3: "14:00-15:00"}


def test_the_time_of_a_deleted_entry_is_free(day: Va, editor: Editor) -> None:
    step = (
        "replace('   2  2026-03-02  10:00-11:00  acme/inbox   From 10\\n', '')\nreplace('14:00-15:00', '10:30-11:30')"
    )

    assert works(day, editor, step) == "1 entry changed, 1 deleted"


def test_an_overlap_of_two_changed_lines_is_marked_at_both(day: Va, editor: Editor) -> None:
    said = marks(day, editor, "replace('10:00-11:00', '13-14:30')\nreplace('14:00-15:00', '14:00-15:30')")

    assert [line.partition(". ")[0] for line in said] == [
        "#! Mon 2 Mar 2026 13:00-14:30 overlaps Mon 2 Mar 2026 14:00-15:30, 1h30, bakery/main: From 14",
        "#! Mon 2 Mar 2026 14:00-15:30 overlaps Mon 2 Mar 2026 13:00-14:30, 1h30, acme/inbox: From 10",
    ]


def test_an_overlap_can_be_forced_and_then_stays(day: Va, editor: Editor) -> None:
    assert works(day, editor, "replace('14:00-15:00', '10:30-15:00')", "--force") == "1 entry changed"
    (editor.home / "seen-0").unlink()
    assert works(day, editor, "replace('From 14', 'Late')") == "1 entry changed"


def test_work_under_the_running_timer(day: Va, editor: Editor) -> None:
    day("start", "acme", "--at", "11:00").check()

    assert marks(day, editor, "text += 'today 11:00-11:30 acme\\n'") == [
        (
            "#! Mon 16 Mar 2026 11:00-11:30 overlaps the timer for acme/inbox since 11:00. "
            "Stop or cancel the timer first, or keep both with '--force'."
        )
    ]


def test_work_after_the_end_of_its_engagement(day: Va, editor: Editor) -> None:
    day("engagement", "end", "acme/inbox", "--on", "2026-03-10").check()

    assert marks(day, editor, "replace('1  2026-03-02', '1  2026-03-11')") == [
        "#! 'acme/inbox' ended on 2026-03-10. Add a new engagement, or move the end with 'va engagement end'."
    ]


def test_the_problem_that_is_left_decides_the_exit_code(day: Va, editor: Editor) -> None:
    editor.will(
        "replace('2  2026', '9  2026')\nreplace('bakery/main', 'bistro')", "replace('9  2026', '2  2026')", "pass"
    )

    code, _, screen = at_a_terminal(day, BULK, [])

    assert (code, screen.partition("\n")[0]) == (4, "va: Nothing was changed: There is no client 'bistro'.")
    assert len(editor.seen) == 3


def test_a_period_without_entries_can_be_filled(va: Va, editor: Editor) -> None:
    assert (
        works(va, editor, "text += 'gisteren 9-10 acme Call +x\\nma 45m internal:admin Books\\n'") == "2 entries added"
    )
    assert [entry["date"] for entry in va.json("entries")["entries"]] == ["2026-03-15", "2026-03-16"]


def test_seconds_and_the_second_time_in_a_night_survive_a_change_of_the_note(va: Va, editor: Editor) -> None:
    va.at("2026-10-25T02:10:17+02:00")
    va("start", "acme", "Night").check()
    va.at("2026-10-25T02:05:40+01:00")
    va("stop").check()
    (before,) = va.json("entries")["entries"]
    editor.will("replace('Night', 'Late night')")

    code, _, screen = at_a_terminal(va, ["edit", "--bulk", "--yes"], [])

    assert code == 0, screen
    assert editor.lines(0) == ["   1  2026-10-25  02:10+02:00..02:05+01:00  acme/inbox  Night"]
    assert va.json("entries")["entries"] == [before | {"note": "Late night"}]
    assert before["seconds"] == 55 * 60 + 23


def test_a_note_as_another_program_left_it_survives_a_change_of_its_tags(day: Va, editor: Editor) -> None:
    with invocation.open_desk() as desk, desk.book.operation("edit", desk.now):
        desk.book.connection.execute(
            "UPDATE time_entry SET note = 'two  spaces ' || char(10) || 'and a line' WHERE id = 1"
        )

    assert works(day, editor, "replace('two spaces and a line', 'two spaces and a line +x')") == "1 entry changed"
    (first, *_) = day.json("entries", "2026")["entries"]
    assert (first["note"], first["tags"]) == ("two  spaces \nand a line", ["x"])


@pytest.mark.parametrize(
    "encoding", ["'\\ufeff' + text.replace('\\n', '\\r\\n')", "text.replace('\\n', '\\r')", "text.rstrip()"]
)
def test_files_as_other_systems_write_them(day: Va, editor: Editor, encoding: str) -> None:
    step = f"replace('From 14', 'Später')\nfile.write_bytes(({encoding}).encode())\ntext = None"

    assert works(day, editor, step) == "1 entry changed"
    assert day.json("entries", "2026")["entries"][2]["note"] == "Später"


def test_a_file_that_is_not_utf_8_is_kept(day: Va, editor: Editor) -> None:
    editor.will("file.write_bytes(text.replace('From 14', 'Später').encode('latin-1'))\ntext = None")

    code, out, screen = at_a_terminal(day, BULK, [])

    assert (code, out) == (2, "")
    assert screen.startswith(
        "va: The text is not UTF-8.\n    Let the editor save UTF-8; nothing was changed. Your text is kept in '"
    )


def test_without_a_terminal_there_is_no_editor(day: Va) -> None:
    day.refuses(
        "edit", "--bulk", "--yes",
        exit_code=3,
        error="va: There is no terminal to edit at.\n"
        "    Run it at a terminal; $EDITOR names your editor. 'va edit @1 ...' needs none.",
    )  # fmt: skip


@pytest.mark.parametrize("named", ["no-such-editor", "no-such-editor --wait", "'half a quote", "''"])
def test_an_editor_that_is_not_there(day: Va, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("VISUAL", named)

    assert at_a_terminal(day, BULK, []) == (3, "", f"va: The editor '{named}' cannot be run.\n{HINT}")


def test_a_file_that_is_no_program(day: Va, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "editor"
    program.write_bytes(b"\0")
    program.chmod(0o700)
    monkeypatch.setenv("EDITOR", str(program))

    assert at_a_terminal(day, BULK, []) == (
        3,
        "",
        f"va: The editor '{program}' cannot be run: Exec format error.\n{HINT}",
    )


def test_the_first_of_the_usual_editors_when_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invocation, "can_ask", lambda: True)
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(MissingError, match=r"There is no editor\."):
        find_editor()
    for name in ("notepad", "vi", "nano"):
        shutil.copy(sys.executable, tmp_path / name)
        assert find_editor() == [name]
    monkeypatch.setenv("EDITOR", "vi -u NONE")
    assert find_editor() == ["vi", "-u", "NONE"]
    spaced = tmp_path / "my editor"
    shutil.copy(sys.executable, spaced)
    monkeypatch.setenv("VISUAL", str(spaced))
    assert find_editor() == [str(spaced)]


def test_no_place_for_the_text(day: Va, editor: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invocation, "can_ask", lambda: True)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))

    day.refuses(
        *BULK,
        exit_code=3,
        error="va: The text for the editor cannot be written: No such file or directory.\n"
        "    Free some space, or name a folder for temporary files in TMPDIR.",
    )
    assert editor.seen == []


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (
            [],
            (
                "va: Nothing says which entry shall change.\n"
                "    Name one, as in 'va edit @1 --to 10:45', or many: 'va edit --bulk PERIOD'."
            ),
        ),
        (
            ["--to", "10:45"],
            (
                "va: Nothing says which entry shall change.\n"
                "    Name one, as in 'va edit @1 --to 10:45', or many: 'va edit --bulk PERIOD'."
            ),
        ),
        (
            ["@1", "--bulk"],
            (
                "va: '@1' is one entry, and '--bulk' opens those of a period.\n"
                "    Name a period, as in 'va edit --bulk last week', or leave '--bulk' out."
            ),
        ),
        (
            ["--bulk", "march", "--note", "x"],
            (
                "va: '--bulk' and '--note' do not go together.\n"
                "    In the editor every field can be changed; leave the option out."
            ),
        ),
        (
            ["@1", "--note", "Two", "words"],
            (
                "va: 'words' is one word too many.\n"
                "    Name one entry; a text of several words needs quotes: '--note \"A call\"'."
            ),
        ),
    ],
)
def test_one_entry_or_a_period(day: Va, arguments: list[str], error: str) -> None:
    day.refuses("edit", *arguments, exit_code=2, error=error)
