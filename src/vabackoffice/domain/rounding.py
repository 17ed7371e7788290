"""Rounding worked time for the bill: to which unit, which way, at least how much, and what is rounded as one.

The worked seconds stay as they are; what is billed is counted anew from them whenever a line is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from vabackoffice.domain.duration import format_duration, parse_duration
from vabackoffice.domain.words import fold, quoted
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence
    from datetime import date

Mode = Literal["up", "nearest", "down"]
Level = Literal["entry", "task-day", "day", "invoice"]

_MODES: dict[Mode, str] = {"up": "rounded up to", "nearest": "rounded to the nearest", "down": "rounded down to"}
_LEVELS: dict[Level, str] = {
    "entry": "each entry",
    "task-day": "each task on each day",
    "day": "each day",
    "invoice": "all time at one price",
}


@dataclass(frozen=True, slots=True)
class RoundingRule:
    """First at least `minimum_seconds`, then whole units of `unit_seconds` (0: to the second), at `level`."""

    unit_seconds: int = 0
    mode: Mode = "up"
    minimum_seconds: int = 0
    level: Level = "entry"

    @classmethod
    def parse(cls, text: str, level: str = "entry", minimum: str = "") -> RoundingRule:
        """Return the rule that `15m/up`, `6m/nearest`, `30m/down`, `15m` (up) or `none` stands for.

        Args:
            text: the unit and the way.
            level: what is rounded as one: `entry`, `task-day`, `day` or `invoice`.
            minimum: the least that is billed at that level, a duration such as `30m`; empty means none.

        Raises:
            InvalidInputError: one of the three was not understood.
        """
        unit, mode = _parse_unit(text)
        return cls(unit, mode, parse_duration(minimum) if minimum.strip() else 0, check_level(level))

    def describe(self) -> str:
        """Return the rule in plain words: `each entry up to 15m, at least 30m`."""
        unit = f"{_MODES[self.mode]} {format_duration(self.unit_seconds)}" if self.unit_seconds else ""
        minimum = f"at least {format_duration(self.minimum_seconds)}" if self.minimum_seconds else ""
        what = ", ".join(part for part in (unit, minimum) if part)
        return f"{_LEVELS[self.level]} {what}" if what else "not rounded"


@dataclass(frozen=True, slots=True)
class Piece:
    """A time entry as rounding sees it: `key` names it, `task` is what the level `task-day` goes by."""

    key: Hashable
    day: date
    task: str
    seconds: int


def check_level(text: str) -> Level:
    """Return the level that was typed.

    Raises:
        InvalidInputError: there is no such level.
    """
    for level in _LEVELS:
        if level == fold(text):
            return level
    message = f"{quoted(text)} is not a level of rounding."
    raise InvalidInputError(message, f"Use one of {', '.join(_LEVELS)}.")


def round_seconds(seconds: int, rule: RoundingRule) -> int:
    """Return `seconds` as billed: the minimum first, then the unit; a tie goes up, nothing stays nothing."""
    if not seconds:
        return 0
    at_least = max(seconds, rule.minimum_seconds)
    if not rule.unit_seconds:
        return at_least
    whole, rest = divmod(at_least, rule.unit_seconds)
    goes_up = {"up": rest > 0, "nearest": 2 * rest >= rule.unit_seconds, "down": False}
    return (whole + goes_up[rule.mode]) * rule.unit_seconds


def billed_seconds(
    pieces: Sequence[Piece], rule: RoundingRule, before: Mapping[Hashable, tuple[int, int]] | None = None
) -> dict[Hashable, int]:
    """Return the billed seconds of each piece by its key; they add up to each group's rounded total.

    Args:
        pieces: what is billed now.
        rule: how.
        before: worked and billed seconds of the same groups that were billed earlier, by `rounding_group`. The group is
            rounded as a whole, and what was billed earlier is taken off, never to less than nothing.
    """
    groups: dict[Hashable, list[Piece]] = {}
    for piece in pieces:
        groups.setdefault(rounding_group(piece, rule.level), []).append(piece)
    billed: dict[Hashable, int] = {}
    for group, members in groups.items():
        worked_before, billed_before = (before or {}).get(group, (0, 0))
        worked = [piece.seconds for piece in members]
        due = max(0, round_seconds(worked_before + sum(worked), rule) - billed_before)
        billed |= zip((piece.key for piece in members), share_out(worked, due), strict=True)
    return billed


def rounding_group(piece: Piece, level: Level) -> Hashable:
    """Return what is rounded as one with `piece`."""
    keys: dict[Level, Hashable] = {
        "entry": piece.key,
        "task-day": (piece.day, piece.task),
        "day": piece.day,
        "invoice": None,
    }
    return keys[level]


def share_out(worked: Sequence[int], due: int) -> list[int]:
    """Return `due` seconds shared over pieces as they were worked.

    What `due` has more goes to the last piece; what it has less is taken from the last one backwards, none below zero.
    """
    shares = list(worked)
    surplus = due - sum(shares)
    if surplus > 0:
        shares[-1] += surplus
    for place in range(len(shares) - 1, -1, -1):
        taken = min(max(-surplus, 0), shares[place])
        shares[place] -= taken
        surplus += taken
    return shares


def _parse_unit(text: str) -> tuple[int, Mode]:
    unit_text, slash, mode_text = fold(text).partition("/")
    if unit_text == "none" and not slash:
        return 0, "up"
    mode = next((known for known in _MODES if known == (mode_text.strip() if slash else "up")), None)
    try:
        unit = parse_duration(unit_text)
    except InvalidInputError:
        unit = 0
    if not unit or mode is None:
        message = f"{quoted(text)} is not a rounding rule."
        hint = "Write a duration and the way, such as '15m/up', '6m/nearest' or '30m/down', or 'none'."
        raise InvalidInputError(message, hint)
    return unit, mode
