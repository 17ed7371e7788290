"""An electronic invoice in the syntax of UN/CEFACT: Cross Industry Invoice D16B, as Factur-X and XRechnung use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.einvoice.xml_text import element, group, money, number, put, to_bytes

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from xml.etree.ElementTree import Element

    from vabackoffice.einvoice.model import Days, Document, Line, Party, Payment, VatBreakdown

_STANDARD = "urn:un:unece:uncefact:data:standard"
_NAMESPACES = {
    "rsm": f"{_STANDARD}:CrossIndustryInvoice:100",
    "ram": f"{_STANDARD}:ReusableAggregateBusinessInformationEntity:100",
    "qdt": f"{_STANDARD}:QualifiedDataType:100",
    "udt": f"{_STANDARD}:UnqualifiedDataType:100",
}


def write_cii(document: Document) -> bytes:
    """Return `document`, already fitted to its profile, as a file in UTF-8."""
    root = element("rsm:CrossIndustryInvoice", _NAMESPACES)
    _context(root, document)
    _head(root, document)
    trade = group(root, "rsm:SupplyChainTradeTransaction")
    for line in document.lines:
        _line(trade, line)
    _agreement(trade, document)
    delivery = group(trade, "ram:ApplicableHeaderTradeDelivery")
    if document.delivery_date:
        _day(group(delivery, "ram:ActualDeliverySupplyChainEvent"), "ram:OccurrenceDateTime", document.delivery_date)
    _settlement(trade, document)
    return to_bytes(root)


def _context(root: Element, document: Document) -> None:
    context = group(root, "rsm:ExchangedDocumentContext")
    if document.process:
        put(group(context, "ram:BusinessProcessSpecifiedDocumentContextParameter"), "ram:ID", document.process)
    put(group(context, "ram:GuidelineSpecifiedDocumentContextParameter"), "ram:ID", document.specification)


def _head(root: Element, document: Document) -> None:
    head = group(root, "rsm:ExchangedDocument")
    put(head, "ram:ID", document.number)
    put(head, "ram:TypeCode", document.type_code)
    _day(head, "ram:IssueDateTime", document.issue_date)
    for note in document.notes:
        said = group(head, "ram:IncludedNote")
        put(said, "ram:Content", note.text)
        put(said, "ram:SubjectCode", note.subject)


def _line(trade: Element, line: Line) -> None:
    item = group(trade, "ram:IncludedSupplyChainTradeLineItem")
    about = group(item, "ram:AssociatedDocumentLineDocument")
    put(about, "ram:LineID", line.id)
    if line.note:
        put(group(about, "ram:IncludedNote"), "ram:Content", line.note)
    product = group(item, "ram:SpecifiedTradeProduct")
    put(product, "ram:Name", line.name)
    put(product, "ram:Description", line.description)
    price = group(group(item, "ram:SpecifiedLineTradeAgreement"), "ram:NetPriceProductTradePrice")
    put(price, "ram:ChargeAmount", number(line.price))
    delivery = group(item, "ram:SpecifiedLineTradeDelivery")
    put(delivery, "ram:BilledQuantity", number(line.quantity), unitCode=line.unit)
    settlement = group(item, "ram:SpecifiedLineTradeSettlement")
    _tax(group(settlement, "ram:ApplicableTradeTax"), line.category, line.rate)
    _period(settlement, line.days)
    if line.allowance:
        _allowance(settlement, line.allowance, line.reason)
    summation = group(settlement, "ram:SpecifiedTradeSettlementLineMonetarySummation")
    put(summation, "ram:LineTotalAmount", money(line.net))


def _agreement(trade: Element, document: Document) -> None:
    agreement = group(trade, "ram:ApplicableHeaderTradeAgreement")
    put(agreement, "ram:BuyerReference", document.buyer_reference)
    _party(group(agreement, "ram:SellerTradeParty"), document.seller)
    _party(group(agreement, "ram:BuyerTradeParty"), document.buyer)
    if document.order:
        put(group(agreement, "ram:BuyerOrderReferencedDocument"), "ram:IssuerAssignedID", document.order)


def _party(parent: Element, party: Party) -> None:
    for known in sorted(party.identifiers, key=lambda one: bool(one.scheme)):
        put(parent, "ram:GlobalID" if known.scheme else "ram:ID", known.value, schemeID=known.scheme)
    put(parent, "ram:Name", party.name)
    if party.legal_id:
        legal = group(parent, "ram:SpecifiedLegalOrganization")
        put(legal, "ram:ID", party.legal_id.value, schemeID=party.legal_id.scheme)
    if party.contact:
        _contact(group(parent, "ram:DefinedTradeContact"), party)
    address = group(parent, "ram:PostalTradeAddress")
    put(address, "ram:PostcodeCode", party.address.postcode)
    put(address, "ram:LineOne", party.address.street)
    put(address, "ram:LineTwo", party.address.more)
    put(address, "ram:CityName", party.address.city)
    put(address, "ram:CountryID", party.address.country)
    if party.endpoint:
        reach = group(parent, "ram:URIUniversalCommunication")
        put(reach, "ram:URIID", party.endpoint.value, schemeID=party.endpoint.scheme)
    for scheme, registered in (("VA", party.vat_id), ("FC", party.tax_number)):
        if registered:
            put(group(parent, "ram:SpecifiedTaxRegistration"), "ram:ID", registered, schemeID=scheme)


def _contact(parent: Element, party: Party) -> None:
    put(parent, "ram:PersonName", party.contact.name)
    if party.contact.phone:
        put(group(parent, "ram:TelephoneUniversalCommunication"), "ram:CompleteNumber", party.contact.phone)
    if party.contact.email:
        put(group(parent, "ram:EmailURIUniversalCommunication"), "ram:URIID", party.contact.email)


def _settlement(trade: Element, document: Document) -> None:
    settlement = group(trade, "ram:ApplicableHeaderTradeSettlement")
    payment = document.payment
    put(settlement, "ram:PaymentReference", payment.reference if payment else "")
    put(settlement, "ram:TaxCurrencyCode", document.accounting_currency)
    put(settlement, "ram:InvoiceCurrencyCode", document.currency)
    if payment:
        _payment(settlement, payment)
    for part in document.breakdown:
        _breakdown(settlement, part)
    _period(settlement, document.period)
    for one in document.allowances:
        parent = _allowance(settlement, -one.amount if one.is_charge else one.amount, one.reason)
        _tax(group(parent, "ram:CategoryTradeTax"), one.category, one.rate)
    if document.terms or document.due_date:
        terms = group(settlement, "ram:SpecifiedTradePaymentTerms")
        put(terms, "ram:Description", document.terms)
        if document.due_date:
            _day(terms, "ram:DueDateDateTime", document.due_date)
    _totals(settlement, document)
    if document.preceding:
        before = group(settlement, "ram:InvoiceReferencedDocument")
        put(before, "ram:IssuerAssignedID", document.preceding.number)
        if document.preceding.date:
            _day(before, "ram:FormattedIssueDateTime", document.preceding.date, kind="qdt")


def _payment(settlement: Element, payment: Payment) -> None:
    means = group(settlement, "ram:SpecifiedTradeSettlementPaymentMeans")
    put(means, "ram:TypeCode", payment.means)
    if payment.account:
        account = group(means, "ram:PayeePartyCreditorFinancialAccount")
        put(account, "ram:IBANID", payment.account)
        put(account, "ram:AccountName", payment.holder)
    if payment.bic:
        put(group(means, "ram:PayeeSpecifiedCreditorFinancialInstitution"), "ram:BICID", payment.bic)


def _breakdown(settlement: Element, one: VatBreakdown) -> None:
    tax = group(settlement, "ram:ApplicableTradeTax")
    put(tax, "ram:CalculatedAmount", money(one.vat))
    put(tax, "ram:TypeCode", "VAT")
    put(tax, "ram:ExemptionReason", one.reason)
    put(tax, "ram:BasisAmount", money(one.net))
    put(tax, "ram:CategoryCode", one.category)
    put(tax, "ram:ExemptionReasonCode", one.code)
    put(tax, "ram:RateApplicablePercent", number(one.rate))


def _allowance(settlement: Element, off: Decimal, reason: str) -> Element:
    """Write what is taken off; a negative amount is put on."""
    parent = group(settlement, "ram:SpecifiedTradeAllowanceCharge")
    put(group(parent, "ram:ChargeIndicator"), "udt:Indicator", "true" if off < 0 else "false")
    put(parent, "ram:ActualAmount", money(abs(off)))
    put(parent, "ram:Reason", reason)
    return parent


def _totals(settlement: Element, document: Document) -> None:
    totals = document.totals
    parent = group(settlement, "ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    put(parent, "ram:LineTotalAmount", money(totals.lines))
    put(parent, "ram:ChargeTotalAmount", money(totals.charges))
    put(parent, "ram:AllowanceTotalAmount", money(totals.allowances))
    put(parent, "ram:TaxBasisTotalAmount", money(totals.net))
    put(parent, "ram:TaxTotalAmount", money(totals.vat), currencyID=document.currency)
    if totals.vat_accounting is not None:
        put(parent, "ram:TaxTotalAmount", money(totals.vat_accounting), currencyID=document.accounting_currency)
    if totals.rounding:
        put(parent, "ram:RoundingAmount", money(totals.rounding))
    put(parent, "ram:GrandTotalAmount", money(totals.gross))
    put(parent, "ram:TotalPrepaidAmount", money(totals.prepaid))
    put(parent, "ram:DuePayableAmount", money(totals.payable))


def _tax(parent: Element, category: str, rate: Decimal | None) -> None:
    put(parent, "ram:TypeCode", "VAT")
    put(parent, "ram:CategoryCode", category)
    if rate is not None:
        put(parent, "ram:RateApplicablePercent", number(rate))


def _period(parent: Element, days: Days | None) -> None:
    if days:
        period = group(parent, "ram:BillingSpecifiedPeriod")
        _day(period, "ram:StartDateTime", days.first)
        _day(period, "ram:EndDateTime", days.last)


def _day(parent: Element, name: str, day: date, *, kind: str = "udt") -> None:
    put(group(parent, name), f"{kind}:DateTimeString", f"{day:%Y%m%d}", format="102")
