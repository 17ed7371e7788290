"""The words of the input grammar, and how typed text is folded before they are looked up.

Every table maps a folded word to its meaning, so another language is more entries here and no other parser.
"""

from __future__ import annotations

from vabackoffice.errors import InvalidInputError

LONGEST_INPUT = 100
_LONGEST_QUOTE = 40

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# Word to month, 1 to 12.
MONTHS = {
    **{name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, 1)},
    "sept": 9,
}
# Word to weekday, 0 is Monday.
WEEKDAYS = {
    **{name.lower(): number for number, name in enumerate(WEEKDAY_NAMES)},
    **{name[:3].lower(): number for number, name in enumerate(WEEKDAY_NAMES)},
    "tues": 1,
    "thur": 3,
    "thurs": 3,
}
# Word to days from today.
DAY_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1}
# Unit of "3 days ago" to days.
DAY_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7}
# What stands before and after an amount of time, to its direction: "in 3 days", "25m ago".
DISTANCES = {("in ", ""): 1, ("", " ago"): -1}
# Word to how many weeks, months … from now.
SHIFTS = {"this": 0, "last": -1, "next": 1}
# Word to the kind of period.
PERIOD_UNITS = {"week": "week", "month": "month", "quarter": "quarter", "year": "year"}
# Letters of 2026-Q1 and 2026-W12 to the kind of period.
PERIOD_LETTERS = {"q": "quarter", "w": "week"}
# Unit to seconds.
DURATION_UNITS = {
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1),
}
NOW_WORDS = frozenset({"now"})
# Half of the day to the hours it adds.
HALF_DAYS = {"am": 0, "a.m.": 0, "pm": 12, "p.m.": 12}
# What may follow the day of a month, and words between day, month and year that say nothing.
ORDINALS = ("st", "nd", "rd", "th")
FILLERS = frozenset({"of", "the"})


def fold(text: str) -> str:
    """Return `text` in lower case, with single spaces and a plain minus sign; more than 100 characters are refused."""
    if len(text) > LONGEST_INPUT:
        message = f"{quoted(text)} is too long: {len(text)} characters."
        raise InvalidInputError(message, f"Type at most {LONGEST_INPUT} characters.")
    return " ".join(text.split()).lower().replace("\N{MINUS SIGN}", "-")


def quoted(text: str) -> str:
    """Return `text` in single quotes for a message: cut if long, and without characters that would upset a terminal."""
    cut = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}..."
    shown = "".join(mark if mark.isprintable() else " " if mark.isspace() else "?" for mark in cut)
    return f"'{shown}'"


def distance(typed: str) -> tuple[str, int] | None:
    """Return the amount and the direction (-1 is the past) of `in 3 days` or `25m ago`; None if it is neither."""
    for (before, after), direction in DISTANCES.items():
        if typed.startswith(before) and typed.endswith(after):
            return typed[len(before) : len(typed) - len(after)], direction
    return None


def shift(typed: str) -> tuple[int, str] | None:
    """Return the shift and the rest of `last week`; the shift word may also stand last, as in "monday last"."""
    first, _, rest = typed.partition(" ")
    if first in SHIFTS:
        return SHIFTS[first], rest
    rest, _, last = typed.rpartition(" ")
    return (SHIFTS[last], rest) if last in SHIFTS else None
