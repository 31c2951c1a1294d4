import Records
import TestSupport
import Testing

/// Records that have the form of an earlier one are read as if they were the first.
@Suite struct RecordFormTests {
  private static let wanted = [
    "id", "tenant", "conversation_id", "a-name-that-is-longer-than-sixteen",
  ]
  private static let names =
    wanted + ["", "i", "Id", "tenanT", "cvv", "cvvcvvcw", "conversation_ic", "éé", "id\\n", "home"]

  private static var gate: TriggerGate {
    var gate = NameTests.gate
    gate.skipsShapedLeaves = true
    return gate
  }

  /// Records of a stream: a few forms, their values anew each time, and now and then a byte that is wrong.
  private static func stream(_ random: inout SplitMix64) -> [String] {
    let forms = (0..<3).map { _ in form(&random, depth: 0) }
    return (0..<150).map { _ in
      let record = filled(forms[random.below(forms.count)], &random)
      return random.chance(1, in: 8) ? spoiled(record, &random) : record
    }
  }

  /// A form: JSON with `S` for strings and `N` for scalars.
  private static func form(_ random: inout SplitMix64, depth: Int) -> String {
    let space = random.chance(1, in: 6) ? " " : ""
    switch random.below(depth == 0 ? 2 : 6) {
    case 0 where depth < 4:
      let items = (0..<random.below(4)).map { _ in form(&random, depth: depth + 1) }
      return "[" + items.joined(separator: "," + space) + "]"
    case 1 where depth < 4:
      let members = (0..<random.below(5)).map { _ in
        "\"\(names[random.below(names.count)])\"\(space):" + form(&random, depth: depth + 1)
      }
      return "{" + members.joined(separator: ",") + space + "}"
    case 2: return "N"
    default: return "S"
    }
  }

  private static let strings = [
    "", "x", "12345", "a 1.2.3.4", "2025-03-01T00:00:07.757Z", "the cvv", "é", "\\u0031\\n", "\\q",
    "abcdefghijklmnopqrst", "halved: ¿",
    "5 five 5 5 5 with a text that goes on for more than sixty-four bytes",
  ]
  private static let scalars = ["1", "123456", "-0", "1.5e3", "true", "null", "01", "nul", "12a"]

  private static func filled(_ form: String, _ random: inout SplitMix64) -> String {
    var record = ""
    var inName = false
    for character in form {
      if character == "\"" { inName.toggle() }
      switch character {
      case "S" where !inName: record += "\"\(strings[random.below(strings.count)])\""
      // Mostly right ones.
      case "N" where !inName: record += scalars[random.below(random.chance(1, in: 4) ? 9 : 6)]
      default: record.append(character)
      }
    }
    return record
  }

  private static func spoiled(_ record: String, _ random: inout SplitMix64) -> String {
    var bytes = Array(record.utf8)
    let signs = Array("\"{}[]:,1 \\xS".utf8)
    bytes[random.below(bytes.count)] = signs[random.below(signs.count)]
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The record's UTF-8, in which every `¿` is but the second of its bytes.
  private static func halved(_ record: String) -> [UInt8] { record.utf8.filter { $0 != 0xC2 } }

  @Test(arguments: 0..<40)
  func everyRecordIsReadAsIfItWereTheFirst(seed: Int) {
    var random = SplitMix64(seed: seed)
    let lines = Self.stream(&random).map(Self.halved)
    let together = scan(
      Array(lines.joined(separator: [UInt8(ascii: "\n")])), gate: Self.gate, fields: Self.wanted)
    let apart = lines.flatMap { scan($0, gate: Self.gate, fields: Self.wanted) }
    #expect(together == apart)
  }

  @Test(arguments: [
    (#"{"id":"a","n":1}"#, #"{"id":"b","n":"1"}"#),
    (#"{"id":"a","n":1}"#, #"{"id":"b","m":1}"#),
    (#"{"id":"a"}"#, #"{"id":"b"}}"#),
    (#"{"id":"a"}"#, #"{"id":"b""#),
    (#"{"id":null,"id":"12345"}"#, #"{"id":null,"id":"12345"}"#),
    (#"{"cvv":{"home":["x","12345"]}}"#, #"{"cvv":{"home":["12345","x"]}}"#),
    (#"[["12345"],[]]"#, #"[["12345"],["12345"]]"#),
    (#""12345""#, #""54321""#),
    ("12345", "54321"),
  ])
  func theFormOfOneRecordSaysNothingFalseOfTheNext(first: String, second: String) {
    let lines = [first, second, first, second]
    let together = scan(lines.joined(separator: "\n"), gate: Self.gate, fields: ["id"])
    #expect(together == lines.flatMap { scan($0, gate: Self.gate, fields: ["id"]) })
  }
}
