"""Tasks that come back: set up, end, and what they make due, planned first and added as it was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vabackoffice.errors import ConflictError, NotFoundError
from vabackoffice.storage import recurring_tasks as storage
from vabackoffice.storage.reads.recurring_tasks import RecurringTask, read_recurring_tasks, settled_days
from vabackoffice.usecases.shown_plan import check_skipped, refuse_changed
from vabackoffice.usecases.targets import find_client, find_engagement, refuse_ended
from vabackoffice.usecases.tasks import Agreed, agree, find_task, task_columns, write_task

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from vabackoffice.domain.period import Period
    from vabackoffice.domain.recurring import Recurrence
    from vabackoffice.storage.book import Book
    from vabackoffice.storage.reads.tasks import TaskRow
    from vabackoffice.usecases.tasks import Wanted


class DueTask(NamedTuple):
    """A recurring task on a day when it is due.

    `state` is `due` (it can be added), `skip` (the day shall be settled without it) or `refused` (`why` says why; it
    stays due).
    """

    task: RecurringTask
    day: date
    state: str
    why: str = ""


class DuePlan(NamedTuple):
    """What recurring tasks make due, in the order of the days, and the numbers of the rows to be skipped."""

    rows: tuple[DueTask, ...]
    skip: frozenset[int]

    @property
    def to_add(self) -> list[DueTask]:
        """The rows whose tasks can be added."""
        return [row for row in self.rows if row.state == "due"]

    @property
    def to_settle(self) -> list[DueTask]:
        """The rows that do not come up again: those to add and those to skip."""
        return [row for row in self.rows if row.state != "refused"]


def add_recurring_task(book: Book, now: datetime, wanted: Wanted, recurrence: Recurrence) -> RecurringTask:
    """Write a task that comes back and return it; nothing is added of it yet.

    Raises:
        InvalidInputError: there is no such anchor day, or it ends before it begins.
        ConflictError: it has no price, or its engagement had ended on its first day.
    """
    recurrence.checked()
    engagement = find_engagement(book, wanted.target, recurrence.first)
    refuse_ended(engagement, recurrence.first.isoformat())
    agreed = agree(book, engagement, wanted)
    with book.operation("task add", now):
        key = storage.add_recurring_task(book, task_columns(agreed), recurrence)
    return find_recurring_task(book, key)


def find_recurring_task(book: Book, key: int) -> RecurringTask:
    """Return the recurring task with that id, or refuse."""
    found = next((task for task in read_recurring_tasks(book) if task.id == key), None)
    if found is None:
        message = f"There is no recurring task {key}."
        raise NotFoundError(message, "'va task recurring' shows all.")
    return found


def end_recurring_task(book: Book, now: datetime, key: int, last: date) -> RecurringTask:
    """Let a recurring task end after its day `last`, and return it; what was added of it stays.

    Raises:
        NotFoundError: there is no such recurring task.
        InvalidInputError: `last` is before its first day.
    """
    with book.operation("task end", now):
        task = find_recurring_task(book, key)
        ended = task._replace(recurrence=task.recurrence._replace(last=last).checked())
        storage.end_recurring_task(book, key, last)
    return ended


def plan_due(book: Book, today: date, period: Period | None = None, skip: Collection[int] = ()) -> DuePlan:
    """Return what recurring tasks make due up to today, in a period or at all, and was not settled.

    Args:
        book: the open book.
        today: the last day on which something is due yet.
        period: the days to look at.
        skip: numbers of rows, from 1, that shall be settled without a task.

    Raises:
        InvalidInputError: there is no row with such a number.
    """
    settled = settled_days(book)
    due = sorted(
        (day, task.id, task)
        for task in read_recurring_tasks(book)
        for day in task.recurrence.due_days(today)
        if (task.id, day) not in settled and (period is None or day in period)
    )
    check_skipped(skip, len(due), "va task due")
    rows = (
        DueTask(task, day, "skip") if number in skip else _decided(book, task, day)
        for number, (day, _, task) in enumerate(due, start=1)
    )
    return DuePlan(tuple(rows), frozenset(skip))


def add_due(book: Book, now: datetime, period: Period | None, plan: DuePlan) -> list[TaskRow]:
    """Add the tasks of a plan and settle their days and the skipped ones, in one operation; return the tasks.

    Raises:
        ConflictError: the book has changed since the plan was shown.
    """
    with book.operation("task due", now):
        refuse_changed(plan_due(book, now.date(), period, plan.skip), plan, "va task due")
        for row in plan.to_settle:
            storage.settle_day(book, row.task.id, row.day)
        added = [write_task(book, _agreed(row.task), row.day) for row in plan.to_add]
    return [find_task(book, task_id) for task_id in added]


def _decided(book: Book, task: RecurringTask, day: date) -> DueTask:
    """Return the row with what shall become of it."""
    try:
        find_client(book, task.engagement.client)
        refuse_ended(task.engagement, day.isoformat())
    except ConflictError as problem:
        return DueTask(task, day, "refused", problem.message)
    return DueTask(task, day, "due")


def _agreed(task: RecurringTask) -> Agreed:
    return Agreed(task.engagement.id, task.title, task.quantity, task.unit, task.unit_price, task.service_id)
