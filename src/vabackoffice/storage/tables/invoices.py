"""Issued documents, frozen."""

from typing import ClassVar

from sqlalchemy import Index, Integer, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from vabackoffice.storage.tables.columns import NUMBERED, STRICT, key_column, text_column


class NumberSeries(SQLModel, table=True):
    """How documents of a kind are numbered; the counter is the invoices themselves."""

    __tablename__: ClassVar[str] = "number_series"
    __table_args__ = (NUMBERED,)
    id: int | None = key_column()
    name: str = text_column(unique=True)
    kind: str = text_column()
    pattern: str = text_column()
    first_sequence: int = 1


class Invoice(SQLModel, table=True):
    """An issued invoice or credit note, frozen: triggers refuse UPDATE and DELETE."""

    __tablename__: ClassVar[str] = "invoice"
    __table_args__ = (
        UniqueConstraint("series_id", "year", "sequence"),
        Index("invoice_client", "client_id"),
        Index("invoice_issue_date", "issue_date"),
        Index("invoice_corrects", "corrects_id"),
        NUMBERED,
    )
    id: int | None = key_column()
    kind: str = text_column()
    number: str = text_column(unique=True)
    series_id: int = Field(foreign_key="number_series.id")
    year: int
    sequence: int
    client_id: int = Field(foreign_key="client.id")
    issue_date: str = text_column()
    due_date: str = text_column()
    period_start: str | None = text_column(default=None)
    period_end: str | None = text_column(default=None)
    supply_date: str = text_column()
    currency: str = text_column()
    language: str = text_column()
    seller: str = text_column()
    buyer: str = text_column()
    wordings: str = text_column(default="[]")
    notes: str = text_column(default="")
    grouping: str = text_column(default="service")
    payment_reference: str = text_column(default="")
    regime: str = text_column()
    net_minor: int
    vat_minor: int
    total_minor: int
    withheld_minor: int = 0
    stamp_duty_minor: int = 0
    prepaid_minor: int = 0
    rounding_minor: int = 0
    payable_minor: int
    national_currency: str | None = text_column(default=None)
    national_rate: str | None = text_column(default=None)
    national_rate_source: str | None = text_column(default=None)
    national_vat_minor: int | None = None
    corrects_id: int | None = Field(default=None, foreign_key="invoice.id")
    issued_at: str = text_column()
    national_rate_on: str | None = text_column(default=None)
    prices_include_vat: bool | None = Field(default=None, sa_type=Integer)


class InvoiceLine(SQLModel, table=True):
    """A line of an issued document, frozen with its VAT, its reasons and its sources."""

    __tablename__: ClassVar[str] = "invoice_line"
    __table_args__ = (UniqueConstraint("invoice_id", "position"), NUMBERED)
    id: int | None = key_column()
    invoice_id: int = Field(foreign_key="invoice.id")
    position: int
    kind: str = text_column()
    text: str = text_column()
    quantity: str = text_column()
    unit: str = text_column()
    unit_price: str = text_column()
    net_minor: int
    vat_choice: str = text_column(default="auto")
    vat_category: str = text_column()
    vat_rate: str = text_column()
    reasons: str = text_column(default="[]")
    engagement: str = text_column(default="")
    service: str = text_column(default="")
    first_day: str | None = text_column(default=None)
    last_day: str | None = text_column(default=None)
    sources: str = text_column(default="[]")
    discount: str | None = text_column(default=None)


class InvoiceVat(SQLModel, table=True):
    """One VAT group of an issued document (EN 16931 BG-23)."""

    __tablename__: ClassVar[str] = "invoice_vat"
    __table_args__ = (STRICT,)
    invoice_id: int = Field(primary_key=True, foreign_key="invoice.id")
    category: str = text_column(primary_key=True)
    rate: str = text_column(primary_key=True)
    net_minor: int
    vat_minor: int
    exemption_code: str = text_column(default="")
    note: str = text_column(default="")


class InvoiceDocument(SQLModel, table=True):
    """Which stored file is the PDF or the XML of an issued document."""

    __tablename__: ClassVar[str] = "invoice_document"
    __table_args__ = (STRICT,)
    invoice_id: int = Field(primary_key=True, foreign_key="invoice.id")
    form: str = text_column(primary_key=True)
    sha256: str = text_column(foreign_key="document.sha256")
    name: str = text_column()


class Document(SQLModel, table=True):
    """A stored file, addressed by its hash; insert-only."""

    __tablename__: ClassVar[str] = "document"
    __table_args__ = (STRICT,)
    sha256: str = text_column(primary_key=True)
    media_type: str = text_column()
    size: int
    content: bytes = Field(sa_type=LargeBinary)


class ReceivedInvoice(SQLModel, table=True):
    """An electronic invoice that came in: what was read from the stored file."""

    __tablename__: ClassVar[str] = "received_invoice"
    __table_args__ = (NUMBERED,)
    id: int | None = key_column()
    sha256: str = text_column(unique=True, foreign_key="document.sha256")
    format: str = text_column()
    seller: str = text_column()
    number: str = text_column()
    issue_date: str = text_column()
    currency: str = text_column()
    net_minor: int
    vat_minor: int
    total_minor: int
    received_on: str = text_column()
