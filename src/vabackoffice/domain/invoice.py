"""An invoice: parties, lines, VAT groups and totals, as EN 16931 counts them.

Every line is rounded once; totals are sums of rounded lines; VAT is computed once per group of
category and rate on the group's net (EN 16931 BR-CO-10 to BR-CO-17).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal

from vabackoffice.domain.money import Money, total
from vabackoffice.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from vabackoffice.domain.period import Period

Kind = Literal["invoice", "credit_note"]
LineKind = Literal["time", "task", "fee", "package", "surcharge", "extra", "discount", "social", "deposit"]
SourceKind = Literal["entry", "part", "task", "fee", "package", "bank", "deposit", "line"]
_MOST_MINOR = 10**15  # of one line: thousands of such lines still add up to what the book can hold


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer as printed: frozen on the invoice, whatever the book says later."""

    name: str
    country: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    is_business: bool = True
    contact: str = ""
    vat_id: str = ""
    tax_number: str = ""
    registration_number: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    iban: str = ""
    bic: str = ""
    bank_name: str = ""
    account_holder: str = ""
    buyer_reference: str = ""
    leitweg_id: str = ""
    sdi_code: str = ""
    pec: str = ""
    peppol_id: str = ""


@dataclass(frozen=True, slots=True)
class LineSource:
    """What a line bills, so that nothing else can: a time entry or a task, as worked and as billed.

    A `part` of an entry is what a cap let through; the fee and the settled hour `bank` of an engagement's period are
    named by the engagement and `on_date`, the period's first day. A `deposit` is the invoice that a line deducts, a
    `line` the one, by its place on the invoice, that a line of a credit note takes back.
    """

    kind: SourceKind
    source_id: int
    on_date: date
    note: str
    worked_seconds: int = 0
    billed_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `quantity` × `unit_price` (major units, excluding VAT) less its discount = `net`, with its reasons.

    `discount` is as typed, `10%` or `5`; empty is none. On the line of a discount on the whole document it is that one.
    On a draft whose prices include VAT, price, discount and `net` include it too until the draft is assembled.
    """

    kind: LineKind
    text: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    net: Money
    reasons: tuple[str, ...] = ()
    engagement: str = ""
    service: str = ""
    first_day: date | None = None
    last_day: date | None = None
    vat_choice: str = "auto"
    vat_category: str = ""
    vat_rate: Decimal = Decimal(0)
    sources: tuple[LineSource, ...] = ()
    discount: str = ""

    @property
    def discount_amount(self) -> Money:
        """What its discount takes off (EN 16931 BT-136); nothing without one."""
        if not self.discount:
            return Money.zero(self.net.currency)
        return line_net(self.quantity, self.unit_price, self.net.currency) - self.net

    @property
    def deducts_deposit(self) -> bool:
        """It takes off what a deposit invoice has charged."""
        return any(source.kind == "deposit" for source in self.sources)


@dataclass(frozen=True, slots=True)
class VatGroup:
    """The lines of one VAT category and rate (EN 16931 BG-23), with the reason for not charging VAT if any."""

    category: str
    rate: Decimal
    net: Money
    vat: Money
    exemption_code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NationalVat:
    """The VAT in the seller's own currency where the invoice has another (Directive 2006/112/EC art. 230).

    `rate` is national currency per one unit of the invoice's, as `source` gave it for `on`.
    """

    vat: Money
    rate: Decimal
    source: str
    on: date


@dataclass(frozen=True, slots=True)
class Invoice:
    """Everything an invoice says. `number` is None while it is only a preview of a draft.

    `stamp_duty` is charged on, `prepaid` was paid with deposits, `rounding` (BT-114) reaches a gross price that net and
    VAT cannot; `corrects` and its date name the preceding invoice (BG-3) of a credit note, which `cancels` it when it
    takes back the whole.
    """

    kind: Kind
    number: str | None
    client: str
    issue_date: date
    due_date: date
    period: Period | None
    supply_date: date
    currency: str
    language: str
    seller: Party
    buyer: Party
    lines: tuple[Line, ...]
    vat_breakdown: tuple[VatGroup, ...]
    wordings: tuple[str, ...] = ()
    notes: str = ""
    payment_reference: str = ""
    withheld: Money | None = None
    stamp_duty: Money | None = None
    prepaid: Money | None = None
    rounding: Money | None = None
    national: NationalVat | None = None
    grouping: str = "service"
    corrects: str = ""
    corrects_date: date | None = None
    cancels: bool = False
    prices_include_vat: bool = False
    net: Money = field(init=False)
    vat: Money = field(init=False)
    total: Money = field(init=False)
    payable: Money = field(init=False)

    def __post_init__(self) -> None:
        """Derive the totals: net (BT-109), VAT (BT-110), total (BT-112) and what is to be paid: `payable`."""
        net = total([line.net for line in self.lines], self.currency)
        vat = total([group.vat for group in self.vat_breakdown], self.currency)
        object.__setattr__(self, "net", net)
        object.__setattr__(self, "vat", vat)
        object.__setattr__(self, "total", net + vat)
        object.__setattr__(self, "payable", self._payable(net + vat))

    @property
    def to_settle(self) -> Money:
        """What money and withheld tax are to settle: the total with stamp duty and rounding, less what was prepaid."""
        return self.payable + (self.withheld or Money.zero(self.currency))

    def _payable(self, gross: Money) -> Money:
        nothing = Money.zero(self.currency)
        added = (self.stamp_duty or nothing) + (self.rounding or nothing)
        return gross + added - (self.withheld or nothing) - (self.prepaid or nothing)


def line_net(quantity: Decimal, unit_price: Decimal, currency: str) -> Money:
    """Return quantity × unit price, rounded half up once (EN 16931 BT-131).

    Raises:
        InvalidInputError: more than fits an invoice.
    """
    net = Money.of(quantity * unit_price, currency)
    if abs(net.minor) > _MOST_MINOR:
        message = f"{quantity:f} × {unit_price:f} {currency} is more than fits an invoice."
        raise InvalidInputError(message, "Check the quantity and the price.")
    return net


def group_by_vat(lines: Sequence[Line], reasons: dict[tuple[str, Decimal], tuple[str, str]]) -> tuple[VatGroup, ...]:
    """Return one group per category and rate, highest rate first.

    Args:
        lines: priced lines that already know their category and rate.
        reasons: exemption code and note per (category, rate); absent means none is needed.
    """
    nets: dict[tuple[str, Decimal], Money] = {}
    for line in lines:
        key = (line.vat_category, line.vat_rate)
        nets[key] = nets.get(key, Money.zero(line.net.currency)) + line.net
    ordered = sorted(nets, key=lambda key: (-key[1], key[0]))
    return tuple(
        VatGroup(
            category,
            rate,
            nets[category, rate],
            vat_on(nets[category, rate], rate),
            *reasons.get((category, rate), ("", "")),
        )
        for category, rate in ordered
    )


def vat_on(net: Money, rate: Decimal) -> Money:
    """Return the VAT on `net` at `rate` per cent, half up (EN 16931 BR-CO-17)."""
    return net.times(rate / 100)


def hours_quantity(seconds: int) -> Decimal:
    """Return hours with two decimals, half up: what stands on the line and is multiplied by the price."""
    return (Decimal(seconds) / 3600).quantize(Decimal("0.01"), ROUND_HALF_UP)
