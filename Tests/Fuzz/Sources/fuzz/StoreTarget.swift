import Foundation
import GRDB
import Keys
import Retention
import Storage

/// A store of which somebody changed bytes or values, in its file or in its key ring.
///
/// Whatever was changed, everything asked of it ends, with an answer or a `StoreError`; and what a read gives is
/// what was stored.
struct StoreTarget: FuzzTarget {
  /// The file that is changed.
  enum File: String {
    case store = ""
    case keyRing = ".keys"
  }

  private let file: File
  private let folder = ScratchFolder()
  private let rootKey: RootKey
  private let whole: [String: Data]
  private let columns: [(table: String, column: String)]

  private var path: String { folder.path + "/s" }

  init(file: File) throws {
    self.file = file
    rootKey = try RootKey.generate()
    let path = folder.path + "/s"
    try StoreSample.make(at: path, rootKey)
    var whole: [String: Data] = [:]
    for suffix in ["", ".keys"] {
      whole[suffix] = try Data(contentsOf: URL(fileURLWithPath: path + suffix))
    }
    self.whole = whole
    columns = try DatabaseQueue(path: path + file.rawValue).read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT m.name, c.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c
          WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' ORDER BY 1, 2
          """
      ).map { ($0[0], $0[1]) }
    }
  }

  mutating func examine(_ input: [UInt8]) throws {
    var choices = Choices(input)
    try restore()
    while !choices.isEmpty {
      if choices.byte().isMultiple(of: 4) {
        try changeBytes(&choices)
      } else {
        changeValue(&choices)
      }
    }
    try look()
  }

  private func restore() throws {
    for suffix in ["", ".keys"] {
      for companion in ["-wal", "-shm", "-journal"] { folder.remove("s" + suffix + companion) }
      try whole[suffix]?.write(to: URL(fileURLWithPath: path + suffix))
    }
  }

  /// Writes a few bytes anywhere into the file.
  private func changeBytes(_ choices: inout Choices) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path + file.rawValue))
    defer { try? handle.close() }
    let size = try handle.seekToEnd()
    try handle.seek(toOffset: UInt64(choices.number()) % size)
    try handle.write(contentsOf: choices.bytes(Int(choices.byte() % 8) + 1))
  }

  /// Sets a column of one row, or of all, or deletes the row; what SQLite refuses stays as it was.
  private func changeValue(_ choices: inout Choices) {
    let (table, column) = choices.pick(columns)
    let row = Int(choices.byte())
    let action = choices.byte()
    let value: (any DatabaseValueConvertible)? =
      switch action % 6 {
      case 0: Int64(choices.byte())
      case 1: choices.pick([Int64.max, .min, -1, 0, 1 << 40, 1 << 32])
      case 2: Data(choices.bytes(Int(choices.byte())))
      case 3: String(decoding: choices.bytes(Int(choices.byte())), as: UTF8.self)
      default: nil
      }
    let one = "(SELECT * FROM (SELECT rowid FROM \(table) LIMIT 1 OFFSET \(row % 8)))"
    let place = row < 192 ? "WHERE rowid = \(one)" : ""
    let statement =
      action % 6 == 5
      ? "DELETE FROM \(table) \(place)" : "UPDATE \(table) SET \(column) = ? \(place)"
    try? DatabaseQueue(path: path + file.rawValue).writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF")
      try db.execute(sql: statement, arguments: action % 6 == 5 ? [] : [value])
    }
  }

  /// Asks the store for everything it gives.
  private func look() throws {
    try answers { _ = try Store.identity(at: path) }
    try answers {
      let store = try Store.open(path, rootKey: rootKey, now: StoreSample.now)
      let deed = Deed(actor: "fuzz", now: StoreSample.now)
      try answers { _ = try store.verify(workers: 1) }
      try answers { _ = try store.statistics() }
      for purpose in [Purpose.service, .legal] {
        try answers {
          try store.readRecords(
            RecordQuery(purpose: purpose, actor: "fuzz", now: StoreSample.now)
          ) { law(StoreSample.texts.contains($0.record), "what is read is what was stored") }
        }
      }
      try answers {
        for line in try store.listQuarantined(deed) {
          let read = try store.readQuarantined(
            line.id, purpose: .support, actor: "fuzz", now: StoreSample.now)
          law(read.text == StoreSample.refused, "what was refused is what came")
        }
      }
      try answers { _ = try store.listHolds(includingReleased: true, deed) }
      try answers { try store.readAudit(AuditQuery(), deed) { _, _ in } }
      try answers { try store.readDeletions(DeletionQuery(), deed) { _ in } }
      try answers { _ = try store.listSubjectRequests(deed) }
      try answers { _ = try store.listTenantProfiles(deed) }
      try answers { try StoreSample.add(to: store, source: "b") }
      try answers {
        _ = try store.sweep(
          SweepOptions(asOf: StoreSample.now, actor: "fuzz") { StoreSample.now })
      }
    }
  }

  private func answers(_ question: () throws -> Void) throws {
    do { try question() } catch is StoreError {} catch is SealFailure {}
  }
}
