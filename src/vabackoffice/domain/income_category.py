"""What kind of income a VAT group is, under one neutral name for all countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.eu import Area, locate

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from vabackoffice.domain.invoice import VatGroup
    from vabackoffice.domain.ledger import LedgerInvoice
    from vabackoffice.domain.vat_tables import VatTables

_NAMES = {
    "income.services_domestic_std": "Services, standard VAT",
    "income.services_domestic_reduced": "Services, reduced VAT",
    "income.services_domestic_zero": "Services, zero VAT",
    "income.services_domestic": "Services at home, no VAT",
    "income.services_eu_b2b": "Services, EU businesses",
    "income.services_eu_private": "Services, EU private",
    "income.services_non_eu": "Services outside the EU",
    "income.domestic_reverse_charge": "Reverse charge at home",
    "income.exempt": "Exempt services",
    "income.stamp_duty": "Stamp duty charged on",
    "income.rounding": "Rounding of prices",
    "income.other": "Other income",
}


def income_category(invoice: LedgerInvoice, group: VatGroup, tables: VatTables) -> str:
    """Return the neutral name of what a VAT group is: where the client is and how it was taxed.

    Services without VAT at home because the seller is not registered are `income.services_domestic`, not
    `income.other`, which in every country's form means income from something else than the trade.
    """
    here = locate(invoice.seller.country, invoice.seller.region)
    there = locate(invoice.buyer.country, invoice.buyer.region)
    at_home = here.shares_vat_with(there)
    if group.category == "S":
        return f"income.services_domestic_{_level(here, group.rate, invoice.supply_date, tables)}"
    if group.category == "AE":
        return "income.domestic_reverse_charge" if at_home else "income.services_eu_b2b"
    if group.category == "O":
        return _outside_vat(invoice, there, tables, at_home=at_home)
    named = {"E": "exempt", "Z": "services_domestic_zero", "G": "services_non_eu"}
    named |= {"stamp_duty": "stamp_duty", "rounding": "rounding"}
    return f"income.{named.get(group.category, 'other')}"


def category_name(category: str) -> str:
    """Return a category of income for people; one without a name of its own in its own words."""
    return _NAMES.get(category, category.removeprefix("income.").replace("_", " "))


def _level(here: Area, rate: Decimal, day: date, tables: VatTables) -> str:
    """Return `std` or `reduced`; where the tables hold no standard rate the only rate is the standard one."""
    standard = [known.percent for known in tables.rates_on(here.code, day) if known.level == "standard"]
    return "std" if rate in standard or not standard else "reduced"


def _outside_vat(invoice: LedgerInvoice, there: Area, tables: VatTables, *, at_home: bool) -> str:
    if at_home:
        return "income.services_domestic"
    if there.outside or not tables.is_member(there.country, invoice.supply_date):
        return "income.services_non_eu"
    return "income.services_eu_b2b" if invoice.buyer.is_business else "income.services_eu_private"
