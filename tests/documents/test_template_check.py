"""Trying templates before an invoice needs them."""

from pathlib import Path

from vabackoffice.documents.template_check import Finding, check_templates


def test_the_packaged_templates_are_fine() -> None:
    assert check_templates(None) == []


def test_each_finding_is_named_once_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "own.html").write_text('<html lang="en">\n<title>x</title>\n{{ buyer.nickname }}\n', encoding="utf-8")
    (tmp_path / "draft.html").write_text("{% if is_draft %}\n{{ seal }}{% endif %}", encoding="utf-8")
    (tmp_path / "picture.html").write_text('<html lang="en"><img alt="x" src="logo.png">', encoding="utf-8")
    (tmp_path / "_part.html").write_text("{{ never_looked_at }}", encoding="utf-8")

    assert check_templates(tmp_path) == [
        Finding("draft.html", 2, "'seal' is undefined."),
        Finding("own.html", 3, "'dict object' has no attribute 'nickname'."),
        Finding("picture.html", 0, "The template asks for 'logo.png', which is not part of the document."),
    ]
