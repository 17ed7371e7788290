"""Routines and targets: work that comes back, and hours to reach."""

from alembic import op

revision = "0002"
down_revision = "0001"

_STATEMENTS = (
    """
    CREATE TABLE routine (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, weekdays TEXT NOT NULL, starts TEXT,
    seconds INTEGER NOT NULL, engagement_id INTEGER, internal TEXT, note TEXT NOT NULL, tags TEXT NOT NULL,
    service_id INTEGER, billable INTEGER NOT NULL, place TEXT, valid_from TEXT NOT NULL, ended_on TEXT, CHECK
    ((engagement_id IS NULL) <> (internal IS NULL)), CHECK (seconds > 0), FOREIGN KEY(engagement_id) REFERENCES
    engagement (id), FOREIGN KEY(service_id) REFERENCES service (id)) STRICT
    """,
    """
    CREATE TABLE routine_day (routine_id INTEGER NOT NULL, on_date TEXT NOT NULL, PRIMARY KEY (routine_id,
    on_date), FOREIGN KEY(routine_id) REFERENCES routine (id) ON DELETE CASCADE) STRICT
    """,
    """
    CREATE TABLE target (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, client_id INTEGER, engagement_id INTEGER,
    seconds INTEGER NOT NULL, every TEXT NOT NULL, valid_from TEXT NOT NULL, CHECK (seconds >= 0), CHECK
    (client_id IS NULL OR engagement_id IS NULL), CHECK (every IN ('day', 'week', 'month', 'quarter', 'year')),
    FOREIGN KEY(client_id) REFERENCES client (id), FOREIGN KEY(engagement_id) REFERENCES engagement (id)) STRICT
    """,
    """
    CREATE UNIQUE INDEX target_row ON target (ifnull(client_id, 0), ifnull(engagement_id, 0), every, valid_from)
    """,
)


def upgrade() -> None:
    """Make their tables."""
    for statement in _STATEMENTS:
        op.execute(statement)
