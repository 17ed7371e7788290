"""The words of the input grammar, and how typed text is folded before they are looked up.

A `Vocabulary` maps words to meanings that know no language, so another language is one more vocabulary (`words_nl.py`
and its neighbours, each imported only for a business that speaks it) and no other parser.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_INPUT = 100
_LONGEST_QUOTE = 40
_OTHER_LANGUAGES = ("nl", "de", "es", "it", "fr")
# "mar.", "l'anno", "mois-ci", "mar-2": such a mark ends a word; two of them are something else, as in "mar..apr".
_MARK_AFTER_LETTER = r"(?<=[^\W\d_])[-.'\u2019](?![-.'\u2019])"
_NO_ACCENTS = str.maketrans("àáâäçèéêëìíîïñòóôöùúûü", "aaaaceeeeiiiinoooouuuu", "".join(map(chr, range(0x300, 0x370))))

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Unit to seconds.
DURATION_UNITS = {
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1),
}
# Half of the day to the hours it adds.
HALF_DAYS = {"am": 0, "a.m.": 0, "pm": 12, "p.m.": 12}

_Meaning = TypeVar("_Meaning")


class Vocabulary(NamedTuple):
    """Words as `plain` leaves them and what they mean; the full name of a month or weekday stands before short ones."""

    months: dict[str, int]  # 1 to 12
    weekdays: dict[str, int]  # 0 is Monday
    day_groups: dict[str, range]  # several weekdays at once, 0 is Monday
    days: dict[str, int]  # days from today
    days_apart: dict[str, int]  # unit of "3 days ago" to days
    months_apart: dict[str, int]  # unit of "3 months ago" to months
    distances: dict[tuple[str, str], int]  # what stands before and after an amount of time: 1 is ahead, -1 is ago
    shifts: dict[str, int]  # how many weeks, months … from now
    periods: dict[str, str]  # kind of period
    letters: dict[str, str]  # letters of 2026-Q1 and 2026-W12 to the kind of period
    durations: dict[str, int]  # unit to seconds
    now: frozenset[str]
    ordinals: frozenset[str]  # what may follow the day of a month
    fillers: frozenset[str]  # words between others that say nothing
    dates: str  # examples for a hint
    spans: str  # examples for a hint


def grouped(words: str, meanings: Iterable[_Meaning]) -> dict[str, _Meaning]:
    """Return word to meaning from `lunedì/lun, martedì/mar`: groups in the order of the meanings.

    A word is there as it is written, to be shown, and in lower case without accents, to be found.
    """
    table = {}
    for group, meaning in zip(words.split(", "), meanings, strict=True):
        for word in group.split("/"):
            table[word] = table[_bare(word.lower())] = meaning
    return table


def _bare(text: str) -> str:
    return text if text.isascii() else text.translate(_NO_ACCENTS)


MONTHS, WEEKDAYS, DAYS, SHIFTS = range(1, 13), range(7), range(-2, 3), (-1, 0, 1)
GROUPS = (range(7), range(5))  # "werktags", "feriali" and "ouvrables" mean Saturday too, or not: they are left out
PERIODS, DURATIONS = ("week", "month", "quarter", "year"), (3600, 60, 1)

ENGLISH = Vocabulary(
    months=grouped(
        "january/jan, february/feb, march/mar, april/apr, may, june/jun, july/jul, august/aug, september/sept/sep, "
        "october/oct, november/nov, december/dec",
        MONTHS,
    ),
    weekdays=grouped(
        "monday/mon, tuesday/tues/tue, wednesday/wed, thursday/thurs/thur/thu, friday/fri, saturday/sat, sunday/sun",
        WEEKDAYS,
    ),
    day_groups=grouped("daily/every day, weekdays/workdays", GROUPS),
    days=grouped("day before yesterday, yesterday, today, tomorrow, day after tomorrow", DAYS),
    days_apart=grouped("day/days, week/weeks", (1, 7)),
    months_apart=grouped("month/months, year/years", (1, 12)),
    distances={("in ", ""): 1, ("", " ago"): -1},
    shifts=grouped("last, this, next", SHIFTS),
    periods=grouped("week, month, quarter, year", PERIODS),
    letters={"q": "quarter", "w": "week"},
    durations=DURATION_UNITS,
    now=frozenset({"now"}),
    ordinals=frozenset({"st", "nd", "rd", "th"}),
    fillers=frozenset({"of", "the"}),
    dates="today, mon, '2 mar', '3 days ago'",
    spans="march, 'last month'",
)


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return the words of `language` (ISO 639, `nl` or `nl-BE`) and of English; English alone if it is unknown here."""
    code = language[:2].lower()
    if code not in _OTHER_LANGUAGES:
        return ENGLISH
    from importlib import import_module

    own = import_module(f"vabackoffice.domain.words_{code}").WORDS
    pairs = zip(own, ENGLISH, strict=True)
    return Vocabulary._make(mine if isinstance(mine, str) else mine | english for mine, english in pairs)


def fold(text: str) -> str:
    """Return `text` in lower case, with single spaces and a plain minus sign; more than 100 characters are refused."""
    if len(text) > LONGEST_INPUT:
        message = f"{quoted(text)} is too long: {len(text)} characters."
        raise InvalidInputError(message, f"Type at most {LONGEST_INPUT} characters.")
    return " ".join(text.split()).lower().replace("\N{MINUS SIGN}", "-")


def plain(typed: str, words: Vocabulary) -> str:
    """Return folded text as its words are looked up: without accents, fillers, and a mark that ends a word."""
    spaced = re.sub(_MARK_AFTER_LETTER, " ", _bare(typed))
    return " ".join(word for word in spaced.split() if word not in words.fillers)


def quoted(text: str) -> str:
    """Return `text` in single quotes for a message: cut if long, and without characters that would upset a terminal."""
    cut = text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}..."
    shown = "".join(mark if mark.isprintable() else " " if mark.isspace() else "?" for mark in cut)
    return f"'{shown}'"


def distance(typed: str, words: Vocabulary = ENGLISH) -> tuple[str, int] | None:
    """Return the amount and the direction (-1 is the past) of `in 3 days` or `25m ago`; None if it is neither."""
    for (before, after), direction in words.distances.items():
        if typed.startswith(before) and typed.endswith(after):
            return typed[len(before) : len(typed) - len(after)], direction
    return None


def shift(typed: str, words: Vocabulary = ENGLISH) -> tuple[int, str] | None:
    """Return the shift and the rest of `last week`; the shift word may also stand last, as in "monday last"."""
    first, _, rest = typed.partition(" ")
    if first in words.shifts:
        return words.shifts[first], rest
    rest, _, last = typed.rpartition(" ")
    return (words.shifts[last], rest) if last in words.shifts else None


def full_name(table: dict[str, int], meaning: int) -> str:
    """Return the first word with that meaning: the full one."""
    return next(word for word in table if table[word] == meaning)
