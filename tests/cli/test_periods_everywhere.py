"""A period may be several words wherever one is typed: `va month last month`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import typer.main

from vabackoffice.cli.main import root

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Va


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Yield every command of the tree, by what is typed for it."""
    loaded = command.load() if hasattr(command, "load") else command
    if not hasattr(loaded, "commands"):
        yield " ".join(path), loaded
        return
    for name, under in loaded.commands.items():
        yield from commands(under, (*path, name))


PERIODS = {
    name: parameter
    for name, command in commands(typer.main.get_command(root))
    for parameter in command.params
    if parameter.param_type_name == "argument" and str(parameter.metavar).strip("[].") in {"PERIOD", "YEAR"}
}


def test_the_commands_that_take_a_period_are_found() -> None:
    assert {"entries", "month", "invoice draft", "invoice preview", "report hours", "report week", "tax year"} <= set(
        PERIODS
    )


@pytest.mark.parametrize("name", PERIODS)
def test_it_may_be_several_words(name: str) -> None:
    assert PERIODS[name].nargs == -1


@pytest.fixture
def worked(va: Va) -> Va:
    """Log 1h for acme in February and 2h in March, of which 16 is today."""
    va("log", "1h", "acme", "Mail", "--on", "2026-02-10").check()
    va("log", "2h", "acme", "Mail", "--on", "2026-03-10").check()
    return va


@pytest.mark.parametrize("words", [["last", "month"], ["last month"], ["feb", "2026"], ["2026-02"]])
def test_month(worked: Va, words: list[str]) -> None:
    found = worked.json("month", *words)

    assert found["period"] == {"start": "2026-02-01", "end": "2026-03-01"}
    assert [draft["net"] for client in found["clients"] for draft in client["drafts"]] == ["40.00"]


@pytest.mark.parametrize("words", [["last", "month"], ["last month"]])
def test_invoice_draft(worked: Va, words: list[str]) -> None:
    found = worked.json("invoice", "draft", "acme", *words, "--discount", "10%")

    assert [draft["net"] for draft in found["drafts"]] == ["36.00"]


@pytest.mark.parametrize(
    ("words", "net"), [([], "120.00"), (["last", "month"], "40.00"), (["this", "month"], "80.00"), (["march"], "80.00")]
)
def test_invoice_preview(worked: Va, words: list[str], net: str) -> None:
    found = worked.json("invoice", "preview", "acme", *words)

    assert [draft["net"] for draft in found["drafts"]] == [net]


@pytest.mark.parametrize(("words", "year"), [(["this", "year"], 2026), (["last", "year"], 2025), (["2026"], 2026)])
def test_tax_year(worked: Va, words: list[str], year: int) -> None:
    assert worked.json("tax", "year", *words)["year"] == year


@pytest.mark.parametrize(
    ("command", "start"),
    [
        (["entries", "last", "month"], "2026-02-01"),
        (["entries", "3", "months", "ago"], "2025-12-16"),
        (["report", "hours", "last", "quarter"], "2025-10-01"),
        (["report", "hours", "2", "weeks", "ago", "--by", "day"], "2026-03-02"),
        (["report", "week", "last", "week"], "2026-03-09"),
        (["report", "week", "1", "year", "ago"], "2025-03-10"),  # the week of Sunday 16 March 2025
    ],
)
def test_lists_and_reports(worked: Va, command: list[str], start: str) -> None:
    assert worked.json(*command)["period"]["start"] == start


@pytest.mark.parametrize("command", [["month"], ["invoice", "draft", "acme"], ["invoice", "preview", "acme"]])
def test_words_that_are_no_period_are_refused_together(worked: Va, command: list[str]) -> None:
    refused = worked(*command, "some", "time").check(exit_code=2, output="")

    assert refused.err.startswith("va: 'some time' is not a period.\n")


def test_a_date_months_ago(worked: Va) -> None:
    worked("log", "1h", "acme", "--on", "3 months ago").check(output="Logged Tue 16 Dec 2025, 1h, acme/inbox")
    worked("log", "1h", "acme", "--on", "2 jaar geleden").check(output="Logged Sat 16 Mar 2024, 1h, acme/inbox")
