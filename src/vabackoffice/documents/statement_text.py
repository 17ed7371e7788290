"""The "hours left" as a message: plain lines for a chat or an e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_LINES = 12
_WIDEST_NAME, _WIDEST_NOTE = 60, 50
_MOST_SAID = 2


def statement_text(view: Mapping[str, Any]) -> str:
    """Return at most twelve lines: how the hours stand, what is to come, and the latest work as far as there is room.

    Args:
        view: from `statement_view`, with all of its work.
    """
    word, headline = view["words"], view["headline"]
    whose = " · ".join(filter(None, (_short(view["client"], _WIDEST_NAME), _short(view["agreement"], _WIDEST_NAME))))
    lines = [
        _labelled(view, word["hours_left"], f"{whose}, {view['period']}"),
        f"{headline['hours']} {headline['text']} ({view['as_of']})",
    ]
    coming = {row["label"]: ", ".join(row["lines"][:_MOST_SAID]) for row in view["outlook"]}
    lines += [
        _labelled(view, part["label"], part["hours"])
        for part in view["bar"]["parts"]
        if part["kind"] != "left" and part["label"] not in coming
    ]
    lines += [_labelled(view, label, value) for label, value in coming.items()]
    return _plain([*lines, *_work(view, MOST_LINES - len(lines))])


def _work(view: Mapping[str, Any], room: int) -> list[str]:
    """Return a heading and the latest entries; where they do not all fit, how many there are."""
    rows = view["work"]["rows"]
    if not rows:
        return [view["words"]["nothing_done"]]
    room -= 1
    heading = view["words"]["work_done"]
    if len(rows) > room:
        heading = view["words"]["latest_of"].format(count=str(len(rows)))
    return [_labelled(view, heading, "").rstrip(), *(_row(row) for row in rows[-room:])]


def _row(row: Mapping[str, Any]) -> str:
    return f"- {row['date']} · {row['hours']} · {_short(row['note'], _WIDEST_NOTE)}"


def _labelled(view: Mapping[str, Any], label: str, value: str) -> str:
    return str(view["words"]["labelled"].format(label=label, value=value))


def _short(text: str, widest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= widest else f"{line[: widest - 1].rstrip()}…"


def _plain(lines: list[str]) -> str:
    """Join lines with plain spaces, which every messenger takes."""
    return "\n".join(lines).translate({0x00A0: " ", 0x2009: " ", 0x202F: " "})
