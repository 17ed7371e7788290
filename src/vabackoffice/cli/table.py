"""Tables for people, as plain text.

Drawn by hand because rich takes as long to load as the whole of `va entries`, and half a millisecond for each row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAP = "  "
FLOORS = (18, 8)  # short columns are not folded, except in a terminal too narrow for them all
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def draw_table(
    columns: Sequence[tuple[str, str]],
    rows: Sequence[Sequence[str]],
    *,
    width: int,
    title: str = "",
    total: bool = False,
    bold: bool = False,
    rule: str = "─",
) -> str:
    """Return a table.

    Args:
        columns: heading and alignment of each column. Text that is "left" is folded where it must, what is "right" is
            never folded, and what is "whole", dates and times on the left, only when nothing else is left to fold.
        rows: the cells, already formatted.
        width: how many characters of the terminal there are.
        title: a line above the table.
        total: set the last row apart as the total.
        bold: print headings and total in bold.
        rule: what the line below the headings is made of.
    """
    table = [[_safe(cell) for cell in row] for row in ([heading for heading, _ in columns], *rows)]
    widths = _fitting(_widths(table), [align for _, align in columns], width)
    drawn = [list(_lines(row, widths, columns)) for row in table]
    if bold:
        for row in (drawn[0], drawn[-1]) if total else (drawn[0],):
            row[:] = [f"{BOLD}{line}{PLAIN}" for line in row]
    line = rule * (sum(widths) + len(GAP) * (len(widths) - 1))
    last = ["", *drawn.pop()] if total else []
    lines = [*([title] if title else []), *drawn[0], line, *(part for row in drawn[1:] for part in row), *last]
    return "\n".join(lines)


def _safe(text: str) -> str:
    """Return a cell without characters that would upset a terminal; line breaks stay."""
    if text.isprintable():
        return text
    lines = ("".join(mark if mark.isprintable() else " " for mark in line).rstrip() for line in text.splitlines())
    return "\n".join(lines)


def cell_width(text: str) -> int:
    """Return how many columns of a terminal a line takes: East Asian letters two, combining accents none."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(mark) else 2 if east_asian_width(mark) in "WF" else 1 for mark in text)


def _widths(table: list[list[str]]) -> list[int]:
    return [
        max(cell_width(line) for cell in column for line in cell.split("\n")) for column in zip(*table, strict=True)
    ]


def _fitting(widths: list[int], aligned: list[str], width: int) -> list[int]:
    """Narrow the widest columns of text until the table fits; numbers keep their width even if it does not."""
    fitting = list(widths)
    excess = sum(fitting) + len(GAP) * (len(fitting) - 1) - width
    steps = [("left", floor) for floor in FLOORS] + [("whole", FLOORS[-1])]
    for kind, floor in steps:
        while excess > 0:
            size, place = max(((size, i) for i, size in enumerate(fitting) if aligned[i] == kind), default=(0, 0))
            if size <= floor:
                break
            fitting[place] -= 1
            excess -= 1
    return fitting


def _lines(row: Sequence[str], widths: Sequence[int], columns: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines of one row; a cell that is too wide goes on below itself."""
    cells = [list(_fold(cell, width)) for cell, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, cells))):
        parts = [cell[number] if number < len(cell) else "" for cell in cells]
        padded = [
            " " * (width - cell_width(part)) + part if align == "right" else part + " " * (width - cell_width(part))
            for part, width, (_, align) in zip(parts, widths, columns, strict=True)
        ]
        yield GAP.join(padded).rstrip()


def _fold(cell: str, width: int) -> Iterator[str]:
    """Yield the lines of a cell, broken between words where that is possible."""
    for line in cell.split("\n"):
        rest = line
        while cell_width(rest) > width:
            end = _fitting_end(rest, width)
            space = rest.rfind(" ", 1, end + 1)
            cut = space if space > 0 else end
            yield rest[:cut]
            rest = rest[cut:].lstrip()
        yield rest


def _fitting_end(text: str, width: int) -> int:
    """Return how many characters of `text` fit into `width` columns, at least one."""
    taken = 0
    for place, mark in enumerate(text):
        taken += cell_width(mark)
        if taken > width:
            return max(place, 1)
    return len(text)
