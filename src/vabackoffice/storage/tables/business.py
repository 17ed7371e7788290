"""The assistant herself, her dated facts and regimes, her preferences."""

from typing import ClassVar

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from vabackoffice.storage.tables.columns import (
    BEGINNING,
    NUMBERED,
    STRICT,
    flag_column,
    key_column,
    text_column,
)


class Business(SQLModel, table=True):
    """The assistant herself; exactly one row."""

    __tablename__: ClassVar[str] = "business"
    __table_args__ = (CheckConstraint("id = 1"), STRICT)
    id: int = Field(default=1, primary_key=True)
    name: str = text_column()
    street: str = text_column(default="")
    postcode: str = text_column(default="")
    city: str = text_column(default="")
    region: str = text_column(default="")
    country: str = text_column()
    currency: str = text_column()
    language: str = text_column()
    timezone: str = text_column()
    email: str = text_column(default="")
    phone: str = text_column(default="")
    website: str = text_column(default="")
    vat_id: str = text_column(default="")
    tax_number: str = text_column(default="")
    registration_number: str = text_column(default="")
    iban: str = text_column(default="")
    bic: str = text_column(default="")
    bank_name: str = text_column(default="")
    account_holder: str = text_column(default="")
    terms_days: int = 14
    paper: str = text_column(default="A4")
    template: str = text_column(default="classic")
    accent: str = text_column(default="#1f5c57")
    logo_sha256: str | None = text_column(default=None, foreign_key="document.sha256")


class BusinessFact(SQLModel, table=True):
    """What a country asks about a business, by key and from a day on: `hebesatz`, `iae`, `work_m2`."""

    __tablename__: ClassVar[str] = "business_fact"
    __table_args__ = (STRICT,)
    key: str = text_column(primary_key=True)
    valid_from: str = text_column(primary_key=True, default=BEGINNING)
    value: str = text_column()


class TaxRegime(SQLModel, table=True):
    """The regime that holds from a day on, by its code: `nl-standard`, `de-small`."""

    __tablename__: ClassVar[str] = "tax_regime"
    __table_args__ = (STRICT,)
    valid_from: str = text_column(primary_key=True)
    regime: str = text_column()


class Setting(SQLModel, table=True):
    """A preference of the user, by key."""

    __tablename__: ClassVar[str] = "setting"
    __table_args__ = (STRICT,)
    key: str = text_column(primary_key=True)
    value: str = text_column()


class ExchangeRate(SQLModel, table=True):
    """What one unit of a currency is worth in another on a day, and who says so."""

    __tablename__: ClassVar[str] = "exchange_rate"
    __table_args__ = (STRICT,)
    currency: str = text_column(primary_key=True)
    in_currency: str = text_column(primary_key=True)
    on_date: str = text_column(primary_key=True)
    rate: str = text_column()
    source: str = text_column()


class VatIdAnswer(SQLModel, table=True):
    """What VIES answered when a VAT id was asked about."""

    __tablename__: ClassVar[str] = "vat_id_answer"
    __table_args__ = (NUMBERED,)
    id: int | None = key_column()
    vat_id: str = text_column()
    asked_at: str = text_column()
    is_valid: bool = flag_column(default=False)
    name: str = text_column(default="")
    consultation: str = text_column(default="")
