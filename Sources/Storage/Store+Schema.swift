import GRDB
import Retention

extension Store {
  /// The store's tables.
  ///
  /// All times are milliseconds since 1970 in UTC; all ids but classes and purposes are opaque.
  /// What a name or id was before it came here is kept only as a keyed hash and under a seal.
  private static let schema = recordTables + lifeTables + triggers + view

  /// Makes all tables, what keeps some of them append-only, and what sums the rows of most.
  static func makeSchema(_ db: Database) throws {
    try db.execute(sql: schema)
    try SummedTables.makeTriggers(db)
  }

  private static let recordTables = """
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
      terms_generation INTEGER NOT NULL, -- grows whenever a tenant's periods change
      last_doubtful_consent INTEGER NOT NULL, -- none up to it is relied on: the store was restored since
      sealed_sums BLOB NOT NULL -- keyed sums over the rows of all other tables
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

    -- What records refer to outside the store, sealed under their own keys.
    CREATE TABLE external_references (
      seq INTEGER NOT NULL,
      number INTEGER NOT NULL,
      sealed BLOB NOT NULL,
      PRIMARY KEY (seq, number)
    ) STRICT, WITHOUT ROWID;

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
      people INTEGER NOT NULL, -- up to the smallest number that is shown
      others INTEGER NOT NULL, -- the same for conversations, and records, of nobody who is named
      PRIMARY KEY (day, tenant, class, entity)
    ) STRICT, WITHOUT ROWID;
    -- Whom a count is of, while they are too few to be shown: numbers of subjects, or negative ones
    -- of records.
    CREATE TABLE daily_parties (
      day INTEGER NOT NULL,
      tenant INTEGER NOT NULL,
      class INTEGER NOT NULL,
      entity TEXT NOT NULL,
      named INTEGER NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (day, tenant, class, entity, named, number)
    ) STRICT, WITHOUT ROWID;

    """
}
