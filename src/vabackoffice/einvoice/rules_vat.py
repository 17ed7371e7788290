"""The VAT categories of EN 16931: what S, Z, E, AE, G and O each want and forbid (BR-S to BR-O)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.einvoice.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Callable

    from vabackoffice.einvoice.model import Allowance, Document, Line, VatBreakdown

_YOUR_VAT_ID = "'va business edit --vat-id …'."
_THEIR_VAT_ID = "'va client edit {client} --vat-id …'."
_YOUR_NUMBER = "'va business edit --vat-id …' or 'va business edit --tax-number …'."
_REASON = "Name the article in the invoice's notes, or let the law decide: 'va client edit {client} --vat auto'."


def _parts(document: Document) -> tuple[Line | Allowance | VatBreakdown, ...]:
    return (*document.lines, *document.allowances, *document.breakdown)


def _with_rate(document: Document) -> tuple[Line | Allowance, ...]:
    return (*document.lines, *document.allowances)


def _uses(category: str) -> Callable[[Document], bool]:
    return lambda d: any(part.category == category for part in _parts(d))


def _both(category: str, breaks: Callable[[Document], object]) -> Callable[[Document], object]:
    used = _uses(category)
    return lambda d: used(d) and breaks(d)


def _no_number(document: Document) -> object:
    return not (document.seller.vat_id or document.seller.tax_number)


def _rate_above_zero(category: str) -> Callable[[Document], object]:
    return lambda d: any(part.rate for part in _parts(d) if part.category == category)


def _no_reason(category: str) -> Callable[[Document], object]:
    return lambda d: any(not (one.reason or one.code) for one in d.breakdown if one.category == category)


def _reason(category: str) -> Callable[[Document], object]:
    return lambda d: any(one.reason or one.code for one in d.breakdown if one.category == category)


def _without_vat(category: str, name: str) -> tuple[Rule, ...]:
    """Return what all categories without VAT have in common: rate 0, no VAT, and a reason."""
    return (
        Rule(f"BR-{category}-05", "BT-152", _rate_above_zero(category), f"{name} has a rate above 0 %."),
        Rule(
            f"BR-{category}-09",
            "BT-117",
            lambda d: any(one.vat for one in d.breakdown if one.category == category),
            f"{name} has VAT on it.",
        ),
        Rule(f"BR-{category}-10", "BT-120", _no_reason(category), f"{name} does not say why there is no VAT.", _REASON),
    )


VAT_RULES = (
    Rule(
        "BR-S-02",
        "BT-31",
        _both("S", _no_number),
        "VAT is charged, but you have neither VAT id nor tax number.",
        _YOUR_NUMBER,
    ),
    Rule(
        "BR-S-05",
        "BT-152",
        lambda d: any(not part.rate for part in _parts(d) if part.category == "S"),
        "The standard rate is 0 %.",
        "Zero-rated work is 'va client edit {client} --vat Z', or '--vat Z' on a line.",
    ),
    Rule("BR-S-10", "BT-120", _reason("S"), "VAT is charged, and the invoice says why there is none."),
    Rule(
        "BR-Z-02",
        "BT-31",
        _both("Z", _no_number),
        "Zero-rated work, but you have neither VAT id nor tax number.",
        _YOUR_NUMBER,
    ),
    Rule("BR-Z-05", "BT-152", _rate_above_zero("Z"), "Zero-rated work has a rate above 0 %."),
    Rule("BR-Z-10", "BT-120", _reason("Z"), "Zero-rated work gives a reason for an exemption."),
    Rule(
        "BR-E-02",
        "BT-31",
        _both("E", _no_number),
        "Exempt work, but you have neither VAT id nor tax number.",
        _YOUR_NUMBER,
    ),
    *_without_vat("E", "Exempt work"),
    Rule(
        "BR-AE-02",
        "BT-31",
        _both("AE", lambda d: not d.seller.vat_id),
        "The reverse charge needs your VAT id.",
        _YOUR_VAT_ID,
    ),
    Rule(
        "BR-AE-02",
        "BT-48",
        _both("AE", lambda d: not d.buyer.vat_id),
        "The reverse charge needs the client's VAT id.",
        _THEIR_VAT_ID,
    ),
    *_without_vat("AE", "Work under the reverse charge"),
    Rule("BR-G-02", "BT-31", _both("G", lambda d: not d.seller.vat_id), "An export needs your VAT id.", _YOUR_VAT_ID),
    *_without_vat("G", "An export"),
    Rule(
        "BR-O-02",
        "BT-31",
        _both("O", lambda d: d.seller.vat_id or d.buyer.vat_id),
        "Work outside the scope of VAT forbids VAT ids in the file.",
    ),
    Rule(
        "BR-O-05",
        "BT-152",
        lambda d: any(part.rate is not None for part in _with_rate(d) if part.category == "O"),
        "Work outside the scope of VAT has no rate, not even 0 %.",
    ),
    *_without_vat("O", "Work outside the scope of VAT")[1:],
    Rule(
        "BR-O-11",
        "BG-23",
        _both("O", lambda d: any(one.category != "O" for one in d.breakdown)),
        "Work outside the scope of VAT stands beside work inside it.",
        "Put it on an invoice of its own.",
    ),
)
