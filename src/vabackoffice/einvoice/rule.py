"""A rule of an electronic invoice, and what is found when it is broken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from vabackoffice.einvoice.model import Document


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that a document breaks: its official id, the term (BT or BG) it is about, what is wrong, what to do.

    A warning does not keep the file from being accepted.
    """

    rule: str
    term: str
    message: str
    hint: str = ""
    is_warning: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """What `breaks` says of a document: nothing, or something true where the rule is broken.

    A text it returns is put in the place of `{found}` in the message; `{client}` in the hint is the client's handle.
    """

    id: str
    term: str
    breaks: Callable[[Document], object]
    message: str
    hint: str = ""
    is_warning: bool = False


def broken(rules: Iterable[Rule], document: Document, client: str) -> Iterator[Finding]:
    """Yield what the document breaks, in the order of the rules."""
    for rule in rules:
        found = rule.breaks(document)
        if found:
            message, hint = rule.message.format(found=found), rule.hint.format(client=client)
            yield Finding(rule.id, rule.term, message, hint, rule.is_warning)


def listed(names: Iterable[str]) -> str:
    """Return names for a message: `1, 4`; empty where there is none."""
    return ", ".join(names)
