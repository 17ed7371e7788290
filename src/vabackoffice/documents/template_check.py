"""Try every template on example invoices, so that a broken one shows before an invoice needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from vabackoffice.documents.html import BrokenTemplateError, render_invoice_html, template_names
from vabackoffice.documents.look import PAPERS, Look
from vabackoffice.documents.pdf import write_pdf
from vabackoffice.documents.sample import sample_invoice
from vabackoffice.documents.words import LANGUAGES
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterator
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

    Each is tried in all languages, on both papers, as invoice, credit note and draft; one PDF is made of each.

    Raises:
        MissingError: Pango is not installed, so no PDF can be tried.
    """
    findings = [finding for name in template_names(folder) for finding in _check(name, folder)]
    return list(dict.fromkeys(findings))


def _check(name: str, folder: Path | None) -> list[Finding]:
    findings = [
        finding
        for paper in PAPERS
        for invoice in _examples()
        if (finding := _try_html(invoice, Look(paper=paper, template=name), folder))
    ]
    if findings:
        return findings
    invoice = sample_invoice("en")
    created = datetime.combine(invoice.issue_date, time(), UTC)
    try:
        write_pdf(render_invoice_html(invoice, Look(template=name), folder), created=created)
    except InvalidInputError as error:
        return [Finding(f"{name}.html", 0, error.message)]
    return []


def _examples() -> Iterator[Invoice]:
    for language in LANGUAGES:
        yield sample_invoice(language)
        yield sample_invoice(language, kind="credit_note")
        yield sample_invoice(language, number=None)


def _try_html(invoice: Invoice, look: Look, folder: Path | None) -> Finding | None:
    try:
        render_invoice_html(invoice, look, folder)
    except BrokenTemplateError as error:
        return Finding(error.template, error.line, error.problem)
    return None
