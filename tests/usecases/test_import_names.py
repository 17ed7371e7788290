"""What names of another program mean: said, remembered, found, proposed, or asked about."""

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

NOW = datetime(2026, 3, 16, 11, tzinfo=UTC)


@pytest.fixture
def book(va: Va) -> Iterator[Book]:
    opened = open_book(va.book)
    yield opened
    opened.close()


def targets(book: Book, *names: tuple[str, str], **mapping: str) -> list[str]:
    interpreter = Interpreter(book, "toggl", {name.replace("_", " "): target for name, target in mapping.items()})
    return [interpreter.meaning(*name).target for name in names]


def test_proposals_never_share_a_handle_by_accident(book: Book) -> None:
    long = "The very long name of an example firm that sells"
    names = [
        ("Shop!", "A"),
        ("Shop?", "B"),
        ("SHOP!", "C"),
        ("日本", "案件"),
        ("東京", "案件"),
        (f"{long} x", ""),
        (f"{long} y", ""),
    ]

    assert targets(book, *names) == [
        "new:shop/a",
        "new:shop-2/b",
        "new:shop/c",
        "new:client/main",
        "new:client-2/main",
        "new:the-very-long-name-of-an-example-firm-th/main",
        "new:the-very-long-name-of-an-example-firm-2/main",
    ]


def test_two_projects_of_a_new_client_never_share_an_engagement_by_accident(book: Book) -> None:
    names = [("Shop", "Web!"), ("Shop", "Web?"), ("Shop", "web!"), ("Shop", "案件"), ("Shop", "")]

    assert targets(book, *names) == [
        "new:shop/web",
        "new:shop/web-2",
        "new:shop/web",
        "new:shop/main",
        "new:shop/main-2",
    ]


def test_what_a_map_makes_is_not_proposed_for_another(book: Book) -> None:
    names = [("Shop", "Web"), ("Mart", "Web"), ("Mart", "Ads")]

    assert targets(book, *names, Mart="new:shop", Mart___Ads="new:mart/ads") == [
        "new:shop-2/web",
        "new:shop/main",
        "new:shop/main",
    ]


def test_the_line_of_a_project_goes_before_the_line_of_its_client(book: Book) -> None:
    mapping = {"Shop": "acme", "shop / web": "bakery", " / ": "skip"}
    interpreter = Interpreter(book, "toggl", mapping)

    found = [interpreter.meaning(*name).target for name in (("Shop", "Web"), ("Shop", "Ads"), ("", ""))]

    assert found == ["bakery/main", "acme/inbox", "skip"]


def test_what_a_map_made_before_is_found_when_it_is_given_again(va: Va, book: Book) -> None:
    va("client", "add", "shop").check()
    va("engagement", "add", "shop/web", "--hourly=40").check()

    assert targets(book, ("Mart", ""), ("Fair", ""), Mart="new:shop/web", Fair="new:shop/ads") == [
        "shop/web",
        "new:shop/ads",
    ]


def test_a_client_without_an_engagement_gets_one_of_the_project_s_name(va: Va, book: Book) -> None:
    va("client", "add", "shop").check()

    assert targets(book, ("Shop", "Web"), ("Shop", "")) == ["new:shop/web", "new:shop/main"]


def test_what_cannot_be_settled_is_refused_with_what_to_do(va: Va, book: Book) -> None:
    va("client", "add", "bakery-two", "--name=Example Bakery").check()
    with book.operation("import", NOW):
        put_name(book, "toggl", "gone / web", "engagement:99")
    interpreter = Interpreter(book, "toggl", {})

    reasons = [
        interpreter.meaning(*name).refusal for name in (("Example Bakery", "X"), ("Gone", "Web"), ("A " * 150, ""))
    ]

    assert reasons[0] == "'Example Bakery' can be bakery or bakery-two: map \"Example Bakery\" to one of them."
    assert reasons[1] == 'The engagement that "Gone / Web" was mapped to is gone: map it again.'
    assert reasons[2].startswith("The client name 'A A A")
    assert reasons[2].endswith("Map it to a client.")


def test_a_name_remembered_for_another_program_says_nothing(book: Book) -> None:
    with book.operation("import", NOW):
        put_name(book, "clockify", "shop / web", "skip")

    assert targets(book, ("Shop", "Web")) == ["new:shop/web"]
