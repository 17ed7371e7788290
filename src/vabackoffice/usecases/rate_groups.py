"""To which clients, engagements, services or tasks the hours and the income of a period belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vabackoffice.domain.accrual import services_shared, shared_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vabackoffice.domain.money import Money
    from vabackoffice.storage.reads.earnings import WorkedSum
    from vabackoffice.storage.reads.targets import EngagementRow
    from vabackoffice.usecases.earnings import Earning
    from vabackoffice.usecases.period_earnings import PeriodEarnings

_NO_TASK = "(no task)"
_NO_SERVICE = "(no service)"


def grouped_hours(earned: PeriodEarnings, by: str) -> Iterator[tuple[str, int | None, str, int]]:
    """Yield name, key, currency and seconds of all work for clients."""
    rows = {agreement.row.id: agreement.row for agreement in earned.agreements}
    for one in _with_tasks(earned) if by == "task" else earned.sums:
        if one.engagement_id:
            row = rows[one.engagement_id]
            name, key = _task_name(earned, one.task) if by == "task" else (_name(by, row, one.service), None)
            yield name, key, row.currency, one.seconds


def _name(by: str, row: EngagementRow, service: str) -> str:
    if by == "service":
        return service or _NO_SERVICE
    return row.client if by == "client" else f"{row.client}/{row.name}"


def _task_name(earned: PeriodEarnings, key: int | None) -> tuple[str, int | None]:
    task = earned.spell.tasks.get(key or 0)
    return (task.title, task.id) if task else (_NO_TASK, None)


def grouped_income(earned: PeriodEarnings, one: Earning, by: str) -> Iterator[tuple[str, int | None, Money]]:
    """Yield name, key and amount of the groups that an earning belongs to."""
    if by == "task":
        yield *_task_name(earned, one.task), one.amount
    elif by != "service":
        yield one.client if by == "client" else one.engagement or f"{one.client} (by hand)", None, one.amount
    elif one.service is not None:
        yield one.service or _NO_SERVICE, None, one.amount
    else:
        for name, amount in services_shared(one.amount, _service_hours(earned, one.engagement)).items():
            yield name or _NO_SERVICE, None, amount


def _service_hours(earned: PeriodEarnings, engagement: str) -> dict[str, int]:
    """Return the seconds of each service of an engagement, work on flat-fee tasks left out."""
    ids = {one.row.id for one in earned.agreements if f"{one.row.client}/{one.row.name}" == engagement}
    found: dict[str, int] = {}
    for one in earned.sums:
        if one.engagement_id in ids and one.task is None:
            found[one.service] = found.get(one.service, 0) + one.seconds
    return found


def _with_tasks(earned: PeriodEarnings) -> Iterator[WorkedSum]:
    """Yield the hours, those of flat engagements that name no task shared over tasks without hours of their own."""
    flat = {one.row.id: f"{one.row.client}/{one.row.name}" for one in earned.agreements if one.is_flat}
    for one in earned.sums:
        weights = _weights(earned, flat[one.engagement_id]) if one.task is None and one.engagement_id in flat else {}
        if not any(weights.values()):
            yield one
            continue
        for task, seconds in zip(weights, shared_out(one.seconds, list(weights.values())), strict=True):
            yield one._replace(task=task, seconds=seconds)


def _weights(earned: PeriodEarnings, engagement: str) -> dict[int, int]:
    """Return what the tasks of an engagement earned on which no hours were logged."""
    weights: dict[int, int] = {}
    for one in earned.earnings:
        task = earned.spell.tasks.get(one.task or 0)
        if task and one.engagement == engagement and not task.hours.whole:
            weights[task.id] = max(0, weights.get(task.id, 0) + one.amount.minor)
    return weights
