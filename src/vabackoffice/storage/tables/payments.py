"""Money that came in and what it settled."""

from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from vabackoffice.storage.tables.columns import NUMBERED, STRICT, key_column, text_column


class Payment(SQLModel, table=True):
    """Money that came in (or went back, negative). What is not allocated is the client's credit.

    `amount_minor` + `withheld_minor` settle invoices; the bank got `amount_minor` - `fee_minor`.
    """

    __tablename__: ClassVar[str] = "payment"
    __table_args__ = (Index("payment_day", "paid_on"), NUMBERED)
    id: int | None = key_column()
    client_id: int = Field(foreign_key="client.id")
    paid_on: str = text_column()
    currency: str = text_column()
    amount_minor: int
    withheld_minor: int = 0
    fee_minor: int = 0
    rate: str | None = text_column(default=None)
    method: str = text_column(default="")
    note: str = text_column(default="")


class PaymentAllocation(SQLModel, table=True):
    """The part of a payment that settles one invoice, money and withheld tax apart."""

    __tablename__: ClassVar[str] = "payment_allocation"
    __table_args__ = (Index("allocation_invoice", "invoice_id"), STRICT)
    payment_id: int = Field(primary_key=True, foreign_key="payment.id", ondelete="CASCADE")
    invoice_id: int = Field(primary_key=True, foreign_key="invoice.id")
    amount_minor: int
    withheld_minor: int = 0
