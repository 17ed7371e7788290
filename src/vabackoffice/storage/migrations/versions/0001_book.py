"""The first book. The statements are frozen here: a released migration never changes."""

from alembic import op

revision = "0001"
down_revision = None

_STATEMENTS = (
    """
    CREATE TABLE business_fact ("key" TEXT NOT NULL, valid_from TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY
    ("key", valid_from)) STRICT
    """,
    """
    CREATE TABLE client (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, handle TEXT NOT NULL, name TEXT NOT NULL,
    contact TEXT NOT NULL, street TEXT NOT NULL, postcode TEXT NOT NULL, city TEXT NOT NULL, region TEXT NOT NULL,
    country TEXT NOT NULL, is_business INTEGER NOT NULL, vat_id TEXT NOT NULL, tax_number TEXT NOT NULL,
    registration_number TEXT NOT NULL, language TEXT NOT NULL, currency TEXT NOT NULL, email TEXT NOT NULL,
    terms_days INTEGER, withholding TEXT NOT NULL, vat_choice TEXT NOT NULL, prices_include_vat INTEGER NOT NULL,
    buyer_reference TEXT NOT NULL, leitweg_id TEXT NOT NULL, sdi_code TEXT NOT NULL, pec TEXT NOT NULL, peppol_id
    TEXT NOT NULL, einvoice TEXT NOT NULL, archived_on TEXT, UNIQUE (handle)) STRICT
    """,
    """
    CREATE TABLE document (sha256 TEXT NOT NULL, media_type TEXT NOT NULL, size INTEGER NOT NULL, content BLOB NOT
    NULL, PRIMARY KEY (sha256)) STRICT
    """,
    """
    CREATE TABLE import_name (source TEXT NOT NULL, name TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (source,
    name)) STRICT
    """,
    """
    CREATE TABLE import_run (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, file_name TEXT
    NOT NULL, file_sha256 TEXT NOT NULL, imported_at TEXT NOT NULL, operation_id INTEGER NOT NULL) STRICT
    """,
    """
    CREATE TABLE number_series (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, kind TEXT NOT
    NULL, pattern TEXT NOT NULL, first_sequence INTEGER NOT NULL, UNIQUE (name)) STRICT
    """,
    """
    CREATE TABLE operation (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, command TEXT NOT
    NULL, kind TEXT NOT NULL, target_id INTEGER, final TEXT NOT NULL, hash TEXT, UNIQUE (hash)) STRICT
    """,
    """
    CREATE INDEX operation_kind ON operation (kind, id)
    """,
    """
    CREATE INDEX operation_target ON operation (target_id)
    """,
    """
    CREATE TABLE service (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, UNIQUE (name)) STRICT
    """,
    """
    CREATE TABLE setting ("key" TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY ("key")) STRICT
    """,
    """
    CREATE TABLE tax_regime (valid_from TEXT NOT NULL, regime TEXT NOT NULL, PRIMARY KEY (valid_from)) STRICT
    """,
    """
    CREATE TABLE business (id INTEGER NOT NULL, name TEXT NOT NULL, street TEXT NOT NULL, postcode TEXT NOT NULL,
    city TEXT NOT NULL, region TEXT NOT NULL, country TEXT NOT NULL, currency TEXT NOT NULL, language TEXT NOT
    NULL, timezone TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, website TEXT NOT NULL, vat_id TEXT NOT
    NULL, tax_number TEXT NOT NULL, registration_number TEXT NOT NULL, iban TEXT NOT NULL, bic TEXT NOT NULL,
    bank_name TEXT NOT NULL, account_holder TEXT NOT NULL, terms_days INTEGER NOT NULL, paper TEXT NOT NULL,
    template TEXT NOT NULL, accent TEXT NOT NULL, logo_sha256 TEXT, PRIMARY KEY (id), CHECK (id = 1), FOREIGN
    KEY(logo_sha256) REFERENCES document (sha256)) STRICT
    """,
    """
    CREATE TABLE change (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, operation_id INTEGER NOT NULL, table_name
    TEXT NOT NULL, "before" TEXT, "after" TEXT, FOREIGN KEY(operation_id) REFERENCES operation (id)) STRICT
    """,
    """
    CREATE INDEX change_operation ON change (operation_id)
    """,
    """
    CREATE TABLE draft (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, client_id INTEGER NOT NULL, kind TEXT NOT
    NULL, currency TEXT NOT NULL, period_start TEXT, period_end TEXT, grouping TEXT NOT NULL, discount TEXT NOT
    NULL, notes TEXT NOT NULL, created_at TEXT NOT NULL, FOREIGN KEY(client_id) REFERENCES client (id)) STRICT
    """,
    """
    CREATE TABLE engagement (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, client_id INTEGER NOT NULL, name TEXT
    NOT NULL, currency TEXT NOT NULL, grouping TEXT NOT NULL, is_default INTEGER NOT NULL, ended_on TEXT, UNIQUE
    (client_id, name), FOREIGN KEY(client_id) REFERENCES client (id)) STRICT
    """,
    """
    CREATE TABLE imported_row (source TEXT NOT NULL, "key" TEXT NOT NULL, import_id INTEGER NOT NULL, entry_id
    INTEGER NOT NULL, PRIMARY KEY (source, "key"), FOREIGN KEY(import_id) REFERENCES import_run (id)) STRICT
    """,
    """
    CREATE INDEX imported_row_run ON imported_row (import_id)
    """,
    """
    CREATE TABLE invoice (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, number TEXT NOT NULL,
    series_id INTEGER NOT NULL, year INTEGER NOT NULL, sequence INTEGER NOT NULL, client_id INTEGER NOT NULL,
    issue_date TEXT NOT NULL, due_date TEXT NOT NULL, period_start TEXT, period_end TEXT, supply_date TEXT NOT
    NULL, currency TEXT NOT NULL, language TEXT NOT NULL, seller TEXT NOT NULL, buyer TEXT NOT NULL, wordings TEXT
    NOT NULL, notes TEXT NOT NULL, grouping TEXT NOT NULL, payment_reference TEXT NOT NULL, regime TEXT NOT NULL,
    net_minor INTEGER NOT NULL, vat_minor INTEGER NOT NULL, total_minor INTEGER NOT NULL, withheld_minor INTEGER
    NOT NULL, stamp_duty_minor INTEGER NOT NULL, prepaid_minor INTEGER NOT NULL, rounding_minor INTEGER NOT NULL,
    payable_minor INTEGER NOT NULL, national_currency TEXT, national_rate TEXT, national_rate_source TEXT,
    national_vat_minor INTEGER, corrects_id INTEGER, issued_at TEXT NOT NULL, UNIQUE (series_id, year, sequence),
    UNIQUE (number), FOREIGN KEY(series_id) REFERENCES number_series (id), FOREIGN KEY(client_id) REFERENCES
    client (id), FOREIGN KEY(corrects_id) REFERENCES invoice (id)) STRICT
    """,
    """
    CREATE INDEX invoice_client ON invoice (client_id)
    """,
    """
    CREATE INDEX invoice_issue_date ON invoice (issue_date)
    """,
    """
    CREATE TABLE payment (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, client_id INTEGER NOT NULL, paid_on TEXT
    NOT NULL, currency TEXT NOT NULL, amount_minor INTEGER NOT NULL, withheld_minor INTEGER NOT NULL, fee_minor
    INTEGER NOT NULL, rate TEXT, method TEXT NOT NULL, note TEXT NOT NULL, FOREIGN KEY(client_id) REFERENCES
    client (id)) STRICT
    """,
    """
    CREATE INDEX payment_day ON payment (paid_on)
    """,
    """
    CREATE TABLE price (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, service_id INTEGER NOT NULL, client_id
    INTEGER, unit TEXT NOT NULL, amount TEXT NOT NULL, currency TEXT NOT NULL, steps TEXT, steps_per TEXT NOT
    NULL, valid_from TEXT NOT NULL, FOREIGN KEY(service_id) REFERENCES service (id), FOREIGN KEY(client_id)
    REFERENCES client (id)) STRICT
    """,
    """
    CREATE UNIQUE INDEX price_row ON price (service_id, ifnull(client_id, 0), unit, valid_from)
    """,
    """
    CREATE TABLE claim (kind TEXT NOT NULL, source_id INTEGER NOT NULL, period_start TEXT NOT NULL, draft_id
    INTEGER, invoice_id INTEGER, PRIMARY KEY (kind, source_id, period_start), CHECK ((draft_id IS NULL) <>
    (invoice_id IS NULL)), FOREIGN KEY(draft_id) REFERENCES draft (id) ON DELETE CASCADE, FOREIGN KEY(invoice_id)
    REFERENCES invoice (id)) STRICT
    """,
    """
    CREATE INDEX claim_draft ON claim (draft_id)
    """,
    """
    CREATE INDEX claim_invoice ON claim (invoice_id)
    """,
    """
    CREATE TABLE draft_line (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, draft_id INTEGER NOT NULL, position
    INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, quantity TEXT NOT NULL, unit TEXT NOT NULL,
    unit_price TEXT NOT NULL, net_minor INTEGER NOT NULL, vat_choice TEXT NOT NULL, reasons TEXT NOT NULL,
    engagement TEXT NOT NULL, service TEXT NOT NULL, first_day TEXT, last_day TEXT, sources TEXT NOT NULL, UNIQUE
    (draft_id, position), FOREIGN KEY(draft_id) REFERENCES draft (id) ON DELETE CASCADE) STRICT
    """,
    """
    CREATE TABLE invoice_document (invoice_id INTEGER NOT NULL, form TEXT NOT NULL, sha256 TEXT NOT NULL, name
    TEXT NOT NULL, PRIMARY KEY (invoice_id, form), FOREIGN KEY(invoice_id) REFERENCES invoice (id), FOREIGN
    KEY(sha256) REFERENCES document (sha256)) STRICT
    """,
    """
    CREATE TABLE invoice_line (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, invoice_id INTEGER NOT NULL,
    position INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL, quantity TEXT NOT NULL, unit TEXT NOT NULL,
    unit_price TEXT NOT NULL, net_minor INTEGER NOT NULL, vat_choice TEXT NOT NULL, vat_category TEXT NOT NULL,
    vat_rate TEXT NOT NULL, reasons TEXT NOT NULL, engagement TEXT NOT NULL, service TEXT NOT NULL, first_day
    TEXT, last_day TEXT, sources TEXT NOT NULL, UNIQUE (invoice_id, position), FOREIGN KEY(invoice_id) REFERENCES
    invoice (id)) STRICT
    """,
    """
    CREATE TABLE invoice_vat (invoice_id INTEGER NOT NULL, category TEXT NOT NULL, rate TEXT NOT NULL, net_minor
    INTEGER NOT NULL, vat_minor INTEGER NOT NULL, exemption_code TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY
    (invoice_id, category, rate), FOREIGN KEY(invoice_id) REFERENCES invoice (id)) STRICT
    """,
    """
    CREATE TABLE payment_allocation (payment_id INTEGER NOT NULL, invoice_id INTEGER NOT NULL, amount_minor
    INTEGER NOT NULL, withheld_minor INTEGER NOT NULL, PRIMARY KEY (payment_id, invoice_id), FOREIGN
    KEY(payment_id) REFERENCES payment (id) ON DELETE CASCADE, FOREIGN KEY(invoice_id) REFERENCES invoice (id))
    STRICT
    """,
    """
    CREATE INDEX allocation_invoice ON payment_allocation (invoice_id)
    """,
    """
    CREATE TABLE task (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, engagement_id INTEGER NOT NULL, title TEXT
    NOT NULL, quantity TEXT NOT NULL, unit TEXT NOT NULL, unit_price TEXT NOT NULL, service_id INTEGER, due_on
    TEXT, done_on TEXT, FOREIGN KEY(engagement_id) REFERENCES engagement (id), FOREIGN KEY(service_id) REFERENCES
    service (id)) STRICT
    """,
    """
    CREATE INDEX task_engagement ON task (engagement_id)
    """,
    """
    CREATE TABLE terms (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, engagement_id INTEGER NOT NULL, valid_from
    TEXT NOT NULL, model TEXT NOT NULL, hourly_rate TEXT, fee_minor INTEGER, allowance_seconds INTEGER, every
    TEXT, anchor INTEGER, in_advance INTEGER NOT NULL, prorata INTEGER NOT NULL, carry TEXT NOT NULL, use_order
    TEXT NOT NULL, debt TEXT NOT NULL, overage_rate TEXT, overage_steps TEXT, low_balance TEXT NOT NULL,
    round_seconds INTEGER NOT NULL, round_mode TEXT NOT NULL, round_level TEXT NOT NULL, minimum_seconds INTEGER
    NOT NULL, surcharges TEXT NOT NULL, compound INTEGER NOT NULL, cap_seconds INTEGER, cap_minor INTEGER,
    cap_every TEXT, over_cap TEXT NOT NULL, payment_days INTEGER, UNIQUE (engagement_id, valid_from), CHECK (model
    IN ('hourly', 'retainer', 'package', 'flat')), CHECK (round_seconds >= 0 AND minimum_seconds >= 0), FOREIGN
    KEY(engagement_id) REFERENCES engagement (id)) STRICT
    """,
    """
    CREATE TABLE running_timer (id INTEGER NOT NULL, engagement_id INTEGER, internal TEXT, started_at TEXT NOT
    NULL, zone TEXT NOT NULL, note TEXT NOT NULL, tags TEXT NOT NULL, service_id INTEGER, task_id INTEGER,
    billable INTEGER NOT NULL, place TEXT, PRIMARY KEY (id), CHECK (id = 1), CHECK ((engagement_id IS NULL) <>
    (internal IS NULL)), FOREIGN KEY(engagement_id) REFERENCES engagement (id), FOREIGN KEY(service_id) REFERENCES
    service (id), FOREIGN KEY(task_id) REFERENCES task (id)) STRICT
    """,
    """
    CREATE TABLE time_entry (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, engagement_id INTEGER, internal TEXT,
    started_at TEXT, ended_at TEXT, zone TEXT NOT NULL, on_date TEXT NOT NULL, seconds INTEGER NOT NULL, note TEXT
    NOT NULL, service_id INTEGER, task_id INTEGER, billable INTEGER NOT NULL, place TEXT, CHECK ((engagement_id IS
    NULL) <> (internal IS NULL)), CHECK ((started_at IS NULL) = (ended_at IS NULL)), CHECK (seconds > 0), FOREIGN
    KEY(engagement_id) REFERENCES engagement (id), FOREIGN KEY(service_id) REFERENCES service (id), FOREIGN
    KEY(task_id) REFERENCES task (id)) STRICT
    """,
    """
    CREATE INDEX time_entry_day ON time_entry (on_date)
    """,
    """
    CREATE INDEX time_entry_engagement ON time_entry (engagement_id, on_date)
    """,
    """
    CREATE INDEX time_entry_started ON time_entry (started_at)
    """,
    """
    CREATE TABLE entry_tag (entry_id INTEGER NOT NULL, tag TEXT NOT NULL, PRIMARY KEY (entry_id, tag), FOREIGN
    KEY(entry_id) REFERENCES time_entry (id) ON DELETE CASCADE) STRICT
    """,
)


def upgrade() -> None:
    """Make every table and index."""
    for statement in _STATEMENTS:
        op.execute(statement)
