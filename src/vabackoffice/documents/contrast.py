"""Colours that can be read: the accent of a business, made lighter or darker until it stands out from its ground."""

from __future__ import annotations

READABLE = 4.5  # WCAG 2.2, 1.4.3: text against what is behind it
_STEPS = 20


def readable(colour: str, ground: str, least: float = READABLE) -> str:
    """Return `colour` (`#rrggbb`) mixed with as much white, on a dark ground, or black as gives that contrast to it."""
    parts = _parts(colour)
    towards = 0 if _luminance(_parts(ground)) > _luminance((128, 128, 128)) else 255
    mixed = (_text(tuple(part + (towards - part) * step // _STEPS for part in parts)) for step in range(_STEPS + 1))
    return next(shade for shade in mixed if contrast(shade, ground) >= least)


def on_colour(ground: str) -> str:
    """Return white or black, whichever can be read better on `ground`; its contrast is always more than 4.5."""
    return max("#ffffff", "#000000", key=lambda shade: contrast(shade, ground))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(_parts(one)), _luminance(_parts(other))))
    return (lighter + 0.05) / (darker + 0.05)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


def _text(parts: tuple[int, ...]) -> str:
    return f"#{bytes(parts).hex()}"


def _luminance(parts: tuple[int, ...]) -> float:
    shares = (part / 255 for part in parts)
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)  # noqa: PLR2004 - the sRGB curve
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
