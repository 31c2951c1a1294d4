import Records
import RuleFormat
import Testing

@testable import Detection

/// Leaves that are a time stamp or a UUID as a whole are turned away before any expression runs.
@Suite struct LeafShapeTests {
  private func shape(of text: String) -> LeafShape {
    let bytes = Array(("xx" + text + "xx").utf8)
    return LeafShape.of(bytes.span, 2, bytes.count - 2)
  }

  private func isDecimal(_ text: String) -> Bool {
    let bytes = Array(("xx" + text + "xx").utf8)
    return LeafShape.isDecimal(bytes.span, 2, bytes.count - 2)
  }

  @Test(arguments: [
    "2024-03-01T10:30:00", "2024-03-01 10:30:00", "2024-03-01t10:30:00z",
    "2024-03-01T10:30:00.123456789Z", "2024-03-01T10:30:00+02:00",
    "2024-03-01T10:30:00.123-08:00",
  ])
  func timestamps(_ text: String) {
    #expect(shape(of: text) == .timestamp)
  }

  @Test(arguments: [
    "3fa85f64-5717-4562-b3fc-2c963f66afa6", "3FA85F64-5717-4562-B3FC-2C963F66AFA6",
    "41111111-1111-1111-8111-411111111111",
  ])
  func uuids(_ text: String) {
    #expect(shape(of: text) == .uuid)
  }

  @Test(arguments: ["0.5", "0.330", "12.27", "123456.789", "00.00"])
  func decimals(_ text: String) {
    #expect(isDecimal(text))
    #expect(shape(of: text) == .other)
  }

  @Test(arguments: [
    ".5", "5.", "1.2345", "1234567.8", "1.2.3", "555.0123", "1,5", "-1.5", "1.5 ", "x1.5", "", "7",
  ])
  func noDecimals(_ text: String) {
    #expect(!isDecimal(text))
  }

  @Test(arguments: [
    "", "2024-03-01", "2024-03-01T10:30", "2024-03-01x10:30:00", "2024-03-01T10:30:00 jane@a.b",
    "2024/03/01 10:30:00", "2024-03-01T10:30:00 and on", "20240301T103000.0000000",
    "3fa85f64-5717-4562-b3fc-2c963f66afag", "3fa85f6405717-4562-b3fc-2c963f66afa6",
    "3fa85f64-5717-4562-b3fc-2c963f66afa", "4111 1111 1111 1111", "x024-03-01T10:30:00",
  ])
  func other(_ text: String) {
    #expect(shape(of: text) == .other)
  }

  @Test func nothingIsFoundInShapedLeaves() throws {
    #expect(try findInJSON(#"["41111111-1111-1111-8111-411111111111"]"#).isEmpty)
    #expect(try findInJSON(#"["2024-03-01T10:30:00.4111111111111"]"#).isEmpty)
  }

  @Test func aNameThatSaysSomethingHasDecimalsExamined() throws {
    #expect(try findInJSON(#"{"exp":"12.27"}"#).values == ["12.27"])
    let spanish = try Rules.selected { $0.regions.insert("ES") }
    #expect(
      try findInJSON(#"{"phone":"987654.321"}"#, rules: spanish).values == ["987654.321"])
    #expect(try findInJSON(#"{"start_time":"987654.321"}"#, rules: spanish).isEmpty)
  }

  /// The scanner turns away the times of a long list, and nothing else.
  @Test func aNameThatSaysSomethingHasDecimalsExaminedInListsToo() throws {
    let word = #"{"start_time":"987654.321","a name of more than sixteen":"987654.321"}"#
    let words = Array(repeating: word, count: 5_000)
    func list(_ last: String) -> String {
      "[" + (words + [last]).joined(separator: ",") + "]"
    }
    let spanish = try Rules.selected { $0.regions.insert("ES") }
    for (last, values) in [
      (#"{"exp":"12.27"}"#, ["12.27"]), (#"{"exp":["12.27"]}"#, ["12.27"]),
      (#"{"phone":"987654.321"}"#, ["987654.321"]),
      (#"{"phone":{"home":"987654.321"}}"#, ["987654.321"]), (#"{"home":"987654.321"}"#, []),
    ] {
      #expect(try findInJSON(list(last), rules: spanish).values == values)
    }
  }

  /// None of the built-in rules needs to see them: the scanner turns them away.
  @Test func noBuiltInRuleSeesShapedLeaves() throws {
    let gate = try Rules.selected { _ in }.gate
    #expect(gate.skipsShapedLeaves)
    #expect(gate.skipsDecimals)
  }

  @Test func whatFollowsATimestampIsExamined() throws {
    #expect(
      try findInJSON(#"["2024-03-01T10:30:00 192.0.2.1"]"#).values == ["192.0.2.1"])
  }

  /// The user's own rules know best what their values look like.
  @Test func rulesWithoutACheckSeeShapedLeaves() throws {
    let rule = SampleRules.rule(
      regex: "b3fc", trigger: Trigger(byteClass: .digit, count: 1), reach: 40)
    let rules = try Rules.selected(from: Rules.builtIn + [rule]) { _ in }
    let found = try find("3fa85f64-5717-4562-b3fc-2c963f66afa6", rules: rules)
    #expect(found.values == ["b3fc"])
  }
}
