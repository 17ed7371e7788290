"""Units of quantity as UN/ECE Recommendation 20 codes them."""

from __future__ import annotations

_CODES = {
    "hour": "HUR",
    "minute": "MIN",
    "day": "DAY",
    "week": "WEE",
    "month": "MON",
    "quarter": "QAN",
    "year": "ANN",
    "km": "KMT",
    "kilometre": "KMT",
    "kilometer": "KMT",
    "mile": "SMI",
    "mi": "SMI",
    "page": "ZP",
    "word": "D68",
    "kg": "KGM",
}
_ONE = "C62"  # "one": what is counted has no code of its own

_ITALIAN = {
    "HUR": "ore",
    "MIN": "minuti",
    "DAY": "giorni",
    "WEE": "settimane",
    "MON": "mesi",
    "QAN": "trimestri",
    "ANN": "anni",
    "KMT": "km",
    "SMI": "miglia",
    "ZP": "pagine",
    "D68": "parole",
    "KGM": "kg",
    _ONE: "n.",
}


def unit_code(unit: str) -> str:
    """Return the code of a unit as the book names it; `C62` (one) for a word that has none: post, call, bundle."""
    word = unit.strip().lower()
    return _CODES.get(word) or _CODES.get(word.removesuffix("s"), _ONE)


def italian_unit(code: str) -> str:
    """Return how FatturaPA, which has no codes, names the unit `code`; ten letters at most."""
    return _ITALIAN.get(code, code)[:10]


def code_of_italian(unit: str) -> str:
    """Return the code of a unit as `italian_unit` writes it; `C62` for any other word."""
    return {name: code for code, name in _ITALIAN.items()}.get(unit, _ONE)
