"""From view to HTML: what is escaped, what a template may not do, and what it hears when it is broken."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from vabackoffice.documents.html import BrokenTemplateError, packaged_templates, render_invoice_html, template_names
from vabackoffice.documents.look import Look
from vabackoffice.documents.sample import sample_invoice
from vabackoffice.errors import InvalidInputError, NotFoundError


def rendered(folder: Path, text: str, name: str = "own.html") -> str:
    """Render the example with a template of the user's."""
    (folder / name).write_text(text, encoding="utf-8")
    return render_invoice_html(sample_invoice("en"), Look(template=Path(name).stem), folder)


def refused(folder: Path, text: str) -> BrokenTemplateError:
    with pytest.raises(BrokenTemplateError) as broken:
        rendered(folder, text)
    return broken.value


def test_the_example_as_html(snapshot: SnapshotAssertion) -> None:
    html = render_invoice_html(sample_invoice("en"), Look(), None)

    without_style_and_code = re.sub(r"(?s)(?<=<style>).*?(?=</style>)|(?<=base64,)[\w+/=]+", "…", html)

    assert without_style_and_code == snapshot


@pytest.mark.parametrize("template", ["classic", "modern"])
def test_the_accent_and_the_paper_are_in_the_style_sheet(template: str) -> None:
    html = render_invoice_html(sample_invoice("en"), Look("Letter", template, accent="#0a0b0c"), None)

    assert "size: Letter;" in html
    assert "#0a0b0c" in html
    assert Look().accent not in html


def test_the_plain_template_has_no_colour() -> None:
    html = render_invoice_html(sample_invoice("en"), Look(template="plain", accent="#0a0b0c"), None)

    assert "#0a0b0c" not in html


@pytest.mark.parametrize("template", ["classic", "modern", "plain"])
def test_everything_from_outside_is_escaped(template: str) -> None:
    evil = '<script>alert("x")</script>'
    invoice = sample_invoice("en")
    sources = tuple(replace(source, note=evil) for source in invoice.lines[0].sources)
    lines = (replace(invoice.lines[0], text=evil, unit=evil, sources=sources), *invoice.lines[1:])
    seller = replace(invoice.seller, name=evil, street=evil, email=evil, bank_name=evil, vat_id=evil, bic=evil)
    buyer = replace(invoice.buyer, name=evil, contact=evil, city=evil, buyer_reference=evil)

    html = render_invoice_html(
        replace(
            invoice,
            lines=lines,
            seller=seller,
            buyer=buyer,
            notes=evil,
            wordings=(evil,),
            payment_reference=evil,
            number=evil,
            corrects=evil,
        ),
        Look(template=template, intro=evil, footer=evil),
        None,
    )

    assert "<script" not in html
    assert html.count("&lt;script&gt;") > 15


def test_a_users_template_wins_by_name_and_may_use_packaged_parts(tmp_path: Path) -> None:
    assert rendered(tmp_path, "Hello {{ buyer.name }}", "classic.html") == "Hello Example Bakery Ltd"
    assert "@page" in rendered(tmp_path, '{% include "classic.css" %}')


def test_names_of_templates(tmp_path: Path) -> None:
    for name in ("own.html", "_part.html", "own.css", "classic.html"):
        (tmp_path / name).touch()

    assert template_names(None) == ["classic", "modern", "plain"]
    assert template_names(tmp_path) == ["classic", "modern", "own", "plain"]
    assert template_names(tmp_path / "missing") == ["classic", "modern", "plain"]
    assert packaged_templates().is_dir()


@pytest.mark.parametrize("name", ["fancy", "_timesheet", "../classic", "classic.html", ""])
def test_a_template_that_is_not_there(name: str) -> None:
    with pytest.raises(NotFoundError) as missing:
        render_invoice_html(sample_invoice("en"), Look(template=name), None)

    assert missing.value.message == f"No template is called '{name}'."
    assert missing.value.hint == "There are: classic, modern, plain."


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{{ foo }}", "'foo' is undefined."),
        ("{{ buyer.iban }}", "'dict object' has no attribute 'iban'."),
        ("{% if %}", "Expected an expression, got 'end of statement block'."),
        ("{% endfor %}", "Encountered unknown tag 'endfor'."),
        ("{{ 1 / 0 }}", "division by zero."),
        ("{{ title + 1 }}", 'can only concatenate str (not "int") to str.'),
        ("{{ title | shout }}", "No filter named 'shout'."),
        ('{% include "missing.html" %}', "there is no template 'missing.html'."),
    ],
)
def test_a_broken_template_names_file_line_and_problem(tmp_path: Path, line: str, problem: str) -> None:
    broken = refused(tmp_path, f"<html>\n<body>\n{line}\n</body>")

    assert broken.message == f"Template 'own.html', line 3: {problem}"
    assert (broken.template, broken.line, broken.problem) == ("own.html", 3, problem)
    assert "A template may use: annex, buyer, currency," in broken.hint
    assert isinstance(broken, InvalidInputError)


def test_the_place_is_the_part_that_is_broken(tmp_path: Path) -> None:
    (tmp_path / "classic.css").write_text("p {}\na { color: {{ colour }} }\n", encoding="utf-8")

    broken = refused(tmp_path, '\n\n{% include "classic.css" %}')

    assert (broken.template, broken.line, broken.problem) == ("classic.css", 2, "'colour' is undefined.")


@pytest.mark.parametrize(
    "escape",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ title.__init__.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ lines.append.__self__ }}",
        "{{ '{0.__class__.__init__}'.format(title) }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{% for _ in range(10 ** 9) %}{% endfor %}",
    ],
)
def test_a_template_stays_in_its_sandbox(tmp_path: Path, escape: str) -> None:
    assert refused(tmp_path, f"\n{escape}").line == 2


@pytest.mark.parametrize("name", ["../secret.html", "/etc/hostname"])
def test_a_template_reads_only_templates(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    folder = tmp_path / "templates"
    folder.mkdir()

    assert refused(folder, f'{{% include "{name}" %}}').problem == f"there is no template '{name}'."
