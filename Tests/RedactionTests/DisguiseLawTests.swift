import Foundation
import Records
import TestSupport
import Testing

/// What holds of every value, however it is hidden: `HUSH_FUZZ_INPUTS` sets how many are tried.
@Suite struct DisguiseLawTests {
  static let inputs =
    ProcessInfo.processInfo.environment["HUSH_FUZZ_INPUTS"].flatMap(Int.init) ?? 400

  @Test(arguments: 0..<2)
  func aHiddenValueLeavesAndNothingElseDoes(part: Int) throws {
    let line = try RecordStream()
    var failures = 0
    for number in 0..<Self.inputs / 2 where failures < 20 {
      if try !leaves(seed: part * 1_000_000_000 + number, line) { failures += 1 }
    }
  }

  /// Tokens of base64 with invisible characters in them.
  @Test(arguments: [9_069, 1_000_007_427])
  func whatOnceStayedLeaves(seed: Int) throws {
    #expect(try leaves(seed: seed, RecordStream()))
  }

  /// Whether what a seed hides leaves, and nothing else; an issue says what happened if not.
  private func leaves(seed: Int, _ line: RecordStream) throws -> Bool {
    var maker = DisguiseMaker(seed: seed)
    let sample = maker.next()
    let output = try self.output(of: Array(sample.line.utf8), line)
    if output == Array(sample.redacted.utf8) { return true }
    let left = output.map { String(decoding: $0, as: UTF8.self) } ?? "refused"
    Issue.record("seed \(seed) \(sample.history): \(sample.line) → \(left)")
    return false
  }

  /// Broken lines are refused; those that are records leave as records in which nothing is found.
  @Test(arguments: 0..<2)
  func brokenLinesLeaveAsRecordsOrNotAtAll(part: Int) throws {
    let line = try RecordStream()
    let alphabet = Array("\"\\{}[],:u0041@.%&#;=()<> éat19\u{200B}".utf8)
    var failures = 0
    for number in 0..<Self.inputs / 2 where failures < 20 {
      let seed = part * 1_000_000_000 + 500_000_000 + number
      var maker = DisguiseMaker(seed: seed)
      var bytes = Array(maker.next().line.utf8)
      maker.random.mutate(&bytes, with: alphabet, times: 1 + maker.random.below(4))
      bytes.removeAll { $0 == UInt8(ascii: "\n") }
      guard let output = try output(of: bytes, line) else { continue }
      if try self.output(of: output, line) != output || !line.foundNothing {
        failures += 1
        Issue.record(
          "seed \(seed): \(String(decoding: bytes, as: UTF8.self)) → \(String(decoding: output, as: UTF8.self))"
        )
      }
    }
  }
  /// A line as it leaves; nil if it is refused.
  private func output(of bytes: [UInt8], _ line: RecordStream) throws -> [UInt8]? {
    do { return try line.redact(bytes) } catch RefusalReason.unverified, RefusalReason.tooDeep {
      return nil
    }
  }
}
