import Retention

extension Store {
  /// The store's tables.
  ///
  /// All times are milliseconds since 1970 in UTC; all ids but classes and purposes are opaque.
  /// What a name or id was before it came here is kept only as a keyed hash and under a seal.
  static let schema = tables + triggers + view

  private static let tables = """
    CREATE TABLE store_state (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      store_id BLOB NOT NULL CHECK (length(store_id) = 16),
      created_at INTEGER NOT NULL,
      identity_key INTEGER NOT NULL,
      sealing_key INTEGER NOT NULL,
      audit_key INTEGER NOT NULL,
      sealed_header BLOB NOT NULL,
      commit_number INTEGER NOT NULL,
      erasure_generation INTEGER NOT NULL, -- the ring's, when it last destroyed keys for this store
      -- The next numbers to give; none is given twice, even when the last rows are deleted.
      next_seq INTEGER NOT NULL,
      next_subject INTEGER NOT NULL,
      next_conversation INTEGER NOT NULL,
      next_participant INTEGER NOT NULL,
      terms_generation INTEGER NOT NULL -- grows whenever a tenant's periods change
    ) STRICT;

    CREATE TABLE classes (code INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE purposes (code INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

    CREATE TABLE tenants (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      hash BLOB NOT NULL UNIQUE,
      sealed_name BLOB NOT NULL,
      identity_key INTEGER NOT NULL,
      pseudonym_key INTEGER NOT NULL,
      sealing_key INTEGER NOT NULL,
      region TEXT,
      transfer_basis TEXT,
      contract_ends_at INTEGER
    ) STRICT;

    CREATE TABLE tenant_periods (
      tenant INTEGER NOT NULL REFERENCES tenants,
      class INTEGER NOT NULL REFERENCES classes,
      layer INTEGER NOT NULL,
      days INTEGER, -- NULL: without end
      anchor INTEGER NOT NULL,
      set_at INTEGER NOT NULL,
      PRIMARY KEY (tenant, class, layer)
    ) STRICT, WITHOUT ROWID;

    -- Classes whose stored rows have still to learn of a shorter period, and the last that has.
    CREATE TABLE period_changes (
      tenant INTEGER NOT NULL REFERENCES tenants,
      class INTEGER NOT NULL REFERENCES classes,
      done_seq INTEGER NOT NULL,
      PRIMARY KEY (tenant, class)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE subjects (
      id INTEGER PRIMARY KEY,
      tenant INTEGER NOT NULL REFERENCES tenants,
      hash BLOB NOT NULL UNIQUE,
      account_deleted_at INTEGER,
      -- Since when the person is known as a child, has processing restricted, is to be erased.
      child_since INTEGER,
      restricted_since INTEGER,
      erasure_since INTEGER
    ) STRICT;
    CREATE INDEX subjects_to_erase ON subjects (id) WHERE erasure_since IS NOT NULL;

    CREATE TABLE conversations (
      id INTEGER PRIMARY KEY,
      tenant INTEGER NOT NULL REFERENCES tenants,
      hash BLOB NOT NULL UNIQUE,
      jurisdiction TEXT,
      notice_version TEXT
    ) STRICT;

    -- One subject in one conversation, and the key that seals what was said there. A pair may
    -- have several rows: one that two processes met at the same time gets a key from each.
    CREATE TABLE participants (
      id INTEGER PRIMARY KEY,
      tenant INTEGER NOT NULL REFERENCES tenants,
      subject INTEGER NOT NULL REFERENCES subjects,
      conversation INTEGER REFERENCES conversations,
      key INTEGER NOT NULL,
      unattributed INTEGER NOT NULL, -- 1: the records name no subject, so the conversation is it
      sealed_ids BLOB NOT NULL
    ) STRICT;
    CREATE INDEX participants_by_subject ON participants (subject, conversation);
    CREATE INDEX participants_by_conversation ON participants (conversation);

    CREATE TABLE sources (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      hash BLOB NOT NULL,
      generation INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      sealed_name BLOB NOT NULL,
      committed_bytes INTEGER NOT NULL,
      committed_lines INTEGER NOT NULL,
      digest BLOB NOT NULL, -- SHA-256 of the committed bytes
      head_length INTEGER NOT NULL,
      head_digest BLOB NOT NULL, -- SHA-256 of the first head_length bytes
      ends_without_line_feed INTEGER NOT NULL,
      UNIQUE (hash, generation)
    ) STRICT;

    CREATE TABLE runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      started_at INTEGER NOT NULL,
      program_version TEXT NOT NULL,
      detector_version TEXT NOT NULL,
      policy_version TEXT NOT NULL,
      actor TEXT NOT NULL
    ) STRICT;

    -- References are kept by the writer, not declared: each would be a lookup for every row.
    CREATE TABLE records (
      seq INTEGER PRIMARY KEY,
      participant INTEGER NOT NULL,
      class INTEGER NOT NULL,
      purpose INTEGER NOT NULL,
      occurred_at INTEGER NOT NULL,
      ingested_at INTEGER NOT NULL,
      expires_at INTEGER, -- NULL: no date can be named yet
      source INTEGER NOT NULL,
      line INTEGER NOT NULL,
      byte_offset INTEGER NOT NULL,
      run INTEGER NOT NULL,
      flags INTEGER NOT NULL, -- 1: time clamped; 2: past its period when it came; 4: kept from ingest on
      findings TEXT, -- entity to count; NULL: nothing found
      unique_hash BLOB, -- of the record's own id, where the run asked for it
      blind_index BLOB, -- keyed hashes of the values replaced, eight bytes each; NULL: none
      payload BLOB NOT NULL
    ) STRICT;
    -- A third of an insert's time, and worth it: a person's records are found without a scan.
    CREATE INDEX records_by_participant ON records (participant);

    -- What a sweep must look at: a row a commit for each day, tenant and class.
    CREATE TABLE expiry_spans (
      day INTEGER NOT NULL, -- the UTC day of expires_at, since 1970
      tenant INTEGER NOT NULL,
      class INTEGER NOT NULL,
      first_seq INTEGER NOT NULL,
      last_seq INTEGER NOT NULL,
      count INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      first_expires_at INTEGER, -- NULL: no date can be named yet
      PRIMARY KEY (day, tenant, class, first_seq)
    ) STRICT, WITHOUT ROWID;

    -- How much there was of what on which day: counts that stay when the records go.
    CREATE TABLE daily_counts (
      day INTEGER NOT NULL, -- the UTC day of occurred_at, since 1970
      tenant INTEGER NOT NULL,
      class INTEGER NOT NULL,
      entity TEXT NOT NULL, -- empty: all records
      records INTEGER NOT NULL,
      findings INTEGER NOT NULL,
      PRIMARY KEY (day, tenant, class, entity)
    ) STRICT, WITHOUT ROWID;

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
    -- Whom an export for training holds. The numbers stay when the subject goes.
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
      action TEXT NOT NULL,
      object_kind TEXT NOT NULL,
      object_id INTEGER,
      outcome TEXT NOT NULL,
      reason TEXT,
      detail TEXT NOT NULL, -- counts and codes from a closed list
      hash BLOB NOT NULL -- HMAC-SHA-256 over the row and the hash before it
    ) STRICT;

    """

  private static let triggers = """
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

  private static let view = """
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
