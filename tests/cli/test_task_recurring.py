"""`va task add --every`, `va task due`: recurring tasks are shown, added after a yes, and never come up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cli.terminal import at_a_terminal

from vabackoffice.cli import invocation

if TYPE_CHECKING:
    from tests.conftest import Va

PLAN = """\
Recurring tasks due
   Due              For          Task
───────────────────────────────────────────────────────────────────
1  Sun 1 Feb 2026   bakery/main  Newsletter  1 piece at 60.00 EUR
2  Sun 1 Mar 2026   bakery/main  Newsletter  1 piece at 60.00 EUR
3  Fri 13 Mar 2026  acme/inbox   Report      2 page at 8.50 EUR
"""


@pytest.fixture
def due(va: Va) -> Va:
    """Leave a monthly and a weekly task; on Monday 16 March the one is due twice, the other once."""
    va("task", "add", "bakery", "Newsletter", "--price=60", "--every=month", "--from=2026-02-01").check(
        output="Added recurring task 1 for bakery/main: Newsletter, 1 piece at 60.00 EUR, every month on day 1, "
        "from Sun 1 Feb 2026"
    )
    va(
        *("task", "add", "acme", "Report", "--price=8.50", "--qty=2", "--unit=page", "--every=week", "--anchor=5"),
        *("--from=2026-03-07", "--until=2026-06-30"),
    ).check()
    return va


def tasks(va: Va) -> list[tuple[str, str | None, str]]:
    return [(task["title"], task["due"], task["amount"]) for task in va.json("task", "list")["tasks"]]


def test_without_a_yes_it_is_only_shown(due: Va) -> None:
    before = due.export()

    due("task", "due").check(output=f"{PLAN}Nothing was added. Add '--yes' to add 3 tasks.", error="")
    assert due.json("task", "due")["applied"] is False

    assert due.export() == before


def test_with_a_yes_it_is_shown_and_added_once(due: Va) -> None:
    before = due.export()

    due("task", "due", "--yes").check(output=f"{PLAN}Added 3 tasks; 'va undo' takes it back.")

    assert tasks(due) == [
        ("Newsletter", "2026-02-01", "60.00"),
        ("Newsletter", "2026-03-01", "60.00"),
        ("Report", "2026-03-13", "17.00"),
    ]
    due("task", "due", "--yes").check(output="No recurring task is due.")
    due("undo").check()
    assert due.export() == before
    due("redo").check()
    # A day that was dealt with does not come up again, also when its task is done and billed.
    due("task", "done", "1").check()
    due.at("2026-04-01T09:00:00+02:00")
    found = due.json("task", "due")["rows"]
    assert [(row["recurring"], row["due"]) for row in found] == [
        (2, "2026-03-20"),
        (2, "2026-03-27"),
        (1, "2026-04-01"),
    ]


def test_a_plan_as_json(due: Va) -> None:
    found = due.json("task", "due", "--yes", "--skip=2", "2026-03")

    assert found["rows"][0] == {
        "row": 1,
        "recurring": 1,
        "due": "2026-03-01",
        "client": "bakery",
        "engagement": "main",
        "title": "Newsletter",
        "quantity": "1",
        "unit": "piece",
        "unit_price": "60.00",
        "service": None,
        "priced": "own",
        "state": "due",
        "why": None,
    }
    assert [(row["title"], row["state"]) for row in found["rows"]] == [("Newsletter", "due"), ("Report", "skip")]
    assert (found["applied"], [task["due"] for task in found["added"]]) == (True, ["2026-03-01"])
    # The skipped one is settled, the one before the period is not.
    assert [(row["title"], row["due"]) for row in due.json("task", "due")["rows"]] == [("Newsletter", "2026-02-01")]


def test_a_skipped_row_says_so(due: Va) -> None:
    shown = due("task", "due", "--skip=1", "--skip=3", "--yes").check().out
    assert "1  Sun 1 Feb 2026   bakery/main  Newsletter  1 piece at 60.00 EUR  skipped\n" in shown
    assert shown.endswith("Added 1 task, 2 skipped; 'va undo' takes it back.\n")


def test_a_task_by_the_price_list_takes_the_price_of_the_day_it_is_done(va: Va) -> None:
    va("service", "add", "post", "--price=12", "--unit=post").check()
    va("price", "set", "all", "post", "13", "--unit=post", "--from=2026-03-10").check()
    va("task", "add", "bakery", "Posts", "--qty=4", "--service=post", "--every=month", "--from=2026-03-01").check(
        output="Added recurring task 1 for bakery/main: Posts, 4 post at the price of post, every month on day 1, "
        "from Sun 1 Mar 2026"
    )
    [task] = va.json("task", "due", "--yes")["added"]
    assert (task["priced"], task["amount"]) == ("list", "52.00")
    va("task", "done", "1", "--on=2026-03-09").check(
        output="Done task 1 for bakery/main: Posts, 4 post at 12.00 EUR = 48.00 EUR"
    )


def test_the_list_and_the_end(due: Va) -> None:
    due("task", "end", "1", "--on=2026-02-15").check(
        output="Ended recurring task 1 for bakery/main: Newsletter, 1 piece at 60.00 EUR, every month on day 1, "
        "from Sun 1 Feb 2026 until Sun 15 Feb 2026"
    )
    rows = [" ".join(row.split()) for row in due("task", "recurring").check().out.splitlines()[2:]]
    assert rows == [
        "1 bakery/main Newsletter 1 piece at 60.00 EUR month on day 1 2026-02-01 2026-02-15",
        "2 acme/inbox Report 2 page at 8.50 EUR week on Friday 2026-03-07 2026-06-30",
    ]
    found = due.json("task", "recurring")["recurring"]
    assert [(one["every"], one["anchor"], one["from"], one["until"]) for one in found] == [
        ("month", 1, "2026-02-01", "2026-02-15"),
        ("week", 5, "2026-03-07", "2026-06-30"),
    ]
    assert [row["due"] for row in due.json("task", "due")["rows"]] == ["2026-02-01", "2026-03-13"]


def test_an_empty_list_says_how_to_begin(va: Va) -> None:
    va("task", "recurring").check(
        output="No recurring tasks. 'va task add HANDLE TITLE --price 12 --every month' makes one."
    )


def test_clients_and_engagements_that_are_no_more(due: Va) -> None:
    due("engagement", "end", "bakery/main", "--on=2026-02-20").check()
    due("client", "archive", "acme").check()

    found = due.json("task", "due")["rows"]
    assert [(row["due"], row["state"], row["why"]) for row in found] == [
        ("2026-02-01", "due", None),
        ("2026-03-01", "refused", "'bakery/main' ended on 2026-02-20."),
        ("2026-03-13", "refused", "'acme' is archived."),
    ]
    shown = due("task", "due", "--yes").check().out
    assert "Row 2 is not added and stays due: 'bakery/main' ended on 2026-02-20.\n" in shown
    assert shown.endswith("Added 1 task; 'va undo' takes it back.\n")
    assert len(due.json("task", "due")["rows"]) == 2


def test_today_names_what_comes_back(due: Va) -> None:
    chores = [(chore["what"], chore["command"]) for chore in due.json()["to_do"]]
    assert chores == [
        ("bakery/main: Newsletter comes back, due 2026-02-01", "va task due"),
        ("acme/inbox: Report comes back, due 2026-03-13", "va task due"),
    ]
    due("task", "due", "--yes").check()
    assert "va task due" not in due().check().out


def test_a_person_is_shown_the_plan_and_asked(due: Va) -> None:
    question = "Adding 3 tasks. Go on? [y/N]:"

    code, _, screen = at_a_terminal(due, ["task", "due"], [(question, "n")])
    assert (code, screen.splitlines()[-1]) == (2, "va: Nothing was done.")
    assert tasks(due) == []

    code, out, screen = at_a_terminal(due, ["task", "due"], [(question, "y")])
    assert (code, out.replace("\n Added", "\nAdded")) == (0, f"{PLAN}Added 3 tasks; 'va undo' takes it back.\n"), screen


def test_what_changes_between_the_plan_and_the_yes_is_not_overwritten(due: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    def confirm(*_arguments: object, **_options: object) -> bool:
        due("task", "end", "1", "--on=2026-02-15").check()  # in another window
        return True

    monkeypatch.setattr(invocation, "can_ask", lambda: True)
    monkeypatch.setattr("typer.confirm", confirm)

    ran = due("task", "due").check(exit_code=5)

    assert ran.err == (
        "va: The book has changed since this was shown.\n    Look again with 'va task due'; nothing was written.\n"
    )
    assert tasks(due) == []


@pytest.mark.parametrize(
    ("command", "exit_code", "error"),
    [
        (
            "task add bakery Mail --price=1 --every=year",
            2,
            ("va: 'year' is not a period.", "Use one of: week, month, quarter."),
        ),
        (
            "task add bakery Mail --price=1 --every=week --anchor=8",
            2,
            ("va: The anchor day 8 does not lie in a week.", "Count it from 1, which is the first day, to 7."),
        ),
        (
            "task add bakery Mail --price=1 --every=month --from=2026-03-02 --until=2026-03-01",
            2,
            (
                "va: The recurring task would end on 2026-03-01, before its first day 2026-03-02.",
                "Give a later day.",
            ),
        ),
        (
            "task add bakery Mail --price=1 --every=month --due=2026-03-20",
            2,
            (
                "va: '--due 2026-03-20' is one day, and '--every' means many.",
                "Say on which day of the period it is due: '--anchor 1'.",
            ),
        ),
        (
            "task add bakery Mail --price=1 --anchor=3",
            2,
            (
                "va: '--anchor', '--from' and '--until' are for tasks that come back.",
                "Say how often: '--every month', or leave them out.",
            ),
        ),
        (
            "task add bakery Mail --every=month",
            5,
            (
                "va: The task 'Mail' has no price.",
                "Give it one with '--price 12', or name a service with a price: '--service NAME'.",
            ),
        ),
        (
            "task end 9",
            4,
            ("va: There is no recurring task 9.", "'va task recurring' shows all."),
        ),
        (
            "task end 1 --on=2026-01-31",
            2,
            (
                "va: The recurring task would end on 2026-01-31, before its first day 2026-02-01.",
                "Give a later day.",
            ),
        ),
        (
            "task due --skip=4 --yes",
            2,
            (
                "va: There is no row 4 to skip: the last is 3.",
                "'va task due' without '--skip' shows the rows and their numbers.",
            ),
        ),
    ],
)
def test_what_is_refused_changes_nothing(due: Va, command: str, exit_code: int, error: tuple[str, str]) -> None:
    due.refuses(*command.split(), exit_code=exit_code, error="\n    ".join(error))


def test_an_engagement_that_had_ended_gets_no_recurring_task(va: Va) -> None:
    va("engagement", "end", "acme/inbox", "--on=2026-03-01").check()
    va.refuses(
        *("task", "add", "acme/inbox", "Report", "--price=1", "--every=month", "--from=2026-03-02"),
        exit_code=5,
        error="va: 'acme/inbox' ended on 2026-03-01.\n"
        "    Add a new engagement, or move the end with 'va engagement end'.",
    )
