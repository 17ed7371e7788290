"""Timedot files: days, accounts and dots, and what hledger would pass over in silence."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
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

MONDAY = date(2026, 3, 2)
ENTRY = ImportedRow(row=2, seconds=5400, on_date=MONDAY, client="acme", project="inbox", note="Newsletter")


def rows_of(folder: Path, text: str) -> list[Row]:
    file = folder / "hours.timedot"
    file.write_text(text, encoding="utf-8")
    return list(read_source("timedot", file))


def below_monday(folder: Path, *lines: str) -> list[str]:
    """Read lines below a date and say of each row what it is."""
    return [
        row.reason
        if isinstance(row, RefusedRow)
        else f"{row.client}/{row.project} {row.seconds} {row.note} {' '.join(row.tags)}".strip()
        for row in rows_of(folder, "\n".join(["2026-03-02", *lines, ""]))
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2026-03-02\nacme:inbox  .... ..  ; Newsletter\n", id="plain"),
        pytest.param("2026/3/2\nacme:inbox  ......  ; Newsletter\n", id="slashes, no groups"),
        pytest.param("2026.03.02\n  acme:inbox   .. .. ..  ; Newsletter\n", id="dots, indented"),
        pytest.param("2026-03-02 Newsletter\nacme:inbox  .... ..\n", id="a description"),
        pytest.param("2026-03-02 ; Newsletter\nacme:inbox  .... ..\n", id="a comment of the day"),
        pytest.param("2026-03-02\nacme:inbox  1.5; Newsletter\n", id="hours"),
        pytest.param("2026-03-02\nacme:inbox\t1,5h ; Newsletter\n", id="a tab, a comma, h"),
        pytest.param("2026-03-02\nacme:inbox  90m ; Newsletter\n", id="minutes"),
        pytest.param("2026-03-02\nacme:inbox  5400s ; Newsletter\n", id="seconds"),
        pytest.param("* 2026-03-02\n** acme:inbox  .... .. ; Newsletter\n", id="Org headings"),
    ],
)
def test_an_entry_is_the_same_however_it_is_written(tmp_path: Path, text: str) -> None:
    assert rows_of(tmp_path, text) == [ENTRY]


def test_the_example_of_hledger_s_manual_gives_its_hours(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        """\
# on this day, 6h was spent on client work, 1.5h on haskell FOSS work, etc.
2016/2/1
inc:client1   .... .... .... .... .... ....
fos:haskell   .... ..
biz:research  .

