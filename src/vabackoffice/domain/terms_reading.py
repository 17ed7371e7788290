"""Reading terms as they are typed: `--hourly 40 --round 15m/up`, `--retainer 400 --hours 10 --carry cap:2h`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vabackoffice.domain.amount import parse_money, parse_price
from vabackoffice.domain.bank_period import LATEST_ANCHOR, check_anchor
from vabackoffice.domain.clock_time import looks_like_duration
from vabackoffice.domain.duration import parse_duration
from vabackoffice.domain.engagement import Terms
from vabackoffice.domain.handle import shorten
from vabackoffice.domain.number import parse_decimal, parse_percent
from vabackoffice.domain.payment import check_payment_days
from vabackoffice.domain.rounding import RoundingRule, check_level
from vabackoffice.domain.surcharge import parse_surcharge
from vabackoffice.domain.time_entry import check_choice
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from vabackoffice.domain.money import Money

EVERY = tuple(LATEST_ANCHOR)
_MODELS = {"hourly": "hourly", "flat": "flat", "retainer": "retainer", "package": "package"}
_CHOICES = {  # by option: the field of the terms, what there is, and what it is called
    "every": ("every", EVERY, "period"),
    "use": ("use_order", ("allowance-first", "oldest-first"), "order of hours"),
    "debt": ("debt", ("bill", "carry", "ask"), "rule for hours over"),
    "cap_every": ("cap_every", EVERY, "period of a cap"),
    "over_cap": ("over_cap", ("wait", "lapse"), "rule for what lies above a cap"),
    "renew": ("renew", ("propose", "draft"), "way to renew a package"),
    "holidays": ("holidays", ("client", "own"), "choice of holidays"),
}
_MEANT_FOR = {  # options without a meaning in terms of another kind
    "overage": ("retainer", "package"),
    "overage_steps": ("retainer", "package"),
    "debt": ("retainer", "package"),
    "cap": ("hourly",),
    "cap_every": ("hourly",),
    "over_cap": ("hourly",),
}


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
    start = before if before is not None and before.model == model else Terms(model, RoundingRule())  # type: ignore[arg-type]  # one of _MODELS
    terms = replace(start, valid_from=valid_from, **_prices(typed, currency), **_bank(typed, currency))
    terms = replace(terms, **_choices(typed), rounding=_rounding(typed, start.rounding))
    if model == "retainer" and terms.every is None:
        terms = replace(terms, every="month")
    _check(terms)
    _refuse_idle(typed, terms, before)
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
        field: check_choice(typed[name], choices, what)
        for name, (field, choices, what) in _CHOICES.items()
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
    rule = before if typed.get("round") is None else RoundingRule.parse(typed["round"])
    level = before.level if typed.get("round_level") is None else check_level(typed["round_level"])
    return replace(rule, level=level, minimum_seconds=_minimum(typed.get("minimum"), before))


def _minimum(text: str | None, before: RoundingRule) -> int:
    if text is None:
        return before.minimum_seconds
    return 0 if text.strip() == "0" else parse_duration(text)


def read_hours(text: str) -> int:
    """Return the seconds of `10`, `10h`, `7.5` or `7h30`: a bare number means hours here, `0` none."""
    bare = text.strip().replace(",", ".").replace(".", "", 1)
    if bare.startswith("-"):
        message = f"'{shorten(text)}' hours are less than none."
        raise InvalidInputError(message, "Give a number of hours, such as '10' or '7h30'.")
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
    if last[0] or not limited or len(limits) != len(limited) or limits != sorted({0, *limits})[1:]:
        message = f"The steps '{shorten(text)}' are not understood."
        raise InvalidInputError(message, "Write '3h:40,50': the first 3 hours at 40, then 50; limits must rise.")
    prices = [_rate(price, "overage rate", currency) for _, _, price in (*limited, last)]
    return tuple(zip([*limits, None], prices, strict=True))


def _carry(text: str) -> str:
    """Check `none`, `all`, `cap:2h` or a number of periods."""
    carry = text.strip().lower()
    if carry.startswith("cap:") and carry != "cap:":
        read_hours(carry.removeprefix("cap:"))
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
    if terms.anchor is not None:
        check_anchor(terms.every or "month", terms.anchor)


def _refuse_idle(typed: Mapping[str, Any], terms: Terms, before: Terms | None) -> None:
    """Refuse options that were typed and would do nothing."""
    said = [option for option in typed if typed[option] is not None]
    has_hours = terms.allowance_seconds or (before is not None and before.allowance_seconds)
    if "carry" in said and terms.carry != "none" and not has_hours:
        message = "Hours cannot be carried over when none are included."
        how = "Say how many: '--hours 10', or" if terms.model == "retainer" else "Only a retainer includes hours;"
        raise InvalidInputError(message, f"{how} leave '--carry' out.")
    for option in said:
        kinds = _MEANT_FOR.get(option, (terms.model,))
        if terms.model not in kinds:
            message = f"'--{option.replace('_', '-')}' has no meaning in {terms.model} terms."
            raise InvalidInputError(message, f"It belongs to {' or '.join(kinds)} terms; leave it out.")
    if {"cap_every", "over_cap"} & {*said} and terms.cap is None and terms.cap_seconds is None:
        message = "A rule for a cap is named, but no cap."
        raise InvalidInputError(message, "Say how much: '--cap 20h' or '--cap 500'.")
