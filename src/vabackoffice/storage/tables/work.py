"""What was done: timers, time entries, tasks."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from vabackoffice.storage.tables.columns import NUMBERED, STRICT, flag_column, key_column, text_column


class TimeEntry(SQLModel, table=True):
    """Finished work: for a client (engagement) or for the business itself (internal)."""

    __tablename__: ClassVar[str] = "time_entry"
    __table_args__ = (
        CheckConstraint("(engagement_id IS NULL) <> (internal IS NULL)"),
        CheckConstraint("(started_at IS NULL) = (ended_at IS NULL)"),
        CheckConstraint("seconds > 0"),
        Index("time_entry_day", "on_date"),
        Index("time_entry_engagement", "engagement_id", "on_date"),
        Index("time_entry_started", "started_at"),
        NUMBERED,
    )
    id: int | None = key_column()
    engagement_id: int | None = Field(default=None, foreign_key="engagement.id")
    internal: str | None = text_column(default=None)
    started_at: str | None = text_column(default=None)
    ended_at: str | None = text_column(default=None)
    zone: str = text_column()
    on_date: str = text_column()
    seconds: int
    note: str = text_column(default="")
    service_id: int | None = Field(default=None, foreign_key="service.id")
    task_id: int | None = Field(default=None, foreign_key="task.id")
    billable: bool = flag_column(default=True)
    place: str | None = text_column(default=None)


class EntryTag(SQLModel, table=True):
    """A tag on an entry."""

    __tablename__: ClassVar[str] = "entry_tag"
    __table_args__ = (STRICT,)
    entry_id: int = Field(primary_key=True, foreign_key="time_entry.id", ondelete="CASCADE")
    tag: str = text_column(primary_key=True)


class RunningTimer(SQLModel, table=True):
    """The work going on now; at most one row, and never a sum."""

    __tablename__: ClassVar[str] = "running_timer"
    __table_args__ = (
        CheckConstraint("id = 1"),
        CheckConstraint("(engagement_id IS NULL) <> (internal IS NULL)"),
        STRICT,
    )
    id: int = Field(default=1, primary_key=True)
    engagement_id: int | None = Field(default=None, foreign_key="engagement.id")
    internal: str | None = text_column(default=None)
    started_at: str = text_column()
    zone: str = text_column()
    note: str = text_column(default="")
    tags: str = text_column(default="")
    service_id: int | None = Field(default=None, foreign_key="service.id")
    task_id: int | None = Field(default=None, foreign_key="task.id")
    billable: bool = flag_column(default=True)
    place: str | None = text_column(default=None)


class Task(SQLModel, table=True):
    """Flat-fee work: open until done, done until billed."""

    __tablename__: ClassVar[str] = "task"
    __table_args__ = (Index("task_engagement", "engagement_id"), NUMBERED)
    id: int | None = key_column()
    engagement_id: int = Field(foreign_key="engagement.id")
    title: str = text_column()
    quantity: str = text_column(default="1")
    unit: str = text_column(default="piece")
    unit_price: str = text_column()
    service_id: int | None = Field(default=None, foreign_key="service.id")
    due_on: str | None = text_column(default=None)
    done_on: str | None = text_column(default=None)
