"""Who pays, and what was agreed from which day on."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as literal
from sqlmodel import Field, SQLModel

from vabackoffice.storage.tables.columns import BEGINNING, NUMBERED, STRICT, flag_column, key_column, text_column


class Client(SQLModel, table=True):
    """Who pays."""

    __tablename__: ClassVar[str] = "client"
    __table_args__ = (NUMBERED,)
    id: int | None = key_column()
    handle: str = text_column(unique=True)
    name: str = text_column()
    contact: str = text_column(default="")
    street: str = text_column(default="")
    postcode: str = text_column(default="")
    city: str = text_column(default="")
    region: str = text_column(default="")
    country: str = text_column()
    is_business: bool = flag_column(default=True)
    vat_id: str = text_column(default="")
    tax_number: str = text_column(default="")
    registration_number: str = text_column(default="")
    language: str = text_column()
    currency: str = text_column()
    email: str = text_column(default="")
    terms_days: int | None = None
    withholding: str = text_column(default="0")
    vat_choice: str = text_column(default="auto")
    prices_include_vat: bool = flag_column(default=False)
    buyer_reference: str = text_column(default="")
    leitweg_id: str = text_column(default="")
    sdi_code: str = text_column(default="")
    pec: str = text_column(default="")
    peppol_id: str = text_column(default="")
    einvoice: str = text_column(default="")
    archived_on: str | None = text_column(default=None)


class Engagement(SQLModel, table=True):
    """One agreement with one client; what was agreed is in its terms."""

    __tablename__: ClassVar[str] = "engagement"
    __table_args__ = (UniqueConstraint("client_id", "name"), NUMBERED)
    id: int | None = key_column()
    client_id: int = Field(foreign_key="client.id")
    name: str = text_column()
    currency: str = text_column()
    grouping: str = text_column(default="service")
    is_default: bool = flag_column(default=False)
    ended_on: str | None = text_column(default=None)


class Terms(SQLModel, table=True):
    """What an engagement costs from a day on. Columns that the model does not use stay empty."""

    __tablename__: ClassVar[str] = "terms"
    __table_args__ = (
        UniqueConstraint("engagement_id", "valid_from"),
        CheckConstraint("model IN ('hourly', 'retainer', 'package', 'flat')"),
        CheckConstraint("round_seconds >= 0 AND minimum_seconds >= 0"),
        NUMBERED,
    )
    id: int | None = key_column()
    engagement_id: int = Field(foreign_key="engagement.id")
    valid_from: str = text_column(default=BEGINNING)
    model: str = text_column()
    hourly_rate: str | None = text_column(default=None)
    fee_minor: int | None = None
    allowance_seconds: int | None = None
    every: str | None = text_column(default=None)
    anchor: int | None = None
    in_advance: bool = flag_column(default=True)
    prorata: bool = flag_column(default=False)
    carry: str = text_column(default="none")
    use_order: str = text_column(default="allowance-first")
    debt: str = text_column(default="bill")
    overage_rate: str | None = text_column(default=None)
    overage_steps: str | None = text_column(default=None)
    low_balance: str = text_column(default="20")
    round_seconds: int = 0
    round_mode: str = text_column(default="up")
    round_level: str = text_column(default="entry")
    minimum_seconds: int = 0
    surcharges: str = text_column(default="")
    compound: bool = flag_column(default=False)
    cap_seconds: int | None = None
    cap_minor: int | None = None
    cap_every: str | None = text_column(default=None)
    over_cap: str = text_column(default="wait")
    payment_days: int | None = None
    renew: str | None = text_column(default=None)
    holidays: str | None = text_column(default=None)


class Package(SQLModel, table=True):
    """A block of hours sold; its last day is named, or counted from the purchase or the first use."""

    __tablename__: ClassVar[str] = "package"
    __table_args__ = (
        CheckConstraint("seconds > 0 AND price_minor >= 0"),
        CheckConstraint("expires_on IS NULL OR expires_days IS NULL"),
        Index("package_engagement", "engagement_id", "bought_on"),
        NUMBERED,
    )
    id: int | None = key_column()
    engagement_id: int = Field(foreign_key="engagement.id")
    bought_on: str = text_column()
    seconds: int
    price_minor: int
    expires_on: str | None = text_column(default=None)
    expires_days: int | None = None
    from_first_use: bool = flag_column(default=False)


class Pause(SQLModel, table=True):
    """Whole days on which an engagement rests: from `starts_on` until before `resumes_on`, or until further notice."""

    __tablename__: ClassVar[str] = "pause"
    __table_args__ = (
        UniqueConstraint("engagement_id", "starts_on"),
        CheckConstraint("resumes_on IS NULL OR resumes_on > starts_on"),
        NUMBERED,
    )
    id: int | None = key_column()
    engagement_id: int = Field(foreign_key="engagement.id")
    starts_on: str = text_column()
    resumes_on: str | None = text_column(default=None)


class Service(SQLModel, table=True):
    """A kind of work: inbox, calendar, travel and so on."""

    __tablename__: ClassVar[str] = "service"
    __table_args__ = (NUMBERED,)
    id: int | None = key_column()
    name: str = text_column(unique=True)


class Price(SQLModel, table=True):
    """What one unit of a service costs from a day on, for everybody or for one client."""

    __tablename__: ClassVar[str] = "price"
    __table_args__ = (
        Index("price_row", "service_id", literal("ifnull(client_id, 0)"), "unit", "valid_from", unique=True),
        NUMBERED,
    )
    id: int | None = key_column()
    service_id: int = Field(foreign_key="service.id")
    client_id: int | None = Field(default=None, foreign_key="client.id")
    unit: str = text_column(default="hour")
    amount: str = text_column()
    currency: str = text_column()
    steps: str | None = text_column(default=None)
    steps_per: str = text_column(default="month")
    valid_from: str = text_column(default=BEGINNING)


class BundlePart(SQLModel, table=True):
    """What a bundle holds: so many of another service in one of the bundle."""

    __tablename__: ClassVar[str] = "bundle_part"
    __table_args__ = (CheckConstraint("bundle_id <> service_id"), STRICT)
    bundle_id: int = Field(primary_key=True, foreign_key="service.id")
    service_id: int = Field(primary_key=True, foreign_key="service.id")
    quantity: str = text_column()
