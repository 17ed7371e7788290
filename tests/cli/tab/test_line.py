"""Command lines taken apart at the cursor, and words put back into them, as a shell does both."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.cli.tab.line import Line, quoted, read_line

BASH_BREAKS = " \t\n\"'@><=;|&(:"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("va ", [""]),
        ("va st", ["st"]),
        ("va  start   acme ", ["start", "acme", ""]),
        ("va price set acme social\\ po", ["price", "set", "acme", "social po"]),
        ("va price set acme 'social po", ["price", "set", "acme", "social po"]),
        ('va price set acme "social po', ["price", "set", "acme", "social po"]),
        ('va price set acme "social post" ', ["price", "set", "acme", "social post", ""]),
        ('va log 1h acme "say \\"no\\" \\now', ["log", "1h", "acme", 'say "no" \\now']),
        ("VA_BOOK=my.db LANG=C va st", ["st"]),
        ("./bin/va st", ["st"]),
    ],
)
def test_words_up_to_the_cursor(typed: str, words: list[str]) -> None:
    assert read_line(typed).words == words


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("va log 1h acme --service=so", "so"),
        ("va client edit acme --peppol-id 0208:01", "01"),
        ("va edit @1", "@1"),  # readline leaves an @ at the front of the word it completes
        ("va start acme/in", "acme/in"),
        ('va price set acme "social po', "social po"),
        ('va log 1h acme --service="so', "so"),
        ("va log 1h acme --service=social\\ po", "social po"),
    ],
)
def test_bash_completes_only_what_comes_after_its_word_breaks(typed: str, rest: str) -> None:
    line = read_line(typed, BASH_BREAKS)

    assert line.words[-1][line.kept :] == rest


def test_an_open_quote_is_remembered() -> None:
    assert read_line('va start "ac') == Line(["start", "ac"], '"', 0)
    assert read_line('va start "ac"') == Line(["start", "ac"], "", 0)


@given(st.text(min_size=1))
def test_a_word_put_into_the_line_is_read_back_by_a_shell(word: str) -> None:
    assert shlex.split(quoted(word, "")) == [word]
    assert shlex.split(f"'{quoted(word, chr(39))}'") == [word]


@given(st.text(min_size=1).filter(lambda text: not set(text) & set("$`")))  # to which shlex pays no heed
def test_a_word_put_between_double_quotes_is_read_back_by_a_shell(word: str) -> None:
    assert shlex.split(f'"{quoted(word, chr(34))}"') == [word]


@given(st.lists(st.text(min_size=1)))
def test_what_is_quoted_is_taken_apart_again(words: list[str]) -> None:
    line = " ".join(["va", *(quoted(word, "") for word in words), ""])

    assert read_line(line).words == [*words, ""]
