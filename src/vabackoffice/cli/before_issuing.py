"""What is said on stderr before documents are issued: duties, tables that are out of date, what VIES answers."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from vabackoffice.cli import output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vabackoffice.cli.invocation import Desk
    from vabackoffice.storage.vat_id_answers import Answer
    from vabackoffice.usecases.assembling import Assembled


def note_duties(desk: Desk) -> None:
    """Say which tables somebody should have looked at again, and which duties of the seller's country are left open."""
    from vabackoffice.usecases.duties import duties

    for sentence in duties(desk.about.country, desk.today):
        output.note(sentence)


def vies_service() -> str:
    """Return the address of VIES: VA_VIES_URL, else the European Commission's."""
    from vabackoffice.usecases.vies import SERVICE

    return os.environ.get("VA_VIES_URL", "") or SERVICE


def ask_vies(desk: Desk, ready: Sequence[Assembled]) -> None:
    """Ask about the VAT ids of clients that owe the tax themselves; whatever comes back is a note."""
    from vabackoffice.storage.reads.particulars import read_business
    from vabackoffice.usecases.vies import NoAnswerError, check_vat_id_online

    asker = read_business(desk.book)["vat_id"]
    groups = [(one.invoice.buyer.vat_id, group.category) for one in ready for group in one.invoice.vat_breakdown]
    for vat_id in dict.fromkeys(vat_id for vat_id, category in groups if category == "AE"):
        try:
            output.note(answer_line(check_vat_id_online(desk.book, desk.now, vat_id, asker, vies_service())))
        except NoAnswerError as error:
            output.note(f"{error} '{vat_id}' was not checked online.")


def answer_line(answer: Answer) -> str:
    """Return what VIES said, in a sentence."""
    verdict = "is valid" if answer.is_valid else "is NOT valid"
    named = f", {answer.name}" if answer.name else ""
    proof = f", consultation number {answer.consultation}" if answer.consultation else ""
    return f"VIES: '{answer.vat_id}' {verdict} on {answer.asked_at.date()}{named}{proof}."
