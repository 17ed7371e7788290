"""What a look refuses before it reaches a style sheet or a page."""

from typing import Any

import pytest

from vabackoffice.documents.look import Look
from vabackoffice.errors import InvalidInputError

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"paper": "A3"}, "'A3' is not a paper size for documents."),
        ({"accent": "red"}, "'red' is not a colour."),
        ({"accent": "#12345"}, "'#12345' is not a colour."),
        ({"accent": "#123456;} body{display:none"}, "'#123456;} body{display:none' is not a colour."),
        ({"logo": b"GIF89a"}, "The logo is not a picture of the type 'image/png'."),
        ({"logo": PNG, "logo_type": "image/jpeg"}, "The logo is not a picture of the type 'image/jpeg'."),
        ({"logo": PNG, "logo_type": "text/html"}, "The logo is not a picture of the type 'text/html'."),
        ({"logo": b""}, "The logo is not a picture of the type 'image/png'."),
    ],
)
def test_what_is_not_a_look(choice: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        Look(**choice)

    assert refused.value.message == message
    assert refused.value.hint


@pytest.mark.parametrize(
    ("logo", "logo_type"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"<svg/>", "image/svg+xml"),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><svg/>", "image/svg+xml"),
    ],
)
def test_what_is_one(logo: bytes, logo_type: Any) -> None:
    assert Look(paper="Letter", accent="#A1b2C3", logo=logo, logo_type=logo_type).logo == logo
