import CorpusText
import Foundation
import Keys
import Records
import Retention
import Storage

/// The worker's and the writer's side of an ingest, without what comes before them.
enum StorePasses {
  static let benchmarks: [Benchmark] = [
    Benchmark(name: "seal") { try SealPass(Input.records(.typical)) },
    Benchmark(name: "insert") { try InsertPass(Input.records(.typical)) },
  ]
}

/// A store in a temporary folder, with one source to take records from.
final class StoreOfABenchmark {
  private let folder: URL
  let ingest: Ingest
  let source: SourceState

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appendingPathComponent("benchmark.db").path
    // 2026-01-01T00:00:00Z, the day the corpus begins.
    let now = Timestamp(milliseconds: 1_767_225_600_000)
    let rootKey = try RootKey.generate()
    try Store.create(at: path, id: .random(), rootKey: rootKey, now: now)
    let store = try Store.open(path, rootKey: rootKey, mode: .readWrite, now: now)
    ingest = try store.beginIngest(IngestOptions(actor: "benchmark") { now })
    source = try ingest.openSource(name: "corpus.jsonl", kind: .file)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }
}

/// AES-256-GCM for every record, and what is decided about it before.
final class SealPass: Measured {
  private let bytes: [UInt8]
  private var lines: [(range: Range<Int>, envelope: Envelope)] = []
  private let store: StoreOfABenchmark
  private let sealer: RecordSealer
  private(set) var batch = SealedBatch()

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    store = try StoreOfABenchmark()
    sealer = try store.ingest.makeSealer()
    findLines()
  }

  private func findLines() {
    let names = ["tenant", "conversation_id", "timestamp", "speaker"]
    let bytes = bytes
    var maps = ByteMaps()
    maps.classify(bytes.span, gate: TriggerGate())
    let words = maps.words
    var scanner = JSONScanner(gate: TriggerGate(), fields: FieldTable(names))
    var start = 0
    while start < bytes.count {
      let line = scanner.scanLine(bytes.span, maps: words.span, from: start)
      let places = scanner.fields.map { field in
        Envelope.Field(offset: field.start - start, count: field.end - field.start)
      }
      var envelope = Envelope()
      envelope.tenant = places[0]
      envelope.conversation = places[1]
      envelope.time = places[2]
      envelope.speaker = places[3]
      lines.append((start..<line.end, envelope))
      start = line.end + 1
    }
  }

  var byteCount: Int { bytes.count }
  var lineCount: Int { lines.count }
  var ingest: Ingest { store.ingest }

  func pass() throws {
    let bytes = bytes
    sealer.begin(&batch, source: store.source.handle)
    for (number, line) in lines.enumerated() {
      let record = bytes.span.extracting(line.range)
      try sealer.seal(
        record: record, envelope: line.envelope, in: record, line: number,
        byteOffset: Int64(line.range.lowerBound), findings: [], into: &batch)
    }
  }
}

/// Sealed rows on their way into SQLite, a commit for every pass.
final class InsertPass: Measured {
  private let sealed: SealPass
  private var position: SourcePosition

  init(_ bytes: [UInt8]) throws {
    sealed = try SealPass(bytes)
    var digest = try StreamDigest()
    try digest.update(bytes.span)
    let value = try digest.digestSoFar()
    position = SourcePosition(
      bytes: 0, lines: 0, digest: value, headLength: 1, headDigest: value,
      endsWithoutLineFeed: false)
  }

  var byteCount: Int { sealed.byteCount }

  /// The first pass makes the participants; sealing anew gives every pass rows of its own.
  func prepare() throws { try sealed.pass() }

  func pass() throws {
    let firstLine = position.lines + 1
    position.bytes += Int64(sealed.byteCount)
    position.lines += Int64(sealed.lineCount)
    try sealed.ingest.append(sealed.batch, firstLine: firstLine, position: position)
    try sealed.ingest.commit()
  }
}
