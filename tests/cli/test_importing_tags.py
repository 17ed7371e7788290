"""`va import watson|timewarrior|klog`: files of time trackers for the terminal, from the file to the book."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va

DATA = """\
inc 20260302T080000Z - 20260302T092500Z # acme inbox "night shift"
inc 20260302T092500Z - 20260302T100000Z # "example bakery" invoices # "Sent 3 invoices, \\"now\\""
inc 20260303T090000Z - 20260303T093000Z # lunch
inc 20260304T090000Z - 20260304T093000Z # acme bakery
inc 20260305T090000Z # acme
"""
KLOG = """\
2026-03-02 (4h!)
Monday #acme
    9:00 - 10:25 Inbox #email
    10:25am - 11:00am Letters
        and calls
    -15m Coffee
    1h30m Posts

2026-03-03
    <23:30 - 0:45 Late call #client="example bakery"
    9:00 - ? #acme
"""
START = int(datetime(2026, 3, 2, 8, tzinfo=UTC).timestamp())
FRAMES: list[Any] = [
    [START, START + 5100, "acme", "6f1c0a3b9d2e4f5a8b7c6d5e4f3a2b1c", ["inbox", "two words"], START],
    [START + 5100, START + 7200, "Example Bakery/Web", "0a1b2c3d4e5f60718293a4b5c6d7e8f9", [], START],
    [START + 9000, None, "acme", "00000000000000000000000000000001", [], START],
]
LOG = [
    {
        "id": own_id,
        "project": project,
        "start": datetime.fromtimestamp(start, UTC).isoformat(),
        "stop": datetime.fromtimestamp(stop, UTC).isoformat(),
        "tags": tags,
    }
    for start, stop, project, own_id, tags, _ in FRAMES[:2]
]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Write a file of each program."""
    found = {"timewarrior": "2026-03.data", "klog": "hours.klg", "watson": "frames"}
    contents = {"timewarrior": DATA, "klog": KLOG, "watson": json.dumps(FRAMES, indent=1)}
    for source, name in found.items():
        (tmp_path / name).write_text(contents[source], encoding="utf-8")
    return {source: tmp_path / name for source, name in found.items()}


def entries(va: Va) -> list[tuple[Any, ...]]:
    shown = va.json("entries", "2026-03")["entries"]
    return [tuple(entry[key] for key in ("client", "engagement", "seconds", "note", "tags")) for entry in shown]


def test_timewarrior_s_tags_find_the_client_and_the_others_stay_tags(va: Va, files: dict[str, Path]) -> None:
    va("import", "timewarrior", files["timewarrior"], "--apply").check(
        output="""\
2026-03.data: 5 rows: 2 new (2h), 0 known, 3 refused. Times are read in Europe/Amsterdam.
Names:
  "acme" is acme/inbox: 1 row, 1h25
  "acme + bakery" is not known, see below
  "example bakery" is bakery/main: 1 row, 35m
  "lunch" is not known, see below
Tags:
  "night shift" becomes +night-shift
Refused:
  row 3: There is no client: map "lunch" to one, to 'internal:admin' or to 'skip'.
  row 4: "acme" is acme/inbox, "bakery" is bakery/main: map "acme + bakery" to one of them.
  row 5: The timer is still running: there is no end.
Imported 2 rows as import 1; 'va undo' takes them back.
"""
    )

    assert entries(va) == [
        ("acme", "inbox", 5100, "", ["inbox", "night-shift"]),
        ("bakery", "main", 2100, 'Sent 3 invoices, "now"', ["invoices"]),
    ]


