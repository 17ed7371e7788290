"""Whose work it is where the other program knows tags only."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from vabackoffice.storage.book import open_book
from vabackoffice.storage.imports import put_name
from vabackoffice.usecases.import_names import Interpreter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Va

    from vabackoffice.storage.book import Book
    from vabackoffice.usecases.import_meaning import Meaning

NOW = datetime(2026, 3, 16, 11, tzinfo=UTC)


@pytest.fixture
def book(va: Va) -> Iterator[Book]:
    """Open a book with the clients acme (acme/inbox) and bakery, whose name is Example Bakery (bakery/main)."""
    opened = open_book(va.book)
    yield opened
    opened.close()


def read(book: Book, *tags: str, mapping: dict[str, str] | None = None) -> Meaning:
    return Interpreter(book, "timewarrior", mapping or {}).meaning("", "", tags)


@pytest.mark.parametrize(
    ("tags", "name", "target"),
    [
        (("acme",), "acme", "acme/inbox"),
        (("inbox", "ACME", "email"), "ACME", "acme/inbox"),
        (("example  bakery", "calls"), "example  bakery", "bakery/main"),
        (("Acme Example GmbH",), "Acme Example GmbH", "acme/inbox"),
        (("acme", "Acme Example GmbH"), "Acme Example GmbH", "acme/inbox"),
        (("client=example bakery",), "example bakery", "bakery/main"),
        (("acme=inbox",), "acme", "acme/inbox"),
    ],
)
def test_a_tag_that_is_a_client_s_name_or_handle_settles_it(
    book: Book, tags: tuple[str, ...], name: str, target: str
) -> None:
    found = read(book, *tags)

    assert (found.name, found.target, found.refusal) == (name, target, "")


@pytest.mark.parametrize(
    ("tags", "tag"),
    [
        (("acme", "email"), "acme"),
        (("client=acme", "email"), "client=acme"),
        (("acme=letters", "email"), ""),
    ],
)
def test_a_tag_that_says_no_more_than_the_client_is_no_tag_any_more(
    book: Book, tags: tuple[str, ...], tag: str
) -> None:
    assert read(book, *tags).tag == tag


def test_two_clients_are_never_chosen_from(book: Book) -> None:
    found = read(book, "acme", "bakery", "calls")

    assert found.refusal == '"acme" is acme/inbox, "bakery" is bakery/main: map "acme + bakery" to one of them.'
    assert (found.name, found.asked) == ("acme + bakery", ())


def test_tags_of_no_client_are_asked_about_and_none_is_proposed(book: Book) -> None:
    found = read(book, "calls", "web=texts")
    alike = read(book, "calls", "Example Bakry")

    assert (
        found.refusal == "There is no client: map \"calls\" or \"web=texts\" to one, to 'internal:admin' or to 'skip'."
    )
    assert (found.name, found.asked, found.work) == ("calls + web=texts", ("calls", "web=texts"), None)
    assert alike.refusal == (
        "'Example Bakry' looks like client bakery (Example Bakery): map \"Example Bakry\" to it, "
        "or to 'new:example-bakry'."
    )


def test_another_tag_may_name_one_of_several_engagements(va: Va, book: Book) -> None:
    va("engagement", "add", "acme/calls", "--hourly=50").check()

    calls, several, none = read(book, "acme", "Calls", "x"), read(book, "acme", "calls", "inbox"), read(book, "acme")

    assert (calls.name, calls.target, calls.tag) == ("acme + Calls", "acme/calls", "acme")
    assert (
        several.refusal
        == none.refusal
        == ("'acme' has several engagements: acme/calls, acme/inbox. Map \"acme\" to one of them.")
    )


def test_a_client_without_an_engagement_gets_one(va: Va, book: Book) -> None:
    va("client", "add", "shop").check()

    assert read(book, "shop", "web").target == "new:shop/main"


def test_work_for_an_archived_client_or_a_doubtful_name_is_refused(va: Va, book: Book) -> None:
    va("client", "archive", "acme").check()
    va("client", "add", "bakery-two", "--name=Example Bakery").check()

    assert read(book, "acme", "x").refusal.startswith("Client acme is archived")
    assert read(book, "Example Bakery").refusal.startswith("'Example Bakery' can be bakery or bakery-two")


@pytest.mark.parametrize(
    ("tags", "target"),
    [
        (("lunch",), "skip"),
        (("shop",), "new:shop/main"),
        (("web",), "acme/inbox"),
        (("web", "bakery"), "?"),
        (("web", "bakery", "x"), "?"),
        (("web", "calls", "x"), "bakery/main"),
        (("acme", "bakery"), "internal:admin"),
        (("acme", "bakery", "web"), "skip"),
        (("acme", "bakery", "calls", "web"), "skip"),
        (("ACME", "x"), "acme/inbox"),
        (("R + D",), "acme/inbox"),
    ],
)
def test_what_a_map_says_of_most_tags_counts(book: Book, tags: tuple[str, ...], target: str) -> None:
    mapping = {
        "lunch": "skip",
        "shop": "new:shop",
        "Web": "acme",
        "calls + web": "bakery",
        "Acme + Bakery": "internal:admin",
        "acme + bakery + web": "skip",
        "r + d": "acme",
        "x": "?",
    }

    assert read(book, *tags, mapping=mapping).target == target


def test_a_line_of_several_tags_leaves_all_but_the_client_s(book: Book) -> None:
    mapping = {"acme + web": "acme", "calls + web": "acme"}

    assert read(book, "acme", "web", mapping=mapping).tag == "acme"
    assert read(book, "calls", "web", mapping=mapping).tag == ""
    assert read(book, "acme", mapping={"acme": "bakery"}).tag == "acme"


def test_what_was_said_before_is_remembered_and_a_map_of_today_goes_first(book: Book) -> None:
    with book.operation("import", NOW):
        put_name(book, "timewarrior", "lunch", "skip")
        put_name(book, "timewarrior", "calls + web", "internal:admin")

    assert read(book, "lunch").target == "skip"
    assert (read(book, "x", "web", "calls").target, read(book, "x", "web", "calls").key) == (
        "internal:admin",
        "calls + web",
    )
    assert read(book, "lunch", mapping={"Lunch": "acme"}).target == "acme/inbox"
