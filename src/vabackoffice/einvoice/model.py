"""An electronic invoice on the terms of EN 16931-1:2017, whatever the syntax it is written in.

BT-n is a business term of the standard, BG-n a group of them. Amounts are in the invoice's currency and never a float.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

INVOICE = "380"
CREDIT_NOTE = "381"


@dataclass(frozen=True, slots=True)
class Identifier:
    """A number that somebody else gave: `scheme` is a code of ISO 6523 or, for addresses, of the EAS list."""

    value: str
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about the whole document (BG-1): `text` BT-22, `subject` BT-21 (UNTDID 4451)."""

    text: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a party is (BG-5, BG-8): lines BT-35/36, BT-50/51; city BT-37/52; postcode BT-38/53; country BT-40/55."""

    country: str
    street: str = ""
    more: str = ""
    city: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask (BG-6, BG-9): name BT-41/56, phone BT-42/57, e-mail BT-43/58."""

    name: str = ""
    phone: str = ""
    email: str = ""

    def __bool__(self) -> bool:
        """An empty contact is none."""
        return bool(self.name or self.phone or self.email)


@dataclass(frozen=True, slots=True)
class Party:
    """The seller (BG-4) or the buyer (BG-7).

    Name BT-27/44, identifiers BT-29/46, registration number BT-30/47, VAT id BT-31/48, tax number BT-32 (sellers only),
    electronic address BT-34/49.
    """

    name: str
    address: Address
    identifiers: tuple[Identifier, ...] = ()
    legal_id: Identifier | None = None
    vat_id: str = ""
    tax_number: str = ""
    endpoint: Identifier | None = None
    contact: Contact = Contact()


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day of a service (BG-14: BT-73 and BT-74; BG-26: BT-134 and BT-135)."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Line:
    """One line (BG-25).

    Identifier BT-126, note BT-127, quantity BT-129 in `unit` BT-130 (UN/ECE Recommendation 20), net BT-131, net price
    BT-146 of one unit, VAT category BT-151 (UNCL 5305) and rate BT-152, name BT-153, description BT-154. `allowance` is
    what is taken off quantity × price (BT-136), below zero what is put on it (BT-141), for `reason` (BT-139, BT-144).
    """

    id: str
    name: str
    quantity: Decimal
    unit: str
    price: Decimal
    net: Decimal
    category: str
    rate: Decimal | None
    description: str = ""
    note: str = ""
    days: Days | None = None
    allowance: Decimal = Decimal(0)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is taken off the whole document (BG-20), or put on it (BG-21) if `is_charge`.

    Amount BT-92/99 without VAT, VAT category BT-95/102 and rate BT-96/103, reason BT-97/104.
    """

    amount: Decimal
    category: str
    rate: Decimal | None
    reason: str
    is_charge: bool = False


@dataclass(frozen=True, slots=True)
class VatBreakdown:
    """One VAT category and rate (BG-23).

    Net BT-116, VAT BT-117, category BT-118, rate BT-119, reason for no VAT BT-120 and its VATEX code BT-121.
    """

    net: Decimal
    vat: Decimal
    category: str
    rate: Decimal
    reason: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """What it comes to (BG-22).

    Lines BT-106, allowances BT-107, charges BT-108, net BT-109, VAT BT-110, with VAT BT-112, prepaid BT-113,
    rounding BT-114, to be paid BT-115; `vat_accounting` BT-111 is the VAT in the document's accounting currency.
    """

    lines: Decimal
    allowances: Decimal
    charges: Decimal
    net: Decimal
    vat: Decimal
    gross: Decimal
    prepaid: Decimal
    rounding: Decimal
    payable: Decimal
    vat_accounting: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """How to pay (BG-16, BG-17): means BT-81 (UNTDID 4461), reference BT-83, account BT-84, holder BT-85, BIC BT-86."""

    means: str
    reference: str = ""
    account: str = ""
    holder: str = ""
    bic: str = ""


@dataclass(frozen=True, slots=True)
class Preceding:
    """The invoice that a credit note corrects (BG-3): number BT-25, date BT-26."""

    number: str
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An invoice or credit note.

    Number BT-1, date BT-2, type BT-3 (UNTDID 1001), currency BT-5, accounting currency BT-6, due date BT-9, buyer
    reference BT-10, purchase order BT-13, payment terms BT-20, day of the service BT-72. `process` (BT-23) and
    `specification` (BT-24) are what a file that was read says; what is written takes them from its profile.
    """

    number: str
    issue_date: date
    type_code: str
    currency: str
    seller: Party
    buyer: Party
    lines: tuple[Line, ...]
    breakdown: tuple[VatBreakdown, ...]
    totals: Totals
    allowances: tuple[Allowance, ...] = ()
    accounting_currency: str = ""
    due_date: date | None = None
    buyer_reference: str = ""
    order: str = ""
    terms: str = ""
    notes: tuple[Note, ...] = ()
    delivery_date: date | None = None
    period: Days | None = None
    payment: Payment | None = None
    preceding: Preceding | None = None
    process: str = ""
    specification: str = ""

    @property
    def is_credit_note(self) -> bool:
        """The amounts are owed to the buyer."""
        return self.type_code == CREDIT_NOTE
