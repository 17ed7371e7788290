"""Packages, pauses, bundles and recurring tasks; how a package is renewed and whose holidays count."""

from alembic import op

revision = "0003"
down_revision = "0002"

_STATEMENTS = (
    """
    ALTER TABLE terms ADD COLUMN renew TEXT
    """,
    """
    ALTER TABLE terms ADD COLUMN holidays TEXT
    """,
    """
    CREATE TABLE package (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, engagement_id INTEGER NOT NULL, bought_on
    TEXT NOT NULL, seconds INTEGER NOT NULL, price_minor INTEGER NOT NULL, expires_on TEXT, expires_days INTEGER,
    from_first_use INTEGER NOT NULL, CHECK (seconds > 0 AND price_minor >= 0), CHECK (expires_on IS NULL OR
    expires_days IS NULL), FOREIGN KEY(engagement_id) REFERENCES engagement (id)) STRICT
    """,
    """
    CREATE INDEX package_engagement ON package (engagement_id, bought_on)
    """,
    """
    CREATE TABLE pause (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, engagement_id INTEGER NOT NULL, starts_on
    TEXT NOT NULL, resumes_on TEXT, UNIQUE (engagement_id, starts_on), CHECK (resumes_on IS NULL OR resumes_on >
    starts_on), FOREIGN KEY(engagement_id) REFERENCES engagement (id)) STRICT
    """,
    """
    CREATE TABLE bundle_part (bundle_id INTEGER NOT NULL, service_id INTEGER NOT NULL, quantity TEXT NOT NULL,
    PRIMARY KEY (bundle_id, service_id), CHECK (bundle_id <> service_id), FOREIGN KEY(bundle_id) REFERENCES
    service (id), FOREIGN KEY(service_id) REFERENCES service (id)) STRICT
    """,
    """
    CREATE TABLE recurring_task (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, engagement_id INTEGER NOT NULL,
    title TEXT NOT NULL, quantity TEXT NOT NULL, unit TEXT NOT NULL, unit_price TEXT, service_id INTEGER, every
    TEXT NOT NULL, anchor INTEGER, valid_from TEXT NOT NULL, ended_on TEXT, CHECK (every IN ('week', 'month',
    'quarter')), FOREIGN KEY(engagement_id) REFERENCES engagement (id), FOREIGN KEY(service_id) REFERENCES service
    (id)) STRICT
    """,
    """
    CREATE TABLE recurring_task_day (recurring_task_id INTEGER NOT NULL, due_on TEXT NOT NULL, PRIMARY KEY
    (recurring_task_id, due_on), FOREIGN KEY(recurring_task_id) REFERENCES recurring_task (id) ON DELETE CASCADE)
    STRICT
    """,
)


def upgrade() -> None:
    """Make their tables, and the new columns of terms."""
    for statement in _STATEMENTS:
        op.execute(statement)
