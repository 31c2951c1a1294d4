extension KeyRing {
  /// The ring's tables. Key numbers are random, so that a restored older ring cannot give a new
  /// key the number of an old one.
  static let schema = """
    CREATE TABLE ring_state (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      store_id BLOB NOT NULL CHECK (length(store_id) = 16),
      root_key_id BLOB NOT NULL CHECK (length(root_key_id) = 16),
      commit_number INTEGER NOT NULL, -- the last store commit that added keys
      erasure_generation INTEGER NOT NULL, -- grows whenever keys are destroyed
      holds_residue INTEGER NOT NULL, -- 1: pages may still hold bytes of destroyed keys
      audit_head BLOB, -- the audit log's last hash that was confirmed here
      audit_count INTEGER NOT NULL,
      destroyed_sum BLOB NOT NULL, -- keyed sum over the rows of destroyed_keys
      mac BLOB NOT NULL -- HMAC-SHA-256 over this row
    ) STRICT;

    CREATE TABLE keys (
      key_id INTEGER PRIMARY KEY,
      kind INTEGER NOT NULL,
      wrapped BLOB NOT NULL,
      created_day INTEGER NOT NULL,
      commit_number INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE destroyed_keys (
      key_id INTEGER PRIMARY KEY,
      generation INTEGER NOT NULL
    ) STRICT;
    """
}
