import Detection
import Foundation
import Records
import Redaction
import TestSupport
import Testing

/// What holds of every value, however it is hidden: `HUSH_FUZZ_INPUTS` sets how many are tried.
@Suite struct DisguiseLawTests {
  static let inputs =
    ProcessInfo.processInfo.environment["HUSH_FUZZ_INPUTS"].flatMap(Int.init) ?? 400

  @Test(arguments: 0..<2)
  func aHiddenValueLeavesAndNothingElseDoes(part: Int) throws {
    let line = try ReusedRedactor()
    var failures = 0
    for number in 0..<Self.inputs / 2 where failures < 20 {
      if try !leaves(seed: part * 1_000_000_000 + number, line) { failures += 1 }
    }
  }

  /// Tokens of base64 with invisible characters in them.
  @Test(arguments: [9_069, 1_000_007_427])
  func whatOnceStayedLeaves(seed: Int) throws {
    #expect(try leaves(seed: seed, ReusedRedactor()))
  }

  /// Whether what a seed hides leaves, and nothing else; an issue says what happened if not.
  private func leaves(seed: Int, _ line: ReusedRedactor) throws -> Bool {
    var maker = DisguiseMaker(seed: seed)
    let sample = maker.next()
    let output = try line.redact(sample.line)
    if output == sample.redacted { return true }
    Issue.record("seed \(seed) \(sample.history): \(sample.line) → \(output ?? "refused")")
    return false
  }

  /// Broken lines are refused; those that are records leave as records in which nothing is found.
  @Test(arguments: 0..<2)
  func brokenLinesLeaveAsRecordsOrNotAtAll(part: Int) throws {
    let line = try ReusedRedactor()
    let alphabet = Array("\"\\{}[],:u0041@.%&#;=()<> éat19\u{200B}".utf8)
    var failures = 0
    for number in 0..<Self.inputs / 2 where failures < 20 {
      let seed = part * 1_000_000_000 + 500_000_000 + number
      var maker = DisguiseMaker(seed: seed)
      var bytes = Array(maker.next().line.utf8)
      maker.random.mutate(&bytes, with: alphabet, times: 1 + maker.random.below(4))
      bytes.removeAll { $0 == UInt8(ascii: "\n") }
      guard let output = try line.redact(bytes) else { continue }
      if try line.redact(output) != output || !line.foundNothing {
        failures += 1
        Issue.record(
          "seed \(seed): \(String(decoding: bytes, as: UTF8.self)) → \(String(decoding: output, as: UTF8.self))"
        )
      }
    }
  }
}

/// One redactor for many lines.
private final class ReusedRedactor {
  private var redactor: RecordRedactor
  private var scanner: JSONScanner
  private let gate: TriggerGate
  private var maps = ByteMaps()

  init() throws {
    guard let rules = Sample.rules else { throw SampleError.noRules }
    gate = rules.gate
    redactor = try RecordRedactor(rules: rules, policy: Policy(), key: nil)
    scanner = JSONScanner(gate: gate, fields: FieldTable([]))
  }

  /// Whether the last line held nothing to find.
  var foundNothing: Bool { redactor.findings.isEmpty }

  func redact(_ line: String) throws -> String? {
    try redact(Array(line.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The line as it leaves; nil if it is refused.
  func redact(_ bytes: [UInt8]) throws -> [UInt8]? {
    maps.classify(bytes.span, gate: gate)
    let words = maps.words
    guard case .record = scanner.scanLine(bytes.span, maps: words.span, from: 0).outcome else {
      return nil
    }
    let tenant = Array("acme".utf8)
    do {
      try redactor.redact(
        leaves: scanner.leaves, containers: scanner.containers, isWhole: false, bytes.span,
        maps: words.span,
        hints: Regions(), tenant: tenant.span)
    } catch RefusalReason.unverified, RefusalReason.tooDeep {
      return nil
    }
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
