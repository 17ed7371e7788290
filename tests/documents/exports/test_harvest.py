"""Harvest's table: hours in decimals that tell every second."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vabackoffice.documents.exports.harvest import decimal_hours, write

if TYPE_CHECKING:
    from tests.documents.exports.conftest import Work

    from vabackoffice.documents.exports.hours import Sender


@pytest.mark.parametrize(
    ("seconds", "hours"),
    [(3600, "1.00"), (5400, "1.50"), (900, "0.25"), (450, "0.125"), (1, "0.000278"), (86_400, "24.00")],
)
def test_hours(seconds: int, hours: str) -> None:
    assert decimal_hours(seconds) == hours


@given(st.integers(1, 86_400))
def test_every_second_is_told_apart(seconds: int) -> None:
    assert round(Fraction(decimal_hours(seconds)) * 3600) == seconds


def test_a_name_of_several_words(sender: Sender, work: Work) -> None:
    entry = work("2026-03-02", 3600)
    shown = "".join(write([entry], sender._replace(name='Ada van Example, "VA"')))

    assert shown.splitlines()[1] == '2026-03-02,Acme,inbox,inbox,,1.00,"Ada van Example,","""VA"""'
