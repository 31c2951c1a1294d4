import Foundation
import GRDB
import Keys
import Retention
import Storage

/// A store in a folder of its own, and a way to take lines in as a worker and a writer would.
final class TemporaryStore {
  let folder: String
  let path: String
  let rootKey: RootKey
  /// 2024-06-01T00:00:00Z.
  static let now = Timestamp(milliseconds: 1_717_200_000_000)

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("hush-store-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    path = folder + "/a.db"
    rootKey = try RootKey.generate()
    try Store.create(at: path, id: .random(), rootKey: rootKey, now: Self.now)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func open(_ mode: Store.Mode = .readWrite) throws -> Store {
    try Store.open(path, rootKey: rootKey, mode: mode, now: Self.now)
  }

  static func options(_ change: (inout IngestOptions) -> Void = { _ in }) -> IngestOptions {
    var options = IngestOptions(actor: "tester") { now }
    options.entities = ["EMAIL_ADDRESS", "PHONE_NUMBER"]
    change(&options)
    return options
  }

  /// Changes the store, or a file beside it, as somebody would who takes its triggers off and puts them back.
  func tamper(_ sql: String, file: String = "") throws {
    try Self.tamper(path + file, sql)
  }

  static func tamper(_ path: String, _ sql: String) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    try DatabaseQueue(path: path, configuration: configuration).writeWithoutTransaction { db in
      let triggers = try Row.fetchAll(
        db, sql: "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
      for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger[0] as String)") }
      try db.execute(sql: sql)
      for trigger in triggers { try db.execute(sql: trigger[1]) }
    }
  }

  /// The files in the store's folder whose names begin with `prefix`, sorted.
  func names(of prefix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix(prefix) }
      .sorted()
  }

  /// All bytes of every file in the store's folder.
  func everyByte() throws -> Data {
    var bytes = Data()
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      bytes += try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
    }
    return bytes
  }
}

/// One record with what it says about itself.
struct TestRecord {
  var text = "{\"text\":\"<EMAIL_ADDRESS>\"}"
  var tenant: String?
  var subject: String?
  var conversation: String?
  var dataClass: String?
  var time: String? = "2024-05-31T12:00:00Z"
  var id: String?
  var findings: [FindingCount] = []
  /// What it refers to outside the store, each at `/url`.
  var references: [String] = []

  /// Seals the record as line `line` of the batch; its offset is a hundred times that.
  func seal(with sealer: RecordSealer, line: Int, into batch: inout SealedBatch) throws {
    var bytes: [UInt8] = []
    var envelope = Envelope()
    func place(_ value: String?) -> Envelope.Field {
      guard let value else { return .absent }
      defer { bytes += Array(value.utf8) }
      return Envelope.Field(offset: bytes.count, count: value.utf8.count)
    }
    envelope.tenant = place(tenant)
    envelope.subject = place(subject)
    envelope.conversation = place(conversation)
    envelope.dataClass = place(dataClass)
    envelope.time = place(time)
    envelope.id = place(id)
    let record = Array(text.utf8)
    try sealer.seal(
      record: record.span, envelope: envelope, in: bytes.span, line: line,
      byteOffset: Int64(line) * 100, findings: findings,
      references: references.map {
        ExternalReference(member: Array("/url".utf8), value: Array($0.utf8))
      }, into: &batch)
  }
}

extension Ingest {
  static func position(lines: Int) throws -> SourcePosition {
    var digest = try StreamDigest()
    try digest.update([UInt8](repeating: 1, count: lines).span)
    let value = try digest.digestSoFar()
    return SourcePosition(
      bytes: Int64(lines) * 100, lines: Int64(lines), digest: value, headLength: 10,
      headDigest: value, endsWithoutLineFeed: false)
  }

  /// Appends records as one batch that follows `from` earlier lines.
  func take(_ records: [TestRecord], from: Int = 0, source: SourceState) throws {
    let sealer = try makeSealer()
    var batch = SealedBatch()
    sealer.begin(&batch, source: source.handle)
    for (line, record) in records.enumerated() {
      try record.seal(with: sealer, line: line, into: &batch)
    }
    try append(
      batch, firstLine: Int64(from + 1), position: Self.position(lines: from + records.count))
  }
}

extension Store {
  /// Takes records in as one run of a source.
  @discardableResult
  func take(
    _ records: [TestRecord], source: String = "a.jsonl",
    options: IngestOptions = TemporaryStore.options()
  ) throws -> IngestCounts {
    let ingest = try beginIngest(options)
    let state = try ingest.openSource(name: source, kind: .file)
    try ingest.take(records, from: Int(state.position?.lines ?? 0), source: state)
    return try ingest.finish()
  }

  func read(
    _ purpose: Purpose = .service, now: Timestamp = TemporaryStore.now,
    _ change: (inout RecordQuery) -> Void = { _ in }
  ) throws -> [StoredRecord] {
    var query = RecordQuery(purpose: purpose, actor: "tester", now: now)
    change(&query)
    var records: [StoredRecord] = []
    try readRecords(query) { records.append($0) }
    return records
  }
}
