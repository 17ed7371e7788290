"""What timeclock and timedot share, as hledger reads them: account names, comments and their tags.

`acme:inbox:mail` is client `acme`, project `inbox:mail`.
"""

from __future__ import annotations

import re

from vabackoffice.importers.cells import plain_text

GAP = re.compile(r" {2,}| *\t\s*")  # ends an account's name, which may have single spaces
_TAG = re.compile(r"([^\s:,]{1,40}):(?!//)([^,]*)")


def split_account(account: str) -> tuple[str, str]:
    """Return the client and the project of an account; a virtual posting's brackets say nothing."""
    client, _, project = account.strip().strip("()[]").partition(":")
    return plain_text(client), plain_text(project)


def join_note(description: str, comment: str) -> str:
    """Return what is said of the work; hledger keeps both, so nothing that was written is lost."""
    return "; ".join(filter(None, (plain_text(description), plain_text(comment))))


def read_tags(comment: str) -> tuple[str, ...]:
    """Return the tags in a comment: `where:home, urgent:` has `where:home` and `urgent`."""
    found = (f"{name}:{plain_text(value)}".rstrip(":") for name, value in _TAG.findall(comment))
    return tuple(dict.fromkeys(found))
