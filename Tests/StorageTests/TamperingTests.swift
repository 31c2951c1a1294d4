import Foundation
import GRDB
import Keys
import Retention
import Storage
import Testing

/// Whatever is changed in the store's file by something other than Hush is named, table by table.
struct TamperingTests {
  /// Something in as many tables as have rows at rest.
  private static func filled() throws -> TemporaryStore {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    let options = TemporaryStore.options { $0.noticeVersion = "v1" }
    try store.take(
      [
        TestRecord(
          tenant: "a", subject: "s1", conversation: "c1",
          findings: [FindingCount(entity: 0, count: 1)], references: ["https://example.com/1"]),
        TestRecord(tenant: "a", subject: "s2", conversation: "c2"),
        TestRecord(tenant: "b", subject: "s3", references: ["https://example.com/2"]),
        TestRecord(tenant: "b", subject: "s4", time: "2024-01-01T00:00:00Z"),
      ], options: options)
    try quarantine(in: store)
    var hold = HoldRequest(tenant: "a", matter: "M-1", actor: "tester", now: TemporaryStore.now)
    hold.subject = "s1"
    _ = try store.placeHold(hold)
    var terms = TenantTermsChange()
    terms.periods = [.run: .days(5)]
    terms.region = "EU"
    _ = try store.setTerms(ofTenant: "a", terms, .tester())
    try store.request(.restriction, of: "s2", tenant: "a")
    try store.request(.erasure, of: "s3", tenant: "b")
    var consent = ConsentStatement(
      tenant: "a", subject: "s1", use: .trainAISystem, decision: .granted, noticeVersion: "v1")
    consent.isExplicit = true
    _ = try store.state(consent, .tester())
    _ = try store.sweep(
      SweepOptions(asOf: TemporaryStore.now, actor: "tester") { TemporaryStore.now })
    let release = try store.releaseHold(1, actor: "tester", now: TemporaryStore.now)
    #expect(release == TemporaryStore.now)
    let request = try #require(ExportRequest(purpose: .training))
    let draft = try store.export(request, .tester()) { _ in }
    let bytes = [UInt8](repeating: 7, count: 32)
    let digest = Digest32(bytes.span)
    try store.finish(draft, path: "/exports/one.jsonl", sha256: #require(digest), .tester())
    return temporary
  }

  private static func quarantine(in store: Store) throws {
    let ingest = try store.beginIngest(TemporaryStore.options())
    let source = try ingest.openSource(name: "q", kind: .file)
    let sealer = try ingest.makeSealer()
    var batch = SealedBatch()
    sealer.begin(&batch, source: source.handle)
    let line = Array("{".utf8)
    try sealer.quarantine(
      raw: line.span, line: 0, byteOffset: 0, length: 1, reason: .badJSON, into: &batch)
    try ingest.append(batch, firstLine: 1, position: Ingest.position(lines: 1))
    _ = try ingest.finish()
  }

  /// Tables that are empty but while something is under way.
  private static let passing: Set<String> = ["period_changes", "doomed_keys", "rescans"]

  static let tables: [String] = {
    let names = try? DatabaseQueue(path: TemporaryStore().path).read {
      try String.fetchAll(
        $0,
        sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    }
    return names ?? []
  }()

  private static func problems(_ temporary: TemporaryStore) throws -> [Verification.Problem] {
    do {
      return try temporary.open(.readOnly).verify(workers: 2).problems
    } catch let error as StoreError {
      // A header that belongs to no ring, or to another one, is noticed before anything is read.
      if case .keyRingOfAnotherStore = error { return [.init(.header, 0)] }
      return [try #require(Verification.Problem(error))]
    }
  }

  /// Which finding names a table, where it is not the table's own sum.
  private static func isNamed(_ table: String, in problems: [Verification.Problem]) -> Bool {
    problems.contains { problem in
      switch table {
      case "records": problem.kind == .record || problem.name == table
      case "audit": problem.kind == .audit || problem.kind == .auditEnd || problem.kind == .state
      case "store_state": problem.kind == .state || problem.kind == .header
      default: problem.kind == .table && problem.name == table
      }
    }
  }

  private struct Column {
    let name: String
    let isKey: Bool
    /// Another value of the column's type.
    let other: String

    init(_ row: Row) {
      let name: String = row["name"]
      self.name = name
      isKey = row["pk"] != 0
      other =
        switch row["type"] as String {
        case "INTEGER": "coalesce(\(name), 0) + 1000"
        case "TEXT": "coalesce(\(name), '') || 'x'"
        default: "CAST(coalesce(\(name), x'') || x'01' AS BLOB)"
        }
    }
  }

  private static func columns(of table: String, in temporary: TemporaryStore) throws -> [Column] {
    try DatabaseQueue(path: temporary.path).read {
      try Row.fetchAll($0, sql: "PRAGMA table_info(\(table))").map(Column.init)
    }
  }

  private static func count(_ table: String, in temporary: TemporaryStore) throws -> Int {
    try temporary.number("SELECT count(*) FROM \(table)") ?? 0
  }

  /// Tells the last row of a table.
  private static func isLast(_ table: String, _ columns: [Column]) -> String {
    let keys = columns.filter(\.isKey).map(\.name)
    let list = keys.joined(separator: ", ")
    let order = keys.map { "\($0) DESC" }.joined(separator: ", ")
    return "(\(list)) = (SELECT \(list) FROM \(table) ORDER BY \(order) LIMIT 1)"
  }

  private static let unchecked = "PRAGMA ignore_check_constraints = ON;"

  @Test func whatNobodyTouchedIsWhole() throws {
    let temporary = try Self.filled()
    #expect(try Self.problems(temporary) == [])
    for table in Self.tables where !Self.passing.contains(table) {
      #expect(try Self.count(table, in: temporary) > 0, "\(table)")
    }
  }

  @Test(arguments: tables) func aChangedColumnIsNoticed(table: String) throws {
    let temporary = try Self.filled()
    let columns = try Self.columns(of: table, in: temporary)
    guard try Self.count(table, in: temporary) > 0 else { return }
    let original = try Data(contentsOf: URL(fileURLWithPath: temporary.path))
    for column in columns {
      try temporary.tamper(
        Self.unchecked
          + "UPDATE \(table) SET \(column.name) = \(column.other) WHERE "
          + Self.isLast(table, columns))
      let found = try Self.problems(temporary)
      #expect(Self.isNamed(table, in: found), "\(table).\(column.name): \(found)")
      for suffix in ["-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: temporary.path + suffix)
      }
      try original.write(to: URL(fileURLWithPath: temporary.path))
    }
  }

  @Test(arguments: tables) func aRowTakenOutIsNoticed(table: String) throws {
    let temporary = try Self.filled()
    guard try Self.count(table, in: temporary) > 0, table != "store_state" else { return }
    let columns = try Self.columns(of: table, in: temporary)
    try temporary.tamper("DELETE FROM \(table) WHERE \(Self.isLast(table, columns))")
    let found = try Self.problems(temporary)
    #expect(Self.isNamed(table, in: found), "\(found)")
  }

  @Test(arguments: tables) func aRowPutInIsNoticed(table: String) throws {
    guard table != "store_state" else { return }
    let temporary = try Self.filled()
    let columns = try Self.columns(of: table, in: temporary)
    let names = columns.map(\.name).joined(separator: ", ")
    let isEmpty = try Self.count(table, in: temporary) == 0
    let values = columns.map { column in
      let mustDiffer =
        column.isKey || ["hash", "request_id", "name", "unique_hash"].contains(column.name)
      return isEmpty || mustDiffer ? column.other : column.name
    }.joined(separator: ", ")
    let nothing = columns.map { "NULL AS \($0.name)" }.joined(separator: ", ")
    let row =
      isEmpty
      ? "(SELECT \(nothing))" : "\(table) WHERE \(Self.isLast(table, columns))"
    try temporary.tamper(
      Self.unchecked + "INSERT INTO \(table) (\(names)) SELECT \(values) FROM \(row)")
    let found = try Self.problems(temporary)
    #expect(Self.isNamed(table, in: found), "\(found)")
  }

  /// A date brought forward, a restriction lifted: what had no seal and could be changed unseen.
  @Test(arguments: [
    ("UPDATE records SET expires_at = expires_at - 1 WHERE seq = 1", "table records"),
    ("UPDATE records SET line = 9, run = 7 WHERE seq = 1", "table records"),
    ("UPDATE records SET findings = NULL WHERE seq = 1", "record 1"),
    ("UPDATE records SET blind_index = zeroblob(8) WHERE seq = 2", "record 2"),
    ("UPDATE records SET flags = flags | 4 WHERE seq = 1", "record 1"),
    ("UPDATE records SET ingested_at = ingested_at + 1 WHERE seq = 2", "record 2"),
    ("UPDATE subjects SET restricted_since = NULL", "table subjects"),
    ("DELETE FROM subject_requests", "table subject_requests"),
    ("DELETE FROM deletions", "table deletions"),
    ("DELETE FROM external_references", "table external_references"),
    ("DELETE FROM quarantine", "table quarantine"),
    ("DELETE FROM export_subjects", "table export_subjects"),
    ("UPDATE tenants SET region = 'US'", "table tenants"),
    ("UPDATE store_state SET erasure_generation = 0", "state 0"),
    ("UPDATE store_state SET sealed_sums = zeroblob(500)", "state 0"),
    ("DROP TRIGGER subjects_sum_update", "schema subjects_sum_update"),
    ("DROP TRIGGER audit_is_not_deleted", "schema audit_is_not_deleted"),
    ("DROP INDEX participants_by_subject", "schema participants_by_subject"),
    (
      "CREATE TRIGGER more AFTER INSERT ON audit BEGIN DELETE FROM quarantine; END", "schema more"
    ),
  ])
  func whatWasChangedIsNamed(sql: String, problem: String) throws {
    let temporary = try Self.filled()
    if sql.contains("TRIGGER") || sql.contains("INDEX") {
      try DatabaseQueue(path: temporary.path).write { try $0.execute(sql: sql) }
    } else {
      try temporary.tamper(sql)
    }
    let found = try Self.problems(temporary)
    #expect(
      found.contains { "\($0.kind.rawValue) \($0.name ?? String($0.id))" == problem }, "\(found)")
  }

  /// Sums of an earlier moment open with that moment's end of the audit log only.
  @Test func olderSumsAreNotTakenForTodays() throws {
    let temporary = try Self.filled()
    let older = try #require(
      try DatabaseQueue(path: temporary.path).read {
        try Data.fetchOne($0, sql: "SELECT sealed_sums FROM store_state")
      })
    _ = try temporary.open().read()
    try temporary.tamper("UPDATE store_state SET sealed_sums = x'\([UInt8](older).hexadecimal)'")
    #expect(try Self.problems(temporary).contains(.init(.state, 0)))
  }

  @Test func otherProgramsCannotWrite() throws {
    let temporary = try Self.filled()
    for table in Self.tables
    where !["records", "audit", "store_state", "doomed_keys"].contains(table) {
      #expect(throws: DatabaseError.self) {
        try DatabaseQueue(path: temporary.path).write {
          try $0.execute(sql: "DELETE FROM \(table)")
        }
      }
    }
  }

