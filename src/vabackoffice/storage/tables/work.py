"""What was done and what is planned: timers, time entries, tasks, routines, targets."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as literal
from sqlmodel import Field, SQLModel

from vabackoffice.storage.tables.columns import BEGINNING, NUMBERED, STRICT, flag_column, key_column, text_column


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


class Routine(SQLModel, table=True):
    """Work that comes back: on which weekdays (ISO, 1 is Monday), at what time, for how long, what it is.

    `starts` is a local time `HH:MM`, or nothing where only the length is known. `ended_on` is its last day.
    """

    __tablename__: ClassVar[str] = "routine"
    __table_args__ = (
        CheckConstraint("(engagement_id IS NULL) <> (internal IS NULL)"),
        CheckConstraint("seconds > 0"),
        NUMBERED,
    )
    id: int | None = key_column()
    weekdays: str = text_column()
    starts: str | None = text_column(default=None)
    seconds: int
    engagement_id: int | None = Field(default=None, foreign_key="engagement.id")
    internal: str | None = text_column(default=None)
    note: str = text_column(default="")
    tags: str = text_column(default="")
    service_id: int | None = Field(default=None, foreign_key="service.id")
    billable: bool = flag_column(default=True)
    place: str | None = text_column(default=None)
    valid_from: str = text_column()
    ended_on: str | None = text_column(default=None)


class RoutineDay(SQLModel, table=True):
    """A day of a routine that was settled: its entry was written, or it was left out. It never comes up again."""

    __tablename__: ClassVar[str] = "routine_day"
    __table_args__ = (STRICT,)
    routine_id: int = Field(primary_key=True, foreign_key="routine.id", ondelete="CASCADE")
    on_date: str = text_column(primary_key=True)


class Target(SQLModel, table=True):
    """Hours to work from a day on: for a client, for one engagement, or (neither named) altogether; 0 ends it."""

    __tablename__: ClassVar[str] = "target"
    __table_args__ = (
        CheckConstraint("seconds >= 0"),
        CheckConstraint("client_id IS NULL OR engagement_id IS NULL"),
        CheckConstraint("every IN ('day', 'week', 'month', 'quarter', 'year')"),
        Index(
            "target_row",
            literal("ifnull(client_id, 0)"),
            literal("ifnull(engagement_id, 0)"),
            "every",
            "valid_from",
            unique=True,
        ),
        NUMBERED,
    )
    id: int | None = key_column()
    client_id: int | None = Field(default=None, foreign_key="client.id")
    engagement_id: int | None = Field(default=None, foreign_key="engagement.id")
    seconds: int
    every: str = text_column()
    valid_from: str = text_column(default=BEGINNING)


class RecurringTask(SQLModel, table=True):
    """A flat-fee task that comes back every week, month or quarter, due on its anchor day."""

    __tablename__: ClassVar[str] = "recurring_task"
    __table_args__ = (CheckConstraint("every IN ('week', 'month', 'quarter')"), NUMBERED)
    id: int | None = key_column()
    engagement_id: int = Field(foreign_key="engagement.id")
    title: str = text_column()
    quantity: str = text_column(default="1")
    unit: str = text_column(default="piece")
    unit_price: str | None = text_column(default=None)
    service_id: int | None = Field(default=None, foreign_key="service.id")
    every: str = text_column()
    anchor: int | None = None
    valid_from: str = text_column()
    ended_on: str | None = text_column(default=None)


class RecurringTaskDay(SQLModel, table=True):
    """A day on which a recurring task was settled: its task was added, or it was left out."""

    __tablename__: ClassVar[str] = "recurring_task_day"
    __table_args__ = (STRICT,)
    recurring_task_id: int = Field(primary_key=True, foreign_key="recurring_task.id", ondelete="CASCADE")
    due_on: str = text_column(primary_key=True)
