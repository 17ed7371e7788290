"""What was read from other programs."""

from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from vabackoffice.storage.tables.columns import NUMBERED, STRICT, key_column, text_column


class ImportRun(SQLModel, table=True):
    """One applied import."""

    __tablename__: ClassVar[str] = "import_run"
    __table_args__ = (NUMBERED,)
    id: int | None = key_column()
    source: str = text_column()
    file_name: str = text_column()
    file_sha256: str = text_column()
    imported_at: str = text_column()
    operation_id: int


class ImportedRow(SQLModel, table=True):
    """A row of a source that the book has seen, by its stable key; it stays when the entry is deleted."""

    __tablename__: ClassVar[str] = "imported_row"
    __table_args__ = (Index("imported_row_run", "import_id"), STRICT)
    source: str = text_column(primary_key=True)
    key: str = text_column(primary_key=True)
    import_id: int = Field(foreign_key="import_run.id")
    entry_id: int


class ImportName(SQLModel, table=True):
    """What a name of a source means here: an engagement, an internal kind, or nothing (skip)."""

    __tablename__: ClassVar[str] = "import_name"
    __table_args__ = (STRICT,)
    source: str = text_column(primary_key=True)
    name: str = text_column(primary_key=True)
    target: str = text_column()
