import Detection
import Keys
import Records
import Redaction

/// One scanner and one redactor for line after line, as a worker has them.
final class RecordStream {
  private var redactor: RecordRedactor
  private var scanner: JSONScanner
  private let gate: TriggerGate
  private var maps = ByteMaps()
  /// Records some of whose values were not looked at.
  private(set) var passedOver = 0

  /// - Parameter forgets: nothing is remembered of one record for the next.
  init(_ policy: Policy = Policy(), key: SecretKey? = nil, forgets: Bool = false) throws {
    guard let rules = Sample.rules else { throw SampleError.noRules }
    gate = rules.gate
    redactor = try RecordRedactor(rules: rules, policy: policy, key: key)
    scanner = JSONScanner(gate: gate, fields: FieldTable(["first"]))
    // What explains itself looks at everything.
    if forgets { redactor.explain() }
  }

  /// Whether the last line held nothing to find.
  var foundNothing: Bool { redactor.findings.isEmpty }

  func redact(_ line: String, hints: [String] = [], tenant: String = "acme") throws -> String {
    guard let output = try redact(Array(line.utf8), hints: hints, tenant: tenant) else {
      throw SampleError.notARecord
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// The line as it leaves; nil if it is no record.
  ///
  /// - Throws: ``RefusalReason``
  func redact(
    _ bytes: [UInt8], hints: [String] = [], tenant: String = "acme"
  ) throws -> [UInt8]? {
    maps.classify(bytes.span, gate: gate)
    let words = maps.words
    let line = scanner.scanLine(bytes.span, maps: words.span, from: 0)
    guard case .record = line.outcome else { return nil }
    if scanner.hasPassedOver { passedOver += 1 }
    let tenant = Array(tenant.utf8)
    try redactor.redact(
      line, scannedBy: &scanner, isWhole: false, bytes.span, maps: words.span,
      hints: regions(hints), tenant: tenant.span)
    var output: [UInt8] = []
    var copied = 0
    for edit in redactor.edits {
      output += bytes[copied..<edit.start]
      output += redactor.replacements[edit.replacement]
      copied = edit.end
    }
    return output + bytes[copied...]
  }
}
