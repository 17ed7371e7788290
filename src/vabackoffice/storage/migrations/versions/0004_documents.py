"""Quotes, received invoices, exchange rates, answers on VAT ids; prices including VAT and discounts on lines."""

from alembic import op

revision = "0004"
down_revision = "0003"

_STATEMENTS = (
    """
    ALTER TABLE draft ADD COLUMN prices_include_vat INTEGER
    """,
    """
    ALTER TABLE draft_line ADD COLUMN discount TEXT
    """,
    """
    ALTER TABLE invoice ADD COLUMN national_rate_on TEXT
    """,
    """
    ALTER TABLE invoice ADD COLUMN prices_include_vat INTEGER
    """,
    """
    ALTER TABLE invoice_line ADD COLUMN discount TEXT
    """,
    """
    CREATE INDEX invoice_corrects ON invoice (corrects_id)
    """,
    """
    CREATE TABLE quote (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, number TEXT NOT NULL, client_id INTEGER NOT
    NULL, issued_on TEXT NOT NULL, valid_until TEXT, currency TEXT NOT NULL, title TEXT NOT NULL, notes TEXT NOT
    NULL, accepted_on TEXT, declined_on TEXT, chosen TEXT NOT NULL, CHECK (accepted_on IS NULL OR declined_on IS
    NULL), UNIQUE (number), FOREIGN KEY(client_id) REFERENCES client (id)) STRICT
    """,
    """
    CREATE TABLE quote_line (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, quote_id INTEGER NOT NULL, position
    INTEGER NOT NULL, option TEXT NOT NULL, text TEXT NOT NULL, quantity TEXT NOT NULL, unit TEXT NOT NULL,
    unit_price TEXT NOT NULL, engagement TEXT NOT NULL, terms TEXT NOT NULL, UNIQUE (quote_id, position), FOREIGN
    KEY(quote_id) REFERENCES quote (id) ON DELETE CASCADE) STRICT
    """,
    """
    CREATE TABLE received_invoice (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, sha256 TEXT NOT NULL, format
    TEXT NOT NULL, seller TEXT NOT NULL, number TEXT NOT NULL, issue_date TEXT NOT NULL, currency TEXT NOT NULL,
    net_minor INTEGER NOT NULL, vat_minor INTEGER NOT NULL, total_minor INTEGER NOT NULL, received_on TEXT NOT
    NULL, UNIQUE (sha256), FOREIGN KEY(sha256) REFERENCES document (sha256)) STRICT
    """,
    """
    CREATE TABLE exchange_rate (currency TEXT NOT NULL, in_currency TEXT NOT NULL, on_date TEXT NOT NULL, rate
    TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (currency, in_currency, on_date)) STRICT
    """,
    """
    CREATE TABLE vat_id_answer (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, vat_id TEXT NOT NULL, asked_at TEXT
    NOT NULL, is_valid INTEGER NOT NULL, name TEXT NOT NULL, consultation TEXT NOT NULL) STRICT
    """,
)


def upgrade() -> None:
    """Make their tables, and the new columns of drafts and invoices."""
    for statement in _STATEMENTS:
        op.execute(statement)