  @Test func aColumnOfAnotherNameIsDamage() throws {
    let temporary = try Self.filled()
    try DatabaseQueue(path: temporary.path).write {
      try $0.execute(sql: "ALTER TABLE quarantine RENAME COLUMN source TO origin")
    }
    let store = try temporary.open()
    #expect(throws: StoreError.damaged(kind: .file, id: 0)) {
      try store.listQuarantined(Deed(actor: "tester", now: TemporaryStore.now))
    }
  }

  /// What Hush writes after somebody else has written does not hide it, nor add to it.
  @Test func whatWasChangedStaysNamed() throws {
    let temporary = try Self.filled()
    try temporary.tamper("UPDATE subjects SET restricted_since = NULL")
    try temporary.open().take([TestRecord(tenant: "a", subject: "s9")], source: "later")
    #expect(try Self.problems(temporary) == [.init(.table, 0, name: "subjects")])
  }

  /// SQLite goes on reading a file whose header says so, and fails at the next write.
  @Test(arguments: [18, 19, 20, 21, 44, 72], ["", ".keys"])
  func aChangedHeaderOfAFileIsNamed(offset: Int, suffix: String) throws {
    let temporary = try Self.filled()
    let file = try #require(FileHandle(forUpdatingAtPath: temporary.path + suffix))
    try file.seek(toOffset: UInt64(offset))
    let byte = try #require(try file.read(upToCount: 1)?.first)
    try file.seek(toOffset: UInt64(offset))
    try file.write(contentsOf: [byte &+ 1])
    try file.close()
    do {
      let problems = try temporary.open(.readOnly).verify(workers: 1).problems
      #expect(problems.contains(.init(suffix.isEmpty ? .file : .keyRing, 0)), "\(problems)")
    } catch let error as StoreError {
      // What SQLite will not open at all.
      #expect(
        error == .notAStore(path: temporary.path + suffix)
          || Verification.Problem(error) == .init(.file, 0), "\(error)")
    }
  }

  /// An older copy of the store beside a ring that somebody made forget what was destroyed.
  @Test func aRingThatForgotIsRefused() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([TestRecord(subject: "s1"), TestRecord(subject: "s2")])
    let copy = try temporary.copy()
    try store.request(.erasure)
    try temporary.tamper(
      "DELETE FROM destroyed_keys; UPDATE ring_state SET erasure_generation = 0", file: ".keys")
    for mode in [Store.Mode.readOnly, .readWrite] {
      #expect(throws: StoreError.damaged(kind: .keyRing, id: 0)) {
        try Store.open(
          copy, keyRing: temporary.path + ".keys", rootKey: temporary.rootKey, mode: mode,
          now: TemporaryStore.now)
      }
    }
  }

  /// One number less on the list: the copy must not get that row back.
  @Test func aRingThatForgotAKeyIsRefused() throws {
    let temporary = try TemporaryStore()
    let store = try temporary.open()
    try store.take([TestRecord(subject: "s1"), TestRecord(subject: "s2")])
    let copy = try temporary.copy()
    try store.request(.erasure)
    try store.request(.erasure, of: "s2")
    try temporary.tamper(
      "DELETE FROM destroyed_keys WHERE key_id = (SELECT max(key_id) FROM destroyed_keys)",
      file: ".keys")
    #expect(try Self.problems(temporary).contains(.init(.keyRing, 0)))
    #expect(throws: StoreError.damaged(kind: .keyRing, id: 0)) {
      try Store.open(
        copy, keyRing: temporary.path + ".keys", rootKey: temporary.rootKey,
        now: TemporaryStore.now)
    }
  }

  @Test(arguments: [
    "UPDATE ring_state SET commit_number = commit_number + 1",
    "UPDATE ring_state SET erasure_generation = erasure_generation + 1",
    "UPDATE ring_state SET audit_count = audit_count + 1",
    "UPDATE ring_state SET holds_residue = 1",
    "UPDATE ring_state SET mac = zeroblob(32)", "INSERT INTO destroyed_keys VALUES (7, 1)",
  ])
  func aChangedRingIsNamed(sql: String) throws {
    let temporary = try TemporaryStore()
    try temporary.open().take([TestRecord(subject: "s1")])
    try temporary.tamper(sql, file: ".keys")
    #expect(try Self.problems(temporary) == [.init(.keyRing, 0)])
  }
}
