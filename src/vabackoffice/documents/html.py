"""A view and a Jinja2 template make HTML. Templates are the user's own first, then the packaged ones.

Everything in a view may come from outside, so it is escaped, and a template runs in a sandbox.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING, Any

from vabackoffice.documents.invoice_view import invoice_view
from vabackoffice.errors import InvalidInputError, NotFoundError

_SUFFIXES = (".html", ".css")

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

    from vabackoffice.documents.look import Look
    from vabackoffice.domain.invoice import Invoice


def packaged_templates(kind: str = "invoices") -> Path:
    """Return the folder of the templates that come with the program: in the wheel, or in a checkout beside `src`."""
    package = Path(__file__).parents[1]
    in_wheel = package / "templates" / kind
    return in_wheel if in_wheel.is_dir() else package.parents[1] / "templates" / kind


def template_names(templates: Path | None) -> list[str]:
    """Return the names of all templates, the packaged ones and those in the user's folder `templates`.

    A file whose name begins with `_` is a part of templates, not one of them.
    """
    folders = [packaged_templates(), *([templates] if templates else [])]
    names = {file.stem for folder in folders for file in folder.glob("*.html")}
    return sorted(name for name in names if not name.startswith("_"))


def render_invoice_html(invoice: Invoice, look: Look, templates: Path | None, *, proforma: bool = False) -> str:
    """Return the invoice as one HTML document that needs nothing beside itself.

    Args:
        invoice: a draft, an invoice or a credit note.
        look: the template's name and what it may choose from.
        templates: the user's own folder, whose files win over packaged ones of the same name; None without one.
        proforma: a draft is shown as what the invoice will be.

    Raises:
        NotFoundError: no template has the name that `look` asks for.
        InvalidInputError: the template is broken; the message names the file, the line and what is wrong.
    """
    _refuse_unknown(look.template, templates)
    view = invoice_view(invoice, look, proforma=proforma)
    return _render(f"{look.template}.html", view, templates, packaged_templates())


def _refuse_unknown(template: str, templates: Path | None) -> None:
    names = template_names(templates)
    if template not in names:
        message = f"No template is called '{template}'."
        raise NotFoundError(message, f"There are: {', '.join(names)}.")


def render_quote_html(view: dict[str, Any], template: str, templates: Path | None) -> str:
    """Return a quote as one HTML document in the layout of the invoices.

    Args:
        view: what the template may print, from `quote_view`.
        template: the invoice template whose layout it takes; where that has no block `document`, the classic one's.
        templates: the user's own folder; its `_quote.html` wins over the packaged one.

    Raises:
        NotFoundError: no template has that name.
        InvalidInputError: the user's template is broken.
    """
    _refuse_unknown(template, templates)
    layout = f"{template}.html" if _has_block(f"{template}.html", "document", templates, view) else "classic.html"
    return _render("_quote.html", view | {"layout": layout}, templates, packaged_templates())


def _has_block(template: str, block: str, own: Path | None, view: dict[str, Any]) -> bool:
    try:
        return block in _environment(own, packaged_templates()).get_template(template).blocks
    except Exception as error:  # what is wrong with a template has as many kinds as in `_render`
        raise _broken(error, template, view) from error


def render_tax_year_html(view: dict[str, Any], templates: Path | None) -> str:
    """Return the report on a tax year as one HTML document.

    Args:
        view: what the template may print, from `tax_year_view`.
        templates: the user's own folder; its `reports/tax_year.html` wins over the packaged one.

    Raises:
        InvalidInputError: the user's template is broken.
    """
    own = templates / "reports" if templates else None
    return _render("tax_year.html", view, own, packaged_templates("reports"))


def render_statement_html(view: dict[str, Any], templates: Path | None) -> str:
    """Return the statement of an hour bank as one HTML document that needs nothing beside itself.

    Args:
        view: what the template may print, from `statement_view`.
        templates: the user's own folder; its `reports/bank.html` wins over the packaged one.

    Raises:
        InvalidInputError: the user's template is broken.
    """
    own = templates / "reports" if templates else None
    return _render("bank.html", view, own, packaged_templates("reports"))


def _render(template: str, view: dict[str, Any], own: Path | None, packaged: Path) -> str:
    environment = _environment(own, packaged)
    try:
        return environment.get_template(template).render(view)
    except Exception as error:  # a template can raise anything: 1 / 0 is an expression too
        raise _broken(error, template, view) from error


class BrokenTemplateError(InvalidInputError):
    """A template cannot be rendered: which file, on which line, and why."""

    def __init__(self, template: str, line: int, problem: str, hint: str) -> None:
        """Keep the place apart from the message, for a list of findings."""
        super().__init__(f"Template '{template}', line {line}: {problem}", hint)
        self.template = template
        self.line = line
        self.problem = problem


def _broken(error: Exception, template: str, view: dict[str, Any]) -> BrokenTemplateError:
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        place = (Path(error.name or template).name, error.lineno)
    else:
        # Jinja2 puts its templates among the Python files of the traceback; the innermost is the place.
        frames = [frame for frame in extract_tb(error.__traceback__) if Path(frame.filename).suffix in _SUFFIXES]
        place = (Path(frames[-1].filename).name, frames[-1].lineno or 0) if frames else (template, 0)
    missing = isinstance(error, TemplateNotFound)
    problem = f"there is no template '{error}'" if missing else str(error).rstrip(".")
    return BrokenTemplateError(*place, f"{problem}.", f"A template may use: {', '.join(sorted(view))}.")


@lru_cache(maxsize=4)
def _environment(own: Path | None, packaged: Path) -> SandboxedEnvironment:
    from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    folders = [own, packaged] if own else [packaged]
    return SandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
