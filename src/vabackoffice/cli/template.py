"""`va template`: how invoices look."""

from __future__ import annotations

from typing import Annotated

import typer

from vabackoffice.cli import invocation, output
from vabackoffice.errors import ConflictError, InvalidInputError, NotFoundError

app = typer.Typer(
    rich_markup_mode=None, add_completion=False, no_args_is_help=True, help="Invoice templates: check, list, copy."
)


@app.command("list")
def list_templates() -> None:
    """List the templates there are, your own included.

    Examples:
      va template list
    """
    from vabackoffice.documents.html import template_names

    folder = invocation.template_folder()
    names = template_names(folder)
    where = f"Your own: {folder}" if folder else f"Your own would lie in {invocation.own_templates()}"
    output.show({"templates": names, "folder": str(folder) if folder else None}, "\n".join([*names, where]))


@app.command("check")
def check() -> None:
    """Print every template with sample data, in all languages and on both papers, and report what is wrong.

    Examples:
      va template check
    """
    from vabackoffice.documents.html import template_names
    from vabackoffice.documents.template_check import check_templates

    folder = invocation.template_folder()
    findings = check_templates(folder)
    body = [{"template": one.template, "line": one.line, "message": one.message} for one in findings]
    if findings:
        lines = "\n".join(f"{one.template}, line {one.line}: {one.message}" for one in findings)
        output.show({"templates": template_names(folder), "findings": body}, lines)
        message = f"{len(findings)} problem{'s' if len(findings) > 1 else ''} found."
        raise InvalidInputError(message, "Mend the template and check again; invoices are not affected until then.")
    names = ", ".join(template_names(folder))
    output.show({"templates": template_names(folder), "findings": []}, f"All is well: {names}.")


@app.command("copy")
def copy(
    name: Annotated[str, typer.Argument(metavar="TEMPLATE", show_default=False)] = "classic",
    new_name: Annotated[str | None, typer.Option("--as", metavar="NAME", help="What yours is called.")] = None,
) -> None:
    """Copy a template into your own folder, to change it there.

    Examples:
      va template copy classic --as mine
    """
    from vabackoffice.cli.files import plain_errors, write_new
    from vabackoffice.documents.html import packaged_templates
    from vabackoffice.domain.handle import check_handle

    source = packaged_templates() / f"{check_handle(name)}.html"
    if not source.is_file():
        message = f"There is no template '{name}'."
        raise NotFoundError(message, "'va template list' shows all.")
    folder = invocation.own_templates()
    target = folder / f"{check_handle(new_name or name)}.html"
    if target.exists():
        message = f"'{target}' is already there."
        raise ConflictError(message, "Choose another name: '--as NAME'.")
    with plain_errors(target):
        folder.mkdir(parents=True, exist_ok=True)
    write_new(target, source.read_bytes())
    use = f"Use it with 'va business edit --template {target.stem}', check it with 'va template check'."
    text = f"Copied to {target}\n{use}"
    output.show({"file": str(target)}, text)
