"""What the day's commands say of an hour bank or a cap; daily, so nothing heavy is imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.cli import invocation, output
from vabackoffice.usecases.limits import cap_use_of, empty_bank

if TYPE_CHECKING:
    from vabackoffice.cli.invocation import Desk
    from vabackoffice.domain.time_entry import Work
    from vabackoffice.usecases.limits import Left


def ask_at_the_limit(desk: Desk, work: Work) -> None:
    """Ask before a timer starts on an empty bank whose terms say so, or on a cap that is used up; warn near a cap.

    Raises:
        MissingError: nobody is there to answer, and `--yes` was not said.
    """
    left = empty_bank(desk.book, work, desk.today)
    if left is not None:
        invocation.confirm(f"The bank of {work.target} is empty ({left.said}); starting a timer")
    warn_near_cap(desk, work, ask=True)


def warn_near_cap(desk: Desk, work: Work, *, ask: bool = False) -> None:
    """Say on stderr how far a cap is used, from four fifths on; with `ask`, ask when nothing is left under it."""
    use = cap_use_of(desk.book, work, desk.today)
    if use is None:
        return
    from vabackoffice.usecases.cap_use import FULL, NEARLY

    if use.percent >= FULL and ask and not invocation.current.yes:
        invocation.confirm(f"{use.said}; starting a timer")
    elif use.percent >= NEARLY:
        output.note(use.said)


def left_line(work: Work, left: Left | None) -> list[str]:
    """Return the line about the bank: `acme/inbox: 4h15 of 20h left until 30 Jun`; none without a bank."""
    return [f"{work.target}: {left.said}"] if left is not None else []


def left_json(left: Left | None) -> dict[str, object] | None:
    """Return what is left of a bank as scripts read it."""
    if left is None:
        return None
    return {
        "left_seconds": left.seconds,
        "of_seconds": left.of_seconds,
        "until": left.until.isoformat() if left.until else None,
    }
