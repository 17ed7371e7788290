"""A received invoice in the syntax of OASIS (UBL 2.1): Peppol, XRechnung, NLCIUS."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from vabackoffice.einvoice.model import (
    CREDIT_NOTE,
    INVOICE,
    Address,
    Allowance,
    Contact,
    Days,
    Document,
    Identifier,
    Line,
    Note,
    Party,
    Payment,
    Preceding,
    Totals,
    VatBreakdown,
)
from vabackoffice.einvoice.terms import Reader

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SCHEMA = "urn:oasis:names:specification:ubl:schema:xsd"
_READ = Reader({"cac": f"{_SCHEMA}:CommonAggregateComponents-2", "cbc": f"{_SCHEMA}:CommonBasicComponents-2"})
_SUBJECT = re.compile(r"#([A-Z]{3})#(.*)", re.DOTALL)
_ID = "cbc:ID"


def read_ubl(root: Element) -> Document:
    """Return the invoice under `root`, an Invoice or a CreditNote.

    Raises:
        InvalidInputError: a number or date is none, or the date of the invoice is missing.
    """
    is_credit = root.tag.endswith("}CreditNote")
    means = _READ.find(root, "cac:PaymentMeans")
    kind = "CreditNote" if is_credit else "Invoice"
    written = _READ.text(root, f"cbc:{kind}TypeCode")
    return Document(
        number=_READ.text(root, _ID),
        issue_date=_READ.required_day(root, "cbc:IssueDate", "BT-2"),
        type_code=written or (CREDIT_NOTE if is_credit else INVOICE),
        currency=_READ.text(root, "cbc:DocumentCurrencyCode"),
        accounting_currency=_READ.text(root, "cbc:TaxCurrencyCode"),
        due_date=_READ.day(root, "cbc:DueDate", "BT-9") or _READ.day(means, "cbc:PaymentDueDate", "BT-9"),
        buyer_reference=_READ.text(root, "cbc:BuyerReference"),
        order=_READ.text(root, "cac:OrderReference/cbc:ID"),
        terms=_READ.text(root, "cac:PaymentTerms/cbc:Note"),
        notes=tuple(_note((note.text or "").strip()) for note in _READ.all(root, "cbc:Note")),
        seller=_party(_READ.find(root, "cac:AccountingSupplierParty/cac:Party")),
        buyer=_party(_READ.find(root, "cac:AccountingCustomerParty/cac:Party")),
        delivery_date=_READ.day(root, "cac:Delivery/cbc:ActualDeliveryDate", "BT-72"),
        period=_days(root),
        payment=_payment(means),
        preceding=_preceding(root),
        allowances=tuple(_allowance(one) for one in _READ.all(root, "cac:AllowanceCharge")),
        lines=tuple(_line(line) for line in _READ.all(root, f"cac:{kind}Line")),
        breakdown=tuple(_breakdown(one) for one in _READ.all(root, "cac:TaxTotal/cac:TaxSubtotal")),
        totals=_totals(root),
        process=_READ.text(root, "cbc:ProfileID"),
        specification=_READ.text(root, "cbc:CustomizationID"),
    )


def _note(text: str) -> Note:
    subject = _SUBJECT.fullmatch(text)
    return Note(subject[2], subject[1]) if subject else Note(text)


def _party(party: Element | None) -> Party:
    address = _READ.find(party, "cac:PostalAddress")
    more = (_READ.text(address, path) for path in ("cbc:AdditionalStreetName", "cac:AddressLine/cbc:Line"))
    registered = {
        "VA" if _READ.text(one, "cac:TaxScheme/cbc:ID") == "VAT" else "FC": _READ.text(one, "cbc:CompanyID")
        for one in _READ.all(party, "cac:PartyTaxScheme")
    }
    known = _READ.all(party, "cac:PartyIdentification/cbc:ID")
    legal = _READ.find(party, "cac:PartyLegalEntity")
    return Party(
        name=_READ.text(legal, "cbc:RegistrationName") or _READ.text(party, "cac:PartyName/cbc:Name"),
        address=Address(
            country=_READ.text(address, "cac:Country/cbc:IdentificationCode"),
            street=_READ.text(address, "cbc:StreetName"),
            more=", ".join(line for line in more if line),
            city=_READ.text(address, "cbc:CityName"),
            postcode=_READ.text(address, "cbc:PostalZone"),
        ),
        identifiers=tuple(_identifier(one) for one in known if one.get("schemeID") != "SEPA"),
        legal_id=_maybe_identifier(_READ.find(legal, "cbc:CompanyID")),
        vat_id=registered.get("VA", ""),
        tax_number=registered.get("FC", ""),
        endpoint=_maybe_identifier(_READ.find(party, "cbc:EndpointID")),
        contact=Contact(
            _READ.text(party, "cac:Contact/cbc:Name"),
            _READ.text(party, "cac:Contact/cbc:Telephone"),
            _READ.text(party, "cac:Contact/cbc:ElectronicMail"),
        ),
    )


def _identifier(found: Element) -> Identifier:
    return Identifier((found.text or "").strip(), found.get("schemeID", ""))


def _maybe_identifier(found: Element | None) -> Identifier | None:
    return None if found is None else _identifier(found)


def _line(line: Element) -> Line:
    counted = "cbc:CreditedQuantity" if line.tag.endswith("}CreditNoteLine") else "cbc:InvoicedQuantity"
    found = _READ.find(line, counted)
    tax = _READ.find(line, "cac:Item/cac:ClassifiedTaxCategory")
    basis = _READ.maybe_amount(line, "cac:Price/cbc:BaseQuantity", "BT-149") or Decimal(1)
    return Line(
        id=_READ.text(line, _ID),
        name=_READ.text(line, "cac:Item/cbc:Name"),
        description=_READ.text(line, "cac:Item/cbc:Description"),
        note=_READ.text(line, "cbc:Note"),
        quantity=_READ.amount(line, counted, "BT-129"),
        unit=found.get("unitCode", "") if found is not None else "",
        price=_READ.amount(line, "cac:Price/cbc:PriceAmount", "BT-146") / basis,
        net=_READ.amount(line, "cbc:LineExtensionAmount", "BT-131"),
        category=_READ.text(tax, _ID),
        rate=_READ.maybe_amount(tax, "cbc:Percent", "BT-152"),
        days=_days(line),
        **_discount(line),
    )


def _discount(line: Element) -> dict[str, Any]:
    """Return what all allowances and charges of a line take off together, and the first one's reason."""
    found = [_allowance(one) for one in _READ.all(line, "cac:AllowanceCharge")]
    off = sum((-one.amount if one.is_charge else one.amount for one in found), Decimal(0))
    return {"allowance": off, "reason": found[0].reason if found else ""}


