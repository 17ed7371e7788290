"""`va catch-up`: the gaps of a day, listed for scripts and asked one by one at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.cli.terminal import END, INTERRUPT, at_a_terminal

from vabackoffice.cli import invocation

if TYPE_CHECKING:
    from tests.conftest import Va

INTRODUCTION = """\
2 gaps on Mon 16 Mar 2026, 09:00-11:30, 1h30 in all.
Answer as after the time in 'va log': 'acme Mail +email', or '20m acme Call'
for a part of it. Enter skips a gap, q ends; nothing is written before that.
"""
FIRST, SECOND = "09:30-10:30, 1h: ", "11:00-11:30, 30m: "


@pytest.fixture
def day(va: Va) -> Va:
    """Leave entries at 9:00-9:30 and 10:30-11:00 and a timer since 11:30; it is Monday 16 March 2026, 12:00."""
    va("log", "9:00-9:30", "acme", "Mail").check()
    va("log", "10:30-11:00", "acme", "Mail").check()
    va("start", "bakery", "--at", "11:30").check()
    return va


def new(va: Va) -> list[tuple[str, str, str]]:
    """Return times, client and note of the entries that came after the first two, in the order of the clock."""
    found = [entry for entry in va.json("entries", "2026")["entries"] if entry["id"] > 2]
    return [
        (f"{entry['start'][11:19]}-{entry['end'][11:19]}", entry["client"] or entry["internal"], entry["note"])
        for entry in found
    ]


def test_without_a_terminal_the_gaps_are_listed_with_a_hint_that_works(day: Va) -> None:
    day("catch-up").check(
        output="""\
Gaps on Mon 16 Mar 2026, 09:00-11:30
Time
─────────────────
09:30-10:30    1h
11:00-11:30   30m

2 gaps       1h30
'va log 09:30-10:30 HANDLE NOTE' fills the first one.
""",
        error="",
    )
    day("log", "09:30-10:30", "acme", "NOTE").check()


def test_gaps_as_json(day: Va) -> None:
    assert day.json("catch-up") == {
        "date": "2026-03-16",
        "gaps": [
            {"start": "2026-03-16T09:30:00+01:00", "end": "2026-03-16T10:30:00+01:00", "seconds": 3600},
            {"start": "2026-03-16T11:00:00+01:00", "end": "2026-03-16T11:30:00+01:00", "seconds": 1800},
        ],
    }


def spans(va: Va, *arguments: str) -> list[str]:
    gaps = va.json("catch-up", *arguments)["gaps"]
    return [f"{gap['start'][11:16]}-{gap['end'][11:16]}" for gap in gaps]


@pytest.mark.parametrize(
    ("typed", "gaps"),
    [
        (["--gap", "30m"], ["09:30-10:30", "11:00-11:30"]),
        (["--gap", "31m"], ["09:30-10:30"]),
        (["--from", "8:00"], ["08:00-09:00", "09:30-10:30", "11:00-11:30"]),
        (["--from", "8:56"], ["09:30-10:30", "11:00-11:30"]),  # 4 minutes do not count
        (["--from", "8:56", "--gap", "4m"], ["08:56-09:00", "09:30-10:30", "11:00-11:30"]),
        (["--from", "10:00", "--to", "11:10"], ["10:00-10:30", "11:00-11:10"]),
        (["--to", "17:30"], ["09:30-10:30", "11:00-11:30"]),  # the timer is running, and then it is now
        (["today"], ["09:30-10:30", "11:00-11:30"]),
        (["yesterday", "--from", "9", "--to", "10"], ["09:00-10:00"]),
        (["yesterday", "--from", "22:00", "--to", "1:00"], ["22:00-01:00"]),
        (["3", "days", "ago"], []),
    ],
)
def test_the_edges_and_the_shortest_gap(day: Va, typed: list[str], gaps: list[str]) -> None:
    assert spans(day, *typed) == gaps


def test_nothing_lies_ahead(va: Va) -> None:
    va("log", "9:00-10:00", "acme").check()
    va("log", "14:00-15:00", "acme", "Planned").check()

    assert spans(va) == ["10:00-12:00"]
    assert spans(va, "--to", "17:00") == ["10:00-12:00"]


def test_work_of_the_night_before_and_lengths_without_times(va: Va) -> None:
    va("log", "22:00-1:30", "acme", "--on", "yesterday").check()
    va("log", "3h", "acme").check()
    va("log", "9:00-10:00", "acme").check()

    assert spans(va) == []  # the day begins with its own first entry
    assert spans(va, "--from", "0:00") == ["01:30-09:00"]
    assert spans(va, "yesterday", "--from", "21:00") == ["21:00-22:00"]


def test_days_without_times_say_so(va: Va) -> None:
    va("log", "3h", "acme").check()

    va("catch-up").check(
        output="Nothing on Mon 16 Mar 2026 has times. 'va catch-up --from 9:00 --to 17:00' looks at the hours you name."
    )
    va("catch-up", "fri").check(
        output="Nothing on Fri 13 Mar 2026 has times. "
        "'va catch-up 2026-03-13 --from 9:00 --to 17:00' looks at the hours you name."
    )
    assert va.json("catch-up") == {"date": "2026-03-16", "gaps": []}
    va("catch-up", "2026-03-13", "--from", "9:00", "--to", "17:00").check(
        output="""\
