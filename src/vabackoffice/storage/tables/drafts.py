"""Invoices in the making, and who bills what."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from vabackoffice.storage.tables.columns import NUMBERED, STRICT, key_column, text_column


class Draft(SQLModel, table=True):
    """An invoice in the making: editable, no number; its lines claim their sources."""

    __tablename__: ClassVar[str] = "draft"
    __table_args__ = (NUMBERED,)
    id: int | None = key_column()
    client_id: int = Field(foreign_key="client.id")
    kind: str = text_column(default="invoice")
    currency: str = text_column()
    period_start: str | None = text_column(default=None)
    period_end: str | None = text_column(default=None)
    grouping: str = text_column(default="")
    discount: str = text_column(default="")
    notes: str = text_column(default="")
    created_at: str = text_column()
    prices_include_vat: bool | None = Field(default=None, sa_type=Integer)


class DraftLine(SQLModel, table=True):
    """A line of a draft; the same columns as an invoice line but for what is decided when issuing."""

    __tablename__: ClassVar[str] = "draft_line"
    __table_args__ = (UniqueConstraint("draft_id", "position"), NUMBERED)
    id: int | None = key_column()
    draft_id: int = Field(foreign_key="draft.id", ondelete="CASCADE")
    position: int
    kind: str = text_column()
    text: str = text_column()
    quantity: str = text_column()
    unit: str = text_column()
    unit_price: str = text_column()
    net_minor: int
    vat_choice: str = text_column(default="auto")
    reasons: str = text_column(default="[]")
    engagement: str = text_column(default="")
    service: str = text_column(default="")
    first_day: str | None = text_column(default=None)
    last_day: str | None = text_column(default=None)
    sources: str = text_column(default="[]")
    discount: str | None = text_column(default=None)


class Claim(SQLModel, table=True):
    """Who bills a piece of work now. The key makes billing anything twice impossible.

    `kind` and `source_id` name an `entry`, a `task`, a `package`, or, with `period_start`, the `fee` or the settled
    hour `bank` of an engagement's period. A `part` is what a cap let through of the entry, `period_start` the day.
    """

    __tablename__: ClassVar[str] = "claim"
    __table_args__ = (
        CheckConstraint("(draft_id IS NULL) <> (invoice_id IS NULL)"),
        Index("claim_draft", "draft_id"),
        Index("claim_invoice", "invoice_id"),
        STRICT,
    )
    kind: str = text_column(primary_key=True)
    source_id: int = Field(primary_key=True)
    period_start: str = text_column(primary_key=True, default="")
    draft_id: int | None = Field(default=None, foreign_key="draft.id", ondelete="CASCADE")
    invoice_id: int | None = Field(default=None, foreign_key="invoice.id")
