import Detection
package import Records
import Redaction

/// What was found in a labelled case.
package struct ExaminedCase: Sendable {
  package struct Found: Sendable {
    package var entity: String
    package var rule: String
    package var score: Float
    /// In Unicode scalars of the case's text.
    package var range: Range<Int>
  }

  package var findings: [Found] = []
  /// Why a run would have set the text aside instead; nothing counts as found in it then.
  package var refusal: RefusalReason?
}

/// Examines labelled texts the way records are: each becomes a record with the text as a member.
package enum CaseExaminer {
  /// How many texts go into a chunk: few enough that the workers share a small file.
  private static let casesInChunk = 64

  /// - Parameter options: the rules and the number of workers; sources and policy play no part.
  /// - Returns: what was found, in the order of the cases.
  /// - Throws: `CryptoError` when libcrypto refuses.
  package static func examine(
    _ cases: [LabelledCase], _ options: RunOptions
  ) throws -> [ExaminedCase] {
    let batches = stride(from: 0, to: cases.count, by: casesInChunk).map {
      cases[$0..<min($0 + casesInChunk, cases.count)]
    }
    var settings = options.examinerSettings
    settings.stopsAtRefusal = false
    let shared = Locked(Progress(results: batches.map { _ in [] }))
    let fixedSettings = settings
    runOnThreads(min(options.workers, batches.count)) {
      do {
        var examiner = try ChunkExaminer(fixedSettings)
        while let batch = shared.withLock({ $0.take() }) {
          let results = try examine(batches[batch], &examiner)
          shared.withLock { $0.results[batch] = results }
        }
      } catch {
        shared.withLock { $0.failure = error }
      }
    }
    return try shared.withLock { progress in
      if let failure = progress.failure { throw failure }
      return progress.results.flatMap { $0 }
    }
  }

  private struct Progress {
    var next = 0
    var results: [[ExaminedCase]]
    var failure: (any Error)?

    mutating func take() -> Int? {
      guard next < results.count, failure == nil else { return nil }
      defer { next += 1 }
      return next
    }
  }

  private static func examine(
    _ cases: ArraySlice<LabelledCase>, _ examiner: inout ChunkExaminer
  ) throws -> [ExaminedCase] {
    var lines: [UInt8] = []
    for labelled in cases {
      lines.append(contentsOf: CaseEmitter.recordStart.utf8)
      let text = Array(labelled.text.utf8)
      JSONEscapes.encode(text.span, into: &lines)
      lines.append(UInt8(ascii: "\""))
      if let region = labelled.region {
        lines.append(contentsOf: #","region":"#.utf8)
        lines.append(contentsOf: JSONObjectWriter.quoted(region).utf8)
      }
      lines.append(contentsOf: "}\n".utf8)
    }
    let item = WorkItem()
    item.chunk = Chunk(lines)
    var emitter = CaseEmitter()
    try examiner.examine(item, emitter: &emitter)
    return emitter.results
  }
}

/// Notes what was found in the text of each record.
private struct CaseEmitter: LineEmitter {
  /// A record up to its text's first byte. Member names like this one give no context.
  static let recordStart = #"{"text":""#

  var results: [ExaminedCase] = []

  mutating func blank(_ line: ScannedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult) {}
  mutating func end(_ bytes: Span<UInt8>, _ result: inout ChunkResult) {}

  mutating func refused(_ line: RefusedLine, _ bytes: Span<UInt8>, _ result: inout ChunkResult) {
    results.append(ExaminedCase(refusal: line.reason))
  }

  mutating func record(
    _ line: ScannedLine, _ bytes: Span<UInt8>, _ maps: Span<UInt64>,
    _ examiner: borrowing ChunkExaminer, _ result: inout ChunkResult
  ) -> RefusalReason? {
    var examined = ExaminedCase()
    let textStart = line.start + Self.recordStart.utf8.count
    for found in examiner.redactor.findings {
      let leaf = examiner.scanner.leaves[found.leaf]
      guard leaf.start == textStart else { continue }
      let finding = found.finding
      let start = JSONEscapes.scalarCount(
        bytes, leaf.start, finding.start, escaped: leaf.isEscaped)
      let length = JSONEscapes.scalarCount(
        bytes, finding.start, finding.end, escaped: leaf.isEscaped)
      examined.findings.append(
        ExaminedCase.Found(
          entity: examiner.redactor.rules.entities[finding.entity],
          rule: examiner.redactor.rules.rules[finding.rule].id, score: finding.score,
          range: start..<start + length))
    }
    results.append(examined)
    return nil
  }
}
