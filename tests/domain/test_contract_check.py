"""What a contract must not hold: packages nobody can use, pauses outside or over another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.domain.bank_cases import agreed, day, days, package, retainer

from vabackoffice.domain.contract_check import check_package, check_pause
from vabackoffice.domain.money import Money
from vabackoffice.domain.pause import UNTIL_FURTHER_NOTICE
from vabackoffice.domain.period import Period
from vabackoffice.errors import BackOfficeError, ConflictError, InvalidInputError

SOLD = package(1, "2026-03-10", "10h")
AGREED = agreed(retainer("2026-03-01"), until="2026-06-30", pauses=(days("2026-04-06..2026-04-10"),))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seconds": 0}, "A package of '0m' has no hours."),
        ({"seconds": -3600}, "A package of '-1h' has no hours."),
        ({"price": Money(-1, "EUR")}, "The price '-0.01 EUR' of the package is less than nothing."),
        ({"expires_on": date(2026, 3, 9)}, "The package ends on Mon 9 Mar 2026, before it is bought."),
        ({"expires_days": -1}, "'-1' days to use the package are less than none."),
        (
            {"expires_on": date(2026, 4, 9), "expires_days": 30},
            "The package ends on Thu 9 Apr 2026 and after 30 days at once.",
        ),
        ({"from_first_use": True}, "The package has no days that could begin with its first use."),
        (
            {"bought_on": date(2026, 2, 28)},
            "The package is bought on Sat 28 Feb 2026, but the agreement begins on Sun 1 Mar 2026.",
        ),
        (
            {"bought_on": date(2026, 7, 1)},
            "The package is bought on Wed 1 Jul 2026, but the agreement ends on Tue 30 Jun 2026.",
        ),
    ],
)
def test_a_package_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        check_package(replace(SOLD, **change), AGREED.first_day, AGREED.last_day)
    assert refused.value.message == message
    assert refused.value.hint


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"price": Money(0, "EUR")},
        {"expires_on": date(2026, 3, 10)},
        {"expires_days": 0},
        {"expires_days": 30, "from_first_use": True},
        {"bought_on": date(2026, 6, 30)},
    ],
)
def test_a_package_is_accepted(change: dict[str, Any]) -> None:
    check_package(replace(SOLD, **change), AGREED.first_day, AGREED.last_day)
    check_package(replace(SOLD, **change), day("2026-03-01"))


@pytest.mark.parametrize(
    ("pause", "kind", "message"),
    [
        (
            "2026-02-28..2026-03-02",
            InvalidInputError,
            "The pause begins on Sat 28 Feb 2026, but the agreement begins on Sun 1 Mar 2026.",
        ),
        (
            "2026-06-30..2026-07-01",
            InvalidInputError,
            "The pause ends on Wed 1 Jul 2026, but the agreement ends on Tue 30 Jun 2026.",
        ),
        (
            "2026-04-10..2026-04-12",
            ConflictError,
            "'acme/inbox' is paused from Mon 6 Apr 2026 to Fri 10 Apr 2026 already.",
        ),
    ],
)
def test_a_pause_is_refused(pause: str, kind: type[BackOfficeError], message: str) -> None:
    with pytest.raises(kind) as refused:
        check_pause(days(pause), AGREED)
    assert refused.value.message == message
    assert refused.value.hint


def test_a_pause_until_further_notice_is_called_so() -> None:
    resting = replace(AGREED, last_day=None, pauses=(Period(day("2026-03-20"), UNTIL_FURTHER_NOTICE),))
    with pytest.raises(ConflictError, match="is paused from Fri 20 Mar 2026 until further notice already"):
        check_pause(days("2026-04-10"), resting)


@pytest.mark.parametrize("pause", ["2026-03-01", "2026-06-30", "2026-04-11", "2026-04-05"])
def test_a_pause_beside_another_is_accepted(pause: str) -> None:
    check_pause(days(pause), AGREED)
