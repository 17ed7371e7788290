"""The lines of a document as FatturaPA has them: each with a rate or with the reason (Natura) for having none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from vabackoffice.einvoice.italian_facts import FORFETTARIO

if TYPE_CHECKING:
    from vabackoffice.einvoice.italian_facts import ItalianFacts
    from vabackoffice.einvoice.model import Allowance, Days, Document, Line

_ZERO = Decimal(0)
_OUTSIDE, _SMALL, _EXEMPT, _EXCLUDED = "N2.1", "N2.2", "N4", "N1"
_DISCOUNT = "SC"
_MOST_DECIMALS = 8

# What a group without VAT refers to, where the invoice says nothing else.
_LAWS = {
    _OUTSIDE: "Art. 7-ter DPR 633/1972",
    _SMALL: "Art. 1, commi da 54 a 89, L. 190/2014",
    _EXEMPT: "Art. 10 DPR 633/1972",
    _EXCLUDED: "Art. 15 DPR 633/1972",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One DettaglioLinee: `kind` is SC for a discount; quantities are never negative, prices may be.

    `off` is what is taken off the price of one, with eight decimals at most.
    """

    text: str
    price: Decimal
    net: Decimal
    rate: Decimal
    natura: str
    quantity: Decimal | None = None
    unit: str = ""
    days: Days | None = None
    kind: str = ""
    off: Decimal = _ZERO

    @property
    def is_work(self) -> bool:
        """Not a charge, such as stamp duty, but a line or a discount on lines."""
        return self.quantity is not None or self.kind == _DISCOUNT


@dataclass(frozen=True, slots=True)
class Summary:
    """One DatiRiepilogo: net and VAT of a rate or of a Natura, and the law that the latter rests on."""

    rate: Decimal
    natura: str
    net: Decimal
    vat: Decimal
    law: str


def natura(category: str, facts: ItalianFacts) -> str:
    """Return why there is no VAT: a service to another country is N2.1, a forfettario's N2.2, any other exempt one N4.

    A service taxed where the customer is (art. 7-ter) is outside the territory, under the reverse charge of another
    Member State as well as outside the EU. SdI refuses N2, N3 and N6 without a second figure.
    """
    if category in ("S", "Z"):
        return ""
    if category == "E":
        return _SMALL if facts.regime == FORFETTARIO else _EXEMPT
    return _OUTSIDE


def rows(document: Document, facts: ItalianFacts) -> list[Row]:
    """Return the lines but for the fund's, then discounts and charges."""
    return [
        *(_row(line, facts) for line in document.lines if line.id not in facts.pension_lines),
        *(_allowance(one, facts) for one in document.allowances),
    ]


def _row(line: Line, facts: ItalianFacts) -> Row:
    sign = -1 if line.quantity < 0 else 1
    text = f"{line.name} {line.description}".strip()
    return Row(
        text,
        line.price * sign,
        line.net,
        line.rate or _ZERO,
        natura(line.category, facts),
        line.quantity * sign,
        line.unit,
        line.days,
        off=round(line.allowance / (line.quantity * sign), _MOST_DECIMALS) if line.allowance else _ZERO,
    )


def _allowance(one: Allowance, facts: ItalianFacts) -> Row:
    amount = one.amount if one.is_charge else -one.amount
    why = _charge(one, facts) if one.is_charge else natura(one.category, facts)
    return Row(one.reason, amount, amount, one.rate or _ZERO, why, kind="" if one.is_charge else _DISCOUNT)


def _charge(one: Allowance, facts: ItalianFacts) -> str:
    """Return the Natura of a charge: stamp duty is a forfettario's income, and an outlay for the client otherwise.

    Agenzia delle Entrate, risposta 428/2022, and art. 15 c. 1 n. 3 DPR 633/1972.
    """
    if one.rate:
        return ""
    return _SMALL if facts.regime == FORFETTARIO else _EXCLUDED


def fund_lines(document: Document, facts: ItalianFacts) -> list[Line]:
    """Return the lines that are the pension fund's share, one for each rate."""
    return [line for line in document.lines if line.id in facts.pension_lines]


def summaries(document: Document, facts: ItalianFacts) -> list[Summary]:
    """Return one summary per rate and Natura, in the order in which the lines use them."""
    nets: dict[tuple[Decimal, str], Decimal] = {}
    parts = [(row.rate, row.natura, row.net) for row in rows(document, facts)]
    parts += [(fund.rate or _ZERO, natura(fund.category, facts), fund.net) for fund in fund_lines(document, facts)]
    for rate, why, net in parts:
        nets[rate, why] = nets.get((rate, why), _ZERO) + net
    vat = {one.rate: one.vat for one in document.breakdown if one.rate}
    said = {natura(one.category, facts): one.reason for one in document.breakdown if one.reason}
    return [
        Summary(rate, why, net, vat.get(rate, _ZERO), (said.get(why) or _LAWS[why]) if why else "")
        for (rate, why), net in nets.items()
    ]