Gaps on Fri 13 Mar 2026, 09:00-17:00
Time
───────────────
09:00-17:00  8h

1 gap        8h
'va log 09:00-17:00 HANDLE NOTE --on 2026-03-13' fills the first one.
"""
    )


def test_a_full_day_says_so(va: Va) -> None:
    va("log", "9:00-10:00", "acme").check()
    va("log", "10:04-11:00", "acme").check()

    va("catch-up").check(output="No gaps of 5m or more on Mon 16 Mar 2026, 09:00-11:00.")


@pytest.mark.parametrize(
    ("typed", "exit_code", "error"),
    [
        (
            ["fri", "--from", "9:00"],
            3,
            (
                "va: Nothing on Fri 13 Mar 2026 has times, so the day's other edge is missing.\n"
                "    Give both '--from' and '--to'."
            ),
        ),
        (
            ["--from", "14:00", "--to", "17:00"],
            2,
            (
                "va: On Mon 16 Mar 2026 there is no time from 14:00 to 12:00.\n"
                "    Give a '--from' in the past and a '--to' after it."
            ),
        ),
        (
            ["fri", "--from", "17:00", "--to", "9:00"],
            2,
            (
                "va: On Fri 13 Mar 2026 there is no time from 17:00 to 09:00.\n"
                "    Give a '--from' in the past and a '--to' after it."
            ),
        ),
        (
            ["--gap", "5"],
            2,
            "va: '5' can be read in two ways: 5m or 5h.\n    Write 5m or 5h.",
        ),
        (
            ["someday"],
            2,
            "va: 'someday' is not a date.\n    Write it like vandaag, ma, '2 mrt', '3 dagen geleden' or 2026-03-02.",
        ),
    ],
)
def test_what_cannot_be_looked_at(va: Va, typed: list[str], exit_code: int, error: str) -> None:
    va.refuses("catch-up", *typed, exit_code=exit_code, error=error)


def test_the_days_of_the_clock_changes_have_their_true_length(va: Va) -> None:
    va.at("2026-10-26T12:00:00+01:00")
    edges = ["--from", "0:00", "--to", "8:00"]

    [spring] = va.json("catch-up", "2026-03-29", *edges)["gaps"]
    [autumn] = va.json("catch-up", "2026-10-25", *edges)["gaps"]

    assert (spring["start"], spring["end"]) == ("2026-03-29T00:00:00+01:00", "2026-03-29T08:00:00+02:00")
    assert (spring["seconds"], autumn["seconds"]) == (7 * 3600, 9 * 3600)


def test_every_gap_is_asked_and_all_answers_are_one_operation(day: Va) -> None:
    day("service", "add", "calendar").check()
    before = day.export()
    answers = [(FIRST, "acme Client's fair +fair --service cal --no-bill"), (SECOND, "--internal admin Filing")]

    code, out, screen = at_a_terminal(day, ["catch-up"], [*answers, ("Writing 2 entries (1h30). Go on? [Y/n]:", "")])

    first = "Mon 16 Mar 2026 09:30-10:30, 1h, acme/inbox, calendar, not billable: Client's fair +fair"
    second = "Mon 16 Mar 2026 11:00-11:30, 30m, internal admin: Filing"
    assert (code, out) == (0, f"Logged {first}\nLogged {second}\n'va undo' takes all of it back.\n"), screen
    assert screen.startswith(INTRODUCTION + FIRST)
    assert f"\n{first}\n{second}\nWriting" in screen  # before anything is written
    assert spans(day) == []
    day("undo").check(output="Undid catch-up of Mon 16 Mar 12:00 (3 rows)")
    assert day.export() == before


def test_enter_skips_and_q_ends(day: Va) -> None:
    answers = [(FIRST, ""), (SECOND, "acme Call"), ("Writing 1 entry (30m). Go on? [Y/n]:", "y")]
    assert at_a_terminal(day, ["catch-up"], answers)[0] == 0
    assert new(day) == [("11:00:00-11:30:00", "acme", "Call")]

    code, out, _ = at_a_terminal(day, ["catch-up"], [(FIRST, "q")])
    assert (code, out) == (0, "Nothing was written.\n")


def test_the_end_of_input_ends_the_walk_and_keeps_the_answers(day: Va) -> None:
    answers = [(FIRST, "acme Call"), (SECOND, END), ("Writing 1 entry (1h). Go on? [Y/n]:", "")]

    assert at_a_terminal(day, ["catch-up"], answers)[0] == 0

    assert new(day) == [("09:30:00-10:30:00", "acme", "Call")]


def test_an_interrupt_writes_nothing_and_says_so(day: Va) -> None:
    before = day.export()

    code, out, screen = at_a_terminal(day, ["catch-up"], [(FIRST, "acme Call"), (SECOND, INTERRUPT)])

    assert (code, out) == (130, "")
    assert screen.endswith("\nStopped; nothing was written.\n")
    assert day.export() == before


def test_a_no_at_the_end_writes_nothing(day: Va) -> None:
    before = day.export()
    answers = [(FIRST, "acme Call"), (SECOND, ""), ("Writing 1 entry (1h). Go on? [Y/n]:", "n")]

    code, _, screen = at_a_terminal(day, ["catch-up"], answers)

    assert (code, screen.splitlines()[-1]) == (2, "va: Nothing was done.")
    assert day.export() == before


def test_with_yes_the_summary_is_shown_and_nothing_asked(day: Va) -> None:
    code, _, screen = at_a_terminal(day, ["catch-up", "--yes"], [(FIRST, "acme Call"), (SECOND, "q")])

    assert (code, screen.splitlines()[-1]) == (0, "Mon 16 Mar 2026 09:30-10:30, 1h, acme/inbox: Call")
    assert len(new(day)) == 1


def test_an_answer_for_a_part_leaves_the_rest_to_be_asked(day: Va) -> None:
    answers = [
        (FIRST, "20m acme Call"),
        ("09:50-10:30, 40m: ", "10:00-10:10 bakery Chat"),
        ("09:50-10:00, 10m: ", "6m acme Note"),  # the 4 minutes after it are too short to be asked
        ("10:10-10:30, 20m: ", "20m acme"),
        (SECOND, "q"),
        ("Writing 4 entries (56m). Go on? [Y/n]:", ""),
    ]

    code, _, screen = at_a_terminal(day, ["catch-up"], answers)

    assert code == 0, screen
    assert new(day) == [
        ("09:30:00-09:50:00", "acme", "Call"),
        ("09:50:00-09:56:00", "acme", "Note"),
        ("10:00:00-10:10:00", "bakery", "Chat"),
        ("10:10:00-10:30:00", "acme", ""),
    ]


def test_a_wrong_answer_says_why_and_asks_again(day: Va) -> None:
    day("engagement", "end", "bakery/main", "--on", "2026-03-15").check()
    wrong = {
        "acne Call": "There is no client 'acne'.",
        "2h acme": "'2h' does not fit into 09:30-10:30, 1h.",
        "9:00-9:40 acme": "'9:00-9:40' does not fit into 09:30-10:30, 1h.",
        "10:20-10:31 acme": "'10:20-10:31' does not fit into 09:30-10:30, 1h.",
        "10:00-9:40 acme": "'10:00-9:40' ends before it starts.",
        "20 acme": "'20' can be read in two ways: 20m or 20h.",
        "bakery/main Call": "'bakery/main' ended on 2026-03-15.",
        "acme --frob": "No such option: --frob",
        "acme --task 9": "There is no task 9.",
        "acme --on fri": "The gap says when it was: '--on' and '--force' have no place here.",
        'acme "Call': "'acme \"Call' has a quotation mark without its other half.",
    }
    answers = [(FIRST, answer) for answer in (*wrong, "--help", "q")]

    code, out, screen = at_a_terminal(day, ["catch-up"], answers)

    assert code == 0, screen
    assert out.startswith("Usage: va log ")
    for answer, error in wrong.items():
        assert f"{FIRST}{answer}\nva: {error}" in screen
    assert new(day) == []


def test_the_seconds_of_a_timer_are_part_of_its_gap(va: Va) -> None:
    for moment, command in (("09:00:00", "start acme"), ("09:25:37", "stop"), ("09:40:20", "start acme")):
        va.at(f"2026-03-16T{moment}+01:00")
        va(*command.split()).check()
    va.at("2026-03-16T10:00:00+01:00")
    va("stop").check()
    assert va("catch-up").check().out.splitlines()[-1] == "'va log 09:26-09:40 HANDLE NOTE' fills the first one."

    question = "09:25-09:40, 14m43s: "
    answers = [(question, "9:25-9:30 bakery"), ("09:30-09:40, 10m20s: ", "acme"), ("[Y/n]:", "")]
    assert at_a_terminal(va, ["catch-up"], answers)[0] == 0

    assert new(va) == [("09:25:37-09:30:00", "bakery", ""), ("09:30:00-09:40:20", "acme", "")]


def test_a_gap_over_midnight_is_cut_on_either_side(va: Va) -> None:
    arguments = ["catch-up", "yesterday", "--from", "23:00", "--to", "1:00"]
    answers = [
        ("23:00-01:00, 2h: ", "0:15-0:45 acme Late"),
        ("23:00-00:15, 1h15: ", "23:00-23:30 acme Early"),
        ("23:30-00:15, 45m: ", ""),
        ("00:45-01:00, 15m: ", "q"),
        ("[Y/n]:", ""),
    ]

    code, out, screen = at_a_terminal(va, arguments, answers)

    assert code == 0, screen
    assert out.splitlines()[:2] == [
        "Logged Mon 16 Mar 2026 00:15-00:45, 30m, acme/inbox: Late",
        "Logged Sun 15 Mar 2026 23:00-23:30, 30m, acme/inbox: Early",
    ]


def test_what_was_logged_during_the_walk_is_not_logged_over(day: Va, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer() -> str:
        day("log", "10:00-10:10", "bakery", "--force").check()  # in another window
        monkeypatch.setattr("builtins.input", lambda: "q")
        return "acme Call"

    monkeypatch.setattr(invocation, "can_ask", lambda: True)
    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr("typer.confirm", lambda *_arguments, **_options: True)

    ran = day("catch-up").check(exit_code=5, output="")

    assert ran.err.endswith("""\
va: Mon 16 Mar 2026 09:30-10:30 overlaps Mon 16 Mar 2026 10:00-10:10, 10m, bakery/main.
    Change the other one with 'va edit @1', or keep both with '--force'.
""")
    assert [client for _, client, _ in new(day)] == ["bakery"]
