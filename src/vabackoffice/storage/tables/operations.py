"""The journal: every command that wrote and every row it changed."""

from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from vabackoffice.storage.tables.columns import NUMBERED, key_column, text_column


class Operation(SQLModel, table=True):
    """One command that wrote. `hash` is empty only while it is open; it chains to the operation before."""

    __tablename__: ClassVar[str] = "operation"
    __table_args__ = (
        Index("operation_target", "target_id"),
        Index("operation_kind", "kind", "id"),
        NUMBERED,
    )
    id: int | None = key_column()
    at: str = text_column()
    command: str = text_column()
    kind: str = text_column(default="do")
    target_id: int | None = None
    final: str = text_column(default="")
    hash: str | None = text_column(default=None, unique=True)


class Change(SQLModel, table=True):
    """One row before and after, as JSON, written by the triggers of its table."""

    __tablename__: ClassVar[str] = "change"
    __table_args__ = (Index("change_operation", "operation_id"), NUMBERED)
    id: int | None = key_column()
    operation_id: int = Field(foreign_key="operation.id")
    table_name: str = text_column()
    before: str | None = text_column(default=None)
    after: str | None = text_column(default=None)
