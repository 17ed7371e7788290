"""`va edit --bulk` at a real terminal and with a real editor: what is written, asked, marked, and never lost."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.cli.terminal import INTERRUPT, at_a_terminal

if TYPE_CHECKING:
    from tests.cli.editor import Editor
    from tests.conftest import Va

ASKED = "Go on? [y/N]:"
OVERLAP = (
    "#! Mon 2 Mar 2026 10:00-10:40 overlaps Mon 2 Mar 2026 09:00-10:25, 1h25, acme/inbox: Mail +email and 1 more. "
    "Change one of the two; 'va edit --bulk --force' keeps both."
)
EMPTY = """\
va: Nothing was changed: the text is empty.
    That deletes no entries; to delete all of them, leave the lines with '#'.
"""
BULK = ["edit", "--bulk", "2026-03"]


@pytest.fixture
def logged(va: Va) -> Va:
    """Log three entries of 2 and 3 March."""
    va("log", "9:00-10:25", "acme", "Mail", "+email", "--on", "2026-03-02").check()
    va("log", "10:30-11:00", "bakery", "Call", "--on", "2026-03-02").check()
    va("log", "45m", "acme", "Letters", "--on", "2026-03-03").check()
    return va


def left(editor: Editor) -> list[Path]:
    """Return the files of the editor that are still there."""
    return sorted(path for path in (editor.home.parent / "temporary").rglob("*") if path.is_file())


def kept(editor: Editor, screen: str) -> str:
    """Return the text in the file that the error names, which nobody else may read."""
    named = re.search(r"Your text is kept in '([^']+)'\.", " ".join(screen.split()))
    assert named, screen
    path = Path(named[1])
    assert left(editor) == [path]
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    return path.read_text(encoding="utf-8")


def notes(va: Va) -> dict[int, str]:
    return {entry["id"]: entry["note"] for entry in va.json("entries", "2026")["entries"]}


def test_change_add_and_delete_as_one_operation(logged: Va, editor: Editor) -> None:
    before = logged.export()
    editor.will(
        "replace('10:25  acme/inbox   Mail +email', '10:20  acme/inbox   Mail and post +email --place home')\n"
        "replace('   2  2026-03-02  10:30-11:00  bakery/main  Call\\n', '')\n"
        "text += '2026-03-04 14-15:30 bakery Photos +web\\n'"
    )

    code, out, screen = at_a_terminal(logged, BULK, [(ASKED, "y")])

    assert editor.lines() == [
        "   1  2026-03-02  09:00-10:25  acme/inbox   Mail +email",
        "   2  2026-03-02  10:30-11:00  bakery/main  Call",
        "   3  2026-03-03  45m          acme/inbox   Letters",
    ]
    assert (editor.home / "mode").read_text() == "600 700"
    assert screen == (
        "Was Mon 2 Mar 2026 09:00-10:25, 1h25, acme/inbox: Mail +email\n"
        "Now Mon 2 Mar 2026 09:00-10:20, 1h20, acme/inbox, at home: Mail and post +email\n"
        "New Wed 4 Mar 2026 14:00-15:30, 1h30, bakery/main: Photos +web\n"
        "Deleted Mon 2 Mar 2026 10:30-11:00, 30m, bakery/main: Call\n"
        f"1 entry changed, 1 added, 1 deleted. {ASKED}y\n"
    )
    assert (code, out) == (0, "1 entry changed, 1 added, 1 deleted. 'va undo' takes it back.\n")
    assert notes(logged) == {1: "Mail and post", 3: "Letters", 4: "Photos"}
    assert left(editor) == []
    logged("undo").check()
    assert logged.export() == before


def test_yes_answers_and_json_shows_everything(logged: Va, editor: Editor) -> None:
    editor.will("replace('45m', '1h15')\nreplace('Mail +email', 'Mail')\ntext += '2026-03-04 1h acme New\\n'")

    code, out, _ = at_a_terminal(logged, [*BULK, "--yes", "--json"], [])

    assert code == 0
    shown = as_json(out)
    assert [pair["before"]["id"] for pair in shown["changed"]] == [1, 3]
    assert [pair[side]["seconds"] for pair in shown["changed"] for side in ("before", "after")] == [
        5100,
        5100,
        2700,
        4500,
    ]
    assert [pair["after"]["tags"] for pair in shown["changed"]] == [[], []]
    assert [entry["id"] for entry in shown["added"]] == [4]
    assert shown["deleted"] == []
    assert shown["added"] == [entry for entry in logged.json("entries")["entries"] if entry["id"] == 4]


def as_json(out: str) -> dict[str, Any]:
    import json

    found: dict[str, Any] = json.loads(out)
    return found


def test_mistakes_open_the_editor_again_with_her_text_and_a_mark_at_each(logged: Va, editor: Editor) -> None:
    editor.will(
        "replace('acme/inbox   Mail', 'acne   Mail')\nreplace('45m', '45')\nreplace('Call', 'Talk')\n"
        "text = text.replace('# id', '# my remark\\n# id')",
        "replace('acne   Mail', 'acme   Mail')\nreplace('  45  ', '  50m  ')\n"
        "text += '2026-03-02 10:00-10:40 acme Late'",
        "replace('10:00-10:40 acme', '11:00-11:40 acme')",
    )

    code, out, screen = at_a_terminal(logged, BULK, [(ASKED, "y")])

    assert (code, out) == (0, "2 entries changed, 1 added. 'va undo' takes it back.\n"), screen
    assert editor.seen[1].startswith(
        "#! 2 lines need another look: see below '#!'. Close without a change to stop; your text is kept.\n"
        "# Time entries, 2026-03."
    )
    assert "\n# my remark\n# id" in editor.seen[1]
    assert editor.lines(1) == [
        "#! There is no client 'acne'. Did you mean acme? 'va client list' shows all.",
        "   1  2026-03-02  09:00-10:25  acne   Mail +email",
        "   2  2026-03-02  10:30-11:00  bakery/main  Talk",
        "#! '45' can be read in two ways: 45m or 45h. Write 45m or 45h.",
        "   3  2026-03-03  45          acme/inbox   Letters",
    ]
    assert editor.lines(2) == [
        "   1  2026-03-02  09:00-10:25  acme   Mail +email",
        "   2  2026-03-02  10:30-11:00  bakery/main  Talk",
        "   3  2026-03-03  50m          acme/inbox   Letters",
        OVERLAP,
        "2026-03-02 10:00-10:40 acme Late",
    ]
    assert editor.seen[2].startswith("#! 1 line needs another look: ")


def test_closing_on_a_mistake_stops_and_keeps_the_text(logged: Va, editor: Editor) -> None:
    before = logged.export()
    editor.will("replace('Mail', 'Letters --to 9')", "pass")

    code, out, screen = at_a_terminal(logged, BULK, [])

    assert (code, out) == (2, "")
    assert screen.startswith(
        "va: Nothing was changed: '--to' is not understood.\n    Flags are --no-bill, --service NAME, --place PLACE "
        "and --task ID; in a note write '\\--' for '--'. Your text is kept in "
    )
    assert kept(editor, screen) == editor.seen[1]
    assert "Letters --to 9" in editor.seen[1]
    assert logged.export() == before


@pytest.mark.parametrize(
    "step",
    ["pass", "text = text.replace('  ', '    ')", "text += '\\n# remark\\n'", "replace('09:00-10:25', '9.00 - 1025')"],
)
def test_closing_without_a_change_of_an_entry_changes_nothing(logged: Va, editor: Editor, step: str) -> None:
    before = logged.export()
    editor.will(step, step)

    assert at_a_terminal(logged, BULK, []) == (0, "Nothing was changed.\n", "")
    (editor.home / "seen-0").unlink()
    code, out, _ = at_a_terminal(logged, [*BULK, "--json"], [])
    assert (code, as_json(out)) == (0, {"changed": [], "added": [], "deleted": []})
    assert logged.export() == before
    assert left(editor) == []


@pytest.mark.parametrize("step", ["text = ''", "text = ' \\n\\n'", "file.unlink()"])
def test_an_empty_text_deletes_nothing(logged: Va, editor: Editor, step: str) -> None:
    before = logged.export()
    editor.will(step)

    assert at_a_terminal(logged, [*BULK, "--yes"], []) == (2, "", EMPTY)
    assert logged.export() == before
    assert left(editor) == []


def test_all_lines_but_the_comments_deleted_delete_all(logged: Va, editor: Editor) -> None:
    editor.will("text = '\\n'.join(line for line in text.split('\\n') if line.startswith('#'))")

    code, out, _ = at_a_terminal(logged, BULK, [(ASKED, "y")])

    assert (code, out) == (0, "3 entries deleted. 'va undo' takes it back.\n")
    assert notes(logged) == {}


def test_a_no_changes_nothing_and_keeps_the_text(logged: Va, editor: Editor) -> None:
    before = logged.export()
    editor.will("replace('Call', 'A long call')")

    code, out, screen = at_a_terminal(logged, BULK, [(ASKED, "n")])

    assert (code, out) == (2, "")
    assert "\nva: Nothing was done.\n    Your text is kept in '" in screen
    assert "  bakery/main  A long call\n" in kept(editor, screen)
    assert logged.export() == before


def test_an_editor_that_fails(logged: Va, editor: Editor) -> None:
    before = logged.export()
    editor.will("raise SystemExit(3)", "replace('Call', 'Talk')\nfile.write_text(text)\nraise SystemExit(1)")

    code, out, screen = at_a_terminal(logged, BULK, [])
    assert (code, out) == (2, "")
    assert re.fullmatch(
        r"va: The editor '.*python\S*' failed \(exit code 3\); nothing was changed\.\n"
        r"    Run it again, with another editor in \$EDITOR if need be\.\n",
        screen,
    )
    assert left(editor) == []

    code, out, screen = at_a_terminal(logged, BULK, [])
    assert (code, out) == (2, "")
    assert "  bakery/main  Talk\n" in kept(editor, screen)
    assert logged.export() == before


def test_an_error_as_json_names_the_file_too(logged: Va, editor: Editor) -> None:
    editor.will("replace('Call', 'Talk')\nfile.write_text(text)\nraise SystemExit(1)")

    code, out, screen = at_a_terminal(logged, [*BULK, "--json"], [])

    assert (code, out) == (2, "")
    error = as_json(screen)["error"]
    assert error["code"] == "invalid_input"
    assert "Talk" in kept(editor, error["hint"])


@pytest.mark.parametrize(
    ("meanwhile", "message"),
    [
        ("va('edit', '2', '--note', 'Elsewhere')", "Entry 2 was changed elsewhere in the meantime."),
        ("va('edit', '2', '--tags', 'x')", "Entry 2 was changed elsewhere in the meantime."),
        ("va('delete', '2', '--yes')", "Entry 2 was deleted elsewhere in the meantime."),
        ("va('invoice', 'draft', 'bakery', '2026-03')", "Entry 2 was changed elsewhere in the meantime."),
    ],
)
@pytest.mark.parametrize(
    "change", ["replace('Call', 'Talk')", "replace('   2  2026-03-02  10:30-11:00  bakery/main  Call\\n', '')"]
)
def test_what_another_terminal_changed_is_never_written_over(
    logged: Va, editor: Editor, meanwhile: str, message: str, change: str
) -> None:
    editor.will(f"{change}\n{meanwhile}")

    code, out, screen = at_a_terminal(logged, [*BULK, "--yes"], [])

    assert (code, out) == (5, "")
    assert screen.startswith(
        f"va: {message}\n    Nothing was changed; begin again with 'va edit --bulk'. Your text is kept in '"
    )
    assert kept(editor, screen) != editor.seen[0]
    assert logged.json("history")["operations"][0]["command"] in {"edit", "delete", "invoice draft"}


def test_other_entries_may_change_meanwhile(logged: Va, editor: Editor) -> None:
    editor.will("replace('Call', 'Talk')\nva('edit', '1', '--note', 'Elsewhere')\nva('log', '1h', 'acme', 'Also')")

    code, _, screen = at_a_terminal(logged, [*BULK, "--yes"], [])

    assert code == 0, screen
    assert notes(logged) == {1: "Elsewhere", 2: "Talk", 3: "Letters", 4: "Also"}


def test_ctrl_c_belongs_to_the_editor(logged: Va, editor: Editor) -> None:
    editor.will(
        "import time\nsys.stderr.write('Editing')\nsys.stderr.flush()\ntime.sleep(0.5)\n"
        "sys.stderr.write('Still editing')\ninput()\nreplace('Call', 'Talk')"
    )

    code, _, screen = at_a_terminal(logged, [*BULK, "--yes"], [("Editing", INTERRUPT), ("Still editing", "go on")])

    assert code == 0, screen
    assert notes(logged)[2] == "Talk"


def test_ctrl_c_at_the_question_keeps_the_text(logged: Va, editor: Editor) -> None:
    editor.will("replace('Call', 'Talk')")

    code, out, screen = at_a_terminal(logged, BULK, [(ASKED, INTERRUPT)])

    assert (code != 0, out) == (True, "")
    assert "Talk" in kept(editor, screen)
    assert notes(logged)[2] == "Call"
