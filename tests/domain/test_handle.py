"""Handles: what can be one, and how what was typed finds one without ever guessing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.domain.handle import check_handle, check_name, find_by_prefix, make_handle, nearest, shorten
from vabackoffice.errors import InvalidInputError, NotFoundError

HANDLES = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)


@pytest.mark.parametrize(
    ("typed", "handle"),
    [("acme", "acme"), (" Acme ", "acme"), ("acme-shop", "acme-shop"), ("2026", "2026"), ("a" * 40, "a" * 40)],
)
def test_a_handle(typed: str, handle: str) -> None:
    assert check_handle(typed) == handle


@pytest.mark.parametrize("typed", ["", " ", "-", "a--b", "-a", "a-", "a b", "a/b", "a_b", "café", "@1", "a" * 41])
def test_what_cannot_be_a_handle(typed: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        check_handle(typed)
    assert caught.value.message == f"'{shorten(typed)}' cannot be a handle."


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Big Company", "big-company"),
        ("Café Zoë & Söhne GmbH", "cafe-zoe-sohne-gmbh"),
        ("日本", "client"),
        ("", "client"),
        ("---", "client"),
        ("x" * 39 + " y", "x" * 39),
    ],
)
def test_the_handle_that_a_name_suggests(name: str, handle: str) -> None:
    assert make_handle(name) == handle


@given(st.text(max_size=80))
def test_a_suggested_handle_is_always_one(name: str) -> None:
    assert check_handle(make_handle(name)) == make_handle(name)


def test_names_are_on_one_line_and_end_somewhere() -> None:
    assert check_name("  Example \n Bakery ", "name") == "Example Bakery"
    assert check_name("x" * 200, "name") == "x" * 200
    with pytest.raises(InvalidInputError, match=r"The client name is empty\."):
        check_name(" \n", "client name")
    with pytest.raises(InvalidInputError, match="has 201 characters"):
        check_name("x" * 201, "name")


def test_long_texts_are_shortened_in_messages() -> None:
    assert shorten("x" * 40) == "x" * 40
    assert shorten("x" * 41) == "x" * 39 + "…"


KNOWN = ["acme", "acme-shop", "acorn", "bakery"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("acme", "acme"),  # a name wins over a longer one that begins with it
        ("ACME ", "acme"),
        ("acme-", "acme-shop"),
        ("aco", "acorn"),
        ("b", "bakery"),
    ],
)
def test_a_name_or_the_beginning_of_one_only(typed: str, found: str) -> None:
    assert find_by_prefix(typed, KNOWN, "client", "va client list") == found


def test_a_beginning_of_several_is_in_doubt() -> None:
    with pytest.raises(InvalidInputError) as caught:
        find_by_prefix("ac", KNOWN, "client", "va client list")
    assert caught.value.message == "'ac' could be acme or acme-shop or acorn."
    assert caught.value.hint == "Type one more letter."


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("acne", "Did you mean acme or acorn? 'va client list' shows all."),
        ("bakry", "Did you mean bakery? 'va client list' shows all."),
        ("zzz", "'va client list' shows all."),
        ("", "'va client list' shows all."),
    ],
)
def test_an_unknown_name_is_an_error_with_the_nearest(typed: str, hint: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        find_by_prefix(typed, KNOWN, "client", "va client list")
    assert caught.value.message == f"There is no client '{typed}'."
    assert caught.value.hint == hint


def test_the_message_can_say_whose_it_is() -> None:
    with pytest.raises(NotFoundError) as caught:
        find_by_prefix("x", [], "engagement", "va engagement list acme", of="acme")
    assert caught.value.message == "There is no engagement 'x' of acme."


@given(st.lists(HANDLES, unique=True, max_size=8), HANDLES)
def test_only_a_name_or_a_unique_beginning_is_ever_found(known: list[str], typed: str) -> None:
    beginning = [handle for handle in known if handle[: len(typed)] == typed]
    expected = typed if typed in known else beginning[0] if len(beginning) == 1 else None

    if expected is None:
        with pytest.raises((InvalidInputError, NotFoundError)):
            find_by_prefix(typed, known, "client", "va client list")
    else:
        assert find_by_prefix(typed, known, "client", "va client list") == expected


def test_the_nearest_are_at_most_three() -> None:
    assert len(nearest("acme", ["acm", "acmee", "acma", "acmx"])) == 3
