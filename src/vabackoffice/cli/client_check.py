"""`va client check`: ask VIES whether a client's VAT id is valid."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from vabackoffice.cli import invocation, output


def check(handle: Annotated[str, typer.Argument(metavar="HANDLE", show_default=False)]) -> None:
    """Ask VIES whether a client's VAT id is valid now, and keep the answer.

    Needs the network; without it there is only a note, and nothing waits for it.

    Examples:
      va client check acme
    """
    from vabackoffice.cli.before_issuing import answer_line, vies_service
    from vabackoffice.errors import InvalidInputError
    from vabackoffice.storage.reads.particulars import read_business, read_client
    from vabackoffice.usecases.targets import find_client
    from vabackoffice.usecases.vies import NoAnswerError, check_vat_id_online

    with invocation.open_desk() as desk:
        client = read_client(desk.book, find_client(desk.book, handle, archived=True))
        if not client["vat_id"]:
            message = f"'{client['handle']}' has no VAT id."
            raise InvalidInputError(message, f"Add it: 'va client edit {client['handle']} --vat-id ID'.")
        asker = read_business(desk.book)["vat_id"]
        found: dict[str, Any] = {"client": client["handle"], "vat_id": client["vat_id"], "valid": None}
        try:
            answer = check_vat_id_online(desk.book, desk.now, client["vat_id"], asker, vies_service())
        except NoAnswerError as error:
            said = f"{error} '{client['vat_id']}' passes the check of its digits; try again later."
            output.show(found | {"problem": str(error)}, said)
            return
    found |= {"valid": answer.is_valid, "name": answer.name, "consultation": answer.consultation}
    output.show(found | {"asked_at": answer.asked_at.isoformat()}, answer_line(answer))
