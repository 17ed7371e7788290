"""Document numbers as people read them."""

from __future__ import annotations

import pytest

from vabackoffice.domain.income_category import category_name
from vabackoffice.domain.tax_figures import short_numbers


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        ([], ""),
        (["2026-0001"], "2026-0001"),
        (["2026-0001", "2026-0002", "2026-0003"], "2026-0001 to 0003"),
        (["2026-0001", "2026-0003", "2026-0004"], "2026-0001, 0003 to 0004"),
        (["2025-0009", "2026-0010", "C2026-0011"], "2025-0009, 2026-0010, C2026-0011"),
        (["2026-9999", "2026-10000"], "2026-9999 to 10000"),
        (["A", "B"], "A, B"),
    ],
)
def test_numbers_are_drawn_together(numbers: list[str], shown: str) -> None:
    assert short_numbers(numbers) == shown


def test_a_category_has_a_name_for_people() -> None:
    assert category_name("income.services_eu_b2b") == "Services, EU businesses"
    assert category_name("income.goods_export") == "goods export"