2016/2/3
inc:client1   4
fos:hledger   3
biz:research  1
""",
    )

    hours: Counter[str] = Counter()
    for row in rows:
        assert isinstance(row, ImportedRow)
        hours[f"{row.on_date} {row.client}:{row.project}"] += row.seconds or 0
    assert hours == {
        "2016-02-01 inc:client1": 6 * 3600,
        "2016-02-01 fos:haskell": 5400,
        "2016-02-01 biz:research": 900,
        "2016-02-03 inc:client1": 4 * 3600,
        "2016-02-03 fos:hledger": 3 * 3600,
        "2016-02-03 biz:research": 3600,
    }


def test_letters_count_like_dots_and_each_is_a_type_of_work(tmp_path: Path) -> None:
    # The example of hledger's manual: 1 h of c, 0.5 h of e, 0.25 h of s.
    assert below_monday(tmp_path, "work:adm  ccecces", "acme  aaaa aa") == [
        "work/adm 3600  t:c",
        "work/adm 1800  t:e",
        "work/adm 900  t:s",
        "acme/ 5400  t:a",
    ]


@pytest.mark.parametrize(
    ("quantity", "seconds"),
    [(".", 900), ("0.25", 900), (".25", 900), ("1h", 3600), ("1.333", 4799), ("0.0001", 0), ("45m", 2700), ("7s", 7)],
)
def test_quantities_are_whole_seconds(tmp_path: Path, quantity: str, seconds: int) -> None:
    assert below_monday(tmp_path, f"acme  {quantity}") == [f"acme/ {seconds}"]


def test_remarks_blank_lines_and_comments_are_no_work(tmp_path: Path) -> None:
    lines = [
        "",
        "; .... ",
        "# acme  ....",
        "  called the bakery",
        "acme:inbox",
        "* Plans",
        "acme  .",
        "x  ; nothing yet",
    ]

    assert below_monday(tmp_path, *lines) == ["acme/ 900"]


def test_headings_before_the_first_day_are_passed_over(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "* My time\n** Spring  ....\n2026-03-02\nacme  .\n") == [
        ImportedRow(row=4, seconds=900, on_date=MONDAY, client="acme")
    ]


def test_a_day_s_words_and_tags_are_those_of_each_entry(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "2026-03-02 Monday ; where:home\nacme  .\nbakery  . ; urgent:\n")

    assert [(row.note, row.tags) for row in rows if isinstance(row, ImportedRow)] == [
        ("Monday; where:home", ("where:home",)),
        ("Monday; urgent:", ("where:home", "urgent")),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("acme  1d", "'1d' is not a time like '.... ..', 1.5 or 90m."),
        ("acme  2w", "'2w' is not a time like '.... ..', 1.5 or 90m."),
        ("acme  -1", "'-1' is not a time like '.... ..', 1.5 or 90m."),
        ("acme  1,500.0", "'1,500.0' is not a time like '.... ..', 1.5 or 90m."),
        ("acme  99999", "'99999' is not a time like '.... ..', 1.5 or 90m."),
        ("acme  called, twice", "'called, twice' is not a time like '.... ..', 1.5 or 90m."),
        ("acme:inbox ....", "'acme:inbox ....' has no two spaces between the account and the time."),
        ("acme:inbox 1.5h", "'acme:inbox 1.5h' has no two spaces between the account and the time."),
    ],
)
def test_what_could_be_time_but_is_not_written_as_such_is_refused(tmp_path: Path, line: str, reason: str) -> None:
    assert below_monday(tmp_path, "acme  .", line, "acme  .") == ["acme/ 900", reason, "acme/ 900"]


def test_entries_of_a_date_that_cannot_be_read_never_slip_to_the_day_before(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "2026-03-02\nacme  .\n3/3\nacme  ..\n2026-02-30 Monday\nacme  ...\n2026-03-04\nacme  .\n")

    assert [(row.row, row.reason if isinstance(row, RefusedRow) else row.on_date) for row in rows] == [
        (2, MONDAY),
        (4, "Its date on line 3: '3/3' is not a date like 2024-03-04."),
        (6, "Its date on line 5: '2026-02-30' is not a date like 2024-03-04."),
        (8, date(2026, 3, 4)),
    ]


def test_a_file_that_ends_anywhere_never_brings_another_length(tmp_path: Path) -> None:
    whole = "2026-03-02\nacme:inbox  .... ..\nbakery  90m\n2026-03-03\nacme:inbox  .... ..\n"
    for cut in range(11, len(whole)):
        for row in rows_of(tmp_path, whole[:cut]):
            if isinstance(row, ImportedRow):
                assert row.seconds == 5400
            else:
                assert row.reason.startswith("The file ends here without a line break")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "'hours.timedot' is empty."),
        (b"acme  ....\n2026-03-02\n", "'hours.timedot' is not a timedot file: line 1 is 'acme  ....'."),
        (b"2026-03-02\nacme  .... ; caf\xe9\n", "'hours.timedot' is not a timedot file in UTF-8."),
        (b"2026-03-02\nacme  ....\0\n", "'hours.timedot' is not a timedot file in UTF-8."),
        (b"2026-03-02\nacme  " + b"." * 50_000 + b"\n", "Line 2 of 'hours.timedot' is longer than 9999 characters."),
    ],
)
def test_a_file_that_is_something_else_is_refused_whole(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "hours.timedot"
    file.write_bytes(content)

    with pytest.raises(InvalidInputError) as caught:
        list(read_source("timedot", file))

    assert caught.value.message == message
    assert caught.value.hint


SOME_LINES = st.one_of(
    st.text(st.characters(exclude_characters="\n\r", codec="utf-8"), max_size=40),
    st.builds(
        "2026-{}-{}{}".format, st.integers(0, 13), st.integers(0, 32), st.sampled_from(["", " text", ";x:", "x"])
    ),
    st.builds(
        "{}acme{}{}".format, st.sampled_from(["", " ", "* "]), st.sampled_from([" ", "  ", "\t"]), st.text(". 1,5hmd;")
    ),
)


@given(lines=st.lists(SOME_LINES, max_size=12), ended=st.booleans())
def test_no_file_of_lines_ends_in_a_bug(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], *, ended: bool
) -> None:
    try:
        rows = rows_of(tmp_path_factory.mktemp("lines"), "\n".join(lines) + "\n" * ended)
    except InvalidInputError as problem:
        assert problem.hint  # noqa: PT017
    else:
        assert all(row.reason if isinstance(row, RefusedRow) else row.on_date for row in rows)


@given(
    days=st.lists(
        st.lists(st.tuples(st.sampled_from(["acme", "acme:inbox", "bakery"]), st.integers(1, 96)), max_size=4),
        max_size=6,
    )
)
def test_the_seconds_of_entries_are_those_that_were_written(
    tmp_path_factory: pytest.TempPathFactory, days: list[list[tuple[str, int]]]
) -> None:
    lines, written = ["# hours"], Counter[tuple[str, date]]()
    for place, entries in enumerate(days):
        day = MONDAY + timedelta(days=place)
        lines.append(f"{day:%Y-%m-%d}")
        for account, quarters in entries:
            forms = ("." * quarters, f"{quarters * 15}m", str(quarters / 4), " ".join("." * quarters))
            lines.append(f"{account}  {forms[quarters % 4]}")
            written[account.partition(":")[0], day] += quarters * 900

    read = Counter[tuple[str, date]]()
    for row in rows_of(tmp_path_factory.mktemp("days"), "\n".join([*lines, ""])):
        assert isinstance(row, ImportedRow)
        assert row.on_date is not None
        read[row.client, row.on_date] += row.seconds or 0
    assert read == written
