"""What surrounds a command: global options anywhere, where the book is, what time it is, who answers questions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from vabackoffice.cli import invocation
from vabackoffice.cli.invocation import take_global_options
from vabackoffice.errors import InvalidInputError, MissingError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Va


def options(text: str) -> tuple[str, str, list[str]]:
    """Return the book, the flags that were given and the words that are left."""
    found, rest = take_global_options(text.split())
    return found.book, " ".join(name for name in ("json", "yes", "no_input") if getattr(found, name)), rest


@pytest.mark.parametrize(
    ("typed", "book", "flags", "rest"),
    [
        ("status", "", "", ["status"]),
        ("--json status", "", "json", ["status"]),
        ("status --json", "", "json", ["status"]),
        ("--book a.db delete @1 -y", "a.db", "yes", ["delete", "@1"]),
        ("delete @1 --yes --book=b.db --no-input", "b.db", "yes no_input", ["delete", "@1"]),
        ("log 1h acme --json -- --yes --book", "", "json", ["log", "1h", "acme", "--", "--yes", "--book"]),
        ("log 1h acme --jason", "", "", ["log", "1h", "acme", "--jason"]),
    ],
)
def test_global_options_stand_anywhere_before_two_dashes(typed: str, book: str, flags: str, rest: list[str]) -> None:
    assert options(typed) == (book, flags, rest)


@pytest.mark.parametrize("typed", ["status --book", "--book= status", "--book"])
def test_a_book_without_a_name(typed: str) -> None:
    with pytest.raises(InvalidInputError, match="'--book' names no file"):
        options(typed)


def test_before_the_command_and_after_it(va: Va) -> None:
    assert va("--json", "status").check().json == va("status", "--json").check().json


def test_the_book_is_named_by_option_by_environment_or_lies_with_the_users_data(
    va: Va, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(va.book.read_bytes())
    va("start", "acme").check()

    assert va.json("status")["running"] is not None
    assert va.json("status", "--book", str(other))["running"] is None

    monkeypatch.delenv("VA_BOOK")
    usual = tmp_path / "home" / "data" / "vabackoffice" / "book.db"
    va("status").check(
        exit_code=3,
        output="",
        error=f"va: There is no book at '{usual}'.\n"
        "    Set one up with 'va init', or name another with '--book PATH' or VA_BOOK.",
    )
    usual.parent.mkdir(parents=True)
    usual.write_bytes(other.read_bytes())
    va("status").check(output="No timer is running\nToday 0m, this week 0m")


@pytest.mark.parametrize(
    ("clock", "shown"),
    [
        ("2026-03-16T09:30:00+01:00", "09:30"),
        ("2026-03-16T08:30:00Z", "09:30"),
        ("2026-03-16T08:30:00.987", "09:30"),  # without an offset it is UTC
        ("2026-03-16T04:30:00-04:00", "09:30"),
    ],
)
def test_the_clock_can_be_set_for_demonstrations(va: Va, clock: str, shown: str) -> None:
    va.at(clock)

    va("start", "acme").check(output=f"Started acme/inbox at {shown}")


def test_a_clock_that_is_none(va: Va) -> None:
    va.at("soon")

    va("status").check(
        exit_code=2,
        output="",
        error="va: VA_NOW is not an ISO instant: 'soon'.\n    Write it as '2026-03-02T09:00:00+01:00', or unset it.",
    )


def test_without_a_set_clock_it_is_now(va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VA_NOW")

    va("start", "acme").check()

    assert va.json("status")["running"]["seconds"] in range(60)


def test_a_zone_for_a_journey(va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VA_TZ", "America/New_York")
    va("start", "acme").check(output="Started acme/inbox at 07:00")

    monkeypatch.setenv("VA_TZ", "Middle/Earth")
    va("status").check(
        exit_code=2,
        output="",
        error="va: 'Middle/Earth' is not a time zone.\n"
        "    Use a name such as 'Europe/Amsterdam' or 'America/New_York'.",
    )


def test_questions_need_a_person(va: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not invocation.can_ask()  # neither standard input nor standard error is a terminal here

    with pytest.raises(MissingError) as caught:
        invocation.ask("The name", "--name NAME")
    assert (caught.value.message, caught.value.hint) == ("The name is missing.", "Give it with '--name NAME'.")
    assert invocation.ask("The name", "--name NAME", default="Example") == "Example"

    for stream in ("stdin", "stderr"):
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True, raising=False)
    va("status").check()
    assert invocation.can_ask()
    va("status", "--no-input").check()
    assert not invocation.can_ask()


def test_a_book_without_a_business(va: Va, tmp_path: Path) -> None:
    from vabackoffice.storage.migrate import create_book

    path = tmp_path / "bare.db"
    create_book(path).close()

    ran = va("status", "--book", path, "--json").check(exit_code=3, output="")

    assert json.loads(ran.err)["error"]["message"] == f"The book '{path}' has no business yet."
