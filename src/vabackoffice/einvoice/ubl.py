"""An electronic invoice in the syntax of OASIS: UBL 2.1, as Peppol, XRechnung and NLCIUS use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.einvoice.xml_text import element, group, money, number, put, to_bytes

if TYPE_CHECKING:
    from decimal import Decimal
    from xml.etree.ElementTree import Element

    from vabackoffice.einvoice.model import Days, Document, Line, Note, Party, Payment, VatBreakdown

_SCHEMA = "urn:oasis:names:specification:ubl:schema:xsd"


def write_ubl(document: Document) -> bytes:
    """Return `document`, already fitted to its profile, as a file in UTF-8."""
    root_name = "CreditNote" if document.is_credit_note else "Invoice"
    namespaces = {
        "": f"{_SCHEMA}:{root_name}-2",
        "cac": f"{_SCHEMA}:CommonAggregateComponents-2",
        "cbc": f"{_SCHEMA}:CommonBasicComponents-2",
    }
    root = element(root_name, namespaces)
    _head(root, document)
    _references(root, document)
    _party(group(root, "cac:AccountingSupplierParty"), document.seller)
    _party(group(root, "cac:AccountingCustomerParty"), document.buyer)
    if document.delivery_date:
        put(group(root, "cac:Delivery"), "cbc:ActualDeliveryDate", document.delivery_date.isoformat())
    if document.payment:
        _payment(root, document.payment, document)
    if document.terms:
        put(group(root, "cac:PaymentTerms"), "cbc:Note", document.terms)
    for one in document.allowances:
        parent = _allowance(root, -one.amount if one.is_charge else one.amount, one.reason, document.currency)
        _category(group(parent, "cac:TaxCategory"), one.category, one.rate)
    _taxes(root, document)
    _totals(root, document)
    for line in document.lines:
        _line(root, line, document)
    return to_bytes(root)


def _head(root: Element, document: Document) -> None:
    is_credit = document.is_credit_note
    put(root, "cbc:CustomizationID", document.specification)
    put(root, "cbc:ProfileID", document.process)
    put(root, "cbc:ID", document.number)
    put(root, "cbc:IssueDate", document.issue_date.isoformat())
    if document.due_date and not is_credit:
        put(root, "cbc:DueDate", document.due_date.isoformat())
    put(root, "cbc:CreditNoteTypeCode" if is_credit else "cbc:InvoiceTypeCode", document.type_code)
    for note in document.notes:
        put(root, "cbc:Note", _note(note))
    put(root, "cbc:DocumentCurrencyCode", document.currency)
    put(root, "cbc:TaxCurrencyCode", document.accounting_currency)
    put(root, "cbc:BuyerReference", document.buyer_reference)


def _note(note: Note) -> str:
    """Return a note, its subject in front: UBL has no element for it (EN 16931-3-2)."""
    return f"#{note.subject}#{note.text}" if note.subject else note.text


def _references(root: Element, document: Document) -> None:
    _period(root, document.period)
    if document.order:
        put(group(root, "cac:OrderReference"), "cbc:ID", document.order)
    if document.preceding:
        before = group(group(root, "cac:BillingReference"), "cac:InvoiceDocumentReference")
        put(before, "cbc:ID", document.preceding.number)
        put(before, "cbc:IssueDate", document.preceding.date.isoformat() if document.preceding.date else "")


def _party(parent: Element, known: Party) -> None:
    party = group(parent, "cac:Party")
    if known.endpoint:
        put(party, "cbc:EndpointID", known.endpoint.value, schemeID=known.endpoint.scheme)
    for one in known.identifiers:
        put(group(party, "cac:PartyIdentification"), "cbc:ID", one.value, schemeID=one.scheme)
    address = group(party, "cac:PostalAddress")
    put(address, "cbc:StreetName", known.address.street)
    put(address, "cbc:AdditionalStreetName", known.address.more)
    put(address, "cbc:CityName", known.address.city)
    put(address, "cbc:PostalZone", known.address.postcode)
    put(group(address, "cac:Country"), "cbc:IdentificationCode", known.address.country)
    for scheme, registered in (("VAT", known.vat_id), ("FC", known.tax_number)):
        if registered:
            tax = group(party, "cac:PartyTaxScheme")
            put(tax, "cbc:CompanyID", registered)
            put(group(tax, "cac:TaxScheme"), "cbc:ID", scheme)
    legal = group(party, "cac:PartyLegalEntity")
    put(legal, "cbc:RegistrationName", known.name)
    if known.legal_id:
        put(legal, "cbc:CompanyID", known.legal_id.value, schemeID=known.legal_id.scheme)
    if known.contact:
        contact = group(party, "cac:Contact")
        put(contact, "cbc:Name", known.contact.name)
        put(contact, "cbc:Telephone", known.contact.phone)
        put(contact, "cbc:ElectronicMail", known.contact.email)


def _payment(root: Element, payment: Payment, document: Document) -> None:
    means = group(root, "cac:PaymentMeans")
    put(means, "cbc:PaymentMeansCode", payment.means)
    if document.due_date and document.is_credit_note:  # a CreditNote has no due date of its own
        put(means, "cbc:PaymentDueDate", document.due_date.isoformat())
    put(means, "cbc:PaymentID", payment.reference)
    if payment.account:
        account = group(means, "cac:PayeeFinancialAccount")
        put(account, "cbc:ID", payment.account)
        put(account, "cbc:Name", payment.holder)
        if payment.bic:
            put(group(account, "cac:FinancialInstitutionBranch"), "cbc:ID", payment.bic)


def _allowance(root: Element, off: Decimal, reason: str, currency: str) -> Element:
    """Write what is taken off; a negative amount is put on."""
    parent = group(root, "cac:AllowanceCharge")
    put(parent, "cbc:ChargeIndicator", "true" if off < 0 else "false")
    put(parent, "cbc:AllowanceChargeReason", reason)
    put(parent, "cbc:Amount", money(abs(off)), currencyID=currency)
    return parent


def _taxes(root: Element, document: Document) -> None:
    tax = group(root, "cac:TaxTotal")
    put(tax, "cbc:TaxAmount", money(document.totals.vat), currencyID=document.currency)
    for one in document.breakdown:
        part = group(tax, "cac:TaxSubtotal")
        put(part, "cbc:TaxableAmount", money(one.net), currencyID=document.currency)
        put(part, "cbc:TaxAmount", money(one.vat), currencyID=document.currency)
        _breakdown(group(part, "cac:TaxCategory"), one)
    if document.totals.vat_accounting is not None:
        amount = money(document.totals.vat_accounting)
        put(group(root, "cac:TaxTotal"), "cbc:TaxAmount", amount, currencyID=document.accounting_currency)


def _breakdown(category: Element, one: VatBreakdown) -> None:
    put(category, "cbc:ID", one.category)
    put(category, "cbc:Percent", number(one.rate))
    put(category, "cbc:TaxExemptionReasonCode", one.code)
    put(category, "cbc:TaxExemptionReason", one.reason)
    put(group(category, "cac:TaxScheme"), "cbc:ID", "VAT")


def _totals(root: Element, document: Document) -> None:
    totals = document.totals
    parent = group(root, "cac:LegalMonetaryTotal")
    rows = (
        ("LineExtensionAmount", totals.lines),
        ("TaxExclusiveAmount", totals.net),
        ("TaxInclusiveAmount", totals.gross),
        ("AllowanceTotalAmount", totals.allowances),
        ("ChargeTotalAmount", totals.charges),
        ("PrepaidAmount", totals.prepaid),
        ("PayableRoundingAmount", totals.rounding),
        ("PayableAmount", totals.payable),
    )
    for name, amount in rows:
        put(parent, f"cbc:{name}", money(amount), currencyID=document.currency)


def _line(root: Element, line: Line, document: Document) -> None:
    kind = "CreditNote" if document.is_credit_note else "Invoice"
    parent = group(root, f"cac:{kind}Line")
    put(parent, "cbc:ID", line.id)
    put(parent, "cbc:Note", line.note)
    counted = "cbc:CreditedQuantity" if document.is_credit_note else "cbc:InvoicedQuantity"
    put(parent, counted, number(line.quantity), unitCode=line.unit)
    put(parent, "cbc:LineExtensionAmount", money(line.net), currencyID=document.currency)
    _period(parent, line.days)
    if line.allowance:
        _allowance(parent, line.allowance, line.reason, document.currency)
    item = group(parent, "cac:Item")
    put(item, "cbc:Description", line.description)
    put(item, "cbc:Name", line.name)
    _category(group(item, "cac:ClassifiedTaxCategory"), line.category, line.rate)
    put(group(parent, "cac:Price"), "cbc:PriceAmount", number(line.price), currencyID=document.currency)


def _category(parent: Element, category: str, rate: Decimal | None) -> None:
    put(parent, "cbc:ID", category)
    if rate is not None:
        put(parent, "cbc:Percent", number(rate))
    put(group(parent, "cac:TaxScheme"), "cbc:ID", "VAT")


def _period(parent: Element, days: Days | None) -> None:
    if days:
        period = group(parent, "cac:InvoicePeriod")
        put(period, "cbc:StartDate", days.first.isoformat())
        put(period, "cbc:EndDate", days.last.isoformat())
