"""A received invoice in the syntax of UN/CEFACT (CII): Factur-X, ZUGFeRD, XRechnung."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from vabackoffice.einvoice.model import (
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

_STANDARD = "urn:un:unece:uncefact:data:standard"
_READ = Reader(
    {
        "rsm": f"{_STANDARD}:CrossIndustryInvoice:100",
        "ram": f"{_STANDARD}:ReusableAggregateBusinessInformationEntity:100",
        "qdt": f"{_STANDARD}:QualifiedDataType:100",
        "udt": f"{_STANDARD}:UnqualifiedDataType:100",
    }
)
_HEAD, _CONTEXT = "rsm:ExchangedDocument", "rsm:ExchangedDocumentContext"
_ID = "ram:ID"


def read_cii(root: Element) -> Document:
    """Return the invoice under `root`, a CrossIndustryInvoice.

    Raises:
        InvalidInputError: a number or date is none, or the date of the invoice is missing.
    """
    trade = _READ.find(root, "rsm:SupplyChainTradeTransaction")
    agreement = _READ.find(trade, "ram:ApplicableHeaderTradeAgreement")
    settlement = _READ.find(trade, "ram:ApplicableHeaderTradeSettlement")
    delivered = "ram:ApplicableHeaderTradeDelivery/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime"
    terms = _READ.find(settlement, "ram:SpecifiedTradePaymentTerms")
    return Document(
        number=_READ.text(root, f"{_HEAD}/{_ID}"),
        issue_date=_READ.required_day(root, f"{_HEAD}/ram:IssueDateTime/udt:DateTimeString", "BT-2"),
        type_code=_READ.text(root, f"{_HEAD}/ram:TypeCode"),
        currency=_READ.text(settlement, "ram:InvoiceCurrencyCode"),
        accounting_currency=_READ.text(settlement, "ram:TaxCurrencyCode"),
        due_date=_READ.day(terms, "ram:DueDateDateTime/udt:DateTimeString", "BT-9"),
        buyer_reference=_READ.text(agreement, "ram:BuyerReference"),
        order=_READ.text(agreement, "ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID"),
        terms=_READ.text(terms, "ram:Description"),
        notes=tuple(
            Note(_READ.text(note, "ram:Content"), _READ.text(note, "ram:SubjectCode"))
            for note in _READ.all(root, f"{_HEAD}/ram:IncludedNote")
        ),
        seller=_party(_READ.find(agreement, "ram:SellerTradeParty")),
        buyer=_party(_READ.find(agreement, "ram:BuyerTradeParty")),
        delivery_date=_READ.day(trade, f"{delivered}/udt:DateTimeString", "BT-72"),
        period=_days(settlement),
        payment=_payment(settlement),
        preceding=_preceding(settlement),
        allowances=tuple(_allowance(one) for one in _READ.all(settlement, "ram:SpecifiedTradeAllowanceCharge")),
        lines=tuple(_line(item) for item in _READ.all(trade, "ram:IncludedSupplyChainTradeLineItem")),
        breakdown=tuple(_breakdown(one) for one in _READ.all(settlement, "ram:ApplicableTradeTax")),
        totals=_totals(settlement),
        process=_READ.text(root, f"{_CONTEXT}/ram:BusinessProcessSpecifiedDocumentContextParameter/{_ID}"),
        specification=_READ.text(root, f"{_CONTEXT}/ram:GuidelineSpecifiedDocumentContextParameter/{_ID}"),
    )


def _party(party: Element | None) -> Party:
    address = _READ.find(party, "ram:PostalTradeAddress")
    more = (_READ.text(address, f"ram:Line{place}") for place in ("Two", "Three"))
    known = [*_READ.all(party, _ID), *_READ.all(party, "ram:GlobalID")]
    registered = {
        one.get("schemeID", ""): (one.text or "").strip()
        for one in _READ.all(party, f"ram:SpecifiedTaxRegistration/{_ID}")
    }
    return Party(
        name=_READ.text(party, "ram:Name"),
        address=Address(
            country=_READ.text(address, "ram:CountryID"),
            street=_READ.text(address, "ram:LineOne"),
            more=", ".join(line for line in more if line),
            city=_READ.text(address, "ram:CityName"),
            postcode=_READ.text(address, "ram:PostcodeCode"),
        ),
        identifiers=tuple(_identifier(one) for one in known),
        legal_id=_maybe_identifier(_READ.find(party, f"ram:SpecifiedLegalOrganization/{_ID}")),
        vat_id=registered.get("VA", ""),
        tax_number=registered.get("FC", ""),
        endpoint=_maybe_identifier(_READ.find(party, "ram:URIUniversalCommunication/ram:URIID")),
        contact=_contact(_READ.find(party, "ram:DefinedTradeContact")),
    )


def _contact(contact: Element | None) -> Contact:
    return Contact(
        _READ.text(contact, "ram:PersonName") or _READ.text(contact, "ram:DepartmentName"),
        _READ.text(contact, "ram:TelephoneUniversalCommunication/ram:CompleteNumber"),
        _READ.text(contact, "ram:EmailURIUniversalCommunication/ram:URIID"),
    )


def _identifier(found: Element) -> Identifier:
    return Identifier((found.text or "").strip(), found.get("schemeID", ""))


def _maybe_identifier(found: Element | None) -> Identifier | None:
    return None if found is None else _identifier(found)


def _line(item: Element) -> Line:
    settlement = _READ.find(item, "ram:SpecifiedLineTradeSettlement")
    tax = _READ.find(settlement, "ram:ApplicableTradeTax")
    price = _READ.find(item, "ram:SpecifiedLineTradeAgreement/ram:NetPriceProductTradePrice")
    counted = _READ.find(item, "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity")
    summation = "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount"
    basis = _READ.maybe_amount(price, "ram:BasisQuantity", "BT-149") or Decimal(1)
    return Line(
        id=_READ.text(item, "ram:AssociatedDocumentLineDocument/ram:LineID"),
        name=_READ.text(item, "ram:SpecifiedTradeProduct/ram:Name"),
        description=_READ.text(item, "ram:SpecifiedTradeProduct/ram:Description"),
        note=_READ.text(item, "ram:AssociatedDocumentLineDocument/ram:IncludedNote/ram:Content"),
        quantity=_READ.amount(item, "ram:SpecifiedLineTradeDelivery/ram:BilledQuantity", "BT-129"),
        unit=counted.get("unitCode", "") if counted is not None else "",
        price=_READ.amount(price, "ram:ChargeAmount", "BT-146") / basis,
        net=_READ.amount(settlement, summation, "BT-131"),
        category=_READ.text(tax, "ram:CategoryCode"),
        rate=_READ.maybe_amount(tax, "ram:RateApplicablePercent", "BT-152"),
        days=_days(settlement),
        **_discount(settlement),
    )


def _discount(settlement: Element | None) -> dict[str, Any]:
    """Return what all allowances and charges of a line take off together, and the first one's reason."""
    found = [_allowance(one) for one in _READ.all(settlement, "ram:SpecifiedTradeAllowanceCharge")]
    off = sum((-one.amount if one.is_charge else one.amount for one in found), Decimal(0))
    return {"allowance": off, "reason": found[0].reason if found else ""}


