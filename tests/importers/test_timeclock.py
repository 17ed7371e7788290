"""Timeclock files: what hledger, Ledger and Emacs write, and what none of them would."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.errors import InvalidInputError
from vabackoffice.importers.row import ImportedRow, RefusedRow
from vabackoffice.importers.sources import read_source

if TYPE_CHECKING:
    from pathlib import Path

    from vabackoffice.importers.row import Row

SESSION = ImportedRow(
    row=1,
    seconds=None,
    start=datetime(2026, 3, 2, 9),  # noqa: DTZ001
    end=datetime(2026, 3, 2, 10, 25, 30),  # noqa: DTZ001
    client="acme",
    project="inbox",
    note="Sorted mail",
)
IN = "i 2026-03-02 09:00:00 acme:inbox  Sorted mail"
OUT = "o 2026-03-02 10:25:30"


def rows_of(folder: Path, *lines: str, end: str = "\n") -> list[Row]:
    file = folder / "hours.timeclock"
    file.write_text("\n".join(lines) + end, encoding="utf-8")
    return list(read_source("timeclock", file))


def said(rows: list[Row]) -> list[str]:
    return [
        f"{row.row}: {row.reason}"
        if isinstance(row, RefusedRow)
        else f"{row.row}: {row.client}/{row.project} {row.start:%d %H:%M:%S}-{row.end:%d %H:%M:%S} {row.note}".strip()
        for row in rows
    ]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([IN, OUT], id="plain"),
        pytest.param([IN.replace("-", "/"), OUT.replace("-", "/")], id="slashes"),
        pytest.param([IN.replace("-", "."), OUT.replace("-", ".")], id="dots"),
        pytest.param([IN.replace("-0", "-"), OUT.replace("-0", "-")], id="short dates"),
        pytest.param([IN.replace("09:00:00", "9:00"), OUT], id="no seconds"),
        pytest.param([IN.replace("09:00:00", "09:00:00+0200"), OUT + " -0500"], id="time zones say nothing"),
        pytest.param([IN, f"{OUT} acme:inbox"], id="the account again"),
        pytest.param([IN.replace("  ", "   \t"), OUT], id="a tab before the description"),
        pytest.param([IN.partition("  ")[0], f"{OUT} Sorted mail"], id="the reason of Emacs"),
        pytest.param([IN, OUT.replace("o ", "O ")], id="the last clock-out of Emacs"),
        pytest.param([IN.partition("  ")[0] + "  ; Sorted mail", OUT], id="a comment"),
        pytest.param([IN.replace("acme:inbox", "(acme:inbox)"), OUT], id="a virtual account"),
    ],
)
def test_a_session_is_the_same_however_it_is_written(tmp_path: Path, lines: list[str]) -> None:
    assert rows_of(tmp_path, *lines) == [SESSION]


def test_comments_and_the_lines_that_hledger_passes_over_say_nothing(tmp_path: Path) -> None:
    lines = [
        "# hours",
        "",
        "; more",
        "* heading",
        "b 2026-03-02 08:00:00 3600",
        "h 2026-03-02 08:00:00 8",
        IN,
        "  ",
        OUT,
    ]

    [row] = rows_of(tmp_path, *lines)

    assert row.row == 7
    assert isinstance(row, ImportedRow)
    assert (row.start, row.end) == (SESSION.start, SESSION.end)


def test_an_account_s_parts_are_client_and_project_and_its_name_may_have_spaces(tmp_path: Path) -> None:
    accounts = ["acme", "acme:inbox", "acme:inbox:mail", "Example Bakery:Social media", ""]
    lines = [line for account in accounts for line in (f"i 2026-03-02 09:00:00 {account}  note", OUT)]

    rows = rows_of(tmp_path, *lines)

    assert [(row.client, row.project) for row in rows if isinstance(row, ImportedRow)] == [
        ("acme", ""),
        ("acme", "inbox"),
        ("acme", "inbox:mail"),
        ("Example Bakery", "Social media"),
        ("note", ""),  # without an account the description is one, as in hledger
    ]


def test_tags_stand_in_comments(tmp_path: Path) -> None:
    [row] = rows_of(
        tmp_path, f"{IN} ; urgent:, where:home office, see https://example.com", f"{OUT} ; billed:no, urgent:"
    )

    assert isinstance(row, ImportedRow)
    assert row.tags == ("urgent", "where:home office", "billed:no")
    assert row.note == "Sorted mail; urgent:, where:home office, see https://example.com; billed:no, urgent:"


def test_sessions_run_side_by_side_and_end_by_name_else_the_latest_first(tmp_path: Path) -> None:
    # The example of hledger's own test, "multiple open sessions".
    by_name = rows_of(
        tmp_path,
        *("i 2026-03-02 00:00 a", "i 2026-03-02 01:00 b", "i 2026-03-02 02:00 c"),
        *("o 2026-03-02 03:00 b", "o 2026-03-02 04:00 a", "o 2026-03-02 05:00 c"),
    )
    nested = rows_of(
        tmp_path,
        *("i 2026-03-02 00:00 a", "i 2026-03-02 01:00 b", "i 2026-03-02 02:00"),
        *("o 2026-03-02 03:00", "o 2026-03-02 04:00", "o 2026-03-02 05:00"),
    )

    assert said(by_name) == [
        "2: b/ 02 01:00:00-02 03:00:00",
        "1: a/ 02 00:00:00-02 04:00:00",
        "3: c/ 02 02:00:00-02 05:00:00",
    ]
    assert said(nested) == [
        "3: / 02 02:00:00-02 03:00:00",
        "2: b/ 02 01:00:00-02 04:00:00",
        "1: a/ 02 00:00:00-02 05:00:00",
    ]


def test_work_over_midnight_is_one_session(tmp_path: Path) -> None:
    assert said(rows_of(tmp_path, "i 2009/03/31 22:21:45 acme", "o 2009/04/01 02:00:34")) == [
        "1: acme/ 31 22:21:45-01 02:00:34"
    ]


def test_what_never_ended_is_refused(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        "i 2026-03-02 09:00 acme:inbox",
        "i 2026-03-02 10:00 acme:inbox",
        "o 2026-03-02 11:00",
        "i 2026-03-02 12:00 bakery",
        "i 2026-03-02 13:00",
    )

    assert said(rows) == [
        "1: 'acme:inbox' was clocked in again on line 2 without an end.",
        "2: acme/inbox 02 10:00:00-02 11:00:00",
        "4: 'bakery' is still running: there is no clock-out.",
        "5: The timer is still running: there is no clock-out.",
    ]


def test_a_clock_out_of_something_else_is_refused_and_ends_nothing(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        "o 2026-03-02 08:00",
        "i 2026-03-02 09:00 acme:inbox",
        "o 2026-03-02 10:00 bakery:web",
        "o 2026-03-02 11:00 acme:inbox",
        "i 2026-03-02 12:00 acme",
        "i 2026-03-02 12:00 bakery",
        "o 2026-03-02 13:00 done",
        "o 2026-03-02 14:00",
        "o 2026-03-02 15:00",
    )

    assert said(rows) == [
        "1: Nothing is clocked in that this could clock out.",
        "3: 'bakery:web' is not clocked in, so this cannot clock it out.",
        "2: acme/inbox 02 09:00:00-02 11:00:00",
        "7: 'done' is not clocked in, so this cannot clock it out.",
        "6: bakery/ 02 12:00:00-02 14:00:00",
        "5: acme/ 02 12:00:00-02 15:00:00",
    ]


def test_a_line_that_cannot_be_read_is_refused_by_itself(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path, IN, "p 2026-03-02 10:00", "o 2026-02-30 10:00:00", "o 2026-03-02 25:00:00", "i yesterday", OUT
    )

    assert said(rows) == [
        "2: 'p 2026-03-02 10:00' is neither a clock-in nor a clock-out.",
        "3: '2026-02-30' is not a date like 2024-03-04.",
        "4: '25:00:00' is not a time like 10:23:52.",
        "5: 'i yesterday' is neither a clock-in nor a clock-out.",
        "1: acme/inbox 02 09:00:00-02 10:25:30 Sorted mail",
    ]


def test_a_file_that_ends_anywhere_never_brings_another_length(tmp_path: Path) -> None:
    whole = "\n".join([IN, OUT, IN.replace("-02 ", "-03 "), OUT.replace("-02 ", "-03 ")]) + "\n"
    lengths = set()
    for cut in range(len(whole)):
        try:
            rows = rows_of(tmp_path, whole[:cut], end="")
        except InvalidInputError as problem:
            assert "ends in the middle of line" in problem.message or "is empty" in problem.message  # noqa: PT017
        else:
            lengths |= {row.end - row.start for row in rows if isinstance(row, ImportedRow) and row.start and row.end}

    assert lengths == {timedelta(hours=1, minutes=25, seconds=30)}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "'hours.timeclock' is empty."),
        (b"Hello\nthere\n", "'hours.timeclock' is not a timeclock file: line 1 is 'Hello'."),
        (b"# a\n2026-03-02\nacme  ....\n", "'hours.timeclock' is not a timeclock file: line 2 is '2026-03-02'."),
        (b"i 2026-03-02 09:00 caf\xe9\n", "'hours.timeclock' is not a timeclock file in UTF-8."),
        (b"PK\x03\x04\0\0\n", "'hours.timeclock' is not a timeclock file in UTF-8."),
        (f"{IN}\n{OUT}\n{IN}{'x' * 20_000}\n".encode(), "Line 3 of 'hours.timeclock' is longer than 9999 characters."),
        (f"{IN}\n{OUT}\n".encode("utf-16")[:-1], "'hours.timeclock' is not a timeclock file in UTF-8."),
    ],
)
def test_a_file_that_is_something_else_is_refused_whole(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "hours.timeclock"
    file.write_bytes(content)

    with pytest.raises(InvalidInputError) as caught:
        list(read_source("timeclock", file))

    assert caught.value.message == message
    assert caught.value.hint


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_that_an_editor_marked_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "hours.timeclock"
    file.write_bytes(f"{IN}\r\n{OUT}\r\n".encode(encoding))

    assert list(read_source("timeclock", file)) == [SESSION]


SOME_LINES = st.one_of(
    st.text(st.characters(exclude_characters="\n\r", codec="utf-8"), max_size=40),
    st.builds(
        "{} 2026-03-{:02} {:02}:{:02}{}".format,
        st.sampled_from("iobhOx"),
        st.integers(0, 32),
        st.integers(0, 25),
        st.integers(0, 61),
        st.sampled_from(["", " acme", " acme:inbox  note", "  ; note:", ":00 bakery"]),
    ),
)


@given(lines=st.lists(SOME_LINES, max_size=12), ended=st.booleans())
def test_no_file_of_lines_ends_in_a_bug(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], *, ended: bool
) -> None:
    try:
        rows = rows_of(tmp_path_factory.mktemp("lines"), *lines, end="\n" if ended else "")
    except InvalidInputError as problem:
        assert problem.hint  # noqa: PT017
    else:
        assert all(row.reason if isinstance(row, RefusedRow) else row.start for row in rows)


@given(
    sessions=st.lists(
        st.tuples(st.sampled_from(["acme", "acme:inbox", "bakery"]), st.integers(1, 50_000), st.integers(0, 9_999))
    )
)
def test_the_seconds_of_sessions_are_those_that_were_written(
    tmp_path_factory: pytest.TempPathFactory, sessions: list[tuple[str, int, int]]
) -> None:
    now, lines, written = datetime(2026, 1, 1), ["# hours"], Counter[str]()  # noqa: DTZ001
    for account, seconds, gap in sessions:
        lines.append(f"i {now:%Y/%m/%d %H:%M:%S} {account}")
        now += timedelta(seconds=seconds)
        lines.append(f"o {now:%Y/%m/%d %H:%M:%S}")
        now += timedelta(seconds=gap)
        written[account.partition(":")[0]] += seconds

    rows = rows_of(tmp_path_factory.mktemp("sessions"), *lines)

    read = Counter[str]()
    for row in rows:
        assert isinstance(row, ImportedRow)
        assert row.start is not None
        assert row.end is not None
        read[row.client] += round((row.end - row.start).total_seconds())
    assert read == written
