"""Offers to clients, and what they became."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from vabackoffice.storage.tables.columns import NUMBERED, key_column, text_column


class Quote(SQLModel, table=True):
    """An offer, valid until a day; accepted or declined once, never both."""

    __tablename__: ClassVar[str] = "quote"
    __table_args__ = (CheckConstraint("accepted_on IS NULL OR declined_on IS NULL"), NUMBERED)
    id: int | None = key_column()
    number: str = text_column(unique=True)
    client_id: int = Field(foreign_key="client.id")
    issued_on: str = text_column()
    valid_until: str | None = text_column(default=None)
    currency: str = text_column()
    title: str = text_column(default="")
    notes: str = text_column(default="")
    accepted_on: str | None = text_column(default=None)
    declined_on: str | None = text_column(default=None)
    chosen: str = text_column(default="")


class QuoteLine(SQLModel, table=True):
    """Something offered: flat-fee work, or (`terms`, the options as typed, JSON) an engagement.

    Lines that share an `option` belong to one choice; without one they are part of every choice.
    """

    __tablename__: ClassVar[str] = "quote_line"
    __table_args__ = (UniqueConstraint("quote_id", "position"), NUMBERED)
    id: int | None = key_column()
    quote_id: int = Field(foreign_key="quote.id", ondelete="CASCADE")
    position: int
    option: str = text_column(default="")
    text: str = text_column()
    quantity: str = text_column(default="1")
    unit: str = text_column(default="piece")
    unit_price: str = text_column(default="0")
    engagement: str = text_column(default="")
    terms: str = text_column(default="")
