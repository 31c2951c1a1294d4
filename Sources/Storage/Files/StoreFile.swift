import GRDB
import Glibc

/// The two kinds of SQLite files, and how a connection to either is set up.
enum StoreFile {
  case store
  case keyRing

  /// The generation of the schema that this program writes and reads.
  static let generation = 4

  /// How long a writer waits for another process's write lock.
  static let lockTimeout: Double = 30

  /// Tells the file's kind to `file(1)` and to us: "Hush" and "HshK".
  var applicationID: Int32 {
    switch self {
    case .store: 0x4875_7368
    case .keyRing: 0x4873_684B
    }
  }

  /// Opens a connection with every setting that matters set, whatever SQLite was built with.
  func connect(_ path: String, readOnly: Bool) throws(StoreError) -> DatabaseQueue {
    guard Self.isRegularFile(path) else {
      throw Self.exists(path) ? .notAStore(path: path) : .notFound(path: path)
    }
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(Self.lockTimeout)
    configuration.foreignKeysEnabled = true
    // An ingest's transaction spans many calls: it ends when a commit is due, not with a call.
    configuration.allowsUnsafeTransactions = true
    configuration.publicStatementArguments = false
    configuration.prepareDatabase { db in
      // Page size and vacuum mode count only before the first table, and are kept after it.
      // Measured for 320-byte payloads: 16 KiB pages take inserts faster than 4 KiB ones, more
      // so with an index.
      if !readOnly {
        try db.execute(sql: "PRAGMA page_size = 16384")
        try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
        try db.execute(sql: "PRAGMA journal_mode = WAL")
        try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
      }
      // Hashed ids land all over their indexes: SQLite's 2 MB would read them back each time.
      try db.execute(sql: "PRAGMA cache_size = -32768")
      // FULL: a commit that was acknowledged survives a power cut.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      try db.execute(sql: "PRAGMA secure_delete = ON")
      // Temporary files would hold what was sorted.
      try db.execute(sql: "PRAGMA temp_store = MEMORY")
      try db.execute(sql: "PRAGMA trusted_schema = OFF")
      try db.execute(sql: "PRAGMA cell_size_check = ON")
      try db.execute(sql: "PRAGMA mmap_size = 0")
    }
    return try StoreError.mapping { try DatabaseQueue(path: path, configuration: configuration) }
  }

  /// Makes a file of this kind in one step: it is there whole, or not at all.
  ///
  /// It grows under another name and gets its own when `fill` has committed. A failure leaves
  /// nothing; a creation cut off leaves that other name, which the next one takes away. The caller
  /// holds the folder's lock, so that nobody else's file grows under it.
  func create(
    at path: String, fill: (Database) throws -> Void
  ) throws(StoreError) {
    try grow(at: path) { growing throws(StoreError) in
      let queue = try connect(growing, readOnly: false)
      try StoreError.mapping {
        try queue.write { db in
          try db.execute(sql: "PRAGMA application_id = \(applicationID)")
          try db.execute(sql: "PRAGMA user_version = \(Self.generation)")
          try fill(db)
        }
        try queue.close()
      }
    }
  }

  /// Gives a file its name when `fill` has made it whole under another; a failure leaves nothing.
  func grow(
    at path: String, fill: (_ growing: String) throws(StoreError) -> Void
  ) throws(StoreError) {
    let growing = path + ".creating"
    Self.removeWithCompanions(growing)
    do throws(StoreError) {
      try Self.makeEmptyFile(at: growing)
      try fill(growing)
      // A connection that closes keeps to itself that it could not empty its log: the pages in it
      // would stay behind under the other name.
      guard !Self.isTaken(growing + "-wal") else {
        throw .inputOutput(code: ResultCode.SQLITE_FULL.rawValue)
      }
      try Self.rename(growing, to: path)
    } catch {
      Self.removeWithCompanions(growing)
      if case .cannotCreate(growing, let code) = error {
        throw .cannotCreate(path: path, errno: code)
      }
      throw error
    }
  }

  private static func removeWithCompanions(_ path: String) {
    for suffix in ["", "-wal", "-shm", "-journal"] { remove(path + suffix) }
  }

  /// Checks kind and generation of an open file.
  func check(_ db: Database, path: String) throws {
    let applicationID = try Int32.fetchOne(db, sql: "PRAGMA application_id")
    guard applicationID == self.applicationID else { throw StoreError.notAStore(path: path) }
    let generation = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard generation == Self.generation else {
      throw StoreError.unknownGeneration(path: path, found: generation)
    }
  }
}
