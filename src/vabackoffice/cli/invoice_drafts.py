"""Drafts as every command that makes or changes one shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.cli import output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.usecases.assembling import Assembled


def show_drafts(found: Sequence[Assembled], left_out: tuple[str, ...] = ()) -> None:
    """Print drafts with the reasons of their lines, and what was left out."""
    from vabackoffice.cli.invoice_text import preview_json, preview_text

    text = "\n\n".join(preview_text(one) for one in found)
    said = "\n".join([text, *(f"Left out: {reason}" for reason in left_out)])
    output.show({"drafts": [preview_json(one) for one in found], "left_out": list(left_out)}, said)
