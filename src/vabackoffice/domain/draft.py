"""An invoice in the making: lines without a number, still editable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vabackoffice.domain.invoice import Kind, Line
    from vabackoffice.domain.period import Period


@dataclass(frozen=True, slots=True)
class Draft:
    """What shall be billed to one client in one currency. `id` is None while it is only a preview.

    Where `prices_include_vat`, so do the lines' prices, discounts and sums, and the discount on the whole.
    """

    client: str
    currency: str
    lines: tuple[Line, ...]
    period: Period | None = None
    kind: Kind = "invoice"
    discount: str = ""
    notes: str = ""
    id: int | None = None
    prices_include_vat: bool = False
