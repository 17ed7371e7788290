"""The schema, once: one class per table, no rules. Input is parsed into domain values before it comes here.

Every table is STRICT. Money is `*_minor INTEGER`; rates, quantities and percentages are decimals kept as TEXT;
days are `YYYY-MM-DD`; instants are `YYYY-MM-DDTHH:MM:SSZ`. What holds from a day on (regime, terms, prices,
facts) is a dated row; `BEGINNING` stands for "since ever".
"""

from sqlmodel import SQLModel

from vabackoffice.storage.tables.agreements import (
    BundlePart,
    Client,
    Engagement,
    Package,
    Pause,
    Price,
    Service,
    Terms,
)
from vabackoffice.storage.tables.business import Business, BusinessFact, ExchangeRate, Setting, TaxRegime, VatIdAnswer
from vabackoffice.storage.tables.columns import BEGINNING
from vabackoffice.storage.tables.drafts import Claim, Draft, DraftLine
from vabackoffice.storage.tables.imports import ImportedRow, ImportName, ImportRun
from vabackoffice.storage.tables.invoices import (
    Document,
    Invoice,
    InvoiceDocument,
    InvoiceLine,
    InvoiceVat,
    NumberSeries,
    ReceivedInvoice,
)
from vabackoffice.storage.tables.operations import Change, Operation
from vabackoffice.storage.tables.payments import Payment, PaymentAllocation
from vabackoffice.storage.tables.quotes import Quote, QuoteLine
from vabackoffice.storage.tables.work import (
    EntryTag,
    RecurringTask,
    RecurringTaskDay,
    Routine,
    RoutineDay,
    RunningTimer,
    Target,
    Task,
    TimeEntry,
)

__all__ = [
    "BEGINNING",
    "BundlePart",
    "Business",
    "BusinessFact",
    "Change",
    "Claim",
    "Client",
    "Document",
    "Draft",
    "DraftLine",
    "Engagement",
    "EntryTag",
    "ExchangeRate",
    "ImportName",
    "ImportRun",
    "ImportedRow",
    "Invoice",
    "InvoiceDocument",
    "InvoiceLine",
    "InvoiceVat",
    "NumberSeries",
    "Operation",
    "Package",
    "Pause",
    "Payment",
    "PaymentAllocation",
    "Price",
    "Quote",
    "QuoteLine",
    "ReceivedInvoice",
    "RecurringTask",
    "RecurringTaskDay",
    "Routine",
    "RoutineDay",
    "RunningTimer",
    "SQLModel",
    "Service",
    "Setting",
    "Target",
    "Task",
    "TaxRegime",
    "Terms",
    "TimeEntry",
    "VatIdAnswer",
]