def _days(parent: Element | None) -> Days | None:
    period = _READ.find(parent, "ram:BillingSpecifiedPeriod")
    first = _READ.day(period, "ram:StartDateTime/udt:DateTimeString", "BT-73")
    last = _READ.day(period, "ram:EndDateTime/udt:DateTimeString", "BT-74")
    first, last = first or last, last or first
    return Days(first, last) if first and last else None


def _payment(settlement: Element | None) -> Payment | None:
    means = _READ.find(settlement, "ram:SpecifiedTradeSettlementPaymentMeans")
    if means is None:
        return None
    account = _READ.find(means, "ram:PayeePartyCreditorFinancialAccount")
    return Payment(
        means=_READ.text(means, "ram:TypeCode"),
        reference=_READ.text(settlement, "ram:PaymentReference"),
        account=_READ.text(account, "ram:IBANID") or _READ.text(account, "ram:ProprietaryID"),
        holder=_READ.text(account, "ram:AccountName"),
        bic=_READ.text(means, "ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID"),
    )


def _preceding(settlement: Element | None) -> Preceding | None:
    before = _READ.find(settlement, "ram:InvoiceReferencedDocument")
    if before is None:
        return None
    issued = _READ.day(before, "ram:FormattedIssueDateTime/qdt:DateTimeString", "BT-26")
    return Preceding(_READ.text(before, "ram:IssuerAssignedID"), issued)


def _allowance(one: Element) -> Allowance:
    return Allowance(
        amount=_READ.amount(one, "ram:ActualAmount", "BT-92"),
        category=_READ.text(one, "ram:CategoryTradeTax/ram:CategoryCode"),
        rate=_READ.maybe_amount(one, "ram:CategoryTradeTax/ram:RateApplicablePercent", "BT-96"),
        reason=_READ.text(one, "ram:Reason") or _READ.text(one, "ram:ReasonCode"),
        is_charge=_READ.text(one, "ram:ChargeIndicator/udt:Indicator") in ("true", "1"),
    )


def _breakdown(tax: Element) -> VatBreakdown:
    return VatBreakdown(
        net=_READ.amount(tax, "ram:BasisAmount", "BT-116"),
        vat=_READ.amount(tax, "ram:CalculatedAmount", "BT-117"),
        category=_READ.text(tax, "ram:CategoryCode"),
        rate=_READ.amount(tax, "ram:RateApplicablePercent", "BT-119"),
        reason=_READ.text(tax, "ram:ExemptionReason"),
        code=_READ.text(tax, "ram:ExemptionReasonCode"),
    )


def _totals(settlement: Element | None) -> Totals:
    parent = _READ.find(settlement, "ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    currency, accounting = (
        _READ.text(settlement, "ram:InvoiceCurrencyCode"),
        _READ.text(settlement, "ram:TaxCurrencyCode"),
    )
    tax = "ram:TaxTotalAmount"
    return Totals(
        lines=_READ.amount(parent, "ram:LineTotalAmount", "BT-106"),
        allowances=_READ.amount(parent, "ram:AllowanceTotalAmount", "BT-107"),
        charges=_READ.amount(parent, "ram:ChargeTotalAmount", "BT-108"),
        net=_READ.amount(parent, "ram:TaxBasisTotalAmount", "BT-109"),
        vat=_READ.amount(parent, f"{tax}[@currencyID='{currency}']" if currency.isalpha() else tax, "BT-110"),
        gross=_READ.amount(parent, "ram:GrandTotalAmount", "BT-112"),
        prepaid=_READ.amount(parent, "ram:TotalPrepaidAmount", "BT-113"),
        rounding=_READ.amount(parent, "ram:RoundingAmount", "BT-114"),
        payable=_READ.amount(parent, "ram:DuePayableAmount", "BT-115"),
        vat_accounting=(
            _READ.maybe_amount(parent, f"{tax}[@currencyID='{accounting}']", "BT-111") if accounting.isalpha() else None
        ),
    )