def _days(parent: Element) -> Days | None:
    period = _READ.find(parent, "cac:InvoicePeriod")
    first = _READ.day(period, "cbc:StartDate", "BT-73")
    last = _READ.day(period, "cbc:EndDate", "BT-74")
    first, last = first or last, last or first
    return Days(first, last) if first and last else None


def _payment(means: Element | None) -> Payment | None:
    if means is None:
        return None
    account = _READ.find(means, "cac:PayeeFinancialAccount")
    return Payment(
        means=_READ.text(means, "cbc:PaymentMeansCode"),
        reference=_READ.text(means, "cbc:PaymentID"),
        account=_READ.text(account, _ID),
        holder=_READ.text(account, "cbc:Name"),
        bic=_READ.text(account, "cac:FinancialInstitutionBranch/cbc:ID"),
    )


def _preceding(root: Element) -> Preceding | None:
    before = _READ.find(root, "cac:BillingReference/cac:InvoiceDocumentReference")
    if before is None:
        return None
    return Preceding(_READ.text(before, _ID), _READ.day(before, "cbc:IssueDate", "BT-26"))


def _allowance(one: Element) -> Allowance:
    return Allowance(
        amount=_READ.amount(one, "cbc:Amount", "BT-92"),
        category=_READ.text(one, "cac:TaxCategory/cbc:ID"),
        rate=_READ.maybe_amount(one, "cac:TaxCategory/cbc:Percent", "BT-96"),
        reason=_READ.text(one, "cbc:AllowanceChargeReason") or _READ.text(one, "cbc:AllowanceChargeReasonCode"),
        is_charge=_READ.text(one, "cbc:ChargeIndicator") in ("true", "1"),
    )


def _breakdown(part: Element) -> VatBreakdown:
    category = _READ.find(part, "cac:TaxCategory")
    return VatBreakdown(
        net=_READ.amount(part, "cbc:TaxableAmount", "BT-116"),
        vat=_READ.amount(part, "cbc:TaxAmount", "BT-117"),
        category=_READ.text(category, _ID),
        rate=_READ.amount(category, "cbc:Percent", "BT-119"),
        reason=_READ.text(category, "cbc:TaxExemptionReason"),
        code=_READ.text(category, "cbc:TaxExemptionReasonCode"),
    )


def _totals(root: Element) -> Totals:
    parent = _READ.find(root, "cac:LegalMonetaryTotal")
    taxes = _READ.all(root, "cac:TaxTotal")
    own = next((one for one in taxes if _READ.find(one, "cac:TaxSubtotal") is not None), taxes[0] if taxes else None)
    accounting = next((one for one in taxes if one is not own), None)
    return Totals(
        lines=_READ.amount(parent, "cbc:LineExtensionAmount", "BT-106"),
        allowances=_READ.amount(parent, "cbc:AllowanceTotalAmount", "BT-107"),
        charges=_READ.amount(parent, "cbc:ChargeTotalAmount", "BT-108"),
        net=_READ.amount(parent, "cbc:TaxExclusiveAmount", "BT-109"),
        vat=_READ.amount(own, "cbc:TaxAmount", "BT-110"),
        gross=_READ.amount(parent, "cbc:TaxInclusiveAmount", "BT-112"),
        prepaid=_READ.amount(parent, "cbc:PrepaidAmount", "BT-113"),
        rounding=_READ.amount(parent, "cbc:PayableRoundingAmount", "BT-114"),
        payable=_READ.amount(parent, "cbc:PayableAmount", "BT-115"),
        vat_accounting=_READ.maybe_amount(accounting, "cbc:TaxAmount", "BT-111"),
    )
