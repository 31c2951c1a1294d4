import Records
import TestSupport
import Testing

/// Which values become leaves because of what their member is called.
@Suite struct NameTests {
  static var gate: TriggerGate {
    var gate = TriggerGate(digits: 5)
    gate.literals = LiteralSet(["cvv", "://"].map { Array($0.utf8) })
    gate.tokens = 16
    return gate
  }

  private func leaves(_ json: String, asText: Bool = false) -> [String] {
    scan(Array(json.utf8), gate: Self.gate, asText: asText).flatMap(\.leaves).map(\.text)
  }

  @Test(
    arguments: [
      (#"{"a":"plain words"}"#, []),
      (#"{"a":"my cvv is"}"#, ["my cvv is"]),
      (#"{"cardCVV":"one two"}"#, ["cardCVV", "one two"]),
      (#"{"cvv":12,"other":12}"#, ["cvv", "12"]),
      (#"{"cvv":["x",3,["y"]],"z":"w"}"#, ["cvv", "x", "3", "y"]),
      (#"{"cvv":{"a":"x"}}"#, ["cvv"]),
      (#"{"cvv":{"a":"x"},"b":{"c":"d"},"e":[{"f":"g"}]}"#, ["cvv"]),
      (#"{"\u0063vv":"x"}"#, [#"\u0063vv"#, "x"]),
      (#"{"a":"http:\/\/h"}"#, [#"http:\/\/h"#]),
      (#"{"a":"0123 abcdefghijklmnop_q"}"#, ["0123 abcdefghijklmnop_q"]),
      (#"{"a":"abcdefghijklmno pqrstuvwxyz"}"#, []),
      (#"["cvv","x"]"#, ["cvv"]),
      (#""cvv""#, ["cvv"]),
      (#"{"a":"cv","v":"x"}"#, []),
    ] as [(String, [String])])
  func namesWithLiteralsMakeTheirValuesLeaves(json: String, expected: [String]) {
    #expect(leaves(json) == expected)
  }

  /// What the scanner remembers of former records' names changes nothing.
  @Test(arguments: 0..<8)
  func everyRecordIsReadAsIfItWereTheFirst(seed: Int) {
    var random = SplitMix64(seed: seed)
    let wanted = ["id", "tenant", "conversation", "conversation_id", "conversation_id_2", "cvvcvvcv"]
    let names = wanted + ["", "i", "Id", "tenanT", "cvv", "cvvcvvcw", "conversation_ic", "éé", "id\\n"]
    let lines = (0..<200).map { _ in
      let members = (0..<random.below(6)).map { _ in
        "\"\(names[random.below(names.count)])\":\"\(random.below(2) == 0 ? "x" : "12345")\""
      }
      return "{" + members.joined(separator: ",") + "}"
    }
    let together = scan(
      Array(lines.joined(separator: "\n").utf8), gate: Self.gate, fields: wanted)
    let apart = lines.flatMap { scan(Array($0.utf8), gate: Self.gate, fields: wanted) }
    #expect(together == apart)
    #expect(apart.contains { !$0.leaves.isEmpty } && apart.contains { $0.fields[3] != nil })
  }

  @Test func linesOfTextAreLeavesForTheirLiterals() {
    #expect(leaves("no such thing\nthe CVV please\r\n", asText: true) == ["the CVV please"])
  }
}
