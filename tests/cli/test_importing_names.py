"""`va import`: what the names of the other program mean, and the map that says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import TogglFile
    from tests.conftest import Va


def names_of(shown: dict[str, Any]) -> dict[str, str | None]:
    return {name["name"]: name["target"] for name in shown["names"]}


def test_a_client_that_only_looks_like_one_is_asked_about(va: Va, toggl: TogglFile) -> None:
    shown = va.json("import", "toggl", toggl.write(toggl.row("Example Bakry", "Website", "09:00-10:00")), "--apply")

    reason = (
        "'Example Bakry' looks like client bakery (Example Bakery): map \"Example Bakry\" to it, "
        "or to 'new:example-bakry'."
    )
    assert shown["refused"] == [{"row": 1, "reason": reason}]
    assert [client["handle"] for client in va.json("client", "list")["clients"]] == ["acme", "bakery"]


@pytest.mark.parametrize("written", ["example bakery", "EXAMPLE  BAKERY", "Bakery", "bakery"])
def test_a_client_is_found_by_its_name_or_handle_whatever_the_case(va: Va, toggl: TogglFile, written: str) -> None:
    assert names_of(va.json("import", "toggl", toggl.write(toggl.row(written, "X", "09:00-10:00")))) == {
        f"{' '.join(written.split())} / X": "bakery/main"
    }


def test_a_project_is_an_engagement_of_its_name_else_the_default_one(va: Va, toggl: TogglFile) -> None:
    va("engagement", "add", "bakery/website", "--hourly=50").check()
    rows = [toggl.row("Example Bakery", "Website", "09:00-10:00"), toggl.row("Example Bakery", "Posts", "10:00-11:00")]

    unclear = va.json("import", "toggl", toggl.write(*rows))
    va("engagement", "edit", "bakery/main", "--default").check()
    clear = va.json("import", "toggl", toggl.path)

    assert names_of(unclear) == {"Example Bakery / Posts": None, "Example Bakery / Website": "bakery/website"}
    assert unclear["refused"] == [
        {
            "row": 2,
            "reason": "'bakery' has several engagements: bakery/main, bakery/website. "
            'Map "Example Bakery / Posts" to one of them.',
        }
    ]
    assert names_of(clear)["Example Bakery / Posts"] == "bakery/main"


def test_work_for_an_archived_client_or_after_the_end_is_refused(va: Va, toggl: TogglFile) -> None:
    va("client", "archive", "acme").check()
    va("engagement", "end", "bakery/main", "--on", "2026-03-01").check()

    shown = va.json(
        "import", "toggl", toggl.write(toggl.row("Acme", "", "09:00-10:00"), toggl.row("Bakery", "", "10:00-11:00"))
    )

    assert [refused["reason"] for refused in shown["refused"]] == [
        "Client acme is archived: bring it back with 'va client archive acme --back'.",
        "'bakery/main' ended on 2026-03-01.",
    ]


def test_a_map_says_what_names_mean_and_is_remembered(va: Va, toggl: TogglFile, tmp_path: Path) -> None:
    names = tmp_path / "names.toml"
    names.write_text(
        '"example bakry" = "bakery"\n'
        '"Example Bakry / Private" = "skip"\n'
        '" / Books" = "internal:admin"\n'
        '"Florist / Posts" = "new:flora/posts"\n'
        '"Florist" = "new:flora"\n'
        '"Never there" = "nobody"\n',
        encoding="utf-8",
    )
    rows = [
        toggl.row("Example Bakry", "Website", "09:00-10:00"),
        toggl.row("Example Bakry", "Private", "10:00-11:00"),
        toggl.row("", "Books", "11:00-12:00"),
        toggl.row("Florist", "Posts", "12:00-13:00"),
        toggl.row("Florist", "Letters", "13:00-14:00"),
    ]

    first = va.json("import", "toggl", toggl.write(*rows), "--map", names, "--apply")
    va("client", "edit", "flora", "--handle", "fleur").check()
    later = [line.replace("2026-03-02", "2026-03-09") for line in rows]
    second = va.json("import", "toggl", toggl.write(*later), "--apply")

    assert (first["new"], first["skipped"], first["refused"]) == (4, 1, [])
    assert names_of(first) == {
        " / Books": "internal:admin",
        "Example Bakry / Private": "skip",
        "Example Bakry / Website": "bakery/main",
        "Florist / Letters": "new:flora/main",
        "Florist / Posts": "new:flora/posts",
    }
    assert (second["new"], second["skipped"]) == (4, 1)
    assert names_of(second)["Florist / Posts"] == "fleur/posts"
    entries = va.json("entries", "2026-03")["entries"]
    assert [entry["engagement"] or entry["internal"] for entry in entries] == ["main", "admin", "posts", "main"] * 2


def test_a_map_of_today_goes_before_what_was_remembered(va: Va, toggl: TogglFile, tmp_path: Path) -> None:
    names = tmp_path / "names.toml"
    names.write_text('"Shop" = "bakery"', encoding="utf-8")
    va("import", "toggl", toggl.write(toggl.row("Shop", "X", "09:00-10:00")), "--map", names, "--apply").check()
    names.write_text('"Shop" = "acme"', encoding="utf-8")

    toggl.write(toggl.row("Shop", "X", "10:00-11:00"))

    assert names_of(va.json("import", "toggl", toggl.path)) == {"Shop / X": "bakery/main"}
    assert names_of(va.json("import", "toggl", toggl.path, "--map", names, "--apply")) == {"Shop / X": "acme/inbox"}
    assert names_of(va.json("import", "toggl", toggl.write(toggl.row("Shop", "X", "11:00-12:00")))) == {
        "Shop / X": "acme/inbox"
    }


def test_a_proposed_map_can_be_edited_and_given_back(va: Va, toggl: TogglFile, tmp_path: Path) -> None:
    names = tmp_path / "names.toml"
    rows = [
        toggl.row("Example Bakry", "", "09:00-10:00"),
        toggl.row('The "Best" Shop', "A", "10:00-11:00"),
        toggl.row("Acme", "", "11:00-12:00"),
    ]

    shown = va("import", "toggl", toggl.write(*rows), "--propose-map", names).check()

    assert f"Wrote the map '{names}': edit it and give it with '--map {names}'." in shown.out
    lines = [line for line in names.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert lines[0] == '"Acme / " = "acme/inbox"'
    assert lines[1].startswith('"Example Bakry / " = "?"  # \'Example Bakry\' looks like client bakery')
    assert lines[2] == '"The \\"Best\\" Shop / A" = "new:the-best-shop/a"'
    assert va.json("import", "toggl", toggl.path, "--map", names)["new"] == 2

    va("import", "toggl", toggl.path, "--propose-map", names).check(exit_code=5)
    names.write_text(names.read_text(encoding="utf-8").replace('"?"', '"bakery"'), encoding="utf-8")
    assert va.json("import", "toggl", toggl.path, "--map", names, "--apply")["new"] == 3


@pytest.mark.parametrize(
    ("target", "exit_code", "error"),
    [
        ("nobody", 4, "There is no client 'nobody'."),
        ("acme/other", 4, "There is no engagement 'other' of acme."),
        ("internal:sleep", 2, "'sleep' is not a kind of internal work."),
        ("new:Not a handle", 2, "'Not a handle' cannot be a handle."),
    ],
)
def test_a_map_to_what_is_not_there_is_refused(
    va: Va, toggl: TogglFile, target: str, exit_code: int, error: str
) -> None:
    names = toggl.path.with_name("names.toml")
    names.write_text(f'"Acme" = "{target}"', encoding="utf-8")
    before = va.export()

    refused = va("import", "toggl", toggl.write(toggl.monday), "--map", names, "--apply").check(exit_code=exit_code)

    assert refused.err.startswith(f'va: The map says "Acme" = "{target}": {error}\n    ')
    assert va.export() == before


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('"Acme" = 5', "The map 'names.toml' does not say in quotes what \"Acme\" means."),
        ('"Acme" = " "', "The map 'names.toml' does not say in quotes what \"Acme\" means."),
        ('[Acme]\n"X" = "acme"', "The map 'names.toml' does not say in quotes what \"Acme\" means."),
        ("Acme acme", "The map 'names.toml' cannot be read: "),
    ],
)
def test_a_map_that_is_not_one_is_refused(va: Va, toggl: TogglFile, text: str, error: str) -> None:
    names = toggl.path.with_name("names.toml")
    names.write_text(text, encoding="utf-8")

    refused = va("import", "toggl", toggl.write(toggl.monday), "--map", names).check(exit_code=2)

    assert refused.err.startswith(f"va: {error}")
    assert refused.err.endswith('Write lines such as: "Big Company / Website" = "big/web".\n')