def test_a_proposed_map_has_a_line_for_each_tag_and_can_be_given_back(
    va: Va, files: dict[str, Path], tmp_path: Path
) -> None:
    names = tmp_path / "names.toml"

    va("import", "timewarrior", files["timewarrior"], "--propose-map", names).check()
    lines = [line for line in names.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    text = "\n".join(lines).replace('"lunch" = "?"', '"lunch" = "skip"')
    names.write_text(text.replace('"acme + bakery" = "?"', '"acme + bakery" = "bakery"'), encoding="utf-8")
    first = va.json("import", "timewarrior", files["timewarrior"], "--map", names, "--apply")
    files["timewarrior"].write_text(DATA.replace("202603", "202604"), encoding="utf-8")
    second = va.json("import", "timewarrior", files["timewarrior"])

    assert [line.partition("  #")[0] for line in lines] == [
        '"acme" = "acme/inbox"',
        '"acme + bakery" = "?"',
        '"example bakery" = "bakery/main"',
        '"lunch" = "?"',
    ]
    assert (first["new"], first["skipped"], len(first["refused"])) == (3, 1, 1)
    assert (second["new"], second["skipped"], len(second["refused"])) == (3, 1, 1)


def test_uses_of_one_tag_are_counted_together(va: Va, files: dict[str, Path]) -> None:
    spans = [f"inc 202603{day:02}T080000Z - 202603{day:02}T090000Z # acme tag{day}\n" for day in range(1, 29)]
    files["timewarrior"].write_text("".join(spans), encoding="utf-8")

    shown = va.json("import", "timewarrior", files["timewarrior"], "--apply")

    assert [(name["name"], name["rows"], name["seconds"]) for name in shown["names"]] == [("acme", 28, 28 * 3600)]
    assert shown["seconds"] == 28 * 3600
    assert len(va.json("entries", "2026-03")["entries"]) == 28


def test_a_folder_and_an_export_bring_the_same_intervals_once(va: Va, files: dict[str, Path], tmp_path: Path) -> None:
    folder = tmp_path / "db" / "data"
    folder.mkdir(parents=True)
    for name, lines in (("2026-02.data", ""), ("2026-03.data", DATA)):
        (folder / name).write_text(lines, encoding="utf-8")
    exported = [
        {"id": 2, "start": "20260302T080000Z", "end": "20260302T092500Z", "tags": ["acme", "inbox", "night shift"]},
        {
            "id": 1,
            "start": "20260302T092500Z",
            "end": "20260302T100000Z",
            "tags": ["example bakery", "invoices"],
            "annotation": 'Sent 3 invoices, "now"',
        },
    ]
    (tmp_path / "export.json").write_text(json.dumps(exported), encoding="utf-8")

    first = va.json("import", "timewarrior", folder, "--apply")
    others = [tmp_path / "db", tmp_path / "export.json", files["timewarrior"]]
    again = [va.json("import", "timewarrior", other, "--apply") for other in others]

    assert (first["new"], first["refused"][-1]) == (
        2,
        {"row": 5, "reason": "2026-03.data, line 5: The timer is still running: there is no end."},
    )
    assert [(run["new"], run["known"]) for run in again] == [(0, 2)] * 3
    assert [run["file"] for run in va.json("import", "list")["imports"]] == ["data"]


def test_a_change_of_a_file_in_the_folder_is_noticed(
    va: Va, files: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from vabackoffice.cli import invocation

    file = files["timewarrior"]
    file.with_name("2026-04.data").write_text(DATA.splitlines(keepends=True)[0].replace("202603", "202604"))
    monkeypatch.chdir(file.parent)
    monkeypatch.setattr(invocation, "can_ask", lambda: True)
    monkeypatch.setattr(invocation, "confirm", lambda _: file.write_text(DATA.replace("inbox", "mail")))

    refused = va("import", "timewarrior", ".", "--apply").check(exit_code=5)

    assert f"{file.parent.name}: 6 rows: 3 new" in refused.err
    assert "was changed while it was read." in refused.err
    assert va.json("entries", "2026")["entries"] == []


def test_klog_s_entries_come_in_with_what_their_record_says(va: Va, files: dict[str, Path]) -> None:
    shown = va.json("import", "klog", files["klog"], "--apply")

    assert shown["refused"] == [{"row": 11, "reason": "The timer is still running: there is no end."}]
    assert sorted(entries(va)) == [
        ("acme", "inbox", 1200, "Monday #acme: Letters and calls (10:25am - 11:00am, -15m Coffee)", []),
        ("acme", "inbox", 5100, "Monday #acme: Inbox #email", ["email"]),
        ("acme", "inbox", 5400, "Monday #acme: Posts", []),
        ("bakery", "main", 4500, 'Late call #client="example bakery"', []),
    ]
    # klog's own total of the first record is 1h25 + 35m - 15m + 1h30.
    assert shown["seconds"] == (85 + 35 - 15 + 90 + 75) * 60
    [late] = [entry for entry in va.json("entries", "2026-03")["entries"] if entry["client"] == "bakery"]
    assert (late["start"], late["end"]) == ("2026-03-02T23:30:00+01:00", "2026-03-03T00:45:00+01:00")


def test_watson_s_projects_are_clients_and_its_two_files_are_one(
    va: Va, files: dict[str, Path], tmp_path: Path
) -> None:
    (tmp_path / "log.json").write_text(json.dumps(LOG), encoding="utf-8")

    first = va.json("import", "watson", files["watson"], "--apply")
    second = va.json("import", "watson", tmp_path / "log.json", "--apply")

    assert {name["name"]: name["target"] for name in first["names"]} == {
        "acme / ": "acme/inbox",
        "Example Bakery / Web": "bakery/main",
    }
    assert first["refused"] == [{"row": 3, "reason": "The timer is still running: there is no end."}]
    assert (second["new"], second["known"]) == (0, 2)
    assert entries(va) == [
        ("acme", "inbox", 5100, "", ["inbox", "two-words"]),
        ("bakery", "main", 2100, "", []),
    ]


def test_a_project_with_a_slash_is_mapped_as_watson_writes_it(va: Va, files: dict[str, Path], tmp_path: Path) -> None:
    (tmp_path / "names.toml").write_text('"example bakery/web" = "acme"', encoding="utf-8")

    shown = va.json("import", "watson", files["watson"], "--map", tmp_path / "names.toml")

    assert [name["target"] for name in shown["names"]] == ["acme/inbox", "acme/inbox"]


@pytest.mark.parametrize("source", ["watson", "timewarrior", "klog"])
def test_a_second_import_writes_nothing_and_undo_takes_all_back(va: Va, files: dict[str, Path], source: str) -> None:
    before = va.export()
    first = va.json("import", source, files[source], "--apply")
    after = va.export()

    second = va.json("import", source, files[source], "--apply")

    assert (second["new"], second["known"], second["refused"]) == (0, first["new"], first["refused"])
    assert first["new"]
    assert va.export() == after
    va("undo").check()
    assert va.export() == before


@pytest.mark.parametrize("source", ["watson", "timewarrior", "klog"])
@pytest.mark.parametrize(
    "content", [b"", b"\n \n", b"\x89PNG\r\n\x1a\n\0\0", "caf\u00e9\n".encode("cp1252"), b"a,b\n1,2\n"]
)
def test_a_file_that_is_none_of_its_kind_changes_nothing(
    va: Va, files: dict[str, Path], source: str, content: bytes
) -> None:
    files[source].write_bytes(content)

    before = va.export()
    refused = va("import", source, files[source], "--apply").check(exit_code=2)

    assert refused.err.startswith(f"va: '{files[source].name}' ")
    assert "\n    " in refused.err
    assert va.export() == before


@pytest.mark.parametrize("source", ["watson", "timewarrior"])
def test_a_file_that_was_cut_off_changes_nothing(va: Va, files: dict[str, Path], source: str) -> None:
    files[source].write_bytes(files[source].read_bytes()[:-10])

    before = va.export()
    refused = va("import", source, files[source], "--apply").check(exit_code=2)

    assert "ends in the middle of line" in refused.err
    assert va.export() == before


def test_the_night_when_the_clock_changes_is_two_hours(va: Va, files: dict[str, Path]) -> None:
    # 01:30 to 04:30 in Amsterdam on 29 March 2026: first as instants, then by the wall.
    files["timewarrior"].write_text("inc 20260329T003000Z - 20260329T023000Z # acme\n", encoding="utf-8")
    files["klog"].write_text("2026-03-29\n  1:30 - 4:30 #acme\n", encoding="utf-8")

    for source in ("timewarrior", "klog"):
        va("import", source, files[source], "--apply").check()
        assert [entry[2] for entry in entries(va)] == [7200]
        va("undo").check()
