import Foundation
import Records
import Redaction
import TestSupport
import Testing

/// What holds for every record and every operator.
@Suite struct RecordPropertyTests {
  static let operators: [Operator] = [.replace, .mask, .hash, .pseudonym, .keepLast4, .remove]

  /// A record cut into its strings and integers, and all that stands between them.
  private struct Skeleton: Equatable {
    var between: [String] = [""]
    var leaves: [String] = []

    init(_ line: String) throws {
      var gate = TriggerGate()
      gate.digits = 1
      gate.everything = true
      let bytes = Array(line.utf8)
      var copied = 0
      try withScannedLine(bytes, gate: gate) { scanner, _ in
        for leaf in scanner.leaves {
          // A string with its quotes, so that a number that became one leaves no trace between.
          let quotes = leaf.kind == .number ? 0 : 1
          between.append(text(bytes, copied, leaf.start - quotes))
          leaves.append(text(bytes, leaf.start - quotes, leaf.end + quotes))
          copied = leaf.end + quotes
        }
      }
      between.append(text(bytes, copied, bytes.count))
    }

    private func text(_ bytes: [UInt8], _ start: Int, _ end: Int) -> String {
      String(decoding: bytes[start..<end], as: UTF8.self)
    }
  }

  @Test(arguments: operators, 0..<120)
  func recordsKeepTheirShapeAndHoldNothingToFind(_ action: Operator, seed: Int) throws {
    var maker = RecordMaker(seed: seed)
    for _ in 0..<4 {
      let line = maker.value()
      let output: String
      do { output = try redact(line, policy(action)) } catch RefusalReason.unverified { continue }
      // Foundation takes no lone surrogate.
      let paired = output.replacing(#"\ud83d"#, with: #"\ud83d\ude00"#)
      #expect(throws: Never.self, "\(output)") {
        try JSONSerialization.jsonObject(with: Data(paired.utf8), options: .fragmentsAllowed)
      }
      let before = try Skeleton(line)
      let after = try Skeleton(output)
      #expect(after.between == before.between, "\(line)")
      #expect(after.leaves.count == before.leaves.count)
      #expect(try findings(in: output).isEmpty, "\(line) → \(output)")
      // Once is enough.
      #expect(try redact(output, policy(action)) == output)
    }
  }

  @Test(arguments: 0..<60)
  func recordsWithoutFindingsAreUntouched(seed: Int) throws {
    var maker = RecordMaker(seed: 5000 + seed)
    for _ in 0..<8 {
      let line = maker.value()
      if try findings(in: line).isEmpty { #expect(try redact(line) == line) }
    }
  }

  /// Text beside a value stays as it was written, escapes and all.
  @Test(arguments: 0..<60)
  func textAroundAValueSurvives(seed: Int) throws {
    var maker = RecordMaker(seed: 9000 + seed)
    let quiet = ["é ", "\\n", "\\\"x\\\" ", "\\\\ ", " \\ud83d ", "\\u00e9 ", "😀 ", "a. ", " - "]
    func around() -> String { (0..<4).map { _ in maker.random.pick(quiet) }.joined() }
    let (left, middle, right) = (around(), around(), around())
    let line = "[\"\(left) jane@example.com \(middle) 4111111111111111 \(right)\"]"
    #expect(
      try redact(line) == "[\"\(left) <EMAIL_ADDRESS> \(middle) <CREDIT_CARD> \(right)\"]")
  }

  @Test(arguments: [
    "415 555 jane@example.com0123 call", "4111 1111 jane@example.com 1111 1111",
    "jane@4111111111111111example.com", "call 415jane@example.com 555 0132",
    "192.0.4111 1111 1111 11112.1", "tel +44 20 jane@example.com 7946 0958",
  ])
  func whatJoinsWhenAValueGoesIsFoundToo(_ text: String) throws {
    for action in Self.operators {
      let output = try redact("[\"\(text)\"]", policy(action))
      #expect(try findings(in: output).isEmpty, "\(output)")
    }
  }
}
