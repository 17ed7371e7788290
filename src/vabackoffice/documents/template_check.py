"""Try every template on example invoices, so that a broken one shows before an invoice needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from vabackoffice.documents.html import BrokenTemplateError, render_invoice_html, render_quote_html, template_names
from vabackoffice.documents.look import PAPERS, Look
from vabackoffice.documents.pdf import write_pdf
from vabackoffice.documents.sample import sample_invoice
from vabackoffice.documents.sample_quote import sample_quote_view
from vabackoffice.documents.words import LANGUAGES
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from vabackoffice.domain.invoice import Invoice


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a template, and where; `line` is 0 when the page as a whole is wrong."""

    template: str
    line: int
    message: str


def check_templates(folder: Path | None) -> list[Finding]:
    """Render every packaged template and every one in the user's `folder`, and return what went wrong, if anything.

    Each is tried in all languages, on both papers, as invoice, credit note, draft, proforma and quote; one PDF is made
    of each.

    Raises:
        MissingError: Pango is not installed, so no PDF can be tried.
    """
    findings = [finding for name in template_names(folder) for finding in _check(name, folder)]
    return list(dict.fromkeys(findings))


def _check(name: str, folder: Path | None) -> list[Finding]:
    looks = [Look(paper, name, intro="Intro", footer="Footer") for paper in PAPERS]
    tried = [_try(partial(render, look)) for look in looks for render in _examples(folder)]
    findings = [finding for finding in tried if finding]
    if findings:
        return findings
    invoice = sample_invoice("en")
    created = datetime.combine(invoice.issue_date, time(), UTC)
    try:
        write_pdf(render_invoice_html(invoice, Look(template=name), folder), created=created)
    except InvalidInputError as error:
        return [Finding(f"{name}.html", 0, error.message)]
    return []


def _examples(folder: Path | None) -> Iterator[Callable[[Look], str]]:
    for language in LANGUAGES:
        invoice, draft = sample_invoice(language), sample_invoice(language, number=None)
        credit = sample_invoice(language, kind="credit_note")
        for one in (invoice, credit, draft):
            yield partial(_invoice_html, one, folder)
        yield partial(_invoice_html, draft, folder, proforma=True)
        yield partial(_quote_html, language, folder)


def _invoice_html(invoice: Invoice, folder: Path | None, look: Look, *, proforma: bool = False) -> str:
    return render_invoice_html(invoice, look, folder, proforma=proforma)


def _quote_html(language: str, folder: Path | None, look: Look) -> str:
    return render_quote_html(sample_quote_view(language, look), look.template, folder)


def _try(render: Callable[[], str]) -> Finding | None:
    try:
        render()
    except BrokenTemplateError as error:
        return Finding(error.template, error.line, error.problem)
    return None
