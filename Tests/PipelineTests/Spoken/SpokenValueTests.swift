import Detection
import TestSupport
import Testing

/// How much of what people say is found, however they say it and wherever a record cuts it.
@Suite struct SpokenValueTests {
  private static let rules = Result { try RuleSet(Catalogue.builtIn(), selection: Selection()) }
  private static let floor = 0.98
  private static let shares = 8

  /// A share of the values, in every record and at every cut.
  @Test(arguments: 0..<shares)
  func whatIsSaidIsFoundWhereverItIsCut(share: Int) throws {
    var random = SplitMix64(seed: 6)
    let values = SaidValue.all(&random).enumerated().filter { $0.offset % Self.shares == share }
    let redactor = try LineRedactor(Self.rules.get())
    var survivors: [String] = []
    var cases = 0
    for (_, value) in values {
      for record in SaidRecord.allCases {
        for cut in record.isCut ? Array(1..<value.words.count) : [1] {
          cases += 1
          let line = try redactor.redact(record.line(value, cut: cut))
          if try Survivor.stands(value, in: line) {
            survivors.append("\(record.rawValue) \(cut) \(value) → \(line)")
          }
        }
      }
    }
    let recall = 1 - Double(survivors.count) / Double(cases)
    #expect(recall >= Self.floor, "\(recall) of \(cases): \(survivors.joined(separator: "\n"))")
  }

  @Test func whatIsLeftIsSeen() throws {
    var random = SplitMix64(seed: 6)
    for value in SaidValue.all(&random) {
      for record in SaidRecord.allCases {
        #expect(try Survivor.stands(value, in: record.line(value, cut: 1)), "\(record) \(value)")
      }
    }
  }
}

/// Looks for what is left of a value.
enum Survivor {
  /// Whether half of a value's words stand in the strings of a record, or all of its digits, whatever separates them.
  static func stands(_ value: SaidValue, in line: String) throws -> Bool {
    try JSONStrings.byName(line).contains { stands(value, in: $0.value) }
  }

  private static func stands(_ value: SaidValue, in strings: [String]) -> Bool {
    let text = bare(strings.joined())
    if text.contains(bare(value.written)) { return true }
    let words = value.words.map(bare)
    let half = (words.count + 1) / 2
    return (0...(words.count - half)).contains { start in
      text.contains(words[start..<(start + half)].joined())
    }
  }

  private static func bare(_ text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
