"""Bars for the terminal."""

from __future__ import annotations

EIGHTHS = "▏▎▍▌▋▊▉█"
PLAIN = "#"


def draw_bar(value: int, largest: int, width: int, *, eighths: bool) -> str:
    """Return a bar for `value`, `width` columns long for `largest`; whatever is more than nothing can be seen.

    Args:
        value: what the bar stands for, zero or more.
        largest: the value of the longest bar.
        width: how many columns of the terminal there are.
        eighths: draw blocks to an eighth of a column, else `#` for whole columns.
    """
    if value <= 0 or largest <= 0:
        return ""
    parts = len(EIGHTHS) if eighths else 1
    length = max(1, (2 * value * width * parts + largest) // (2 * largest))
    whole, rest = divmod(length, parts)
    return (EIGHTHS[-1] if eighths else PLAIN) * whole + (EIGHTHS[rest - 1] if rest else "")
