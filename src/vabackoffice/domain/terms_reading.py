"""Reading terms as they are typed: `--hourly 40 --round 15m/up`, `--retainer 400 --hours 10 --carry cap:2h`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.amount import parse_money, parse_price
from vabackoffice.domain.clock_time import looks_like_duration
from vabackoffice.domain.duration import parse_duration
from vabackoffice.domain.engagement import Terms
from vabackoffice.domain.handle import shorten
from vabackoffice.domain.number import parse_decimal, parse_percent
from vabackoffice.domain.payment import check_payment_days
from vabackoffice.domain.rounding import RoundingRule
from vabackoffice.domain.surcharge import parse_surcharge
from vabackoffice.domain.time_entry import check_choice
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from vabackoffice.domain.money import Money

EVERY = ("week", "month", "quarter")
_LATEST_ANCHOR = {"week": 7, "month": 31, "quarter": 92}
_MODELS = {"hourly": "hourly", "flat": "flat", "retainer": "retainer", "package": "package"}
_CHOICES = {
    "every": EVERY,
    "use": ("allowance-first", "oldest-first"),
    "debt": ("bill", "carry", "ask"),
    "cap_every": EVERY,
    "over_cap": ("wait", "lapse"),
    "renew": ("propose", "draft"),
    "holidays": ("client", "own"),
}
_FIELDS = {"use": "use_order"}


def read_terms(typed: Mapping[str, Any], currency: str, valid_from: date | None, before: Terms | None = None) -> Terms:
    """Return the terms that `typed` describes; what it leaves out stays as it was `before`.

    Args:
        typed: option names and values as typed; absent options are not in it.
        currency: of the engagement.
        valid_from: the first day, None for "since ever".
        before: the terms in force until then; another pricing model starts from nothing.

    Raises:
        InvalidInputError: a value was not understood, or the options contradict one another.
    """
    model = _model(typed, before)
    start = before if before is not None and before.model == model else Terms(model, RoundingRule())  # type: ignore[arg-type]
    terms = replace(start, valid_from=valid_from, **_prices(typed, currency), **_bank(typed, currency))
    terms = replace(terms, **_choices(typed), rounding=_rounding(typed, start.rounding))
    if model == "retainer" and terms.every is None:
        terms = replace(terms, every="month")
    _check(terms)
    return terms


def _model(typed: Mapping[str, Any], before: Terms | None) -> str:
    named = [model for option, model in _MODELS.items() if typed.get(option) not in (None, False)]
    if len(named) > 1:
        message = f"The terms are {' and '.join(named)} at once."
        raise InvalidInputError(
            message, "Choose one of --hourly, --flat, --retainer, --package; overtime of a retainer is '--overage'."
        )
    if named:
        return named[0]
    if before is None:
        message = "The terms have no price."
        raise InvalidInputError(message, "Say '--hourly 40', '--flat', '--retainer 400 --hours 10' or '--package'.")
    return before.model


def _prices(typed: Mapping[str, Any], currency: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if typed.get("hourly") is not None:
        fields["hourly_rate"] = _rate(typed["hourly"], "hourly rate", currency)
    if typed.get("retainer") is not None:
        fields["fee"] = _positive(parse_money(typed["retainer"], currency), typed["retainer"], "fee", currency)
    fields |= _overage(typed, currency)
    if typed.get("low") is not None:
        fields["low_balance"] = parse_percent(typed["low"])
    if typed.get("surcharge"):
        fields["surcharges"] = tuple(parse_surcharge(one) for one in typed["surcharge"])
    return fields


def _overage(typed: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """Return one rate or steps; the one takes the place of the other."""
    rate, steps = typed.get("overage"), typed.get("overage_steps")
    if rate is not None and steps is not None:
        message = f"Overage is '{shorten(rate)}' and '{shorten(steps)}' at once."
        raise InvalidInputError(message, "Give one of --overage and --overage-steps.")
    if rate is not None:
        return {"overage_rate": _rate(rate, "overage rate", currency), "overage_steps": None}
    if steps is not None:
        read_steps(steps, currency)
        return {"overage_rate": None, "overage_steps": steps.replace(" ", "")}
    return {}


def _bank(typed: Mapping[str, Any], currency: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if typed.get("hours") is not None:
        fields["allowance_seconds"] = read_hours(typed["hours"])
    if typed.get("carry") is not None:
        fields["carry"] = _carry(typed["carry"])
    if typed.get("cap") is not None:
        fields |= _cap(typed["cap"], currency)
    return fields


def _choices(typed: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        _FIELDS.get(name, name): check_choice(typed[name], choices, name.replace("_", "-"))
        for name, choices in _CHOICES.items()
        if typed.get(name) is not None
    }
    for name in ("anchor", "in_advance", "prorata", "compound"):
        if typed.get(name) is not None:
            fields[name] = typed[name]
    if typed.get("payment_days") is not None:
        fields["payment_days"] = check_payment_days(typed["payment_days"])
    return fields


def _rounding(typed: Mapping[str, Any], before: RoundingRule) -> RoundingRule:
    if typed.get("round") is None and typed.get("round_level") is None and typed.get("minimum") is None:
        return before
    level = typed.get("round_level") or before.level
    rule = (
        RoundingRule.parse(typed["round"], level=level)
        if typed.get("round") is not None
        else replace(before, level=level)
    )
    minimum = before.minimum_seconds if typed.get("minimum") is None else read_hours(typed["minimum"])
    return replace(rule, minimum_seconds=minimum)


def read_hours(text: str) -> int:
    """Return the seconds of `10`, `10h`, `7.5` or `7h30`: a bare number means hours here, `0` none."""
    bare = text.strip().replace(",", ".").replace(".", "", 1)
    if bare.isascii() and bare.isdecimal():
        seconds = parse_decimal(text) * 3600
        if seconds != int(seconds):
            message = f"'{shorten(text)}' hours is not a whole number of seconds."
            raise InvalidInputError(message, "Write it as '7h30' or '7.5'.")
        return int(seconds)
    return parse_duration(text)


def _rate(text: str, what: str, currency: str) -> Decimal:
    rate = parse_price(text, currency)
    if not rate:
        message = f"The {what} '{shorten(text)}' is not more than nothing."
        raise InvalidInputError(message, "Give the price of one hour, such as '40' or '37.50'.")
    return rate


def _positive(money: Money, text: str, what: str, currency: str) -> Money:
    if money.minor <= 0 or money.currency != currency:
        message = f"The {what} '{shorten(text)}' must be more than nothing and in {currency}."
        raise InvalidInputError(message, f"Write it as '400' or '400 {currency}'.")
    return money


def read_steps(text: str, currency: str) -> tuple[tuple[int | None, Decimal], ...]:
    """Return the steps of `3h:40,50`: the first 3 h at 40, then 50; limits in seconds rise, the last price has none."""
    *limited, last = [part.rpartition(":") for part in text.split(",")]
    limits = [read_hours(limit) for limit, _, _ in limited if limit]
    if last[0] or not limited or len(limits) != len(limited) or limits != sorted(set(limits)):
        message = f"The steps '{shorten(text)}' are not understood."
        raise InvalidInputError(message, "Write '3h:40,50': the first 3 hours at 40, then 50; limits must rise.")
    prices = [_rate(price, "overage rate", currency) for _, _, price in (*limited, last)]
    return tuple(zip([*limits, None], prices, strict=True))


def _carry(text: str) -> str:
    """Check `none`, `all`, `cap:2h` or a number of periods."""
    carry = text.strip().lower()
    if carry.startswith("cap:"):
        read_hours(carry[4:])
    elif carry not in ("none", "all") and not (carry.isascii() and carry.isdecimal() and int(carry) > 0):
        message = f"The carry-over '{shorten(text)}' is not understood."
        raise InvalidInputError(message, "Use none, all, cap:2h, or a number of periods such as 1.")
    return carry


def _cap(text: str, currency: str) -> dict[str, Any]:
    if looks_like_duration(text) and any(letter.isalpha() for letter in text):
        return {"cap_seconds": read_hours(text), "cap": None}
    return {"cap": _positive(parse_money(text, currency), text, "cap", currency), "cap_seconds": None}


def _check(terms: Terms) -> None:
    """Refuse terms that contradict themselves."""
    if terms.allowance_seconds is not None and terms.model != "retainer":
        message = f"Included hours belong to a retainer, not to {terms.model} terms."
        raise InvalidInputError(message, "Say '--retainer FEE --hours H'.")
    if terms.carry != "none" and terms.allowance_seconds is None and terms.model == "retainer":
        message = "Hours cannot be carried over when none are included."
        raise InvalidInputError(message, "Say how many: '--hours 10', or leave '--carry' out.")
    if terms.anchor is not None and not 1 <= terms.anchor <= _LATEST_ANCHOR[terms.every or "month"]:
        message = f"The anchor day {terms.anchor} does not lie in a {terms.every or 'month'}."
        raise InvalidInputError(message, "Give the day on which the period begins, counted from 1.")
