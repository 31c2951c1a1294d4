extension Store {
  /// The tables of what happens to records: quarantine, holds, requests, consents, exports, audit.
  static let lifeTables = """
    -- The keys of a day's quarantine; one from each process that met its first line.
    CREATE TABLE quarantine_days (key INTEGER PRIMARY KEY, day INTEGER NOT NULL) STRICT;
    CREATE TABLE quarantine (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      source INTEGER NOT NULL REFERENCES sources,
      line INTEGER NOT NULL,
      byte_offset INTEGER NOT NULL,
      length INTEGER NOT NULL,
      reason TEXT NOT NULL,
      key INTEGER NOT NULL REFERENCES quarantine_days,
      sealed BLOB NOT NULL,
      quarantined_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX quarantine_by_expiry ON quarantine (expires_at);

    CREATE TABLE holds (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      tenant INTEGER NOT NULL REFERENCES tenants,
      subject INTEGER REFERENCES subjects,
      conversation INTEGER REFERENCES conversations,
      sealed_matter BLOB NOT NULL,
      placed_at INTEGER NOT NULL,
      placed_by TEXT NOT NULL,
      released_at INTEGER,
      released_by TEXT
    ) STRICT;

    -- What people asked for. A request outlives the subject it erased, so it only has its number.
    CREATE TABLE subject_requests (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      request_id TEXT NOT NULL UNIQUE,
      tenant INTEGER NOT NULL REFERENCES tenants,
      subject INTEGER NOT NULL,
      type TEXT NOT NULL,
      regulation TEXT NOT NULL,
      status TEXT NOT NULL,
      received_at INTEGER NOT NULL,
      expected_at INTEGER NOT NULL,
      verified_at INTEGER,
      ended_at INTEGER,
      deferral TEXT, -- a code: what it waits for
      results INTEGER NOT NULL, -- records erased or given
      sealed_folder BLOB -- where the records are to be put
    ) STRICT;
    CREATE INDEX open_subject_requests ON subject_requests (subject)
      WHERE status IN ('pending', 'in_progress');

    -- What lies outside the store and has to be deleted, until somebody says that it is; and the
    -- keys that seal it. A deletion outlives its subject, so it only has its number.
    CREATE TABLE deletion_keys (key INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE deletions (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      tenant INTEGER NOT NULL REFERENCES tenants,
      subject INTEGER NOT NULL,
      cause TEXT NOT NULL,
      listed_at INTEGER NOT NULL,
      key INTEGER NOT NULL REFERENCES deletion_keys,
      sealed BLOB NOT NULL
    ) STRICT;
    CREATE INDEX deletions_by_subject ON deletions (subject);
    CREATE INDEX deletions_by_key ON deletions (key);

    -- Keys whose rows are deleted, until the ring has destroyed them.
    CREATE TABLE doomed_keys (key INTEGER PRIMARY KEY) STRICT;

    -- What was deleted: how much of which tenant's class, why, and by which rule. Nobody is named.
    CREATE TABLE certificates (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      cause TEXT NOT NULL,
      tenant INTEGER NOT NULL REFERENCES tenants,
      class INTEGER NOT NULL REFERENCES classes,
      rows INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      layer INTEGER, -- who set the period that held; NULL: nobody
      days INTEGER -- NULL: without end
    ) STRICT;

    CREATE TABLE consents (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      subject INTEGER NOT NULL REFERENCES subjects,
      use TEXT NOT NULL,
      decision TEXT NOT NULL CHECK (decision IN ('granted', 'withdrawn')),
      explicit INTEGER NOT NULL CHECK (explicit IN (0, 1)),
      notice_version TEXT NOT NULL,
      decided_at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      hash BLOB NOT NULL -- HMAC-SHA-256 over the row and the hash before it
    ) STRICT;
    CREATE INDEX consents_by_subject ON consents (subject, use);

    CREATE TABLE exports (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      purpose INTEGER NOT NULL REFERENCES purposes,
      created_at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      records INTEGER NOT NULL,
      sha256 BLOB NOT NULL,
      sealed_path BLOB NOT NULL
    ) STRICT;
    -- Whom an export holds. The numbers stay when the subject goes.
    CREATE TABLE export_subjects (
      subject INTEGER NOT NULL,
      export INTEGER NOT NULL REFERENCES exports,
      records INTEGER NOT NULL,
      PRIMARY KEY (subject, export)
    ) STRICT, WITHOUT ROWID;

    -- The rescan that is under way, and how far it has come.
    CREATE TABLE rescans (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      detector_version TEXT NOT NULL,
      done_seq INTEGER NOT NULL,
      changed INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE audit (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      role TEXT,
      action TEXT NOT NULL,
      object_kind TEXT NOT NULL,
      object_id INTEGER,
      outcome TEXT NOT NULL,
      reason TEXT,
      detail TEXT NOT NULL, -- counts and codes from a closed list
      hash BLOB NOT NULL -- HMAC-SHA-256 over the row and the hash before it
    ) STRICT;

    """

  static let triggers = """
    CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
    CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
    CREATE TRIGGER certificates_are_not_changed BEFORE UPDATE ON certificates
    BEGIN SELECT RAISE(ABORT, 'certificates are append-only'); END;
    CREATE TRIGGER certificates_are_not_deleted BEFORE DELETE ON certificates
    BEGIN SELECT RAISE(ABORT, 'certificates are append-only'); END;
    CREATE TRIGGER consents_are_not_changed BEFORE UPDATE ON consents
    BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;
    CREATE TRIGGER consents_are_not_deleted BEFORE DELETE ON consents
    BEGIN SELECT RAISE(ABORT, 'consents are append-only'); END;

    """

  static let view = """
    CREATE VIEW readable_records AS
    SELECT
      r.seq,
      't' || p.tenant AS tenant,
      's' || p.subject AS subject,
      'c' || p.conversation AS conversation,
      coalesce(c.name, r.class) AS class,
      coalesce(u.name, r.purpose) AS purpose,
      strftime('%Y-%m-%dT%H:%M:%SZ', r.occurred_at / 1000, 'unixepoch') AS occurred_at,
      strftime('%Y-%m-%dT%H:%M:%SZ', r.ingested_at / 1000, 'unixepoch') AS ingested_at,
      strftime('%Y-%m-%dT%H:%M:%SZ', r.expires_at / 1000, 'unixepoch') AS expires_at,
      r.source,
      r.line,
      r.flags & 1 AS time_was_clamped,
      r.flags & 2 != 0 AS came_expired,
      r.findings,
      length(r.payload) AS sealed_bytes
    FROM records AS r
    JOIN participants AS p ON p.id = r.participant
    LEFT JOIN classes AS c ON c.code = r.class
    LEFT JOIN purposes AS u ON u.code = r.purpose;

    """
}
